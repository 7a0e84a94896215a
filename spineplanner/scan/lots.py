"""Says why a scanned lot is none of the plan's: another one, or spoilt on its way to the field."""

import re
from collections.abc import Sequence

from spineplanner.domain.plan import Lot
from spineplanner.domain.product_codes import check_digit_fits
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology

_CHANGED_OVER = str.maketrans("yzYZ", "zyZY")
"""What a scanner that is set to another country's keyboard makes of these letters."""

_WRITTEN_OUT = "<GS>"
"""How some scanners send the separator; each of these signs may stand in a lot."""

_FOLLOWER = re.compile(r"01\d{14}|1[17]\d{6}|10.|21.|240.|250.|30\d|37\d|7003\d{10}")
"""The elements that stand after a lot on labels."""


_PRODUCT = re.compile(r"(?=01(\d{14}))")
"""A product number that stands after a serial number."""


def lot_fault(found: str, lots: Sequence[Lot], *, symbology: Symbology) -> ScanRefused:
    """Say what is wrong with a lot that is none of the plan's."""
    numbers = [lot.number for lot in lots]
    for number in numbers:
        if number.casefold() == found.casefold():
            return ScanRefused(ScanFault.LOT_CASE, "", found, number)
        if number == found.translate(_CHANGED_OVER):
            return ScanRefused(ScanFault.LETTERS_CHANGED_OVER, "", found, number)
        if symbology is Symbology.GS1 and _goes_on(found, number):
            return ScanRefused(ScanFault.SEPARATOR_MISSING, "10", found, number)
    longer = next((number for number in numbers if number.startswith(found)), None)
    if longer is not None:
        return ScanRefused(ScanFault.LOT_CUT_SHORT, "", found, longer)
    return ScanRefused(ScanFault.OTHER_LOT, "", found, ", ".join(numbers))


def _goes_on(found: str, number: str) -> bool:
    """Whether a lot begins with the plan's and goes on with what is another element."""
    rest = found.removeprefix(number)
    follower = _FOLLOWER.match(rest.removeprefix(_WRITTEN_OUT))
    return rest != found and follower is not None


def runs_on(scanned: Scanned, lots: Sequence[Lot]) -> ScanRefused | None:
    """Refuse a serial number of GS1 that has a product, the plan's lot or its expiry after it.

    A scanner that drops the separator makes one of two elements, and nothing else shows it.
    """
    vial = scanned.vial
    if vial is None or scanned.symbology is not Symbology.GS1:
        return None
    if scanned.product_code is None and _has_gtin(vial):
        return ScanRefused(ScanFault.SEPARATOR_MISSING, "21", vial)
    for lot in lots:
        swallowed = [f"10{lot.number}"] if scanned.lot is None else []
        if lot.expiry is not None and scanned.expiry is None:
            day = lot.expiry
            swallowed.append(f"17{day.year % 100:02d}{day.month:02d}{day.day or 0:02d}")
        if any(element in vial[1:] for element in swallowed):
            return ScanRefused(ScanFault.SEPARATOR_MISSING, "21", vial)
    return None


def _has_gtin(vial: str) -> bool:
    return any(check_digit_fits(found[1]) for found in _PRODUCT.finditer(vial, 1))
