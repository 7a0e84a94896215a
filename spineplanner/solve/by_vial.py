"""The filling with columns for each single vial: for portions too unlike to list patterns of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from spineplanner.solve.program import Filling, Kind, Program, Row


@dataclass(frozen=True, slots=True)
class ByVial:
    """The program; `kinds` is the kind of each single vial, equal ones side by side.

    Columns are first one for each vial (opened: 0 or 1), then for each vial one for each size
    (how many portions of it).
    """

    program: Program
    kinds: tuple[int, ...]
    width: int

    def filling(self, values: Sequence[int]) -> Filling:
        """Read what each vial fills."""
        first, last = len(self.kinds), len(values)
        each = [tuple(values[at : at + self.width]) for at in range(first, last, self.width)]
        return tuple(
            (kind, portions)
            for kind, portions in zip(self.kinds, each, strict=True)
            if any(portions)
        )


def by_vial(sizes: Sequence[int], demand: Sequence[int], kinds: Sequence[Kind]) -> ByVial:
    """State the program; cells are divided by the greatest common divisor of the sizes."""
    unit = gcd(*sizes)
    scaled = [size // unit for size in sizes]
    each = tuple(place for place, kind in enumerate(kinds) for _vial in range(kind.count))
    width, count = len(sizes), len(each)
    uppers = [1] * count
    rows: list[Row] = []
    for vial, place in enumerate(each):
        start, room = count + vial * width, kinds[place].cells // unit
        most = [min(n, room // size) for n, size in zip(demand, scaled, strict=True)]
        uppers += most
        filled = tuple((start + size, cells) for size, cells in enumerate(scaled))
        rows.append(Row(None, 0, (*filled, (vial, -room))))
        rows += [
            Row(None, 0, ((start + size, 1), (vial, -upper))) for size, upper in enumerate(most)
        ]
    for size, wanted in enumerate(demand):
        terms = tuple((count + vial * width + size, 1) for vial in range(count))
        rows.append(Row(wanted, wanted, terms))
    rows += _in_order(each, width)
    opens = (*each, *[None] * (count * width))
    return ByVial(Program(tuple(uppers), opens, tuple(rows)), each, width)


def _in_order(each: Sequence[int], width: int) -> list[Row]:
    """Of equal vials the one with more of the largest portions comes first: one order is tried."""
    rows = []
    for vial, (kind, following) in enumerate(pairwise(each)):
        if kind == following:
            largest = len(each) + vial * width
            rows.append(Row(0, None, ((vial, 1), (vial + 1, -1))))
            rows.append(Row(0, None, ((largest, 1), (largest + width, -1))))
    return rows
