"""What a hand writes on the day: vials, tubes, syringes and what was left, each with who and when.

Entries about a suspension or a container keep what was ordered when they were made: a later
change of the order, which may number everything anew, can't give them another meaning.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.anatomy import SiteField
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.plan import Expiry
from spineplanner.domain.values import Cells, Line, Value, Volume, VolumeOrZero

ContainerNumber = Annotated[int, Field(ge=1, le=41)]
Letter = Annotated[str, Field(pattern=r"^[A-Z]{1,2}$")]
"""The letter of a suspension."""


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, but for capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


class Done(Value):
    """Who did something, and when."""

    by: Line
    at: AwareDatetime


class Vial(Value):
    """A vial that was taken; `good` says whether it looked as it should."""

    lot: Line
    vial: Line
    expiry: Expiry | None = None
    good: bool
    taken: Done

    @property
    def key(self) -> tuple[str, str]:
        """What tells vials apart, whatever the capitals of a scanner or a hand."""
        return self.lot.casefold(), self.vial.casefold()


class FromVial(Value):
    """The vial that the syringe of a site is filled from, counted from 1 within its lot."""

    site: SiteField
    lot: Line | None = None
    vial: Annotated[int, Field(ge=1, le=41)]


class ChosenVials(Value):
    """Which vial fills which syringe, as somebody chose it where vials are kept apart."""

    syringes: Annotated[tuple[FromVial, ...], Field(min_length=1, max_length=41)]
    chosen: Done

    @model_validator(mode="after")
    def _each_site_once(self) -> Self:
        if len({item.site for item in self.syringes}) != len(self.syringes):
            raise PydanticCustomError("filled_twice", "fills the syringe of a site twice", {})
        return self


class Pooled(Value):
    """The measured volume of a pool, before the count sample is taken from it."""

    lot: Line | None = None
    volume_ul: Volume
    measured: Done


class Made(Value):
    """A suspension with the volumes that were really measured.

    `sites`, `cells` and `volume_ul` say what it was made for: the sites, and the concentration
    as the cells in a volume. Of a bag, `diluent_ul` is the fluid in it beside the stock.
    """

    letter: Letter
    sites: Annotated[tuple[SiteField, ...], Field(min_length=1, max_length=41)]
    cells: Cells
    volume_ul: Volume
    stock_ul: Volume
    diluent_ul: VolumeOrZero
    made: Done


class Filled(Value):
    """A syringe or bag on its way to the patient, with what was ordered for its site then.

    A syringe is drawn, labelled, checked by somebody else and given. A bag is made instead of
    drawn: who made it is written with its suspension, `letter`.
    """

    container_number: ContainerNumber
    site: SiteField
    cells: Cells
    volume_ul: Volume
    container: ContainerKind = ContainerKind.SYRINGE
    letter: Letter
    drawn_ul: Volume | None = None
    drawn: Done | None = None
    labelled: Done | None = None
    checked: Done | None = None
    given_ul: VolumeOrZero | None = None
    given: Done | None = None

    @property
    def is_bag(self) -> bool:
        """Whether it is given from a bag."""
        return self.container is ContainerKind.BAG

    @model_validator(mode="after")
    def _volumes_have_a_name(self) -> Self:
        if (self.drawn is None) is not (self.drawn_ul is None) or (self.given is None) is not (
            self.given_ul is None
        ):
            raise PydanticCustomError(
                "unsigned_volume", "has a volume without who and when, or the reverse", {}
            )
        return self

    @model_validator(mode="after")
    def _drawn_before_it_is_used(self) -> Self:
        if self.is_bag and self.drawn is not None:
            raise PydanticCustomError("bag_drawn", "draws a bag", {})
        used = self.checked is not None or self.given is not None
        if used and not self.is_bag and self.drawn is None:
            raise PydanticCustomError("used_undrawn", "is checked or given before it is drawn", {})
        return self

    @model_validator(mode="after")
    def _checked_by_somebody_else(self) -> Self:
        if self.drawn and self.checked and same_person(self.drawn.by, self.checked.by):
            raise PydanticCustomError("checked_by_preparer", "is checked by who prepared it", {})
        return self


class Fate(StrEnum):
    """What became of what was left."""

    DISCARDED = "discarded"
    KEPT = "kept"


class LeftOver(Value):
    """What was left of the stock, and what became of it; what is kept is somewhere."""

    volume_ul: VolumeOrZero
    fate: Fate
    where: Line | None = None
    settled: Done

    @model_validator(mode="after")
    def _kept_somewhere(self) -> Self:
        if self.fate is Fate.KEPT and self.where is None:
            raise PydanticCustomError("kept_nowhere", "keeps what is left, but not where", {})
        return self


class LabelPrint(Value):
    """Labels that were printed; printing one again has a reason."""

    labels: Annotated[tuple[ContainerNumber, ...], Field(min_length=1)]
    revision: Annotated[int, Field(ge=1, le=100_000)]
    reprint_reason: Line | None = None
    printed: Done
