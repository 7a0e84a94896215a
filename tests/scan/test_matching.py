"""A scanned vial is held against the plan before anything is made from it."""

from dataclasses import replace

import pytest

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Expiry, Lot, Plan
from spineplanner.domain.scanning import ScanFault, Scanned, ScannedVial, ScanRefused, Symbology
from spineplanner.scan.matching import vial_scanned
from tests.domain.cases import clinic, complete_plan, with_product

VIAL = Scanned(Symbology.GS1, lot="EX-1", expiry=Expiry(year=2027, month=6, day=30), vial="3")


def plan_with(*lots: Lot) -> Plan:
    plan = complete_plan()
    return plan.replace(supply=plan.supply.replace(lots=lots))


def held(scanned: Scanned, plan: Plan, formulary: Formulary | None = None) -> Lot | ScanRefused:
    """The lot that is found, or why none is."""
    said = vial_scanned(scanned, plan, formulary or clinic())
    if isinstance(said, ScanRefused):
        return said
    assert said.scanned is scanned
    assert said.lot is not None
    return said.lot


def fault(scanned: Scanned, plan: Plan) -> ScanFault:
    said = held(scanned, plan)
    assert isinstance(said, ScanRefused)
    return said.fault


def with_codes(formulary: Formulary, **codes: tuple[str, ...]) -> Formulary:
    """The same clinic with codes of products, by what their ids begin with."""
    products = [
        item.replace(codes=codes.get(item.id.split("-")[0], ())) for item in formulary.products
    ]
    return formulary.replace(products=tuple(products))


def test_the_lot_of_the_vial_is_found_and_a_month_agrees_with_its_days() -> None:
    plan = complete_plan()
    assert held(VIAL, plan) == plan.supply.lots[0]


def test_a_vial_of_another_lot_is_refused_with_both() -> None:
    said = held(replace(VIAL, lot="EX-7"), complete_plan())
    assert said == ScanRefused(ScanFault.OTHER_LOT, "", "EX-7", "EX-1")


def test_a_donation_number_names_a_lot_and_filling_zeros_do_not_count() -> None:
    plan = plan_with(Lot(number="A999917123456"), Lot(number="000XYZ"))
    donation = Scanned(Symbology.ISBT_128, donation="A999917123456")
    padded = Scanned(Symbology.ISBT_128, lot="XYZ")
    assert held(donation, plan) == plan.supply.lots[0]
    assert held(padded, plan) == plan.supply.lots[1]
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
    said = held(VIAL, plan_with(lot))
    assert said == lot if agrees else isinstance(said, ScanRefused)
    if isinstance(said, ScanRefused):
        assert said.fault is ScanFault.OTHER_EXPIRY
        assert said.found == "2027-06-30"


PDC_VIAL = replace(VIAL, product_code="S12954A0")


@pytest.mark.parametrize("listed", ["S1295", "S1295400", "S12954A0", "A9999XYZ100S1295"])
def test_a_code_of_the_plans_product_is_taken_whatever_the_division(listed: str) -> None:
    said = vial_scanned(PDC_VIAL, complete_plan(), with_product(clinic(), codes=(listed,)))
    assert isinstance(said, ScannedVial)
    assert said.lot == complete_plan().supply.lots[0]
    assert not said.product_unknown


@pytest.mark.parametrize("own", [(), ("S1234",)])
def test_a_code_of_another_product_is_refused_with_both_names(own: tuple[str, ...]) -> None:
    said = held(PDC_VIAL, complete_plan(), with_codes(clinic(), cells=own, own=("S1295",)))
    assert said == ScanRefused(
        ScanFault.OTHER_PRODUCT,
        "",
        "S12954A0",
        "Cells, 25 million vial",
        product="Own product (fill in)",
    )


@pytest.mark.parametrize("listed", ["S1234", "S1295000", "09506000134352"])
def test_a_code_that_nobody_knows_is_refused_where_the_product_has_codes(listed: str) -> None:
    said = held(PDC_VIAL, complete_plan(), with_product(clinic(), codes=(listed,)))
    assert said == ScanRefused(
        ScanFault.UNKNOWN_PRODUCT, "", "S12954A0", listed, product="Cells, 25 million vial"
    )


def test_a_code_that_nobody_knows_is_left_to_a_person_where_the_product_has_none() -> None:
    said = vial_scanned(PDC_VIAL, complete_plan(), clinic())
    assert said == ScannedVial(PDC_VIAL, complete_plan().supply.lots[0], product_unknown=True)


def test_a_scan_without_a_product_code_says_nothing_of_the_product() -> None:
    said = vial_scanned(VIAL, complete_plan(), with_product(clinic(), codes=("S1295",)))
    assert said == ScannedVial(VIAL, complete_plan().supply.lots[0])


def test_another_product_is_refused_though_the_code_names_no_lot() -> None:
    alone = Scanned(Symbology.ISBT_128, product_code="S1295400")
    known = with_codes(clinic(), own=("S1295",))
    said = held(alone, complete_plan(), known)
    assert isinstance(said, ScanRefused)
    assert said.fault is ScanFault.OTHER_PRODUCT
    assert fault(alone, complete_plan()) is ScanFault.SAYS_NOTHING


def test_a_code_that_two_products_share_as_far_as_it_goes_is_the_plans() -> None:
    shared = with_codes(clinic(), cells=("S1295400",), own=("S1295000",))
    processor = replace(VIAL, product_code="A9999XYZ100S1295")
    assert isinstance(held(processor, complete_plan(), shared), Lot)


def test_a_vial_for_another_patient_is_refused_without_naming_anybody() -> None:
    plan = complete_plan()
    said = held(replace(VIAL, patient="EX-0002"), plan)
    assert said == ScanRefused(ScanFault.OTHER_PATIENT)
    assert isinstance(held(replace(VIAL, patient="EX-0001"), plan), Lot)
    unnumbered = plan.replace(patient=plan.patient.replace(record_number=None))
    assert isinstance(held(replace(VIAL, patient="EX-0002"), unnumbered), Lot)


def test_a_code_that_names_neither_lot_nor_vial_is_refused() -> None:
    assert fault(replace(VIAL, lot=None, vial=None), complete_plan()) is ScanFault.SAYS_NOTHING


def test_a_vial_number_alone_is_taken_without_a_lot() -> None:
    serial = Scanned(Symbology.GS1, vial="0003")
    assert vial_scanned(serial, complete_plan(), clinic()) == ScannedVial(serial)


@pytest.mark.parametrize(
    ("came", "of", "fault_named"),
    [
        ("ex-1", "EX-1", ScanFault.LOT_CASE),
        ("XZY", "XYZ", ScanFault.LETTERS_CHANGED_OVER),
        ("EX-1210003", "EX-1", ScanFault.SEPARATOR_MISSING),
        ("EX-1<GS>210003", "EX-1", ScanFault.SEPARATOR_MISSING),
        ("EX-117270630", "EX-1", ScanFault.SEPARATOR_MISSING),
        ("EX-12", "EX-1", ScanFault.OTHER_LOT),
        ("EX-110", "EX-1", ScanFault.OTHER_LOT),
        ("EX", "EX-1", ScanFault.LOT_CUT_SHORT),
        ("AB", "EX-1", ScanFault.OTHER_LOT),
    ],
)
def test_a_lot_that_came_spoilt_is_told_from_another_one(
    came: str, of: str, fault_named: ScanFault
) -> None:
    said = held(replace(VIAL, lot=came), plan_with(Lot(number=of)))
    assert isinstance(said, ScanRefused)
    assert (said.fault, said.found, said.wanted) == (fault_named, came, of)


@pytest.mark.parametrize(
    "code", ["0003" + "10EX-1", "0003" + "17270630" + "10EX-1", "0003" + "17270630"]
)
def test_a_serial_number_that_has_swallowed_the_next_element_is_refused(code: str) -> None:
    day = Expiry(year=2027, month=6, day=30)
    scanned = Scanned(Symbology.GS1, vial=code)
    said = held(scanned, plan_with(Lot(number="EX-1", expiry=day)))
    assert said == ScanRefused(ScanFault.SEPARATOR_MISSING, "21", code)


def test_a_serial_number_may_hold_the_lot_that_the_code_names() -> None:
    assert held(replace(VIAL, vial="X10EX-1"), complete_plan()) == complete_plan().supply.lots[0]
