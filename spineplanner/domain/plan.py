"""The order: everything a physician states about one patient's procedure, inputs only."""

import re
from calendar import monthrange
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self, assert_never
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.anatomy import (
    USUAL_LUMBAR_COUNT,
    Level,
    LumbarCount,
    Region,
    Route,
    Site,
    SiteField,
    SiteKind,
    sites,
)
from spineplanner.domain.formulary import Basis, ContainerKind
from spineplanner.domain.rules import Rule
from spineplanner.domain.values import (
    Cells,
    Grams,
    Key,
    Line,
    Minutes,
    Note,
    Share,
    Value,
    Volume,
    VolumeOrZero,
)


class Patient(Value):
    """Who is treated. `allergies` is absent where nobody asked, empty where none are known."""

    name: Line | None = None
    record_number: Line | None = None
    birth_date: date | None = None
    weight_g: Grams | None = None
    allergies: tuple[Line, ...] | None = None


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("unknown_zone", "is not a time zone", {}) from None
    return name


class Procedure(Value):
    """When, where, by whom and under which protocol or IND number.

    `at` is a moment; `zone`, an IANA name, is where it is looked at on a clock and a calendar.
    """

    at: AwareDatetime | None = None
    zone: Annotated[Line, AfterValidator(_zone)] | None = None
    physician: Line | None = None
    room: Line | None = None
    clinic: Line | None = None
    study_number: Line | None = None

    @property
    def local(self) -> datetime | None:
        """The moment as the clock at its place shows it; in its own offset without a zone."""
        return None if self.at is None else self.there(self.at)

    def there(self, moment: datetime) -> datetime:
        """Any moment as the clock at its place shows it; in its own offset without a zone."""
        return moment.astimezone(ZoneInfo(self.zone)) if self.zone else moment


class CountedFrom(StrEnum):
    """Where the counting of the levels began."""

    C2_DOWN = "down from C2"
    T12_DOWN = "down from the last rib"
    SACRUM_UP = "up from the sacrum"


class Study(Value):
    """Images on which the levels were counted."""

    images: Line
    taken_on: date


class Counting(Value):
    """How the levels were counted and on which images.

    `confirmed` states that somebody compared the planned levels with the images;
    `reviewed_epidurals` are the cervical levels at which the epidural space itself was seen.
    """

    counted_from: CountedFrom | None = None
    studies: tuple[Study, ...] = ()
    lumbar_count: LumbarCount | None = None
    confirmed: bool = False
    reviewed_epidurals: tuple[Level, ...] = ()


_EXPIRY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class Expiry(Value):
    """The date printed on a lot: a day, or a month that lasts to its end.

    In files it is written 2027-06-30 or 2027-06.
    """

    year: Annotated[int, Field(ge=2000, le=2199)]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        match = _EXPIRY.fullmatch(value)
        if match is None:
            raise PydanticCustomError("not_an_expiry", "is not written 2027-06-30 or 2027-06", {})
        year, month, day = match.groups()
        return {"year": int(year), "month": int(month), "day": int(day) if day else None}

    @model_serializer
    def _write(self) -> str:
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day is not None and self.day > monthrange(self.year, self.month)[1]:
            raise PydanticCustomError("no_such_day", "is not a day of the calendar", {})
        return self

    @property
    def last_day(self) -> date:
        """The last day on which the lot may be used."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    def agrees_with(self, other: "Expiry") -> bool:
        """Whether both can be printed on one lot: a month agrees with each of its days."""
        same_month = (self.year, self.month) == (other.year, other.month)
        return same_month and (None in {self.day, other.day} or self.day == other.day)


class Lot(Value):
    """A lot of the product: its number, expiry and how many vials are on hand."""

    number: Line
    expiry: Expiry | None = None
    on_hand: Annotated[int, Field(ge=0, le=10_000)] | None = None


class Supply(Value):
    """The product and what is assumed of it. No basis and no share has a default.

    `recovery_bp` counts the cells after the thaw of the kind the label counts,
    `viability_bp` the viable among all cells after the thaw; `thaw_diluent_ul` is per vial.
    """

    product: Key | None = None
    label_basis: Basis | None = None
    dose_basis: Basis | None = None
    recovery_bp: Share | None = None
    viability_bp: Share | None = None
    thaw_diluent: Key | None = None
    thaw_diluent_ul: VolumeOrZero = 0
    lots: tuple[Lot, ...] = ()
    may_mix_lots: bool = False

    @model_validator(mode="after")
    def _lots_differ(self) -> Self:
        numbers = [lot.number for lot in self.lots]
        if len(set(numbers)) != len(numbers):
            raise PydanticCustomError("same_lot_twice", "names one lot twice", {})
        return self

    @model_validator(mode="after")
    def _thaw_diluent_has_a_name(self) -> Self:
        if self.thaw_diluent_ul and self.thaw_diluent is None:
            raise PydanticCustomError(
                "thaw_diluent_unnamed", "gives thaw_diluent_ul without thaw_diluent", {}
            )
        return self


class Diluents(Value):
    """What the suspensions of each route are diluted with."""

    facet: Key | None = None
    epidural: Key | None = None
    intravenous: Key | None = None

    def of(self, route: Route) -> str | None:
        """The diluent chosen for a route."""
        match route:
            case Route.FACET:
                return self.facet
            case Route.EPIDURAL:
                return self.epidural
            case Route.INTRAVENOUS:
                return self.intravenous
            case _:
                assert_never(route)


class BagFill(StrEnum):
    """How the bag comes: with its fluid in it, or empty."""

    PREFILLED = "prefilled"
    EMPTY = "empty"


class Infusion(Value):
    """The bag: its fill, what its line keeps, and how long it runs.

    A line that is flushed afterwards keeps nothing; of one that is not, `line_kept_ul` must be
    known before the bag can be made.
    """

    fill: BagFill | None = None
    line_flushed: bool | None = None
    line_kept_ul: VolumeOrZero | None = None
    minutes: Minutes | None = None

    @model_validator(mode="after")
    def _flushed_line_keeps_nothing(self) -> Self:
        if self.line_flushed and self.line_kept_ul is not None:
            raise PydanticCustomError(
                "flushed_line_keeps", "gives line_kept_ul of a line that is flushed", {}
            )
        return self

    @property
    def kept_ul(self) -> int | None:
        """What stays in the line, in microlitres; None where nobody has said."""
        return 0 if self.line_flushed else self.line_kept_ul


class Anticoagulant(StrEnum):
    """Whether the patient takes anticoagulants."""

    NONE = "none"
    PAUSED = "paused"
    CONTINUED = "continued"


class Aliquot(Value):
    """The cells and the final volume ordered for one site, in one container.

    `extension_ul` is what extension tubing keeps besides the needle. `lot` is named only where
    the planner decides from which lot this aliquot comes.
    """

    site: SiteField
    cells: Cells | None = None
    volume_ul: Volume | None = None
    container: ContainerKind = ContainerKind.SYRINGE
    needle: Key | None = None
    extension_ul: VolumeOrZero = 0
    lot: Line | None = None

    @model_validator(mode="after")
    def _bag_is_intravenous(self) -> Self:
        if self.container is ContainerKind.BAG and self.site.kind is not SiteKind.VEIN:
            raise PydanticCustomError("bag_not_in_vein", "is a bag for a site in the spine", {})
        if self.container is ContainerKind.BAG and (self.needle or self.extension_ul):
            raise PydanticCustomError("bag_with_needle", "gives a needle to a bag", {})
        return self

    @property
    def is_bag(self) -> bool:
        """Whether it is given from a bag."""
        return self.container is ContainerKind.BAG


class Reason(Value):
    """Why a finding is accepted: for one rule, at one site, on one evidence.

    When the evidence changes, the reason no longer answers the finding.
    """

    rule: Rule
    site: SiteField | None = None
    evidence: Note
    text: Line


def _in_site_order(aliquots: tuple[Aliquot, ...]) -> tuple[Aliquot, ...]:
    seen: set[Site] = set()
    for aliquot in aliquots:
        if aliquot.site in seen:
            raise PydanticCustomError(
                "same_site_twice", "orders {site} twice", {"site": aliquot.site.code}
            )
        seen.add(aliquot.site)
    return tuple(sorted(aliquots, key=lambda aliquot: aliquot.site.rank))


Aliquots = Annotated[tuple[Aliquot, ...], Field(max_length=41), AfterValidator(_in_site_order)]
"""The aliquots of a plan in the order of their numbers, each site once."""


class Plan(Value):
    """The order. Everything computed from it is a preparation, and is never stored in it."""

    patient: Patient = Patient()
    procedure: Procedure = Procedure()
    counting: Counting = Counting()
    protocol: Key | None = None
    target_cells: Cells | None = None
    supply: Supply = Supply()
    diluents: Diluents = Diluents()
    infusion: Infusion = Infusion()
    anticoagulant: Anticoagulant | None = None
    aliquots: Aliquots = ()
    reasons: tuple[Reason, ...] = ()
    notes: Note | None = None

    @model_validator(mode="after")
    def _sites_exist(self) -> Self:
        present = sites(self.lumbar_count)
        for aliquot in self.aliquots:
            if aliquot.site not in present:
                raise PydanticCustomError(
                    "site_absent",
                    "orders {site}, which a patient with {count} lumbar vertebrae does not have",
                    {"site": aliquot.site.code, "count": self.lumbar_count},
                )
        return self

    @model_validator(mode="after")
    def _reviewed_levels_are_cervical(self) -> Self:
        if any(level.region is Region.LUMBAR for level in self.counting.reviewed_epidurals):
            raise PydanticCustomError(
                "reviewed_not_cervical", "lists a lumbar level in reviewed_epidurals", {}
            )
        return self

    @model_validator(mode="after")
    def _named_lots_exist(self) -> Self:
        known = {lot.number for lot in self.supply.lots}
        for aliquot in self.aliquots:
            if aliquot.lot is not None and aliquot.lot not in known:
                raise PydanticCustomError(
                    "unknown_lot",
                    "takes {site} from a lot that is not listed",
                    {"site": aliquot.site.code},
                )
        return self

    @model_validator(mode="after")
    def _born_before_the_procedure(self) -> Self:
        born, at = self.patient.birth_date, self.procedure.local
        if born is not None and at is not None and born > at.date():
            raise PydanticCustomError("born_too_late", "has a birth_date after the procedure", {})
        return self

    @property
    def lumbar_count(self) -> LumbarCount:
        """How many lumbar vertebrae are drawn: those stated, or five until somebody has."""
        return self.counting.lumbar_count or USUAL_LUMBAR_COUNT

    def aliquot_at(self, site: Site) -> Aliquot | None:
        """The aliquot ordered for a site."""
        return next((aliquot for aliquot in self.aliquots if aliquot.site == site), None)

    @property
    def ordered_cells(self) -> int:
        """The sum of all cells ordered so far."""
        return sum(aliquot.cells or 0 for aliquot in self.aliquots)
