"""Two windows on one plan: the second learns, sees what changed, and nothing is overwritten."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from spineplanner.domain import edits
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.envelope import Envelope
from spineplanner.store.sqlite import open_store
from spineplanner.ui import files
from spineplanner.ui.main_window import MainWindow
from tests.e2e.conftest import NOW, StartProgram
from tests.e2e.hands import CTRL, Key, buttons, click, click_site, patience, press, words
from tests.e2e.published_case import place

THEIRS, MINE = "L1–L2 facet LEFT", "L1–L2 facet RIGHT"


def shown(window: MainWindow) -> Envelope:
    assert window.snapshot is not None
    return window.snapshot.envelope


def stored(home: Path) -> dict[str, Envelope]:
    with open_store(home / "data" / "plans.db") as store:
        loaded = (store.load(row.id).envelope for row in store.search().rows)
        return {envelope.number: envelope for envelope in loaded}


def both_on_one_plan(start_program: StartProgram, home: Path) -> tuple[MainWindow, MainWindow]:
    first = start_program()
    click(buttons("Worked example", first)[-1])
    patience(first.plan_page.isVisible)
    patience(lambda: shown(first) in stored(home).values())
    second = start_program()
    patience(lambda: "1 plan" in words(second.worklist))
    press(Key.Key_Return)
    patience(second.plan_page.isVisible)
    assert shown(second) == shown(first)
    return first, second


def let_second_learn(first: MainWindow, second: MainWindow) -> None:
    click_site(first, place(THEIRS))
    patience(second.banner.isVisible)
    assert "Another window has changed this plan" in second.banner.said
    details = " ".join(label.text() for label in second.banner.findChildren(QLabel))
    assert THEIRS in details
    before = shown(second)
    click_site(second, place(MINE))
    assert shown(second) == before, "nothing can be edited before one chooses"


def test_the_second_learns_what_changed_and_takes_theirs(
    start_program: StartProgram, home: Path
) -> None:
    first, second = both_on_one_plan(start_program, home)
    let_second_learn(first, second)
    click(buttons("Take theirs", second.banner)[0])
    assert shown(second) == shown(first)
    assert not second.banner.isVisible()
    click_site(second, place(MINE))
    patience(lambda: stored(home)[shown(second).number] == shown(second))
    assert not second.banner.isVisible()


def test_the_second_keeps_its_own_as_a_copy(start_program: StartProgram, home: Path) -> None:
    first, second = both_on_one_plan(start_program, home)
    mine = shown(second).plan
    let_second_learn(first, second)
    click(buttons("Keep mine as a copy", second.banner)[0])
    copy = shown(second)
    assert copy.plan == mine
    assert copy.number != shown(first).number
    click_site(second, place(MINE))
    patience(lambda: stored(home).get(copy.number) == shown(second))
    assert stored(home)[shown(first).number] == shown(first)
    assert len(stored(home)) == 2


def test_of_two_edits_at_once_neither_is_lost(start_program: StartProgram, home: Path) -> None:
    first, second = both_on_one_plan(start_program, home)
    click_site(first, place(THEIRS))
    click_site(second, place(MINE))
    patience(lambda: first.banner.isVisible() or second.banner.isVisible())
    slower, faster = (first, second) if first.banner.isVisible() else (second, first)
    mine = shown(slower).plan

    press_in(slower)
    patience(slower.plan_page.isVisible)
    assert shown(slower).plan == mine, "opened again, it is still there"
    assert "Another window has changed this plan" in slower.banner.said

    click(buttons("Keep mine as a copy", slower.banner)[0])
    patience(lambda: stored(home).get(shown(slower).number) == shown(slower))
    assert shown(slower).plan == mine
    assert stored(home)[shown(faster).number] == shown(faster)


def press_in(window: MainWindow) -> None:
    """Go to the list of plans, and open the plan there again."""
    window.activateWindow()
    press(Key.Key_O, CTRL)
    patience(window.worklist.isVisible)
    press(Key.Key_Return)


def test_theirs_can_be_undone_to_mine(start_program: StartProgram, home: Path) -> None:
    first, second = both_on_one_plan(start_program, home)
    mine = shown(second).plan
    first.planning.edit(edits.set_notes, {"notes": "theirs"})
    patience(second.banner.isVisible)
    click(buttons("Take theirs", second.banner)[0])
    assert shown(second).plan.notes == "theirs"
    second.activateWindow()
    press(Key.Key_Z, CTRL)
    assert shown(second).plan == mine
    patience(lambda: stored(home)[shown(second).number] == shown(second))


def test_the_second_learns_what_differs_in_the_record(
    start_program: StartProgram, home: Path
) -> None:
    first, second = both_on_one_plan(start_program, home)
    plan = shown(first).plan
    done = Occasion(plan, "N. EXAMPLE", NOW, NOW)
    label = VialLabel("2291-04", "0001")
    first.planning.note(edits.take_vial, {"occasion": done, "label": label, "good": True})
    patience(second.banner.isVisible)
    said = " ".join(each.text() for each in second.banner.findChildren(QLabel))
    assert "Vial 0001, lot 2291-04: only theirs, looks good" in said


def pdf_of(window: MainWindow) -> None:
    """Have the worksheet written once it is set."""
    click(buttons("Worksheet", window.header)[0])
    patience(lambda: window.sheet_view.pages)
    window.planning.outgoing.save_pdf()


def test_a_revision_that_another_window_printed_is_left_by_the_next_edit(
    start_program: StartProgram, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = both_on_one_plan(start_program, home)
    paths = iter((tmp_path / "first.pdf", tmp_path / "second.pdf", tmp_path / "third.pdf"))
    monkeypatch.setattr(files, "pdf_to_write", lambda *_given: next(paths))
    printed = shown(first).revision
    pdf_of(first)
    click_site(second, place(MINE))
    pdf_of(second)
    assert "is on paper already" in second.banner.said
    assert not (tmp_path / "second.pdf").exists()
    second.planning.edit(edits.remove, {"sites": (place(MINE),)})
    assert shown(second).revision == printed + 1
    patience(lambda: second.sheet_view.pages)
    second.planning.outgoing.save_pdf()
    assert (tmp_path / "third.pdf").exists()


def test_a_sheet_that_changed_while_its_place_was_chosen_is_not_written(
    start_program: StartProgram, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = both_on_one_plan(start_program, home)
    path = tmp_path / "sheet.pdf"

    def choose(*_given: object) -> Path:
        first.planning.edit(edits.set_notes, {"notes": "changed meanwhile"})
        return path

    monkeypatch.setattr(files, "pdf_to_write", choose)
    pdf_of(first)
    assert not path.exists()
    first.planning.edit(edits.set_notes, {"notes": "and again"})
    assert shown(first).revision == 1, "no sheet is out"
    patience(lambda: first.sheet_view.pages)
