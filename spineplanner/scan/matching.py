"""Holds what was scanned against the plan: the patient, the product, the lot and its expiry."""

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Expiry, Lot, Plan
from spineplanner.domain.scanning import ScanFault, Scanned, ScannedVial, ScanRefused, Symbology
from spineplanner.scan.lots import lot_fault, runs_on


def vial_scanned(scanned: Scanned, plan: Plan, formulary: Formulary) -> ScannedVial | ScanRefused:
    """Find the plan's lot that a vial is of, or say what is not the plan's.

    A patient whose record number the plan does not state can't be compared: a finding asks for it.
    A vial that names no lot is of the lot that carries its donation number; zeros that ISBT 128
    fills a lot up with in front do not count. Some labels have lot and vial in two codes, and then
    one of them names no lot.

    Args:
        scanned: what the code says.
        plan: the order.
        formulary: has the plan's product, and the codes of every product.
    """
    number = plan.patient.record_number
    if None not in (scanned.patient, number) and scanned.patient != number:
        return ScanRefused(ScanFault.OTHER_PATIENT)
    unknown = _product_unknown(scanned.product_code, plan, formulary)
    if isinstance(unknown, ScanRefused):
        return unknown
    lot = _lot(scanned, plan)
    if isinstance(lot, ScanRefused):
        return lot
    return ScannedVial(scanned, lot, product_unknown=unknown)


def _product_unknown(code: str | None, plan: Plan, formulary: Formulary) -> bool | ScanRefused:
    """Whether nobody can say whose the code is; refused where it is not the plan's product's."""
    product = formulary.product(plan.supply.product)
    if code is None or product is None or product.is_known_by(code):
        return False
    owners = ", ".join(owner.name for owner in formulary.products_known_by(code))
    if owners:
        return ScanRefused(ScanFault.OTHER_PRODUCT, "", code, product.name, product=owners)
    if product.codes:
        listed = ", ".join(product.codes)
        return ScanRefused(ScanFault.UNKNOWN_PRODUCT, "", code, listed, product=product.name)
    return True


def _lot(scanned: Scanned, plan: Plan) -> Lot | ScanRefused | None:
    lots = plan.supply.lots
    names = [name for name in (scanned.lot, scanned.donation) if name is not None]
    if not names:
        if scanned.vial is None:
            return ScanRefused(ScanFault.SAYS_NOTHING)
        return runs_on(scanned, lots)
    padded = scanned.symbology is Symbology.ISBT_128
    for lot in lots:
        if lot.number in names or (padded and lot.number.lstrip("0") in names):
            return runs_on(scanned, (lot,)) or _same_expiry(scanned, lot)
    return lot_fault(names[0], lots, symbology=scanned.symbology)


def _same_expiry(scanned: Scanned, lot: Lot) -> Lot | ScanRefused:
    """A month that is printed agrees with each of its days."""
    there, here = scanned.expiry, lot.expiry
    if there is None or here is None or there.agrees_with(here):
        return lot
    return ScanRefused(ScanFault.OTHER_EXPIRY, "", _written(there), _written(here))


def _written(expiry: Expiry) -> str:
    """As in files: 2027-06-30 or 2027-06."""
    return str(expiry.model_dump(mode="json"))
