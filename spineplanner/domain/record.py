"""What was done on the day; it never changes the order."""

from typing import Annotated, Any, Self

from pydantic import (
    AwareDatetime,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from spineplanner.domain.anatomy import Site
from spineplanner.domain.drafts import Drafts
from spineplanner.domain.entries import (
    ChosenVials,
    Done,
    Filled,
    LabelPrint,
    LeftOver,
    Made,
    Pooled,
    Vial,
    same_person,
)
from spineplanner.domain.formulary import Basis
from spineplanner.domain.moments import is_before
from spineplanner.domain.plan import Reason
from spineplanner.domain.second_check import SecondCheck
from spineplanner.domain.values import CellsPerMl, Line, Share, Value, VolumeOrZero
from spineplanner.domain.written_order import WrittenOrder


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


KEPT = ("second_checks", "label_prints", "drafts")
"""What undo never takes back."""


class Record(Value):
    """Everything that was done, counted, given and looked at again, as far as it is known.

    The thaw is that of the first vials: what is thawed later does not make them younger.
    """

    vials: tuple[Vial, ...] = ()
    thaw_started_at: AwareDatetime | None = None
    thaw_started_by: Line | None = None
    thaw_ended_at: AwareDatetime | None = None
    thaw_ended_by: Line | None = None
    pooled: tuple[Pooled, ...] = ()
    chosen_vials: ChosenVials | None = None
    counts: tuple[Count, ...] = ()
    made: tuple[Made, ...] = ()
    filled: tuple[Filled, ...] = ()
    infusion_started: Done | None = None
    infusion_ended: Done | None = None
    left_over: LeftOver | None = None
    second_checks: tuple[SecondCheck, ...] = ()
    written_order: WrittenOrder | None = None
    label_prints: tuple[LabelPrint, ...] = ()
    reasons: tuple[Reason, ...] = ()
    drafts: Drafts = ()

    def made_of(self, letter: str) -> Made | None:
        """The suspension of that letter, if it was made."""
        return next((made for made in self.made if made.letter == letter), None)

    def filled_for(self, site: Site) -> Filled | None:
        """The syringe or bag for a site, if anything was done with it."""
        return next((filled for filled in self.filled if filled.site == site), None)

    def labels_out(self, revision: int) -> tuple[int, ...]:
        """The numbers of the containers whose labels of that revision were printed, in order."""
        prints = [printed for printed in self.label_prints if printed.revision == revision]
        return tuple(sorted({number for printed in prints for number in printed.labels}))

    def keeping(self, other: "Record") -> "Record":
        """This record with what undo never takes back as another has it.

        A check that was made and a label that was printed stay so whatever is undone, and what
        is typed is no step.
        """
        kept = {name: getattr(other, name) for name in KEPT}
        return self if self._holds(kept) else self.replace(**kept)

    def joined(self, other: "Record") -> "Record":
        """This record with the checks and the label prints of another beside its own, by time."""
        checks = (c for c in other.second_checks if c not in self.second_checks)
        prints = (p for p in other.label_prints if p not in self.label_prints)
        both = (*self.second_checks, *checks), (*self.label_prints, *prints)
        return self.replace(
            second_checks=tuple(sorted(both[0], key=lambda check: check.checked.at.timestamp())),
            label_prints=tuple(sorted(both[1], key=lambda print_: print_.printed.at.timestamp())),
        )

    def _holds(self, fields: dict[str, Any]) -> bool:
        return all(getattr(self, name) == value for name, value in fields.items())

    @model_serializer(mode="wrap")
    def _without_empty_drafts(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A record without drafts is written as if there were no such field."""
        written: dict[str, Any] = write(self)
        if not self.drafts:
            written.pop("drafts", None)
        return written

    @model_validator(mode="after")
    def _thaw_ends_after_it_starts(self) -> Self:
        started, ended = self.thaw_started_at, self.thaw_ended_at
        if started is not None and ended is not None and is_before(ended, started):
            raise PydanticCustomError("thaw_backwards", "has a thaw that ends before it starts", {})
        return self

    @model_validator(mode="after")
    def _each_thing_once(self) -> Self:
        kinds: tuple[list[object], ...] = (
            [vial.key for vial in self.vials],
            [pooled.lot for pooled in self.pooled],
            [made.letter for made in self.made],
            [filled.site for filled in self.filled],
            [(draft.step, draft.ask) for draft in self.drafts],
        )
        if any(len(set(keys)) != len(keys) for keys in kinds):
            raise PydanticCustomError(
                "recorded_twice",
                "records a vial, a pool, a suspension, a site or a draft twice",
                {},
            )
        return self

    @model_validator(mode="after")
    def _bags_are_checked_by_somebody_else(self) -> Self:
        for filled in self.filled:
            made = self.made_of(filled.letter) if filled.is_bag else None
            if made and filled.checked and same_person(made.made.by, filled.checked.by):
                raise PydanticCustomError(
                    "checked_by_preparer", "is checked by who prepared it", {}
                )
        return self
