"""How wide a text is in Inter, set without kerning, from the advances of its font files."""

import json
from functools import cache, lru_cache
from unicodedata import normalize

from spineplanner.resources import asset

POINT_MM = 25.4 / 72
_EM = 2048
_ROUNDING = 1.002
"""Advances are whole 2048ths, and a writer of PDF rounds positions too."""


@cache
def _advances(weight: str) -> dict[str, int]:
    runs = json.loads(asset("fonts", "coverage.json").read_text("utf-8"))
    widths = json.loads(asset("fonts", "advances.json").read_text("utf-8"))[weight]
    return {
        chr(first + index): width
        for (first, _last), row in zip(runs, widths, strict=True)
        for index, width in enumerate(row)
    }


@lru_cache(maxsize=4096)
def text_width_mm(text: str, *, size_pt: float, bold: bool = False) -> float:
    """Measure a text on one line.

    The words of one sheet's labels are mostly the same ones: their widths are remembered.
    A letter that the fonts lack counts as a wide one: such a text is refused for another reason.
    """
    advances = _advances("bold" if bold else "regular")
    ems = sum(advances.get(letter, _EM) for letter in normalize("NFC", text)) / _EM
    return ems * size_pt * POINT_MM * _ROUNDING
