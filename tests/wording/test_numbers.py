"""Numbers are written so that nobody misreads them."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.wording import numbers


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (1_000_000, "1 million"),
        (87_000_000, "87 million"),
        (250_000, "0.25 million"),
        (1, "0.000001 million"),
        (1_234_567, "1.234567 million"),
        (10**12, "1,000,000 million"),
    ],
)
def test_ordered_cells_are_written_exactly_in_millions(cells: int, text: str) -> None:
    assert numbers.cells(cells) == text


@pytest.mark.parametrize(
    ("microlitres", "text"),
    [(500, "0.5 mL"), (3000, "3 mL"), (550, "0.55 mL"), (100_000, "100 mL"), (1, "0.001 mL")],
)
def test_volumes_are_written_in_millilitres(microlitres: int, text: str) -> None:
    assert numbers.volume(microlitres) == text


@settings(deadline=None)
@given(st.integers(0, 10**7))
def test_no_number_has_a_trailing_zero_or_lacks_a_leading_one(microlitres: int) -> None:
    text = numbers.ml(microlitres)
    assert not text.startswith(".")
    assert "." not in text or text[-1] in "123456789"
    assert Fraction(text.replace(",", "")) * 1000 == microlitres


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "−1"),
        (Fraction(-1, 2), 1, "−0.5"),
        (Fraction(-1, 100), 1, "0"),
        (Fraction(5778, 1000), 2, "5.78"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(1234567, 100), 1, "12,345.7"),
        (0, 2, "0"),
        (10, 0, "10"),
    ],
)
def test_what_does_not_end_is_rounded_halves_away_from_zero(
    value: Fraction | int, places: int, text: str
) -> None:
    assert numbers.decimal(value, places=places) == text


@pytest.mark.parametrize(
    ("cells_per_ul", "text"),
    [
        (Fraction(5000, 3), "1.67"),
        (Fraction(870), "0.87"),
        (Fraction(2000), "2"),
        (Fraction(86575, 100), "0.866"),
    ],
)
def test_a_concentration_has_three_significant_digits(cells_per_ul: Fraction, text: str) -> None:
    assert numbers.concentration(cells_per_ul) == text


def test_shares_are_written_in_per_cent_with_a_space() -> None:
    assert numbers.per_cent(Fraction(821, 1000)) == "82.1 %"
    assert numbers.per_cent_bp(8500) == "85 %"
    assert numbers.per_cent_bp(8525) == "85.25 %"
    assert numbers.decimal_permille(821) == "82.1 %"


def test_an_error_has_its_sign_and_none_has_no_sign() -> None:
    assert numbers.signed_per_cent(Fraction(7, 1000)) == "+0.7 %"
    assert numbers.signed_per_cent(Fraction(-29, 10_000)) == "−0.3 %"
    assert numbers.signed_per_cent(Fraction(1, 10_000)) == "0 %"
    assert numbers.signed_per_cent(Fraction(-1, 10_000)) == "0 %"


def test_weights_and_computed_cells() -> None:
    assert numbers.kilograms(82_000) == "82 kg"
    assert numbers.kilograms(3_250) == "3.25 kg"
    assert numbers.rounded_millions(104_680_000) == "104.7"
    assert numbers.millions(87_000_000) == "87"


def test_dates_have_the_month_in_letters_and_times_24_hours() -> None:
    at = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    assert numbers.day(date(2026, 11, 24)) == "24 Nov 2026"
    assert numbers.month_of_year(2027, 6) == "Jun 2027"
    assert numbers.clock(at.replace(hour=21)) == "21:05"
    assert numbers.moment(at) == "24 Nov 2026, 09:05"
    assert len(set(numbers.months())) == 12


@pytest.mark.parametrize(
    ("given_numbers", "text"),
    [
        ((), ""),
        ((9,), "9"),
        ((1, 2), "1, 2"),
        ((1, 2, 3, 4, 5, 6, 7, 8), "1 to 8"),
        ((1, 3, 4, 5, 9, 10), "1, 3 to 5, 9, 10"),
    ],
)
def test_runs_of_numbers_are_joined(given_numbers: tuple[int, ...], text: str) -> None:
    assert numbers.number_range(given_numbers) == text


@pytest.mark.parametrize(
    ("needed", "text"),
    [
        ([Fraction(26, 5)], "5.2"),
        ([Fraction(20_800, 3_600)], "5.78"),
        ([Fraction(3_610, 3_600)], "1.003"),
        ([Fraction(6)], "6"),
        ([Fraction(5_999, 1_000)], "6"),
        ([Fraction(6_000_001, 1_000_000)], "6.000001"),
        ([Fraction(6, 5), Fraction(23, 10)], "1.2 + 2.3"),
    ],
)
def test_vials_needed_show_why_so_many_are_thawed(needed: list[Fraction], text: str) -> None:
    assert numbers.vials_needed(needed) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0 %"),
        (Fraction(308, 1000), "31 %"),
        (Fraction(28, 10_000), "0.3 %"),
        (Fraction(1, 6_000), "0.02 %"),
    ],
)
def test_a_small_share_is_never_written_as_nothing(share: Fraction, text: str) -> None:
    assert numbers.rough_per_cent(share) == text


def test_two_numbers_that_differ_are_written_differently() -> None:
    stock = Fraction(50_329, 10_000)
    assert numbers.beside(stock, stock) == ("5.03", "5.03")
    assert numbers.beside(stock, Fraction(503, 100)) == ("5.033", "5.03")
    assert numbers.beside(Fraction(99_960, 1_000_000), Fraction(1, 10)) == ("0.09996", "0.1")


def test_few_cells_left_over_are_not_written_as_none() -> None:
    assert numbers.rounded_millions(104_680_000) == "104.7"
    assert numbers.rounded_millions(40_000) == "0.04"
    assert numbers.rounded_millions(0) == "0"


@pytest.mark.parametrize(
    ("ordered", "achieved", "said"),
    [
        (Fraction(10_051, 100), Fraction(10_049, 100), ("0.1005", "0.1005")),
        (Fraction(100), Fraction(100), ("0.1", "0.1")),
        (Fraction(2000), Fraction(19_945, 10), ("2", "1.99")),
        (Fraction(101), Fraction(100), ("0.101", "0.1")),
    ],
)
def test_what_is_achieved_reads_like_what_was_ordered_where_nothing_is_off(
    ordered: Fraction, achieved: Fraction, said: tuple[str, str]
) -> None:
    assert numbers.concentrations(ordered, achieved) == said
