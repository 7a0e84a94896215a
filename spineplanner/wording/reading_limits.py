"""Limits as people type and read them, each in the unit that its name ends in."""

from collections.abc import Callable
from dataclasses import dataclass

from spineplanner.domain.formulary import LimitName
from spineplanner.wording import numbers
from spineplanner.wording.reading import (
    Misread,
    read_cells,
    read_minutes,
    read_share,
    read_volume,
    read_whole,
    write_cells,
    write_share,
    write_volume,
)
from spineplanner.wording.translate import _

_MOST_TIMES = 1_000
_MOST_MG_PER_KG = 10_000


@dataclass(frozen=True, slots=True)
class Measure:
    """How a number is read, written into a field, called, and said with its unit."""

    read: Callable[[str], int | Misread]
    write: Callable[[int], str]
    unit: str
    say: Callable[[int], str]


def measure_of(limit: LimitName) -> Measure:
    """The measure of a limit."""
    name = limit.value
    if name.endswith("-ul"):
        return Measure(read_volume, write_volume, _("mL"), numbers.volume)
    if name.endswith("-bp"):
        return Measure(read_share_or_zero, write_share, "%", numbers.per_cent_bp)
    if name.endswith("-minutes"):
        return Measure(read_minutes, str, _("min"), _said(_("{number} min")))
    if name.endswith("-times"):
        return Measure(_read_times, str, _("times"), _said(_("{number} times")))
    if name.endswith("-mg-per-kg"):
        return Measure(_read_mg, str, _("mg/kg"), _said(_("{number} mg/kg")))
    if name.endswith("-cells-per-ml"):
        return Measure(read_cells, write_cells, _("million/mL"), _million_per_ml)
    return Measure(read_cells, write_cells, _("million cells"), numbers.cells)


def read_share_or_zero(text: str) -> int | Misread:
    """Read a per cent that may be nothing."""
    if text.strip().removesuffix("%").strip() in {"0", "0.0", "0,0"}:
        return 0
    return read_share(text)


def _read_times(text: str) -> int | Misread:
    return read_whole(text, least=2, most=_MOST_TIMES)


def _read_mg(text: str) -> int | Misread:
    return read_whole(text, least=0, most=_MOST_MG_PER_KG)


def _said(words: str) -> Callable[[int], str]:
    return lambda number: words.format(number=number)


def _million_per_ml(cells: int) -> str:
    return _("{number} million/mL").format(number=numbers.millions(cells))
