"""Puts the names and doses of filled sites in the margins, without one over another."""

from collections.abc import Sequence
from dataclasses import dataclass

from spineplanner.domain.anatomy import Side, SiteKind
from spineplanner.drawing.curves import SHOULDER, ellipse, hexagon, polyline
from spineplanner.drawing.lettering import CAP_HEIGHT, width_mm
from spineplanner.drawing.shapes import Anchor, Role, Shape, Text
from spineplanner.drawing.spots import Spot

# Lengths in letters: multiples of the size of a name.
_APART, _NUMBERS_APART = 2.75, 1.45
_ABOVE, _BELOW = 1.05, 1.35
_NAME_BASELINE, _DOSE_BASELINE = -0.12, 1.08
_NUMBER_SIZE, _NUMBER_BASELINE = 1.4, 0.61
_ALONE_SIZE = 1.15
"""The size of a number that stands without a name."""
_ELBOW, _FAN, _SPACE = 0.3, 0.8, 0.35
_DOT, _SIGN_SPACE = 0.13, 0.16
_SLANT = 0.5
"""The least that a slanting leader runs for its rise."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The words beside a filled site: the number of its container, its name and its dose.

    Where names and doses are empty, as where a table stands beside the picture, numbers do; then
    `kind` says below the bones what the sign around a number in the margin means.
    """

    number: int
    name: str
    dose: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Margin:
    """The tags of one side, and the space they take in millimetres from midline and top.

    `name` is where their names begin.
    """

    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    name: float
    outer: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Tag:
    """A filled site, its words, and the height at which they stand."""

    spot: Spot
    mark: Mark
    y: float


@dataclass(frozen=True, slots=True)
class _Rails:
    """Distances from the midline at which leaders bend and end, and numbers and names begin."""

    sign: int
    elbow: float
    end: float
    number: float
    name: float
    letter: float
    number_size: float


def spread(wanted: Sequence[float], *, apart: float) -> tuple[float, ...]:
    """Move ordered heights as little as possible, in squares, until all are `apart`.

    This is isotonic regression: neighbours that would overlap are pooled.
    """
    pools: list[tuple[float, int]] = []
    for index, height in enumerate(wanted):
        mean, count = height - index * apart, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean = (before * size + mean * count) / (size + count)
            count += size
        pools.append((mean, count))
    bases = [mean for mean, count in pools for _ in range(count)]
    return tuple(base + index * apart for index, base in enumerate(bases))


def margin(
    filled: Sequence[tuple[Spot, Mark]], *, side: Side, reach_mm: float, letter_mm: float
) -> Margin | None:
    """Lay out one side's tags beyond `reach_mm` from the midline; None when there are none."""
    if not filled:
        return None
    named = any(mark.name for _, mark in filled)
    tags = _in_their_places(filled, letter_mm * (_APART if named else _NUMBERS_APART))
    rails = _rails(tags, side, reach_mm, letter_mm, _NUMBER_SIZE if named else _ALONE_SIZE)
    words = [words for tag in tags for words in (tag.mark.name, tag.mark.dose)]
    return Margin(
        shapes=tuple(shape for tag in tags for shape in _leader(tag, rails)),
        texts=tuple(text for tag in tags for text in _words(tag, rails)),
        name=rails.name,
        outer=rails.name + max(width_mm(line, size_mm=letter_mm) for line in words),
        top=tags[0].y - _ABOVE * letter_mm,
        bottom=tags[-1].y + _BELOW * letter_mm,
    )


def _in_their_places(filled: Sequence[tuple[Spot, Mark]], apart: float) -> tuple[_Tag, ...]:
    ordered = sorted(filled, key=lambda item: item[0].tag_y)
    heights = spread([spot.tag_y for spot, _ in ordered], apart=apart)
    return tuple(_Tag(spot, mark, y) for (spot, mark), y in zip(ordered, heights, strict=True))


def _rails(
    tags: Sequence[_Tag], side: Side, reach: float, letter: float, number_size: float
) -> _Rails:
    """Set the distances; the more a tag was moved, the longer the leaders slant."""
    moved = max(abs(tag.y - tag.spot.tag_y) for tag in tags)
    widest = max(
        width_mm(str(tag.mark.number), size_mm=number_size * letter)
        + (2 * _sign_mm(letter) if is_signed(tag.spot, tag.mark) else 0)
        for tag in tags
    )
    elbow = reach + _ELBOW * letter
    end = elbow + max(_FAN * letter, _SLANT * moved)
    number = end + _SPACE * letter
    return _Rails(
        sign=-1 if side is Side.LEFT else 1,
        elbow=elbow,
        end=end,
        number=number,
        name=number + widest + _SPACE * letter,
        letter=letter,
        number_size=number_size,
    )


def _leader(tag: _Tag, rails: _Rails) -> tuple[Shape, ...]:
    """Draw from the site, level past the bones, then at a slant to a dot beside the tag."""
    end = (rails.sign * rails.end, tag.y)
    line = polyline((*tag.spot.exit, (rails.sign * rails.elbow, tag.spot.tag_y), end))
    radius = _DOT * rails.letter
    dot = ellipse(end, half_width=radius, half_height=radius)
    shapes = (
        Shape(Role.LEADER_CASING, line),
        Shape(Role.LEADER, line),
        Shape(Role.LEADER_END, dot),
    )
    return (*shapes, _sign(tag, rails)) if is_signed(tag.spot, tag.mark) else shapes


def is_signed(spot: Spot, mark: Mark) -> bool:
    """Tell whether a number in a margin needs its sign: a nameless one of the midline.

    Without, it would stand there as one of the facets of that side.
    """
    return spot.site.side is None and not mark.name


def _sign_mm(letter: float) -> float:
    """How far the sign around a number stands out beside it."""
    return (SHOULDER * CAP_HEIGHT / 2 * _ALONE_SIZE + _SIGN_SPACE) * letter


def _sign(tag: _Tag, rails: _Rails) -> Shape:
    """Draw the epidurals' hexagon around a number, as it stands on the bones."""
    size = rails.number_size * rails.letter
    half = width_mm(str(tag.mark.number), size_mm=size) / 2 + _sign_mm(rails.letter)
    baseline = tag.y + _NUMBER_BASELINE / _NUMBER_SIZE * size
    outline = hexagon(
        (rails.sign * (rails.number + half), baseline - CAP_HEIGHT / 2 * size),
        half_width=half,
        half_height=CAP_HEIGHT / 2 * size + _SIGN_SPACE * rails.letter,
    )
    return Shape(Role.EPIDURAL_FILLED, outline)


def _words(tag: _Tag, rails: _Rails) -> tuple[Text, ...]:
    anchor = Anchor.END if rails.sign < 0 else Anchor.START
    facet, signed = tag.spot.site.kind is SiteKind.FACET, is_signed(tag.spot, tag.mark)
    role = Role.FACET_NUMBER if facet else Role.EPIDURAL_NUMBER

    def line(role: Role, string: str, x: float, down: float, *, size: float, bold: bool) -> Text:
        return Text(
            role=role,
            string=string,
            x=rails.sign * x,
            y=tag.y + down * rails.letter,
            size_mm=size * rails.letter,
            bold=bold,
            anchor=anchor,
            site=tag.spot.site,
        )

    number = line(
        Role.NUMBER if signed else role,
        str(tag.mark.number),
        rails.number + (_sign_mm(rails.letter) if signed else 0),
        _NUMBER_BASELINE / _NUMBER_SIZE * rails.number_size,
        size=rails.number_size,
        bold=True,
    )
    if not tag.mark.name:
        return (number,)
    return (
        number,
        line(Role.TAG_NAME, tag.mark.name, rails.name, _NAME_BASELINE, size=1.0, bold=True),
        line(Role.TAG_DOSE, tag.mark.dose, rails.name, _DOSE_BASELINE, size=1.0, bold=False),
    )
