"""Moments compared and added to in real time, whatever their clocks show.

Two aware moments of one zone are compared by Python as their clocks show them, and minutes are
added to what the clock shows. On a day when clocks are put forward or back that is wrong by an
hour: here everything goes through UTC.
"""

from datetime import UTC, datetime, timedelta


def later(moment: datetime, *, minutes: int) -> datetime:
    """The moment so many minutes of real time later, on the same clock."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def between(start: datetime, end: datetime) -> timedelta:
    """The real time between two moments; negative where the end comes first."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def is_before(one: datetime, other: datetime) -> bool:
    """Whether a moment is before another."""
    return one.astimezone(UTC) < other.astimezone(UTC)
