"""Single entries of the day that are taken back, as if they had not been made."""

from spineplanner.domain.edits.refused import EditError, validated
from spineplanner.domain.edits.refused_day import EndFirst, NothingRecorded
from spineplanner.domain.entries import Done, Filled
from spineplanner.domain.preparation import Container
from spineplanner.domain.record import Record


@validated
def withdraw_thaw_start(record: Record) -> Record:
    """Take back when the thaw began."""
    _require(record.thaw_started_at)
    return record.replace(thaw_started_at=None, thaw_started_by=None)


@validated
def withdraw_thaw_end(record: Record) -> Record:
    """Take back when the thaw ended; its time counts from the start again."""
    _require(record.thaw_ended_at)
    return record.replace(thaw_ended_at=None, thaw_ended_by=None)


@validated
def withdraw_pool(record: Record, *, lot: str | None) -> Record:
    """Take back what was measured of a pool; one that names no lot is the only pool."""
    kept = tuple(item for item in record.pooled if item.lot not in {lot, None})
    _require(len(kept) < len(record.pooled))
    return record.replace(pooled=kept)


@validated
def withdraw_label(record: Record, *, container: Container) -> Record:
    """Take back that a container carries its label."""
    filled = _entry(record, container)
    _require(filled.labelled)
    return _with(record, filled.replace(labelled=None))


@validated
def withdraw_check(record: Record, *, container: Container) -> Record:
    """Take back that a second person has checked a container."""
    filled = _entry(record, container)
    _require(filled.checked)
    return _with(record, filled.replace(checked=None))


@validated
def withdraw_given(record: Record, *, container: Container) -> Record:
    """Take back that something was given from a syringe; a bag's infusion is not ended then."""
    filled = _entry(record, container)
    _require(filled.given)
    after = record if not filled.is_bag else record.replace(infusion_ended=None)
    return _with(after, filled.replace(given=None, given_ul=None))


@validated
def withdraw_infusion_start(record: Record, *, container: Container) -> Record:
    """Take back that the bag began to run in; not while its end is entered."""
    _require(record.infusion_started)
    if record.infusion_ended is not None:
        raise EditError(EndFirst())
    after = record.replace(infusion_started=None)
    return _with(after, _entry(after, container))


@validated
def withdraw_left_over(record: Record) -> Record:
    """Take back what was left of the stock, and what became of it."""
    _require(record.left_over)
    return record.replace(left_over=None)


def _require(entered: object) -> None:
    if not entered:
        raise EditError(NothingRecorded())


def _entry(record: Record, container: Container) -> Filled:
    filled = record.filled_for(container.site)
    if filled is None:
        raise EditError(NothingRecorded())
    return filled


def _with(record: Record, filled: Filled) -> Record:
    """The record with an entry changed, or without it where nothing is left of it."""
    done: tuple[Done | None, ...] = (filled.drawn, filled.labelled, filled.checked, filled.given)
    started = filled.is_bag and record.infusion_started is not None
    left = (filled,) if started or any(done) else ()
    entries = [
        changed
        for item in record.filled
        for changed in (left if item.site == filled.site else (item,))
    ]
    return record.replace(filled=tuple(entries))
