"""How large the spine is drawn, what is beside it, and how much of it can be hit."""

from collections import defaultdict

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import Level, LumbarCount, Region, Side, Site, SiteKind
from spineplanner.domain.envelope import Envelope
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot
from tests.ui.spines import Spine, facet, filled_everywhere

SIZES = [(560, 560), (700, 420), (877, 487), (895, 660), (1400, 1000)]


def words_of(spine: Spine, region: Region) -> list[QGraphicsSimpleTextItem]:
    scene = spine.view.regions[region].shown
    assert scene
    return [
        item
        for item in scene.items()
        if isinstance(item, QGraphicsSimpleTextItem) and item.isVisible() and item.text()
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [4, 5, 6])
def test_every_site_can_be_hit_over_24_pixels_at_every_size(
    qtbot: QtBot,
    make_snapshot: MakeSnapshot,
    example: Envelope,
    size: tuple[int, int],
    count: LumbarCount,
) -> None:
    spine = Spine(qtbot, make_snapshot(filled_everywhere(example, count)), size=size)
    for view in spine.view.regions.values():
        scene = view.shown
        assert scene
        found: dict[Site, list[tuple[int, int]]] = defaultdict(list)
        for site, items in scene.sites.items():
            around = items.bounds.toRect().adjusted(-16, -16, 16, 16)
            for x in range(around.left(), around.right()):
                for y in range(around.top(), around.bottom()):
                    if scene.site_at(QPointF(x, y)) == site:
                        found[site].append((x, y))
        for site in scene.sites:
            across, down = zip(*found[site], strict=True)
            assert max(across) - min(across) + 1 >= 24, site.code
            assert max(down) - min(down) + 1 >= 24, site.code


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [5, 6])
def test_no_words_are_smaller_than_9_points_and_none_overlap(
    qtbot: QtBot,
    make_snapshot: MakeSnapshot,
    example: Envelope,
    size: tuple[int, int],
    count: LumbarCount,
) -> None:
    spine = Spine(qtbot, make_snapshot(filled_everywhere(example, count)), size=size)
    for region in Region:
        boxes = []
        for item in words_of(spine, region):
            assert QFontInfo(item.font()).pointSizeF() >= 8.9
            box = item.sceneBoundingRect()
            boxes.append((box.adjusted(0, box.height() * 0.2, 0, -box.height() * 0.2), item))
            assert item.scene().sceneRect().contains(box)
        for place, (box, item) in enumerate(boxes):
            for other, its in boxes[place + 1 :]:
                assert not box.intersects(other), f"{item.text()} over {its.text()}"


@pytest.mark.parametrize("size", [(877, 487), (895, 660)])
def test_names_and_doses_stand_beside_their_sites(
    qtbot: QtBot, snapshot: Snapshot, size: tuple[int, int]
) -> None:
    """The smaller size is what a window of 1366 by 768 leaves."""
    spine = Spine(qtbot, snapshot, size=size)
    texts = [item.text() for item in words_of(spine, Region.LUMBAR)]
    assert "L4–L5 LEFT" in texts
    assert texts.count("1 million · 0.5 mL") == 8
    assert "9  L4–L5 EPIDURAL · 5 million · 3 mL" in texts
    assert {str(number) for number in range(1, 10)} <= set(texts)


def test_where_there_is_no_room_for_names_numbers_remain(
    qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    spine = Spine(qtbot, make_snapshot(filled_everywhere(example)), size=(560, 560))
    for region, numbers in ((Region.CERVICAL, 18), (Region.LUMBAR, 19)):
        texts = [item.text() for item in words_of(spine, region)]
        assert len([text for text in texts if text.isdecimal()]) == numbers
        assert not any("million" in text for text in texts)


def test_zooming_in_makes_room_for_names(qtbot: QtBot, snapshot: Snapshot) -> None:
    spine = Spine(qtbot, snapshot, size=(560, 560))
    for _notch in range(3):
        spine.view.zoom_in()
    assert "L4–L5 LEFT" in [item.text() for item in words_of(spine, Region.LUMBAR)]


def test_what_is_ordered_never_moves_a_site(
    qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    empty = example.plan.replace(aliquots=(), reasons=())
    spine = Spine(qtbot, make_snapshot(empty), size=(895, 660))
    before = {site: spine.view.screen_rect(site) for site in spine.view.sites_shown()}
    spine.show(make_snapshot(filled_everywhere(example)))
    assert {site: spine.view.screen_rect(site) for site in before} == before


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1400, 1000), "12.5 million · 1.25 mL"), ((850, 660), "12.5 million · …")],
)
def test_a_wide_dose_gets_room_and_no_number_is_ever_cut(
    qtbot: QtBot,
    make_snapshot: MakeSnapshot,
    example: Envelope,
    size: tuple[int, int],
    shown: str,
) -> None:
    spine = Spine(qtbot, make_snapshot(example), size=size)
    first = example.plan.aliquots[0].replace(cells=12_500_000, volume_ul=1_250)
    plan = example.plan.replace(aliquots=(first, *example.plan.aliquots[1:]))
    spine.show(make_snapshot(plan))
    texts = [item.text() for item in words_of(spine, Region.LUMBAR)]
    assert shown in texts
    assert texts.count("1 million · 0.5 mL") == 7


def test_the_view_refits_unless_the_user_zoomed(qtbot: QtBot, snapshot: Snapshot) -> None:
    spine = Spine(qtbot, snapshot, size=(895, 660))
    site = facet(Level.L4_L5)
    small = spine.view.screen_rect(site).height()
    spine.view.resize(1400, 1000)
    large = spine.view.screen_rect(site).height()
    assert large > small
    spine.view.zoom_in()
    zoomed = spine.view.screen_rect(site).height()
    assert zoomed > large
    spine.view.fit()
    assert spine.view.screen_rect(site).height() == large


def test_zooming_out_ends_where_all_is_seen(qtbot: QtBot, snapshot: Snapshot) -> None:
    spine = Spine(qtbot, snapshot, size=(895, 660))
    before = spine.view.screen_rect(facet(Level.L4_L5))
    for _notch in range(4):
        spine.view.zoom_out()
    assert spine.view.screen_rect(facet(Level.L4_L5)) == before


def test_six_lumbar_vertebrae_bring_their_own_sites(
    qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    spine = Spine(qtbot, make_snapshot(example), size=(895, 660))
    assert facet(Level.L5_L6) not in spine.view.sites_shown()
    spine.show(make_snapshot(filled_everywhere(example, 6)))
    assert spine.view.screen_rect(facet(Level.L5_L6, Side.RIGHT)).width() > 8
    assert len([s for s in spine.view.sites_shown() if s.kind is SiteKind.FACET]) == 26
