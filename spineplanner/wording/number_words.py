"""Numbers in English words, read exactly: "eighty-seven", "one and a half", "half a"."""

from collections.abc import Sequence
from fractions import Fraction

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_ONES = {word: number for number, word in enumerate(_SMALL)}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_PARTS = {
    ("half",): Fraction(1, 2),
    ("a", "half"): Fraction(1, 2),
    ("a", "quarter"): Fraction(1, 4),
    ("three", "quarters"): Fraction(3, 4),
}
_TEN, _TWENTY, _HUNDRED = 10, 20, 100

NUMBER_WORDS = frozenset({*_ONES, *_TENS, "hundred", "point", "half", "quarter", "quarters"})
"""Every word that is nothing but part of a number; "a", "and" and "of" may be, too."""


def number_in_words(words: Sequence[str]) -> Fraction | None:
    """Read what stands before a unit: "half a", "two and a quarter", "one point five".

    None is what is no number, or could be two.
    """
    said = tuple(words)
    if said == ("a",):
        return Fraction(1)
    for unit in (("of", "a"), ("a",)):
        if said[-len(unit) :] == unit and said[: -len(unit)] in _PARTS:
            return _PARTS[said[: -len(unit)]]
    if said in {("half",), ("a", "half"), ("a", "quarter")}:
        return _PARTS[said]
    if "point" in said:
        return _with_decimals(said)
    for part, share in _PARTS.items():
        ending = ("and", *part)
        if said[-len(ending) :] == ending and part != ("half",):
            whole = whole_in_words(said[: -len(ending)])
            return whole + share if whole is not None and 0 < whole < _TWENTY else None
    number = whole_in_words(said)
    return None if number is None else Fraction(number)


def whole_in_words(words: Sequence[str]) -> int | None:
    """Read a whole number from zero to 999: "one hundred and five"; None is none."""
    rest = list(words)
    hundreds = 0
    if len(rest) > 1 and rest[1] == "hundred":
        hundreds = 1 if rest[0] == "a" else _ONES.get(rest[0], 0)
        if not 0 < hundreds < _TEN:
            return None
        rest = rest[2:]
        if not rest:
            return hundreds * _HUNDRED
        if rest[0] == "and":
            rest = rest[1:]
    below = _below_hundred(rest)
    if below is None or (hundreds and not below):
        return None
    return hundreds * _HUNDRED + below


def _below_hundred(words: Sequence[str]) -> int | None:
    match words:
        case [one]:
            return _ONES.get(one, _TENS.get(one))
        case [ten, one] if ten in _TENS and 0 < _ONES.get(one, 0) < _TEN:
            return _TENS[ten] + _ONES[one]
        case _:
            return None


def _with_decimals(words: Sequence[str]) -> Fraction | None:
    """Read "one point two five": after the point, one word a digit."""
    place = words.index("point")
    whole = whole_in_words(words[:place])
    digits = [_ONES.get(word, _TEN) for word in words[place + 1 :]]
    if whole is None or not digits or max(digits) >= _TEN:
        return None
    return whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
