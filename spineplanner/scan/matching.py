"""Holds what was scanned against the plan: the patient, the product, the lot and its expiry."""

from collections.abc import Collection

from spineplanner.domain.plan import Expiry, Lot, Plan
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology


def lot_scanned(
    scanned: Scanned, plan: Plan, *, product_codes: Collection[str] = ()
) -> Lot | ScanRefused:
    """Find the plan's lot that a vial is of, or say what is not the plan's.

    A patient whose record number the plan does not state can't be compared: a finding asks for it.
    A vial that names no lot is of the lot that carries its donation number; zeros that ISBT 128
    fills a lot up with in front do not count.

    Args:
        scanned: what the code says.
        plan: the order.
        product_codes: the codes of the plan's product; empty where the clinic has given none.
    """
    number = plan.patient.record_number
    if None not in (scanned.patient, number) and scanned.patient != number:
        return ScanRefused(ScanFault.OTHER_PATIENT)
    if product_codes and scanned.product_code not in {None, *product_codes}:
        wanted = ", ".join(product_codes)
        return ScanRefused(ScanFault.OTHER_PRODUCT, "", scanned.product_code or "", wanted)
    names = {name for name in (scanned.lot, scanned.donation) if name is not None}
    if not names:
        return ScanRefused(ScanFault.SAYS_NOTHING)
    padded = scanned.symbology is Symbology.ISBT_128
    for lot in plan.supply.lots:
        if lot.number in names or (padded and lot.number.lstrip("0") in names):
            return _same_expiry(scanned, lot)
    wanted = ", ".join(lot.number for lot in plan.supply.lots)
    return ScanRefused(ScanFault.OTHER_LOT, "", scanned.lot or scanned.donation or "", wanted)


def _same_expiry(scanned: Scanned, lot: Lot) -> Lot | ScanRefused:
    """A month that is printed agrees with each of its days."""
    there, here = scanned.expiry, lot.expiry
    if there is None or here is None or there.agrees_with(here):
        return lot
    return ScanRefused(ScanFault.OTHER_EXPIRY, "", _written(there), _written(here))


def _written(expiry: Expiry) -> str:
    """As in files: 2027-06-30 or 2027-06."""
    return str(expiry.model_dump(mode="json"))
