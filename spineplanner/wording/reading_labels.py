"""What is typed to print labels, read strictly: which containers, how far off, at which scale."""

import re
from fractions import Fraction

from spineplanner.domain.label_stock import (
    LEAST_SCALE_BP,
    MAX_LENGTH_UM,
    MAX_OFFSET_UM,
    MOST_SCALE_BP,
)
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.translate import _

_RANGES = re.compile(r"\d{1,3}(-\d{1,3})?(, ?\d{1,3}(-\d{1,3})?)*", re.ASCII)
_OFFSET = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{1,3})?)(?: ?mm)?", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(?: ?mm)?", re.ASCII)
_SCALE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?: ?%)?", re.ASCII)


def read_containers(text: str) -> tuple[int, ...] | Misread:
    """Read numbers of containers, single or from one to another: "3,5-7"."""
    if _RANGES.fullmatch(text.strip()) is None:
        return Misread(_("“{text}” is no list such as 3,5-7.").format(text=shown(text)))
    found: set[int] = set()
    for part in text.split(","):
        first, _dash, last = part.strip().partition("-")
        if int(last or first) < int(first):
            return Misread(
                _("“{part}” runs backwards. Write the smaller number first.").format(part=part)
            )
        found.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


def read_offset(text: str) -> int | Misread:
    """Read millimetres, right or down where positive, in whole micrometres: "-0.5"."""
    typed = text.strip().replace(numbers.MINUS, "-")
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return Misread(
            _("“{text}” is no length in mm such as 0.5 or -0.5.").format(text=shown(text))
        )
    offset = int(Fraction(match[2]) * 1000) * (-1 if match[1] == "-" else 1)
    if abs(offset) > MAX_OFFSET_UM:
        most = numbers.ml(MAX_OFFSET_UM)
        return Misread(_("An offset is at most {most} mm either way.").format(most=most))
    return offset


def read_length(text: str, *, least_um: int = 1) -> int | Misread:
    """Read millimetres of a page or a label, in whole micrometres: "63.5"."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return Misread(
            _("“{text}” is no length in mm such as 63.5, to a thousandth.").format(text=shown(text))
        )
    length = int(Fraction(match[1]) * 1000)
    if not least_um <= length <= MAX_LENGTH_UM:
        return Misread(
            _("A length here is between {least} and {most} mm.").format(
                least=write_length(least_um), most=write_length(MAX_LENGTH_UM)
            )
        )
    return length


def write_length(length_um: int) -> str:
    """Write micrometres as `read_length` reads them: "63.5"; a metre is "1000"."""
    whole, part = divmod(length_um, 1000)
    return f"{whole}.{part:03}".rstrip("0").rstrip(".")


def read_scale(text: str) -> int | Misread:
    """Read a scale in per cent, in whole hundredths of a per cent: "100.5"."""
    match = _SCALE.fullmatch(text.strip())
    if match is None:
        return Misread(_("“{text}” is no scale in per cent such as 101.").format(text=shown(text)))
    scale = int(Fraction(match[1]) * 100)
    if not LEAST_SCALE_BP <= scale <= MOST_SCALE_BP:
        return Misread(
            _("A scale is between {least} and {most}.").format(
                least=numbers.per_cent_bp(LEAST_SCALE_BP), most=numbers.per_cent_bp(MOST_SCALE_BP)
            )
        )
    return scale
