"""Parses GS1 element strings, with separators or with brackets: GTIN, lot, expiry, serial.

Source: GS1 General Specifications, 3 (application identifiers), 7.8 (separators), 7.12 (century).
"""

import re
from collections.abc import Iterator
from datetime import date, time

from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.days import expiry_of

SEPARATOR = "\x1d"
"""What a scanner sends for FNC1 between elements."""

GTIN = "01"
"""The identifier of a product number."""

_LOT, _EXPIRY, _SERIAL, _EXPIRY_AND_TIME = "10", "17", "21", "7003"
_DATES = frozenset(["11", "12", "13", "15", "16", "17", "7003", "7006", "7007", "8008"])
_BRACKETS = re.compile(r"\((\d{2,4})\)([^()]*)")
_Element = tuple[str, str]


def parse_gs1(text: str, *, today: date) -> Scanned | ScanRefused:
    """Parse the elements of one code.

    Args:
        text: the elements without a symbology identifier.
        today: a year of two digits is from 49 years before to 50 years after this one.
    """
    values: dict[str, str] = {}
    for element in _bracketed(text) if text.startswith("(") else _separated(text):
        if isinstance(element, ScanRefused):
            return element
        identifier, value = element
        if values.get(identifier, value) != value:
            return ScanRefused(ScanFault.CONTRADICTS, identifier)
        if identifier in values:
            return ScanRefused(ScanFault.SCANNED_TWICE, identifier)
        values[identifier] = value
    return _scanned(values, today)


def _separated(text: str) -> Iterator[_Element | ScanRefused]:
    rest = text
    while rest:
        element = _first_element(rest)
        yield element
        if isinstance(element, ScanRefused):
            return
        rest = rest[len(element[0]) + len(element[1]) :].removeprefix(SEPARATOR)


def _bracketed(text: str) -> Iterator[_Element | ScanRefused]:
    """Elements as people read them; a bracket within a value could not be told apart."""
    if _BRACKETS.sub("", text):
        yield ScanRefused(ScanFault.NOT_ALLOWED, found=text[:1])
        return
    for identifier, value in _BRACKETS.findall(text):
        element = _first_element(identifier + value)
        read = element.identifier if isinstance(element, ScanRefused) else element[0]
        if read != identifier:
            yield ScanRefused(ScanFault.UNKNOWN_IDENTIFIER, identifier)
        elif isinstance(element, ScanRefused):
            yield element
        elif element[1] != value:
            yield ScanRefused(ScanFault.GOES_ON, identifier)
        else:
            yield element


def _first_element(text: str) -> _Element | ScanRefused:
    """Take the first element off; one of no fixed length must end here or at a separator.

    The library alone would read what follows such a value as the next element. It does not
    judge dates, since its century depends on a clock of its own.
    """
    from biip import ParseConfig, ParseError
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier
    from biip.gs1_element_strings import GS1ElementString

    try:
        known = GS1ApplicationIdentifier.extract(text)
    except ParseError:
        return _unknown(text)
    config = ParseConfig(gs1_element_strings_verify_date=False)
    try:
        element = GS1ElementString.extract(text, config=config)
    except ParseError:
        return _unlike(known.ai, known.format, text[len(known.ai) :])
    if element.gtin_error or element.sscc_error or element.gln_error:
        return ScanRefused(ScanFault.WRONG_CHECK, known.ai, element.value)
    following = text[len(element) : len(element) + 1]
    if not element.value:
        return ScanRefused(ScanFault.ENDS_EARLY, known.ai)
    if known.separator_required and following not in {"", SEPARATOR}:
        return ScanRefused(ScanFault.GOES_ON, known.ai)
    return known.ai, element.value


def _unknown(text: str) -> ScanRefused:
    """An identifier that is none, or of which only the beginning came."""
    digits = re.match(r"\d{0,4}", text)
    found = digits.group() if digits else ""
    early = len(text) < 2 or (len(found) == len(text) < 4)
    return ScanRefused(ScanFault.ENDS_EARLY if early else ScanFault.UNKNOWN_IDENTIFIER, found)


def _unlike(identifier: str, form: str, value: str) -> ScanRefused:
    """Say why a value is not of its identifier's form: too short, no date, or other signs."""
    value = value.split(SEPARATOR, maxsplit=1)[0]
    fixed = sum(int(length) for length in re.findall(r"[NX](\d+)", form)) - len(identifier)
    if not value or len(value) < fixed:
        return ScanRefused(ScanFault.ENDS_EARLY, identifier, value)
    if identifier in _DATES and value[:fixed].isdigit():
        return ScanRefused(ScanFault.NOT_A_DATE, identifier, value[:fixed])
    return ScanRefused(ScanFault.NOT_ALLOWED, identifier, value)


def _scanned(values: dict[str, str], today: date) -> Scanned | ScanRefused:
    if not values.keys() & {GTIN, _LOT, _EXPIRY, _SERIAL, _EXPIRY_AND_TIME}:
        return ScanRefused(ScanFault.SAYS_NOTHING)
    days = {}
    for identifier in (_EXPIRY, _EXPIRY_AND_TIME):
        if identifier in values:
            day = expiry_of(_year(values[identifier], today), values[identifier][2:6])
            if day is None:
                return ScanRefused(ScanFault.NOT_A_DATE, identifier, values[identifier])
            days[identifier] = day
    if len(set(days.values())) > 1:
        return ScanRefused(ScanFault.CONTRADICTS, _EXPIRY_AND_TIME)
    at = _time(values.get(_EXPIRY_AND_TIME))
    if isinstance(at, ScanRefused):
        return at
    return Scanned(
        symbology=Symbology.GS1,
        lot=values.get(_LOT),
        expiry=next(iter(days.values()), None),
        expires_at=at,
        vial=values.get(_SERIAL),
        product_code=values.get(GTIN),
    )


def _year(value: str, today: date) -> int:
    """The year of two digits that is nearest by GS1's rule: 49 back to 50 ahead."""
    first = today.year - 49
    return first + (int(value[:2]) - first) % 100


def _time(value: str | None) -> time | ScanRefused | None:
    if value is None:
        return None
    try:
        return time(int(value[6:8]), int(value[8:10]))
    except ValueError:
        return ScanRefused(ScanFault.NOT_A_DATE, _EXPIRY_AND_TIME, value)
