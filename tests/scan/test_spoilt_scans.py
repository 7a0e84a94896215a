"""However a scan is spoilt on its way, no vial is taken for another one."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.plan import Expiry, Lot
from spineplanner.domain.scanning import ScannedVial, ScanRefused
from spineplanner.scan.matching import vial_scanned
from spineplanner.scan.reading import read_scan
from tests.domain.cases import clinic, complete_plan, with_product

TODAY = date(2026, 11, 24)
GTIN = "09506000134352"
DAY = Expiry(year=2027, month=6, day=30)
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789-./"
LOTS = st.text(SIGNS, min_size=1, max_size=9)
SERIALS = st.text(SIGNS, min_size=1, max_size=9)
KNOWN = with_product(clinic(), codes=(GTIN,))

Spoil = Callable[[str], str]
CHANGED_OVER = str.maketrans("yzYZ", "zyZY")

SPOILS: dict[str, Spoil] = {
    "no separator": lambda code: code.replace("\x1d", ""),
    "separator in words": lambda code: code.replace("\x1d", "<GS>"),
    "Caps Lock": str.swapcase,
    "Y and Z": lambda code: code.translate(CHANGED_OVER),
    "German brackets": lambda code: code.replace("]", "+"),
    "twice": lambda code: code + code,
    "twice with Enter": lambda code: f"{code}\r{code}",
    "two lines": lambda code: f"{code[: len(code) // 2]}\r{code[len(code) // 2 :]}",
    "leading separator": lambda code: "\x1d" + code.removeprefix("]d2"),
    "trailing separator": lambda code: code + "\x1d",
}


def hold(code: str, lot: str) -> ScannedVial | ScanRefused:
    plan = complete_plan()
    lots = (Lot(number=lot, expiry=DAY, on_hand=8),)
    plan = plan.replace(supply=plan.supply.replace(lots=lots))
    scanned = read_scan(code, today=TODAY)
    return scanned if isinstance(scanned, ScanRefused) else vial_scanned(scanned, plan, KNOWN)


def code_of(lot: str, serial: str, order: list[str]) -> str:
    """The elements in any order, with separators where they are needed."""
    fixed = {"01": GTIN, "17": "270630"}
    free = {"10": lot, "21": serial}
    elements = [name + (fixed | free)[name] + ("\x1d" if name in free else "") for name in order]
    return "]d2" + "".join(elements).removesuffix("\x1d")


@pytest.mark.parametrize("spoil", SPOILS)
@settings(max_examples=60, deadline=None)
@given(LOTS, SERIALS, st.permutations(["01", "10", "17", "21"]))
def test_a_spoilt_scan_is_refused_or_is_the_same_vial(
    spoil: str, lot: str, serial: str, order: list[str]
) -> None:
    code = code_of(lot, serial, order)
    whole, came = hold(code, lot), hold(SPOILS[spoil](code), lot)
    if isinstance(came, ScanRefused) or isinstance(whole, ScanRefused):
        return
    assert came.lot == whole.lot
    assert came.scanned.expiry in {DAY, None}
    assert came.scanned.vial is not None
    if spoil not in {"Caps Lock", "Y and Z"} or came.scanned.vial.isdecimal():
        assert came.scanned.vial == serial


@settings(max_examples=60, deadline=None)
@given(LOTS, SERIALS, st.permutations(["01", "10", "17", "21"]), st.data())
def test_a_scan_that_ends_in_the_middle_names_no_other_lot(
    lot: str, serial: str, order: list[str], data: st.DataObject
) -> None:
    code = code_of(lot, serial, order)
    came = hold(code[: data.draw(st.integers(0, len(code) - 1))], lot)
    if isinstance(came, ScannedVial):
        assert came.lot is None or came.lot.number == lot
        assert came.scanned.product_code in {GTIN, None}
        assert serial.startswith(came.scanned.vial or "")
