"""The vein's card: what is infused, and what mouse and keys mean there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import VEIN, Level
from spineplanner.domain.edits import Dose
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import ContainerKind
from spineplanner.ui.brush import Brush
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.vein_card import VeinCard
from tests.ui.conftest import MakeSnapshot
from tests.ui.spines import CTRL, LEFT_BUTTON, PLAIN, SHIFT, facet


@pytest.fixture
def card(qtbot: QtBot, snapshot: Snapshot) -> VeinCard:
    made = VeinCard()
    qtbot.addWidget(made)
    made.resize(420, 62)
    made.show_snapshot(snapshot)
    made.show()
    made.setFocus()
    return made


def test_it_shows_the_bag_its_time_and_its_cells(card: VeinCard) -> None:
    assert card.title.text() == "Intravenous infusion"
    assert card.detail.text() == "prefilled bag, 100 mL, over 30 min"
    assert card.amount.text() == "87 million"


def test_what_is_not_stated_is_not_made_up(
    card: VeinCard, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    bag = example.plan.aliquots[-1].replace(cells=None, volume_ul=None)
    infusion = example.plan.infusion.replace(fill=None, minutes=None)
    plan = example.plan.replace(aliquots=(bag,), infusion=infusion, reasons=())
    card.show_snapshot(make_snapshot(plan))
    assert card.detail.text() == "bag, volume not stated"
    assert card.amount.text() == "– million"


def test_an_empty_vein_says_what_a_click_gives(
    card: VeinCard, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    plan = example.plan.replace(aliquots=(), reasons=())
    brush = Brush(vein=Dose(87_000_000, 100_000, ContainerKind.BAG))
    card.show_snapshot(make_snapshot(plan, brush=brush))
    assert card.title.text() == "No infusion"
    assert card.detail.text() == "A click or Space gives 87 million"
    assert card.amount.text() == ""


def test_a_click_and_space_mean_the_vein(qtbot: QtBot, card: VeinCard) -> None:
    with qtbot.waitSignal(card.activated) as clicked:
        QTest.mouseClick(card, LEFT_BUTTON)
    with qtbot.waitSignal(card.activated) as pressed:
        QTest.keyClick(card, Qt.Key.Key_Space)
    assert clicked.args == pressed.args == [VEIN]


def test_a_double_click_means_it_once(card: VeinCard) -> None:
    activated: list[object] = []
    card.activated.connect(activated.append)
    QTest.mouseClick(card, LEFT_BUTTON)
    QTest.mouseDClick(card, LEFT_BUTTON)
    assert activated == [VEIN]


def test_other_buttons_and_a_press_that_leaves_mean_nothing(card: VeinCard) -> None:
    activated: list[object] = []
    card.activated.connect(activated.append)
    QTest.mouseClick(card, Qt.MouseButton.MiddleButton)
    QTest.mousePress(card, LEFT_BUTTON, PLAIN, QPoint(20, 20))
    QTest.mouseRelease(card, LEFT_BUTTON, PLAIN, QPoint(20, -50))
    assert activated == []


def test_ctrl_click_adds_the_vein_to_the_selection(
    qtbot: QtBot, card: VeinCard, snapshot: Snapshot
) -> None:
    site = facet(Level.L4_L5)
    card.show_snapshot(replace(snapshot, selection=(site,), focus=site))
    with qtbot.waitSignal(card.selection_wanted) as wanted:
        QTest.mouseClick(card, LEFT_BUTTON, CTRL)
    assert wanted.args == [(site, VEIN), VEIN]


@pytest.mark.parametrize("selected", [(), (facet(Level.L4_L5),)])
def test_keys_act_on_the_vein_alone(
    qtbot: QtBot, card: VeinCard, snapshot: Snapshot, selected: tuple[object, ...]
) -> None:
    card.show_snapshot(replace(snapshot, selection=selected))  # type: ignore[arg-type]  # sites
    for key, signal in ((Qt.Key.Key_Delete, card.delete_wanted), (Qt.Key.Key_8, card.dose_typed)):
        with qtbot.waitSignals([card.selection_wanted, signal]):
            QTest.keyClick(card, key)


def test_the_menu_is_asked_for_by_mouse_and_key(qtbot: QtBot, card: VeinCard) -> None:
    at = QPoint(30, 20)
    with qtbot.waitSignal(card.context_wanted) as by_mouse:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, card.mapToGlobal(at))
        QApplication.sendEvent(card, event)
    with qtbot.waitSignal(card.context_wanted) as by_key:
        QTest.keyClick(card, Qt.Key.Key_F10, SHIFT)
    assert by_mouse.args == [VEIN, card.mapToGlobal(at)]
    assert by_key.args[0] == VEIN


def test_the_selected_vein_looks_different(card: VeinCard, snapshot: Snapshot) -> None:
    plain = card.grab().toImage()
    card.show_snapshot(replace(snapshot, selection=(VEIN,)))
    assert card.grab().toImage() != plain
