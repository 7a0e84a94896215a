"""What was made of the stock: as strong and as much as is taken of it, from as much as there is."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.bag_filling import bag_exchange
from spineplanner.domain.bench_evidence import (
    BagOff,
    LeftOverAbove,
    MadeOff,
    MadeShort,
    MadeUncounted,
    StockOverused,
)
from spineplanner.domain.checks.case import Case, confirm, stop
from spineplanner.domain.comparison import made_concentration
from spineplanner.domain.entries import Made
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.moments import is_before
from spineplanner.domain.preparation import Container, Drawn, Suspension
from spineplanner.domain.recognising import count_of, filled_for, is_counted, made_for
from spineplanner.domain.record import Count
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import WHOLE_BP


def made(case: Case) -> Iterator[Finding]:
    """Each suspension was made so that its doses are as ordered, and each bag to its volume."""
    for suspension, entry in _made(case):
        error = made_concentration(entry, suspension) / suspension.concentration - 1
        yield from _off(case, error, MadeOff(suspension.letter, error))
        if suspension.bag:
            asked_ul, made_ul = _asked(case, suspension), entry.stock_ul + entry.diluent_ul
            share = Fraction(made_ul, asked_ul) - 1
            yield from _off(case, share, BagOff(suspension.letter, made_ul, asked_ul))


def _off(case: Case, share: Fraction, evidence: MadeOff | BagOff) -> Iterator[Finding]:
    off_bp = abs(share) * WHOLE_BP
    exceeded = case.exceeded(off_bp, LimitName.DOSE_ERROR_USUAL, LimitName.DOSE_ERROR_HARD)
    if exceeded is not None:
        severity, limit = exceeded
        rule = Rule.MADE_FAR_OFF if severity is Severity.STOP else Rule.MADE_OFF
        yield Finding(rule, severity, evidence, source=limit.source, field="record.made")


def _asked(case: Case, bag: Suspension) -> int:
    """What the sheet asks for: a prefilled bag gets as near to its volume as a mark."""
    exchange = bag_exchange(bag, case.plan.infusion, case.formulary)
    return bag.volume_ul if exchange is None else exchange.fluid_ul + bag.stock_ul


def made_enough(case: Case) -> Iterator[Finding]:
    """In each tube is what was drawn from it and what is yet to be drawn."""
    for suspension, entry in _made(case):
        drawn_from = [c for c in case.preparation.containers if c.number in suspension.numbers]
        taken_ul = sum(_taken(case, container) for container in drawn_from)
        made_ul = entry.stock_ul + entry.diluent_ul
        if not suspension.bag and made_ul < taken_ul:
            evidence = MadeShort(suspension.letter, made_ul, taken_ul)
            yield stop(Rule.MADE_SHORT, evidence, field="record.made")


def _taken(case: Case, container: Container) -> int:
    """What a container takes of its suspension, as it was drawn or else as is planned."""
    filled, volumes = filled_for(case.record, container), container.volumes
    drawn_ul = filled.drawn_ul if filled else None
    if drawn_ul is None or not isinstance(volumes, Drawn):
        return container.taken_ul
    return drawn_ul + volumes.hub_ul


def stock_used(case: Case) -> Iterator[Finding]:
    """What was used of a counted pool, and what the rest asks for, is in it.

    What stays in the pooling tube is out of reach of what is yet to be made. That a count
    is too little for what is planned is refused already: here something was made otherwise.
    """
    preparation = case.preparation
    for lot in dict.fromkeys(suspension.lot for suspension in preparation.suspensions):
        count, used_ul = count_of(preparation, lot), _used(case, lot)
        if count is None or not used_ul:
            continue
        rest_ul = sum(
            suspension.stock_ul
            for suspension in preparation.suspensions
            if suspension.lot == lot and made_for(case.record, suspension, preparation) is None
        )
        pooled = rest_ul and not preparation.apart
        held_ul = count.pool_ul - (case.formulary.bench.pool_residual_ul if pooled else 0)
        if used_ul + rest_ul > held_ul:
            evidence = StockOverused(used_ul, rest_ul, max(held_ul, 0), case.lot_among(lot))
            yield stop(Rule.STOCK_OVERUSED, evidence, field="record.made")


def _used(case: Case, lot: str | None) -> int:
    """The stock that was taken from the pool of a lot since it was counted, for any order."""
    count = count_of(case.preparation, lot)
    letters = {item.letter for item in case.preparation.suspensions if item.lot == lot}
    return sum(
        entry.stock_ul
        for entry in case.record.made
        if entry.letter in letters and not _made_before(entry, count)
    )


def _made_before(entry: Made, count: Count | None) -> bool:
    at = count.counted_at if count else None
    return at is not None and is_before(entry.made.at, at)


def made_counted(case: Case) -> Iterator[Finding]:
    """Nothing is made of stock that has no count."""
    for entry in case.record.made:
        suspension = case.preparation.suspension(entry.letter)
        counted = bool(case.record.counts)
        if suspension is not None:
            counted = is_counted(case.preparation, suspension.lot)
        if not counted:
            yield stop(Rule.MADE_UNCOUNTED, MadeUncounted(entry.letter), field="record.counts")


def left_over(case: Case) -> Iterator[Finding]:
    """No more is left of the stock than was counted and not used."""
    left, counts = case.record.left_over, case.record.counts
    if left is None or not counts:
        return
    lots = dict.fromkeys(suspension.lot for suspension in case.preparation.suspensions)
    most_ul = sum(count.pool_ul for count in counts) - sum(_used(case, lot) for lot in lots)
    if left.volume_ul > most_ul:
        evidence = LeftOverAbove(left.volume_ul, max(most_ul, 0))
        yield confirm(Rule.LEFT_OVER_ABOVE, evidence, field="record.left_over")


def _made(case: Case) -> Iterator[tuple[Suspension, Made]]:
    """Each suspension that was made for the order as it is now, with its entry."""
    for suspension in case.preparation.suspensions:
        entry = made_for(case.record, suspension, case.preparation)
        if entry is not None:
            yield suspension, entry
