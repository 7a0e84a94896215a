"""What was done on the day; it never changes the order."""

from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.formulary import Basis
from spineplanner.domain.values import CellsPerMl, Line, Share, Value, VolumeOrZero


class Count(Value):
    """The measured stock after the thaw.

    `cells_per_ml` counts what `basis` says; `pool_ul` is what is left in the tube after the
    count sample was taken; `lot` names the pool where a plan uses several lots.
    """

    cells_per_ml: CellsPerMl
    basis: Basis
    viability_bp: Share
    vials: Annotated[int, Field(gt=0, le=10_000)]
    pool_ul: VolumeOrZero
    method: Line | None = None
    counted_at: AwareDatetime | None = None
    counted_by: Line | None = None
    lot: Line | None = None


class Record(Value):
    """Times and counts of the day, as far as they are known."""

    thaw_started_at: AwareDatetime | None = None
    thaw_ended_at: AwareDatetime | None = None
    counts: tuple[Count, ...] = ()

    @model_validator(mode="after")
    def _thaw_ends_after_it_starts(self) -> Self:
        started, ended = self.thaw_started_at, self.thaw_ended_at
        if started is not None and ended is not None and ended < started:
            raise PydanticCustomError("thaw_backwards", "has a thaw that ends before it starts", {})
        return self
