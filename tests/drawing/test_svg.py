"""The SVG is the same for the same drawing, well formed whatever a name holds, and legible."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.anatomy import Region, Side, Site, SiteKind, levels
from spineplanner.drawing.palette import COLOUR, GREY, Palette
from spineplanner.drawing.schematic import schematic
from spineplanner.drawing.shapes import Role
from spineplanner.drawing.svg import to_svg
from spineplanner.drawing.tags import Mark
from tests.drawing.scenes import CAPTIONS, OUTLINES, REGIONS, draw

SVG = "{http://www.w3.org/2000/svg}"
PALETTES = [COLOUR, GREY]
both_palettes = pytest.mark.parametrize("palette", PALETTES, ids=["colour", "grey"])
UPPER_LEFT = Site(SiteKind.FACET, levels(region=Region.LUMBAR, lumbar_count=5)[0], Side.LEFT)
printable = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=40,
)


def svg_with(words: str) -> str:
    drawing = schematic(
        region=Region.LUMBAR,
        lumbar_count=5,
        marks={UPPER_LEFT: Mark(1, words, words)},
        outlines=OUTLINES,
        captions=CAPTIONS,
    )
    return to_svg(drawing, palette=COLOUR)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - text we have just written


def shown_texts(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


@settings(max_examples=30)
@given(printable)
def test_what_is_written_is_what_is_read_back(words: str) -> None:
    besides = shown_texts(svg_with("~")).count(words) - 2 * (words == "~")
    assert shown_texts(svg_with(words)).count(words) == besides + 2


def test_a_name_cannot_smuggle_in_marks_of_its_own() -> None:
    svg = svg_with('</text><b onload="x">&\'<!--')
    assert "<b" not in svg
    assert "<!--" not in svg
    assert '</text><b onload="x">&\'<!--' in shown_texts(svg)


@pytest.mark.parametrize("region", REGIONS)
@both_palettes
def test_the_same_drawing_gives_the_same_text(region: Region, palette: Palette) -> None:
    once, again = draw(region), draw.__wrapped__(region)
    assert once is not again
    assert to_svg(once, palette=palette) == to_svg(again, palette=palette)


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_have_two_decimals_at_most_and_no_exponent(region: Region) -> None:
    root = parsed(to_svg(draw(region, filled="all"), palette=COLOUR))
    numbers = [
        number
        for element in root.iter()
        for name in ("d", "x", "y", "viewBox", "stroke-width", "font-size", "stroke-dasharray")
        for number in re.findall(r"[^\sA-Z,]+", element.get(name, ""))
    ]
    assert len(numbers) > 1000
    assert all(re.fullmatch(r"-?\d+(\.\d{1,2})?", number) for number in numbers)
    assert "-0" not in numbers


def test_its_size_is_that_of_the_drawing_in_millimetres() -> None:
    drawing = draw(Region.CERVICAL)
    root = parsed(to_svg(drawing, palette=COLOUR))
    assert float(root.get("width", "").removesuffix("mm")) == pytest.approx(
        drawing.width_mm, abs=0.01
    )
    assert float(root.get("height", "").removesuffix("mm")) == pytest.approx(
        drawing.height_mm, abs=0.01
    )


def test_every_gradient_that_is_used_is_there() -> None:
    svg = to_svg(draw(Region.LUMBAR, filled="all"), palette=COLOUR)
    used = set(re.findall(r"url\(#([a-z-]+)\)", svg))
    assert used
    assert used == set(re.findall(r'<linearGradient id="([a-z-]+)"', svg))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | None, other: str | None) -> float:
    assert one
    assert other
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


FILLED = (Role.FACET_FILLED, Role.EPIDURAL_FILLED)
EMPTY = (Role.FACET_EMPTY, Role.EPIDURAL_EMPTY)
WORDS = (
    Role.VERTEBRA,
    Role.FACET_NUMBER,
    Role.EPIDURAL_NUMBER,
    Role.TAG_NAME,
    Role.TAG_DOSE,
    Role.SIDE_WORD,
    Role.CAPTION,
)


@both_palettes
def test_every_role_has_a_look(palette: Palette) -> None:
    assert set(palette) == set(Role)


@both_palettes
@pytest.mark.parametrize("role", FILLED)
def test_a_number_can_be_read_in_its_site(palette: Palette, role: Role) -> None:
    assert contrast(palette[Role.NUMBER].fill, palette[role].fill) >= 4.5


@both_palettes
@pytest.mark.parametrize("role", WORDS)
def test_words_can_be_read_on_white(palette: Palette, role: Role) -> None:
    assert contrast(palette[role].fill, "#ffffff") >= 4.5


@both_palettes
def test_filled_and_empty_sites_differ_by_more_than_colour(palette: Palette) -> None:
    for filled, empty in zip(FILLED, EMPTY, strict=True):
        assert contrast(palette[filled].fill, palette[empty].fill) >= 4.5
        assert palette[filled].width > palette[empty].width
        assert palette[filled].line != palette[empty].line


@both_palettes
def test_empty_sites_are_seen_on_bone(palette: Palette) -> None:
    for empty, bone in product(EMPTY, (Role.ARCH, Role.SPINOUS)):
        for tone in (palette[bone].fill, palette[bone].fill_below):
            assert contrast(palette[empty].line, tone) >= 3


@both_palettes
def test_facets_and_epidurals_differ_by_their_line(palette: Palette) -> None:
    assert palette[Role.EPIDURAL_EMPTY].dash
    assert palette[Role.EPIDURAL_RING].dash
    assert not palette[Role.FACET_EMPTY].dash
    assert not palette[Role.FACET_FILLED].dash


def test_without_colour_the_two_routes_have_different_tones() -> None:
    tones = [GREY[role].fill for role in FILLED]
    assert contrast(*tones) >= 1.5


def test_the_grey_palette_has_no_colour() -> None:
    for look in GREY.values():
        for colour in (look.fill, look.fill_below, look.line):
            assert colour is None or colour[1:3] == colour[3:5] == colour[5:7]


@pytest.mark.parametrize("region", REGIONS)
def test_facets_are_round_and_epidurals_have_corners(region: Region) -> None:
    drawing = draw(region, filled="all")
    curved = {
        shape.site.kind: any(type(command).__name__ == "Curve" for command in shape.outline)
        for shape in drawing.shapes
        if shape.site
    }
    assert curved[SiteKind.FACET]
    assert not curved[SiteKind.EPIDURAL]
