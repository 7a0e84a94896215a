"""A series saved as CSV is read back as it was, and no spreadsheet runs any of it."""

import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.solve.series_csv import Cell, csv_text

ANY_SIGN = st.characters(codec="utf-8", exclude_characters="\0")


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
)
def test_text_that_would_be_a_formula_is_text(sign: str) -> None:
    assert csv_text(["note"], [[f'{sign}1"2']]) == f'note\r\n"\'{sign}1""2"\r\n'


def test_spaces_before_a_formula_do_not_hide_it() -> None:
    assert csv_text(["  =A1"], []) == '"\'  =A1"\r\n'


def test_numbers_stay_numbers_and_what_is_absent_is_empty() -> None:
    ratios = [Fraction(-1, 3), Fraction(1, 2), Fraction(2), Fraction(-1, 10**9)]
    row: list[Cell] = [7, -3, 0.25, None, *ratios]
    assert csv_text("abcdefgh", [row]) == ("a,b,c,d,e,f,g,h\r\n7,-3,0.25,,-0.333333,0.5,2,0\r\n")


def test_an_empty_text_is_no_empty_line() -> None:
    assert csv_text([""], []) == '""\r\n'


def test_commas_quotes_and_lines_are_quoted() -> None:
    assert csv_text(["a,b", 'c"d', "e\nf", "g"], []) == '"a,b","c""d","e\nf",g\r\n'


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not as long"):
        csv_text(["a"], [[1, 2]])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=4)
)
def test_text_is_read_back_as_it_was_but_for_the_apostrophe(texts: list[str]) -> None:
    (row,) = csv.reader(StringIO(csv_text(texts, []), newline=""), strict=True)
    for was, text in zip(texts, row, strict=True):
        assert text in {was, f"'{was}"}
        assert not text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
