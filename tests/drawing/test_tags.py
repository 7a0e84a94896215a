"""Names and doses stand beside the picture, each with its own leader, and nothing collides."""

from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.anatomy import LumbarCount, Region, Side, Site
from spineplanner.drawing.column import skeleton
from spineplanner.drawing.lettering import CAP_HEIGHT, box_of
from spineplanner.drawing.schematic import dressed
from spineplanner.drawing.shapes import Box, Drawing, Point, Role, Text
from spineplanner.drawing.tags import Mark, spread
from tests.drawing.scenes import (
    CAPTIONS,
    COUNTS,
    EXAMPLE,
    OUTLINES,
    REGIONS,
    along,
    draw,
    drawn_sites,
    flattened,
    inside,
    marks,
)

TAG_ROLES = {Role.FACET_NUMBER, Role.EPIDURAL_NUMBER, Role.TAG_NAME, Role.TAG_DOSE}
SCENES = [
    *(product(REGIONS, COUNTS, ["empty", "all"], [None])),
    *(product(REGIONS, [5], ["example"], [None, 4.5, 12.0])),
    (Region.LUMBAR, 6, "all", 14.0),
]
every_scene = pytest.mark.parametrize(("region", "count", "filled", "letter_mm"), SCENES)


def _rank(site: Site | None) -> tuple[int, int, int]:
    assert site
    return site.rank


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def outside_words(drawing: Drawing) -> list[Text]:
    """Every text but the numbers in the sites."""
    return [text for text in drawing.texts if text.role is not Role.NUMBER]


def leaders(drawing: Drawing) -> list[list[Point]]:
    return [flattened(shape.outline) for shape in drawing.shapes if shape.role is Role.LEADER]


def site_areas(drawing: Drawing) -> dict[Site, list[Point]]:
    return {shape.site: flattened(shape.outline) for shape in drawing.shapes if shape.site}


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return (
        turn(*one, other[0]) * turn(*one, other[1]) < 0
        and turn(*other, one[0]) * turn(*other, one[1]) < 0
    )


@every_scene
def test_no_words_stand_on_other_words(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    texts = outside_words(draw(region, count, filled=filled, letter_mm=letter_mm))
    for one, other in combinations(texts, 2):
        assert not overlap(box_of(one), box_of(other)), (one.string, other.string)


@every_scene
def test_no_words_stand_on_bone_or_sites(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    drawing = draw(region, count, filled=filled, letter_mm=letter_mm)
    covered = [
        point
        for shape in drawing.shapes
        if shape.role not in {Role.LEADER, Role.LEADER_CASING, Role.LEADER_END}
        for point in flattened(shape.outline, steps=4)
    ]
    for text in outside_words(drawing):
        box = box_of(text)
        assert not any(box.left < x < box.right and box.top < y < box.bottom for x, y in covered), (
            text.string
        )


@every_scene
def test_everything_is_inside_the_frame(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    drawing = draw(region, count, filled=filled, letter_mm=letter_mm)
    frame = drawing.frame
    for box in map(box_of, drawing.texts):
        assert frame.left <= box.left
        assert box.right <= frame.right
        assert frame.top <= box.top
        assert box.bottom <= frame.bottom
    for shape in drawing.shapes:
        for x, y in flattened(shape.outline, steps=4):
            assert frame.left <= x <= frame.right
            assert frame.top <= y <= frame.bottom


@every_scene
def test_leaders_cross_neither_one_another_nor_words_nor_other_sites(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    drawing = draw(region, count, filled=filled, letter_mm=letter_mm)
    lines, sites = leaders(drawing), site_areas(drawing)
    boxes = [box_of(text) for text in outside_words(drawing)]
    for one, other in combinations(lines, 2):
        assert not any(cross(*pair) for pair in product(pairwise(one), pairwise(other)))
    for line in lines:
        steps = list(along(line))
        touched = {site for site, area in sites.items() if any(inside(at, area) for at in steps)}
        assert len(touched) == 1
        assert inside(line[0], sites[touched.pop()])
        for x, y in steps:
            assert not any(box.left < x < box.right and box.top < y < box.bottom for box in boxes)


def test_every_filled_site_has_its_tag_and_no_other_has_one() -> None:
    drawing = draw(Region.LUMBAR, filled="example")
    tagged = [text.site for text in drawing.texts if text.role is Role.TAG_NAME]
    assert set(tagged) == {site for site in EXAMPLE if site.region is Region.LUMBAR}
    assert len(tagged) == 9
    assert len(leaders(drawing)) == 8


@pytest.mark.parametrize("region", REGIONS)
def test_a_leader_ends_beside_the_number_of_its_site(region: Region) -> None:
    drawing = draw(region, filled="all")
    areas = site_areas(drawing)
    beside = {
        text.site: text
        for text in drawing.texts
        if text.role in {Role.FACET_NUMBER, Role.EPIDURAL_NUMBER}
    }
    for line in leaders(drawing):
        site = next(site for site, area in areas.items() if inside(line[0], area))
        box = box_of(beside[site])
        x, y = line[-1]
        assert box.top < y < box.bottom
        assert min(abs(x - box.left), abs(x - box.right)) < beside[site].size_mm


@pytest.mark.parametrize("region", REGIONS)
def test_a_facets_tag_stands_on_the_side_of_its_joint(region: Region) -> None:
    for text in draw(region, filled="all").texts:
        if text.role in TAG_ROLES:
            assert text.site
            if text.site.side:
                assert (text.x < 0) == (text.site.side is Side.LEFT)


@every_scene
def test_what_lies_in_the_midline_is_named_below_all_sides_where_its_number_fits_in_it(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    texts = draw(region, count, filled=filled, letter_mm=letter_mm).texts
    shown = {text.site for text in texts if text.role is Role.NUMBER}
    names = [text for text in texts if text.role is Role.TAG_NAME and text.site]
    sides = [text.y for text in names if text.site and text.site.side]
    for text in names:
        if text.site and text.site.side is None and text.site in shown:
            assert text.y > max(sides, default=0)
            assert box_of(text).left < 0 < box_of(text).right + text.size_mm * 8


@pytest.mark.parametrize("region", REGIONS)
def test_a_small_picture_has_numbers_and_sides_but_no_tags(region: Region) -> None:
    drawing = draw(region, filled="all", tags=False)
    roles = {text.role for text in drawing.texts}
    assert roles == {Role.VERTEBRA, Role.NUMBER, Role.SIDE_WORD, Role.CAPTION}
    assert not leaders(drawing)
    assert drawing.width_mm < draw(region, filled="all").width_mm / 1.8


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_that_fit_nowhere_stand_alone_at_their_leaders(region: Region) -> None:
    bare = {site: Mark(mark.number, "", "") for site, mark in marks(5, filled="all").items()}
    spine = skeleton(region, 5, OUTLINES[region])
    small = dressed(spine, marks=bare, captions=CAPTIONS, letter_mm=16.0)
    areas = site_areas(small)
    numbers = [t for t in small.texts if t.site]
    beside = [t.site for t in numbers if t.site and not inside((t.x, t.y), areas[t.site])]
    inside_sign = [t.site for t in numbers if t.site not in beside]
    assert sorted([*beside, *inside_sign], key=_rank) == drawn_sites(region, 5)
    assert len(beside) == len(leaders(small)) > 0
    large = dressed(spine, marks=bare, captions=CAPTIONS, letter_mm=4.0)
    assert not leaders(large)


@pytest.mark.parametrize("region", REGIONS)
def test_an_epidurals_number_in_the_margin_of_the_right_facets_stands_in_its_hexagon(
    region: Region,
) -> None:
    kinds = {
        site: Mark(mark.number, "", "", "" if site.side else "EPIDURAL")
        for site, mark in marks(5, filled="all").items()
    }
    spine = skeleton(region, 5, OUTLINES[region])
    drawing = dressed(spine, marks=kinds, captions=CAPTIONS, letter_mm=16.0)
    areas = site_areas(drawing)
    signs = [
        flattened(shape.outline)
        for shape in drawing.shapes
        if shape.role is Role.EPIDURAL_FILLED and shape.site is None
    ]
    beside = [t for t in drawing.texts if t.site and not inside((t.x, t.y), areas[t.site])]

    signed = [text for text in beside if text.site and text.site.side is None]
    assert signed
    assert len(signs) == len(signed) + 1
    for text in beside:
        box, top = box_of(text), text.y - CAP_HEIGHT * text.size_mm
        corners = [(x, y) for x in (box.left, box.right) for y in (top, text.y)]
        around = [sign for sign in signs if all(inside(corner, sign) for corner in corners)]
        assert len(around) == (1 if text in signed else 0)
    (said,) = [text for text in drawing.texts if text.string == "EPIDURAL"]
    assert said.y > max(text.y for text in beside)


@every_scene
def test_it_says_which_side_is_which(
    region: Region, count: LumbarCount, filled: str, letter_mm: float | None
) -> None:
    drawing = draw(region, count, filled=filled, letter_mm=letter_mm)
    left, right = (text for text in drawing.texts if text.role is Role.SIDE_WORD)
    assert (left.string, right.string) == ("LEFT", "RIGHT")
    assert box_of(left).right < 0 < box_of(right).left
    caption = " ".join(text.string for text in drawing.texts if text.role is Role.CAPTION)
    assert caption == "Seen from behind: the patient’s left is on your left"


heights = st.lists(st.integers(-200, 200).map(float), min_size=1, max_size=20).map(sorted)


@given(heights, st.integers(1, 40))
def test_spread_heights_are_far_enough_apart_and_keep_their_order(
    wanted: list[float], apart: int
) -> None:
    found = spread(wanted, apart=apart)
    assert all(lower - upper > apart - 1e-6 for upper, lower in pairwise(found))


@given(heights, st.integers(1, 40))
def test_spreading_moves_the_group_as_a_whole_nowhere(wanted: list[float], apart: int) -> None:
    assert sum(spread(wanted, apart=apart)) == pytest.approx(sum(wanted), abs=1e-6)


def test_heights_that_are_far_enough_apart_stay() -> None:
    assert spread([0.0, 10.0, 25.0], apart=10.0) == (0.0, 10.0, 25.0)


def test_only_neighbours_that_would_overlap_are_moved() -> None:
    assert spread([0.0, 2.0, 50.0], apart=10.0) == (-4.0, 6.0, 50.0)
