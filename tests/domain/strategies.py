"""Hypothesis strategies for plans, formularies and counts, from everyday to hardly possible.

`plans()` gives any valid plan, however incomplete; `ready_plans()` those that state everything
the calculation needs, in amounts that can mostly be prepared; `cases()` adds a formulary and
counts to either.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spineplanner.domain.anatomy import VEIN, Level, LumbarCount, Region, Site, sites
from spineplanner.domain.formulary import Basis, Bench, ContainerKind, Formulary, Product
from spineplanner.domain.plan import (
    Aliquot,
    Anticoagulant,
    BagFill,
    Counting,
    Diluents,
    Expiry,
    Infusion,
    Lot,
    Patient,
    Plan,
    Procedure,
    Reason,
    Study,
    Supply,
)
from spineplanner.domain.record import Count
from spineplanner.domain.rules import Rule
from spineplanner.domain.values import MAX_CELLS, MAX_VOLUME_UL, WHOLE_BP
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary

CLINIC = read_formulary(asset("formulary"))
"""The formulary that comes with the program."""

COMPLETE_PRODUCT = "cells-25m-3-8ml"
"""Its only product that states all the calculation needs."""

_T = TypeVar("_T")

LOT_NUMBERS = ("EX-1", "EX-2", "EX-3")

PROCEDURE_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """All that `prepare` is given."""

    plan: Plan
    formulary: Formulary
    counts: tuple[Count, ...] = ()


def maybe(strategy: SearchStrategy[_T]) -> SearchStrategy[_T | None]:
    """That, or not stated."""
    return st.none() | strategy


def lines() -> SearchStrategy[str]:
    """What a person types into a field of one line."""
    letters = st.characters(categories=("L", "N", "P", "S"), include_characters=" ")
    return st.text(letters, max_size=20).map(str.strip).filter(bool)


def cells() -> SearchStrategy[int]:
    """Numbers of cells as ordered: tenths of a million, odd ones, and the extremes."""
    tenths = st.integers(1, 1_000).map(lambda number: number * 100_000)
    return tenths | st.integers(1, 200_000_000) | st.sampled_from((1, MAX_CELLS))


def volumes(most_ul: int = MAX_VOLUME_UL) -> SearchStrategy[int]:
    """Volumes to give in microlitres: of 50, odd ones, and the extremes."""
    steps = st.integers(1, 120).map(lambda number: number * 50)
    return (steps | st.integers(1, 20_000) | st.sampled_from((1, most_ul))).filter(
        lambda volume: volume <= most_ul
    )


def shares() -> SearchStrategy[int]:
    """Shares above nothing, in hundredths of a per cent: whole per cents, odd ones, extremes."""
    return (
        st.integers(50, 100).map(lambda percent: percent * 100)
        | st.integers(1, WHOLE_BP)
        | st.sampled_from((1, WHOLE_BP))
    )


def expiries() -> SearchStrategy[Expiry]:
    """Days and months around the procedure."""
    return st.builds(
        Expiry, year=st.integers(2026, 2027), month=st.integers(10, 12), day=maybe(st.just(24))
    )


@st.composite
def lots(draw: st.DrawFn, *, on_hand: SearchStrategy[int | None]) -> tuple[Lot, ...]:
    """Up to three lots."""
    numbers = draw(st.lists(st.sampled_from(LOT_NUMBERS), unique=True))
    return tuple(
        Lot(number=number, expiry=draw(maybe(expiries())), on_hand=draw(on_hand))
        for number in numbers
    )


@st.composite
def aliquots(
    draw: st.DrawFn,
    lumbar_count: LumbarCount,
    *,
    lot_numbers: tuple[str, ...] = (),
    complete: bool = False,
    most: int = 12,
) -> tuple[Aliquot, ...]:
    """Aliquots for some of such a patient's sites; complete ones can mostly be prepared."""
    present = sites(lumbar_count)
    least = draw(st.sampled_from((1, 1, 2, 3, 0))) if complete else 0
    chosen = draw(st.lists(st.sampled_from(present), unique=True, min_size=least, max_size=most))
    return tuple(
        draw(_aliquot(site, lot_numbers=lot_numbers, complete=complete)) for site in chosen
    )


@st.composite
def _aliquot(
    draw: st.DrawFn, site: Site, *, lot_numbers: tuple[str, ...], complete: bool
) -> Aliquot:
    bag = site == VEIN and draw(st.booleans())
    needles = st.sampled_from([needle.id for needle in CLINIC.needles])
    return Aliquot(
        site=site,
        cells=draw(_orderly_cells(bag=bag) if complete else maybe(cells())),
        volume_ul=draw(_orderly_volumes(bag=bag) if complete else maybe(volumes())),
        container=ContainerKind.BAG if bag else ContainerKind.SYRINGE,
        needle=None if bag else draw(needles if complete else maybe(needles)),
        extension_ul=0 if bag else draw(st.just(0) | st.integers(0, 500)),
        lot=draw(maybe(st.sampled_from(lot_numbers))) if lot_numbers else None,
    )


def _orderly_cells(*, bag: bool) -> SearchStrategy[int]:
    """Few values, so that aliquots share suspensions, and now and then an odd one."""
    if bag:
        return st.integers(20, 100).map(lambda million: million * 1_000_000)
    usual = st.sampled_from((500_000, 1_000_000, 1_000_000, 5_000_000))
    return usual | usual | st.integers(100_000, 10_000_000)


def _orderly_volumes(*, bag: bool) -> SearchStrategy[int]:
    if bag:
        return st.sampled_from((20_000, 50_000, 100_000, 250_000))
    usual = st.sampled_from((500, 1_000, 2_000, 3_000, 5_000))
    return usual | usual | st.integers(100, 9_000)


@st.composite
def supplies(draw: st.DrawFn, *, products: tuple[str, ...], complete: bool = False) -> Supply:
    """What is assumed of one of these products."""
    basis = st.sampled_from(Basis)
    share = st.integers(7_000, WHOLE_BP) | shares() if complete else shares()
    diluent_ul = draw(st.just(0) | st.integers(1, 2_000))
    return Supply(
        product=draw(st.sampled_from(products) if complete else maybe(st.sampled_from(products))),
        label_basis=draw(basis if complete else maybe(basis)),
        dose_basis=draw(basis if complete else maybe(basis)),
        recovery_bp=draw(share if complete else maybe(share)),
        viability_bp=draw(share if complete else maybe(share)),
        thaw_diluent_ul=diluent_ul,
        thaw_diluent=CLINIC.diluents[0].id if diluent_ul else None,
        lots=draw(lots(on_hand=maybe(st.just(10_000) | st.integers(0, 40)))),
        may_mix_lots=draw(st.booleans()),
    )


def diluents() -> SearchStrategy[Diluents]:
    """A diluent for each route, or none chosen."""
    each = maybe(st.sampled_from([diluent.id for diluent in CLINIC.diluents]))
    return st.builds(Diluents, facet=each, epidural=each, intravenous=each)


@st.composite
def infusions(draw: st.DrawFn, *, complete: bool = False) -> Infusion:
    """Bags of each fill, with a line that is flushed, that keeps something, or unknown."""
    flushed = draw(st.booleans() if complete else maybe(st.booleans()))
    kept = st.integers(0, 20_000)
    return Infusion(
        fill=draw(st.sampled_from(BagFill) if complete else maybe(st.sampled_from(BagFill))),
        line_flushed=flushed,
        line_kept_ul=None if flushed else draw(kept if complete else maybe(kept)),
        minutes=draw(maybe(st.integers(1, 240))),
    )


@st.composite
def _countings(draw: st.DrawFn) -> Counting:
    studies = st.builds(Study, images=lines(), taken_on=st.just(date(2026, 10, 3)))
    cervical = [level for level in Level if level.region is Region.CERVICAL]
    return Counting(
        studies=tuple(draw(st.lists(studies, max_size=2))),
        lumbar_count=draw(maybe(st.sampled_from(get_args(LumbarCount)))),
        confirmed=draw(st.booleans()),
        reviewed_epidurals=tuple(draw(st.lists(st.sampled_from(cervical), unique=True))),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any valid plan for the clinic's formulary, with any of its fields absent."""
    counting = draw(_countings())
    supply = draw(supplies(products=tuple(product.id for product in CLINIC.products)))
    numbers = tuple(lot.number for lot in supply.lots)
    allergies = maybe(st.lists(lines(), max_size=2).map(tuple))
    reasons = st.builds(
        Reason, rule=st.sampled_from(Rule), site=st.none(), evidence=lines(), text=lines()
    )
    return Plan(
        patient=draw(
            st.builds(
                Patient,
                name=maybe(lines()),
                record_number=maybe(lines()),
                birth_date=maybe(st.just(date(1979, 3, 14))),
                weight_g=maybe(st.integers(200, 500_000)),
                allergies=allergies,
            )
        ),
        procedure=Procedure(at=draw(maybe(st.just(PROCEDURE_AT))), physician=draw(maybe(lines()))),
        counting=counting,
        protocol=draw(maybe(st.sampled_from([item.id for item in CLINIC.protocols]))),
        target_cells=draw(maybe(cells())),
        supply=supply,
        diluents=draw(diluents()),
        infusion=draw(infusions()),
        anticoagulant=draw(maybe(st.sampled_from(Anticoagulant))),
        aliquots=draw(aliquots(counting.lumbar_count or 5, lot_numbers=numbers)),
        reasons=tuple(draw(st.lists(reasons, max_size=2))),
        notes=draw(maybe(lines())),
    )


@st.composite
def ready_plans(
    draw: st.DrawFn, *, products: tuple[str, ...] = (COMPLETE_PRODUCT,), most: int = 12
) -> Plan:
    """Plans that state all the calculation needs; most of them can be prepared."""
    supply = draw(supplies(products=products, complete=True))
    lumbar_count = draw(st.sampled_from(get_args(LumbarCount)))
    numbers = tuple(lot.number for lot in supply.lots)
    return Plan(
        procedure=Procedure(at=draw(maybe(st.just(PROCEDURE_AT)))),
        counting=Counting(lumbar_count=lumbar_count),
        supply=supply,
        diluents=draw(diluents()),
        infusion=draw(infusions(complete=True)),
        aliquots=draw(aliquots(lumbar_count, lot_numbers=numbers, complete=True, most=most)),
    )


@st.composite
def formularies(draw: st.DrawFn) -> Formulary:
    """The clinic's formulary with another bench and with a vial of its own, called "vial"."""
    fill = draw(st.integers(1_000, 4_000))
    vial = Product(
        id="vial",
        name="Vial",
        source=CLINIC.bench.source,
        label_cells=draw(st.integers(20, 100)) * 1_000_000,
        fill_ul=fill,
        withdrawable_ul=draw(st.integers(fill // 2, fill)),
        dmso_bp=draw(maybe(st.integers(0, WHOLE_BP))),
    )
    bench = Bench(
        id="bench",
        name="bench",
        source=CLINIC.bench.source,
        residual_ul=draw(st.integers(0, 500)),
        overfill_bp=draw(st.integers(0, 2_000)),
        count_sample_ul=draw(st.integers(0, 500)),
        pool_residual_ul=draw(st.integers(0, 500)),
        smallest_ul=draw(st.sampled_from((10, 50, 100, 100)) | st.integers(1, 250)),
        tube_ul=draw(st.sampled_from((5_000, 15_000, 50_000))),
    )
    return CLINIC.replace(products=(*CLINIC.products, vial), bench=bench)


@st.composite
def counts(draw: st.DrawFn, plan: Plan) -> tuple[Count, ...]:
    """One count of any pool, or one for each of the plan's lots, or for some of them."""
    numbers: list[str | None] = [lot.number for lot in plan.supply.lots]
    whole: list[str | None] = [None]
    one_each = st.lists(st.sampled_from(numbers or whole), unique=True)
    pools = draw(st.just(whole) | one_each)
    return tuple(
        Count(
            cells_per_ml=draw(st.integers(10, 120)) * 500_000,
            basis=draw(st.sampled_from(Basis)),
            viability_bp=draw(shares()),
            vials=draw(st.integers(1, 40)),
            pool_ul=draw(st.just(50_000) | st.integers(0, 100_000)),
            lot=lot,
        )
        for lot in pools
    )


@st.composite
def cases(draw: st.DrawFn, *, measured: bool = False, most: int = 12) -> Case:
    """A ready plan with a random formulary, and counts where they are wanted."""
    formulary = draw(formularies())
    plan = draw(ready_plans(products=("vial", COMPLETE_PRODUCT), most=most))
    return Case(plan, formulary, draw(counts(plan)) if measured else ())
