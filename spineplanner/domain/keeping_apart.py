"""Fills syringes from vials that are kept apart: largest first, each where it fits first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spineplanner.domain.apart import Part, VialUse
from spineplanner.domain.refusals import LargerThanAVial, NotEnoughVials


@dataclass(frozen=True, slots=True)
class Wanted:
    """The stock that one container takes, in microlitres above nothing."""

    number: int
    stock_ul: int
    bag: bool


def larger_than_a_vial(wanted: Sequence[Wanted], usable_ul: int) -> LargerThanAVial | None:
    """Name the syringes that no vial fills alone; all containers where a vial gives nothing."""
    large = [item for item in wanted if _is_too_large(item, usable_ul)]
    if not large:
        return None
    numbers = tuple(item.number for item in large)
    return LargerThanAVial(numbers, max(item.stock_ul for item in large), max(0, usable_ul))


def _is_too_large(item: Wanted, usable_ul: int) -> bool:
    return usable_ul <= 0 or (not item.bag and item.stock_ul > usable_ul)


def open_vials(
    wanted: Sequence[Wanted],
    usable_ul: int,
    *,
    lot: str | None = None,
    chosen: Mapping[int, int] | None = None,
) -> tuple[VialUse, ...]:
    """Fill containers from one lot, and number its vials in the order of use.

    A syringe is filled from one vial. A bag takes what is left in the syringes' vials and, where
    that is not enough, all of as few vials of its own as will do.

    Args:
        wanted: what they take; no syringe more than a vial gives.
        usable_ul: what each vial gives, in microlitres above nothing.
        lot: the lot.
        chosen: the vial of each syringe by its number, as somebody chose it. It is followed
            where it has all syringes, overdraws no vial and opens no more of them than are
            opened without it.
    """
    taken = {item.number: item.stock_ul for item in wanted if not item.bag}
    groups = _first_fit(taken, usable_ul)
    if chosen is not None and follows(chosen, taken, usable_ul, most=len(groups)):
        groups = _grouped(chosen, taken)
    vials = [[Part(number, taken[number]) for number in group] for group in groups]
    vials.sort(key=lambda parts: parts[0].number)
    for bag in (item for item in wanted if item.bag):
        _fill_bag(bag, vials, usable_ul)
    return tuple(
        VialUse(lot, vial, tuple(parts), usable_ul) for vial, parts in enumerate(vials, start=1)
    )


def _fill_bag(bag: Wanted, vials: list[list[Part]], usable_ul: int) -> None:
    """Open as few more vials for a bag as will do; the fullest rests serve for what they lack."""
    rests = {
        vial: usable_ul - sum(part.stock_ul for part in vials[vial]) for vial in range(len(vials))
    }
    more = max(0, -(-(bag.stock_ul - sum(rests.values())) // usable_ul))
    lacking = max(0, bag.stock_ul - more * usable_ul)
    own_ul = bag.stock_ul - lacking
    for vial in sorted(rests, key=lambda vial: (-rests[vial], vial)):
        part = min(rests[vial], lacking)
        if part:
            vials[vial].append(Part(bag.number, part, bag=True))
            lacking -= part
    for _vial in range(more):
        part = min(usable_ul, own_ul)
        vials.append([Part(bag.number, part, bag=True)])
        own_ul -= part


def _first_fit(taken: Mapping[int, int], usable_ul: int) -> list[list[int]]:
    """Put the largest first, each into the first vial with room for it."""
    groups: list[list[int]] = []
    rooms: list[int] = []
    for number in sorted(taken, key=lambda number: (-taken[number], number)):
        vial = next((v for v, room in enumerate(rooms) if taken[number] <= room), None)
        if vial is None:
            groups.append([])
            rooms.append(usable_ul)
            vial = -1
        groups[vial].append(number)
        rooms[vial] -= taken[number]
    return [sorted(group) for group in groups]


def follows(
    chosen: Mapping[int, int], taken: Mapping[int, int], usable_ul: int, *, most: int
) -> bool:
    """Whether vials as chosen have all syringes, none is overdrawn, and they are not too many."""
    if not chosen.keys() >= taken.keys():
        return False
    groups = _grouped(chosen, taken)
    stocks = (sum(taken[number] for number in group) for group in groups)
    return len(groups) <= most and all(stock_ul <= usable_ul for stock_ul in stocks)


def _grouped(chosen: Mapping[int, int], taken: Mapping[int, int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for number in sorted(taken):
        groups.setdefault(chosen[number], []).append(number)
    return list(groups.values())


def fewest_vials(wanted: Sequence[Wanted], usable_ul: int) -> int:
    """A number of vials below which there is no way, whatever is filled from what.

    All stock needs so many, and so do the syringes that take more than half a vial.
    """
    halves = sum(2 * item.stock_ul > usable_ul for item in wanted if not item.bag)
    return max(-(-sum(item.stock_ul for item in wanted) // usable_ul), halves)


def wanted_of(uses: Sequence[VialUse]) -> list[Wanted]:
    """What the containers take that such vials are used for."""
    taken: dict[tuple[int, bool], int] = {}
    for part in (part for use in uses for part in use.parts):
        key = part.number, part.bag
        taken[key] = taken.get(key, 0) + part.stock_ul
    return [Wanted(number, stock_ul, bag) for (number, bag), stock_ul in sorted(taken.items())]


def vials_short(
    uses: Sequence[VialUse], lot: str | None, available: int, *, measured: bool
) -> NotEnoughVials | None:
    """Say how many vials are missing where so many are available, and for how much stock."""
    beyond = uses[available:]
    if not beyond:
        return None
    short_ul = sum(use.stock_ul for use in beyond)
    return NotEnoughVials(lot, available, short_ul, len(beyond), measured)
