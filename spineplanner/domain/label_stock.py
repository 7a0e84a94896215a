"""Sheets and rolls of labels as data, and where a printer really puts what it prints on them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self
from unicodedata import normalize

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.formulary import Source
from spineplanner.domain.values import WHOLE_BP, Key, Line, Value

FORMAT = "spineplanner-label-stock"
FORMAT_VERSION = 1

MAX_OFFSET_UM = 20_000
LEAST_SCALE_BP, MOST_SCALE_BP = 9_700, 10_500
"""As far as a printer can be corrected; with a smaller scale letters would be below 6 pt."""

MAX_LENGTH_UM = 1_000_000
MAX_REPEATS = 50

Length = Annotated[int, Field(gt=0, le=MAX_LENGTH_UM)]
"""A length in whole micrometres, up to a metre: label stocks are cut in fractions of inches."""

Margin = Annotated[int, Field(ge=0, le=MAX_LENGTH_UM)]
"""A distance in whole micrometres that may be nothing."""

Repeats = Annotated[int, Field(ge=1, le=MAX_REPEATS)]


class Misfit(StrEnum):
    """Why labels can't lie on their page so; the value is the error's name."""

    PITCH_MISSING = "labels_without_pitch"
    OVERLAP = "labels_overlap"
    OFF_PAGE = "labels_off_page"


_MISFITS = {
    Misfit.PITCH_MISSING: (
        "has several labels side by side or below one another without their pitch"
    ),
    Misfit.OVERLAP: "has labels that overlap",
    Misfit.OFF_PAGE: "has labels that reach over the page’s edge",
}


@dataclass(frozen=True, slots=True)
class Rank:
    """Labels side by side, or one below another, along one side of the page. Micrometres."""

    page_um: int
    first_um: int
    label_um: int
    count: int
    pitch_um: int | None

    @property
    def end_um(self) -> int:
        """Where the last label ends."""
        return self.first_um + (self.count - 1) * (self.pitch_um or 0) + self.label_um

    @property
    def misfit(self) -> Misfit | None:
        """Why they can't lie so; None where they can."""
        if self.count > 1 and self.pitch_um is None:
            return Misfit.PITCH_MISSING
        if self.count > 1 and (self.pitch_um or 0) < self.label_um:
            return Misfit.OVERLAP
        return Misfit.OFF_PAGE if self.end_um > self.page_um else None


class LabelStock(Value):
    """A page of equal labels in rows and columns; on a roll, a page is one label.

    `left_um` and `top_um` are where the first label begins, `pitch_x_um` and `pitch_y_um` how far
    each begins from the one before.
    """

    format: Literal["spineplanner-label-stock"] = "spineplanner-label-stock"
    version: Literal[1] = 1
    id: Key
    name: Line
    page_width_um: Length
    page_height_um: Length
    label_width_um: Length
    label_height_um: Length
    left_um: Margin
    top_um: Margin
    across: Repeats = 1
    down: Repeats = 1
    pitch_x_um: Length | None = None
    pitch_y_um: Length | None = None
    source: Source

    @model_validator(mode="after")
    def _labels_lie_on_the_page(self) -> Self:
        misfit = self.side_by_side.misfit or self.one_below_another.misfit
        if misfit is not None:
            raise PydanticCustomError(misfit.value, _MISFITS[misfit], {})
        return self

    @property
    def side_by_side(self) -> Rank:
        """A row of labels, from left to right."""
        return Rank(
            self.page_width_um, self.left_um, self.label_width_um, self.across, self.pitch_x_um
        )

    @property
    def one_below_another(self) -> Rank:
        """A column of labels, from top to bottom."""
        return Rank(
            self.page_height_um, self.top_um, self.label_height_um, self.down, self.pitch_y_um
        )

    @property
    def per_page(self) -> int:
        """How many labels a page has."""
        return self.across * self.down

    @property
    def right_um(self) -> int:
        """Where the last column ends."""
        return self.side_by_side.end_um

    @property
    def bottom_um(self) -> int:
        """Where the last row ends."""
        return self.one_below_another.end_um

    def corner_um(self, place: int) -> tuple[int, int]:
        """The upper left corner of a label, counted from 0 along the rows, on an exact printer."""
        row, column = divmod(place, self.across)
        return (
            self.left_um + column * (self.pitch_x_um or 0),
            self.top_um + row * (self.pitch_y_um or 0),
        )


_LONGEST_ID = 60


def free_stock_id(name: str, taken: Collection[str]) -> str:
    """Make an id of a name that no stock has yet: "Cryo 30 × 20" becomes "cryo-30-20"."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-") or "own"
    proposed, number = wanted, 1
    while proposed in taken:
        number += 1
        ending = f"-{number}"
        proposed = wanted[: _LONGEST_ID - len(ending)].rstrip("-") + ending
    return proposed


class Adjustment(Value):
    """What makes up for a printer: everything is scaled from the page's corner, then moved.

    `scale_bp` is in hundredths of a per cent: 10 100 for a printer that prints at 99 %. Offsets
    are positive to the right and down.
    """

    offset_x_um: Annotated[int, Field(ge=-MAX_OFFSET_UM, le=MAX_OFFSET_UM)] = 0
    offset_y_um: Annotated[int, Field(ge=-MAX_OFFSET_UM, le=MAX_OFFSET_UM)] = 0
    scale_bp: Annotated[int, Field(ge=LEAST_SCALE_BP, le=MOST_SCALE_BP)] = WHOLE_BP

    def moved_um(self, x_um: int, y_um: int) -> tuple[int, int]:
        """Where a point of the page is printed, to the micrometre."""
        return (self._scaled(x_um) + self.offset_x_um, self._scaled(y_um) + self.offset_y_um)

    def _scaled(self, length_um: int) -> int:
        return (2 * length_um * self.scale_bp + WHOLE_BP) // (2 * WHOLE_BP)

    def keeps_on_page(self, stock: LabelStock) -> bool:
        """Whether every label is still printed on the page."""
        left, top = self.moved_um(stock.left_um, stock.top_um)
        right, bottom = self.moved_um(stock.right_um, stock.bottom_um)
        inside = right <= stock.page_width_um and bottom <= stock.page_height_um
        return left >= 0 and top >= 0 and inside


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one label is printed: its page and its place on it, both counted from 0."""

    page: int
    place: int


def spots(stock: LabelStock, *, count: int, start: int = 1) -> tuple[Spot, ...]:
    """Give labels their places, from one on; those before are used up and stay empty.

    Args:
        stock: what they are printed on.
        count: how many labels there are.
        start: the first free label of the first page, counted from 1 along the rows.

    Raises:
        ValueError: the page has no such label.
    """
    if not 1 <= start <= stock.per_page:
        raise ValueError(f"label {start} of {stock.per_page}")
    return tuple(
        Spot(*divmod(index, stock.per_page)) for index in range(start - 1, start - 1 + count)
    )
