"""Parses ISBT 128 data structures: donation number, product code, expiry, lot, division.

Source: ICCBBA ST-001, 2.3 (data structures) and appendix A (check character), and ST-017, 4
(compound messages), read as quoted by others; the numbers of the structures are theirs.
"""

import re
from datetime import time

from spineplanner.domain.plan import Expiry
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.days import expiry_of, expiry_of_ordinal
from spineplanner.scan.structures import COMPOUND, DONATION, structures

_CHECK_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_TYPED = re.compile(r"([A-NP-Z][A-NP-Z0-9]{4}\d{8})([0-9A-Z*]?)")
_WITH_CHECK = range(60, 97)
"""Flags that carry the check character: 60 and its value."""


def check_character(donation: str) -> str:
    """The keyboard check character of a donation number of 13 signs: ISO 7064 mod 37-2.

    Raises:
        ValueError: it holds a sign that has no value.
    """
    from stdnum.iso7064 import mod_37_2

    return mod_37_2.calc_check_digit(donation)


def parse_typed_donation(text: str) -> Scanned | ScanRefused | None:
    """Read a donation number typed from the label; None where the text is none.

    The check character, which is printed boxed and is not in the code, must be typed with it.
    Only numbers that begin with a letter are told from other codes so.
    """
    match = _TYPED.fullmatch(text.replace(" ", ""))
    if match is None:
        return None
    donation, check = match.groups()
    if not check:
        return ScanRefused(ScanFault.ENDS_EARLY, DONATION, donation)
    if check != check_character(donation):
        return ScanRefused(ScanFault.WRONG_CHECK, DONATION, donation + check)
    return Scanned(Symbology.ISBT_128, donation=donation)


def parse_isbt128(text: str) -> Scanned | ScanRefused:
    """Parse one data structure, several in a row, or a compound message.

    Args:
        text: from its first data identifier on, without a symbology identifier.
    """
    contents: dict[str, str] = {}
    for item in structures(text):
        if isinstance(item, ScanRefused):
            return item
        if contents.get(item.identifier, item.content) != item.content:
            return ScanRefused(ScanFault.CONTRADICTS, item.identifier)
        if item.identifier in contents:
            return ScanRefused(ScanFault.SCANNED_TWICE, item.identifier)
        if item.identifier == COMPOUND and contents:
            return ScanRefused(ScanFault.NOT_ALLOWED, COMPOUND, item.content)
        contents[item.identifier] = item.content
    return _miscounted(contents) or _wrong_flags(contents) or _scanned(contents)


def _miscounted(contents: dict[str, str]) -> ScanRefused | None:
    """A compound message says how many structures follow it."""
    if COMPOUND not in contents:
        return None
    wanted, found = int(contents[COMPOUND][:2]), len(contents) - 1
    if found == wanted:
        return None
    fault = ScanFault.ENDS_EARLY if found < wanted else ScanFault.MISCOUNTED
    return ScanRefused(fault, COMPOUND, str(found), str(wanted))


def _wrong_flags(contents: dict[str, str]) -> ScanRefused | None:
    """Flags from 60 to 96 are 60 and the value of the check character."""
    content = contents.get(DONATION)
    if content is None or not content[13:].isdigit() or int(content[13:]) not in _WITH_CHECK:
        return None
    wanted = 60 + _CHECK_SIGNS.index(check_character(content[:13]))
    if int(content[13:]) == wanted:
        return None
    return ScanRefused(ScanFault.WRONG_CHECK, DONATION, content[13:], str(wanted))


def _scanned(contents: dict[str, str]) -> Scanned | ScanRefused:
    expiries = [_expiry(name, contents[name]) for name in ("&>", "=>", "=]") if name in contents]
    for expiry in expiries:
        if isinstance(expiry, ScanRefused):
            return expiry
    days = [expiry for expiry in expiries if isinstance(expiry, Expiry)]
    if any((d.year, d.month, d.day or days[0].day) != _parts(days[0]) for d in days):
        return ScanRefused(ScanFault.CONTRADICTS, "=>")
    donation, product = contents.get(DONATION), contents.get("=<")
    scanned = Scanned(
        symbology=Symbology.ISBT_128,
        lot=(contents.get("&,1", "").lstrip("0") or None),
        expiry=days[0] if days else None,
        expires_at=_time(contents.get("&>")),
        vial=contents.get("=,") or _division(product),
        product_code=product or contents.get("=/"),
        donation=donation[:13] if donation else None,
        patient=contents["&#"][4:] if "&#" in contents else None,
    )
    nothing = scanned == Scanned(Symbology.ISBT_128)
    return ScanRefused(ScanFault.SAYS_NOTHING) if nothing else scanned


def _parts(expiry: Expiry) -> tuple[int, int, int | None]:
    return expiry.year, expiry.month, expiry.day


def _expiry(identifier: str, content: str) -> Expiry | ScanRefused:
    if identifier == "=]":
        expiry = expiry_of(int(content[:4]), content[4:])
    else:
        expiry = expiry_of_ordinal(content[:3], content[3:6])
    late = identifier == "&>" and (int(content[6:8]) > 23 or int(content[8:]) > 59)
    if expiry is None or late:
        return ScanRefused(ScanFault.NOT_A_DATE, identifier, content)
    return expiry


def _time(content: str | None) -> time | None:
    """The time of day; 23:59 is what a label without one has, and is none."""
    if content is None or content[6:] == "2359":
        return None
    return time(int(content[6:8]), int(content[8:]))


def _division(product: str | None) -> str | None:
    """The division in a product code; 00 is undivided, 99 refers to a structure of its own."""
    if product is None:
        return None
    whole = product[5:] if product[0] in "MNRTVW" else product[6:]
    return None if set(whole) == {"0"} or whole == "99" or product[0] in "ABCD" else whole
