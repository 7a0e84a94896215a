"""The moments of the day in one order, and what can't have happened before what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from spineplanner.domain.entries import Done, Filled
from spineplanner.domain.moments import is_before
from spineplanner.domain.record import Record


class Event(StrEnum):
    """What can happen on the day."""

    VIAL_TAKEN = "vial taken"
    THAW_STARTED = "thaw started"
    THAW_ENDED = "thaw ended"
    POOLED = "pooled"
    COUNTED = "counted"
    MADE = "made"
    DRAWN = "drawn"
    LABELLED = "labelled"
    CHECKED = "checked"
    INFUSION_STARTED = "infusion started"
    INFUSION_ENDED = "infusion ended"
    GIVEN = "given"
    LEFT_OVER = "left over"
    SECOND_CHECK = "second check"
    ORDER_TYPED = "order typed"
    LABELS_PRINTED = "labels printed"
    VIALS_CHOSEN = "vials chosen"


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, to the vial, lot, suspension or container `of`."""

    event: Event
    at: datetime
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Disorder:
    """Two things that are recorded the wrong way round."""

    first: Happened
    then: Happened

    def seen(self, there: Callable[[datetime], datetime]) -> "Disorder":
        """The same with its moments as clocks at another place show them."""
        first, then = self.first, self.then
        return Disorder(replace(first, at=there(first.at)), replace(then, at=there(then.at)))


def happened(record: Record) -> tuple[Happened, ...]:
    """Everything in the record that has a time."""
    return tuple(sorted(_all(record), key=lambda item: item.at.astimezone(UTC)))


def latest(record: Record) -> datetime | None:
    """The last moment that the record knows of."""
    known = happened(record)
    return known[-1].at if known else None


def first_disorder(record: Record) -> Disorder | None:
    """The first two things whose times are the wrong way round; None where all can be so."""
    for first, then in _pairs(record):
        if is_before(then.at, first.at):
            return Disorder(first, then)
    return None


def first_count(record: Record) -> Happened | None:
    """The earliest count that has a time."""
    return next((item for item in happened(record) if item.event is Event.COUNTED), None)


def _all(record: Record) -> Iterator[Happened]:
    for vial in record.vials:
        yield Happened(Event.VIAL_TAKEN, vial.taken.at, vial.vial)
    yield from _stock(record)
    for filled in record.filled:
        yield from _container(filled)
    yield from _done(Event.INFUSION_STARTED, record.infusion_started)
    yield from _done(Event.INFUSION_ENDED, record.infusion_ended)
    yield from _done(Event.LEFT_OVER, record.left_over.settled if record.left_over else None)
    for check in record.second_checks:
        yield Happened(Event.SECOND_CHECK, check.checked.at)
    yield from _done(
        Event.ORDER_TYPED, record.written_order.typed if record.written_order else None
    )
    for labels in record.label_prints:
        yield Happened(Event.LABELS_PRINTED, labels.printed.at)
    vials = record.chosen_vials
    yield from _done(Event.VIALS_CHOSEN, vials.chosen if vials else None)


def _stock(record: Record) -> Iterator[Happened]:
    yield from _at(Event.THAW_STARTED, record.thaw_started_at)
    yield from _at(Event.THAW_ENDED, record.thaw_ended_at)
    for pooled in record.pooled:
        yield Happened(Event.POOLED, pooled.measured.at, pooled.lot)
    for count in record.counts:
        yield from _at(Event.COUNTED, count.counted_at, count.lot)
    for made in record.made:
        yield Happened(Event.MADE, made.made.at, made.letter)


def _container(filled: Filled) -> Iterator[Happened]:
    number = str(filled.container_number)
    yield from _done(Event.DRAWN, filled.drawn, number)
    yield from _done(Event.LABELLED, filled.labelled, number)
    yield from _done(Event.CHECKED, filled.checked, number)
    yield from _done(Event.GIVEN, filled.given, number)


def _done(event: Event, done: Done | None, of: str | None = None) -> Iterator[Happened]:
    yield from _at(event, done.at if done else None, of)


def _at(event: Event, at: datetime | None, of: str | None = None) -> Iterator[Happened]:
    if at is not None:
        yield Happened(event, at, of)


def _pairs(record: Record) -> Iterator[tuple[Happened, Happened]]:
    """What must not be later than what: the stock's way, then each container's.

    A count may be later than a suspension: of another lot, or counted again. Labels may be stuck
    on before or after drawing.
    """
    stock = list(_stock(record))
    for first, *others in _BEFORE:
        for then in others:
            yield from _every(stock, first, then)
    for filled in record.filled:
        yield from _of_container(record, filled)
    yield from _in_line(
        [*_done(Event.INFUSION_STARTED, record.infusion_started)],
        [*_done(Event.INFUSION_ENDED, record.infusion_ended)],
    )
    if record.left_over is not None:
        settled = Happened(Event.LEFT_OVER, record.left_over.settled.at)
        yield from ((item, settled) for item in stock)


_BEFORE = (
    (Event.THAW_STARTED, Event.THAW_ENDED, Event.POOLED, Event.COUNTED, Event.MADE),
    (Event.THAW_ENDED, Event.POOLED, Event.COUNTED, Event.MADE),
)
"""The first of each row comes before all others in it."""


def _every(items: list[Happened], first: Event, then: Event) -> Iterator[tuple[Happened, Happened]]:
    yield from (
        (one, other)
        for one in items
        if one.event is first
        for other in items
        if other.event is then
    )


def _of_container(record: Record, filled: Filled) -> Iterator[tuple[Happened, Happened]]:
    number, made = str(filled.container_number), record.made_of(filled.letter)
    mixed = [*_done(Event.MADE, made.made if made else None, filled.letter)]
    started = record.infusion_started if filled.is_bag else None
    yield from _in_line(
        mixed,
        [*_done(Event.DRAWN, filled.drawn, number)],
        [*_done(Event.CHECKED, filled.checked, number)],
        [*_done(Event.INFUSION_STARTED, started)],
        [*_done(Event.GIVEN, filled.given, number)],
    )


def _in_line(*steps: list[Happened]) -> Iterator[tuple[Happened, Happened]]:
    known = [item for step in steps for item in step]
    yield from ((known[i], then) for i in range(len(known)) for then in known[i + 1 :])
