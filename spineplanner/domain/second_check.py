"""A second person's own numbers, beside what the program had computed, line by line."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from spineplanner.domain.entries import Done
from spineplanner.domain.values import MAX_CELLS, Line, Value


class Checked(StrEnum):
    """What a line of the second check is about, with the unit of its numbers."""

    TOTAL = "total"
    VIALS = "vials"
    STOCK = "stock"
    DRAW_TO = "draw-to"


Figure = Annotated[int, Field(ge=0, le=MAX_CELLS)]
"""Cells of a total, a number of vials, microlitres of a stock or a mark."""


class CheckedLine(Value):
    """One number, as the checker found it and as the program computed it then.

    `of` is the letter of the suspension or the number of the container. `entered` is absent
    where the checker has left it blank, `computed` where it could not be computed.
    """

    what: Checked
    of: Line | None = None
    entered: Figure | None = None
    computed: Figure | None = None

    @property
    def agrees(self) -> bool:
        """Whether both found the same: marks and vials are read exactly, so nothing is near."""
        return self.entered == self.computed


class SecondCheck(Value):
    """The checker's numbers for one revision; kept as they were, with their differences."""

    revision: Annotated[int, Field(ge=1, le=100_000)]
    lines: Annotated[tuple[CheckedLine, ...], Field(min_length=1, max_length=200)]
    checked: Done

    @property
    def differences(self) -> tuple[CheckedLine, ...]:
        """The lines in which the two do not agree."""
        return tuple(line for line in self.lines if not line.agrees)
