"""Which lot each suspension comes from: first to expire, one lot unless the plan allows more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spineplanner.domain.plan import Lot, Plan
from spineplanner.domain.refusals import NotEnoughVials


@dataclass(frozen=True, slots=True)
class Load:
    """The stock one suspension takes, and the lot it must come from, if one is named."""

    stock_ul: int
    lot: str | None


@dataclass(frozen=True, slots=True)
class Yield:
    """What a vial gives, and what each pool loses besides its suspensions, in microlitres."""

    vial_ul: int
    overhead_ul: int

    def vials_for(self, stock_ul: int) -> int:
        """How many vials must be thawed for so much stock in suspensions."""
        return -(-(stock_ul + self.overhead_ul) // self.vial_ul)


def is_expired(lot: Lot, plan: Plan) -> bool:
    """Whether a lot expires before the day of the procedure."""
    if lot.expiry is None or plan.procedure.at is None:
        return False
    return lot.expiry.last_day < plan.procedure.at.date()


def usable_lots(plan: Plan) -> tuple[Lot, ...]:
    """The lots that do not expire before the procedure, first to expire first."""
    usable = (lot for lot in plan.supply.lots if not is_expired(lot, plan))
    return tuple(sorted(usable, key=_expiry))


def _expiry(lot: Lot) -> tuple[date, str]:
    return (lot.expiry.last_day if lot.expiry else date.max, lot.number)


def allot(
    loads: Sequence[Load], plan: Plan, per: Yield, *, thawed: bool
) -> tuple[str | None, ...] | NotEnoughVials:
    """Choose the lot of each load, in the order of the loads.

    A lot with unknown vials on hand is taken to have enough: another finding asks for them.
    Where vials are `thawed` already, what is on hand no longer decides.
    """
    lots = plan.supply.lots
    if not lots:
        return (None,) * len(loads)
    room = {lot.number: _room(lot, per, thawed=thawed) for lot in lots}
    for load in loads:
        if load.lot is not None:
            room[load.lot] -= load.stock_ul
    for number, left in room.items():
        if left < 0 and any(load.lot == number for load in loads):
            return _shortage(plan, number, -left, per)
    free = [load.stock_ul for load in loads if load.lot is None]
    chosen = _choose(free, _candidates(loads, plan), room, may_mix=plan.supply.may_mix_lots)
    if chosen is None:
        return _largest_shortage(plan, sum(free), room, per)
    taken = iter(chosen)
    return tuple(load.lot if load.lot is not None else next(taken) for load in loads)


_UNKNOWN_ROOM = 10**15


def _room(lot: Lot, per: Yield, *, thawed: bool) -> int:
    if thawed or lot.on_hand is None:
        return _UNKNOWN_ROOM
    return lot.on_hand * per.vial_ul - per.overhead_ul


def _candidates(loads: Sequence[Load], plan: Plan) -> list[str]:
    """Lots for what names none: those already in use come first, and alone if none may mix."""
    named = {load.lot for load in loads}
    usable = [lot.number for lot in usable_lots(plan)]
    used = [number for number in usable if number in named]
    if used and not plan.supply.may_mix_lots:
        return used
    return used + [number for number in usable if number not in named]


def _choose(
    free: list[int], candidates: list[str], room: dict[str, int], *, may_mix: bool
) -> list[str] | None:
    """One lot for all where one has room; else, if they may mix, a lot for each that fits.

    Each suspension goes whole to the first lot with room, in order and then largest first.
    """
    for number in candidates:
        if sum(free) <= room[number]:
            return [number] * len(free)
    if not may_mix:
        return None
    in_order = list(range(len(free)))
    largest_first = sorted(in_order, key=lambda position: -free[position])
    for order in (in_order, largest_first):
        fitted = _first_fit(free, order, candidates, dict(room))
        if fitted is not None:
            return fitted
    return None


def _first_fit(
    free: list[int], order: list[int], candidates: list[str], room: dict[str, int]
) -> list[str] | None:
    fitted = [""] * len(free)
    for position in order:
        number = next((lot for lot in candidates if free[position] <= room[lot]), None)
        if number is None:
            return None
        room[number] -= free[position]
        fitted[position] = number
    return fitted


def _shortage(plan: Plan, number: str | None, short_ul: int, per: Yield) -> NotEnoughVials:
    on_hand = next((lot.on_hand for lot in plan.supply.lots if lot.number == number), None) or 0
    more = -(-short_ul // per.vial_ul)
    return NotEnoughVials(number, on_hand, short_ul, more, measured=False)


def _largest_shortage(
    plan: Plan, stock_ul: int, room: dict[str, int], per: Yield
) -> NotEnoughVials:
    """Say how far the fullest usable lot falls short; no lot at all where none is usable."""
    usable = [lot.number for lot in usable_lots(plan)]
    if not usable:
        return _shortage(plan, None, stock_ul + per.overhead_ul, per)
    fullest = max(usable, key=lambda number: room[number])
    return _shortage(plan, fullest, stock_ul - room[fullest], per)
