"""The blind second check: nothing of the program's is seen until the checker's numbers are kept."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.edits.occasion import Occasion
from spineplanner.domain.entries import Done, Pooled
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.preparation import Drawn
from spineplanner.domain.record import Count, Record
from spineplanner.ui.second_check_window import SecondCheckWindow
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from tests.ui.conftest import NOW, MakeSnapshot

ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(qtbot: QtBot, snapshot: Snapshot) -> SecondCheckWindow:
    made = SecondCheckWindow()
    qtbot.addWidget(made)
    made.show_snapshot(snapshot)
    made.begin()
    made.show()
    return made


@pytest.fixture
def kept(window: SecondCheckWindow, example: Envelope, make_snapshot: MakeSnapshot) -> list[Record]:
    """What is entered in the record, as the planning page does it."""
    records: list[Record] = [example.record]

    def enter(edit: Callable[..., Record], by: str, given: dict[str, object]) -> None:
        occasion = Occasion(plan=example.plan, by=by, at=NOW, now=NOW)
        records.append(edit(records[-1], occasion=occasion, **given))
        window.show_snapshot(make_snapshot(example.replace(record=records[-1])))

    window.note_wanted.connect(enter)
    return records


def write(field: QWidget, text: str, end: Qt.Key = ENTER) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, end)


def entry(window: SecondCheckWindow, name: str) -> QLineEdit:
    """The one field that is spoken of so."""
    (found,) = [each for each in window.findChildren(QLineEdit) if each.accessibleName() == name]
    return found


def answers(snapshot: Snapshot) -> dict[str, str]:
    """Every number that is asked for, as a checker who agrees writes it."""
    preparation = snapshot.preparation
    supply = preparation.supply
    assert supply is not None
    found = {
        "Cells ordered in all, in million": numbers.millions(snapshot.plan.ordered_cells),
        "Vials to thaw": str(supply.vials),
    }
    for suspension in preparation.suspensions:
        name = f"Stock of suspension {suspension.letter}, in mL"
        found[name] = numbers.ml(suspension.stock_ul)
    for container in preparation.containers:
        if isinstance(container.volumes, Drawn):
            name = f"Syringe {container.number}: draw to, in mL"
            found[name] = numbers.ml(container.volumes.mark_ul)
    return found


def compare(window: SecondCheckWindow) -> None:
    QTest.mouseClick(window.compare_button, Qt.MouseButton.LeftButton)


def seen(window: QWidget) -> list[str]:
    """All words in sight."""
    widgets = window.findChildren(QWidget)
    read = [each for each in widgets if isinstance(each, QLabel | QAbstractButton | QLineEdit)]
    lines = (each.text() for each in read if each.isVisible())
    return [line for text in lines for line in text.splitlines()]


def test_every_number_of_the_checkers_sheet_is_asked_for_and_none_is_given(
    window: SecondCheckWindow, snapshot: Snapshot
) -> None:
    for name, number in answers(snapshot).items():
        field = entry(window, name)
        assert field.text() == ""
        assert number not in field.accessibleDescription().split()
        assert number not in field.toolTip()
    given = set(answers(snapshot).values())
    assert not given & {word for words in seen(window) for word in words.split()} - set("123456789")


def test_no_window_of_the_program_can_be_used_while_it_is_open(window: SecondCheckWindow) -> None:
    assert window.windowModality() is Qt.WindowModality.ApplicationModal


def test_it_tells_before_it_is_seen_and_when_it_ends(
    qtbot: QtBot, window: SecondCheckWindow, snapshot: Snapshot
) -> None:
    with qtbot.waitSignal(window.finished, timeout=1000):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    window.show_snapshot(snapshot)
    with qtbot.waitSignal(window.opened, timeout=1000):
        window.show()


def test_a_checker_who_finds_the_same_agrees_on_every_line(
    window: SecondCheckWindow, snapshot: Snapshot, kept: list[Record]
) -> None:
    write(window.checker.entry, "EXAMPLE Second")
    wanted = answers(snapshot)
    window.lines.fields[0].take_focus()
    for number in wanted.values():  # Enter goes on to the next field
        focused = window.focusWidget()
        QTest.keyClicks(focused, number)
        QTest.keyClick(focused, ENTER)
    compare(window)

    (check,) = kept[-1].second_checks
    assert check.differences == ()
    assert check.checked.by == "EXAMPLE Second"
    assert check.revision == snapshot.envelope.revision
    words = seen(window)
    assert f"✓ {len(wanted)} lines agree" in words
    assert f"Vials to thaw: both {wanted['Vials to thaw']}." in words


def test_differences_are_said_line_by_line_and_kept(
    window: SecondCheckWindow, snapshot: Snapshot, kept: list[Record]
) -> None:
    write(window.checker.entry, "EXAMPLE Second")
    wanted = answers(snapshot)
    for name, number in (wanted | {"Vials to thaw": "4"}).items():
        if name != "Syringe 9: draw to, in mL":
            write(entry(window, name), number)
    compare(window)

    (check,) = kept[-1].second_checks
    assert [line.what.value for line in check.differences] == ["vials", "draw-to"]
    words = seen(window)
    assert "■ 2 lines differ" in words
    assert f"Vials to thaw: checker 4, program {wanted['Vials to thaw']}." in words
    assert any(line.startswith("Syringe 9: draw to, in mL: checker left blank") for line in words)


@pytest.mark.parametrize("name", ["EXAMPLE", "example ", "EXAMPLE Counter"])
def test_nobody_checks_what_they_have_prepared(
    window: SecondCheckWindow,
    example: Envelope,
    make_snapshot: MakeSnapshot,
    kept: list[Record],
    name: str,
) -> None:
    lot = example.plan.supply.lots[0].number if example.plan.supply.lots else None
    pooled = Pooled(lot=lot, volume_ul=5_000, measured=Done(by="EXAMPLE", at=NOW))
    assert example.plan.supply.dose_basis is not None
    count = Count(
        cells_per_ml=5_000_000,
        basis=example.plan.supply.dose_basis,
        viability_bp=9_000,
        vials=6,
        pool_ul=5_000,
        counted_by="EXAMPLE Counter",
        counted_at=NOW,
        lot=lot,
    )
    record = example.record.replace(pooled=(pooled,), counts=(count,))
    window.show_snapshot(make_snapshot(example.replace(record=record)))
    write(window.checker.entry, name)
    write(entry(window, "Vials to thaw"), "6")
    compare(window)

    assert len(kept) == 1
    assert "A second person must check it." in window.checker.reason.text()
    assert window.checker.entry.hasFocus()


def test_a_checker_without_a_name_is_asked_for_it(
    window: SecondCheckWindow, kept: list[Record]
) -> None:
    write(entry(window, "Vials to thaw"), "6")
    compare(window)
    assert len(kept) == 1
    assert window.checker.reason.text() == "Say who checks."


def test_a_number_that_cannot_be_read_stays_with_the_reason(
    window: SecondCheckWindow, kept: list[Record]
) -> None:
    write(window.checker.entry, "EXAMPLE Second")
    field = entry(window, "Vials to thaw")
    write(field, "1.5")
    compare(window)
    assert len(kept) == 1
    assert field.text() == "1.5"
    assert field.hasFocus()
    assert "Write a whole number." in seen(window)


def test_an_empty_check_is_no_check(window: SecondCheckWindow, kept: list[Record]) -> None:
    write(window.checker.entry, "EXAMPLE Second")
    compare(window)
    assert len(kept) == 1
    assert "▲ No number is entered yet." in seen(window)


def test_what_is_typed_is_still_there_when_the_window_opens_again(
    window: SecondCheckWindow, snapshot: Snapshot
) -> None:
    write(entry(window, "Vials to thaw"), "6")
    window.close()
    window.show_snapshot(snapshot)
    window.begin()
    window.show()
    assert entry(window, "Vials to thaw").text() == "6"


def test_a_kept_check_is_hidden_from_the_next_checker_until_it_is_asked_for(
    window: SecondCheckWindow, snapshot: Snapshot, kept: list[Record]
) -> None:
    write(window.checker.entry, "EXAMPLE Second")
    write(entry(window, "Vials to thaw"), "4")
    compare(window)
    assert len(kept) == 2
    window.close()
    window.begin()
    window.show()

    assert entry(window, "Vials to thaw").text() == ""
    assert not any(": checker " in line for line in seen(window))
    QTest.mouseClick(window.last_button, Qt.MouseButton.LeftButton)
    vials = answers(snapshot)["Vials to thaw"]
    assert f"Vials to thaw: checker 4, program {vials}." in seen(window)


def test_a_refusal_of_the_record_is_said(window: SecondCheckWindow) -> None:
    window.show_refusal("It is too early.")
    assert "■ It is too early." in seen(window)
