"""Lines of a sheet: blanks where a hand writes, and volumes as they are read on a syringe."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.formulary import Syringe
from spineplanner.domain.prepare import prepare, prepare_as_recorded
from spineplanner.domain.record import Count, Record
from spineplanner.domain.scale import fills
from spineplanner.domain.sheet_steps import steps_of
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.wording.sheet.checker import checker_text
from spineplanner.wording.sheet.rows import needle_lines, site_line
from spineplanner.wording.sheet.segments import Blank, Strong, line, plain
from spineplanner.wording.sheet.steps import duration, fill_words, steps_text
from spineplanner.wording.sheet.supply import supply_text
from tests.domain.apart_cases import apart_clinic, counted, published
from tests.paper.scenes import SCENES, formulary, sheet


def measuring() -> tuple[Syringe, ...]:
    return formulary().measuring_syringes


def test_a_line_keeps_texts_strong_words_and_blanks_in_their_order() -> None:
    assert line("{a} facet {b} {c}", a="L4–L5", b=Strong("LEFT"), c=Blank.TICK) == [
        {"text": "L4–L5"},
        {"text": " facet "},
        {"strong": "LEFT"},
        {"text": " "},
        {"blank": "tick"},
    ]


@given(st.text(max_size=40))
def test_what_fills_a_place_is_never_a_message_itself(words: str) -> None:
    assert plain(line("{a}", a=words)) == words


@pytest.mark.parametrize(
    ("volume_ul", "said"),
    [
        (550, "1 mL syringe"),
        (2_100, "3 mL syringe"),
        (17_200, "10 + 7.2 in a 10 mL syringe"),
        (20_000, "10 + 10 in a 10 mL syringe"),
        (40_000, "10 + 10 + 10 + 10 in a 10 mL syringe"),
        (97_400, "9 × 10 + 7.4 in a 10 mL syringe"),
    ],
)
def test_a_volume_says_how_it_is_read(volume_ul: int, said: str) -> None:
    assert fill_words(fills(volume_ul, measuring())) == said


@pytest.mark.parametrize(("minutes", "said"), [(300, "5 h"), (90, "90 min"), (60, "1 h")])
def test_a_time_is_in_hours_where_it_is_whole_ones(minutes: int, said: str) -> None:
    assert duration(minutes) == said


def test_side_or_route_stand_out_in_every_name_of_a_site() -> None:
    for row in sheet("all-41").rows:
        (strong,) = (part["strong"] for part in site_line(row.container.site) if "strong" in part)
        assert strong in {"LEFT", "RIGHT", "EPIDURAL", "INTRAVENOUS"}


@pytest.mark.parametrize("scene", SCENES)
def test_every_syringe_is_in_one_line_of_needles(scene: str) -> None:
    syringes = sum(not row.container.aliquot.is_bag for row in sheet(scene).rows)
    assert bool(needle_lines(sheet(scene))) == bool(syringes)


def test_a_needle_that_nobody_chose_is_said() -> None:
    assert needle_lines(sheet("empty")) == ["1: not stated"]


def steps_with(record: Record) -> str:
    """The words of a counted scene's steps with another record of the day."""
    counted = sheet("counted")
    envelope = SCENES["counted"]().replace(record=record)
    preparation = prepare(envelope.plan, formulary(), record.counts)
    steps = steps_of(envelope, formulary(), preparation)
    text = steps_text(replace(counted, steps=steps, preparation=preparation))
    return "\n".join(plain(said) for step in text["before"] for said in step["lines"])


def test_a_use_by_on_another_day_is_written_with_its_date() -> None:
    record = SCENES["counted"]().record
    ended = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    late = record.replace(thaw_started_at=ended - timedelta(minutes=4), thaw_ended_at=ended)
    assert "use by 25 Nov 2026, 03:30" in steps_with(late)


def test_a_count_is_written_as_it_was_entered() -> None:
    record = SCENES["counted"]().record
    (count,) = record.counts
    odd = record.replace(counts=(count.replace(cells_per_ml=6_123_456),))
    assert "COUNTED: 6.123456 million" in steps_with(odd)


def apart_sheet(kind: SheetKind, *counts: Count, **supply: object) -> Worksheet:
    """The published case whose protocol forbids pooling."""
    record = Record(counts=counts)
    envelope = SCENES["counted"]().replace(plan=published(**supply), record=record)
    clinic = apart_clinic()
    return compose(
        envelope,
        clinic,
        prepare_as_recorded(envelope, clinic),
        (),
        kind=kind,
        now=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        by="EXAMPLE",
    )


def test_where_vials_are_kept_apart_the_steps_say_so_and_map_them() -> None:
    text = steps_text(apart_sheet(SheetKind.PREPARATION))
    before = {step["title"]: [plain(said) for said in step["lines"]] for step in text["before"]}
    assert before["Do NOT pool. Keep the 7 vials apart, numbered as above"] == [
        "vial 1: syringes 1 to 6 (0.33 mL each), syringe 9 (1.2 mL): 3.18 of 3.3 mL",
        "vial 2: syringes 7, 8 (0.33 mL each), bag 10 (0.7 mL): 1.36 of 3.3 mL",
        "vials 3 to 7, each: bag 10 (3.3 mL): 3.3 of 3.3 mL",
    ]
    count = before["Take 0.1 mL from each vial, and count these samples together"]
    assert "left in all of them" in count[1]
    assert "expect 24.5 mL" in count[1]
    after = [step["title"] for step in text["after"]]
    assert after[0] == "Suspension A, 2 million/mL, for syringe 1, from vial 1"
    assert after[9] == "Bag J, 0.87 million/mL, for bag 10, from vials 2 to 7"
    assert not any("Pool" in title for title in before)


NINE = counted(5_033_000, vials=9, pool_ul=31_500)


def test_vials_that_nothing_is_taken_from_are_named() -> None:
    text = steps_text(apart_sheet(SheetKind.PREPARATION, NINE))
    (step,) = (step for step in text["before"] if "NOT pool" in step["title"])
    assert step["title"] == "Do NOT pool. Keep the 9 vials apart, numbered as above"
    assert plain(step["lines"][-1]) == "vials 8, 9: nothing is taken from them"


def test_the_checker_is_told_how_many_vials_were_counted() -> None:
    inputs = checker_text(apart_sheet(SheetKind.CHECKER, NINE))["given"]
    (said,) = (item["value"] for item in inputs if item["name"].startswith("counted"))
    assert said == "9 vials, 5.033 million viable/mL, 85 % viable, 31.5 mL left in all"


def test_what_is_added_at_the_thaw_goes_to_each_vial_that_is_kept_apart() -> None:
    text = steps_text(
        apart_sheet(SheetKind.PREPARATION, thaw_diluent_ul=400, thaw_diluent="plasma-lyte-a")
    )
    (lines,) = (step["lines"] for step in text["before"] if "NOT pool" in step["title"])
    assert plain(lines[0]) == "first add 0.4 mL Plasma-Lyte A to each vial: it then holds 4 mL"


def test_the_checker_is_told_that_vials_are_kept_apart() -> None:
    given = {
        item["name"]: item["value"]
        for item in checker_text(apart_sheet(SheetKind.CHECKER))["given"]
    }
    assert given["vials"].startswith("kept apart: each syringe is filled from one")
    assert given["count sample of each vial"] == "0.1 mL"
    assert given["stays in each vial"] == "0.2 mL"


def test_the_box_says_that_vials_are_kept_apart_beside_what_the_label_says() -> None:
    text = supply_text(apart_sheet(SheetKind.PREPARATION))
    assert text["vials"] == "7"
    assert text["lines"] == [
        "kept apart, each syringe from one vial; the label alone says 4",
    ]
