"""The day of the complete plan, spoilt in every way that a rule speaks of."""

from collections.abc import Callable
from dataclasses import replace

from spineplanner.domain import edits
from spineplanner.domain.blind_check import Asked, asked
from spineplanner.domain.entries import Done
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.domain.written_order import OrderLine
from tests.domain.cases import LEFT, MILLION, Situation, complete_plan, situation, thawed
from tests.domain.day_cases import (
    CHECKER,
    PHYSICIAN,
    at,
    count,
    day_until,
    given,
    made_from,
    on,
    vial,
)


def on_the_day(record: Record, *, minutes: int = 101, plan: Plan | None = None) -> Situation:
    """The complete plan with that record, looked at so long after the day began."""
    return replace(situation(plan), record=record, now=at(minutes))


def made_with(stock_ul: int) -> Situation:
    """Suspension A made with another volume of stock than is asked for."""
    record = day_until("make A")
    (made,) = record.made
    return on_the_day(record.replace(made=(made.replace(stock_ul=stock_ul),)))


def second_check(record: Record, changes: dict[Asked, int | None]) -> Record:
    """The second check of the numbers at that moment, right but for some."""
    preparation = made_from(record)
    right = edits.enter_second_check(
        record,
        occasion=on(50, CHECKER),
        first="P. Example",
        revision=1,
        preparation=preparation,
        entered=dict.fromkeys(asked(complete_plan(), preparation), None),
    )
    lines = {Asked(n.what, n.of): n.computed for n in right.second_checks[-1].lines}
    return edits.enter_second_check(
        record,
        occasion=on(50, CHECKER),
        first="P. Example",
        revision=1,
        preparation=preparation,
        entered={**lines, **changes},
    )


def ordered(*lines: OrderLine, total_cells: int | None = None) -> Record:
    """The written order, typed."""
    return edits.type_order(
        Record(), occasion=on(0), text="EXAMPLE", lines=lines, total_cells=total_cells
    )


def more_cells() -> Plan:
    """The complete plan with half as much again for its first facet."""
    plan = complete_plan()
    first, *others = plan.aliquots
    return plan.replace(aliquots=(first.replace(cells=3 * MILLION // 2), *others))


def bad_vial() -> Record:
    """A vial that does not look good, beside two that do."""
    label = vial("EX-18")
    return edits.take_vial(day_until("vial 2"), occasion=on(2), label=label, good=False)


def old_vial() -> Record:
    """A vial whose date is over."""
    label = edits.VialLabel("EX-1", "EX-18", vial("EX-18").expiry)
    record = edits.take_vial(Record(), occasion=on(0), label=label, good=True)
    (taken,) = record.vials
    assert taken.expiry is not None
    return record.replace(vials=(taken.replace(expiry=taken.expiry.replace(year=2026)),))


def vial_of_another_day() -> Record:
    """A vial that was taken, and then the plan's lot was entered otherwise."""
    record = day_until("vial 1")
    (taken,) = record.vials
    return record.replace(vials=(taken.replace(expiry=Expiry(year=2027, month=7)),))


def stock_too_freely() -> Record:
    """B made with more stock than the pool can spare for the bag as well."""
    return changed_made(day_until("make B"), "B", stock_ul=4_000, diluent_ul=9_000)


def changed_made(record: Record, letter: str, **changes: object) -> Record:
    """A day on which one suspension was made otherwise."""
    made = tuple(m.replace(**changes) if m.letter == letter else m for m in record.made)
    return record.replace(made=made)


def changed_filled(record: Record, number: int, **changes: object) -> Record:
    """A day on which something else was done with one container."""
    filled = tuple(
        item.replace(**changes) if item.container_number == number else item
        for item in record.filled
    )
    return record.replace(filled=filled)


def left_over(volume_ul: int) -> Record:
    """A day at whose end so much is left of the stock."""
    record = day_until("left over")
    assert record.left_over is not None
    return record.replace(left_over=record.left_over.replace(volume_ul=volume_ul))


def drawn_to(drawn_ul: int, *, number: int = 1) -> Situation:
    """A syringe that was drawn to another mark and waits to be given."""
    return on_the_day(changed_filled(day_until("check 3"), number, drawn_ul=drawn_ul))


def given_as(given_ul: int, *, number: int = 1, drawn_ul: int = 5_000) -> Situation:
    """A day that is done, on which another volume was given from one syringe."""
    changes = {"given_ul": given_ul, "drawn_ul": drawn_ul}
    return on_the_day(changed_filled(day_until("left over"), number, **changes))


def thawed_until(use_by: int, last: str, *, minutes: int = 101) -> Situation:
    """The day until a step, of stock that may be used until so many minutes after it began."""
    ended = at(use_by - 300)
    record = day_until(last).replace(thaw_started_at=ended, thaw_ended_at=ended)
    return on_the_day(record, minutes=minutes)


def ran_in(*, started: int, ended: int | None, use_by: int, minutes: int = 101) -> Situation:
    """An infusion that began and ended then, of stock that may be used until then."""
    found = thawed_until(use_by, "give 3" if ended is None else "infusion end", minutes=minutes)
    record = found.record.replace(infusion_started=Done(by=PHYSICIAN, at=at(started)))
    if ended is None:
        return replace(found, record=record)
    done = Done(by=PHYSICIAN, at=at(ended))
    record = changed_filled(record.replace(infusion_ended=done), 4, given=done)
    return replace(found, record=record)


SPEAKS: dict[Rule, Callable[[], Situation]] = {
    Rule.INFUSION_LATE: lambda: thawed(271),
    Rule.INFUSION_WAS_LATE: lambda: ran_in(started=59, ended=88, use_by=88),
    Rule.GIVEN_LATE: lambda: thawed_until(63, "give 3"),
    Rule.THAW_NOT_STATED: lambda: on_the_day(day_until("count").replace(thaw_ended_at=None)),
    Rule.LEFT_ABOVE_POOL: lambda: on_the_day(count(day_until("pool"), pool_ul=10_701)),
    Rule.LEFT_BELOW_POOL: lambda: on_the_day(count(day_until("pool"), pool_ul=10_499)),
    Rule.MADE_SHORT: lambda: on_the_day(
        changed_made(day_until("make A"), "A", stock_ul=245, diluent_ul=480)
    ),
    Rule.STOCK_OVERUSED: lambda: on_the_day(stock_too_freely()),
    Rule.MADE_UNCOUNTED: lambda: on_the_day(day_until("make A").replace(counts=())),
    Rule.FILLED_UNMADE: lambda: on_the_day(
        edits.unmake_suspension(day_until("draw 1"), letter="A")
    ),
    Rule.DRAWN_OFF: lambda: drawn_to(570),
    Rule.DRAWN_FAR_OFF: lambda: drawn_to(610),
    Rule.DRAWN_ABOVE_USUAL: lambda: drawn_to(1_051),
    Rule.DRAWN_ABOVE_HARD: lambda: drawn_to(1_551),
    Rule.GIVEN_OFF: lambda: given_as(520),
    Rule.GIVEN_FAR_OFF: lambda: given_as(560),
    Rule.GIVEN_ABOVE_USUAL: lambda: given_as(1_001),
    Rule.GIVEN_ABOVE_HARD: lambda: given_as(1_501),
    Rule.GIVEN_ABOVE_HELD: lambda: given_as(500, drawn_ul=499),
    Rule.LEFT_OVER_ABOVE: lambda: on_the_day(left_over(9_000)),
    Rule.CLOCK_SET_BACK: lambda: on_the_day(day_until("thaw end"), minutes=9),
    Rule.TIMES_OUT_OF_ORDER: lambda: on_the_day(day_until("count").replace(thaw_ended_at=at(25))),
    Rule.VIAL_EXPIRED: lambda: on_the_day(old_vial()),
    Rule.VIAL_EXPIRY_DIFFERS: lambda: on_the_day(vial_of_another_day()),
    Rule.VIAL_NOT_GOOD: lambda: on_the_day(bad_vial()),
    Rule.VIALS_DISAGREE: lambda: on_the_day(count(day_until("pool"), vials=4, pool_ul=14_300)),
    Rule.MADE_OFF: lambda: made_with(510),
    Rule.MADE_FAR_OFF: lambda: made_with(600),
    Rule.DONE_FOR_ANOTHER_ORDER: lambda: on_the_day(day_until("draw 1"), plan=more_cells()),
    Rule.GIVEN_UNCHECKED: lambda: on_the_day(given(day_until("draw 1"), 1, 62)),
    Rule.SECOND_CHECK_DIFFERS: lambda: on_the_day(
        second_check(Record(), dict.fromkeys(_vials_line(), 4))
    ),
    Rule.SECOND_CHECK_OUTDATED: lambda: on_the_day(
        count(second_check(Record(), {}), 60, cells_per_ml=5_200_000)
    ),
    Rule.ORDER_DIFFERS: lambda: on_the_day(ordered(OrderLine(site=LEFT, cells=MILLION))),
}
"""One day for each rule."""


def _vials_line() -> tuple[Asked, ...]:
    return tuple(x for x in asked(complete_plan(), made_from(Record())) if x.what == "vials")
