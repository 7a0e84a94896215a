"""A clinic's own product, filled in from nothing and planned with, by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from spineplanner.domain.formulary import Product
from spineplanner.domain.rules import Rule
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.snapshot import Snapshot
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import CTRL, Key, patience, press, tab_to, type_text

ALT = Qt.KeyboardModifier.AltModifier
OWN = "Own product (fill in)"


@pytest.fixture
def window(start_program: StartProgram) -> MainWindow:
    window = start_program()
    window.open_example()
    patience(lambda: window.snapshot is not None)
    return window


def shown(window: MainWindow) -> Snapshot:
    assert window.snapshot is not None
    return window.snapshot


def open_formulary() -> FormularyWindow:
    """Alt+C, F."""
    press(Key.Key_C, ALT)
    press(Key.Key_F)
    patience(lambda: isinstance(QApplication.activeWindow(), FormularyWindow))
    window = QApplication.activeWindow()
    assert isinstance(window, FormularyWindow)
    return window


def choose_entry(words: str) -> None:
    """Go down the list of entries to one."""
    tab_to("Entries")
    entries = QApplication.focusWidget()
    assert isinstance(entries, QListWidget)
    for _row in range(entries.count()):
        if entries.currentItem().text().startswith(words):
            return
        press(Key.Key_Down)
    raise AssertionError(f"no entry {words!r}")


def fill(name: str, text: str) -> None:
    """Tab to a field, type, and leave it by Tab."""
    tab_to(name)
    press(Key.Key_A, CTRL)
    type_text(text)
    press(Key.Key_Tab)


def fill_own_product() -> None:
    choose_entry(OWN)
    fill("Name", "Cells of EXAMPLE")
    fill("Cells on the label", "50")
    fill("Fill of a vial", "2")
    fill("Can be withdrawn from a vial", "1.8")
    fill("Size of the vial", "5")
    fill("DMSO", "10")
    fill("Least viability for release", "70")
    fill("To be used within, after the thaw", "120")
    fill("Thawed at", "37")
    tab_to("Components that patients may be allergic to: dimethyl sulfoxide")
    press(Key.Key_Space)
    fill("Point 1: minutes after the thaw", "0")
    fill("Point 1: viable", "92")
    fill("Point 2: minutes after the thaw", "120")
    fill("Point 2: viable", "80,5")
    fill("Code 1: code", "9506000134352")
    tab_to("Source of “Codes that its vials are scanned by”")


def own_product(window: MainWindow) -> Product:
    product = shown(window).formulary.product("own-product")
    assert product is not None
    return product


def test_a_product_is_filled_in_and_planned_with_by_keys(window: MainWindow) -> None:
    formulary = open_formulary()
    fill_own_product()
    press(Key.Key_S, CTRL)
    assert formulary.message.text().startswith("Kept.")
    press(Key.Key_W, CTRL)
    patience(lambda: not window.findChildren(FormularyWindow))
    window.activateWindow()  # as a desktop does, when a window on top of it is closed
    patience(lambda: QApplication.activeWindow() is window)

    own = own_product(window)
    assert (own.name, own.label_cells, own.withdrawable_ul) == (
        "Cells of EXAMPLE",
        50_000_000,
        1800,
    )
    assert own.allergens == ("dmso",)
    assert [(p.minutes, p.viability_bp) for p in own.stability_points] == [(0, 9200), (120, 8050)]
    assert own.codes == ("09506000134352",)

    tab_to("Patient, procedure, levels and product")
    press(Key.Key_Space)
    tab_to("Product")
    press(Key.Key_End)
    press(Key.Key_Return)

    assert shown(window).plan.supply.product == "own-product"
    supply = shown(window).preparation.supply
    assert supply is not None
    assert supply.vials == 4  # 5.76 mL of 25 million/mL × 90 % × 85 %, from vials that give 1.8 mL
    assert "4" in [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    said = [each for each in shown(window).findings if each.rule is Rule.PRODUCT_NOT_STATED]
    assert not said


def test_a_product_that_is_not_filled_in_says_where_to_fill_it_in(window: MainWindow) -> None:
    tab_to("Patient, procedure, levels and product")
    press(Key.Key_Space)
    tab_to("Product")
    press(Key.Key_End)
    press(Key.Key_Return)

    assert shown(window).preparation.supply is None
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("Fill it in under Clinic, Formulary." in text for text in said)
