"""Small and large cases of vials kept apart, and a search through every way as an oracle."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from spineplanner.domain.apart import Allocation, Portion, VialsOnHand

FIRST_DAY = date(2027, 1, 31)
Score = tuple[int, int, tuple[int, ...]]


def portions_of(*cells: int) -> list[Portion]:
    return [Portion(number, size) for number, size in enumerate(cells, start=1)]


UNFIT_FOR_FIRST_FIT = (8, 8, 7, 6, 6, 4, 3, 3)
"""Three vials of 15 hold them exactly; the largest first, each where it fits, needs four."""


def lot(name: str, cells: int, on_hand: int, days: int | None = 0) -> VialsOnHand:
    """A lot that expires so many days after the first, or that has no expiry."""
    last_day = None if days is None else FIRST_DAY + timedelta(days=days)
    return VialsOnHand(name, cells, on_hand, last_day)


def small_case(seed: int) -> tuple[list[Portion], list[VialsOnHand]]:
    """Up to seven portions and five vials of up to three lots, tight as often as not."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    unit = chance.choice((1, 7, 1000, 62_000))
    sizes = [chance.randint(1, 12) * unit for _size in range(chance.randint(1, 4))]
    portions = portions_of(*(chance.choice(sizes) for _portion in range(chance.randint(1, 7))))
    lots = [
        lot(
            name,
            chance.randint(8, 26) * unit + chance.randrange(unit),
            chance.randint(0, 3 if name == "A" else 2),
            chance.choice((0, 30, None)),
        )
        for name in "ABC"[: chance.randint(1, 3)]
    ]
    while sum(item.on_hand for item in lots) > 5:
        lots.pop()
    return portions, lots


def large_case(
    seed: int, *, levels: int = 6, portions: int = 30, vials: int = 12, strengths: int = 3
) -> tuple[list[Portion], list[VialsOnHand]]:
    """Thirty portions of up to six sizes in twelve vials of three lots, about 10 % to spare."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    sizes = [chance.randint(20, 120) * 62_000 for _level in range(levels)]
    wanted = portions_of(*(chance.choice(sizes) for _portion in range(portions)))
    share = sum(portion.cells for portion in wanted) * 10 // (9 * vials)
    middle = strengths // 2
    lots = [
        lot(f"L{n}", max(share * (7 + n - middle) // 7, *sizes), vials // strengths, 30 * n)
        for n in range(strengths)
    ]
    return wanted, lots


def best_of_all(portions: Sequence[Portion], lots: Sequence[VialsOnHand]) -> Score | None:
    """Try every way to give each portion a vial; None where there is none.

    Returns:
        Vials opened, cells left over, and by day of expiry, first day first, the vials opened of
        it, as negative numbers: the least is the best.
    """
    vials = [item for item in lots for _vial in range(item.on_hand)]
    days = sorted({item.last_day or date.max for item in vials})
    wanted = sorted((portion.cells for portion in portions), reverse=True)
    best: list[Score | None] = [None]

    def give(place: int, room: list[int]) -> None:
        if place == len(wanted):
            opened = [v for v, left in zip(vials, room, strict=True) if left < v.cells]
            by_day = tuple(-sum((v.last_day or date.max) == day for v in opened) for day in days)
            score = (len(opened), sum(v.cells for v in opened) - sum(wanted), by_day)
            best[0] = score if best[0] is None else min(best[0], score)
            return
        tried = set()
        for number, left in enumerate(room):
            alike = (left, vials[number])
            if left >= wanted[place] and alike not in tried:
                tried.add(alike)
                give(place + 1, [*room[:number], left - wanted[place], *room[number + 1 :]])

    give(0, [vial.cells for vial in vials])
    return best[0]


def score_of(allocation: Allocation, lots: Sequence[VialsOnHand]) -> Score:
    """How good an allocation is, in the words of the oracle."""
    last_day = {item.lot: item.last_day or date.max for item in lots}
    days = sorted({item.last_day or date.max for item in lots if item.on_hand})
    opened = [last_day[vial.lot] for vial in allocation.vials]
    by_day = tuple(-opened.count(day) for day in days)
    return len(opened), allocation.left_over, by_day
