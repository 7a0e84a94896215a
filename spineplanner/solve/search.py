"""Looks for any filling at all, and for how many vials are missing where there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from spineplanner.domain.apart import NotSettledInTime, TooFewVials
from spineplanner.solve.by_pattern import by_pattern
from spineplanner.solve.by_vial import by_vial
from spineplanner.solve.first_fit import first_fit
from spineplanner.solve.highs import Least, minimise
from spineplanner.solve.program import Filling, Kind, Program, Way, cost_of


@dataclass(frozen=True, slots=True)
class Search:
    """What is to be filled, until when to search, and who may stop it.

    `sizes` are the cells of the portions from large to small, `demand` how many there are of each.
    """

    sizes: tuple[int, ...]
    demand: tuple[int, ...]
    deadline: float
    cancelled: Callable[[], bool]
    clock: Callable[[], float]

    @property
    def wanted(self) -> int:
        """The cells of all portions together."""
        return sum(size * number for size, number in zip(self.sizes, self.demand, strict=True))

    def way(self, kinds: Sequence[Kind]) -> Way:
        """State the program by patterns, or by single vials where those are too many."""
        listed = by_pattern(self.sizes, self.demand, kinds)
        return by_vial(self.sizes, self.demand, kinds) if listed is None else listed

    def least(self, program: Program, by_kind: Sequence[int]) -> Least:
        """Minimise in the time that is left."""
        left = self.deadline - self.clock()
        if left <= 0 or self.cancelled():
            return Least(None, None)
        costs = program.costs(by_kind)
        return minimise(program, costs, seconds=left, cancelled=self.cancelled)


def some_filling(
    search: Search, kinds: Sequence[Kind], *, on_hand: int
) -> Filling | TooFewVials | NotSettledInTime:
    """Find any way with what is on hand, or the fewest vials that would have to be added.

    Where the simple way fails, vials as strong as the strongest are added and as few of them as
    can be are opened: with none there is a filling, and otherwise so many are missing.
    """
    filling = first_fit(search.sizes, search.demand, kinds)
    if filling is not None:
        return filling
    strongest = max(kind.cells for kind in kinds)
    extra = Kind(strongest, date.max, sum(search.demand), extra=True)
    start = first_fit(search.sizes, search.demand, [*kinds, extra])
    if start is None:
        raise AssertionError("with a vial for each portion there is a filling")
    by_kind = [*[0] * len(kinds), 1]
    missing = cost_of(start, by_kind)
    enlarged = [*kinds, Kind(strongest, date.max, missing, extra=True)]
    way = search.way(enlarged)
    least = search.least(way.program, by_kind)
    if least.values is not None:
        found = way.filling(least.values)
        missing = min(missing, cost_of(found, by_kind))
        if not missing:
            return found
    return _too_few(search, kinds, missing, least.bound or 0, on_hand)


def _too_few(
    search: Search, kinds: Sequence[Kind], missing: int, bound: int, on_hand: int
) -> TooFewVials | NotSettledInTime:
    """Say how many are missing, as far as that is proved; their cells alone prove something."""
    short = search.wanted - sum(kind.cells * kind.count for kind in kinds)
    surely = max(bound, -(-short // max(kind.cells for kind in kinds)))
    if surely > 0:
        return TooFewVials(on_hand, surely, proved=surely == missing)
    return NotSettledInTime(on_hand)
