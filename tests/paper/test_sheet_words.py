"""What the sheets say: the worked example to the last digit, and nothing that was not asked."""

import pytest

from spineplanner.domain.worksheet import SheetKind
from tests.paper.pages import words
from tests.paper.scenes import LITERAL, sheet


@pytest.mark.parametrize(
    "said",
    [
        "6 vials to thaw",
        "needs 5.78; the label alone says 4, which is 31 % short",
        "100 million viable ordered",
        "104.7 million to prepare",
        "108.7 million in 6 vials",
        "82.1 % viability that still serves",
        "25 million total in 3.8 mL, 3.6 mL usable",
        "Planned: 90 % recovered, 85 % viable",
        "Lot 2291-04, expires 30 Jun 2027, 8 on hand",
        "Take 6 vials of lot 2291-04, expires 30 Jun 2027: number each, tick if it looks good",
        "Thaw at 37 °C",
        "Pool all 6 vials, add nothing",
        "expect 21.6 mL",
        "Take 0.1 mL and count",
        "planned 5.03 million viable/mL, at least 70 % viable",
        "HOLD. Enter the count, then print again.",
        "PLANNED, do not prepare from this part before the count is entered",
        "Suspension A, 2 million/mL, for syringes 1 to 8",
        "2.1 mL stock (3 mL syringe) + 3.2 mL Plasma-Lyte A (5 mL syringe) = 5.3 mL",
        "achieves 1.99 (−0.3 %)",
        "Suspension B, 1.67 million/mL, for syringe 9",
        "1.2 mL stock (3 mL syringe) + 2.4 mL Plasma-Lyte A (3 mL syringe) = 3.6 mL",
        "achieves 1.68 (+0.7 %)",
        "Bag C, 0.87 million/mL, for bag 10",
        "withdraw 17.2 mL (10 + 7.2 in a 10 mL syringe) from a prefilled 100 mL bag",
        "then add 17.2 mL of stock",
        "achieves 0.866 (−0.5 %)",
        "syringes 1 to 8: 1 mL, to 0.55 mL; syringe 9: 5 mL, to 3.2 mL",
        "Bag: 170 to 260 µm filter, 30 min, flush the line after it",
        "Left over (expect 0.8 mL",
        "discarded",
        "Five lumbar, counted up from the sacrum, MRI 3 Oct 2026",
        "protocol or IND: EXAMPLE-01",
        "“used within 30 min”",
        "Time-out",
        "patient states side:",
        "Prepared by",
        "Checked by, a second person",
        "Administered by",
        "Reconciled by",
    ],
)
def test_the_preparation_worksheet_says(said: str) -> None:
    assert said in words("worked")


def test_a_sheet_after_the_count_says_that_nobody_knows_how_old_the_stock_is() -> None:
    said = "Not stated: start of the thaw, end of the thaw."
    assert said in words("counted-untimed")
    assert said not in words("counted")


def test_a_bag_has_no_mark_to_draw_to() -> None:
    assert "INTRAVENOUSbag,30min87100––C" in words("worked").replace(" ", "")


def test_a_prefilled_bag_is_the_one_that_exists_whatever_its_line_keeps() -> None:
    assert (
        "withdraw 4.8 mL (5 mL syringe) from a prefilled 100 mL bag, then add 19.8 mL "
        "(10 + 9.8 in a 10 mL syringe) of stock (115 mL in all)"
    ) in words("line-15-ml")
    assert "withdrawn mL stock added mL" in words("line-15-ml")
    assert (
        "to a prefilled 100 mL bag add 3.4 mL Plasma-Lyte A (5 mL syringe), then 21.6 mL "
        "(10 + 10 + 1.6 in a 10 mL syringe) of stock (125 mL in all)"
    ) in words("line-25-ml")
    assert "diluent mL stock added mL" in words("line-25-ml")


def test_before_the_count_it_holds_and_after_it_nothing_is_planned() -> None:
    counted = words("counted")
    assert "COUNTED: 6.1 million total/mL, 86 % viable, 21.4 mL left" in counted
    assert "start 07:50 end 07:54 use by 12:54" in counted
    assert "HOLD" not in counted
    assert "PLANNED, do not prepare" not in counted


def test_planned_steps_say_so_again_on_the_next_page() -> None:
    said = "PLANNED, do not prepare from this part before the count is entered"
    assert words("literal").count(said) == 2


RESULTS = ("0.55", "3.2 ", "5.78", "5.03", "104.7", "108.7", "82.1", "17.2", "1.99", "1.68", "2.1 ")


@pytest.mark.parametrize("result", RESULTS)
def test_the_checkers_sheet_gives_no_result_away(result: str) -> None:
    assert result in words("worked", SheetKind.PREPARATION)
    assert result not in words("worked", SheetKind.CHECKER)


def test_the_checkers_sheet_asks_what_becomes_of_the_fluid_of_a_prefilled_bag() -> None:
    assert words("worked", SheetKind.CHECKER).count("diluent mL") == 2
    assert words("worked", SheetKind.CHECKER).count("withdrawn mL") == 1
    assert words("line-15-ml", SheetKind.CHECKER).count("withdrawn or added mL") == 1


@pytest.mark.parametrize("name", ["vials to thaw", "vials needed", "cells left over", "stock"])
def test_the_checkers_sheet_asks_for_every_result(name: str) -> None:
    assert name in words("worked", SheetKind.CHECKER)
    assert "6 vials" not in words("worked", SheetKind.CHECKER)


@pytest.mark.parametrize(
    "given", ["25 million total", "3.8 mL", "90 %", "85 %", "0.2 mL, or 5 % of what is taken"]
)
def test_the_checkers_sheet_shows_every_input(given: str) -> None:
    assert given in words("worked", SheetKind.CHECKER)


def test_the_checkers_sheet_names_what_suspensions_depend_on() -> None:
    said = words("worked", SheetKind.CHECKER)
    assert "diluent Plasma-Lyte A" in said
    assert "60 mL: 1, 0.2, not for measuring" in said
    several = words("many-lots", SheetKind.CHECKER)
    assert "lots, may be used together" in several
    assert "counted, lot" not in several


def test_the_physician_plan_says_which_needle_goes_with_which_number() -> None:
    said = "Needles: 1 to 8: 22 G 90 mm spinal needle; 9: 18 G 90 mm Tuohy needle"
    assert said in words("worked", SheetKind.PHYSICIAN)


@pytest.mark.parametrize("kind", SheetKind)
def test_left_and_right_are_written_in_full_beside_every_facet(kind: SheetKind) -> None:
    text = words("worked", kind)
    for level in ("L2–L3", "L3–L4", "L4–L5", "L5–S1"):
        for side in ("LEFT", "RIGHT"):
            assert f"{level} facet {side}" in text


@pytest.mark.parametrize("kind", [SheetKind.PREPARATION, SheetKind.PHYSICIAN])
@pytest.mark.parametrize("scene", ["worked", "twenty", "all-41"])
def test_a_picture_says_from_where_it_is_seen(scene: str, kind: SheetKind) -> None:
    joined = words(scene, kind).replace(" ", "")
    pictures = {row.container.site.region for row in sheet(scene).rows} - {None}
    assert joined.count("Seenfrombehind:thepatient’sleftisonyourleft") == len(pictures)


@pytest.mark.parametrize("kind", SheetKind)
def test_what_people_type_prints_literally(kind: SheetKind) -> None:
    text = words("literal", kind).replace(" ", "")
    # Patient twice a page, record number twice a page, and once a page each in the head.
    assert text.count(LITERAL.replace(" ", "")) >= 6


def test_an_incomplete_plan_names_its_stops_and_prints_no_vials() -> None:
    text = words("empty")
    assert "vials: not computable" in text
    assert "■ Not stated: name, record number, birth date." in text
    assert "to thaw" not in text
    assert text.startswith("DRAFT")


def test_two_lots_are_taken_thawed_pooled_and_counted_apart() -> None:
    text = words("many-lots")
    assert text.count("Take 0.1 mL and count") == text.count("Thaw at 37 °C") == 2
    assert "of lot 221-01" in text
    assert "of lot 222-02" in text
    assert text.count("and count (lot 22") == 2


def test_with_two_lots_every_suspension_says_from_which_it_comes() -> None:
    text = words("many-lots")
    for suspension in sheet("many-lots").preparation.suspensions:
        title = text[text.index(f"{suspension.letter}, ") :]
        assert f"(lot {suspension.lot})" in text
        assert title.index("(lot ") < title.index("achieves")
    assert "(lot" not in words("worked")
