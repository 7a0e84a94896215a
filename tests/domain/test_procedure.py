"""A procedure's moment on the clock and the calendar of its place."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from spineplanner.domain.lots import is_expired
from spineplanner.domain.plan import Expiry, Lot, Patient, Plan, Procedure

LATE_IN_CHICAGO = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
"""22:30 on 24 November where it is done."""


def test_a_moment_is_shown_as_the_clock_at_its_place_shows_it() -> None:
    procedure = Procedure(at=LATE_IN_CHICAGO, zone="America/Chicago")
    assert procedure.local is not None
    assert procedure.local.replace(tzinfo=None) == datetime(2026, 11, 24, 22, 30)  # noqa: DTZ001 - a wall clock


def test_without_a_zone_the_moment_keeps_its_own_offset() -> None:
    assert Procedure(at=LATE_IN_CHICAGO).local == LATE_IN_CHICAGO
    assert Procedure().local is None


def test_a_lot_is_good_to_the_end_of_its_day_where_the_procedure_is_done() -> None:
    lot = Lot(number="EX-1", expiry=Expiry(year=2026, month=11, day=24))
    here = Plan(procedure=Procedure(at=LATE_IN_CHICAGO, zone="America/Chicago"))
    assert not is_expired(lot, here)
    assert is_expired(lot, Plan(procedure=Procedure(at=LATE_IN_CHICAGO, zone="Europe/London")))


def test_the_day_of_birth_is_held_against_the_day_at_the_place() -> None:
    born = Patient(birth_date=date(2026, 11, 25))
    with pytest.raises(ValidationError, match="birth_date after the procedure"):
        Plan(patient=born, procedure=Procedure(at=LATE_IN_CHICAGO, zone="America/Chicago"))


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "/", "Europe"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="is not a time zone"):
        Procedure(zone=zone)
