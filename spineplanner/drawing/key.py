"""Names the sites of the midline below the spine, so that none of them stands on a side."""

from collections.abc import Sequence

from spineplanner.drawing.curves import hexagon
from spineplanner.drawing.lettering import CAP_HEIGHT, width_mm
from spineplanner.drawing.shapes import Anchor, Role, Shape, Text
from spineplanner.drawing.spots import Spot
from spineplanner.drawing.tags import Mark

# Lengths in letters: multiples of the size of a name.
_FIRST, _LINE = 1.9, 1.55
_NUMBER_SIZE, _SPACE = 1.4, 0.45


def midline_key(
    keyed: Sequence[tuple[Spot, Mark]], *, below_mm: float, letter_mm: float
) -> tuple[Text, ...]:
    """Write number, name and dose of each, in a column around the midline below `below_mm`.

    The number stands in the site as well, and there is no leader.
    """
    if not keyed:
        return ()
    number_mm, space = _NUMBER_SIZE * letter_mm, _SPACE * letter_mm
    digits = max(width_mm(str(mark.number), size_mm=number_mm) for _, mark in keyed)
    names = max(width_mm(mark.name, size_mm=letter_mm) for _, mark in keyed)
    doses = max(width_mm(mark.dose, size_mm=letter_mm) for _, mark in keyed)
    left = -(digits + names + doses + 2 * space) / 2
    texts: list[Text] = []
    for line, (spot, mark) in enumerate(keyed):
        y = below_mm + (_FIRST + line * _LINE) * letter_mm
        for role, string, x, size, bold, anchor in (
            (Role.EPIDURAL_NUMBER, str(mark.number), left + digits, number_mm, True, Anchor.END),
            (Role.TAG_NAME, mark.name, left + digits + space, letter_mm, True, Anchor.START),
            (Role.TAG_DOSE, mark.dose, -left - doses, letter_mm, False, Anchor.START),
        ):
            texts.append(Text(role, string, x, y, size, bold=bold, anchor=anchor, site=spot.site))
    return tuple(texts)


def sign_key(word: str, *, below_mm: float, letter_mm: float) -> tuple[Shape, Text]:
    """Say around the midline below `below_mm` what a hexagon around a number means."""
    half_height = CAP_HEIGHT / 2 * letter_mm
    half_width, space = 2 * half_height, _SPACE * letter_mm
    left = -(2 * half_width + space + width_mm(word, size_mm=letter_mm)) / 2
    y = below_mm + _FIRST * letter_mm
    sign = hexagon(
        (left + half_width, y - half_height), half_width=half_width, half_height=half_height
    )
    x = left + 2 * half_width + space
    said = Text(Role.TAG_NAME, word, x, y, letter_mm, bold=True, anchor=Anchor.START)
    return Shape(Role.EPIDURAL_FILLED, sign), said
