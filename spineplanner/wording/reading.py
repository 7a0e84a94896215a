"""Numbers that people type, read exactly or refused with a word; nothing is ever dropped.

Both "1.5" and "1,5" are understood. "1,500" could be one and a half or one and a half thousand,
and is refused.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.values import MAX_CELLS, MAX_VOLUME_UL, WHOLE_BP
from spineplanner.wording import numbers
from spineplanner.wording.translate import _

_DIGITS = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"([0-9]*)(?:([.,])([0-9]*))?")
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Misread:
    """What can't be read, and why, in a sentence for beside the field."""

    why: str


def read_cells(text: str) -> int | Misread:
    """Read a number of million cells into cells: "1", "0.25", "87 million"."""
    return _scaled(
        text,
        unit=_("million"),
        scale=1_000_000,
        most=MAX_CELLS,
        finest=_("A cell can't be divided: at most six decimals."),
    )


def read_volume(text: str) -> int | Misread:
    """Read a volume in millilitres into microlitres, above zero: "0.5", "3 mL"."""
    return _scaled(
        text,
        unit=_("mL"),
        scale=1000,
        most=MAX_VOLUME_UL,
        finest=_("Write at most three decimals: nothing smaller than 0.001 mL is measured."),
    )


def read_volume_or_zero(text: str) -> int | Misread:
    """Read a volume in millilitres that may be nothing."""
    exact = _decimal(text.removesuffix(_("mL")).strip())
    if exact == 0:
        return 0
    return read_volume(text)


def read_share(text: str) -> int | Misread:
    """Read a per cent above 0 and up to 100 into hundredths of a per cent: "85", "85.5 %"."""
    return _scaled(
        text,
        unit="%",
        scale=100,
        most=WHOLE_BP,
        finest=_("Write at most two decimals of a per cent."),
    )


def read_weight(text: str) -> int | Misread:
    """Read a body weight in kilograms into grams: "82", "82.5 kg"."""
    grams = _scaled(
        text,
        unit=_("kg"),
        scale=1000,
        most=500_000,
        finest=_("Write at most three decimals of a kilogram."),
    )
    if isinstance(grams, int) and grams < 200:
        return Misread(_("Below 0.2 kg: is this in kilograms?"))
    return grams


def read_whole(text: str, *, least: int, most: int) -> int | Misread:
    """Read a whole number in a range."""
    stripped = text.strip()
    if not _DIGITS.fullmatch(stripped) or len(stripped) > _LONGEST:
        return Misread(_("Write a whole number in digits."))
    number = int(stripped)
    if not least <= number <= most:
        return Misread(_("From {least} to {most}.").format(least=least, most=f"{most:,}"))
    return number


def _scaled(text: str, *, unit: str, scale: int, most: int, finest: str) -> int | Misread:
    exact = _decimal(text.strip().removesuffix(unit).strip())
    if isinstance(exact, Misread):
        return exact
    scaled = exact * scale
    if scaled.denominator != 1:
        return Misread(finest)
    if scaled <= 0:
        return Misread(_("Above zero."))
    if scaled > most:
        largest = numbers.decimal(Fraction(most, scale), places=0)
        return Misread(_("At most {most} {unit}.").format(most=largest, unit=unit))
    return int(scaled)


def _decimal(text: str) -> Fraction | Misread:
    if not text:
        return Misread(_("Write a number."))
    if text.startswith(("-", numbers.MINUS)):
        return Misread(_("Not below zero."))
    match = _DECIMAL.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return Misread(_("“{text}” is not a number. Write it in digits.").format(text=text[:20]))
    whole, mark, decimals = match[1], match[2], match[3] or ""
    if not whole and not decimals:
        return Misread(_("Write a number."))
    if mark and not decimals:
        return Misread(_("Digits are missing after “{mark}”.").format(mark=mark))
    if mark == "," and len(decimals) == 3 and whole not in {"", "0"}:
        return Misread(
            _("“{text}” could be {whole}.{decimals} or {whole}{decimals}. Write it so.").format(
                text=text, whole=whole, decimals=decimals
            )
        )
    return Fraction(int((whole or "0") + decimals), 10 ** len(decimals))
