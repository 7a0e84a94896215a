"""The cells and volumes of a written order, in digits or in words, read exactly or refused."""

from collections.abc import Sequence
from fractions import Fraction

from spineplanner.domain.values import MAX_CELLS, MAX_VOLUME_UL
from spineplanner.wording import numbers
from spineplanner.wording.number_words import number_in_words, whole_in_words
from spineplanner.wording.order_tokens import UNITS_OF_CELLS, Said, Token
from spineplanner.wording.reading import Misread, read_cells, read_volume, read_whole, shown
from spineplanner.wording.translate import _

_MILLION, _THOUSAND = 1_000_000, 1_000
_SCALES = {"million": _MILLION, "thousand": _THOUSAND}


def read_amount(said: Sequence[Said]) -> int | Misread:
    """Read the words of an amount into cells: "five million cells", "500 thousand"."""
    words = [each.text for each in said]
    if words[-1] == "cells":
        said, words = said[:-1], words[:-1]
    elif words[-1] not in UNITS_OF_CELLS:
        return in_million(words)
    if "billion" in words:
        return Misread(_("A billion is read in two ways. Write the cells in million."))
    if any(each.token is Token.NUMBER for each in said):
        return _in_digits(said, words)
    return _in_words(words)


def read_millilitres(said: Sequence[Said]) -> int | Misread:
    """Read the words before "mL" into microlitres: "0.5", "three", "half a"."""
    words = [each.text for each in said]
    if all(each.token is Token.NUMBER for each in said):
        return read_volume(" ".join(words))
    number = number_in_words(words)
    if number is None:
        return _no_number(words)
    volume_ul = number * _THOUSAND
    if volume_ul.denominator != 1 or not 0 < volume_ul <= MAX_VOLUME_UL:
        return _no_number(words)
    return int(volume_ul)


def in_million(words: Sequence[str]) -> Misread:
    """Say that the unit is missing."""
    return Misread(
        _("“{text}”: end it with the cells in million, such as 1 million.").format(
            text=shown(" ".join(words))
        )
    )


def _in_digits(said: Sequence[Said], words: Sequence[str]) -> int | Misread:
    *digits, last = said
    if last.token is Token.NUMBER:
        return _uncounted(words)
    if not digits or any(each.token is not Token.NUMBER for each in digits):
        return _no_number(words)
    cells = read_cells(" ".join(each.text for each in digits))
    if isinstance(cells, Misread) or last.text == "million":
        return cells
    if last.text != "thousand":
        return _no_number(words)
    thousands, rest = divmod(cells, _MILLION // _THOUSAND)
    return _no_number(words) if rest else thousands


def _uncounted(words: Sequence[str]) -> int | Misread:
    """Read "500000 cells"; so few that "million" may have been forgotten are refused."""
    return read_whole(" ".join(words), least=_THOUSAND, most=MAX_CELLS)


def _in_words(words: Sequence[str]) -> int | Misread:
    scales = [word for word in words if word in _SCALES]
    if scales == ["million", "thousand"] and words[-1] == "thousand":
        return _million_and_thousand(words)
    if len(scales) != 1 or words[-1] not in _SCALES:
        return in_million(words) if not scales else _no_number(words)
    number = number_in_words(words[:-1])
    if number is None:
        return _no_number(words)
    cells = number * _SCALES[words[-1]]
    return _whole_cells(cells)


def _million_and_thousand(words: Sequence[str]) -> int | Misread:
    """Read "one million five hundred thousand", of whole numbers only."""
    place = words.index("million")
    rest = words[place + 1 : -1]
    if rest[:1] == ["and"]:
        rest = rest[1:]
    millions = 1 if words[:place] == ["a"] else whole_in_words(words[:place])
    thousands = whole_in_words(rest)
    if not millions or not thousands:
        return _no_number(words)
    return millions * _MILLION + thousands * _THOUSAND


def _whole_cells(cells: Fraction) -> int | Misread:
    if cells.denominator != 1:
        return Misread(_("A cell can't be divided: at most six decimals."))
    if cells <= 0:
        return Misread(_("Above zero."))
    if cells > MAX_CELLS:
        most = numbers.decimal(Fraction(MAX_CELLS, _MILLION), places=0)
        return Misread(_("At most {most} {unit}.").format(most=most, unit=_("million")))
    return int(cells)


def _no_number(words: Sequence[str]) -> Misread:
    return Misread(
        _("“{text}” is not one number. Write it in digits, such as 1.5 million.").format(
            text=shown(" ".join(words))
        )
    )
