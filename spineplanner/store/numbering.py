"""Gives out plan numbers: year, station and a counter that never goes back."""

from sqlalchemy import Connection, insert, select, update

from spineplanner.store.tables import counters, plans

LAST = 999_999


def take_number(connection: Connection, year: int, station: str) -> str | None:
    """Take the next number that no plan has, within a transaction that writes.

    A number that a plan brought along from elsewhere is left out. Returns None when all are used
    up.
    """
    here = (counters.c.year == year, counters.c.station == station)
    last = connection.execute(select(counters.c.last).where(*here)).scalar_one_or_none()
    if last is None:
        connection.execute(insert(counters).values(year=year, station=station, last=0))
    for counter in range((last or 0) + 1, LAST + 1):
        number = f"SP-{year:04d}-{station}-{counter:04d}"
        taken = connection.execute(select(plans.c.id).where(plans.c.number == number))
        if taken.one_or_none() is None:
            connection.execute(update(counters).where(*here).values(last=counter))
            return number
    return None
