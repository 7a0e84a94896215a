"""Labels: chosen, seen, refused in words, printed, saved, and noted with the revision fixed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.app.pages import PageSetter
from spineplanner.domain import edits
from spineplanner.domain.edits.occasion import Occasion
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.label_stock import Adjustment, LabelStock
from spineplanner.domain.record import Record
from spineplanner.resources import asset
from spineplanner.store.label_stocks import (
    StockChangedError,
    own_label_stocks,
    read_label_stocks,
    remove_label_stock,
    write_label_stock,
)
from spineplanner.ui import files
from spineplanner.ui.label_outlet import stock_size
from spineplanner.ui.label_stock_dialog import LabelStockDialog
from spineplanner.ui.labels_window import LabelsWindow
from spineplanner.ui.preferences import Preferences, StockAdjustment
from spineplanner.ui.printing import take_paper
from spineplanner.ui.services import LabelPages, LabelRequest, Problem, Services
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import NOW, MakeSnapshot

ENTER = Qt.Key.Key_Return
POINTS_PER_MM = 72 / 25.4


class World:
    """The services that labels need."""

    def __init__(self, setter: PageSetter, folder: Path) -> None:
        self._setter = setter
        self.folder = folder
        self.chosen = Preferences(operator="EXAMPLE")
        self.stocks: tuple[LabelStock, ...] | Problem = read_label_stocks(asset("labels"))
        self.written: dict[Path, bytes] = {}
        self.asked: list[LabelRequest] = []

    def preferences(self) -> Preferences:
        return self.chosen

    def prefer(self, preferences: Preferences) -> None:
        self.chosen = preferences

    def label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        return self.stocks

    def own_label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        return own_label_stocks(self.folder)

    def keep_label_stock(self, stock: LabelStock, instead_of: LabelStock | None) -> Problem | None:
        try:
            write_label_stock(stock, self.folder, instead_of=instead_of)
        except StockChangedError:
            return Problem("Somebody else has changed it.")
        self._read_again()
        return None

    def remove_label_stock(self, stock: LabelStock) -> Problem | None:
        remove_label_stock(stock, self.folder)
        self._read_again()
        return None

    def _read_again(self) -> None:
        self.stocks = read_label_stocks(asset("labels"), clinic=self.folder)

    def set_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        heard: Callable[[LabelPages | Problem], None],
    ) -> None:
        self.asked.append(request)
        self._setter.ask_for_labels(snapshot, request, heard)

    def print_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        ppi: int,
        heard_page: Callable[[int, int, bytes], None],
        done: Callable[[Problem | None], None],
    ) -> None:
        self._setter.print_labels(snapshot, request, ppi, heard_page, done)

    def write_file(self, path: Path, data: bytes) -> Problem | None:
        self.written[path] = data
        return None


class Keeper:
    """Keeps labels in the record, as the planning page does."""

    def __init__(self, envelope: Envelope) -> None:
        self.envelope = envelope
        self.happened: list[str] = []
        self.not_fixed = ""
        self.heard: Callable[[Envelope], None] = lambda _envelope: None

    def labels_refusal(self, snapshot: Snapshot, given: dict[str, object]) -> str:
        try:
            self._noted(given, snapshot.envelope)
        except edits.EditError:
            return "These labels were printed before. Say why again."
        return ""

    def fix_revision(self) -> str:
        self.happened.append("fixed")
        return self.not_fixed

    def keep_labels(self, given: dict[str, object]) -> str:
        self.happened.append("kept")
        self.envelope = self.envelope.replace(record=self._noted(given, self.envelope))
        self.heard(self.envelope)
        return ""

    def _noted(self, given: dict[str, object], envelope: Envelope) -> Record:
        note: Callable[..., Record] = edits.note_labels
        occasion = Occasion(plan=envelope.plan, by="EXAMPLE", at=NOW, now=NOW)
        return note(envelope.record, occasion=occasion, **given)


@dataclass
class FilePrinters:
    """Printers that print to a PDF file."""

    file: Path
    there: bool = True
    accepted: bool = True
    meanwhile: Callable[[], None] = lambda: None
    asked: list[str] = field(default_factory=list)

    def any(self) -> bool:
        return self.there

    def choose(self, parent: QWidget, stock: LabelStock) -> QPrinter | None:
        del parent
        self.asked.append(stock.id)
        self.meanwhile()
        if not self.accepted:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        printer.setResolution(150)
        take_paper(printer, stock_size(stock))
        return printer


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    del qtbot
    setter = PageSetter()
    yield World(setter, tmp_path / "own")
    setter.end()


@pytest.fixture
def keeper(example: Envelope) -> Keeper:
    return Keeper(example)


@pytest.fixture
def printers(tmp_path: Path) -> FilePrinters:
    return FilePrinters(tmp_path / "printed.pdf")


@pytest.fixture
def make_window(
    qtbot: QtBot,
    world: World,
    keeper: Keeper,
    printers: FilePrinters,
    make_snapshot: MakeSnapshot,
) -> Callable[[Envelope], LabelsWindow]:
    def make(envelope: Envelope) -> LabelsWindow:
        window = LabelsWindow(cast("Services", world), keeper, printers=printers)
        qtbot.addWidget(window)
        keeper.envelope = envelope
        keeper.heard = lambda changed: window.show_snapshot(make_snapshot(changed))
        window.resize(1366, 740)
        window.show_snapshot(make_snapshot(envelope))
        window.show()
        window.begin()
        return window

    return make


@pytest.fixture
def window(
    qtbot: QtBot, make_window: Callable[[Envelope], LabelsWindow], example: Envelope
) -> LabelsWindow:
    made = make_window(example)
    wait_for(qtbot, made, "page 1 of")
    return made


def wait_for(qtbot: QtBot, window: LabelsWindow, text: str) -> None:
    qtbot.waitUntil(lambda: any(text in each for each in seen(window)), timeout=15_000)


def seen(window: QWidget) -> list[str]:
    """All words in sight, and the names of pages."""
    read = []
    for each in window.findChildren(QWidget):
        if each.isVisible():
            if isinstance(each, QLabel | QAbstractButton):
                read.append(each.text())
            read.append(each.accessibleName())
    return read


def entry(window: LabelsWindow, name: str) -> QLineEdit:
    (found,) = [e for e in window.findChildren(QLineEdit) if e.accessibleName() == name]
    return found


def write(window: LabelsWindow, name: str, text: str) -> None:
    edited = entry(window, name)
    edited.setFocus()
    edited.selectAll()
    QTest.keyClicks(edited, text)
    QTest.keyClick(edited, ENTER)


def press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    def choose(parent: QWidget, envelope: Envelope, *, trial: bool) -> Path | None:
        del parent, envelope, trial
        return path

    monkeypatch.setattr(files, "labels_to_write", choose)


def text_of(pdf: bytes | Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_labels_are_seen_at_once_for_the_paper_of_this_workstation(
    window: LabelsWindow, world: World
) -> None:
    assert world.asked[-1].stock.id == "a4-3x7"
    assert "Labels, page 1 of 1" in seen(window)


def test_a_click_on_the_picture_of_the_page_chooses_the_first_free_label(
    qtbot: QtBot, window: LabelsWindow, world: World
) -> None:
    assert window.choice is not None
    place = window.choice.map.box(5).center().toPoint()
    QTest.mouseClick(window.choice.map, Qt.MouseButton.LeftButton, pos=place)

    assert world.asked[-1].start == 5
    assert entry(window, "First free label").text() == "5"
    assert "5 of 21" in window.choice.map.accessibleDescription()
    wait_for(qtbot, window, "page 1 of 1")


@pytest.mark.parametrize(
    ("key", "start"),
    [
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_End, 21),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Up, 1),
    ],
)
def test_the_picture_is_used_with_the_keyboard_too(
    window: LabelsWindow, key: Qt.Key, start: int
) -> None:
    assert window.choice is not None
    window.choice.map.setFocus()
    QTest.keyClick(window.choice.map, key)
    assert entry(window, "First free label").text() == str(start)


def test_a_start_that_the_page_lacks_is_refused_beside_the_field(
    window: LabelsWindow, world: World
) -> None:
    asked = len(world.asked)
    write(window, "First free label", "22")
    assert len(world.asked) == asked
    assert any("1 to 21" in each for each in seen(window))


def test_labels_that_begin_late_and_spares_go_on_to_another_page(
    qtbot: QtBot, window: LabelsWindow
) -> None:
    write(window, "First free label", "20")
    write(window, "Spare labels", "3")
    wait_for(qtbot, window, "Labels, page 1 of 2")


def test_stock_and_printer_are_remembered_by_stock(
    qtbot: QtBot,
    window: LabelsWindow,
    world: World,
    make_window: Callable[[Envelope], LabelsWindow],
    example: Envelope,
) -> None:
    write(window, "To the right", "-0.5")
    write(window, "Scale", "100.5")
    wait_for(qtbot, window, "page 1 of 1")
    wanted = Adjustment(offset_x_um=-500, scale_bp=10_050)
    assert world.chosen.label_adjustments == (StockAdjustment(stock="a4-3x7", adjustment=wanted),)
    combo = window.findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, ENTER)
    assert world.chosen.label_stock == "letter-3x10"
    assert world.asked[-1].adjustment == Adjustment()

    again = make_window(example)
    assert world.asked[-1].stock.id == "letter-3x10"
    other = again.findChild(QComboBox)
    assert isinstance(other, QComboBox)
    QTest.keyClick(other, Qt.Key.Key_Up)
    QTest.keyClick(other, ENTER)
    assert world.asked[-1].adjustment == wanted
    assert Preferences.model_validate_json(world.chosen.model_dump_json()) == world.chosen


def test_a_text_that_does_not_fit_is_refused_with_its_label_and_line(
    qtbot: QtBot, make_window: Callable[[Envelope], LabelsWindow], example: Envelope
) -> None:
    patient = example.plan.patient.replace(name="EXAMPLE " * 14 + "Patient")
    window = make_window(example.replace(plan=example.plan.replace(patient=patient)))
    wait_for(qtbot, window, "patient’s name")
    said = next(each for each in seen(window) if "has no room for this" in each)
    assert "label 1" in said
    assert not window.print_button.isEnabled()
    assert not window.pdf_button.isEnabled()


def test_saved_labels_fix_the_revision_and_are_noted(
    window: LabelsWindow,
    world: World,
    keeper: Keeper,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    save_to(monkeypatch, tmp_path / "labels.pdf")
    press(window.pdf_button)

    assert "L2–L3 facet LEFT" in text_of(world.written[tmp_path / "labels.pdf"])
    assert keeper.happened == ["fixed", "kept"]
    (noted,) = keeper.envelope.record.label_prints
    assert noted.labels == tuple(range(1, 11))
    assert noted.revision == keeper.envelope.revision
    assert noted.reprint_reason is None
    assert any(each.startswith("Written: ") for each in seen(window))


def test_labels_that_were_printed_before_want_a_reason(
    qtbot: QtBot,
    window: LabelsWindow,
    world: World,
    keeper: Keeper,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    save_to(monkeypatch, tmp_path / "labels.pdf")
    assert not entry(window, "Reason for printing again").isVisible()
    press(window.pdf_button)
    press(window.pdf_button)
    assert keeper.happened == ["fixed", "kept"]
    assert entry(window, "Reason for printing again").hasFocus()
    assert "Nothing goes out without it." in seen(window)
    assert not any(each.startswith("Written: ") for each in seen(window))
    assert "Labels 1 to 10 were printed before: say why again." in seen(window)

    QTest.keyClicks(entry(window, "Reason for printing again"), "torn")
    press(window.pdf_button)  # what is typed is taken, and goes out when its pages are there
    qtbot.waitUntil(lambda: len(keeper.happened) == 4, timeout=15_000)
    assert keeper.envelope.record.label_prints[-1].reprint_reason == "torn"
    assert "REPRINT" in text_of(world.written[tmp_path / "labels.pdf"])


def test_some_labels_are_printed_first_without_a_reason_and_again_with_one(
    qtbot: QtBot,
    window: LabelsWindow,
    world: World,
    keeper: Keeper,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    save_to(monkeypatch, tmp_path / "labels.pdf")
    write(window, "Only containers", "3,5-6")
    assert not entry(window, "Reason for printing again").isVisible()
    press(window.pdf_button)
    qtbot.waitUntil(lambda: len(keeper.happened) == 2, timeout=15_000)
    assert "REPRINT" not in text_of(world.written[tmp_path / "labels.pdf"])

    write(window, "Only containers", "6-7")
    wait_for(qtbot, window, "Label 6 was printed before. Say why it is printed again.")
    assert not window.pdf_button.isEnabled()
    write(window, "Reason for printing again", "smudged")
    wait_for(qtbot, window, "page 1 of 1")
    press(window.pdf_button)
    assert [(p.labels, p.reprint_reason) for p in keeper.envelope.record.label_prints] == [
        ((3, 5, 6), None),
        ((6, 7), "smudged"),
    ]
    assert text_of(world.written[tmp_path / "labels.pdf"]).count("REPRINT") == 1


def test_containers_that_the_plan_lacks_are_refused(qtbot: QtBot, window: LabelsWindow) -> None:
    write(window, "Only containers", "3,44")
    wait_for(qtbot, window, "There is no container 44")


def test_labels_go_to_a_printer_at_the_size_of_the_stock(
    qtbot: QtBot, window: LabelsWindow, keeper: Keeper, printers: FilePrinters
) -> None:
    press(window.print_button)
    wait_for(qtbot, window, "Handed to the printer.")
    assert printers.asked == ["a4-3x7"]
    assert keeper.happened == ["fixed", "kept"]
    with pypdfium2.PdfDocument(printers.file) as document:
        wide, high = document[0].get_size()
    assert wide / POINTS_PER_MM == pytest.approx(210, abs=0.5)
    assert high / POINTS_PER_MM == pytest.approx(297, abs=0.5)


def test_a_roll_is_printed_label_by_label_and_has_no_place_to_begin(
    qtbot: QtBot, window: LabelsWindow, printers: FilePrinters
) -> None:
    combo = window.findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    QTest.keyClick(combo, ENTER)
    wait_for(qtbot, window, "Labels, page 10 of 10")
    assert window.choice is not None
    assert not window.choice.map.isVisible()
    press(window.print_button)
    wait_for(qtbot, window, "Handed to the printer.")
    assert printers.asked == ["roll-62"]
    stock = window.choice.request.stock
    with pypdfium2.PdfDocument(printers.file) as document:
        assert len(document) == 10
        wide, high = document[0].get_size()
    assert wide / POINTS_PER_MM == pytest.approx(stock.page_width_um / 1000, abs=0.5)
    assert high / POINTS_PER_MM == pytest.approx(stock.page_height_um / 1000, abs=0.5)


def test_nothing_is_noted_where_no_printer_is_chosen_or_there_is_none(
    window: LabelsWindow, keeper: Keeper, printers: FilePrinters
) -> None:
    printers.accepted = False
    press(window.print_button)
    printers.there = False
    press(window.print_button)
    assert keeper.happened == []
    assert any(each.startswith("No printer is set up") for each in seen(window))
    assert window.pdf_button.hasFocus()


def test_a_plan_that_changes_while_somebody_chooses_a_printer_is_not_printed(
    window: LabelsWindow,
    keeper: Keeper,
    printers: FilePrinters,
    example: Envelope,
    make_snapshot: MakeSnapshot,
) -> None:
    site = example.plan.aliquots[0].site
    plan = edits.set_cells(example.plan, sites=(site,), cells=1_500_000)
    changed = make_snapshot(example.replace(plan=plan))
    printers.meanwhile = partial(window.show_snapshot, changed)
    press(window.print_button)
    assert keeper.happened == []
    assert not printers.file.exists()
    assert any("The plan changed meanwhile" in each for each in seen(window))


def test_a_revision_that_cannot_be_kept_stops_the_print(
    window: LabelsWindow, keeper: Keeper, printers: FilePrinters
) -> None:
    keeper.not_fixed = "The plan is not saved."
    press(window.print_button)
    assert keeper.happened == ["fixed"]
    assert not printers.file.exists()
    assert "The plan is not saved." in seen(window)


def test_the_test_sheet_is_no_label_of_the_plan(
    qtbot: QtBot,
    window: LabelsWindow,
    world: World,
    keeper: Keeper,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    save_to(monkeypatch, tmp_path / "test.pdf")
    press(window.trial)
    wait_for(qtbot, window, "Test sheet, page 1 of 1")
    press(window.pdf_button)
    said = text_of(world.written[tmp_path / "test.pdf"])
    assert "scale 100 %" in said
    assert "EXAMPLE" not in said
    assert keeper.happened == []


def test_stocks_that_cannot_be_read_are_said_and_nothing_else_is_offered(
    qtbot: QtBot, world: World, keeper: Keeper, snapshot: Snapshot
) -> None:
    world.stocks = Problem("labels/own.json can’t be read.")
    window = LabelsWindow(cast("Services", world), keeper)
    qtbot.addWidget(window)
    window.show_snapshot(snapshot)
    window.show()
    window.begin()
    assert "labels/own.json can’t be read." in seen(window)
    offered = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    assert offered == ["Close"]


def test_everything_is_reached_by_tab_and_has_a_name(window: LabelsWindow) -> None:
    assert window.choice is not None
    window.plain.setFocus()
    names = []
    for _step in range(21):
        focused = window.focusWidget()
        text = focused.text() if isinstance(focused, QAbstractButton) else ""
        names.append(focused.accessibleName() or text.replace("&", ""))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert all(names)
    assert names[1:8] == [
        "Label stock",
        "Own stock…",
        "First free label",
        "Spare labels",
        "Picture of the page of labels",
        "Only containers",
        "To the right",
    ]
    wanted = {
        "Only containers",
        "To the right",
        "Down",
        "Scale",
        "Pages of the sheet",
        "Save as PDF…",
        "Print…",
        "Close",
    }
    assert wanted <= set(names)


def dialog_of(window: LabelsWindow) -> LabelStockDialog:
    made = window.own.dialog
    assert made is not None
    assert made.isVisible()
    return made


def choose(window: LabelsWindow, key: Qt.Key) -> None:
    combo = window.findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, key)
    QTest.keyClick(combo, ENTER)


def written_in(dialog: LabelStockDialog, name: str, text: str) -> None:
    edited = dialog.fields[name].entries()[0]
    edited.setFocus()
    cast("QLineEdit", edited).selectAll()
    QTest.keyClicks(edited, text)
    QTest.keyClick(edited, ENTER)


def test_an_own_stock_is_copied_changed_and_deleted(
    qtbot: QtBot, window: LabelsWindow, world: World
) -> None:
    assert window.choice is not None
    assert not window.choice.change_button.isVisible()
    press(window.choice.copy_button)
    dialog = dialog_of(window)
    written_in(dialog, "name", "Cryo labels")
    written_in(dialog, "down", "6")
    press(dialog.keep_button)

    assert world.asked[-1].stock.id == "cryo-labels"
    assert (world.folder / "cryo-labels.json").exists()
    assert world.chosen.label_stock == "cryo-labels"
    wait_for(qtbot, window, "page 1 of 1")

    press(window.choice.change_button)
    dialog = dialog_of(window)
    written_in(dialog, "left_um", "7.125")
    press(dialog.keep_button)
    assert world.asked[-1].stock.left_um == 7_125
    assert world.asked[-1].stock.id == "cryo-labels"
    assert len(list(world.folder.iterdir())) == 1

    press(window.choice.change_button)
    dialog = dialog_of(window)
    assert dialog.remove_button is not None
    press(dialog.remove_button)
    press(dialog.remove_button)
    assert list(world.folder.iterdir()) == []
    assert world.asked[-1].stock.id == "a4-3x7"
    assert not window.choice.change_button.isVisible()
    wait_for(qtbot, window, "page 1 of 1")


def test_a_stock_that_somebody_else_changed_is_not_overwritten(
    window: LabelsWindow, world: World
) -> None:
    assert window.choice is not None
    press(window.choice.copy_button)
    press(dialog_of(window).keep_button)
    press(window.choice.change_button)
    (path,) = world.folder.iterdir()
    path.write_text(path.read_text("utf-8").replace('"down": 7', '"down": 5'), "utf-8")
    dialog = dialog_of(window)
    written_in(dialog, "down", "6")
    press(dialog.keep_button)
    assert "Somebody else has changed it." in seen(dialog)
    assert '"down": 5' in path.read_text("utf-8")
    dialog.reject()
