"""Colours: readable, and told apart by everybody and in grey, or else by shape."""

from itertools import combinations
from math import dist

import pytest

from spineplanner.ui.theme import DARK, LIGHT, Colours

Rgb = tuple[float, float, float]
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How linear red, green and blue are seen: Machado, Oliveira and Fernandes 2009, severity 1."""


def linear(colour: str) -> Rgb:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Rgb) -> Rgb:
    """CIELAB under D65 of linear sRGB."""
    rows = (
        (0.4124, 0.3576, 0.1805, 0.9505),
        (0.2126, 0.7152, 0.0722, 1.0),
        (0.0193, 0.1192, 0.9505, 1.089),
    )
    x, y, z = (
        _f(max(0.0, r * rgb[0] + g * rgb[1] + b * rgb[2]) / white) for r, g, b, white in rows
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _f(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def seen(colour: str, who: str) -> Rgb:
    rgb = linear(colour)
    rows = SEEN_BY[who]
    red, green, blue = (sum(m * c for m, c in zip(row, rgb, strict=True)) for row in rows)
    return red, green, blue


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("text", "window"),
        ("text", "panel"),
        ("text", "field"),
        ("text", "selected"),
        ("text", "hover"),
        ("text", "stop_pale"),
        ("text", "confirm_pale"),
        ("text", "vein_pale"),
        ("text", "good_pale"),
        ("quiet", "panel"),
        ("quiet", "window"),
        ("accent", "panel"),
        ("accent_text", "accent"),
        ("facet", "panel"),
        ("epidural", "panel"),
        ("vein", "vein_pale"),
        ("stop", "stop_pale"),
        ("stop", "panel"),
        ("confirm", "confirm_pale"),
        ("confirm", "panel"),
        ("good", "panel"),
        ("bar_text", "bar"),
        ("bar_quiet", "bar"),
    ],
)
def test_words_are_readable_on_their_ground(colours: Colours, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("edge", ["focus", "field_border"])
@pytest.mark.parametrize("ground", ["panel", "window"])
def test_edges_of_fields_and_the_focus_are_seen(colours: Colours, edge: str, ground: str) -> None:
    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("group", [("facet", "epidural", "vein"), ("stop", "confirm", "good")])
def test_what_is_coloured_alike_is_told_apart(
    colours: Colours, who: str, group: tuple[str, ...]
) -> None:
    """Twelve units of CIELAB are seen side by side by anybody; shapes and words come besides."""
    for one, other in combinations(group, 2):
        apart = dist(lab(seen(getattr(colours, one), who)), lab(seen(getattr(colours, other), who)))
        assert apart >= 12, (one, other, apart)
