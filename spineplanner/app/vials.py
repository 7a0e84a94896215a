"""Reads the code on a vial for the window, and finds the plan's lot that it is of."""

from datetime import date

from spineplanner.domain.plan import Lot, Plan
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused
from spineplanner.scan.matching import lot_scanned
from spineplanner.scan.reading import read_scan


def read_vial(text: str, plan: Plan, *, today: date) -> tuple[Scanned, Lot | None] | ScanRefused:
    """Read one code; some labels have lot and vial in two, and then one of them names no lot."""
    scanned = read_scan(text, today=today)
    if isinstance(scanned, ScanRefused):
        return scanned
    lot = lot_scanned(scanned, plan)
    if isinstance(lot, Lot):
        return scanned, lot
    if lot.fault is ScanFault.SAYS_NOTHING and scanned.vial is not None:
        return scanned, None
    return lot
