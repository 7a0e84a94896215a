"""Names the single vials and containers of a filling, and holds it against what was asked."""

from collections.abc import Sequence
from datetime import date

from spineplanner.domain.apart import Allocation, OpenedVial, Portion, Unproved, VialsOnHand
from spineplanner.solve.program import Kind


def allocation_of(
    portions: Sequence[Portion],
    vials: Sequence[VialsOnHand],
    sizes: Sequence[int],
    filling: Sequence[tuple[Kind, tuple[int, ...]]],
    unproved: Unproved | None,
) -> Allocation:
    """Name vials and containers, in the order of expiry, lot and vial.

    Raises:
        AssertionError: it does not hold, which is a fault of ours; nothing wrong is handed out.
    """
    waiting = {
        size: sorted(portion.number for portion in portions if portion.cells == size)
        for size in sizes
    }
    handed = []
    for lot, vial, filled in _named(vials, filling):
        numbers: list[int] = []
        for size, count in zip(sizes, filled, strict=True):
            numbers += waiting[size][:count]
            del waiting[size][:count]
        used = sum(size * count for size, count in zip(sizes, filled, strict=True))
        handed.append(OpenedVial(lot.lot, vial, lot.cells, used, tuple(sorted(numbers))))
    allocation = Allocation(tuple(handed), unproved)
    if not holds(allocation, portions, vials):
        raise AssertionError("an allocation of vials does not hold")
    return allocation


def _named(
    vials: Sequence[VialsOnHand], filling: Sequence[tuple[Kind, tuple[int, ...]]]
) -> list[tuple[VialsOnHand, int, tuple[int, ...]]]:
    """The opened vials: of equal lots the first by number is used up first."""
    kept: dict[tuple[int, date], list[tuple[VialsOnHand, int]]] = {}
    for lot in sorted(vials, key=lambda lot: lot.lot):
        each = [(lot, vial) for vial in range(1, lot.on_hand + 1)]
        kept.setdefault((lot.cells, lot.last_day or date.max), []).extend(each)
    opened = [(*kept[kind.cells, kind.last_day].pop(0), filled) for kind, filled in filling]
    return sorted(opened, key=lambda item: (item[0].last_day or date.max, item[0].lot, item[1]))


def holds(
    allocation: Allocation, portions: Sequence[Portion], vials: Sequence[VialsOnHand]
) -> bool:
    """Tell, in integers, that each container has one vial and that no vial is over-drawn."""
    wanted = {portion.number: portion.cells for portion in portions}
    lots = {lot.lot: lot for lot in vials}
    served = sorted(number for vial in allocation.vials for number in vial.numbers)
    taken = {(vial.lot, vial.vial) for vial in allocation.vials}
    return (
        served == sorted(wanted)
        and len(taken) == len(allocation.vials)
        and all(
            vial.used == sum(wanted[number] for number in vial.numbers) <= lots[vial.lot].cells
            and vial.cells == lots[vial.lot].cells
            and 1 <= vial.vial <= lots[vial.lot].on_hand
            for vial in allocation.vials
        )
    )
