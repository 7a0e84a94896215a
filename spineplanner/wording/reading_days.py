"""Dates and times of day that people type, read in one way only or refused with a word."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo

from spineplanner.domain.plan import Expiry
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.translate import _

FIRST_YEAR, LAST_YEAR = 1900, 2199

_LONGEST = 30
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.?[ -]?([^\W\d_]{3,})\.?,?[ -]?([0-9]{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.? ([0-9]{1,2}),? ([0-9]{4})")
_SHORT_YEAR = re.compile(r".*[ ./-][0-9]{2}")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_NUMBER_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_WORD_MONTH = re.compile(r"([^\W\d_]{3,})\.? ?([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})|([0-9]{2})([0-9]{2})")
_HALF_DAY = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\.?m\.?", re.IGNORECASE)


def read_day(text: str) -> date | Misread:
    """Read a date: "24 Nov 2026", "2026-11-24", "24.11.2026", "24/11/2026".

    With slashes some write the day first and some the month; where both could be, it is refused.
    """
    typed = _squeezed(text)
    if not typed:
        return Misread(_("Write a date, such as 24 Nov 2026."))
    if len(typed) > _LONGEST:
        return _no_date(typed)
    if match := _ISO.fullmatch(typed):
        return _day(year=int(match[1]), month=int(match[2]), day=int(match[3]))
    if match := _DOTTED.fullmatch(typed):
        return _day(year=int(match[3]), month=int(match[2]), day=int(match[1]))
    if match := _SLASHED.fullmatch(typed):
        return _slashed(typed, int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(typed):
        return _worded(typed, match[1], match[2], match[3])
    if match := _MONTH_FIRST.fullmatch(typed):
        return _worded(typed, match[2], match[1], match[3])
    return _no_date(typed)


def read_expiry(text: str) -> Expiry | Misread:
    """Read the date on a lot, a day or a month: "30 Jun 2027", "Jun 2027", "2027-06", "06/2027"."""
    typed = _squeezed(text)
    if len(typed) <= _LONGEST:
        if match := _ISO_MONTH.fullmatch(typed):
            return _month(year=int(match[1]), month=int(match[2]))
        if match := _NUMBER_MONTH.fullmatch(typed):
            return _month(year=int(match[2]), month=int(match[1]))
        if (match := _WORD_MONTH.fullmatch(typed)) and (month := _month_called(match[1])):
            return _month(year=int(match[2]), month=month)
    read = read_day(text)
    if isinstance(read, Misread):
        return read
    if read.year < 2000:
        return Misread(_("The year is from {first} to {last}.").format(first=2000, last=LAST_YEAR))
    return Expiry(year=read.year, month=read.month, day=read.day)


def write_expiry(expiry: Expiry) -> str:
    """Write the date on a lot as it is printed there: a day, or a whole month."""
    if expiry.day is None:
        return numbers.month_of_year(expiry.year, expiry.month)
    return numbers.day(expiry.last_day)


def read_clock(text: str) -> time | Misread:
    """Read a time of day on the 24-hour clock: "9:30", "09:30", "0930", "14.05"."""
    typed = _squeezed(text)
    if match := _HALF_DAY.fullmatch(typed):
        return _half_day(int(match[1]), int(match[2] or 0), match[3].casefold())
    match = _CLOCK.fullmatch(typed)
    if match is None:
        return Misread(_("Write hours and minutes, such as 09:30."))
    hour, minute = (int(part) for part in match.groups() if part is not None)
    if hour > 23 or minute > 59:
        return Misread(_("The clock goes from 00:00 to 23:59."))
    return time(hour, minute)


def write_clock(clock: time) -> str:
    """Write a time of day: "09:30"."""
    return f"{clock.hour:02d}:{clock.minute:02d}"


def moments(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which clocks of a zone show a time: one, none or two.

    None where clocks are put forward over it, two, the earlier first, where they are put back.
    """
    naive = datetime.combine(day, clock)
    real = {
        at.astimezone(UTC): at
        for at in (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive
    }
    return tuple(real[instant] for instant in sorted(real))


def skipped_words(day: date, clock: time) -> str:
    """Say that no clock shows a time on a day."""
    return _("Clocks are put forward on {day}: {clock} does not exist.").format(
        day=numbers.day(day), clock=write_clock(clock)
    )


def twice_words(day: date, clock: time) -> str:
    """Ask which of two moments is meant by a time."""
    return _("Clocks are put back on {day}: {clock} comes twice. Choose which.").format(
        day=numbers.day(day), clock=write_clock(clock)
    )


def offset_words(at: datetime) -> str:
    """Name a moment by its distance from universal time: "UTC+02:00"."""
    offset = at.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip())


def _no_date(typed: str) -> Misread:
    if _SHORT_YEAR.fullmatch(typed[:_LONGEST]):
        return Misread(_("Write the year in four digits."))
    return Misread(
        _("“{text}” is not a date. Write it like 24 Nov 2026.").format(text=shown(typed))
    )


def _slashed(typed: str, first: int, second: int, year: int) -> date | Misread:
    if first > 12 or first == second:
        return _day(year=year, month=second, day=first)
    if second > 12:
        return _day(year=year, month=first, day=second)
    one, other = _day(year=year, month=second, day=first), _day(year=year, month=first, day=second)
    if isinstance(one, Misread) or isinstance(other, Misread):
        return one
    return Misread(
        _("“{text}” could be {one} or {other}. Write the month as a word.").format(
            text=typed, one=numbers.day(one), other=numbers.day(other)
        )
    )


def _worded(typed: str, day: str, word: str, year: str) -> date | Misread:
    month = _month_called(word)
    if month is None:
        return _no_date(typed)
    return _day(year=int(year), month=month, day=int(day))


def _day(*, year: int, month: int, day: int) -> date | Misread:
    wrong = _wrong_month(year, month)
    if wrong is not None:
        return wrong
    try:
        return date(year, month, day)
    except ValueError:
        return Misread(
            _("There is no day {day} in {month}.").format(
                day=day, month=numbers.month_of_year(year, month)
            )
        )


def _month(*, year: int, month: int) -> Expiry | Misread:
    wrong = _wrong_month(year, month, first=2000)
    return Expiry(year=year, month=month) if wrong is None else wrong


def _wrong_month(year: int, month: int, *, first: int = FIRST_YEAR) -> Misread | None:
    if not first <= year <= LAST_YEAR:
        return Misread(_("The year is from {first} to {last}.").format(first=first, last=LAST_YEAR))
    if not 1 <= month <= 12:
        return Misread(_("There is no month {month}.").format(month=month))
    return None


def _half_day(hour: int, minute: int, half: str) -> Misread:
    if not 1 <= hour <= 12 or minute > 59:
        return Misread(_("Write hours and minutes, such as 09:30."))
    meant = time(hour % 12 + (12 if half == "p" else 0), minute)
    return Misread(_("The clock has 24 hours. Write {clock}.").format(clock=write_clock(meant)))


def _month_called(word: str) -> int | None:
    """The number of a month by its name, cut short to three letters or more."""
    typed = word.casefold()
    for number, names in enumerate(zip(numbers.months(), _full_names(), strict=True), start=1):
        if any(typed in _beginnings(name) for name in names):
            return number
    return None


def _beginnings(name: str) -> Iterator[str]:
    plain = name.casefold().rstrip(".")
    return (plain[:length] for length in range(min(3, len(plain)), len(plain) + 1))


def _full_names() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
