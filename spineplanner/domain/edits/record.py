"""Every change of the day's record up to the suspensions, and what was left of the stock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.chronology import Disorder, Event, Happened, first_count
from spineplanner.domain.edits.occasion import Occasion, timely
from spineplanner.domain.edits.refused import EditError, validated
from spineplanner.domain.edits.refused_day import (
    CountFirst,
    ExpiryDiffers,
    LotNotPlanned,
    NothingRecorded,
    OtherProduct,
    OutOfOrder,
    VialTwice,
    WithdrawTooMuch,
)
from spineplanner.domain.entries import Fate, LeftOver, Made, Pooled, Vial
from spineplanner.domain.moments import is_before
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.preparation import Preparation, Suspension
from spineplanner.domain.recognising import differing_expiry, is_counted
from spineplanner.domain.record import Count, Record


@dataclass(frozen=True, slots=True)
class VialLabel:
    """What is read off a vial; the product, by its id, where the code or the reader knows it."""

    lot: str
    vial: str
    expiry: Expiry | None = None
    product: str | None = None


@validated
def record_count(record: Record, *, count: Count) -> Record:
    """Enter the count of a pool, replacing an earlier count of the same pool.

    A count that names no lot is of any pool, so it and one that does replace each other.
    """
    same = {count.lot, None}
    kept = tuple(item for item in record.counts if count.lot and item.lot not in same)
    return record.replace(counts=(*kept, count))


@validated
def enter_count(record: Record, /, *, occasion: Occasion, **figures: object) -> Record:
    """Enter the count of a pool on its day, by the fields of Count but who and when."""
    count = Count.model_validate(
        {**figures, "counted_by": occasion.by, "counted_at": occasion.at}, strict=True
    )
    _planned_lot(occasion.plan, count.lot)
    return timely(record, occasion, record_count(record, count=count))


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


@validated
def start_thaw(record: Record, *, occasion: Occasion) -> Record:
    """Enter that the thaw begins."""
    _in_order(occasion, started_at=occasion.at, ended_at=record.thaw_ended_at)
    after = record.replace(thaw_started_at=occasion.at, thaw_started_by=occasion.by)
    return timely(record, occasion, after)


@validated
def end_thaw(record: Record, *, occasion: Occasion) -> Record:
    """Enter that the thaw has ended."""
    _in_order(occasion, started_at=record.thaw_started_at, ended_at=occasion.at)
    after = record.replace(thaw_ended_at=occasion.at, thaw_ended_by=occasion.by)
    return timely(record, occasion, after)


@validated
def take_vial(record: Record, *, occasion: Occasion, label: VialLabel, good: bool) -> Record:
    """Enter a vial that was taken, and whether it looks as it should.

    One whose expiry is not its lot's can only be set aside: label or plan is wrong.
    """
    planned = occasion.plan.supply.product
    if label.product is not None and label.product != planned:
        raise EditError(OtherProduct(label.product, planned))
    _planned_lot(occasion.plan, label.lot)
    vial = Vial(lot=label.lot, vial=label.vial, expiry=label.expiry, good=good, taken=occasion.done)
    if any(other.key == vial.key for other in record.vials):
        raise EditError(VialTwice(vial))
    planned_expiry = differing_expiry(vial, occasion.plan)
    if good and planned_expiry is not None:
        raise EditError(ExpiryDiffers(vial, planned_expiry))
    return timely(record, occasion, record.replace(vials=(*record.vials, vial)))


@validated
def put_vial_back(record: Record, *, lot: str, vial: str) -> Record:
    """Take the entry of a vial back."""
    kept = tuple(item for item in record.vials if (item.lot, item.vial) != (lot, vial))
    _something_gone(record.vials, kept)
    return record.replace(vials=kept)


@validated
def measure_pool(
    record: Record, *, occasion: Occasion, volume_ul: int, lot: str | None = None
) -> Record:
    """Enter the volume of a pool, replacing what was measured of it before."""
    _planned_lot(occasion.plan, lot)
    pooled = Pooled(lot=lot, volume_ul=volume_ul, measured=occasion.done)
    kept = tuple(item for item in record.pooled if item.lot != lot)
    return timely(record, occasion, record.replace(pooled=(*kept, pooled)))


@validated
def make_suspension(
    record: Record,
    *,
    occasion: Occasion,
    preparation: Preparation,
    suspension: Suspension,
    stock_ul: int,
    diluent_ul: int,
) -> Record:
    """Enter what a suspension was really made of, replacing an earlier entry of its letter.

    Of a bag, `diluent_ul` is the fluid in it beside the stock.
    """
    if not is_counted(preparation, suspension.lot):
        raise EditError(CountFirst())
    members = [c for c in preparation.containers if c.number in suspension.numbers]
    first = members[0].aliquot
    made = Made.model_validate(
        {
            "letter": suspension.letter,
            "sites": tuple(member.site for member in members),
            "cells": first.cells,
            "volume_ul": first.volume_ul,
            "stock_ul": stock_ul,
            "diluent_ul": diluent_ul,
            "made": occasion.done,
        }
    )
    counted = first_count(record)
    if counted is not None and is_before(occasion.at, counted.at):
        mixed = Happened(Event.MADE, occasion.at, made.letter)
        disorder = Disorder(counted, mixed)
        raise EditError(OutOfOrder(disorder.seen(occasion.plan.procedure.there)))
    kept = tuple(item for item in record.made if item.letter != made.letter)
    return timely(record, occasion, record.replace(made=(*kept, made)))


@validated
def fill_bag(
    record: Record,
    *,
    occasion: Occasion,
    preparation: Preparation,
    suspension: Suspension,
    stock_ul: int,
    exchanged: Exchange,
) -> Record:
    """Enter what a prefilled bag was made of: the stock, and what was withdrawn or added.

    The record keeps the fluid that is in it beside the stock.
    """
    if exchanged.withdrawn_ul > exchanged.bag_ul:
        raise EditError(WithdrawTooMuch(exchanged.withdrawn_ul, exchanged.bag_ul))
    return make_suspension(
        record,
        occasion=occasion,
        preparation=preparation,
        suspension=suspension,
        stock_ul=stock_ul,
        diluent_ul=exchanged.fluid_ul,
    )


@validated
def unmake_suspension(record: Record, *, letter: str) -> Record:
    """Take the entry of a suspension back."""
    kept = tuple(item for item in record.made if item.letter != letter)
    _something_gone(record.made, kept)
    return record.replace(made=kept)


@validated
def settle_left_over(
    record: Record, *, occasion: Occasion, volume_ul: int, fate: Fate, where: str | None = None
) -> Record:
    """Enter what was left of the stock, and what became of it."""
    left = LeftOver(volume_ul=volume_ul, fate=fate, where=where, settled=occasion.done)
    return timely(record, occasion, record.replace(left_over=left))


def _in_order(
    occasion: Occasion, *, started_at: datetime | None, ended_at: datetime | None
) -> None:
    """Refuse a thaw that ends before it starts, which no record can hold."""
    if started_at is not None and ended_at is not None and is_before(ended_at, started_at):
        disorder = Disorder(
            Happened(Event.THAW_STARTED, started_at), Happened(Event.THAW_ENDED, ended_at)
        )
        raise EditError(OutOfOrder(disorder.seen(occasion.plan.procedure.there)))


def _planned_lot(plan: Plan, lot: str | None) -> None:
    """Refuse a lot that the plan does not name; no lot at all is the one pool there is."""
    planned = tuple(item.number for item in plan.supply.lots)
    if lot is not None and lot not in planned:
        raise EditError(LotNotPlanned(lot, planned))


def _something_gone(before: Iterable[object], after: Iterable[object]) -> None:
    if before == after:
        raise EditError(NothingRecorded())
