"""The worksheet tab: the pages of the plan as it is, on screen and on a printer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from spineplanner.app.pages import PageSetter
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.worksheet import SheetKind
from spineplanner.ui.printing import PAPERS, pages_in_order, take_paper
from spineplanner.ui.services import Pages, Problem, SheetRequest
from spineplanner.ui.sheet_view import SheetView
from spineplanner.ui.snapshot import Saving, Snapshot

SIZES_MM = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
WITHIN_MM = 0.3
PPI = 300
LOOK_PPI = 200
DARK, GREY = 96, 200


@dataclass
class FilePrinters:
    """Printers that print to a PDF file."""

    file: Path
    there: bool = True
    accepted: bool = True
    copies: int = 1
    meanwhile: Callable[[], None] = lambda: None
    asked: list[tuple[str, int]] = field(default_factory=list)

    def any(self) -> bool:
        return self.there

    def choose(self, parent: QWidget, *, paper: str, pages: int) -> QPrinter | None:  # noqa: ARG002 - the dialog's parent
        self.asked.append((paper, pages))
        self.meanwhile()
        if not self.accepted:
            return None
        printer = file_printer(self.file, paper)
        printer.setCopyCount(self.copies)
        return printer


def file_printer(file: Path, paper: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(PPI)
    take_paper(printer, QPageSize(PAPERS[paper]))
    return printer


@pytest.fixture
def setter() -> Iterator[PageSetter]:
    made = PageSetter()
    yield made
    made.end()


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    return FilePrinters(tmp_path / "printed.pdf")


@pytest.fixture
def view(qtbot: QtBot, printers: FilePrinters) -> SheetView:
    made = SheetView(printers=printers)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def png(grey: int = 200) -> bytes:
    data = BytesIO()
    Image.new("L", (124, 175), grey).save(data, "PNG")
    return data.getvalue()


def pages_for(request: SheetRequest, count: int = 2) -> Pages:
    return Pages(request, b"%PDF-of-the-sheet", (png(),) * count)


def fixing(heard: list[object] | list[str]) -> Callable[[], bool]:
    """Fixes every order, and notes that it did."""

    def fix() -> bool:
        heard.append("fixed")
        return True

    return fix


def requests_of(view: SheetView) -> list[SheetRequest]:
    asked: list[SheetRequest] = []
    view.pages_wanted.connect(asked.append)
    return asked


def show_fresh(view: SheetView, snapshot: Snapshot, count: int = 2) -> Pages:
    asked = requests_of(view)
    view.show_snapshot(snapshot)
    pages = pages_for(asked[-1], count)
    view.show_pages(pages)
    return pages


def words(view: SheetView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def button(view: SheetView, text: str) -> QPushButton:
    [found] = [one for one in view.findChildren(QPushButton) if one.text() == text]
    return found


def press(view: SheetView, text: str) -> None:
    QTest.mouseClick(button(view, text), Qt.MouseButton.LeftButton)


def pages_seen(view: SheetView) -> list[QWidget]:
    return [
        one
        for one in view.findChildren(QWidget)
        if ", page " in one.accessibleName() and one.isVisible()
    ]


def revised(snapshot: Snapshot) -> Snapshot:
    envelope = snapshot.envelope
    return replace(snapshot, envelope=envelope.replace(revision=envelope.revision + 1))


def test_pages_are_asked_for_and_shown_with_their_number(
    view: SheetView, snapshot: Snapshot
) -> None:
    asked = requests_of(view)
    view.show_snapshot(snapshot)
    assert asked == [SheetRequest(SheetKind.PREPARATION, "a4")]
    assert view.pages is None
    assert not button(view, "Print…").isEnabled()
    assert not button(view, "Save as PDF…").isEnabled()
    pages = pages_for(asked[0])
    view.show_pages(pages)
    assert view.pages is pages
    assert [page.accessibleName() for page in pages_seen(view)] == [
        "Preparation worksheet, page 1 of 2",
        "Preparation worksheet, page 2 of 2",
    ]
    assert "Page 1 of 2" in words(view)
    assert button(view, "Print…").isEnabled()
    assert button(view, "Save as PDF…").isEnabled()


def test_new_pages_are_asked_for_only_where_what_is_printed_changed(
    view: SheetView, snapshot: Snapshot
) -> None:
    pages = show_fresh(view, snapshot)
    asked = requests_of(view)
    for same in (
        replace(snapshot, selection=tuple(item.site for item in snapshot.plan.aliquots)),
        replace(snapshot, saving=Saving.PENDING),
        replace(snapshot, undo_name="Place"),
    ):
        view.show_snapshot(same)
    assert asked == []
    assert view.pages is pages
    view.show_snapshot(replace(snapshot, operator="EXAMPLE TWO"))
    view.show_snapshot(revised(snapshot))
    assert len(asked) == 2


def test_pages_say_when_they_are_printed_so_older_ones_are_set_again_when_looked_at(
    view: SheetView, snapshot: Snapshot
) -> None:
    show_fresh(view, snapshot)
    asked = requests_of(view)
    for later_s in (30, 59):
        view.show_snapshot(replace(snapshot, now=snapshot.now + timedelta(seconds=later_s)))
        view.look_again()
    assert asked == []
    view.show_snapshot(replace(snapshot, now=snapshot.now + timedelta(seconds=60)))
    assert asked == []
    view.look_again()
    assert len(asked) == 1


def test_old_pages_stay_greyed_with_a_word_until_the_new_ones_are_there(
    view: SheetView, snapshot: Snapshot
) -> None:
    show_fresh(view, snapshot)
    before = pages_seen(view)[0].grab().toImage().pixelColor(40, 40).lightness()
    asked = requests_of(view)
    view.show_snapshot(revised(snapshot))
    assert "updating …" in words(view)
    assert view.pages is None
    assert not button(view, "Print…").isEnabled()
    assert len(pages_seen(view)) == 2
    assert pages_seen(view)[0].grab().toImage().pixelColor(40, 40).lightness() > before
    view.show_pages(pages_for(asked[0], 3))
    assert "updating …" not in words(view)
    assert len(pages_seen(view)) == 3


def test_pages_of_an_older_request_are_never_taken_for_the_plan_as_it_is(
    view: SheetView, snapshot: Snapshot
) -> None:
    asked = requests_of(view)
    view.show_snapshot(snapshot)
    view.show_snapshot(revised(snapshot))
    view.show_pages(pages_for(asked[0]))
    assert view.pages is None
    newer = pages_for(asked[1])
    view.show_pages(newer)
    assert view.pages is newer


def test_the_pages_of_one_patient_are_not_seen_in_another_plan(
    view: SheetView, snapshot: Snapshot, example: Envelope
) -> None:
    show_fresh(view, snapshot)
    other = type(example.id)(int=7)
    view.show_snapshot(replace(snapshot, envelope=example.replace(id=other)))
    assert pages_seen(view) == []


def test_another_sheet_or_paper_is_asked_for_at_once(view: SheetView, snapshot: Snapshot) -> None:
    show_fresh(view, snapshot)
    asked = requests_of(view)
    [physician] = [b for b in view.findChildren(QRadioButton) if b.text() == "Physician plan"]
    QTest.mouseClick(physician, Qt.MouseButton.LeftButton, pos=QPoint(10, physician.height() // 2))
    press(view, "Letter")
    assert asked == [
        SheetRequest(SheetKind.PHYSICIAN, "a4"),
        SheetRequest(SheetKind.PHYSICIAN, "letter"),
    ]


def test_the_preferred_paper_is_chosen_without_asking_twice(
    view: SheetView, snapshot: Snapshot
) -> None:
    asked = requests_of(view)
    view.choose_paper("letter")
    view.show_snapshot(snapshot)
    view.choose_paper("letter")
    assert asked == [SheetRequest(SheetKind.PREPARATION, "letter")]


def test_a_problem_stands_where_the_pages_would_be_and_nothing_goes_out(
    view: SheetView, snapshot: Snapshot
) -> None:
    show_fresh(view, snapshot)
    view.show_problem("The sheet could not be set.")
    assert "The sheet could not be set." in words(view)
    assert pages_seen(view) == []
    assert view.pages is None
    assert not button(view, "Print…").isEnabled()
    assert not button(view, "Save as PDF…").isEnabled()


def test_page_keys_move_through_the_pages_from_wherever_the_keyboard_is(
    view: SheetView, snapshot: Snapshot, qtbot: QtBot
) -> None:
    show_fresh(view, snapshot, 3)
    press(view, "Whole page")
    button(view, "Print…").setFocus()
    shown = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        QTest.keyClick(button(view, "Print…"), key)
        shown += [text for text in words(view) if text.startswith("Page ")]
    assert shown == ["Page 2 of 3", "Page 3 of 3", "Page 2 of 3", "Page 1 of 3"]
    press(view, "Width")
    area = view.findChildren(QScrollArea)[0]
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert "Page 1 of 3" in words(view) or "Page 2 of 3" in words(view)


def test_a_page_fits_the_width_or_whole_and_keeps_its_shape(
    view: SheetView, snapshot: Snapshot
) -> None:
    show_fresh(view, snapshot)
    area = view.findChildren(QScrollArea)[0]
    page = pages_seen(view)[0]
    assert page.width() == pytest.approx(area.viewport().width(), rel=0.1)
    press(view, "Whole page")
    assert page.height() <= area.viewport().height()
    assert page.width() / page.height() == pytest.approx(210 / 297, rel=0.01)
    view.resize(1440, 900)
    assert page.height() == pytest.approx(area.viewport().height(), rel=0.1)


@pytest.mark.parametrize(("degrees", "larger"), [(120, True), (-120, False)])
def test_ctrl_and_the_wheel_zoom(
    view: SheetView,
    snapshot: Snapshot,
    degrees: int,
    larger: bool,  # noqa: FBT001 - a parameter
) -> None:
    show_fresh(view, snapshot)
    page = pages_seen(view)[0]
    before = page.width()
    viewport = view.findChildren(QScrollArea)[0].viewport()
    middle = QPointF(viewport.rect().center())
    wheel = QWheelEvent(
        middle,
        viewport.mapToGlobal(middle),
        QPoint(),
        QPoint(0, degrees),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes whether the wheel is inverted by position
    )
    QApplication.sendEvent(viewport, wheel)
    assert (page.width() > before) is larger
    assert page.width() != before


def test_buttons_say_that_printing_or_a_file_is_wanted(view: SheetView, snapshot: Snapshot) -> None:
    show_fresh(view, snapshot)
    wanted: list[str] = []
    view.print_wanted.connect(lambda: wanted.append("print"))
    view.pdf_wanted.connect(lambda: wanted.append("pdf"))
    press(view, "Print…")
    press(view, "Save as PDF…")
    assert wanted == ["print", "pdf"]


def test_without_a_printer_a_word_says_so_and_the_file_is_offered(
    view: SheetView, snapshot: Snapshot, printers: FilePrinters
) -> None:
    show_fresh(view, snapshot)
    printers.there = False
    fixed: list[str] = []
    view.print_pages(fixing(fixed))
    assert (
        "No printer is set up on this computer. Save the sheet as PDF, "
        "or set one up in the system's settings."
    ) in words(view)
    assert button(view, "Save as PDF…").hasFocus()
    assert fixed == []


def printed_by(view: SheetView, setter: PageSetter) -> None:
    view.printer_pages_wanted.connect(setter.ask_for_printing)


def test_nothing_is_printed_where_the_person_thinks_better_of_it_or_the_order_is_not_fixed(
    view: SheetView, snapshot: Snapshot, printers: FilePrinters
) -> None:
    show_fresh(view, snapshot)
    wanted: list[object] = []
    view.printer_pages_wanted.connect(lambda *given: wanted.append(given))
    printers.accepted = False
    view.print_pages(lambda: True)
    printers.accepted = True
    view.print_pages(lambda: False)
    assert wanted == []
    assert "Nothing was printed." in words(view)
    assert printers.asked == [("a4", 2), ("a4", 2)]


def test_an_order_that_changes_while_a_printer_is_chosen_is_not_printed(
    view: SheetView, snapshot: Snapshot, printers: FilePrinters
) -> None:
    show_fresh(view, snapshot)
    wanted: list[object] = []
    fixed: list[str] = []
    view.printer_pages_wanted.connect(lambda *given: wanted.append(given))
    printers.meanwhile = lambda: view.show_snapshot(revised(snapshot))
    view.print_pages(fixing(fixed))
    assert wanted == []
    assert fixed == []
    assert any("The plan changed meanwhile." in text for text in words(view))


def test_what_is_printed_is_of_the_snapshot_that_was_fixed(
    view: SheetView, snapshot: Snapshot
) -> None:
    pages = show_fresh(view, snapshot)
    order: list[object] = []
    view.printer_pages_wanted.connect(lambda *given: order.append(given[:2]))
    view.print_pages(fixing(order))
    assert order == ["fixed", (snapshot, pages.request)]


def test_printing_shows_how_far_it_is_and_can_be_cancelled(
    view: SheetView, snapshot: Snapshot, printers: FilePrinters
) -> None:
    show_fresh(view, snapshot)
    given: list[tuple[object, ...]] = []
    view.printer_pages_wanted.connect(lambda *what: given.append(what))
    view.print_pages(lambda: True)
    [bar] = view.findChildren(QProgressBar)
    assert bar.isVisible()
    assert not button(view, "Print…").isEnabled()
    press(view, "Cancel printing")
    assert "Printing was cancelled." in words(view)
    assert not bar.isVisible()
    assert button(view, "Print…").isEnabled()
    assert not printers.file.exists()
    heard_page, done = given[0][3], given[0][4]
    assert callable(heard_page)
    assert callable(done)
    heard_page(1, 1, png())
    done(None)
    assert not printers.file.exists()


def test_pages_that_can_not_be_made_are_not_printed_and_the_reason_is_said(
    view: SheetView, snapshot: Snapshot, printers: FilePrinters
) -> None:
    show_fresh(view, snapshot)
    view.printer_pages_wanted.connect(
        lambda *given: given[4](Problem("The sheet could not be set."))
    )
    view.print_pages(lambda: True)
    assert "The sheet could not be set." in words(view)
    assert not printers.file.exists()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_millimetre_of_the_sheet_is_a_millimetre_on_paper(
    view: SheetView,
    setter: PageSetter,
    snapshot: Snapshot,
    printers: FilePrinters,
    paper: str,
    qtbot: QtBot,
) -> None:
    printed_by(view, setter)
    view.pages_wanted.connect(
        lambda request: setter.ask(snapshot, request, view.show_pages)  # type: ignore[arg-type]  # no problem comes
    )
    view.choose_paper(paper)
    view.show_snapshot(snapshot)
    qtbot.waitUntil(lambda: view.pages is not None, timeout=20_000)
    shown = view.pages
    assert shown is not None
    view.print_pages(lambda: True)
    qtbot.waitUntil(lambda: "Handed to the printer." in words(view), timeout=20_000)
    sheet, printed = pypdfium2.PdfDocument(shown.pdf), pypdfium2.PdfDocument(printers.file)
    assert len(printed) == len(sheet) == len(shown.pictures)
    for place in range(len(sheet)):
        size = [points / 72 * 25.4 for points in printed[place].get_size()]
        assert size == pytest.approx(SIZES_MM[paper], abs=WITHIN_MM)
        wanted, found = marks_mm(sheet[place]), marks_mm(printed[place])
        assert found == pytest.approx(wanted, abs=WITHIN_MM)
        assert all_near(sheet[place], printed[place])
        assert all_near(printed[place], sheet[place])
    sheet.close()
    printed.close()


def render(page: pypdfium2.PdfPage, lightest: int) -> Image.Image:
    """What is darker than a grey, as white."""
    picture: Image.Image = page.render(scale=LOOK_PPI / 72, grayscale=True).to_pil()
    return picture.point(lambda grey: 255 if grey <= lightest else 0)


def marks_mm(page: pypdfium2.PdfPage) -> list[float]:
    """Where the first and last dark marks of a page are, from the left and the top."""
    box = render(page, DARK).getbbox()
    assert box is not None
    return [pixels / LOOK_PPI * 25.4 for pixels in box]


def all_near(marks: pypdfium2.PdfPage, others: pypdfium2.PdfPage) -> bool:
    """Whether each dark mark of a page has one of the other page within the tolerance."""
    reach = int(WITHIN_MM / 25.4 * LOOK_PPI)
    grown = render(others, GREY).filter(ImageFilter.MaxFilter(2 * reach + 1))
    dark = render(marks, DARK)
    return ImageChops.subtract(dark, grown.crop((0, 0, *dark.size))).getbbox() is None


@pytest.mark.parametrize(
    ("given", "pages"),
    [
        ({}, [0, 1, 2]),
        ({"copies": 2}, [0, 1, 2, 0, 1, 2]),
        ({"copies": 2, "collate": False}, [0, 0, 1, 1, 2, 2]),
        ({"first": 2, "last": 3}, [1, 2]),
        ({"backwards": True}, [2, 1, 0]),
        ({"first": 2, "last": 2, "copies": 3}, [1, 1, 1]),
    ],
)
def test_copies_range_and_order_are_the_persons(
    tmp_path: Path, given: dict[str, int], pages: list[int]
) -> None:
    printer = file_printer(tmp_path / "x.pdf", "a4")
    printer.setCopyCount(given.get("copies", 1))
    printer.setCollateCopies(bool(given.get("collate", True)))
    if "first" in given:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(given["first"], given["last"])
    if given.get("backwards"):
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_in_order(printer, 3) == pages


def test_the_view_stays_white_paper_in_every_theme(view: SheetView, snapshot: Snapshot) -> None:
    show_fresh(view, snapshot)
    image = pages_seen(view)[0].grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.lightness() == 200
