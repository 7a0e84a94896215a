"""Numbers for people: million cells, millilitres, per cents and dates, never ambiguous.

No trailing zeros, a leading zero always, a space before the unit, "million" in words (ISMP list
of error-prone abbreviations). An exact number that ends is printed in full; one that doesn't is
rounded to the digits asked for, halves away from zero.
"""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from math import ceil

from spineplanner.domain.values import half_up, significant
from spineplanner.wording.translate import _

MILLION = 1_000_000
MINUS = "\N{MINUS SIGN}"


# One click writes some five hundred numbers, nearly all of which the click before wrote too.
@lru_cache(maxsize=8_192)
def decimal(value: Fraction | int, *, places: int) -> str:
    """Write a number with at most so many decimals: "0.55", "3", "−0.5"."""
    scaled = half_up(Fraction(value) * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    digits = str(rest).rjust(places, "0").rstrip("0") if places else ""
    text = f"{_grouped(whole)}.{digits}" if digits else _grouped(whole)
    return f"{MINUS}{text}" if scaled < 0 else text


def _grouped(whole: int) -> str:
    """Separate thousands by commas from 1,000."""
    return f"{whole:,}"


def figures(value: Fraction, digits: int = 3) -> str:
    """Write a number to so many significant digits: "1.67", "0.866"."""
    return decimal(significant(value, digits), places=9)


def millions(cells: Fraction | int) -> str:
    """Write ordered cells in millions, exactly: "1", "87", "0.25"."""
    return decimal(Fraction(cells, MILLION), places=6)


def rounded_millions(cells: Fraction | int) -> str:
    """Write computed cells in millions with one decimal: "104.7"; few cells are never none."""
    exact = Fraction(cells) / MILLION
    return decimal(exact, places=1) if abs(exact) >= _TENTH else figures(exact, 1)


_TENTH = Fraction(1, 10)


def vials_needed(lots: Iterable[Fraction]) -> str:
    """Write how many vials are needed: "5.78"; of each lot by itself, for each is thawed whole.

    Two decimals, and as many more as it takes to see why one more is thawed: "6.003", thaw 7.
    """
    return " + ".join(_vials(needed) for needed in lots)


def _vials(needed: Fraction) -> str:
    places = 2
    while places < MOST_PLACES and ceil(_rounded(needed, places)) != ceil(needed):
        places += 1
    return decimal(needed, places=places)


def beside(one: Fraction, other: Fraction, *, digits: int = 3) -> tuple[str, str]:
    """Write two numbers of which the difference matters: with digits enough to see it."""
    while (
        one != other
        and digits < MOST_PLACES
        and significant(one, digits) == significant(other, digits)
    ):
        digits += 1
    return figures(one, digits), figures(other, digits)


def places_above(value: Fraction, limit: Fraction | int, *, places: int) -> int:
    """Find how many decimals show that a number is above a limit: at least so many."""
    while places < MOST_PLACES and _rounded(value, places) <= limit:
        places += 1
    return places


MOST_PLACES = 9
"""More digits than any number here is known to."""


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(half_up(value * 10**places), 10**places)


def cells(number: int) -> str:
    """Write ordered cells with their unit: "1 million"."""
    return _("{number} million").format(number=millions(number))


def ml(volume_ul: Fraction | int) -> str:
    """Write microlitres in millilitres, without the unit: "0.55"."""
    return decimal(Fraction(volume_ul) / 1000, places=3)


def volume(volume_ul: Fraction | int) -> str:
    """Write microlitres in millilitres with the unit: "0.55 mL"."""
    return _("{number} mL").format(number=ml(volume_ul))


def concentrations(ordered: Fraction, achieved: Fraction) -> tuple[str, str]:
    """Write what was ordered and what is achieved, alike where they are off by 0 %.

    Three digits part numbers just above a power of ten by a whole per cent: there it takes four.
    """
    nothing_off = half_up((achieved / ordered - 1) * 1000) == 0
    three = concentration(ordered), concentration(achieved)
    if nothing_off and three[0] != three[1]:
        return figures(ordered / 1000, 4), figures(achieved / 1000, 4)
    return three


def concentration(cells_per_ul: Fraction) -> str:
    """Write cells per microlitre as a bare number of million/mL: "1.67"."""
    return figures(cells_per_ul / 1000)


def per_cent(share: Fraction, *, places: int = 1) -> str:
    """Write a share of one: "82.1 %"."""
    return _("{number} %").format(number=decimal(share * 100, places=places))


def rough_per_cent(share: Fraction) -> str:
    """Write a share of one in whole per cents: "31 %"; a small one is never nothing: "0.3 %"."""
    if share == 0 or abs(share) >= Fraction(1, 100):
        return per_cent(share, places=0)
    return _("{number} %").format(number=figures(share * 100, 1))


def per_cent_bp(share_bp: int) -> str:
    """Write hundredths of a per cent: "85 %"."""
    return _("{number} %").format(number=decimal(Fraction(share_bp, 100), places=2))


def signed_per_cent(share: Fraction, *, places: int = 1) -> str:
    """Write by how much something is off: "+0.7 %", "−0.3 %", "0 %"."""
    text = per_cent(share, places=places)
    return f"+{text}" if half_up(share * 100 * 10**places) > 0 else text


def kilograms(grams: int) -> str:
    """Write a body weight: "82 kg"."""
    return _("{number} kg").format(number=decimal(Fraction(grams, 1000), places=3))


def months() -> tuple[str, ...]:
    """The months as dates print them; always words, so that no date reads two ways."""
    return (
        _("Jan"),
        _("Feb"),
        _("Mar"),
        _("Apr"),
        _("May"),
        _("Jun"),
        _("Jul"),
        _("Aug"),
        _("Sep"),
        _("Oct"),
        _("Nov"),
        _("Dec"),
    )


def day(value: date) -> str:
    """Write a date: "24 Nov 2026"."""
    return _("{day} {month} {year}").format(
        day=value.day, month=months()[value.month - 1], year=value.year
    )


def month_of_year(year: int, month: int) -> str:
    """Write a month: "Jun 2027"."""
    return _("{month} {year}").format(month=months()[month - 1], year=year)


def clock(value: datetime) -> str:
    """Write a time of day as the moment's own zone shows it: "09:30"."""
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime) -> str:
    """Write a date and time: "24 Nov 2026, 09:30"."""
    return _("{day}, {clock}").format(day=day(value), clock=clock(value))


def decimal_permille(permille: int) -> str:
    """Write tenths of a per cent: "82.1 %"."""
    return per_cent(Fraction(permille, 1000))


def number_range(numbers: tuple[int, ...]) -> str:
    """Write numbers with runs joined: "1 to 8", "1, 3 to 5", "9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    match run:
        case [only]:
            return str(only)
        case [first, last] if last == first + 1:
            return f"{first}, {last}"
        case _:
            return _("{first} to {last}").format(first=run[0], last=run[-1])
