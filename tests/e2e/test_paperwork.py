"""Labels, checks of sheets, the second check and the written order, through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from spineplanner.domain import edits
from spineplanner.domain.check_code import check_code
from spineplanner.ui import files
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.snapshot import Snapshot
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import buttons, named, patience, words

ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(start_program: StartProgram) -> MainWindow:
    made = start_program()
    made.open_example()
    return made


def opened(window: MainWindow, command: str) -> QDialog:
    """Choose a command of the menu; give the window that it opens."""
    window.actions_[command].trigger()
    patience(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def write(dialog: QDialog, name: str, text: str) -> None:
    field = named(name, dialog)
    field.setFocus()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, ENTER)


def press(dialog: QDialog, text: str) -> None:
    (button,) = buttons(text, dialog)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(window: MainWindow) -> Snapshot:
    assert window.snapshot is not None
    return window.snapshot


def operator(window: MainWindow, name: str) -> None:
    assert window.workbench is not None
    window.workbench.name_operator(name)


def test_labels_fix_the_revision_and_their_code_is_superseded_by_the_next_edit(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def choose(parent: QWidget, envelope: object, *, trial: bool) -> Path:
        del parent, envelope, trial
        return tmp_path / "labels.pdf"

    monkeypatch.setattr(files, "labels_to_write", choose)
    code = check_code(shown(window).plan, shown(window).formulary)
    labels = opened(window, "labels")
    press(labels, "Save as PDF…")
    patience((tmp_path / "labels.pdf").exists)
    patience(lambda: any(said.startswith("Written: ") for said in words(labels)))
    labels.close()
    (noted,) = shown(window).envelope.record.label_prints
    assert len(noted.labels) == len(shown(window).plan.aliquots)
    assert noted.revision == 1

    assert window.workbench is not None
    site = shown(window).plan.aliquots[0].site
    window.workbench.apply(edits.set_cells, sites=(site,), cells=1_500_000)
    assert shown(window).envelope.revision == 2
    checking = opened(window, "check-sheet")
    write(checking, "Code of the sheet", code)
    said = "\n".join(words(checking))
    assert "■ Superseded: the sheet is of revision 1, the plan is at 2." in said
    assert "1 million" in said
    assert "1.5 million" in said
    checking.close()


def test_while_a_second_person_computes_no_number_of_the_plan_is_in_sight(
    window: MainWindow,
) -> None:
    operator(window, "EXAMPLE First")
    assert window.plan_page.isVisible()
    check = opened(window, "second-check")
    assert not window.plan_page.isVisible()
    supply = shown(window).preparation.supply
    assert supply is not None

    write(check, "Checked by", "EXAMPLE First")
    write(check, "Vials to thaw", str(supply.vials))
    press(check, "Keep and compare")
    assert shown(window).envelope.record.second_checks == ()
    write(check, "Checked by", "EXAMPLE Second")
    press(check, "Keep and compare")

    (kept,) = shown(window).envelope.record.second_checks
    assert kept.checked.by == "EXAMPLE Second"
    assert f"Vials to thaw: both {supply.vials}." in "\n".join(words(check))
    window.actions_["undo"].trigger()
    assert shown(window).envelope.record.second_checks == (kept,), "no undo takes it back"
    QTest.keyClick(check, Qt.Key.Key_Escape)
    assert window.plan_page.isVisible()


def another_window(window: MainWindow) -> MainWindow:
    """Open one more window of the same program."""
    before = {*QApplication.topLevelWidgets()}
    window.actions_["window"].trigger()
    [made] = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, MainWindow) and each not in before
    ]
    patience(made.isVisible)
    return made


def test_a_second_check_covers_the_plan_and_the_list_in_every_window(window: MainWindow) -> None:
    second, third = another_window(window), another_window(window)
    second.open_plan(shown(window).envelope.id)
    second.actions_["prepare"].trigger()
    vials = f"{shown(window).preparation.supply.vials}"  # type: ignore[union-attr]
    assert any(f"{vials} vials planned" in said for said in words(second))
    assert second.planning.prepare_view.isVisible()
    patience(third.worklist.isVisible)
    for name in ("what-if", "vials-apart"):
        second.actions_[name].trigger()

    check = opened(window, "second-check")

    for each in (window, second, third):
        assert "A second check is under way. All plans are covered until it ends." in words(each)
        assert not each.worklist.isVisible()
    assert not second.planning.isVisible()
    assert (second.planning.beside.what_if, second.planning.beside.apart) == (None, None)
    fourth = another_window(window)
    assert not fourth.worklist.isVisible()
    fourth.open_plan(shown(window).envelope.id)
    assert not fourth.planning.isVisible()
    assert not any("vials planned" in said for said in words(fourth))

    QTest.keyClick(check, Qt.Key.Key_Escape)
    assert window.plan_page.isVisible()
    assert second.planning.prepare_view.isVisible()
    assert third.worklist.isVisible()
    assert fourth.planning.isVisible()


def test_labels_are_put_away_while_a_second_person_computes(window: MainWindow) -> None:
    labels = opened(window, "labels")
    labels.setModal(False)
    window.actions_["second-check"].trigger()
    patience(lambda: not labels.isVisible())
    check = QApplication.activeModalWidget()
    assert check is not None
    QTest.keyClick(check, Qt.Key.Key_Escape)
    assert window.plan_page.isVisible()


def test_a_written_order_is_kept_and_withdrawn_and_both_can_be_undone(window: MainWindow) -> None:
    operator(window, "EXAMPLE First")
    order = opened(window, "written-order")
    field = named("Order, line by line", order)
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "iv 87 million")
    press(order, "Keep and compare")
    assert any("nothing there" in said for said in words(order))
    assert shown(window).envelope.record.written_order is not None
    press(order, "Withdraw the order")
    assert shown(window).envelope.record.written_order is None
    order.close()
    window.actions_["undo"].trigger()
    assert shown(window).envelope.record.written_order is not None
    assert shown(window).envelope.revision == 1


def test_the_windows_of_one_patient_are_closed_and_emptied_for_the_next(
    window: MainWindow,
) -> None:
    order = opened(window, "written-order")
    QTest.keyClicks(named("Order, line by line", order), "L4-L5 facet left")
    order.close()
    window.new_plan()
    again = opened(window, "written-order")
    field = named("Order, line by line", again)
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == ""
    again.close()
