"""Every change of the day's record: pure functions that never touch the order."""

from datetime import datetime

from spineplanner.domain.edits.refused import validated
from spineplanner.domain.record import Count, Record


@validated
def record_count(record: Record, *, count: Count) -> Record:
    """Enter the count of a pool, replacing an earlier count of the same pool.

    A count that names no lot is of any pool, so it and one that does replace each other.
    """
    same = {count.lot, None}
    kept = tuple(item for item in record.counts if count.lot and item.lot not in same)
    return record.replace(counts=(*kept, count))


@validated
def withdraw_count(record: Record, *, lot: str | None) -> Record:
    """Take the count of a pool back, so that the preparation is only planned again."""
    return record.replace(counts=tuple(item for item in record.counts if item.lot != lot))


@validated
def record_thaw(
    record: Record, *, started_at: datetime | None, ended_at: datetime | None
) -> Record:
    """Enter when the thaw began and ended."""
    return record.replace(thaw_started_at=started_at, thaw_ended_at=ended_at)
