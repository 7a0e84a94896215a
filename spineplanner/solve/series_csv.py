"""Writes a series as CSV that no spreadsheet takes for formulas."""

from collections.abc import Sequence
from fractions import Fraction

from spineplanner.domain.values import half_up

Cell = str | int | Fraction | float | None

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""What OWASP (CSV injection; ASVS 1.2.10) lists, with the full-width signs that count as these."""

_PLACES = 6


def csv_text(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Write a table by RFC 4180: commas, CR LF, quotes where needed, doubled within.

    Text that a spreadsheet would take for a formula begins with an apostrophe and is quoted.
    Numbers are no text: a negative one stays a number. Ratios are written with a point and at
    most six decimals, halves away from zero; what is absent is empty, and empty text is quoted.

    Raises:
        ValueError: a row is not as long as the heads.
    """
    if any(len(row) != len(heads) for row in rows):
        raise ValueError("a row is not as long as the heads")
    return "".join(",".join(map(_field, row)) + "\r\n" for row in (heads, *rows))


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _text(cell)
        case int():
            return str(cell)
        case _:
            return _decimal(Fraction(cell))


def _text(text: str) -> str:
    dangerous = text.lstrip(" ").startswith(_STARTS_A_FORMULA)
    safe = f"'{text}" if dangerous else text
    if dangerous or not text or any(sign in safe for sign in ',"\r\n;\t'):
        return '"' + safe.replace('"', '""') + '"'
    return safe


def _decimal(value: Fraction) -> str:
    scaled = half_up(value * 10**_PLACES)
    whole, rest = divmod(abs(scaled), 10**_PLACES)
    digits = str(rest).rjust(_PLACES, "0").rstrip("0")
    number = f"{whole}.{digits}" if digits else str(whole)
    return f"-{number}" if scaled < 0 else number
