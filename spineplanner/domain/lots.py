"""Which lot each suspension comes from: first to expire, one lot unless the plan allows more."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

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

    @property
    def usable_ul(self) -> int:
        """What a vial that is kept apart gives, after a sample and a residual of its own."""
        return self.vial_ul - self.overhead_ul

    def vials_for(self, stock_ul: int) -> int:
        """How many vials must be thawed for so much stock in suspensions."""
        return -(-(stock_ul + self.overhead_ul) // self.vial_ul)


def is_expired(lot: Lot, plan: Plan) -> bool:
    """Whether a lot expires before the day of the procedure."""
    at = plan.procedure.local
    if lot.expiry is None or at is None:
        return False
    return lot.expiry.last_day < at.date()


def usable_lots(plan: Plan) -> tuple[Lot, ...]:
    """The lots that do not expire before the procedure, first to expire first."""
    usable = (lot for lot in plan.supply.lots if not is_expired(lot, plan))
    return tuple(sorted(usable, key=_expiry))


def _expiry(lot: Lot) -> tuple[date, str]:
    return (lot.expiry.last_day if lot.expiry else date.max, lot.number)


def named_lots(plan: Plan) -> dict[int, str | None]:
    """The lot of each container by its number, as far as the plan decides it.

    Where no second lot may be used, the one that is named anywhere is that of all.
    """
    named = {aliquot.lot for aliquot in plan.aliquots if aliquot.lot is not None}
    several = plan.supply.may_mix_lots and len(plan.supply.lots) > 1
    common = None if several or len(named) != 1 else named.pop()
    return {number: a.lot or common for number, a in enumerate(plan.aliquots, start=1)}


_NOTHING_COUNTED: Mapping[str | None, int] = MappingProxyType({})


def allot(
    loads: Sequence[Load],
    plan: Plan,
    per: Yield,
    counted: Mapping[str | None, int] = _NOTHING_COUNTED,
) -> tuple[str | None, ...] | NotEnoughVials:
    """Choose the lot of each load, in the order of the loads.

    A lot with unknown vials on hand is taken to have enough: another finding asks for them.
    `counted` has the lots that the counts name, None for a count that names none, and how much
    stock of the planned strength what was measured of them comes to, in microlitres.
    A count changes no choice of lots, unless it names one that would not be used, or there are
    not enough vials: then what was thawed decides, and no longer what is on hand. Where it is
    too little by what is taken as planned, the first lot is said to fall short.
    """
    lots = plan.supply.lots
    if not lots:
        return (None,) * len(loads)
    named = {load.lot for load in loads}
    planned = _allot(
        loads, plan, per, candidates(named, plan), {lot.number: _room(lot, per) for lot in lots}
    )
    thawed = [lot.number for lot in lots if lot.number in counted]
    as_planned = not isinstance(planned, NotEnoughVials) and set(thawed) <= set(planned)
    if as_planned or not counted:
        return planned
    among = thawed or candidates(named, plan)
    measured = {lot.number: counted.get(lot.number, UNKNOWN_ROOM) for lot in lots}
    shared = _allot(loads, plan, per, among, measured)
    if not isinstance(shared, NotEnoughVials):
        return shared
    return _allot(loads, plan, per, among, {lot.number: UNKNOWN_ROOM for lot in lots})


def _allot(
    loads: Sequence[Load], plan: Plan, per: Yield, among: list[str], room: dict[str, int]
) -> tuple[str | None, ...] | NotEnoughVials:
    for load in loads:
        if load.lot is not None:
            room[load.lot] -= load.stock_ul
    for number, left in room.items():
        if left < 0 and any(load.lot == number for load in loads):
            return _shortage(plan, number, -left, per)
    free = [load.stock_ul for load in loads if load.lot is None]
    chosen = _choose(free, among, room, may_mix=plan.supply.may_mix_lots)
    if chosen is None:
        return _largest_shortage(plan, sum(free), among, room, per)
    taken = iter(chosen)
    return tuple(load.lot if load.lot is not None else next(taken) for load in loads)


UNKNOWN_ROOM = 10**15
"""More than any lot holds: it is taken to have enough where nobody has said how much."""


def _room(lot: Lot, per: Yield) -> int:
    if lot.on_hand is None:
        return UNKNOWN_ROOM
    return lot.on_hand * per.vial_ul - per.overhead_ul


def candidates(named: Set[str | None], plan: Plan) -> list[str]:
    """Lots for what names none: those already in use come first, and alone if none may mix."""
    usable = [lot.number for lot in usable_lots(plan)]
    used = [number for number in usable if number in named]
    if used and not plan.supply.may_mix_lots:
        return used
    return used + [number for number in usable if number not in named]


def _choose(
    free: list[int], candidates: list[str], room: dict[str, int], *, may_mix: bool
) -> list[str] | None:
    """One lot for all where one has room; else, if they may mix, a lot for each that fits.

    Nothing to place needs no room. Each suspension goes whole to the first lot with room, in
    order and then largest first.
    """
    if not free:
        return []
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
    plan: Plan, stock_ul: int, candidates: list[str], room: dict[str, int], per: Yield
) -> NotEnoughVials:
    """Say how far the fullest usable lot falls short of all; no lot where none is usable."""
    if not candidates:
        return _shortage(plan, None, stock_ul + per.overhead_ul, per)
    fullest = max(candidates, key=lambda number: room[number])
    return _shortage(plan, fullest, stock_ul - room[fullest], per)
