"""What the mouse does on the spine: one click is one site, and nothing else edits."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import Level, Region, Side, Site
from spineplanner.ui.snapshot import Snapshot
from tests.ui.spines import CTRL, LEFT_BUTTON, PLAIN, SHIFT, Spine, drag, epidural, facet, wheel

EMPTY_SITE, FILLED_SITE = facet(Level.L1_L2), facet(Level.L4_L5)


@pytest.fixture
def spine(qtbot: QtBot, snapshot: Snapshot) -> Spine:
    return Spine(qtbot, snapshot, size=(895, 660))


@pytest.mark.parametrize(
    "site", [EMPTY_SITE, FILLED_SITE, epidural(Level.C5_C6), facet(Level.C2_C3, Side.RIGHT)]
)
def test_a_click_means_the_site_under_it(spine: Spine, site: Site) -> None:
    spine.click(site)
    assert spine.activated == [site]
    assert spine.selections == []


def test_the_patients_left_is_left_in_a_language_written_from_the_right(
    qtbot: QtBot, snapshot: Snapshot
) -> None:
    window = QWidget()
    spine = Spine(qtbot, snapshot, size=(895, 660), window=window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    spine.view.resize(900, 600)
    left, right = (spine.middle(facet(Level.L4_L5, side)) for side in Side)
    assert left.x() < right.x()
    cervical, lumbar = (spine.view.regions[region].x() for region in Region)
    assert cervical < lumbar


def test_the_second_press_of_a_double_click_means_nothing(spine: Spine) -> None:
    viewport, at = spine.region(EMPTY_SITE).viewport(), spine.middle(EMPTY_SITE)
    QTest.mouseClick(viewport, LEFT_BUTTON, PLAIN, at)
    QTest.mouseDClick(viewport, LEFT_BUTTON, PLAIN, at)
    assert spine.activated == [EMPTY_SITE]


def test_a_hand_that_trembles_on_a_site_still_clicks_it(spine: Spine) -> None:
    viewport, at = spine.region(FILLED_SITE).viewport(), spine.middle(FILLED_SITE)
    QTest.mousePress(viewport, LEFT_BUTTON, PLAIN, at)
    drag(viewport, at + QPoint(2, 9))
    QTest.mouseRelease(viewport, LEFT_BUTTON, PLAIN, at + QPoint(2, 9))
    assert spine.activated == [FILLED_SITE]


def test_ctrl_click_adds_a_site_to_the_selection_and_takes_it_out_again(spine: Spine) -> None:
    other = facet(Level.L4_L5, Side.RIGHT)
    spine.click(FILLED_SITE, CTRL)
    spine.click(other, CTRL)
    spine.click(FILLED_SITE, CTRL)
    assert spine.selections[-2:] == [
        ((FILLED_SITE, other), other),
        ((other,), FILLED_SITE),
    ]
    assert spine.activated == []


def test_shift_click_selects_down_the_levels_of_one_side(spine: Spine) -> None:
    spine.click(facet(Level.L2_L3), CTRL)
    spine.click(facet(Level.L5_S1), SHIFT)
    levels = (Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1)
    assert spine.selections[-1] == (tuple(facet(level) for level in levels), facet(Level.L5_S1))


def test_shift_click_from_one_end_shrinks_again(spine: Spine) -> None:
    spine.click(facet(Level.L2_L3), CTRL)
    spine.click(facet(Level.L5_S1), SHIFT)
    spine.click(facet(Level.L3_L4), SHIFT)
    assert spine.selections[-1][0] == (facet(Level.L2_L3), facet(Level.L3_L4))


def test_a_rubber_band_selects_what_lies_in_it(spine: Spine) -> None:
    lumbar = spine.view.regions[Region.LUMBAR]
    start = spine.middle(facet(Level.L3_L4)) + QPoint(-24, -24)
    end = spine.middle(facet(Level.L4_L5, Side.RIGHT)) + QPoint(24, 6)
    spine.band(lumbar, start, end)
    assert spine.selections == []
    spine.release(lumbar, end)
    chosen, _focus = spine.selections[-1]
    assert set(chosen) == {
        epidural(Level.L3_L4),
        *(facet(level, side) for level in (Level.L3_L4, Level.L4_L5) for side in Side),
    }
    assert spine.activated == []


def test_esc_releases_a_rubber_band_without_effect(spine: Spine) -> None:
    lumbar = spine.view.regions[Region.LUMBAR]
    spine.view.setFocus()
    spine.band(lumbar, QPoint(5, 5), QPoint(200, 200))
    spine.press(Qt.Key.Key_Escape)
    spine.release(lumbar, QPoint(200, 200))
    assert spine.said_nothing


def test_a_click_beside_all_sites_lets_go(spine: Spine) -> None:
    spine.focus_on(FILLED_SITE)
    QTest.mouseClick(spine.view.regions[Region.LUMBAR].viewport(), LEFT_BUTTON, PLAIN, QPoint(4, 4))
    assert spine.selections == [((), FILLED_SITE)]


@pytest.mark.parametrize(
    "button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton, Qt.MouseButton.RightButton]
)
def test_no_other_button_means_a_site(spine: Spine, button: Qt.MouseButton) -> None:
    spine.click(EMPTY_SITE, button=button)
    spine.click(FILLED_SITE, button=button)
    assert spine.activated == []
    assert spine.selections == []


@pytest.mark.parametrize("modifiers", [PLAIN, CTRL, SHIFT])
def test_the_wheel_edits_nothing(spine: Spine, modifiers: Qt.KeyboardModifier) -> None:
    viewport = spine.region(FILLED_SITE).viewport()
    for down in (-3, 3):
        wheel(viewport, spine.middle(FILLED_SITE), down=down, modifiers=modifiers)
    assert spine.said_nothing


def test_ctrl_and_wheel_enlarge_about_the_pointer(spine: Spine) -> None:
    before = spine.region(FILLED_SITE).rect_of(FILLED_SITE)
    assert before
    wheel(spine.region(FILLED_SITE).viewport(), before.center(), down=-3, modifiers=CTRL)
    after = spine.region(FILLED_SITE).rect_of(FILLED_SITE)
    assert after
    assert after.width() > 1.6 * before.width()
    assert (after.center() - before.center()).manhattanLength() <= 6


def test_the_wheel_alone_scrolls_an_enlarged_picture(spine: Spine) -> None:
    spine.view.zoom_in()
    spine.view.zoom_in()
    region = spine.region(FILLED_SITE)
    before = spine.middle(FILLED_SITE)
    wheel(region.viewport(), before, down=-1, modifiers=PLAIN)
    assert spine.middle(FILLED_SITE).y() > before.y()


def test_a_right_click_asks_for_the_menu_of_its_site(spine: Spine) -> None:
    viewport = spine.region(FILLED_SITE).viewport()
    at = spine.middle(FILLED_SITE)
    _ask_for_menu(viewport, at)
    assert spine.contexts[-1] == (FILLED_SITE, viewport.mapToGlobal(at))
    _ask_for_menu(viewport, QPoint(3, 3))
    assert spine.contexts[-1][0] is None


def _ask_for_menu(viewport: QWidget, at: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)


def test_hovering_says_what_a_site_is_given_and_changes_nothing(spine: Spine) -> None:
    region = spine.region(FILLED_SITE)
    bare = region.grab().toImage()
    QTest.mouseMove(region.viewport(), spine.middle(EMPTY_SITE))
    assert region.grab().toImage() != bare
    assert region.hint_for(FILLED_SITE) == "L4–L5 facet LEFT, 1 million cells in 0.5 mL, syringe 5"
    assert region.hint_for(EMPTY_SITE) == "L1–L2 facet LEFT, empty"
    assert spine.said_nothing
