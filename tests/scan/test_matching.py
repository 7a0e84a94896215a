"""A scanned vial is held against the plan before anything is made from it."""

from dataclasses import replace

import pytest

from spineplanner.domain.plan import Expiry, Lot, Plan
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.matching import lot_scanned
from tests.domain.cases import complete_plan

VIAL = Scanned(Symbology.GS1, lot="EX-1", expiry=Expiry(year=2027, month=6, day=30), vial="3")


def plan_with(*lots: Lot) -> Plan:
    plan = complete_plan()
    return plan.replace(supply=plan.supply.replace(lots=lots))


def fault(scanned: Scanned, plan: Plan, *codes: str) -> ScanFault:
    said = lot_scanned(scanned, plan, product_codes=codes)
    assert isinstance(said, ScanRefused)
    return said.fault


def test_the_lot_of_the_vial_is_found_and_a_month_agrees_with_its_days() -> None:
    plan = complete_plan()
    assert lot_scanned(VIAL, plan) == plan.supply.lots[0]


def test_a_vial_of_another_lot_is_refused_with_both() -> None:
    said = lot_scanned(replace(VIAL, lot="EX-7"), complete_plan())
    assert said == ScanRefused(ScanFault.OTHER_LOT, "", "EX-7", "EX-1")


def test_a_donation_number_names_a_lot_and_filling_zeros_do_not_count() -> None:
    plan = plan_with(Lot(number="A999917123456"), Lot(number="000XYZ"))
    donation = Scanned(Symbology.ISBT_128, donation="A999917123456")
    padded = Scanned(Symbology.ISBT_128, lot="XYZ")
    assert lot_scanned(donation, plan) == plan.supply.lots[0]
    assert lot_scanned(padded, plan) == plan.supply.lots[1]
    assert fault(replace(padded, symbology=Symbology.GS1), plan) is ScanFault.OTHER_LOT


@pytest.mark.parametrize(
    ("day", "agrees"),
    [
        (Expiry(year=2027, month=6), True),
        (Expiry(year=2027, month=6, day=30), True),
        (Expiry(year=2027, month=6, day=29), False),
        (Expiry(year=2027, month=7), False),
        (Expiry(year=2028, month=6), False),
        (None, True),
    ],
)
def test_another_expiry_than_the_lots_is_refused(day: Expiry | None, *, agrees: bool) -> None:
    lot = Lot(number="EX-1", expiry=day)
    said = lot_scanned(VIAL, plan_with(lot))
    assert said == lot if agrees else isinstance(said, ScanRefused)
    if isinstance(said, ScanRefused):
        assert said.fault is ScanFault.OTHER_EXPIRY
        assert said.found == "2027-06-30"


def test_another_product_is_refused_where_the_clinic_has_given_its_codes() -> None:
    plan, vial = complete_plan(), replace(VIAL, product_code="S1295400")
    assert fault(vial, plan, "S1234500") is ScanFault.OTHER_PRODUCT
    assert isinstance(lot_scanned(vial, plan, product_codes=("S1295400",)), Lot)
    assert isinstance(lot_scanned(vial, plan), Lot)
    assert isinstance(lot_scanned(VIAL, plan, product_codes=("S1295400",)), Lot)


def test_a_vial_for_another_patient_is_refused_without_naming_anybody() -> None:
    plan = complete_plan()
    said = lot_scanned(replace(VIAL, patient="EX-0002"), plan)
    assert said == ScanRefused(ScanFault.OTHER_PATIENT)
    assert isinstance(lot_scanned(replace(VIAL, patient="EX-0001"), plan), Lot)
    unnumbered = plan.replace(patient=plan.patient.replace(record_number=None))
    assert isinstance(lot_scanned(replace(VIAL, patient="EX-0002"), unnumbered), Lot)


def test_a_vial_that_names_no_lot_is_refused() -> None:
    assert fault(replace(VIAL, lot=None), complete_plan()) is ScanFault.SAYS_NOTHING
