"""The filling of vials as an integer program in whole numbers, whatever its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Kind:
    """Equal vials: what each gives, until when, how many; an `extra` one is not on hand."""

    cells: int
    last_day: date
    count: int
    extra: bool = False


Filling = tuple[tuple[int, tuple[int, ...]], ...]
"""The opened vials: the place of the kind, and how many portions of each size it fills."""


@dataclass(frozen=True, slots=True)
class Row:
    """`least <= sum(factor x column) <= most` over (column, factor); None is no bound."""

    least: int | None
    most: int | None
    terms: tuple[tuple[int, int], ...]

    def holds(self, values: Sequence[int]) -> bool:
        """Whether whole values keep it, exactly."""
        total = sum(factor * values[column] for column, factor in self.terms)
        return (self.least is None or total >= self.least) and (
            self.most is None or total <= self.most
        )


@dataclass(frozen=True, slots=True)
class Program:
    """What any filling must keep: columns from 0 to their upper bounds, and rows.

    `opens` is, for each column, the place of the kind of vial that 1 of it opens, or None.
    """

    uppers: tuple[int, ...]
    opens: tuple[int | None, ...]
    rows: tuple[Row, ...]

    def costs(self, by_kind: Sequence[int]) -> list[int]:
        """What 1 of each column costs, where an opened vial costs so much by its kind."""
        return [0 if kind is None else by_kind[kind] for kind in self.opens]

    def pinned(self, by_kind: Sequence[int], cost: int) -> Self:
        """The same program, held to a cost that was reached."""
        terms = tuple((column, c) for column, c in enumerate(self.costs(by_kind)) if c)
        return replace(self, rows=(*self.rows, Row(cost, cost, terms)))

    def holds(self, values: Sequence[int]) -> bool:
        """Whether whole values keep everything, exactly."""
        bounded = all(0 <= x <= upper for x, upper in zip(values, self.uppers, strict=True))
        return bounded and all(row.holds(values) for row in self.rows)


class Way(Protocol):
    """A way to state the filling as a program, and to read its values."""

    @property
    def program(self) -> Program:
        """The program to solve."""

    def filling(self, values: Sequence[int]) -> Filling:
        """What whole values that hold mean; a vial from which nothing is taken is not opened."""


def cost_of(filling: Filling, by_kind: Sequence[int]) -> int:
    """What the opened vials cost."""
    return sum(by_kind[kind] for kind, _portions in filling)
