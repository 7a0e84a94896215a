"""Every site is where it should be, once, on its own side, and clear of every other."""

from itertools import combinations, pairwise

import pytest

from spineplanner.domain.anatomy import CAUDAL, LumbarCount, Region, Side, Site, SiteKind
from spineplanner.drawing.lettering import CAP_HEIGHT, width_mm
from spineplanner.drawing.schematic import schematic
from spineplanner.drawing.shapes import Drawing, Point, Role
from spineplanner.drawing.tags import Mark
from tests.drawing.scenes import (
    CAPTIONS,
    COUNTS,
    OUTLINES,
    REGIONS,
    draw,
    drawn_sites,
    flattened,
    inside,
)

every_spine = pytest.mark.parametrize(
    ("region", "count"), [(region, count) for region in REGIONS for count in COUNTS]
)


def areas(drawing: Drawing) -> dict[Site, list[Point]]:
    return {shape.site: flattened(shape.outline) for shape in drawing.shapes if shape.site}


def middle(points: list[Point]) -> Point:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def rounded(points: list[Point]) -> set[Point]:
    return {(round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in points}


@every_spine
@pytest.mark.parametrize("filled", ["empty", "example", "all"])
def test_each_site_is_one_area_of_the_picture(
    region: Region, count: LumbarCount, filled: str
) -> None:
    drawing = draw(region, count, filled="all" if filled == "example" and count != 5 else filled)
    found = [shape.site for shape in drawing.shapes if shape.site]
    assert sorted(found, key=lambda site: site.rank) == drawn_sites(region, count)


@every_spine
def test_the_patients_left_is_on_the_viewers_left(region: Region, count: LumbarCount) -> None:
    for site, area in areas(draw(region, count, filled="empty")).items():
        if site.side is Side.LEFT:
            assert max(x for x, _ in area) < 0
        elif site.side is Side.RIGHT:
            assert min(x for x, _ in area) > 0
        else:
            assert middle(area)[0] == pytest.approx(0)


@every_spine
def test_left_and_right_are_mirror_images(region: Region, count: LumbarCount) -> None:
    found = areas(draw(region, count, filled="empty"))
    for site, area in found.items():
        assert rounded([(-x, y) for x, y in area]) == rounded(found[site.mirrored])


@every_spine
def test_levels_run_from_top_to_bottom(region: Region, count: LumbarCount) -> None:
    found = areas(draw(region, count, filled="empty"))
    for kind in (SiteKind.FACET, SiteKind.EPIDURAL):
        heights = [
            middle(found[site])[1]
            for site in drawn_sites(region, count)
            if site.kind is kind and site.side is not Side.RIGHT
        ]
        assert all(upper + 10 < lower for upper, lower in pairwise(heights))
    if region is Region.LUMBAR:
        lowest = max(middle(area)[1] for site, area in found.items() if site.level)
        assert middle(found[CAUDAL])[1] > lowest


@every_spine
def test_no_two_sites_can_be_hit_by_one_click(region: Region, count: LumbarCount) -> None:
    found = areas(draw(region, count, filled="empty"))
    for (_, one), (_, other) in combinations(found.items(), 2):
        assert not any(inside(point, other) for point in one)
        assert not any(inside(point, one) for point in other)


@every_spine
def test_a_two_digit_number_stays_inside_its_site(region: Region, count: LumbarCount) -> None:
    drawing = draw(region, count, filled="all")
    found = areas(drawing)
    numbers = [text for text in drawing.texts if text.role is Role.NUMBER]
    assert {text.site for text in numbers} == set(found)
    for text in numbers:
        assert text.site
        half, height = width_mm("00", size_mm=text.size_mm) / 2, CAP_HEIGHT * text.size_mm
        for corner in ((text.x - half, text.y), (text.x + half, text.y - height)):
            assert inside(corner, found[text.site])


def test_a_filled_site_shows_the_number_it_was_given() -> None:
    site = drawn_sites(Region.LUMBAR, 5)[3]
    drawing = schematic(
        region=Region.LUMBAR,
        lumbar_count=5,
        marks={site: Mark(17, "name", "dose")},
        outlines=OUTLINES,
        captions=CAPTIONS,
    )
    shown = [(text.site, text.string) for text in drawing.texts if text.role is Role.NUMBER]
    assert shown == [(site, "17")]


def test_a_mark_for_a_site_that_this_patient_lacks_is_refused() -> None:
    absent = next(site for site in drawn_sites(Region.LUMBAR, 6) if "L5-L6" in site.code)
    with pytest.raises(ValueError, match="not in this spine: L5-L6 facet LEFT"):
        schematic(
            region=Region.LUMBAR,
            lumbar_count=5,
            marks={absent: Mark(1, "name", "dose")},
            outlines=OUTLINES,
            captions=CAPTIONS,
        )


def test_the_names_of_the_vertebrae_stand_from_top_to_bottom_on_the_left() -> None:
    expected: dict[LumbarCount, str] = {4: "T12 L1 L2 L3 L4 S1", 6: "T12 L1 L2 L3 L4 L5 L6 S1"}
    for count, names in expected.items():
        texts = [
            text
            for text in draw(Region.LUMBAR, count, filled="empty").texts
            if text.role is Role.VERTEBRA
        ]
        assert " ".join(text.string for text in texts) == names
        assert all(text.x < 0 for text in texts)
        assert [text.y for text in texts] == sorted(text.y for text in texts)
