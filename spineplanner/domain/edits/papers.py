"""What is entered beside the bench: the second check, the written order, printed labels."""

from collections.abc import Mapping

from spineplanner.domain.blind_check import Asked, answered
from spineplanner.domain.edits.occasion import Occasion, timely
from spineplanner.domain.edits.refused import EditError, validated
from spineplanner.domain.edits.refused_day import ReasonMissing, SamePerson
from spineplanner.domain.entries import LabelPrint, same_person
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.record import Record
from spineplanner.domain.second_check import SecondCheck
from spineplanner.domain.written_order import OrderLine, WrittenOrder


@validated
def enter_second_check(
    record: Record,
    *,
    occasion: Occasion,
    first: str,
    revision: int,
    preparation: Preparation,
    entered: Mapping[Asked, int | None],
) -> Record:
    """Keep the checker's numbers beside what is computed now; `first` is who has planned it.

    Who planned or prepared anything can't be the second person. It may be on a day before the
    procedure's.
    """
    if any(same_person(name, occasion.by) for name in (first, *preparers(record))):
        raise EditError(SamePerson(occasion.by))
    lines = answered(occasion.plan, preparation, entered)
    check = SecondCheck(revision=revision, lines=lines, checked=occasion.done)
    after = record.replace(second_checks=(*record.second_checks, check))
    return timely(record, occasion, after, ahead=True)


def preparers(record: Record) -> tuple[str, ...]:
    """Everybody who has taken or thawed vials, pooled, counted, mixed or drawn."""
    taken = [vial.taken.by for vial in record.vials]
    thawed = [record.thaw_started_by, record.thaw_ended_by]
    pooled = [pool.measured.by for pool in record.pooled]
    counted = [count.counted_by for count in record.counts]
    mixed = [made.made.by for made in record.made]
    drawn = [filled.drawn.by for filled in record.filled if filled.drawn]
    names = (*taken, *thawed, *pooled, *counted, *mixed, *drawn)
    return tuple(dict.fromkeys(name for name in names if name))


@validated
def type_order(
    record: Record,
    *,
    occasion: Occasion,
    text: str,
    lines: tuple[OrderLine, ...],
    total_cells: int | None,
) -> Record:
    """Keep the written order as it was typed, and what it says.

    It may be typed on a day before the procedure's.
    """
    order = WrittenOrder(text=text, lines=lines, total_cells=total_cells, typed=occasion.done)
    return timely(record, occasion, record.replace(written_order=order), ahead=True)


@validated
def withdraw_order(record: Record) -> Record:
    """Take the written order out of the record again."""
    return record.replace(written_order=None)


@validated
def note_labels(
    record: Record,
    *,
    occasion: Occasion,
    labels: tuple[int, ...],
    revision: int,
    reason: str | None = None,
) -> Record:
    """Keep which labels were printed; of the same revision again only with a reason.

    They may be printed on a day before the procedure's.
    """
    again = tuple(number for number in labels if number in record.labels_out(revision))
    if again and reason is None:
        raise EditError(ReasonMissing(again))
    printed = LabelPrint(
        labels=labels, revision=revision, reprint_reason=reason, printed=occasion.done
    )
    after = record.replace(label_prints=(*record.label_prints, printed))
    return timely(record, occasion, after, ahead=True)
