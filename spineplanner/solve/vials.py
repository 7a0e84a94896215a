"""Fills each container from one vial: fewest vials, then least left over, then first expiry."""

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic

from spineplanner.domain.apart import (
    Allocation,
    AllocationRefusal,
    LargerThanAnyVial,
    Portion,
    VialsOnHand,
)
from spineplanner.solve.aims import improved
from spineplanner.solve.handing_out import allocation_of
from spineplanner.solve.program import Kind
from spineplanner.solve.search import Search, some_filling


def _never() -> bool:
    return False


def allocate(
    portions: Sequence[Portion],
    vials: Sequence[VialsOnHand],
    *,
    seconds: float = 2.0,
    cancelled: Callable[[], bool] = _never,
    clock: Callable[[], float] = monotonic,
) -> Allocation | AllocationRefusal:
    """Choose the vial that each container is filled from.

    Fewest vials; among those ways the fewest cells in opened vials that nobody gets; among those
    as many vials as can be of the lots that expire first, then of the next. Each is a step of
    its own with gap 0. It blocks for about `seconds` at most and lets other threads run while it
    searches: call it from a worker.

    Args:
        portions: what each container takes, above nothing; each number once.
        vials: what is on hand, each lot once; lots that may not be used are not listed.
        seconds: how long to search; what is not proved by then is said in the answer.
        cancelled: asked while it searches; once true, the best so far is returned.
        clock: seconds that only ever rise.

    Returns:
        The allocation, proved or with what remains open, or why there is none.
    """
    if not portions:
        return Allocation((), None)
    largest = max((lot.cells for lot in vials if lot.on_hand > 0), default=0)
    too_large = [portion for portion in portions if portion.cells > largest]
    if too_large:
        numbers = tuple(sorted(portion.number for portion in too_large))
        return LargerThanAnyVial(numbers, max(portion.cells for portion in too_large), largest)
    sizes = tuple(sorted({portion.cells for portion in portions}, reverse=True))
    demand = tuple(sum(portion.cells == size for portion in portions) for size in sizes)
    search = Search(sizes, demand, clock() + seconds, cancelled, clock)
    kinds = _kinds(vials, len(portions))
    filling = some_filling(search, kinds, on_hand=sum(max(lot.on_hand, 0) for lot in vials))
    if not isinstance(filling, tuple):
        return filling
    filling, unproved = improved(search, kinds, filling)
    return allocation_of(portions, vials, sizes, [(kinds[k], p) for k, p in filling], unproved)


def _kinds(vials: Sequence[VialsOnHand], most: int) -> list[Kind]:
    """Group equal vials, strongest first, then first to expire; no more than can be of use."""
    counts: dict[tuple[int, date], int] = {}
    for lot in vials:
        key = (lot.cells, lot.last_day or date.max)
        counts[key] = counts.get(key, 0) + max(lot.on_hand, 0)
    ordered = sorted(counts, key=lambda key: (-key[0], key[1]))
    return [Kind(*key, min(counts[key], most)) for key in ordered if counts[key]]
