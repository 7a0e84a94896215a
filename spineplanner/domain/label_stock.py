"""Sheets and rolls of labels as data, and where a printer really puts what it prints on them."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.formulary import Source
from spineplanner.domain.values import WHOLE_BP, Key, Line, Value

FORMAT = "spineplanner-label-stock"
FORMAT_VERSION = 1

MAX_OFFSET_UM = 20_000
LEAST_SCALE_BP, MOST_SCALE_BP = 9_700, 10_500
"""As far as a printer can be corrected; with a smaller scale letters would be below 6 pt."""

Length = Annotated[int, Field(gt=0, le=1_000_000)]
"""A length in whole micrometres, up to a metre: label stocks are cut in fractions of inches."""

Margin = Annotated[int, Field(ge=0, le=1_000_000)]
"""A distance in whole micrometres that may be nothing."""

Repeats = Annotated[int, Field(ge=1, le=50)]


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
    def _pitches_are_stated(self) -> Self:
        for count, pitch in ((self.across, self.pitch_x_um), (self.down, self.pitch_y_um)):
            if count > 1 and pitch is None:
                raise PydanticCustomError(
                    "labels_without_pitch",
                    "has several labels side by side or below one another without their pitch",
                    {},
                )
        return self

    @model_validator(mode="after")
    def _labels_do_not_overlap(self) -> Self:
        sides = (
            (self.across, self.pitch_x_um, self.label_width_um),
            (self.down, self.pitch_y_um, self.label_height_um),
        )
        if any(count > 1 and (pitch or 0) < size for count, pitch, size in sides):
            raise PydanticCustomError("labels_overlap", "has labels that overlap", {})
        return self

    @model_validator(mode="after")
    def _labels_are_on_the_page(self) -> Self:
        if self.right_um > self.page_width_um or self.bottom_um > self.page_height_um:
            raise PydanticCustomError(
                "labels_off_page", "has labels that reach over the page’s edge", {}
            )
        return self

    @property
    def per_page(self) -> int:
        """How many labels a page has."""
        return self.across * self.down

    @property
    def right_um(self) -> int:
        """Where the last column ends."""
        return self.left_um + (self.across - 1) * (self.pitch_x_um or 0) + self.label_width_um

    @property
    def bottom_um(self) -> int:
        """Where the last row ends."""
        return self.top_um + (self.down - 1) * (self.pitch_y_um or 0) + self.label_height_um

    def corner_um(self, place: int) -> tuple[int, int]:
        """The upper left corner of a label, counted from 0 along the rows, on an exact printer."""
        row, column = divmod(place, self.across)
        return (
            self.left_um + column * (self.pitch_x_um or 0),
            self.top_um + row * (self.pitch_y_um or 0),
        )


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
