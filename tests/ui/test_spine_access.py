"""Assistive programs see every site, with its name, role, state and place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import CAUDAL, Level, Side, Site
from spineplanner.domain.envelope import Envelope
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.vein_card import VeinCard
from tests.ui.conftest import MakeSnapshot
from tests.ui.spines import Spine, epidural, facet, filled_everywhere

HERE = facet(Level.L4_L5)


@pytest.fixture
def spine(qtbot: QtBot, snapshot: Snapshot) -> Spine:
    return Spine(qtbot, snapshot, size=(895, 660))


def interface(thing: QObject) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(thing)
    assert found is not None
    return found


def site_of(spine: Spine, site: Site) -> QAccessibleInterface:
    return interface(spine.view).child(spine.view.sites_shown().index(site))


def name(access: QAccessibleInterface) -> str:
    return access.text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    ("site", "words"),
    [
        (HERE, "L4–L5 facet LEFT, 1 million cells, syringe 5"),
        (facet(Level.C2_C3, Side.RIGHT), "C2–C3 facet RIGHT, empty"),
        (epidural(Level.L4_L5), "L4–L5 epidural, interlaminar, 5 million cells, syringe 9"),
        (CAUDAL, "caudal epidural, empty"),
    ],
)
def test_a_site_says_its_name_and_what_it_is_given(spine: Spine, site: Site, words: str) -> None:
    assert name(site_of(spine, site)) == words


def test_every_site_is_a_check_box_of_the_spine(spine: Spine) -> None:
    whole = interface(spine.view)
    assert name(whole) == "Spine"
    assert whole.childCount() == 37
    for place in range(whole.childCount()):
        child = whole.child(place)
        assert child.role() is QAccessible.Role.CheckBox
        assert whole.indexOfChild(child) == place
        assert name(child.parent()) == "Spine"


def test_states_follow_plan_selection_and_focus(spine: Spine) -> None:
    other = facet(Level.C4_C5)
    spine.focus_on(other, HERE)
    filled, empty = site_of(spine, HERE).state(), site_of(spine, other).state()
    assert (filled.checked, filled.selected, filled.focused) == (1, 1, 0)
    assert (empty.checked, empty.selected, empty.focused) == (0, 0, 1)
    assert all(state.focusable and state.checkable for state in (filled, empty))
    assert name(interface(spine.view).focusChild()) == "C4–C5 facet LEFT, empty"


def test_a_site_is_found_where_it_is_seen(spine: Spine) -> None:
    access = site_of(spine, HERE)
    assert access.rect() == spine.view.screen_rect(HERE)
    at = access.rect().center()
    assert name(interface(spine.view).childAt(at.x(), at.y())) == name(access)


def test_six_lumbar_vertebrae_bring_more_sites(
    spine: Spine, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    spine.show(make_snapshot(filled_everywhere(example, 6)))
    assert interface(spine.view).childCount() == 40
    assert (
        name(site_of(spine, facet(Level.L5_L6))) == "L5–L6 facet LEFT, 1 million cells, syringe 23"
    )


def test_a_site_outlives_its_view_without_harm(qtbot: QtBot, snapshot: Snapshot) -> None:
    window = QWidget()
    spine = Spine(qtbot, snapshot, size=(895, 660), window=window)
    access = site_of(spine, HERE)
    assert access.isValid()
    spine.view.deleteLater()
    qtbot.waitUntil(lambda: not access.isValid())
    assert name(access) == ""


def test_the_vein_is_a_check_box_too(qtbot: QtBot, snapshot: Snapshot) -> None:
    card = VeinCard()
    qtbot.addWidget(card)
    card.show_snapshot(snapshot)
    access = interface(card)
    assert name(access) == "intravenous infusion, 87 million cells, bag 10"
    assert access.role() is QAccessible.Role.CheckBox
    assert access.state().checked
    empty = snapshot.envelope.plan.replace(aliquots=())
    card.show_snapshot(replace(snapshot, envelope=snapshot.envelope.replace(plan=empty)))
    assert name(access) == "intravenous infusion, empty"
    assert not access.state().checked
