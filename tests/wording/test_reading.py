import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.values import MAX_CELLS, MAX_VOLUME_UL, WHOLE_BP
from spineplanner.wording.reading import (
    Misread,
    read_cells,
    read_minutes,
    read_share,
    read_volume,
    read_volume_or_zero,
    read_weight,
    read_whole,
    write_cells,
    write_share,
    write_volume,
    write_weight,
)
from spineplanner.wording.reading_text import read_line, read_note

RLO = "\N{RIGHT-TO-LEFT OVERRIDE}"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1", 1_000_000),
        ("1.5", 1_500_000),
        ("1,5", 1_500_000),
        ("1.50", 1_500_000),
        ("0,25", 250_000),
        ("0,125", 125_000),
        (".5", 500_000),
        (",125", 125_000),
        ("007", 7_000_000),
        ("87 million", 87_000_000),
        ("87\N{NO-BREAK SPACE}million", 87_000_000),
        ("87 Million", 87_000_000),
        (" 87 ", 87_000_000),
        ("0.000001", 1),
        ("1000000", MAX_CELLS),
    ],
)
def test_a_number_of_million_cells_is_read_exactly(text: str, cells: int) -> None:
    assert read_cells(text) == cells


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,500", "“1,500” could be 1.500 or 1500. Write it so."),
        ("12,345", "“12,345” could be 12.345 or 12345. Write it so."),
        ("1,500,000", "“1,500,000” separates digits. If it is 1500000, write it so."),
        ("1.500.000", "“1.500.000” separates digits. If it is 1500000, write it so."),
        ("1 000", "“1 000” separates digits. If it is 1000, write it so."),
        ("", "Write a number."),
        ("million", "Write a number."),
        (".", "Write a number."),
        ("-1", "Not below zero."),
        ("\N{MINUS SIGN}1", "Not below zero."),
        ("0", "Above zero."),
        ("0.000", "Above zero."),
        ("1.", "Digits are missing after “.”."),
        ("1,", "Digits are missing after “,”."),
        ("1e3", "“1e3” is not a number. Write it in digits from 0 to 9."),
        ("1.5e6", "“1.5e6” is not a number. Write it in digits from 0 to 9."),
        (
            "\N{ARABIC-INDIC DIGIT ONE}",
            "“\N{ARABIC-INDIC DIGIT ONE}” is not a number. Write it in digits from 0 to 9.",
        ),
        ("+1", "“+1” is not a number. Write it in digits from 0 to 9."),
        ("1/2", "“1/2” is not a number. Write it in digits from 0 to 9."),
        ("1.2.3", "“1.2.3” is not a number. Write it in digits from 0 to 9."),
        ("NaN", "“NaN” is not a number. Write it in digits from 0 to 9."),
        (
            f"1{RLO}2",
            "“1\N{REPLACEMENT CHARACTER}2” is not a number. Write it in digits from 0 to 9.",
        ),
        ("12345678901234567", "Too many digits: at most 16."),
        ("0." + "1" * 30, "Too many digits: at most 16."),
        ("0.0000001", "A cell can't be divided: at most six decimals."),
        ("1000001", "At most 1,000,000 million."),
    ],
)
def test_what_is_no_clear_number_of_cells_is_refused_with_a_word(text: str, why: str) -> None:
    assert read_cells(text) == Misread(why)


def test_a_volume_is_read_with_or_without_its_unit() -> None:
    assert read_volume("0.5") == 500
    assert read_volume("3 mL") == 3000
    assert read_volume("3ml") == 3000
    assert read_volume("0,05 mL") == 50


def test_a_volume_of_nothing_is_read_only_where_it_may_be_nothing() -> None:
    assert read_volume("0") == Misread("Above zero.")
    assert read_volume_or_zero("0") == 0
    assert read_volume_or_zero(" 0.0 mL ") == 0
    assert read_volume_or_zero("0,7") == 700
    assert read_volume_or_zero("-0") == Misread("Not below zero.")


def test_a_volume_finer_than_a_microlitre_or_above_ten_litres_is_refused() -> None:
    finest = "Write at most three decimals: nothing smaller than 0.001 mL is measured."
    assert read_volume("0.0005") == Misread(finest)
    assert read_volume("10000.001") == Misread("At most 10,000 mL.")


def test_a_share_lies_above_nothing_and_up_to_the_whole() -> None:
    assert read_share("85") == 8500
    assert read_share("85,5 %") == 8550
    assert read_share("100") == WHOLE_BP
    assert read_share("100.01") == Misread("At most 100 %.")
    assert read_share("85.555") == Misread("Write at most two decimals of a per cent.")
    assert read_share("0") == Misread("Above zero.")


def test_a_weight_in_grams_is_doubted_not_taken() -> None:
    assert read_weight("82,5 kg") == 82_500
    assert read_weight("0.1") == Misread("Below 0.2 kg: is this in kilograms?")
    assert read_weight("82000") == Misread("At most 500 kg.")


def test_a_whole_number_has_no_point_and_lies_in_its_range() -> None:
    assert read_whole(" 8 ", least=0, most=10_000) == 8
    assert read_whole("8.5", least=0, most=10) == Misread("Write a whole number.")
    assert read_whole("8.0", least=0, most=10) == Misread("Write a whole number.")
    assert read_whole("11", least=0, most=10_000) == 11
    assert read_whole("10001", least=0, most=10_000) == Misread("From 0 to 10,000.")
    assert read_whole("", least=0, most=10) == Misread("Write a number.")
    assert isinstance(read_whole("1,000", least=0, most=10_000), Misread)


def test_minutes_are_whole_and_at_most_a_month() -> None:
    assert read_minutes("30") == 30
    assert read_minutes("30 min") == 30
    assert read_minutes("0") == Misread("From 1 to 44,640.")


@given(st.integers(1, MAX_CELLS))
def test_cells_written_into_a_field_are_read_back(cells: int) -> None:
    assert read_cells(write_cells(cells)) == cells


@given(st.integers(1, MAX_VOLUME_UL))
def test_volumes_written_into_a_field_are_read_back(volume_ul: int) -> None:
    assert read_volume(write_volume(volume_ul)) == volume_ul


@given(st.integers(1, WHOLE_BP))
def test_shares_written_into_a_field_are_read_back(share_bp: int) -> None:
    assert read_share(write_share(share_bp)) == share_bp


@given(st.integers(200, 500_000))
def test_weights_written_into_a_field_are_read_back(grams: int) -> None:
    assert read_weight(write_weight(grams)) == grams


@given(st.integers(1, MAX_CELLS))
def test_point_and_comma_mean_the_same_or_the_comma_is_refused(cells: int) -> None:
    pointed = write_cells(cells)
    read = read_cells(pointed.replace(".", ","))
    if isinstance(read, Misread):
        assert re.fullmatch(r"[1-9][0-9]*\.[0-9]{3}", pointed)
    else:
        assert read == cells


@given(st.text(alphabet="0123456789.,- e%mL\u0661", max_size=20) | st.text(max_size=20))
@settings(max_examples=200)
def test_any_text_is_read_in_range_or_refused_with_a_sentence(text: str) -> None:
    read = read_cells(text)
    if isinstance(read, Misread):
        assert read.why.endswith((".", "?"))
    else:
        assert 0 < read <= MAX_CELLS


def test_a_line_loses_only_the_spaces_around_it() -> None:
    assert read_line("  Dr A. Example ") == "Dr A. Example"
    assert read_line("<b>x</b> דוגמה") == "<b>x</b> דוגמה"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("   ", "Write something."),
        ("a" * 121, "121 characters, and at most 120 fit."),
        (f"EX{RLO}AMPLE", "Character 3 is hidden (U+202E). Delete it."),
        ("a\tb", "Character 2 is hidden (U+0009). Delete it."),
        ("a\nb", "Character 2 is hidden (U+000A). Delete it."),
        (
            "\N{NO-BREAK SPACE}a",
            "An unusual space stands at the beginning or the end. Delete it.",
        ),
    ],
)
def test_a_line_that_a_sheet_could_not_show_is_refused_with_a_word(text: str, why: str) -> None:
    assert read_line(text) == Misread(why)


def test_a_note_may_have_several_lines_and_two_thousand_characters() -> None:
    assert read_note("\nfirst\n\nsecond  \n") == "first\n\nsecond"
    assert read_note("a" * 2001) == Misread("2001 characters, and at most 2000 fit.")
    assert isinstance(read_note(f"first\nse{RLO}cond"), Misread)
