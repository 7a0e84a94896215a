"""The kinds of number and text that documents are made of."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.plan import Patient, Plan
from spineplanner.domain.values import (
    Cells,
    Grams,
    Key,
    Line,
    Note,
    Share,
    Volume,
    half_up,
    of_whole,
    significant,
)


def test_replacing_validates_as_reading_does() -> None:
    patient = Patient(weight_g=70_000)
    assert patient.replace(weight_g=71_000) == Patient(weight_g=71_000)
    assert patient == Patient(weight_g=70_000)
    with pytest.raises(ValidationError):
        patient.replace(weight_g=1)
    with pytest.raises(ValidationError):
        patient.replace(height=180)


def test_a_value_can_not_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        setattr(Plan(), "notes", "x")  # noqa: B010 - what must fail, out of the type checker's sight


@pytest.mark.parametrize("kind", [Cells, Volume, Share, Grams])
@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1e3", '"1"', "true", "NaN", "10000000000000"])
def test_a_number_is_whole_positive_and_of_a_sane_size(kind: type[int], text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_json(text, strict=True)


def test_a_share_reaches_the_whole_and_no_further() -> None:
    share: TypeAdapter[int] = TypeAdapter(Share)
    assert share.validate_python(10_000) == 10_000
    with pytest.raises(ValidationError):
        share.validate_python(10_001)


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a\nb", "a\tb", "\u202eabc", "a\u200bb", "a\u00adb", "\ue000", "x" * 121],
)
def test_a_line_hides_nothing(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Line).validate_python(text)


@pytest.mark.parametrize("text", ["O’Brien <b>", "#set page()", "Łukasz", "李", "x" * 120, '"'])
def test_a_line_takes_what_people_are_called(text: str) -> None:
    assert TypeAdapter(Line).validate_python(text) == text


def test_a_note_has_lines_and_nothing_hidden() -> None:
    note: TypeAdapter[str] = TypeAdapter(Note)
    assert note.validate_python("one\n two") == "one\n two"
    for text in ("", "a\rb", "a\u2028b", "x" * 2001):
        with pytest.raises(ValidationError):
            note.validate_python(text)


def test_a_key_is_lower_case_with_hyphens() -> None:
    key: TypeAdapter[str] = TypeAdapter(Key)
    assert key.validate_python("cells-25m") == "cells-25m"
    for text in ("", "Cells", "a_b", "a--b", "-a", "a b"):
        with pytest.raises(ValidationError):
            key.validate_python(text)


def test_hundredths_of_a_per_cent_are_exact() -> None:
    assert of_whole(8500) == Fraction(17, 20)
    assert of_whole(1) == Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("1/2", 1), ("-1/2", -1), ("49/100", 0), ("3/2", 2), ("-5/4", -1), ("7", 7), ("0", 0)],
)
def test_halves_are_rounded_away_from_zero(value: str, rounded: int) -> None:
    assert half_up(Fraction(value)) == rounded


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("1.6667", "1.67"), ("0.86575", "0.866"), ("9.999", "10"), ("123456", "123000"), ("0", "0")],
)
def test_three_significant_digits_are_kept(value: str, rounded: str) -> None:
    assert significant(Fraction(value), 3) == Fraction(rounded)
    assert significant(-Fraction(value), 3) == -Fraction(rounded)


@settings(deadline=None)
@given(st.fractions(), st.integers(1, 6))
def test_significant_digits_are_never_off_by_more_than_half_a_step(
    value: Fraction, digits: int
) -> None:
    rounded = significant(value, digits)
    assert abs(rounded - value) * 2 * 10 ** (digits - 1) <= abs(value)
    assert significant(rounded, digits) == rounded
