"""GS1 elements are read with separators and with brackets; nothing is guessed."""

from datetime import date, time

import pytest
import zint
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from spineplanner.domain.plan import Expiry
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused, Symbology
from spineplanner.scan.reading import read_scan

TODAY = date(2026, 11, 24)
GTIN = "09506000134352"
FULL = f"01{GTIN}1727063010EX-1\x1d210003"
SAID = Scanned(
    symbology=Symbology.GS1,
    lot="EX-1",
    expiry=Expiry(year=2027, month=6, day=30),
    vial="0003",
    product_code=GTIN,
)


def read(text: str, today: date = TODAY) -> Scanned:
    said = read_scan(text, today=today)
    assert isinstance(said, Scanned), said
    return said


def refused(text: str) -> ScanRefused:
    said = read_scan(text, today=TODAY)
    assert isinstance(said, ScanRefused), said
    return said


@pytest.mark.parametrize("prefix", ["", "]C1", "]d2", "]Q3", "]e0", "\x1d", "]d2\x1d", " "])
@pytest.mark.parametrize("suffix", ["", "\r", "\r\n", "\n", " ", "\x1d"])
def test_a_full_code_is_read_as_a_scanner_sends_it(prefix: str, suffix: str) -> None:
    assert read(prefix + FULL + suffix) == SAID


def test_brackets_are_read_like_separators() -> None:
    assert read(f"(01){GTIN}(17)270630(10)EX-1(21)0003") == SAID


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("(99999)1", ScanFault.NOT_ALLOWED),
        ("(10)AB(C", ScanFault.NOT_ALLOWED),
        ("(05)1", ScanFault.UNKNOWN_IDENTIFIER),
        ("(10)", ScanFault.ENDS_EARLY),
        ("(17)2706300", ScanFault.GOES_ON),
        ("(101)X", ScanFault.UNKNOWN_IDENTIFIER),
    ],
)
def test_brackets_that_do_not_fit_are_refused(code: str, fault: ScanFault) -> None:
    assert refused(code).fault is fault


def test_day_00_is_the_whole_month() -> None:
    assert read("17270600").expiry == Expiry(year=2027, month=6)


@pytest.mark.parametrize(
    ("year", "today", "meant"), [("76", 2026, 2076), ("50", 2060, 2050), ("10", 2060, 2110)]
)
def test_two_digits_are_the_year_from_49_back_to_50_ahead(
    year: str, today: int, meant: int
) -> None:
    said = read(f"17{year}0630", date(today, 1, 1))
    assert said.expiry == Expiry(year=meant, month=6, day=30)


def test_a_moment_of_expiry_has_its_time_of_day() -> None:
    said = read("70032706301259")
    assert (said.expiry, said.expires_at) == (SAID.expiry, time(12, 59))


@pytest.mark.parametrize(
    "code", ["17270230", "17271332", "17270000", "17770101", "70032706302460", "70032702301200"]
)
def test_what_is_no_date_of_the_calendar_is_refused(code: str) -> None:
    assert refused(code).fault is ScanFault.NOT_A_DATE


@pytest.mark.parametrize("code", ["0109506000134353", "00106141412345678909", "4149506000134353"])
def test_a_wrong_check_digit_is_refused(code: str) -> None:
    assert refused(code).fault is ScanFault.WRONG_CHECK


@pytest.mark.parametrize(
    ("code", "identifier"),
    [(f"01{GTIN}17270", "17"), ("0109506", "01"), ("10", "10"), ("1", "1"), ("700", "700")],
)
def test_a_code_that_ends_in_the_middle_is_refused_with_the_place(
    code: str, identifier: str
) -> None:
    said = refused(code)
    assert (said.fault, said.identifier) == (ScanFault.ENDS_EARLY, identifier)


@pytest.mark.parametrize(
    "code", [FULL + FULL, f"{FULL}\r{FULL}\r", FULL + FULL[:16], FULL[:17] + FULL]
)
def test_a_stutter_is_refused(code: str) -> None:
    assert refused(code).fault is ScanFault.SCANNED_TWICE


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", ScanFault.EMPTY),
        ("\r\n", ScanFault.EMPTY),
        (f"{FULL}\r10EX-2", ScanFault.SEVERAL_CODES),
        ("10EX\x00", ScanFault.HIDDEN_CHARACTER),
        ("10EX\u202e1", ScanFault.HIDDEN_CHARACTER),
        ("]E05901234123458", ScanFault.WRONG_CHECK),
        ("]E0590123412345", ScanFault.WRONG_CHECK),
        ("]E05901234", ScanFault.NOT_ALLOWED),
        ("]A05901234123457", ScanFault.NOT_A_PRODUCT),
        ("+C123BJC5D6E71G", ScanFault.NOT_A_PRODUCT),
        ("]C010EX-1", ScanFault.NOT_A_PRODUCT),
        ("]d2", ScanFault.ENDS_EARLY),
        ("]", ScanFault.NOT_A_PRODUCT),
        ("SP-2026-A-0113", ScanFault.NOT_A_PRODUCT),
        ("\x1d", ScanFault.ENDS_EARLY),
        ("]d2\x1d", ScanFault.ENDS_EARLY),
        ("]C010EX-1\x1d", ScanFault.NOT_A_PRODUCT),
        ("10EX-1\x1d\x1d210003", ScanFault.UNKNOWN_IDENTIFIER),
        ("0500000", ScanFault.UNKNOWN_IDENTIFIER),
        ("10EX-1\x1d10EX-2", ScanFault.CONTRADICTS),
        ("10EX-1\x1d2112\x1d10EX-1", ScanFault.SCANNED_TWICE),
        ("1727063070032707011200", ScanFault.CONTRADICTS),
        ("10" + "A" * 21, ScanFault.GOES_ON),
        ("10" + "AB1" * 2000, ScanFault.GOES_ON),
        (f"01{GTIN}10EX|210003", ScanFault.GOES_ON),
        ("01A9506000134352", ScanFault.NOT_ALLOWED),
        ("11270101", ScanFault.SAYS_NOTHING),
    ],
)
def test_what_is_wrong_is_named(code: str, fault: ScanFault) -> None:
    assert refused(code).fault is fault


@pytest.mark.parametrize("code", ["]c1" + FULL.lower(), "]D2" + FULL.lower(), "]q3" + FULL])
def test_letters_under_caps_lock_are_named(code: str) -> None:
    assert refused(code).fault is ScanFault.SWAPPED_CASE


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ('à&à)(àààà&"\'"(é', "à"),
        ("+d2" + FULL, "+"),
        ("+C1" + FULL, "+"),
        ("$C1" + FULL, "$"),
        (f")01={GTIN})10=EX-1", ")"),
        ("10EXß1", "ß"),
    ],
)
def test_signs_of_another_keyboard_are_named(code: str, sign: str) -> None:
    assert refused(code) == ScanRefused(ScanFault.WRONG_KEYBOARD, found=sign)


@pytest.mark.parametrize(
    ("code", "gtin"),
    [
        ("9506000134352", GTIN),
        ("]E09506000134352", GTIN),
        ("614141000036", "00614141000036"),
        ("]E496385074", "00000096385074"),
    ],
)
def test_the_code_of_a_shop_says_the_product_and_nothing_else(code: str, gtin: str) -> None:
    assert read(code) == Scanned(Symbology.GS1, product_code=gtin)


def test_two_vials_in_one_code_contradict_each_other() -> None:
    assert refused("10EX-1\x1d210003\x1d210004") == ScanRefused(ScanFault.CONTRADICTS, "21")
    assert refused("(10)EX-1(21)0003(21)0004") == ScanRefused(ScanFault.CONTRADICTS, "21")


@settings(max_examples=100, deadline=None)
@given(st.integers(1, len(FULL) - 1))
def test_no_beginning_of_a_code_gives_another_product_or_expiry(length: int) -> None:
    said = read_scan(FULL[:length], today=TODAY)
    if isinstance(said, Scanned):
        assert said.product_code in {None, SAID.product_code}
        assert said.expiry in {None, SAID.expiry}
        assert (SAID.lot or "").startswith(said.lot or "")
        assert (SAID.vial or "").startswith(said.vial or "")


def test_a_lot_that_is_too_long_is_not_cut_into_a_lot_and_something_else() -> None:
    twenty = "A" * 20
    assert read(f"10{twenty}").lot == twenty
    assert refused(f"10{twenty}17270630") == ScanRefused(ScanFault.GOES_ON, "10")


LOTS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./", min_size=1, max_size=20)


@settings(max_examples=100, deadline=None)
@given(LOTS, LOTS, st.dates(date(2000, 1, 1), date(2076, 12, 31)))
def test_what_was_written_is_what_is_read(lot: str, serial: str, day: date) -> None:
    said = read_scan(f"]d217{day:%y%m%d}10{lot}\x1d21{serial}", today=TODAY)
    if isinstance(said, ScanRefused):
        assert said.fault is ScanFault.SCANNED_TWICE
        return
    assert (said.lot, said.vial) == (lot, serial)
    assert said.expiry == Expiry(year=day.year, month=day.month, day=day.day)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[\]=&(0-9][\x1d-~]{0,40}", fullmatch=True))
def test_whatever_comes_is_read_or_refused(text: str) -> None:
    assert isinstance(read_scan(text, today=TODAY), Scanned | ScanRefused)


@pytest.mark.parametrize("symbology", [zint.Symbology.DATAMATRIX, zint.Symbology.GS1_128])
def test_a_symbol_that_another_library_draws_and_a_third_one_scans_is_understood(
    symbology: zint.Symbology,
) -> None:
    symbol = zint.Symbol()
    symbol.symbology = symbology
    symbol.input_mode = zint.InputMode.GS1
    symbol.encode(f"[01]{GTIN}[17]270630[10]EX-1[21]0003")
    symbol.buffer_vector()
    picture = Image.new("L", (1600, 500), 255)
    for bar in symbol.vector.rectangles:
        corner = (bar.x * 2 + 80, bar.y * 2 + 80)
        far = (corner[0] + bar.width * 2 - 1, corner[1] + bar.height * 2 - 1)
        ImageDraw.Draw(picture).rectangle((*corner, *far), fill=0)
    (scanned,) = zxingcpp.read_barcodes(picture)
    sent = scanned.symbology_identifier + scanned.bytes.decode("ascii")
    assert sent.startswith(("]d2", "]C1"))
    assert read(sent + "\r") == SAID
