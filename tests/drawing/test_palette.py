"""Colours can be told apart and read: computed by WCAG's formula, on every ground they lie on."""

from itertools import combinations

import pytest

from spineplanner.drawing.palette import COLOUR, DARK, GREY, Palette
from spineplanner.drawing.shapes import BONE_ROLES, Role
from spineplanner.ui import theme

PANELS = {"light": (COLOUR, theme.LIGHT.panel), "dark": (DARK, theme.DARK.panel)}
WORDS = (
    Role.VERTEBRA,
    Role.FACET_NUMBER,
    Role.EPIDURAL_NUMBER,
    Role.TAG_NAME,
    Role.TAG_DOSE,
    Role.SIDE_WORD,
    Role.CAPTION,
)
BONE = "#ecdfc1"
"""The darker end of an arch, which is under most signs and leaders."""
on_both_panels = pytest.mark.parametrize(("palette", "panel"), PANELS.values(), ids=PANELS)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | None, other: str | None) -> float:
    assert one
    assert other
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@on_both_panels
@pytest.mark.parametrize("role", WORDS)
def test_words_can_be_read_on_the_panel(palette: Palette, panel: str, role: Role) -> None:
    assert contrast(palette[role].fill, panel) >= 4.5


@on_both_panels
def test_a_leader_shows_on_the_panel_and_by_its_casing_on_bone(
    palette: Palette, panel: str
) -> None:
    leader, casing = palette[Role.LEADER].line, palette[Role.LEADER_CASING].line
    assert contrast(leader, panel) >= 3
    assert contrast(leader, casing) >= 3
    assert max(contrast(leader, BONE), contrast(casing, BONE)) >= 3


@pytest.mark.parametrize("palette", [COLOUR, DARK, GREY])
@pytest.mark.parametrize("role", [Role.FACET_FILLED, Role.EPIDURAL_FILLED])
def test_numbers_can_be_read_in_signs_and_signs_seen_on_bone(palette: Palette, role: Role) -> None:
    assert contrast(palette[Role.NUMBER].fill, palette[role].fill) >= 4.5
    assert contrast(palette[role].fill, BONE) >= 3


@pytest.mark.parametrize("palette", [COLOUR, DARK])
@pytest.mark.parametrize("role", [Role.FACET_EMPTY, Role.EPIDURAL_EMPTY])
def test_empty_signs_show_on_bone(palette: Palette, role: Role) -> None:
    assert contrast(palette[role].line, BONE) >= 3


@pytest.mark.parametrize("palette", [COLOUR, DARK, GREY])
def test_kinds_of_site_differ_without_colour(palette: Palette) -> None:
    """By a dashed line where empty, by a ring inside where filled."""
    assert palette[Role.EPIDURAL_EMPTY].dash
    assert palette[Role.EPIDURAL_RING].dash
    assert not palette[Role.FACET_EMPTY].dash


@pytest.mark.parametrize("palette", [COLOUR, DARK, GREY])
def test_every_role_has_a_look(palette: Palette) -> None:
    assert set(palette) == set(Role)


def test_bones_are_bone_coloured_in_a_dark_window_too() -> None:
    assert {role: DARK[role] for role in BONE_ROLES} == {role: COLOUR[role] for role in BONE_ROLES}


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_focus_selection_and_hover_show_around_signs(colours: theme.Colours) -> None:
    """Each against the panel, which cases the focus, or against bone."""
    assert contrast(colours.focus, colours.panel) >= 3
    assert contrast(colours.accent, colours.panel) >= 3
    for one, other in combinations((colours.focus, colours.accent), 2):
        assert one != other
