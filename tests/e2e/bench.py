"""The day at the bench as hands do it: what is typed for each step, in the real window."""

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from spineplanner.domain.day import DayStep, StepKind
from spineplanner.domain.day_steps import day_steps, next_step
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.prepare_view import PrepareView
from tests.e2e.hands import CTRL, Key, click, named, patience, press, type_text, words

PREPARER, CHECKER, PHYSICIAN = "N. EXAMPLE", "C. EXAMPLE", "Dr A. EXAMPLE"
LOT = "2291-04"


def bench(window: MainWindow) -> PrepareView:
    """The page of the day."""
    return window.planning.prepare_view


def steps(window: MainWindow) -> tuple[DayStep, ...]:
    """The steps of the day, as the domain lays them out."""
    snapshot = window.snapshot
    assert snapshot is not None
    return day_steps(snapshot.envelope, snapshot.formulary, snapshot.preparation, snapshot.now)


def waiting(window: MainWindow) -> DayStep | None:
    """Where the work goes on."""
    return next_step(steps(window))


def said(within: QWidget) -> str:
    """All that can be read there."""
    return " | ".join(words(within))


def type_into(window: MainWindow, name: str, text: str) -> None:
    """Type over what stands in a field."""
    named(name, bench(window)).setFocus(Qt.FocusReason.MouseFocusReason)
    press(Key.Key_A, CTRL)
    type_text(text)
    press(Key.Key_Tab)


def press_done(window: MainWindow, text: str = "Done") -> None:
    """Press the one button with these words."""
    [button] = [
        each
        for each in bench(window).findChildren(QAbstractButton)
        if each.isVisible() and each.text() == text
    ]
    click(button)


def open_kind(window: MainWindow) -> StepKind | None:
    """What the open step is about."""
    key = bench(window).steps.open_step
    return key.kind if key else None


def enter(window: MainWindow, kind: StepKind, who: str = PREPARER, **typed: str) -> None:
    """Enter the step that is open; it must be of that kind."""
    assert open_kind(window) is kind
    for name, text in typed.items():
        type_into(window, NAMES[name], text)
    type_into(window, "Who", who)
    press_done(window)


NAMES = {
    "pool": "volume of the pool, mL",
    "stock": "stock, mL",
    "diluent": "diluent, mL",
    "withdrawn": "withdrawn from the bag, mL",
    "mark": "drawn to, mL",
    "given": "given, mL",
    "left": "left over, mL",
}


def scan_vial(window: MainWindow, number: str, lot: str = LOT) -> None:
    """Let the scanner type a vial's code; it ends with Enter."""
    named("Scan the vial", bench(window)).setFocus(Qt.FocusReason.MouseFocusReason)
    type_text(f"(10){lot}(17)270630(21){number}")
    press(Key.Key_Return)


def take_vial(window: MainWindow, number: str) -> None:
    """Scan a vial, look at it, and take it."""
    scan_vial(window, number)
    press_done(window, "Looks good: take it")


def type_count(window: MainWindow, million_per_ml: str, *, vials: str, pool: str) -> None:
    """Enter a count of viable cells."""
    for name, text in (
        ("vials in the count", vials),
        ("million cells per mL", million_per_ml),
        ("viability, %", "85"),
        ("volume of the pool, mL", pool),
    ):
        type_into(window, name, text)
    choice = named("counted", bench(window))
    choice.setFocus(Qt.FocusReason.MouseFocusReason)
    type_text("v")
    press(Key.Key_Return)


def sheet_text(window: MainWindow) -> str:
    """Everything on the sheet that the worksheet tab shows, with plain spaces."""
    click(named("Worksheet", window.header))
    patience(lambda: window.sheet_view.pages is not None)
    pages = window.sheet_view.pages
    assert pages is not None
    document = pypdfium2.PdfDocument(pages.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.replace("\N{NO-BREAK SPACE}", " ")
