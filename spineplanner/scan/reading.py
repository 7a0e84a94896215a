"""Reads what a scanner types into a field: one code of ISBT 128 or GS1, or why it is none."""

import re
import unicodedata
from datetime import date

from spineplanner.domain.product_codes import GTIN_LENGTH, GTIN_LENGTHS, check_digit_fits
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.gs1 import GTIN, SEPARATOR, parse_gs1
from spineplanner.scan.isbt128 import parse_isbt128, parse_typed_donation

_GS1_PREFIXES = frozenset(["C1", "e0", "d2", "Q3", "J1"])
"""GS1-128, DataBar, Data Matrix, QR and DotCode that begin with FNC1 (ISO/IEC 15424)."""

_PLAIN_PREFIXES = frozenset(["C0", "C4", "d1", "Q1"])
"""Code 128, Code 128 concatenated as ISBT asks, Data Matrix and QR without FNC1."""

_MOST_SIGNS = 3116
"""No symbol of these standards holds more: the digits of the largest Data Matrix."""

_LEAST_UNIT = 4
"""A code that is nothing but its beginning, of so many characters, over and over."""

_LEAST_REPEATED = 16
"""So many characters at the front that come again are no chance: 01 and a GTIN, or = and a DIN."""


_RETAIL_PREFIXES = frozenset(["E0", "E4"])
"""EAN-13, UPC and EAN-8, which hold a GTIN and nothing else."""

_OTHER_KEYBOARD = re.compile(r"[^\w\s\]=&(](?=(?:C[014]|d[12]|Q[13]|e0|J1)[=&\d])|\)(?=\d{2,4}=)")
"""The first sign, where ] or ( has become what another country's keyboard has there."""

_BRACKETS_THERE = str.maketrans(")=", "()")


def read_scan(text: str, *, today: date) -> Scanned | ScanRefused:
    """Read one code as a scanner sends it.

    Taken off are a symbology identifier such as ]C1 and the carriage return that a scanner ends
    with. Elements of GS1 are separated by the group separator (U+001D), which stands for FNC1,
    or are written with brackets. An ISBT 128 donation identification number typed with its check
    character is read too.

    Args:
        text: what came into the field, as it came.
        today: tells the century of a GS1 date, which has two digits for its year.
    """
    lines = [line for line in re.split(r"[\r\n]+", text.lstrip(" ")) if line]
    if not lines:
        return ScanRefused(ScanFault.EMPTY)
    if len(lines) > 1:
        same = len(set(lines)) == 1
        return ScanRefused(ScanFault.SCANNED_TWICE if same else ScanFault.SEVERAL_CODES)
    (line,) = lines
    if len(line) > _MOST_SIGNS:
        return ScanRefused(ScanFault.GOES_ON)
    strange = _strange_sign(line)
    if strange is not None:
        return strange
    if _stutters(line):
        return ScanRefused(ScanFault.SCANNED_TWICE)
    found = _parsed(line, today)
    return found if isinstance(found, Scanned) else _mistyped(line, today) or found


def _mistyped(line: str, today: date) -> ScanRefused | None:
    """Tell a code that the scanner's or the computer's keyboard has spoilt; None for any other."""
    if isinstance(_parsed(line.swapcase(), today), Scanned):
        return ScanRefused(ScanFault.SWAPPED_CASE)
    if not _OTHER_KEYBOARD.match(line):
        return None
    meant = line.translate(_BRACKETS_THERE) if line[0] == ")" else "]" + line[1:]
    wrong = ScanRefused(ScanFault.WRONG_KEYBOARD, found=line[0])
    return wrong if isinstance(_parsed(meant, today), Scanned) else None


def _strange_sign(line: str) -> ScanRefused | None:
    """Refuse what no code holds: what can't be seen, and what another keyboard has made of it."""
    for sign in line:
        if " " <= sign <= "~" or sign == SEPARATOR:
            continue
        if unicodedata.category(sign)[0] in "CZ":
            return ScanRefused(ScanFault.HIDDEN_CHARACTER, found=f"U+{ord(sign):04X}")
        return ScanRefused(ScanFault.WRONG_KEYBOARD, found=sign)
    return None


def _stutters(line: str) -> bool:
    """Whether the same code, or its beginning, comes again in one string."""
    units = range(_LEAST_UNIT, len(line) // 2 + 1)
    if any(line == line[:n] * (len(line) // n) for n in units):
        return True
    lengths = range(_LEAST_REPEATED, len(line))
    return any(line[:n] in (line[n : 2 * n], line[-n:]) for n in lengths)


def _gtin_alone(text: str) -> Scanned | ScanRefused:
    if not text.isdecimal() or len(text) not in GTIN_LENGTHS:
        return ScanRefused(ScanFault.NOT_ALLOWED, GTIN, text)
    if not check_digit_fits(text):
        return ScanRefused(ScanFault.WRONG_CHECK, GTIN, text)
    return Scanned(Symbology.GS1, product_code=text.zfill(GTIN_LENGTH))


def _bare(text: str, today: date) -> Scanned | ScanRefused:
    """Read elements of GS1; where they can't be meant, the 12 or 13 digits of a GTIN alone."""
    found = parse_gs1(text, today=today)
    nothing = (ScanFault.UNKNOWN_IDENTIFIER, ScanFault.SAYS_NOTHING)
    if isinstance(found, Scanned) or found.fault not in nothing or len(text) not in (12, 13):
        return found
    alone = _gtin_alone(text)
    return alone if isinstance(alone, Scanned) else found


def _parsed(line: str, today: date) -> Scanned | ScanRefused:
    prefix, rest = "", line
    if line.startswith("]"):
        prefix, rest = line[1:3], line[3:]
        if prefix not in _GS1_PREFIXES | _PLAIN_PREFIXES | _RETAIL_PREFIXES:
            return ScanRefused(ScanFault.NOT_A_PRODUCT, found=f"]{prefix}")
        if not rest:
            return ScanRefused(ScanFault.ENDS_EARLY)
    if prefix in _RETAIL_PREFIXES:
        return _gtin_alone(rest)
    if prefix in _GS1_PREFIXES or (not prefix and rest.startswith(SEPARATOR)):
        elements = rest.removeprefix(SEPARATOR).rstrip(" ")
        early = ScanRefused(ScanFault.ENDS_EARLY)
        return parse_gs1(elements, today=today) if elements else early
    if rest.startswith(("=", "&")):
        return parse_isbt128(rest)
    typed = None if prefix else parse_typed_donation(rest)
    if typed is not None:
        return typed
    if not prefix and rest.startswith(("(", *"0123456789")):
        return _bare(rest.rstrip(" "), today)
    return ScanRefused(ScanFault.NOT_A_PRODUCT)
