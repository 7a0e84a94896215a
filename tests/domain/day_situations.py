"""The day of the complete plan, spoilt in every way that a rule speaks of."""

from collections.abc import Callable
from dataclasses import replace

from spineplanner.domain import edits
from spineplanner.domain.blind_check import Asked, asked
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.domain.written_order import OrderLine
from tests.domain.cases import LEFT, MILLION, Situation, complete_plan, situation, thawed
from tests.domain.day_cases import CHECKER, at, count, day_until, given, made_from, on, vial


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


SPEAKS: dict[Rule, Callable[[], Situation]] = {
    Rule.INFUSION_LATE: lambda: thawed(271),
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
