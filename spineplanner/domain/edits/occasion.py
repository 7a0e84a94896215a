"""The occasion on which something is entered in the record, and the moments it can't have."""

from dataclasses import dataclass
from datetime import datetime

from spineplanner.domain.chronology import first_disorder
from spineplanner.domain.edits.refused import EditError
from spineplanner.domain.edits.refused_day import BeforeTheDay, InFuture, OutOfOrder
from spineplanner.domain.entries import Done
from spineplanner.domain.moments import is_before
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record


@dataclass(frozen=True, slots=True)
class Occasion:
    """Under which order something is entered, who did it, when it was done, and when it is now.

    `at` and `now` are aware moments; `at` is `now` unless somebody types an earlier time.
    """

    plan: Plan
    by: str
    at: datetime
    now: datetime

    @property
    def done(self) -> Done:
        """Who and when, as the record keeps it."""
        return Done(by=self.by, at=self.at)


def timely(before: Record, occasion: Occasion, after: Record, *, ahead: bool = False) -> Record:
    """The record with the entry, if its moment can be.

    Args:
        before: the record without the entry.
        occasion: when it was done.
        after: the record with it.
        ahead: whether it may be done on a day before the procedure's.

    Raises:
        EditError: it lies in the future, on a day before the procedure's, or the wrong way round
            with something else. What was in disorder before does not forbid another entry.
    """
    there = occasion.plan.procedure.there
    if is_before(occasion.now, occasion.at):
        raise EditError(InFuture(there(occasion.at), there(occasion.now)))
    procedure = occasion.plan.procedure.local
    if procedure is not None and not ahead:
        day, at = procedure.date(), occasion.at.astimezone(procedure.tzinfo)
        if at.date() < day:
            raise EditError(BeforeTheDay(at, day))
    disorder = first_disorder(after)
    if disorder is not None and disorder != first_disorder(before):
        raise EditError(OutOfOrder(disorder.seen(there)))
    return after
