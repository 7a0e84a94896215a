"""What the spine looks like: changes show, marks are shapes, and both themes are followed."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import Level, Region, Side, Site
from spineplanner.domain.envelope import Envelope
from spineplanner.ui import theme
from spineplanner.ui.brush import Brush, BrushMode
from spineplanner.ui.cards import plain_label
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot
from tests.ui.spines import Spine, facet

HERE, THERE = facet(Level.L4_L5), facet(Level.L4_L5, Side.RIGHT)
HALO = 14


@pytest.fixture
def spine(qtbot: QtBot, snapshot: Snapshot) -> Spine:
    return Spine(qtbot, snapshot, size=(895, 660))


def around(spine: Spine, site: Site) -> QImage:
    """A site and what is around it, in grey."""
    rect = spine.region(site).rect_of(site)
    assert rect
    picture = spine.region(site).grab(rect.adjusted(-HALO, -HALO, HALO, HALO)).toImage()
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def differing(one: QImage, other: QImage, *, by: int = 60) -> int:
    """How many pixels differ by so many shades of grey."""
    assert one.size() == other.size()
    return sum(
        abs(one.pixelColor(x, y).red() - other.pixelColor(x, y).red()) >= by
        for x in range(one.width())
        for y in range(one.height())
    )


def test_an_edit_changes_its_own_site_and_no_other(
    spine: Spine, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    others = [facet(Level.C4_C5), facet(Level.L2_L3), facet(Level.T12_L1)]
    before, before_others = around(spine, HERE), [around(spine, site) for site in others]
    kept = tuple(item for item in example.plan.aliquots if item.site != HERE)
    spine.show(make_snapshot(example.plan.replace(aliquots=kept)))
    assert differing(before, around(spine, HERE)) > 100
    assert [around(spine, site) for site in others] == before_others


def test_numbers_follow_the_plan(
    spine: Spine, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    before = around(spine, THERE)
    spine.show(make_snapshot(example.plan.replace(aliquots=example.plan.aliquots[1:])))
    assert differing(before, around(spine, THERE)) > 5
    assert spine.view.words_for(THERE) == "L4–L5 facet RIGHT, 1 million cells, syringe 5"


def test_focus_and_selection_are_different_shapes_in_grey(spine: Spine) -> None:
    spine.view.setFocus()
    plain = around(spine, HERE)
    spine.focus_on(THERE, HERE)
    selected = around(spine, HERE)
    spine.focus_on(HERE, THERE)
    focused = around(spine, HERE)
    assert differing(plain, selected) > 60
    assert differing(plain, focused) > 60
    assert differing(selected, focused) > 60


def test_the_focus_shows_only_while_the_keyboard_acts_here(spine: Spine) -> None:
    spine.focus_on(HERE, THERE)
    focused = around(spine, HERE)
    spine.view.clearFocus()
    assert differing(focused, around(spine, HERE)) > 60


def test_the_same_snapshot_paints_nothing_anew(spine: Spine) -> None:
    scene = spine.view.regions[Region.LUMBAR].shown
    assert scene
    QApplication.processEvents()
    changes: list[object] = []
    scene.changed.connect(changes.append)
    spine.show(spine.snapshot)
    QApplication.processEvents()
    assert changes == []


def test_dark_is_followed_live_and_bones_stay_bone_coloured(
    spine: Spine, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = spine.view.regions[Region.CERVICAL]
    assert region.grab().toImage().pixelColor(2, 2).name() == theme.LIGHT.panel
    light_bone = _bone(spine)
    monkeypatch.setattr(theme, "colours_for", lambda _application: theme.DARK)
    theme.dress(dressed)
    assert region.grab().toImage().pixelColor(2, 2).name() == theme.DARK.panel
    assert _bone(spine) == light_bone
    monkeypatch.undo()
    theme.dress(dressed)
    assert region.grab().toImage().pixelColor(2, 2).name() == theme.LIGHT.panel


def _bone(spine: Spine) -> str:
    """The colour of the sacrum, right of its middle."""
    region = spine.view.regions[Region.LUMBAR]
    rect = region.rect_of(facet(Level.L5_S1, Side.RIGHT))
    assert rect
    return region.grab().toImage().pixelColor(rect.center().x(), rect.bottom() + 60).name()


def test_both_sides_and_the_view_from_behind_are_always_said(spine: Spine) -> None:
    for _notch in range(3):
        spine.view.zoom_in()
    said = [
        label.text() for label in spine.view.findChildren(type(plain_label())) if label.isVisible()
    ]
    assert sorted(said) == [
        "CERVICAL",
        "LEFT",
        "LEFT",
        "LUMBAR",
        "RIGHT",
        "RIGHT",
        "Seen from behind: the patient’s left is on your left",
    ]


def test_the_pointer_shows_that_a_click_takes_back(
    spine: Spine, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    viewport = spine.region(HERE).viewport()
    giving = viewport.cursor().shape()
    spine.show(make_snapshot(example, brush=Brush(mode=BrushMode.ERASE)))
    assert viewport.cursor().shape() != giving
    assert not viewport.cursor().pixmap().isNull()
    spine.show(make_snapshot(example, brush=Brush()))
    assert viewport.cursor().shape() == giving
