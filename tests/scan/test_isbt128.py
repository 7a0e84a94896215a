"""ISBT 128 is read to the letter, and what is wrong in it is refused by name."""

from datetime import date, time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spineplanner.domain.plan import Expiry
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.isbt128 import check_character
from spineplanner.scan.reading import read_scan

TODAY = date(2026, 11, 24)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
DEVICE = "=+06000=/A9999XYZ100T0476=,000025=A99971712345600=>019032=}017032&,1000000000000XYZ123"


def read(text: str) -> Scanned:
    said = read_scan(text, today=TODAY)
    assert isinstance(said, Scanned), said
    return said


def refused(text: str) -> ScanRefused:
    said = read_scan(text, today=TODAY)
    assert isinstance(said, ScanRefused), said
    return said


@pytest.mark.parametrize(
    ("donation", "check"), [("ABCDE27000069", "C"), ("G123498654321", "H"), ("G123417654321", "A")]
)
def test_the_check_character_is_that_of_known_labels(donation: str, check: str) -> None:
    assert check_character(donation) == check


def test_a_generator_that_subtracts_from_37_gives_another_character() -> None:
    total = 0
    for sign in "ABCDE27000069":
        total = (total + ALPHABET.index(sign)) * 2 % 37
    assert ALPHABET[(38 - total) % 37] == "C"
    assert ALPHABET[(37 - total) % 37] == "B"
    assert refused("ABCDE27000069B").fault is ScanFault.WRONG_CHECK


def test_a_typed_donation_number_is_read_with_its_check_character() -> None:
    assert read("ABCDE27000069C") == Scanned(Symbology.ISBT_128, donation="ABCDE27000069")
    assert read("A9999 17 123456 " + check_character("A999917123456")).donation == "A999917123456"


def test_a_typed_donation_number_without_its_check_character_is_not_complete() -> None:
    assert refused("ABCDE27000069") == ScanRefused(ScanFault.ENDS_EARLY, "=", "ABCDE27000069")


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"[A-NP-Z][A-NP-Z0-9]{4}[0-9]{8}", fullmatch=True), st.data())
def test_one_wrong_digit_and_two_digits_changed_over_are_always_found(
    donation: str, data: st.DataObject
) -> None:
    typed = donation + check_character(donation)
    place = data.draw(st.integers(5, 12))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != typed[place])
    wrong = typed[:place] + other + typed[place + 1 :]
    assert refused(wrong).fault in {ScanFault.WRONG_CHECK, ScanFault.SCANNED_TWICE}
    if place < 12 and typed[place] != typed[place + 1]:
        turned = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        assert refused(turned).fault in {ScanFault.WRONG_CHECK, ScanFault.SCANNED_TWICE}


def test_the_flags_are_no_part_of_the_donation_number() -> None:
    assert read("=A99991712345600").donation == "A999917123456"


def test_flags_that_carry_the_check_character_are_checked() -> None:
    assert read("=G12341765432170").donation == "G123417654321"
    assert refused("=G12341765432171") == ScanRefused(ScanFault.WRONG_CHECK, "=", "71", "70")


def test_the_published_example_of_a_compound_message_is_read_in_full() -> None:
    assert read(DEVICE) == Scanned(
        symbology=Symbology.ISBT_128,
        lot="XYZ123",
        expiry=Expiry(year=2019, month=2, day=1),
        vial="000025",
        product_code="A9999XYZ100T0476",
        donation="A999717123456",
    )


def test_structures_in_a_row_need_no_compound_message() -> None:
    said = read("]C4=A99991712345600=<S12954A0")
    assert (said.donation, said.product_code, said.vial) == ("A999917123456", "S12954A0", "A0")


@pytest.mark.parametrize(
    ("code", "vial"),
    [
        ("=<S1295400", None),
        ("=<S12954A0", "A0"),
        ("=<T0416003", "003"),
        ("=<T0416000", None),
        ("=<S1295499=,0000B3", "0000B3"),
        ("=<S1295499", None),
        ("=<A12341B0", None),
    ],
)
def test_the_division_tells_vials_of_one_donation_apart(code: str, vial: str | None) -> None:
    assert read(code).vial == vial


@pytest.mark.parametrize(
    ("code", "expiry", "at"),
    [
        ("=>027181", Expiry(year=2027, month=6, day=30), None),
        ("=>028366", Expiry(year=2028, month=12, day=31), None),
        ("&>0271811230", Expiry(year=2027, month=6, day=30), time(12, 30)),
        ("&>0271812359", Expiry(year=2027, month=6, day=30), None),
        ("=]202706", Expiry(year=2027, month=6), None),
        ("=>027181=]202706", Expiry(year=2027, month=6, day=30), None),
        ("=>100001", Expiry(year=2100, month=1, day=1), None),
    ],
)
def test_the_expiry_is_a_day_of_the_year_a_moment_or_a_month(
    code: str, expiry: Expiry, at: time | None
) -> None:
    said = read(code)
    assert (said.expiry, said.expires_at) == (expiry, at)


@pytest.mark.parametrize(
    "code", ["=>027366", "=>027000", "=>999365", "&>0271812400", "&>0271811260", "=]202713"]
)
def test_what_is_no_date_of_the_calendar_is_refused(code: str) -> None:
    assert refused(code).fault is ScanFault.NOT_A_DATE


def test_the_number_of_the_patient_has_the_length_that_it_says() -> None:
    assert read("&#0105ABC12=A99991712345600").patient == "ABC12"


def test_what_is_wrong_with_a_patients_number_does_not_repeat_it() -> None:
    assert refused("&#0109ABC12") == ScanRefused(ScanFault.ENDS_EARLY, "&#")
    assert refused("&#01X5ABC12").found == ""


@pytest.mark.parametrize(
    ("code", "identifier"),
    [
        ("=", "="),
        ("=+", "=+"),
        ("&,", "&,"),
        ("=A999917123456", "="),
        ("=<S12954", "=<"),
        ("=A9999171=A99991712345600", "="),
        ("=+05000=A99991712345600=,000012", "=+"),
        ("&$0201000100001000", "&$"),
    ],
)
def test_a_code_that_ends_in_the_middle_is_refused_with_the_place(
    code: str, identifier: str
) -> None:
    said = refused(code)
    assert (said.fault, said.identifier) == (ScanFault.ENDS_EARLY, identifier)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, len(DEVICE) - 1))
def test_no_beginning_of_a_compound_message_is_taken_for_the_whole(length: int) -> None:
    assert refused(DEVICE[:length]).fault is ScanFault.ENDS_EARLY


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"[A-NP-Z][A-NP-Z0-9]{4}[0-9]{8}", fullmatch=True))
def test_of_all_flags_that_carry_the_check_character_one_fits(donation: str) -> None:
    codes = [f"={donation}{flags}" for flags in range(60, 97)]
    said = [read_scan(code, today=TODAY) for code in codes]
    wrong = [each for each in said if isinstance(each, ScanRefused)]
    [right] = [each for each in said if isinstance(each, Scanned)]
    assert right.donation == donation
    assert {each.fault for each in wrong} == {ScanFault.WRONG_CHECK}


@pytest.mark.parametrize("code", ["a9999171234569", "]c4=a99991712345600=<s12954a0"])
def test_letters_under_caps_lock_are_named(code: str) -> None:
    assert check_character("A999917123456") == "9"
    assert refused(code).fault is ScanFault.SWAPPED_CASE


def test_a_refusal_of_the_letters_repeats_no_patients_number() -> None:
    assert refused("&#0105abc12=a99991712345600") == ScanRefused(ScanFault.SWAPPED_CASE)


@pytest.mark.parametrize("code", ["=zINVALID", "=A99991712345600&xLOCAL", "&,9AAA", "=[AAAA"])
def test_an_unknown_identifier_is_refused(code: str) -> None:
    assert refused(code).fault is ScanFault.UNKNOWN_IDENTIFIER


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("=A99991712345600=,000012=,000013", ScanFault.CONTRADICTS),
        ("=A99991712345600=,000012=,000012", ScanFault.SCANNED_TWICE),
        ("=>027181&>0271821200", ScanFault.CONTRADICTS),
        ("=>027181=]202707", ScanFault.CONTRADICTS),
        ("=A99991712345600Z", ScanFault.GOES_ON),
        ("=A9999X712345600", ScanFault.NOT_ALLOWED),
        ("=a99991712345600", ScanFault.SWAPPED_CASE),
        ("=,000012=+01000", ScanFault.NOT_ALLOWED),
        ("=+01000=A99991712345600=,000012", ScanFault.MISCOUNTED),
        ("=%5100", ScanFault.SAYS_NOTHING),
    ],
)
def test_what_is_wrong_is_named(code: str, fault: ScanFault) -> None:
    assert refused(code).fault is fault


def test_dimensions_and_antigens_are_passed_over_by_their_own_count() -> None:
    dimensions = "&$02" + "01000100001000" + "02000200002000"
    antigens = "&%001" + "0100010101"
    assert read(dimensions + antigens + "=,000012").vial == "000012"
