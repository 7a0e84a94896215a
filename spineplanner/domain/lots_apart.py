"""Which lot each container is filled from where vials are kept apart: first to expire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from spineplanner.domain.apart import VialUse
from spineplanner.domain.keeping_apart import Wanted, open_vials, vials_short
from spineplanner.domain.lots import UNKNOWN_ROOM, candidates
from spineplanner.domain.plan import Plan
from spineplanner.domain.refusals import NotEnoughVials

LotsChosen = dict[int, str | None]
"""The lot of each container by its number; None where no lot is stated."""

ChosenByNumber = Mapping[int, tuple[str | None, int]]
"""The lot and the vial of each syringe by its number, as somebody chose them."""


def chosen_of(lot: str | None, chosen: ChosenByNumber) -> dict[int, int]:
    """The vials that were chosen of one lot, by the syringes' numbers."""
    return {number: vial for number, (where, vial) in chosen.items() if where == lot}


_NOTHING_COUNTED: Mapping[str | None, int] = MappingProxyType({})
_NOTHING_CHOSEN: ChosenByNumber = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Stocks:
    """What is on hand: vials of each lot that give so much each, and how they were chosen."""

    rooms: Mapping[str, int]
    usable_ul: int
    chosen: ChosenByNumber

    def opened(self, lot: str, wanted: Sequence[Wanted]) -> tuple[VialUse, ...]:
        """The vials of a lot that these containers open."""
        chosen = chosen_of(lot, self.chosen)
        return open_vials(wanted, self.usable_ul, lot=lot, chosen=chosen)

    def hold(self, lot: str, wanted: Sequence[Wanted]) -> bool:
        """Whether a lot has vials enough for these containers."""
        return len(self.opened(lot, wanted)) <= self.rooms[lot]

    def short(self, lot: str, wanted: Sequence[Wanted]) -> NotEnoughVials | None:
        """By how many vials a lot falls short of these containers."""
        return vials_short(self.opened(lot, wanted), lot, self.rooms[lot], measured=False)


def lots_apart(
    wanted: Sequence[Wanted],
    named: Mapping[int, str | None],
    plan: Plan,
    usable_ul: int,
    counted: Mapping[str | None, int] = _NOTHING_COUNTED,
    chosen: ChosenByNumber = _NOTHING_CHOSEN,
) -> LotsChosen | NotEnoughVials:
    """Choose the lot of each container, by what it takes as planned.

    The first to expire that has vials enough for all; where lots may be mixed and none has, each
    container goes to the first lot with room, bags first, then the largest. A lot with unknown
    vials on hand is taken to have enough. A count changes no choice of lots, unless it names one
    that would not be used, or there are not enough vials: then what was thawed decides.

    Args:
        wanted: what the containers take.
        named: the lot each must come from by its number, or None.
        plan: the lots, and whether they may be mixed.
        usable_ul: what a vial gives, above nothing. A syringe that takes more is taken to need
            one vial: it is refused elsewhere.
        counted: the lots that the counts name, None for a count that names none, and how many
            vials of each were thawed.
        chosen: the vials as somebody chose them, which may be fewer than first fit opens.
    """
    lots = plan.supply.lots
    if not lots:
        return {item.number: None for item in wanted}
    fitting = [
        item if item.bag else replace(item, stock_ul=min(item.stock_ul, usable_ul))
        for item in wanted
    ]
    on_hand = {lot.number: UNKNOWN_ROOM if lot.on_hand is None else lot.on_hand for lot in lots}
    among = candidates({named[item.number] for item in wanted}, plan)
    planned = _settle(fitting, named, plan, among, _Stocks(on_hand, usable_ul, chosen))
    thawed = [lot.number for lot in lots if lot.number in counted]
    as_planned = not isinstance(planned, NotEnoughVials) and set(thawed) <= set(planned.values())
    if as_planned or not counted:
        return planned
    among = thawed or among
    there = {lot: counted.get(lot, UNKNOWN_ROOM) for lot in on_hand}
    shared = _settle(fitting, named, plan, among, _Stocks(there, usable_ul, chosen))
    if not isinstance(shared, NotEnoughVials):
        return shared
    plenty = dict.fromkeys(on_hand, UNKNOWN_ROOM)
    return _settle(fitting, named, plan, among, _Stocks(plenty, usable_ul, chosen))


def _settle(
    wanted: Sequence[Wanted],
    named: Mapping[int, str | None],
    plan: Plan,
    among: Sequence[str],
    stocks: _Stocks,
) -> LotsChosen | NotEnoughVials:
    of_lot: dict[str, list[Wanted]] = {lot: [] for lot in stocks.rooms}
    chosen: LotsChosen = {}
    free: list[Wanted] = []
    for item in wanted:
        lot = named[item.number]
        if lot is None:
            free.append(item)
        else:
            of_lot[lot].append(item)
            chosen[item.number] = lot
    shorts = (stocks.short(lot, items) for lot, items in of_lot.items())
    if (short := next((s for s in shorts if s is not None), None)) is not None:
        return short
    if not free:
        return chosen
    if (alone := _alone(free, of_lot, among, stocks)) is not None:
        return chosen | {item.number: alone for item in free}
    spread = _spread(free, of_lot, among, stocks) if plan.supply.may_mix_lots else None
    return _shortage(free, of_lot, among, stocks) if spread is None else chosen | spread


def _alone(
    free: Sequence[Wanted],
    of_lot: Mapping[str, Sequence[Wanted]],
    among: Sequence[str],
    stocks: _Stocks,
) -> str | None:
    """The first lot that has vials enough for all that is not settled."""
    return next((lot for lot in among if stocks.hold(lot, [*of_lot[lot], *free])), None)


def _spread(
    free: Sequence[Wanted],
    of_lot: Mapping[str, Sequence[Wanted]],
    among: Sequence[str],
    stocks: _Stocks,
) -> LotsChosen | None:
    """Bags first, for they need vials of one lot; then the largest, each where it fits first."""
    held = {lot: list(of_lot[lot]) for lot in among}
    spread: LotsChosen = {}
    for item in sorted(free, key=lambda item: (not item.bag, -item.stock_ul, item.number)):
        lot = next((lot for lot in among if stocks.hold(lot, [*held[lot], item])), None)
        if lot is None:
            return None
        held[lot].append(item)
        spread[item.number] = lot
    return spread


def _shortage(
    free: Sequence[Wanted],
    of_lot: Mapping[str, Sequence[Wanted]],
    among: Sequence[str],
    stocks: _Stocks,
) -> NotEnoughVials:
    """How far the fullest usable lot falls short of all; no lot where none is usable."""
    fullest = max(among, key=lambda lot: stocks.rooms[lot], default=None)
    held = [] if fullest is None else of_lot[fullest]
    uses = open_vials([*held, *free], stocks.usable_ul)
    room = 0 if fullest is None else stocks.rooms[fullest]
    beyond = uses[room:]
    short_ul = sum(use.stock_ul for use in beyond)
    return NotEnoughVials(fullest, room, short_ul, len(beyond), measured=False)
