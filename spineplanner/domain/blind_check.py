"""The blind second check: what is asked, what the program has for it, and what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Drawn, Preparation, Supply
from spineplanner.domain.record import Record
from spineplanner.domain.second_check import Checked, CheckedLine, SecondCheck


@dataclass(frozen=True, slots=True)
class Asked:
    """One number that the checker is asked for, without the answer.

    `of` is the letter of the suspension or the number of the syringe.
    """

    what: Checked
    of: str | None = None


def asked(plan: Plan, preparation: Preparation) -> tuple[Asked, ...]:
    """What the checker is asked for: total, vials, each stock, each mark to draw to."""
    return tuple(_computed(plan, preparation))


def answered(
    plan: Plan, preparation: Preparation, entered: Mapping[Asked, int | None]
) -> tuple[CheckedLine, ...]:
    """What the checker has entered beside what is computed; what is not asked is left out."""
    return tuple(
        CheckedLine(what=line.what, of=line.of, entered=entered.get(line), computed=number)
        for line, number in _computed(plan, preparation).items()
    )


def last_check(record: Record) -> SecondCheck | None:
    """The second check that counts: the last one."""
    return record.second_checks[-1] if record.second_checks else None


def is_outdated(check: SecondCheck, plan: Plan, preparation: Preparation) -> bool:
    """Whether the program would give other numbers now than it had for that check."""
    then = {Asked(line.what, line.of): line.computed for line in check.lines}
    return then != _computed(plan, preparation)


def _computed(plan: Plan, preparation: Preparation) -> dict[Asked, int | None]:
    supply = preparation.supply
    return {
        Asked(Checked.TOTAL): plan.ordered_cells,
        Asked(Checked.VIALS): _vials(supply) if supply else None,
        **dict(_stocks(preparation)),
        **dict(_marks(preparation)),
    }


def _vials(supply: Supply) -> int:
    """What the sums come to: after the count more vials may have been thawed."""
    return sum(ceil(pool.needed) for pool in supply.pools)


def _stocks(preparation: Preparation) -> Iterator[tuple[Asked, int]]:
    for suspension in preparation.suspensions:
        yield Asked(Checked.STOCK, suspension.letter), suspension.stock_ul


def _marks(preparation: Preparation) -> Iterator[tuple[Asked, int]]:
    for container in preparation.containers:
        if isinstance(container.volumes, Drawn):
            yield Asked(Checked.DRAW_TO, str(container.number)), container.volumes.mark_ul
