"""Turns the digits of a code into a day or a month of the calendar."""

from datetime import date, timedelta

from pydantic import ValidationError

from spineplanner.domain.plan import Expiry


def expiry_of(year: int, month_and_day: str) -> Expiry | None:
    """Read MMDD, where day 00 leaves the month alone; None where there is no such day."""
    month, day = int(month_and_day[:2]), int(month_and_day[2:] or 0)
    try:
        return Expiry(year=year, month=month, day=day or None)
    except ValidationError:
        return None


def expiry_of_ordinal(century_and_year: str, ordinal: str) -> Expiry | None:
    """Read cyy and the day of the year: c is 0 for 2000, 1 for 2100, 9 for 1900; or None."""
    century = int(century_and_year[0])
    year = (1900 if century == 9 else 2000 + 100 * century) + int(century_and_year[1:])
    day = date(year, 1, 1) + timedelta(days=int(ordinal) - 1)
    if day.year != year:
        return None
    return expiry_of(year, f"{day.month:02d}{day.day:02d}")
