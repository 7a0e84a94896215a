"""Improves a filling goal by goal: fewest vials, then least left over, then first expiry."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from math import gcd

from spineplanner.domain.apart import Goal, Unproved
from spineplanner.solve.program import Filling, Kind, Way, cost_of
from spineplanner.solve.search import Search


@dataclass(frozen=True, slots=True)
class _Aim:
    """One goal as the cost of an opened vial by its kind.

    `unit` is what 1 of the cost stands for; `least` is a cost below which there is nothing,
    known without search.
    """

    goal: Goal
    by_kind: tuple[int, ...]
    unit: int
    least: int
    last_day: date | None = None


def improved(
    search: Search, kinds: Sequence[Kind], filling: Filling
) -> tuple[Filling, Unproved | None]:
    """Reach one goal after the other, each held to what the former have reached.

    Returns:
        The best filling, and the first goal that is not proved, after which it ends.
    """
    used = len(filling)
    kinds = [replace(kind, count=min(kind.count, used)) for kind in kinds]
    way, pins = None, list[tuple[tuple[int, ...], int]]()
    aims = [_fewest_aim(kinds, search.wanted)]
    undecided = used
    while aims:
        aim = aims.pop(0)
        bound = max(aim.least, -undecided) if aim.goal is Goal.EXPIRY else aim.least
        if cost_of(filling, aim.by_kind) > bound:
            way = way or search.way(kinds)
            filling, found = _step(search, way, pins, aim, filling)
            bound = max(bound, bound if found is None else found)
        cost = cost_of(filling, aim.by_kind)
        if cost > bound:
            return filling, Unproved(aim.goal, (cost - bound) * aim.unit, aim.last_day)
        pins.append((aim.by_kind, cost))
        if aim.goal is Goal.VIALS:
            undecided = cost
            aims = _later_aims(kinds, search.wanted, len(filling))
        elif aim.goal is Goal.EXPIRY:
            undecided += cost
    return filling, None


def _step(
    search: Search,
    way: Way,
    pins: Sequence[tuple[tuple[int, ...], int]],
    aim: _Aim,
    filling: Filling,
) -> tuple[Filling, int | None]:
    """The better of a filling and what is found in the time left, and what is proved of it."""
    program = way.program
    for by_kind, cost in pins:
        program = program.pinned(by_kind, cost)
    least = search.least(program, aim.by_kind)
    if least.values is None:
        return filling, least.bound
    found = way.filling(least.values)
    return min(filling, found, key=lambda f: cost_of(f, aim.by_kind)), least.bound


def _fewest_aim(kinds: Sequence[Kind], wanted: int) -> _Aim:
    """As few vials as can be; not fewer than the strongest that hold all cells together."""
    held = [kind.cells for kind in kinds for _vial in range(kind.count)]
    together = accumulate(sorted(held, reverse=True))
    fewest = next(number for number, cells in enumerate(together, start=1) if cells >= wanted)
    return _Aim(Goal.VIALS, (1,) * len(kinds), 1, fewest)


def _later_aims(kinds: Sequence[Kind], wanted: int, opened: int) -> list[_Aim]:
    """What is sought among the ways that open so many vials."""
    aims = _waste_aim(kinds, wanted, opened)
    for day in sorted({kind.last_day for kind in kinds})[:-1]:
        by_kind = tuple(-int(kind.last_day == day) for kind in kinds)
        there = sum(kind.count for kind in kinds if kind.last_day == day)
        aims.append(_Aim(Goal.EXPIRY, by_kind, 1, -there, day))
    return aims


def _waste_aim(kinds: Sequence[Kind], wanted: int, opened: int) -> list[_Aim]:
    """The cells in so many opened vials beyond as many of the weakest, in their common unit."""
    weakest = min(kind.cells for kind in kinds)
    unit = gcd(*(kind.cells - weakest for kind in kinds))
    if not unit:
        return []
    costs = tuple((kind.cells - weakest) // unit for kind in kinds)
    beyond = wanted - opened * weakest
    return [_Aim(Goal.WASTE, costs, unit, max(0, -(-beyond // unit)))]
