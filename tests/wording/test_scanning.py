"""What was scanned, and why it is not taken, is said in whole sentences."""

from datetime import time

import pytest

from spineplanner.domain.plan import Expiry
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.wording.scanning import scan_refusal_sentence, scanned_words


@pytest.mark.parametrize("fault", ScanFault)
@pytest.mark.parametrize("identifier", ["", "10", "240"])
def test_every_refusal_is_a_sentence_with_nothing_left_to_fill_in(
    fault: ScanFault, identifier: str
) -> None:
    said = scan_refusal_sentence(
        ScanRefused(fault, identifier, "FOUND", "WANTED", product="PRODUCT")
    )
    assert said[0].isupper() or said.startswith("FOUND")
    assert said.endswith(".")
    assert "{" not in said


def test_a_wrong_check_character_says_where_and_what_to_do() -> None:
    said = scan_refusal_sentence(ScanRefused(ScanFault.WRONG_CHECK, "=", "ABCDE27000069B"))
    assert said == (
        "The check character of the donation number does not fit (ABCDE27000069B). Scan it "
        "again, or compare what was typed with the label, sign by sign."
    )


def test_another_lot_names_both() -> None:
    said = scan_refusal_sentence(ScanRefused(ScanFault.OTHER_LOT, "", "EX-7", "EX-1"))
    assert "is of EX-7, and the plan uses EX-1." in said


def test_another_product_names_both_and_the_code() -> None:
    refused = ScanRefused(ScanFault.OTHER_PRODUCT, "", "S1295400", "Ours", product="Theirs")
    said = scan_refusal_sentence(refused)
    assert "The product code S1295400 is that of “Theirs”, and the plan uses “Ours”." in said


def test_another_expiry_is_said_as_days_and_months() -> None:
    said = scan_refusal_sentence(ScanRefused(ScanFault.OTHER_EXPIRY, "", "2028-06-30", "2027-06"))
    assert "The vial expires 30 Jun 2028, and the plan has Jun 2027 for its lot." in said


def test_braces_in_a_code_are_only_characters() -> None:
    assert "{part}" in scan_refusal_sentence(ScanRefused(ScanFault.NOT_ALLOWED, "10", "{part}"))


def test_what_a_code_says_is_one_line() -> None:
    scanned = Scanned(
        Symbology.ISBT_128,
        lot="EX-1",
        expiry=Expiry(year=2027, month=6, day=30),
        expires_at=time(12, 30),
        vial="A0",
        patient="EX-0001",
    )
    assert scanned_words(scanned) == (
        "Lot EX-1, vial A0, expires 30 Jun 2027, 12:30, for patient EX-0001"
    )
    month = Scanned(Symbology.GS1, product_code="09506000134352", expiry=Expiry(year=2027, month=6))
    assert scanned_words(month) == "Product 09506000134352, expires Jun 2027"
