"""The filling as a choice among patterns: every way that one vial can be used to the full.

Equal portions and equal vials are the same here, so no solution is tried twice; the factors are
numbers of portions, so small that floating point is exact; and the bound of the relaxed program
is the tight one of Gilmore and Gomory (Operations Research 1961;9:849).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from spineplanner.solve.program import Filling, Kind, Program, Row

MOST_PATTERNS = 4_000
"""Beyond so many it takes longer to list them than they save."""

_MOST_TRIED = 20 * MOST_PATTERNS


@dataclass(frozen=True, slots=True)
class ByPattern:
    """The program, and for each column its kind of vial and how many of each size it fills."""

    program: Program
    columns: tuple[tuple[int, tuple[int, ...]], ...]
    demand: tuple[int, ...]

    def filling(self, values: Sequence[int]) -> Filling:
        """Open the vials and leave out what is filled beyond the demand."""
        waiting = list(self.demand)
        opened = []
        for (kind, pattern), times in zip(self.columns, values, strict=True):
            for _vial in range(times):
                taken = tuple(map(min, pattern, waiting))
                waiting = [left - n for left, n in zip(waiting, taken, strict=True)]
                if any(taken):
                    opened.append((kind, taken))
        return tuple(opened)


def by_pattern(
    sizes: Sequence[int], demand: Sequence[int], kinds: Sequence[Kind]
) -> ByPattern | None:
    """State the program, or return None where the patterns are too many to list.

    Sizes go from large to small. They are divided by their greatest common divisor; what a vial
    holds beyond a multiple of that can fill nothing.
    """
    unit = gcd(*sizes)
    scaled = [size // unit for size in sizes]
    columns: list[tuple[int, tuple[int, ...]]] = []
    tries = iter(range(_MOST_TRIED))
    for place, kind in enumerate(kinds):
        for pattern in _full_patterns(scaled, demand, kind.cells // unit):
            if pattern is not None:
                columns.append((place, pattern))
            if next(tries, None) is None or len(columns) > MOST_PATTERNS:
                return None
    rows = [
        Row(wanted, None, _terms((pattern[size] for _kind, pattern in columns)))
        for size, wanted in enumerate(demand)
    ]
    rows += [
        Row(None, kind.count, _terms(int(of_kind == place) for of_kind, _pattern in columns))
        for place, kind in enumerate(kinds)
    ]
    opens = tuple(kind for kind, _pattern in columns)
    uppers = tuple(kinds[kind].count for kind in opens)
    return ByPattern(Program(uppers, opens, tuple(rows)), tuple(columns), tuple(demand))


def _terms(factors: Iterator[int]) -> tuple[tuple[int, int], ...]:
    return tuple((column, factor) for column, factor in enumerate(factors) if factor)


def _full_patterns(
    sizes: Sequence[int], demand: Sequence[int], room: int
) -> Iterator[tuple[int, ...] | None]:
    """Yield what fits into one vial and leaves no room for a further portion that is wanted.

    None stands for a try that was not full, so that the caller can count tries.
    """
    if not sizes:
        yield ()
        return
    size, most = sizes[0], min(demand[0], room // sizes[0])
    for number in range(most, -1, -1):
        left = room - number * size
        for rest in _full_patterns(sizes[1:], demand[1:], left):
            if rest is None:
                yield None
                continue
            spare = left - sum(n * s for n, s in zip(rest, sizes[1:], strict=True))
            yield None if number < demand[0] and spare >= size else (number, *rest)
