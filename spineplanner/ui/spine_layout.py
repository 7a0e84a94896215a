"""How large the bones are drawn: as the room allows, and the same whatever a plan orders.

A picture that grew or shrank with what is ordered would put another site under the pointer
between two clicks; so the room for words is kept free from the start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spineplanner.domain.anatomy import Region
from spineplanner.drawing.column import Skeleton

LEAST_SCALE: Mapping[Region, float] = {Region.CERVICAL: 2.0, Region.LUMBAR: 1.34}
"""Pixels per millimetre below which numbers of 9 pt (12 pixels) meet those of the next site."""
USUAL_LETTER_PX = 12.0
_MOST_ROWS, _ROWS_SHARE = 7, 0.13
_LEVELS_APART_MM: Mapping[Region, float] = {Region.CERVICAL: 16.8, Region.LUMBAR: 32.4}
_LEVELS_APART_LETTERS = 2.55
_PAD = 0.5
_HALVINGS = 24


@dataclass(frozen=True, slots=True)
class Lettering:
    """Sizes of the words on this screen, in pixels.

    `letter` is the size of the smallest letters, `tag` the room of a tag and its leader beside
    the bones, `vertebra` that of a vertebra's name, `row` the height of a line below the spine.
    """

    letter: float
    tag: float
    vertebra: float
    row: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How a region is drawn: pixels a millimetre, whether sites are named, and lines below it."""

    scale: float
    named: bool
    rows: int


def needed_width(spine: Skeleton, scale: float, words: Lettering, *, named: bool) -> float:
    """How wide a region is at a scale, in pixels."""
    bones = max(spine.box.right, -spine.box.left) * scale
    names = max(placed.place(placed.form.name_at)[0] for placed in spine.column) * scale
    reach = max(bones + (words.tag if named else 0.0), names + words.vertebra)
    return 2 * (reach + _PAD * words.letter)


def needed_height(spine: Skeleton, fit: Fit, words: Lettering) -> float:
    """How high a region is at a scale, in pixels."""
    bones = (spine.box.bottom - spine.box.top) * fit.scale
    return bones + fit.rows * words.row + 2 * _PAD * words.letter


def fitted(
    spines: Sequence[Skeleton], *, width: float, height: float, words: Lettering
) -> dict[Region, Fit]:
    """Find how both regions are drawn side by side in so much room.

    Names beside sites come first, then lines below the spine. Where even numbers alone do not
    fit, the picture is as small as numbers allow, and larger than its room.
    """
    least = {
        region: scale * words.letter / USUAL_LETTER_PX for region, scale in LEAST_SCALE.items()
    }
    most_rows = min(_MOST_ROWS, int(height * _ROWS_SHARE / words.row))
    for named, rows in [*((True, rows) for rows in range(most_rows, -1, -1)), (False, 0)]:
        scales = _scales(spines, width, height, words, least=least, rows=rows, named=named)
        if all(scales[s.region] >= _least(s.region, least, words, named=named) for s in spines):
            return {s.region: _fit(s, scales[s.region], height, words, named=named) for s in spines}
    scales = _scales(spines, width, height, words, least=least, rows=0, named=False)
    return {
        region: Fit(max(scale, least[region]), named=False, rows=0)
        for region, scale in scales.items()
    }


def _fit(spine: Skeleton, scale: float, height: float, words: Lettering, *, named: bool) -> Fit:
    """Give what height the bones leave to lines below them."""
    left = height - needed_height(spine, Fit(scale, named, 0), words)
    return Fit(scale, named, min(_MOST_ROWS, int(left / words.row + 0.01)) if named else 0)


def zoomed(spine: Skeleton, fit: Fit, zoom: float, words: Lettering) -> Fit:
    """Enlarge the bones, not the words; where sites are far enough apart all are named."""
    scale = fit.scale * zoom
    roomy = zoom > 1 and scale >= _apart_for_names(spine.region, words)
    return Fit(scale, fit.named or roomy, _MOST_ROWS if roomy else fit.rows)


def _apart_for_names(region: Region, words: Lettering) -> float:
    return _LEVELS_APART_LETTERS * words.letter / _LEVELS_APART_MM[region]


def _least(
    region: Region, least: Mapping[Region, float], words: Lettering, *, named: bool
) -> float:
    if not named:
        return least[region]
    return max(least[region], _apart_for_names(region, words))


def _scales(
    spines: Sequence[Skeleton],
    width: float,
    height: float,
    words: Lettering,
    *,
    least: Mapping[Region, float],
    rows: int,
    named: bool,
) -> dict[Region, float]:
    """Fill the height; where that is too wide, shrink bones to the same multiple of the least."""
    room = max(height - rows * words.row - 2 * _PAD * words.letter, 1.0)
    tall = {s.region: room / (s.box.bottom - s.box.top) for s in spines}

    def at(multiple: float) -> dict[Region, float]:
        return {region: min(tall[region], least[region] * multiple) for region in tall}

    def fits(multiple: float) -> bool:
        scales = at(multiple)
        wide = (needed_width(s, scales[s.region], words, named=named) for s in spines)
        return sum(wide) <= width

    low, high = 0.0, max(tall[region] / least[region] for region in tall)
    if fits(high):
        return at(high)
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return at(low)
