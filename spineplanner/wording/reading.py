"""Numbers that people type, read exactly or refused with a word; nothing is ever dropped.

Both "1.5" and "1,5" are understood. "1,500" could be one and a half or one and a half thousand,
and is refused. What `write_…` gives stands in a field and is read back as the same value, so it
never separates thousands.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.values import MAX_CELLS, MAX_VOLUME_UL, WHOLE_BP
from spineplanner.wording import numbers
from spineplanner.wording.translate import _

_DECIMAL = re.compile(r"([0-9]*)(?:([.,])([0-9]*))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3}){2,}")
_SPACED = re.compile(r"[0-9]+(?:\s+[0-9]+)+")
_LONGEST = 16
_QUOTED = 20

_CELLS_PER_MILLION = 1_000_000
_UL_PER_ML = 1000
_BP_PER_CENT = 100
_GRAMS_PER_KG = 1000
_LIGHTEST_G, _HEAVIEST_G = 200, 500_000
_LONGEST_MINUTES = 60 * 24 * 31


@dataclass(frozen=True, slots=True)
class Misread:
    """What can't be read, and why, in a sentence for beside the field."""

    why: str


def read_cells(text: str) -> int | Misread:
    """Read a number of million cells into cells: "1", "0.25", "87 million"."""
    return _scaled(
        text,
        unit=_("million"),
        scale=_CELLS_PER_MILLION,
        most=MAX_CELLS,
        finest=_("A cell can't be divided: at most six decimals."),
    )


def write_cells(cells: int) -> str:
    """Write cells as the number of million that a field holds."""
    return _exact(Fraction(cells, _CELLS_PER_MILLION))


def read_volume(text: str) -> int | Misread:
    """Read a volume in millilitres into microlitres, above zero: "0.5", "3 mL"."""
    return _scaled(
        text,
        unit=_("mL"),
        scale=_UL_PER_ML,
        most=MAX_VOLUME_UL,
        finest=_("Write at most three decimals: nothing smaller than 0.001 mL is measured."),
    )


def read_volume_or_zero(text: str) -> int | Misread:
    """Read a volume in millilitres that may be nothing."""
    if _decimal(_without_unit(text, _("mL"))) == 0:
        return 0
    return read_volume(text)


def write_volume(volume_ul: int) -> str:
    """Write microlitres as the number of millilitres that a field holds."""
    return _exact(Fraction(volume_ul, _UL_PER_ML))


def read_share(text: str) -> int | Misread:
    """Read a per cent above 0 and up to 100 into hundredths of a per cent: "85", "85.5 %"."""
    return _scaled(
        text,
        unit="%",
        scale=_BP_PER_CENT,
        most=WHOLE_BP,
        finest=_("Write at most two decimals of a per cent."),
    )


def write_share(share_bp: int) -> str:
    """Write hundredths of a per cent as the number of per cent that a field holds."""
    return _exact(Fraction(share_bp, _BP_PER_CENT))


def read_weight(text: str) -> int | Misread:
    """Read a body weight in kilograms into grams: "82", "82.5 kg"."""
    grams = _scaled(
        text,
        unit=_("kg"),
        scale=_GRAMS_PER_KG,
        most=_HEAVIEST_G,
        finest=_("Write at most three decimals of a kilogram."),
    )
    if isinstance(grams, int) and grams < _LIGHTEST_G:
        return Misread(_("Below 0.2 kg: is this in kilograms?"))
    return grams


def write_weight(grams: int) -> str:
    """Write grams as the number of kilograms that a field holds."""
    return _exact(Fraction(grams, _GRAMS_PER_KG))


def read_minutes(text: str) -> int | Misread:
    """Read a time in whole minutes, up to a month: "30", "30 min"."""
    return read_whole(_without_unit(text, _("min")), least=1, most=_LONGEST_MINUTES)


def read_minutes_or_zero(text: str) -> int | Misread:
    """Read a time in whole minutes from a moment on, which itself is 0."""
    return read_whole(_without_unit(text, _("min")), least=0, most=_LONGEST_MINUTES)


def read_whole(text: str, *, least: int, most: int) -> int | Misread:
    """Read a whole number in a range; what a point or comma would mean in it is not guessed."""
    exact = _decimal(text.strip())
    if isinstance(exact, Misread):
        return exact
    if not text.strip().isdecimal():
        return Misread(_("Write a whole number."))
    number = int(exact)
    if not least <= number <= most:
        return Misread(_("From {least} to {most}.").format(least=least, most=f"{most:,}"))
    return number


def shown(text: str) -> str:
    """The beginning of a typed text for a sentence about it, without characters that steer."""
    steering = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in steering else character
        for character in text[:_QUOTED]
    )


def _scaled(text: str, *, unit: str, scale: int, most: int, finest: str) -> int | Misread:
    exact = _decimal(_without_unit(text, unit))
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


def _without_unit(text: str, unit: str) -> str:
    """A number without its unit, which may be typed in capitals or not."""
    stripped = text.strip()
    if stripped.casefold().endswith(unit.casefold()):
        return stripped[: len(stripped) - len(unit)].strip()
    return stripped


def _decimal(text: str) -> Fraction | Misread:
    if not text:
        return Misread(_("Write a number."))
    if text.startswith(("-", numbers.MINUS)):
        return Misread(_("Not below zero."))
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return _no_number(text)
    if len(text) > _LONGEST:
        return Misread(_("Too many digits: at most {most}.").format(most=_LONGEST))
    whole, mark, decimals = match[1], match[2], match[3] or ""
    if not whole and not decimals:
        return Misread(_("Write a number."))
    if mark and not decimals:
        return Misread(_("Digits are missing after “{mark}”.").format(mark=mark))
    if mark == "," and len(decimals) == 3 and whole.strip("0"):
        return Misread(
            _("“{text}” could be {whole}.{decimals} or {whole}{decimals}. Write it so.").format(
                text=text, whole=whole, decimals=decimals
            )
        )
    return Fraction(int((whole or "0") + decimals), 10 ** len(decimals))


def _no_number(text: str) -> Misread:
    """Say why a text is no number, and where only its digits are separated, how to write it."""
    if len(text) <= _QUOTED and (_GROUPED.fullmatch(text) or _SPACED.fullmatch(text)):
        digits = "".join(re.findall(r"[0-9]", text))
        return Misread(
            _("“{text}” separates digits. If it is {digits}, write it so.").format(
                text=shown(text), digits=digits
            )
        )
    return Misread(
        _("“{text}” is not a number. Write it in digits from 0 to 9.").format(text=shown(text))
    )


def _exact(value: Fraction) -> str:
    """Write a number of at most six decimals in full, with nothing between its thousands."""
    whole, rest = divmod(int(value * 10**6), 10**6)
    decimals = f"{rest:06d}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)
