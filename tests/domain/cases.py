"""A complete plan without any finding, the clinic it is planned in, and ways to spoil both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Side, Site, SiteKind
from spineplanner.domain.checks import check
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Basis, ContainerKind, Formulary, Limit, LimitName
from spineplanner.domain.plan import (
    Aliquot,
    Anticoagulant,
    BagFill,
    CountedFrom,
    Counting,
    Diluents,
    Expiry,
    Infusion,
    Lot,
    Patient,
    Plan,
    Procedure,
    Study,
    Supply,
)
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Count, Record
from spineplanner.domain.rules import Rule
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LEFT = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
RIGHT = Site(SiteKind.FACET, Level.L4_L5, Side.RIGHT)
EPIDURAL = Site(SiteKind.EPIDURAL, Level.L4_L5)
NEEDLE = "spinal-22g-90mm"
PRODUCT = "cells-25m-3-8ml"
FLUID = "plasma-lyte-a-albumin-5"
MILLION = 1_000_000
NOTHING_DONE = Record()


@cache
def shipped() -> Formulary:
    """The formulary as it comes with the program."""
    return read_formulary(asset("formulary"))


@cache
def clinic() -> Formulary:
    """The shipped formulary with every limit set."""
    formulary = shipped()
    for limit in formulary.limits:
        if limit.value is None:
            formulary = with_limit(formulary, limit.limit, _OWN_LIMITS[limit.limit])
    return formulary


_OWN_LIMITS = {
    LimitName.VEIN_VOLUME_HARD: 250_000,
    LimitName.FACET_CELLS_USUAL: 20 * MILLION,
    LimitName.FACET_CELLS_HARD: 50 * MILLION,
    LimitName.EPIDURAL_CELLS_USUAL: 20 * MILLION,
    LimitName.EPIDURAL_CELLS_HARD: 50 * MILLION,
    LimitName.VEIN_CELLS_HARD: 200 * MILLION,
    LimitName.LOCAL_DMSO_FACET: 500,
    LimitName.LOCAL_DMSO_EPIDURAL: 500,
}


def with_limit(formulary: Formulary, name: LimitName, value: int | None) -> Formulary:
    """The same clinic with one limit set otherwise, or not set."""
    limits = [x.replace(value=value) if x.limit is name else x for x in formulary.limits]
    return formulary.replace(limits=tuple(limits))


def with_product(formulary: Formulary, **changes: object) -> Formulary:
    """The same clinic with another figure of the product."""
    products = [x.replace(**changes) if x.id == PRODUCT else x for x in formulary.products]
    return formulary.replace(products=tuple(products))


def with_diluent(formulary: Formulary, **changes: object) -> Formulary:
    """The same clinic with another figure of the diluent in use."""
    diluents = [x.replace(**changes) if x.id == FLUID else x for x in formulary.diluents]
    return formulary.replace(diluents=tuple(diluents))


def limit_of(formulary: Formulary, name: LimitName) -> Limit:
    """A limit that the formulary has."""
    limit = formulary.limit(name)
    assert limit is not None
    return limit


def aliquot(site: Site, cells: int | None, volume_ul: int | None) -> Aliquot:
    """A syringe for a site in the spine, a bag for the vein."""
    if site == VEIN:
        bag = ContainerKind.BAG
        return Aliquot(site=site, cells=cells, volume_ul=volume_ul, container=bag)
    return Aliquot(site=site, cells=cells, volume_ul=volume_ul, needle=NEEDLE)


def complete_plan() -> Plan:
    """Two facets, an epidural and a bag, with everything stated and nothing to remark."""
    return Plan(
        patient=Patient(
            name="EXAMPLE, Patient",
            record_number="EX-0001",
            birth_date=date(1979, 3, 14),
            weight_g=82_000,
            allergies=(),
        ),
        procedure=Procedure(at=NOW, zone="Europe/London", physician="Dr A. Example"),
        counting=Counting(
            counted_from=CountedFrom.SACRUM_UP,
            studies=(Study(images="MRI", taken_on=date(2026, 10, 3)),),
            lumbar_count=5,
            confirmed=True,
        ),
        target_cells=46 * MILLION,
        supply=Supply(
            product=PRODUCT,
            label_basis=Basis.VIABLE,
            dose_basis=Basis.VIABLE,
            recovery_bp=9000,
            viability_bp=8500,
            lots=(Lot(number="EX-1", expiry=Expiry(year=2027, month=6), on_hand=8),),
        ),
        diluents=Diluents(facet=FLUID, epidural=FLUID, intravenous=FLUID),
        infusion=Infusion(fill=BagFill.PREFILLED, line_flushed=True, minutes=30),
        anticoagulant=Anticoagulant.NONE,
        aliquots=(
            aliquot(LEFT, MILLION, 500),
            aliquot(RIGHT, MILLION, 500),
            aliquot(EPIDURAL, 4 * MILLION, 2450),
            aliquot(VEIN, 40 * MILLION, 50_000),
        ),
    )


def ordering(*aliquots: Aliquot) -> Plan:
    """The complete plan with other aliquots, and the target they add up to."""
    total = sum(item.cells or 0 for item in aliquots)
    return complete_plan().replace(aliquots=aliquots, target_cells=total or None)


@dataclass(frozen=True)
class Situation:
    """All that the checks look at."""

    plan: Plan
    formulary: Formulary
    record: Record = NOTHING_DONE
    now: datetime = NOW
    printable: Callable[[str], frozenset[str]] | None = None
    tampered: Callable[[Preparation], Preparation] | None = None

    def look(self) -> tuple[Finding, ...]:
        """What the checks have to say."""
        counts, vials = self.record.counts, self.record.chosen_vials
        made = prepare(self.plan, self.formulary, counts, vials=vials)
        preparation = self.tampered(made) if self.tampered else made
        return check(
            self.plan,
            self.formulary,
            preparation,
            self.record,
            self.now,
            printable=self.printable,
        )

    def found(self, rule: Rule) -> list[Finding]:
        """What one rule has to say."""
        return [finding for finding in self.look() if finding.rule is rule]


def situation(plan: Plan | None = None, formulary: Formulary | None = None) -> Situation:
    """The complete plan in its clinic, or another one."""
    return Situation(plan or complete_plan(), formulary or clinic())


def changed(part: str, **changes: object) -> Situation:
    """The complete plan with some fields of one of its parts changed."""
    plan = complete_plan()
    return situation(plan.replace(**{part: getattr(plan, part).replace(**changes)}))


def planned_cells_per_ml() -> int:
    """A count that finds what is planned, in whole cells per mL, never above it."""
    strength = prepare(complete_plan(), clinic()).planned_strength
    assert strength is not None
    return int(strength.cells_per_ul * 1000)


def counted(cells_per_ml: int | None = None, *, viability_bp: int = 8500) -> Situation:
    """The complete plan on its day, with enough stock of the strength counted."""
    count = Count(
        cells_per_ml=cells_per_ml or planned_cells_per_ml(),
        basis=Basis.VIABLE,
        viability_bp=viability_bp,
        vials=8,
        pool_ul=28_000,
    )
    thawed_at = NOW - timedelta(minutes=20)
    record = Record(thaw_started_at=thawed_at, thaw_ended_at=thawed_at, counts=(count,))
    return replace(situation(), record=record)


def pooled(pool_ul: int) -> Situation:
    """Eight vials, counted as planned, with so much left in their pool."""
    found = counted()
    (count,) = found.record.counts
    return replace(found, record=found.record.replace(counts=(count.replace(pool_ul=pool_ul),)))


def thawed(minutes_ago: int) -> Situation:
    """The complete plan so many minutes after the thaw has ended."""
    ended = NOW - timedelta(minutes=minutes_ago)
    return replace(situation(), record=Record(thaw_ended_at=ended))


def cervical(level: Level) -> Plan:
    """A plan of one cervical epidural, reviewed on images."""
    counting = complete_plan().counting.replace(reviewed_epidurals=(level,))
    epidural = Site(SiteKind.EPIDURAL, level)
    return ordering(aliquot(epidural, 4 * MILLION, 2450)).replace(counting=counting)


def caudal() -> Plan:
    """A plan of a caudal epidural alone."""
    return ordering(aliquot(CAUDAL, 8 * MILLION, 4950))


def facets(*, volume_ul: int, cells: int = MILLION) -> Plan:
    """A plan of two facets alike."""
    return ordering(aliquot(LEFT, cells, volume_ul), aliquot(RIGHT, cells, volume_ul))


def with_lot(**changes: object) -> Situation:
    """The complete plan with another statement of its lot."""
    lot = complete_plan().supply.lots[0].replace(**changes)
    return changed("supply", lots=(lot,))


def two_lots(*named: str | None) -> Plan:
    """The complete plan with two lots, its aliquots taken from those named."""
    plan = complete_plan()
    first = plan.supply.lots[0]
    plan = plan.replace(supply=plan.supply.replace(lots=(first, first.replace(number="EX-2"))))
    pairs = zip(plan.aliquots, named, strict=True)
    return plan.replace(aliquots=tuple(item.replace(lot=lot) for item, lot in pairs))
