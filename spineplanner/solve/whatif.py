"""The vials that a plan needs, over the viability or the recovery that is assumed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.lots import usable_lots
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare
from spineplanner.domain.refusals import NotEnoughVials
from spineplanner.domain.values import WHOLE_BP

_PLENTY = 10_000
"""More vials than any plan needs; the most that a lot may have on hand."""


class Assumed(StrEnum):
    """What is assumed of the thaw, and may turn out otherwise."""

    VIABILITY = "viability"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Needed:
    """The vials that a share needs; absent where the plan can't be prepared with it."""

    share_bp: int
    vials: int | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lowest share at which `vials` still serve, and what anything lower needs."""

    share_bp: int
    vials: int
    below: int | None


@dataclass(frozen=True, slots=True)
class VialSeries:
    """Vials needed over a share, from low to high.

    `today` is the plan's own share; `on_hand` the usable vials, where every lot states them.
    `matters` is false where the share does not enter the sum, and the line is flat.
    """

    assumed: Assumed
    points: tuple[Needed, ...]
    today: Needed | None
    thresholds: tuple[Threshold, ...]
    on_hand: int | None
    matters: bool


def vials_against(
    plan: Plan,
    formulary: Formulary,
    assumed: Assumed,
    *,
    lowest_bp: int = 5_000,
    apart_bp: int = 100,
) -> VialSeries:
    """Prepare the plan anew for share after share, as planned, whatever was counted.

    The thresholds are exact to the hundredth of a per cent in which shares are stated. Vials
    are not limited to those on hand, so that the chart shows what would be missing; shares
    below `lowest_bp` are not looked at.
    """
    known: dict[int, int | None] = {}

    def needed(share_bp: int) -> int | None:
        if share_bp not in known:
            known[share_bp] = _vials(_assuming(plan, assumed, share_bp), formulary)
        return known[share_bp]

    shares = [*range(lowest_bp, WHOLE_BP, apart_bp), WHOLE_BP]
    points = tuple(Needed(share, needed(share)) for share in shares)
    own = _own_share(plan, assumed)
    lots = [lot.on_hand for lot in usable_lots(plan)]
    return VialSeries(
        assumed=assumed,
        points=points,
        today=None if own is None else Needed(own, needed(own)),
        thresholds=tuple(_thresholds(shares, needed)),
        on_hand=None if None in lots or not lots else sum(vials or 0 for vials in lots),
        matters=assumed is Assumed.RECOVERY or _counts_differ(plan),
    )


def _counts_differ(plan: Plan) -> bool:
    """Whether label and dose count other cells, so that the viability enters the sum."""
    return plan.supply.label_basis is not plan.supply.dose_basis


def _own_share(plan: Plan, assumed: Assumed) -> int | None:
    match assumed:
        case Assumed.VIABILITY:
            return plan.supply.viability_bp
        case Assumed.RECOVERY:
            return plan.supply.recovery_bp
        case _:
            assert_never(assumed)


def _assuming(plan: Plan, assumed: Assumed, share_bp: int) -> Plan:
    return plan.replace(supply=plan.supply.replace(**{f"{assumed}_bp": share_bp}))


def _vials(plan: Plan, formulary: Formulary) -> int | None:
    """The vials to thaw; where those on hand run out, as if the last usable lot had plenty."""
    made = prepare(plan, formulary)
    lots = usable_lots(plan)
    if lots and any(isinstance(refusal, NotEnoughVials) for refusal in made.refusals):
        last = lots[-1].number
        plenty = [
            lot.replace(on_hand=_PLENTY) if lot.number == last else lot for lot in plan.supply.lots
        ]
        plan = plan.replace(supply=plan.supply.replace(lots=tuple(plenty)))
        made = prepare(plan, formulary)
    return None if made.supply is None else made.supply.vials


def _thresholds(shares: list[int], needed: Callable[[int], int | None]) -> Iterator[Threshold]:
    """Halve each gap in which the number changes, until it lies between two neighbours."""
    for low, high in pairwise(shares):
        yield from _between(low, high, needed)


def _between(low: int, high: int, needed: Callable[[int], int | None]) -> Iterator[Threshold]:
    above = needed(high)
    if needed(low) == above:
        return
    if high - low > 1:
        middle = (low + high) // 2
        yield from _between(low, middle, needed)
        yield from _between(middle, high, needed)
    elif above is not None:
        yield Threshold(high, above, needed(low))
