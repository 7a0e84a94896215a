"""What a clinic uses, as data: products, protocols, syringes, needles, diluents and limits."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from itertools import product as pairs_of
from typing import Annotated, Self, TypeVar

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.anatomy import Level, Region, Route, Site, SiteKind
from spineplanner.domain.product_codes import ProductCodes, codes_agree
from spineplanner.domain.stability import StabilityPoints
from spineplanner.domain.values import (
    Cells,
    Key,
    Line,
    Minutes,
    Note,
    Share,
    ShareOrZero,
    Value,
    Volume,
    VolumeOrZero,
)


class Certainty(StrEnum):
    """How sure a figure is."""

    READ = "F"
    SECOND_HAND = "F2"
    BACKGROUND = "B"
    INFERRED = "I"
    CLINIC = "clinic"
    EXAMPLE = "example"


class Source(Value):
    """Where a figure comes from, and how sure it is."""

    text: Note
    certainty: Certainty


class FigureSource(Value):
    """The source of single figures of an entry, where it differs from the entry's own."""

    figures: Annotated[tuple[Line, ...], Field(min_length=1)]
    source: Source


class Entry(Value):
    """One thing of the formulary, with its source."""

    id: Key
    name: Line
    source: Source
    figure_sources: tuple[FigureSource, ...] = ()

    @model_validator(mode="after")
    def _figures_exist(self) -> Self:
        named = [figure for item in self.figure_sources for figure in item.figures]
        for figure in named:
            if figure not in type(self).model_fields:
                raise PydanticCustomError(
                    "unknown_figure", "gives a source for an unknown figure", {}
                )
        return self

    def source_of(self, figure: str) -> Source:
        """The source of one figure: its own, or else that of the whole entry."""
        for item in self.figure_sources:
            if figure in item.figures:
                return item.source
        return self.source


class Basis(StrEnum):
    """Which cells a number counts."""

    TOTAL = "total"
    VIABLE = "viable"


class Allergen(Entry):
    """A component that patients are allergic to, with the words it is known by."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]


ABSENT_WHEN_EMPTY = frozenset(["stability_points", "codes"])
"""Figures of a product that nobody has stated as long as they list nothing."""


class Product(Entry):
    """A vial of cells. What its label does not say is absent.

    Volumes are of one vial; `release_viability_bp` is the least share of viable cells at which
    it may be used, `stability_minutes` how long it may be used after the thaw has ended,
    `stability_points` the viability that was measured in that time, `codes` what its vials are
    scanned by; without any, documents and check codes are what they were before there were such
    points and codes.
    `allergens` is absent where nobody has listed the components, empty where none is known.
    """

    label_cells: Cells | None = None
    fill_ul: Volume | None = None
    withdrawable_ul: Volume | None = None
    vial_ul: Volume | None = None
    dmso_bp: ShareOrZero | None = None
    release_viability_bp: Share | None = None
    stability_minutes: Minutes | None = None
    stability_points: StabilityPoints = ()
    thaw_celsius: Annotated[int, Field(ge=0, le=45)] | None = None
    allergens: tuple[Key, ...] | None = None
    codes: ProductCodes = ()

    @model_validator(mode="after")
    def _volumes_fit(self) -> Self:
        sizes = (self.withdrawable_ul, self.fill_ul, self.vial_ul)
        given = [size for size in sizes if size is not None]
        if given != sorted(given):
            raise PydanticCustomError(
                "volumes_out_of_order",
                "needs withdrawable_ul <= fill_ul <= vial_ul",
                {},
            )
        return self

    @model_serializer(mode="wrap")
    def _without_absent_lists(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        written: dict[str, object] = write(self)
        for figure in ABSENT_WHEN_EMPTY:
            if not getattr(self, figure):
                written.pop(figure, None)
        return written

    def is_known_by(self, code: str) -> bool:
        """Tell whether a scanned product code is one of its own."""
        return any(codes_agree(listed, code) for listed in self.codes)


class ContainerKind(StrEnum):
    """What an aliquot is given from."""

    SYRINGE = "syringe"
    BAG = "bag"


class ProtocolDose(Value):
    """What a protocol gives to one kind of site; `sites` is how many the source treated."""

    kind: SiteKind
    region: Region | None = None
    cells: Cells
    volume_ul: Volume | None = None
    container: ContainerKind = ContainerKind.SYRINGE
    sites: Annotated[int, Field(gt=0, le=41)] | None = None

    def gives_to(self, site: Site) -> bool:
        """Tell whether this dose is meant for that site."""
        return site.kind is self.kind and self.region in {None, site.region}

    def overlaps(self, other: "ProtocolDose") -> bool:
        """Tell whether some site is meant by both doses."""
        regions = {self.region, other.region}
        return self.kind is other.kind and (None in regions or len(regions) == 1)


class Protocol(Entry):
    """Preset doses and target with their citation; never the levels.

    `pooling` says whether vials may be pooled; where it is absent nobody has said so, they are
    pooled, and documents and check codes are what they were before there was such a statement.
    """

    citation: Note | None = None
    target_cells: Cells | None = None
    doses: tuple[ProtocolDose, ...] = ()
    pooling: bool | None = None

    @model_validator(mode="after")
    def _one_dose_a_site(self) -> Self:
        for place, dose in enumerate(self.doses):
            if any(dose.overlaps(earlier) for earlier in self.doses[:place]):
                raise PydanticCustomError("same_dose_twice", "gives two doses to one site", {})
        return self

    @model_serializer(mode="wrap")
    def _without_absent_pooling(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        written: dict[str, object] = write(self)
        if self.pooling is None:
            written.pop("pooling", None)
        return written

    def dose_for(self, site: Site) -> ProtocolDose | None:
        """The dose this protocol has for such a site, if it has one."""
        return next((dose for dose in self.doses if dose.gives_to(site)), None)


class Syringe(Entry):
    """A syringe: what it holds, its finest mark, what stays below its zero mark.

    One that does not `measure` may be injected from but is too coarse to mix with.
    """

    capacity_ul: Volume
    graduation_ul: Volume
    hub_ul: VolumeOrZero
    measures: bool

    @model_validator(mode="after")
    def _marks_reach_the_end(self) -> Self:
        if self.capacity_ul % self.graduation_ul:
            raise PydanticCustomError(
                "marks_end_early", "needs a capacity_ul that is a multiple of graduation_ul", {}
            )
        return self


class Needle(Entry):
    """A needle or catheter, with what stays in it after the injection."""

    gauge: Annotated[int, Field(ge=10, le=34)]
    length_mm: Annotated[int, Field(ge=10, le=300)]
    keeps_ul: VolumeOrZero


class Diluent(Entry):
    """A fluid to dilute with; `preservative_free` is absent where nobody has looked."""

    protein: bool
    preservative_free: bool | None = None
    routes: tuple[Route, ...]
    allergens: tuple[Key, ...] = ()


class Bench(Entry):
    """What stays behind while mixing, and what can be measured.

    `residual_ul` and `overfill_bp` stay in a mixing tube (the larger of the two counts),
    `count_sample_ul` is spent on the count, `pool_residual_ul` stays in the pooling tube,
    `smallest_ul` is the smallest volume that may be measured, `tube_ul` the largest suspension;
    `infusion_filter` is the pore size of the filter that a bag is given through.
    """

    residual_ul: VolumeOrZero
    overfill_bp: ShareOrZero
    count_sample_ul: VolumeOrZero
    pool_residual_ul: VolumeOrZero
    smallest_ul: Volume
    tube_ul: Volume
    infusion_filter: Line | None = None


class LimitName(StrEnum):
    """Every number that a check compares with; the suffix is its unit."""

    FACET_CERVICAL_VOLUME_USUAL = "facet-cervical-volume-usual-ul"
    FACET_CERVICAL_VOLUME_HARD = "facet-cervical-volume-hard-ul"
    FACET_LUMBAR_VOLUME_USUAL = "facet-lumbar-volume-usual-ul"
    FACET_LUMBAR_VOLUME_HARD = "facet-lumbar-volume-hard-ul"
    EPIDURAL_CERVICAL_VOLUME_USUAL = "epidural-cervical-volume-usual-ul"
    EPIDURAL_CERVICAL_VOLUME_HARD = "epidural-cervical-volume-hard-ul"
    EPIDURAL_LUMBAR_VOLUME_USUAL = "epidural-lumbar-volume-usual-ul"
    EPIDURAL_LUMBAR_VOLUME_HARD = "epidural-lumbar-volume-hard-ul"
    CAUDAL_VOLUME_USUAL = "caudal-volume-usual-ul"
    CAUDAL_VOLUME_HARD = "caudal-volume-hard-ul"
    VEIN_VOLUME_USUAL = "vein-volume-usual-ul"
    VEIN_VOLUME_HARD = "vein-volume-hard-ul"
    FACET_CELLS_USUAL = "facet-cells-usual"
    FACET_CELLS_HARD = "facet-cells-hard"
    EPIDURAL_CELLS_USUAL = "epidural-cells-usual"
    EPIDURAL_CELLS_HARD = "epidural-cells-hard"
    VEIN_CELLS_USUAL = "vein-cells-usual"
    VEIN_CELLS_HARD = "vein-cells-hard"
    SIBLING_FACTOR = "sibling-factor-times"
    DOSE_ERROR_USUAL = "dose-error-usual-bp"
    DOSE_ERROR_HARD = "dose-error-hard-bp"
    DMSO_PER_KG = "dmso-mg-per-kg"
    LOCAL_DMSO_FACET = "local-dmso-facet-bp"
    LOCAL_DMSO_EPIDURAL = "local-dmso-epidural-bp"
    SYRINGE_FILL_LEAST = "syringe-fill-least-bp"
    CONCENTRATION_LEAST = "concentration-least-cells-per-ml"
    RELEASE_VIABILITY = "release-viability-bp"
    COUNT_OFF_PLAN = "count-off-plan-bp"
    COUNT_LEAST_OF_PLAN = "count-least-of-plan-bp"
    USE_BY_NEAR = "use-by-near-minutes"


class Limit(Entry):
    """A number to compare with; one without `value` is not set, and a finding says so."""

    limit: LimitName
    value: Annotated[int, Field(ge=0, le=10**12)] | None = None


class LevelLimit(Entry):
    """The most cranial level at which a cervical interlaminar epidural is not stopped.

    From `confirm_from` upward it wants a reason; above `highest` it is stopped.
    """

    highest: Level
    confirm_from: Level

    @model_validator(mode="after")
    def _levels_are_cervical(self) -> Self:
        if {self.highest.region, self.confirm_from.region} != {Region.CERVICAL}:
            raise PydanticCustomError("level_not_cervical", "names a lumbar level", {})
        return self


class Formulary(Value):
    """Everything a clinic uses. Identities, order and references are checked when it is read."""

    products: tuple[Product, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    syringes: Annotated[tuple[Syringe, ...], Field(min_length=1)]
    needles: tuple[Needle, ...] = ()
    diluents: tuple[Diluent, ...] = ()
    allergens: tuple[Allergen, ...] = ()
    limits: tuple[Limit, ...] = ()
    cervical_epidural: LevelLimit
    bench: Bench

    @model_validator(mode="after")
    def _each_entry_once(self) -> Self:
        for entries in self._lists():
            ids = [entry.id for entry in entries]
            if len(set(ids)) != len(ids):
                raise PydanticCustomError("same_id_twice", "has two entries with one id", {})
        if len({limit.limit for limit in self.limits}) != len(self.limits):
            raise PydanticCustomError("same_limit_twice", "sets one limit twice", {})
        return self

    @model_validator(mode="after")
    def _syringes_in_order(self) -> Self:
        capacities = [syringe.capacity_ul for syringe in self.syringes]
        if capacities != sorted(set(capacities)):
            raise PydanticCustomError(
                "syringes_out_of_order", "needs syringes from smallest to largest", {}
            )
        if not self.measuring_syringes:
            raise PydanticCustomError("nothing_measures", "needs a syringe that measures", {})
        return self

    @model_validator(mode="after")
    def _allergens_exist(self) -> Self:
        known = {allergen.id for allergen in self.allergens}
        users: tuple[Product | Diluent, ...] = (*self.products, *self.diluents)
        if any(not known.issuperset(user.allergens or ()) for user in users):
            raise PydanticCustomError("unknown_allergen", "names an unknown allergen", {})
        return self

    @model_validator(mode="after")
    def _each_code_of_one_product(self) -> Self:
        for first, second in combinations(self.products, 2):
            for code, other in pairs_of(first.codes, second.codes):
                if codes_agree(code, other):
                    context = {"code": other, "first": first.name, "second": second.name}
                    raise PydanticCustomError(
                        "same_code_twice",
                        "knows {first} and {second} by one code, {code}",
                        context,
                    )
        return self

    def _lists(self) -> tuple[Sequence[Entry], ...]:
        return (
            self.products,
            self.protocols,
            self.syringes,
            self.needles,
            self.diluents,
            self.allergens,
            self.limits,
        )

    @cached_property
    def measuring_syringes(self) -> tuple[Syringe, ...]:
        """The syringes that mixing may be measured with, smallest first."""
        return tuple(syringe for syringe in self.syringes if syringe.measures)

    @cached_property
    def _limits_by_name(self) -> dict[LimitName, Limit]:
        return {limit.limit: limit for limit in self.limits}

    def limit(self, name: LimitName) -> Limit | None:
        """The entry of a limit, if the clinic has one."""
        return self._limits_by_name.get(name)

    def product(self, id: str | None) -> Product | None:
        """The product of that id, if the clinic has it."""
        return _find(self.products, id)

    def products_known_by(self, code: str) -> tuple[Product, ...]:
        """The products that a scanned code is one of."""
        return tuple(item for item in self.products if item.is_known_by(code))

    def protocol(self, id: str | None) -> Protocol | None:
        """The protocol of that id, if the clinic has it."""
        return _find(self.protocols, id)

    def needle(self, id: str | None) -> Needle | None:
        """The needle of that id, if the clinic has it."""
        return _find(self.needles, id)

    def diluent(self, id: str | None) -> Diluent | None:
        """The diluent of that id, if the clinic has it."""
        return _find(self.diluents, id)


_AnEntry = TypeVar("_AnEntry", bound=Entry)


def _find(entries: Sequence[_AnEntry], id: str | None) -> _AnEntry | None:
    return next((entry for entry in entries if entry.id == id), None)
