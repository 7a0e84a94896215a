"""How wide a text can be, without asking a font."""

from functools import lru_cache
from typing import assert_never
from unicodedata import normalize

from spineplanner.drawing.shapes import Anchor, Box, Text

CAP_HEIGHT = 0.727
"""The height of a capital letter or a digit, in ems."""
_ASCENT, _DESCENT = 0.78, 0.22
"""How far letters reach above and below the baseline, in ems."""
_STEPS = 16
"""How many widths are tried to make the lines of a sentence even."""
_WIDEST = 1.2
_EMS = {
    letter: ems
    for ems, letters in (
        (0.0, "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327"),
        (0.31, " ',.:;Iijl·‘’"),
        (0.41, '!"()/[\\]frt{|}'),
        (0.50, "-1^_`°“”„"),
        (0.58, "*?JLsxz–"),
        (0.60, "7Facekvy"),
        (0.65, "#25EPbdghnopquø"),
        (0.69, "$&+034689<=>BKRSTZ~±µ×ß"),
        (0.73, "DXY"),
        (0.79, "ACGHNOQUVØ"),
        (1.04, "%@MWmwÆæŒœ—…"),
    )
    for letter in letters
}
"""Advances of Inter in ems, rounded up, for the widest of the weights in assets/fonts."""


def width_mm(string: str, *, size_mm: float) -> float:
    """Bound the width of a text in Inter: never too small, and close to it for Latin letters."""
    return size_mm * _ems(string)


@lru_cache(maxsize=1024)  # A picture is dressed several times, with the same words.
def _ems(string: str) -> float:
    return sum(_EMS.get(letter, _WIDEST) for letter in normalize("NFD", string))


def box_of(text: Text) -> Box:
    """Find the box a text stays in: its width is a bound, its height that of tall letters."""
    width = width_mm(text.string, size_mm=text.size_mm)
    match text.anchor:
        case Anchor.START:
            left = text.x
        case Anchor.MIDDLE:
            left = text.x - width / 2
        case Anchor.END:
            left = text.x - width
        case _:
            assert_never(text.anchor)
    return Box(
        left=left,
        top=text.y - _ASCENT * text.size_mm,
        right=left + width,
        bottom=text.y + _DESCENT * text.size_mm,
    )


def wrapped(string: str, *, size_mm: float, width: float) -> tuple[str, ...]:
    """Break a sentence between words into as few lines as fit, all much the same length.

    A word that is too long stands alone.
    """
    fewest = len(_filled(string, size_mm=size_mm, width=width))
    even = width_mm(string, size_mm=size_mm) / max(fewest, 1)
    steps = (even + (width - even) * step / _STEPS for step in range(_STEPS + 1))
    tries = (_filled(string, size_mm=size_mm, width=step) for step in steps)
    return next(lines for lines in tries if len(lines) <= fewest)


def _filled(string: str, *, size_mm: float, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in string.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size_mm=size_mm) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
