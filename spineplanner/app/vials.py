"""Reads the code on a vial for the window, and holds it against the plan."""

from datetime import date

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.scanning import ScannedVial, ScanRefused
from spineplanner.scan.matching import vial_scanned
from spineplanner.scan.reading import read_scan


def read_vial(
    text: str, plan: Plan, formulary: Formulary, *, today: date
) -> ScannedVial | ScanRefused:
    """Read one code; with the plan's lot that it is of, where it names one."""
    scanned = read_scan(text, today=today)
    if isinstance(scanned, ScanRefused):
        return scanned
    return vial_scanned(scanned, plan, formulary)
