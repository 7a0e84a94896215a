"""Lots, vials and diluents."""

from collections.abc import Iterator

from spineplanner.domain.anatomy import Route
from spineplanner.domain.checks.case import Case, confirm, note, stop
from spineplanner.domain.findings import (
    DiluentUsed,
    Finding,
    KeptApart,
    LotExpired,
    LotsMixed,
    NoSpare,
    NotStated,
    OutOfBalance,
    ServesDownTo,
)
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.lots import is_expired
from spineplanner.domain.rules import Rule


def lots_expired(case: Case) -> Iterator[Finding]:
    """No lot expires before the procedure."""
    at = case.plan.procedure.local
    for lot in case.plan.supply.lots:
        if at is not None and lot.expiry is not None and is_expired(lot, case.plan):
            evidence = LotExpired(lot.number, lot.expiry.last_day, at.date())
            yield stop(Rule.LOT_EXPIRED, evidence, field="supply.lots")


def lots_mixed(case: Case) -> Iterator[Finding]:
    """One lot a patient, unless the plan allows more: as named, and as chosen for the rest."""
    if case.plan.supply.may_mix_lots:
        return
    supply = case.preparation.supply
    named = [aliquot.lot for aliquot in case.plan.aliquots]
    chosen = [pool.lot.number if pool.lot else None for pool in supply.pools] if supply else []
    numbers = tuple(dict.fromkeys(lot for lot in (*named, *chosen) if lot is not None))
    if len(numbers) > 1:
        yield stop(Rule.LOTS_MIXED, LotsMixed(numbers), field="supply.may_mix_lots")


def diluents_chosen(case: Case) -> Iterator[Finding]:
    """Each route in use has a diluent."""
    for route in case.routes:
        if case.plan.diluents.of(route) is None:
            evidence = DiluentUsed(None, (route,))
            yield stop(Rule.DILUENT_NOT_CHOSEN, evidence, field=f"diluents.{route.value}")


def preservatives(case: Case) -> Iterator[Finding]:
    """With an epidural, what reaches it is listed as preservative-free."""
    if not case.has_epidural:
        return
    for route, diluent in case.diluents:
        if route in {Route.EPIDURAL, None} and diluent.preservative_free is not True:
            yield stop(
                Rule.DILUENT_PRESERVATIVE,
                DiluentUsed(diluent.name, (Route.EPIDURAL,)),
                source=diluent.source,
                field=_diluent_field(route),
            )


def diluent_routes(case: Case) -> Iterator[Finding]:
    """A diluent is used on the routes it is listed for."""
    for route, diluent in case.diluents:
        if route is not None and route not in diluent.routes:
            yield confirm(
                Rule.DILUENT_ROUTE,
                DiluentUsed(diluent.name, (route,)),
                source=diluent.source,
                field=_diluent_field(route),
            )


def protein(case: Case) -> Iterator[Finding]:
    """A diluent holds protein: of the suspensions, and of the thaw."""
    limit = case.limit(LimitName.CONCENTRATION_LEAST)
    bare: dict[tuple[str, bool], list[Route | None]] = {}
    for route, diluent in case.diluents:
        if not diluent.protein:
            bare.setdefault((diluent.name, route is None), []).append(route)
    for (name, _at_thaw), routes in bare.items():
        yield confirm(
            Rule.DILUENT_WITHOUT_PROTEIN,
            DiluentUsed(name, tuple(route for route in routes if route is not None)),
            source=limit.source if limit is not None else None,
            field=_diluent_field(routes[0]),
        )


def _diluent_field(route: Route | None) -> str:
    return "supply.thaw_diluent" if route is None else f"diluents.{route.value}"


def spare_vial(case: Case) -> Iterator[Finding]:
    """A vial is left on hand if one is lost."""
    supply = case.preparation.supply
    if supply is not None and supply.spare is not None and supply.spare <= 0:
        yield confirm(Rule.NO_SPARE_VIAL, NoSpare(supply.vials), field="supply.lots")


def anticoagulant(case: Case) -> Iterator[Finding]:
    """With an epidural, somebody asked about anticoagulants."""
    if case.has_epidural and case.plan.anticoagulant is None:
        evidence = NotStated(("anticoagulant",))
        yield confirm(Rule.ANTICOAGULANT_NOT_STATED, evidence, field="anticoagulant")


def kept_apart(case: Case) -> Iterator[Finding]:
    """What it takes that the protocol forbids pooling, and whether vials are used as chosen."""
    vial_map, protocol = case.preparation.vial_map, case.protocol
    if vial_map is None or protocol is None:
        return
    chosen = case.record.chosen_vials
    evidence = KeptApart(
        protocol.name,
        vial_map.vials,
        fewest=vial_map.is_fewest,
        followed=None if chosen is None else vial_map.chosen,
    )
    source = protocol.source_of("pooling")
    yield note(Rule.VIALS_KEPT_APART, evidence, source=source, field="protocol")


def margin(case: Case) -> Iterator[Finding]:
    """How far the viability may fall before another vial is needed."""
    supply = case.preparation.supply
    if supply is not None and supply.viability_margin_permille is not None:
        evidence = ServesDownTo(supply.viability_margin_permille, supply.vials)
        yield note(Rule.VIABILITY_MARGIN, evidence, field="supply.viability_bp")


def balance(case: Case) -> Iterator[Finding]:
    """Stock out is stock in, to the microlitre, and each tube holds what is taken from it."""
    supply = case.preparation.supply
    if supply is None:
        return
    stock_ul = sum(suspension.stock_ul for suspension in case.preparation.suspensions)
    used_ul = stock_ul + sum(pool.sample_ul + pool.residual_ul for pool in supply.pools)
    missing_ul = sum(pool.available_ul for pool in supply.pools) - used_ul - supply.left_over_ul
    if missing_ul or supply.left_over_ul < 0:
        evidence = OutOfBalance(None, missing_ul or supply.left_over_ul)
        yield stop(Rule.STOCK_OUT_OF_BALANCE, evidence, field="supply")
    for suspension in case.preparation.suspensions:
        if suspension.volume_ul < suspension.taken_ul:
            short_ul = suspension.taken_ul - suspension.volume_ul
            evidence = OutOfBalance(suspension.letter, short_ul)
            yield stop(Rule.STOCK_OUT_OF_BALANCE, evidence, field="supply")
