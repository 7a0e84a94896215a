"""The published case, from an empty window to paper and back, by mouse, keyboard and table."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from spineplanner.ui import files, printing
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.printing import PAPERS, take_paper
from tests.e2e import published_case as case
from tests.e2e.conftest import RunMain
from tests.e2e.hands import (
    CTRL,
    SHIFT,
    Key,
    buttons,
    click,
    click_action,
    click_site,
    menu_in_sight,
    named,
    patience,
    pick,
    press,
    tab_to,
    totals,
    type_text,
    words,
)

RIGHT_BUTTON = Qt.MouseButton.RightButton


@pytest.fixture
def pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's own dialog is told to put the sheet."""
    path = tmp_path / "sheet.pdf"
    monkeypatch.setattr(files, "pdf_to_write", lambda *_asked: path)
    return path


def printed(pdf: Path) -> str:
    """All that stands on a sheet."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def check_result(window: MainWindow) -> None:
    assert totals(window)[: len(case.TOTALS)] == list(case.TOTALS)
    said = " ".join(words(window.plan_page.findings))
    assert "STOP" not in said, said
    assert "✓" in said


class PaperPrinters:
    """A printer whose paper is a PDF file."""

    def any(self) -> bool:
        return True

    def choose(self, _parent: QWidget, *, paper: str, pages: int) -> QPrinter:
        del pages
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        take_paper(printer, QPageSize(PAPERS[paper]))
        printer.setResolution(100)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return printer

    file: Path


def reopen(window: MainWindow) -> None:
    """Find the plan again by its patient, and open it."""
    type_text("published")
    patience(lambda: "1 plan" in words(window.worklist))
    press(Key.Key_Return)
    patience(window.plan_page.isVisible)


# By mouse


def type_over(window: MainWindow, name: str, text: str) -> None:
    """Click into a field, and type over what stands in it."""
    click(named(name, window))
    press(Key.Key_A, CTRL)
    type_text(text)
    press(Key.Key_Tab)


def choose_needle(window: MainWindow, names: Sequence[str], needle: str) -> None:
    """Select sites, and choose their needle in the menu of the last."""
    press(Key.Key_Escape)
    for name in names:
        click_site(window, case.place(name), modifier=CTRL)
    click_site(window, case.place(names[-1]), button=RIGHT_BUTTON)
    click_action(menu_in_sight(), "Needle")
    patience(lambda: menu_in_sight().title() == "Needle")
    click_action(menu_in_sight(), needle)


def test_it_is_planned_with_the_mouse_saved_as_pdf_and_found_again(
    run_main: RunMain, pdf: Path
) -> None:
    def person(window: MainWindow) -> None:
        click(buttons("New plan", window)[-1])
        for name, text in (case.TYPED | case.BRUSH).items():
            type_over(window, name, text)
        for name, text in case.PICKED.items():
            pick(named(name, window), text)
        for name, text in case.BRUSH.items():
            type_over(window, name, text)
        click(named(case.ASKED, window))
        for name in (*case.FACET_NAMES, case.EPIDURAL_NAME):
            click_site(window, case.place(name))
        choose_needle(window, case.FACET_NAMES, case.FACET_NEEDLE)
        choose_needle(window, [case.EPIDURAL_NAME], case.EPIDURAL_NEEDLE)
        click(window.plan_page.vein)
        type_text(case.VEIN_MILLION)
        press(Key.Key_Tab)
        type_text(case.BAG_ML)
        click(named("Order", window))
        click(named(case.COMPARED, window))
        check_result(window)
        click(named("Worksheet", window))
        patience(named("Save as PDF…", window).isEnabled)
        click(named("Save as PDF…", window))
        click(named("Back to the list of plans", window))
        reopen(window)
        check_result(window)

    run_main(person)
    said = printed(pdf)
    for needed in ("EXAMPLE, Published", "EX-2023", "DRAFT", "revision 1", "L5–S1 facet RIGHT"):
        assert needed in said


# By keyboard alone


def type_in_form(name: str, text: str) -> None:
    tab_to(name)
    press(Key.Key_A, CTRL)
    type_text(text)


def choose_by_keys(text: str) -> None:
    """Go down a list until this is shown, and leave it."""
    combo = QApplication.focusWidget()
    assert isinstance(combo, QComboBox)
    for _line in range(combo.count()):
        if combo.currentText() == text:
            return
        press(Key.Key_Down)
    raise AssertionError(f"{text!r} is not offered")


def go_to_site(window: MainWindow, name: str) -> None:
    """Move over the spine: down the levels, then to the side."""
    site = case.place(name)
    press(Key.Key_Home, CTRL)
    for key in (Key.Key_Down, Key.Key_Right):
        for _step in range(20):
            assert window.snapshot is not None
            focus = window.snapshot.focus
            assert focus is not None
            if focus.level is site.level if key is Key.Key_Down else focus == site:
                break
            press(key)
    assert window.snapshot is not None
    assert window.snapshot.focus == site


def choose_needle_by_keys(needle: str) -> None:
    """Open the menu of what is selected, and choose its needle."""
    press(Key.Key_F10, SHIFT)
    go_down_to("Needle")
    press(Key.Key_Right)
    patience(lambda: menu_in_sight().title() == "Needle")
    go_down_to(needle)
    press(Key.Key_Return)


def go_down_to(text: str) -> None:
    """Go down a menu until a line that begins so is marked."""
    menu = menu_in_sight()
    for _line in range(2 * len(menu.actions())):
        # Its stub does not know that no line may be marked.
        active: QAction | None = menu.activeAction()
        if active and active.text().startswith(text):
            return
        press(Key.Key_Down)
    raise AssertionError(f"no line begins with {text!r}")


def test_it_is_planned_by_keyboard_alone_printed_and_found_again(
    run_main: RunMain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PaperPrinters, "file", tmp_path / "sheet.pdf", raising=False)
    monkeypatch.setattr(printing, "SystemPrinters", PaperPrinters)

    def person(window: MainWindow) -> None:
        press(Key.Key_N, CTRL)
        for name, text in case.TYPED.items():
            type_in_form(name, text)
        for name, text in case.PICKED.items():
            tab_to(name)
            choose_by_keys(text)
        tab_to(case.ASKED)
        press(Key.Key_Space)
        for name, text in case.BRUSH.items():
            type_in_form(name, text)
        tab_to("Spine")
        for name in (*case.FACET_NAMES, case.EPIDURAL_NAME):
            go_to_site(window, name)
            press(Key.Key_Space)
        choose_needle_by_keys(case.EPIDURAL_NEEDLE)
        press(Key.Key_A, CTRL)
        choose_needle_by_keys(case.FACET_NEEDLE)
        tab_to(window.plan_page.vein.accessibleName())
        type_text(case.VEIN_MILLION)
        press(Key.Key_Tab)
        type_text(case.BAG_ML)
        press(Key.Key_Return)
        tab_to(case.COMPARED)
        press(Key.Key_Space)
        check_result(window)
        press(Key.Key_3, CTRL)
        patience(named("Save as PDF…", window).isEnabled)
        press(Key.Key_P, CTRL)
        patience(lambda: "Handed to the printer." in words(window.sheet_view))
        press(Key.Key_O, CTRL)
        reopen(window)
        check_result(window)

    run_main(person)
    document = pypdfium2.PdfDocument(PaperPrinters.file)
    assert len(document) >= 2
    document.close()


# In the table alone


def fill_in_row(cells: str, volume: str) -> None:
    """Type cells and volume into the current row; the cell after them is open then."""
    type_text(cells)
    press(Key.Key_Tab)
    type_text(volume)
    press(Key.Key_Tab)


def add_row(name: str, cells: str, volume: str, needle: str) -> None:
    """Add a site in the table's last row, and fill in its cells one after the other."""
    press(Key.Key_Insert)
    type_text(name)
    press(Key.Key_Return)
    fill_in_row(cells, volume)
    choose_by_keys(needle)
    press(Key.Key_Return)


def test_it_is_planned_in_the_table_alone(run_main: RunMain) -> None:
    def person(window: MainWindow) -> None:
        press(Key.Key_N, CTRL)
        for name, text in case.TYPED.items():
            type_in_form(name, text)
        for name, text in case.PICKED.items():
            tab_to(name)
            choose_by_keys(text)
        tab_to(case.ASKED)
        press(Key.Key_Space)
        click(window.plan_page.table.grid.viewport())
        for name in case.FACET_NAMES:
            add_row(name.replace("–", ""), "1", "0.5", case.FACET_NEEDLE)
        add_row("l45 epi", "5", "3", case.EPIDURAL_NEEDLE)
        press(Key.Key_Down)
        fill_in_row(case.VEIN_MILLION, case.BAG_ML)
        press(Key.Key_Escape)
        click(named(case.COMPARED, window))
        check_result(window)

    run_main(person)
