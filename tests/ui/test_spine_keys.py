"""The keyboard does on the spine all that the mouse does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, LumbarCount, Side, Site, sites
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_keys import Step, between, step
from tests.ui.spines import CTRL, PLAIN, SHIFT, Spine, epidural, facet

R = Side.RIGHT
HERE = facet(Level.L4_L5)


@pytest.fixture
def spine(qtbot: QtBot, snapshot: Snapshot) -> Spine:
    made = Spine(qtbot, snapshot, size=(895, 660))
    made.focus_on(HERE)
    return made


@pytest.mark.parametrize(
    ("start", "to", "end"),
    [
        (facet(Level.L4_L5), Step.UP, facet(Level.L3_L4)),
        (facet(Level.L4_L5), Step.DOWN, facet(Level.L5_S1)),
        (facet(Level.L4_L5), Step.RIGHT, epidural(Level.L4_L5)),
        (epidural(Level.L4_L5), Step.RIGHT, facet(Level.L4_L5, R)),
        (epidural(Level.L4_L5), Step.LEFT, facet(Level.L4_L5)),
        (facet(Level.C7_T1, R), Step.DOWN, facet(Level.T12_L1, R)),
        (facet(Level.T12_L1, R), Step.UP, facet(Level.C7_T1, R)),
        (facet(Level.L5_S1, R), Step.DOWN, CAUDAL),
        (CAUDAL, Step.UP, epidural(Level.L5_S1)),
        (CAUDAL, Step.LEFT, facet(Level.L5_S1)),
        (CAUDAL, Step.DOWN, CAUDAL),
        (facet(Level.C2_C3), Step.UP, facet(Level.C2_C3)),
        (facet(Level.C2_C3), Step.LEFT, facet(Level.C2_C3)),
        (facet(Level.C4_C5, R), Step.RIGHT, facet(Level.L2_L3)),
        (facet(Level.L2_L3), Step.LEFT, facet(Level.C4_C5, R)),
        (facet(Level.L4_L5, R), Step.RIGHT, facet(Level.L4_L5, R)),
        (facet(Level.L4_L5), Step.HOME, facet(Level.T12_L1)),
        (epidural(Level.C4_C5), Step.END, epidural(Level.C7_T1)),
        (facet(Level.L4_L5), Step.FIRST, facet(Level.C2_C3)),
        (facet(Level.C4_C5), Step.LAST, CAUDAL),
    ],
)
def test_keys_follow_the_levels_and_the_patients_sides(start: Site, to: Step, end: Site) -> None:
    assert step(start, to, 5) == end


@given(count=st.sampled_from([4, 5, 6]), data=st.data())
def test_no_key_leaves_the_patients_spine(count: LumbarCount, data: st.DataObject) -> None:
    site = data.draw(st.sampled_from([site for site in sites(count) if site != VEIN]))
    for to in Step:
        end = step(site, to, count)
        assert end in sites(count)
        assert end != VEIN


@pytest.mark.parametrize("count", [4, 5, 6])
def test_arrows_reach_every_site(count: LumbarCount) -> None:
    reached, fresh = {facet(Level.C2_C3)}, {facet(Level.C2_C3)}
    while fresh:
        fresh = {step(site, to, count) for site in fresh for to in Step} - reached
        reached |= fresh
    assert reached == set(sites(count)) - {VEIN}


def test_a_range_is_the_same_from_either_end() -> None:
    one, other = facet(Level.C6_C7), facet(Level.L1_L2)
    found = between(one, other, 5)
    assert found == between(other, one, 5)
    assert [site.level for site in found if site.level] == [
        Level.C6_C7,
        Level.C7_T1,
        Level.T12_L1,
        Level.L1_L2,
    ]


def test_an_arrow_selects_where_it_leads(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Up)
    spine.press(Qt.Key.Key_Right)
    assert spine.selections == [
        ((facet(Level.L3_L4),), facet(Level.L3_L4)),
        ((epidural(Level.L3_L4),), epidural(Level.L3_L4)),
    ]


def test_shift_and_arrows_extend_and_shrink_the_selection(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Up, SHIFT)
    spine.press(Qt.Key.Key_Up, SHIFT)
    assert spine.selections[-1][0] == tuple(
        facet(level) for level in (Level.L2_L3, Level.L3_L4, Level.L4_L5)
    )
    spine.press(Qt.Key.Key_Down, SHIFT)
    assert spine.selections[-1] == ((facet(Level.L3_L4), HERE), facet(Level.L3_L4))


def test_ctrl_moves_the_focus_alone_and_ctrl_space_adds_it(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Up, CTRL)
    spine.press(Qt.Key.Key_Space, CTRL)
    above = facet(Level.L3_L4)
    assert spine.selections == [((HERE,), above), ((above, HERE), above)]
    assert spine.activated == []


def test_space_means_the_focused_site(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Space)
    assert spine.activated == [HERE]


def test_a_held_space_means_it_once(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Space)
    repeated = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Space, PLAIN, " ", autorep=True)
    QApplication.sendEvent(spine.view, repeated)
    assert spine.activated == [HERE]


def test_ctrl_a_selects_all_facets_of_the_region(spine: Spine) -> None:
    spine.press(Qt.Key.Key_A, CTRL)
    chosen, focus = spine.selections[-1]
    assert len(chosen) == 12
    assert all(site.level and site.side and site.level.value[0] in "TL" for site in chosen)
    assert focus == HERE


def test_delete_speaks_of_what_is_framed(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Delete)
    assert spine.deletes == 1
    assert not spine.selections
    spine.focus_on(facet(Level.L5_S1), HERE)
    spine.press(Qt.Key.Key_Delete)
    assert spine.selections[-1] == ((facet(Level.L5_S1),), facet(Level.L5_S1))
    assert spine.deletes == 2


@pytest.mark.parametrize("typed", ["1", "7", ".", ","])
def test_a_digit_opens_the_dose_with_itself(spine: Spine, typed: str) -> None:
    QTest.keyClicks(spine.view, typed)
    assert spine.typed == [typed]


def test_letters_and_commands_open_no_dose(spine: Spine) -> None:
    QTest.keyClicks(spine.view, "x")
    spine.press(Qt.Key.Key_1, CTRL)
    assert spine.said_nothing


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Menu, PLAIN), (Qt.Key.Key_F10, SHIFT)])
def test_the_menu_key_asks_at_the_focused_site(
    spine: Spine, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    spine.press(key, held)
    assert spine.contexts == [(HERE, spine.view.screen_rect(HERE).center())]


def test_esc_lets_go_of_the_selection_and_keeps_the_place(spine: Spine) -> None:
    spine.press(Qt.Key.Key_Escape)
    assert spine.selections == [((), HERE)]


def test_tab_leaves_the_view_at_once(qtbot: QtBot, snapshot: Snapshot) -> None:
    window = QWidget()
    spine = Spine(qtbot, snapshot, size=(895, 660), window=window)
    fields = QLineEdit(window), QLineEdit(window)
    column = QVBoxLayout(window)
    for widget in (fields[0], spine.view, fields[1]):
        column.addWidget(widget)
    QWidget.setTabOrder(fields[0], spine.view)
    QWidget.setTabOrder(spine.view, fields[1])
    with qtbot.waitActive(window):
        window.activateWindow()
    fields[0].setFocus()
    QTest.keyClick(fields[0], Qt.Key.Key_Tab)
    assert spine.view.hasFocus()
    QTest.keyClick(spine.view, Qt.Key.Key_Tab)
    assert fields[1].hasFocus()
    assert spine.said_nothing
