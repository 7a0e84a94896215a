"""Every page says whose it is, and nothing on it is too small, too narrow or over the edge."""

import re
from itertools import pairwise
from math import ceil

import pytest

from spineplanner.domain.worksheet import SheetKind
from spineplanner.paper.pictures import spine_pictures
from spineplanner.paper.sheets import SCREEN_PPI
from spineplanner.paper.typesetting import BODY_MM, Paper
from tests.paper.pages import Letter, pages, words
from tests.paper.scenes import BREAKS, SCENES, sheet

MARGIN_MM = 15.0
LONG_ONES = ("worked", "counted", "all-38", "all-41", "four-lumbar", "wordy", "literal", "empty")
every_scene = pytest.mark.parametrize("scene", SCENES)
every_paper = pytest.mark.parametrize("paper", Paper)
every_kind = pytest.mark.parametrize("kind", SheetKind)


@every_scene
@every_kind
def test_every_page_carries_patient_plan_revision_code_state_and_printing(
    scene: str, kind: SheetKind
) -> None:
    printed = pages(scene, kind)
    head, patient = sheet(scene, kind).head, sheet(scene, kind).plan.patient
    for number, page in enumerate(printed, start=1):
        text = " ".join(page.text.split())
        assert f"{head.state.value} · revision {head.revision}" in text
        assert f"Check code {head.code}" in text
        assert f"Page {number} of {len(printed)}" in text
        assert "Printed 24 Nov 2026, 07:42 by B. Example." in text
        assert text.count(head.number) == 2
        if patient.name and patient.record_number and scene not in {"wordy", "literal"}:
            assert text.count(patient.name) == 2
            assert text.count(f"MRN {patient.record_number}") == 2


@pytest.mark.parametrize("scene", LONG_ONES)
@every_kind
@every_paper
def test_nothing_is_smaller_than_9_pt(scene: str, kind: SheetKind, paper: Paper) -> None:
    small = {
        letter.character
        for page in pages(scene, kind, paper)
        for letter in page.letters
        if letter.size_pt < 9
    }
    assert not small


@pytest.mark.parametrize("scene", LONG_ONES)
@every_kind
@every_paper
def test_no_letter_stands_in_the_margins(scene: str, kind: SheetKind, paper: Paper) -> None:
    for page in pages(scene, kind, paper):
        assert page.letters
        assert min(letter.left for letter in page.letters) >= MARGIN_MM
        assert min(letter.top for letter in page.letters) >= MARGIN_MM
        assert max(letter.right for letter in page.letters) <= page.width - MARGIN_MM
        assert max(letter.bottom for letter in page.letters) <= page.height - MARGIN_MM


@pytest.mark.parametrize("scene", ["worked", "all-41", "twenty"])
@every_paper
def test_rows_that_a_hand_fills_are_8_mm_high(scene: str, paper: Paper) -> None:
    rows = 0
    for page in pages(scene, SheetKind.PREPARATION, paper):
        numbers = _row_numbers(page.letters)
        rules = [y for y in page.rules if 55 < y < page.height - 25]
        for upper, lower in pairwise(rules):
            if any(upper < y < lower for y in numbers) and lower - upper < 12:
                assert lower - upper >= 8
                rows += 1
    assert rows == len(sheet(scene).rows)


def _row_numbers(letters: tuple[Letter, ...]) -> list[float]:
    """The heights of the numbers at the left end of a table's rows."""
    return [(at.top + at.bottom) / 2 for at in letters if at.left < 18 and at.character.isdigit()]


@pytest.mark.parametrize("scene", ["all-38", "all-41"])
@every_paper
def test_every_container_has_its_row_once_under_a_head(scene: str, paper: Paper) -> None:
    printed = pages(scene, SheetKind.PREPARATION, paper)
    text = " ".join(" ".join(page.text.split()) for page in printed)
    for row in sheet(scene).rows:
        level = row.container.site.level
        side = row.container.site.side
        if level and side:
            assert text.count(f"{level.value.replace('-', '–')} facet {side.value}") == 1
    with_rows = [page for page in printed if "\u00a0mL\nA" in page.text.replace("\r", "")]
    assert with_rows
    assert all("Checked," in page.text for page in with_rows)


@pytest.mark.parametrize("scene", ["worked", "twenty", "twenty-mixed", "one-facet", "vein"])
@every_paper
def test_a_physician_plan_of_up_to_20_aliquots_is_one_page(scene: str, paper: Paper) -> None:
    assert len(pages(scene, SheetKind.PHYSICIAN, paper)) == 1


@pytest.mark.parametrize("scene", ["worked", "counted"])
@every_paper
def test_the_worked_example_is_prepared_from_two_pages(scene: str, paper: Paper) -> None:
    table, steps = pages(scene, SheetKind.PREPARATION, paper)
    assert "INTRAVENOUS" in table.text
    assert "Total" in table.text
    assert "Reconciled by" in steps.text


@every_paper
def test_the_worked_example_is_checked_on_one_page(paper: Paper) -> None:
    assert len(pages("worked", SheetKind.CHECKER, paper)) == 1


@pytest.mark.parametrize("scene", ["worked", "all-38", "all-41", "twenty", "one-facet", "wordy"])
@pytest.mark.parametrize("kind", [SheetKind.PREPARATION, SheetKind.PHYSICIAN])
@every_paper
def test_no_row_of_pixels_of_a_picture_is_left_out_on_screen(
    scene: str, kind: SheetKind, paper: Paper
) -> None:
    """Typst paints whole pixels, rounded up, and leaves out what is over the picture's size."""
    drawn = spine_pictures(sheet(scene, kind), body_mm=BODY_MM[paper]).pictures
    assert drawn
    for picture in drawn:
        wide, high = (mm * SCREEN_PPI / 25.4 for mm in (picture.width_mm, picture.height_mm))
        sizes = re.match(r'<svg [^>]*width="([\d.]+)mm" height="([\d.]+)mm"', picture.svg)
        assert sizes
        shape = float(sizes[1]) / float(sizes[2])
        painted_wide = ceil(max(wide, shape * high))
        assert painted_wide - wide < 0.01
        assert ceil(painted_wide / shape) - high < 0.01


@every_scene
@every_kind
def test_every_sheet_can_be_set(scene: str, kind: SheetKind) -> None:
    assert words(scene, kind, Paper.LETTER)


def test_ordered_doses_are_bold_and_at_least_11_pt() -> None:
    page = pages("worked")[0]
    below = [at for at in page.letters if at.top > 170]
    dose = [at for at in below if at.size_pt >= 11 and at.character in "187" and at.left > 60]
    assert len([at for at in dose if at.weight > 600]) >= 11
    assert all(at.weight > 600 for at in dose)


def is_total(line: str) -> bool:
    return re.match(r"Total\b", line) is not None


def rows_before_total(scene: str, kind: SheetKind, paper: Paper) -> int:
    """How many rows of containers stand before the total on its page."""
    [page] = [
        page.text.splitlines()
        for page in pages(scene, kind, paper)
        if any(map(is_total, page.text.splitlines()))
    ]
    total = next(place for place, line in enumerate(page) if is_total(line))
    return sum(re.match(r"\d+ [LSI]", line) is not None for line in page[:total])


@pytest.mark.parametrize(
    ("scene", "paper"),
    [
        ("10-facets-and-vein", Paper.LETTER),
        ("11-facets", Paper.LETTER),
        ("12-facets-and-vein", Paper.A4),
        ("20-facets", Paper.A4),
    ],
)
def test_no_page_begins_with_the_total(scene: str, paper: Paper) -> None:
    assert rows_before_total(scene, SheetKind.PREPARATION, paper) > 0


@pytest.mark.long
@pytest.mark.parametrize("scene", BREAKS)
@pytest.mark.parametrize("kind", [SheetKind.PREPARATION, SheetKind.PHYSICIAN])
@every_paper
def test_no_page_of_any_length_begins_with_the_total(
    scene: str, kind: SheetKind, paper: Paper
) -> None:
    assert rows_before_total(scene, kind, paper) > 0
