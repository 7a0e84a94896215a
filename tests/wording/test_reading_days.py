from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.plan import Expiry
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_days import (
    moments,
    offset_words,
    read_clock,
    read_day,
    read_expiry,
    write_clock,
    write_expiry,
)

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "text",
    [
        "24 Nov 2026",
        "24 november 2026",
        "24. Nov. 2026",
        "24-Nov-2026",
        "24Nov2026",
        "Nov 24, 2026",
        "2026-11-24",
        "24.11.2026",
        "24. 11. 2026",
        "24/11/2026",
        "24-11-2026",
        "11/24/2026",
        "  24   Nov  2026 ",
    ],
)
def test_a_date_that_reads_in_one_way_is_read(text: str) -> None:
    assert read_day(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "03/04/2026",
            "“03/04/2026” could be 3 Apr 2026 or 4 Mar 2026. Write the month as a word.",
        ),
        (
            "3-4-2026",
            "“3-4-2026” could be 3 Apr 2026 or 4 Mar 2026. Write the month as a word.",
        ),
        ("24 Nov 26", "Write the year in four digits."),
        ("24.11.26", "Write the year in four digits."),
        ("31 Feb 2026", "There is no day 31 in Feb 2026."),
        ("29 Feb 2027", "There is no day 29 in Feb 2027."),
        ("2026-13-01", "There is no month 13."),
        ("13/13/2026", "There is no month 13."),
        ("24 Nov 1026", "The year is from 1900 to 2199."),
        ("24 Foo 2026", "“24 Foo 2026” is not a date. Write it like 24 Nov 2026."),
        ("tomorrow", "“tomorrow” is not a date. Write it like 24 Nov 2026."),
        ("24112026", "“24112026” is not a date. Write it like 24 Nov 2026."),
        ("24/11-2026", "“24/11-2026” is not a date. Write it like 24 Nov 2026."),
        ("", "Write a date, such as 24 Nov 2026."),
    ],
)
def test_a_date_that_does_not_exist_or_reads_two_ways_is_refused(text: str, why: str) -> None:
    assert read_day(text) == Misread(why)


def test_a_date_with_the_same_day_and_month_reads_in_one_way() -> None:
    assert read_day("03/03/2026") == date(2026, 3, 3)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_is_read_back_as_it_is_printed(day: date) -> None:
    assert read_day(numbers.day(day)) == day
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "expiry"),
    [
        ("30 Jun 2027", Expiry(year=2027, month=6, day=30)),
        ("2027-06-30", Expiry(year=2027, month=6, day=30)),
        ("Jun 2027", Expiry(year=2027, month=6)),
        ("June 2027", Expiry(year=2027, month=6)),
        ("2027-06", Expiry(year=2027, month=6)),
        ("06/2027", Expiry(year=2027, month=6)),
        ("6.2027", Expiry(year=2027, month=6)),
    ],
)
def test_a_lot_expires_on_a_day_or_with_a_month(text: str, expiry: Expiry) -> None:
    assert read_expiry(text) == expiry
    assert read_expiry(write_expiry(expiry)) == expiry


def test_an_expiry_that_reads_two_ways_is_refused() -> None:
    assert isinstance(read_expiry("03/04/2027"), Misread)
    assert read_expiry("06/27") == Misread("Write the year in four digits.")
    assert read_expiry("13/2027") == Misread("There is no month 13.")
    assert read_expiry("1 Jan 1999") == Misread("The year is from 2000 to 2199.")
    assert read_expiry("Jan 1999") == Misread("The year is from 2000 to 2199.")


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:30", time(9, 30)), ("09:30", time(9, 30)), ("0930", time(9, 30)), ("14.05", time(14, 5))],
)
def test_a_time_is_read_on_the_24_hour_clock(text: str, clock: time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9:30 pm", "The clock has 24 hours. Write 21:30."),
        ("12 a.m.", "The clock has 24 hours. Write 00:00."),
        ("24:00", "The clock goes from 00:00 to 23:59."),
        ("12:60", "The clock goes from 00:00 to 23:59."),
        ("9", "Write hours and minutes, such as 09:30."),
        ("930", "Write hours and minutes, such as 09:30."),
        ("", "Write hours and minutes, such as 09:30."),
        ("13:70 pm", "Write hours and minutes, such as 09:30."),
    ],
)
def test_another_time_is_refused_with_a_word(text: str, why: str) -> None:
    assert read_clock(text) == Misread(why)


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_is_read_back_as_it_is_written(clock: time) -> None:
    assert read_clock(write_clock(clock)) == clock


def test_an_ordinary_time_is_one_moment() -> None:
    (at,) = moments(date(2026, 7, 24), time(9, 30), LONDON)
    assert at.astimezone(UTC).hour == 8
    assert offset_words(at) == "UTC+01:00"


def test_a_time_that_clocks_jump_over_is_no_moment() -> None:
    assert moments(date(2026, 3, 29), time(1, 30), LONDON) == ()


def test_a_time_that_clocks_show_twice_is_two_moments_an_hour_apart() -> None:
    first, second = moments(date(2026, 10, 25), time(1, 30), LONDON)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert [offset_words(first), offset_words(second)] == ["UTC+01:00", "UTC+00:00"]
