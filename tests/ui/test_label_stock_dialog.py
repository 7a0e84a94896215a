"""A label stock of the clinic's own: typed in millimetres, refused beside its field, drawn."""

from collections.abc import Callable
from itertools import pairwise
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from spineplanner.domain.formulary import Certainty
from spineplanner.domain.label_stock import LabelStock
from spineplanner.resources import asset
from spineplanner.store.label_stocks import read_label_stocks
from spineplanner.ui.label_stock_dialog import LabelStockDialog

STOCKS = {stock.id: stock for stock in read_label_stocks(asset("labels"))}
A4, ROLL = STOCKS["a4-3x7"], STOCKS["roll-62"]
Make = Callable[..., LabelStockDialog]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(like: LabelStock = A4, *, own: bool = False) -> LabelStockDialog:
        others = [stock for stock in STOCKS.values() if not own or stock.id != like.id]
        dialog = LabelStockDialog(like, others, own=own)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def kept(dialog: LabelStockDialog) -> list[tuple[LabelStock, LabelStock | None]]:
    """Press the button, and give what was to be kept."""
    heard: list[tuple[LabelStock, LabelStock | None]] = []
    dialog.kept.connect(lambda stock, before: heard.append((stock, before)))
    QTest.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    return heard


def write(dialog: LabelStockDialog, name: str, text: str) -> None:
    edited = cast("QLineEdit", dialog.fields[name].entries()[0])
    edited.setFocus()
    edited.selectAll()
    QTest.keyClicks(edited, text)
    if not text:
        QTest.keyClick(edited, Qt.Key.Key_Delete)
    QTest.keyClick(edited, Qt.Key.Key_Return)


def said(dialog: LabelStockDialog, name: str) -> str:
    """What stands beside a field in sight."""
    labels = dialog.fields[name].findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def test_a_copy_has_a_name_and_an_id_of_its_own_and_the_same_sizes(make: Make) -> None:
    ((stock, before),) = kept(make())
    assert before is None
    assert stock.id not in STOCKS
    assert stock.name == f"{A4.name}, our own"
    assert stock.source.certainty is Certainty.CLINIC
    assert stock.source.text == A4.source.text
    assert stock.replace(id=A4.id, name=A4.name, source=A4.source) == A4


def test_millimetres_are_whole_micrometres_to_the_last(make: Make) -> None:
    dialog = make()
    write(dialog, "name", "Cryo 30 x 20")
    write(dialog, "label_width_um", "63.123")
    write(dialog, "top_um", "0")
    write(dialog, "source", "Measured in the clinic.")
    ((stock, _before),) = kept(dialog)
    assert (stock.label_width_um, stock.top_um) == (63_123, 0)
    assert stock.id == "cryo-30-x-20"
    assert stock.source.text == "Measured in the clinic."


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("label_width_um", "63,5", "no length in mm"),
        ("label_width_um", "63.5001", "to a thousandth"),
        ("label_width_um", "0", "between 0.001 and 1000 mm"),
        ("page_width_um", "1000.001", "between 0.001 and 1000 mm"),
        ("left_um", "-1", "no length in mm"),
        ("across", "0", "1"),
        ("across", "51", "50"),
    ],
)
def test_a_wrong_length_stays_with_the_reason_beside_it(
    make: Make, name: str, text: str, why: str
) -> None:
    dialog = make()
    write(dialog, name, text)
    assert why in said(dialog, name)
    assert cast("QLineEdit", dialog.fields[name].entries()[0]).text() == text
    assert kept(dialog) == []
    assert dialog.focusWidget() is dialog.fields[name].entries()[0]


@pytest.mark.parametrize(
    ("name", "text", "beside", "why"),
    [
        ("down", "8", "down", "The last label ends at 319.95 mm; the page ends at 297 mm."),
        ("left_um", "15", "across", "The last label ends at 210.5 mm; the page ends at 210 mm."),
        ("pitch_x_um", "63", "pitch_x_um", "they begin every 63 mm and measure 63.5 mm"),
        ("pitch_y_um", "", "pitch_y_um", "Say how far each label begins"),
    ],
)
def test_labels_that_cannot_lie_so_are_said_beside_the_field_until_they_can(
    make: Make, name: str, text: str, beside: str, why: str
) -> None:
    dialog = make()
    before = cast("QLineEdit", dialog.fields[name].entries()[0]).text()
    write(dialog, name, text)
    assert why in said(dialog, beside)
    assert kept(dialog) == []
    write(dialog, name, before)
    assert why not in said(dialog, beside)
    assert len(kept(dialog)) == 1


def test_a_single_label_needs_no_pitch(make: Make) -> None:
    ((stock, _before),) = kept(make(ROLL))
    assert (stock.per_page, stock.pitch_x_um, stock.pitch_y_um) == (1, None, None)


def test_a_name_that_another_stock_has_is_refused(make: Make) -> None:
    dialog = make()
    write(dialog, "name", ROLL.name)
    assert kept(dialog) == []
    assert "Another label stock has this name." in said(dialog, "name")


def test_a_name_and_a_source_are_needed(make: Make) -> None:
    for name in ("name", "source"):
        dialog = make()
        write(dialog, name, "")
        assert kept(dialog) == []


def test_the_picture_follows_what_is_typed(make: Make) -> None:
    dialog = make()
    assert dialog.map.accessibleDescription() == "A page has 21 labels."
    write(dialog, "down", "6")
    assert dialog.map.accessibleDescription() == "A page has 18 labels."
    before = dialog.map.box(4).top()
    write(dialog, "pitch_y_um", "45")
    assert dialog.map.box(4).top() > before


def test_a_stock_of_our_own_keeps_its_id_and_can_be_deleted(make: Make) -> None:
    own = A4.replace(id="ours", name="Ours")
    dialog = make(own, own=True)
    write(dialog, "name", "Renamed")
    ((stock, before),) = kept(dialog)
    assert (stock.id, stock.name, before) == ("ours", "Renamed", own)
    removed: list[LabelStock] = []
    dialog.removed.connect(removed.append)
    assert dialog.remove_button is not None
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert removed == []
    assert dialog.remove_button.text() == "Delete for good"
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert removed == [own]
    assert make().remove_button is None


def test_everything_is_reached_by_tab_in_the_order_of_reading(make: Make) -> None:
    dialog = make(A4.replace(id="ours", name="Ours"), own=True)
    dialog.activateWindow()
    dialog.fields["name"].take_focus()
    names: list[str] = []
    for _step in range(15):
        focused = dialog.focusWidget()
        text = focused.text() if isinstance(focused, QPushButton) else focused.accessibleName()
        names.append(text.replace("&", ""))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert names[:4] == ["Name", "Page, width", "Page, height", "Label, width"]
    assert all(one != other for one, other in pairwise(names))
    assert {"Keep", "Delete this stock", "Cancel"} <= set(names)
