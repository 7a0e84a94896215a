"""Lots, vials, allergies and diluents."""

import re
from collections.abc import Iterator

from spineplanner.domain.anatomy import Route
from spineplanner.domain.checks.case import Case, confirm, note, stop
from spineplanner.domain.findings import (
    AllergicTo,
    DiluentUsed,
    Finding,
    LotExpired,
    LotsMixed,
    NoSpare,
    NotStated,
    OutOfBalance,
    ServesDownTo,
)
from spineplanner.domain.formulary import Allergen, LimitName
from spineplanner.domain.lots import is_expired
from spineplanner.domain.rules import Rule

_WORD = re.compile(r"[^\W_]+")


def lots_expired(case: Case) -> Iterator[Finding]:
    """No lot expires before the procedure."""
    at = case.plan.procedure.at
    for lot in case.plan.supply.lots:
        if at is not None and lot.expiry is not None and is_expired(lot, case.plan):
            evidence = LotExpired(lot.number, lot.expiry.last_day, at.date())
            yield stop(Rule.LOT_EXPIRED, evidence, field="supply.lots")


def lots_mixed(case: Case) -> Iterator[Finding]:
    """One lot a patient, unless the plan allows more."""
    if case.plan.supply.may_mix_lots:
        return
    named = [aliquot.lot for aliquot in case.plan.aliquots if aliquot.lot is not None]
    numbers = tuple(dict.fromkeys(named))
    if len(numbers) > 1:
        yield stop(Rule.LOTS_MIXED, LotsMixed(numbers), field="supply.may_mix_lots")


def allergies(case: Case) -> Iterator[Finding]:
    """The patient is allergic to no component of the product or of a diluent."""
    stated = case.plan.patient.allergies or ()
    uses = [(case.product.name, case.product.allergens)] if case.product else []
    uses += [(diluent.name, diluent.allergens) for _route, diluent in case.diluents]
    known = {allergen.id: allergen for allergen in case.formulary.allergens}
    for name, components in dict.fromkeys(uses):
        for component in components:
            if any(_names(known[component], text) for text in stated):
                evidence = AllergicTo(known[component].name, name)
                yield stop(Rule.ALLERGY, evidence, field="patient.allergies")


def _names(allergen: Allergen, text: str) -> bool:
    """Whether a text holds one of the allergen's names as whole words, however joined."""
    return any(_words(name) in _words(text) for name in allergen.words)


def _words(text: str) -> str:
    """The words of a text in one case, each between single spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


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
            evidence = DiluentUsed(diluent.name, (Route.EPIDURAL,))
            field = "supply.thaw_diluent" if route is None else "diluents.epidural"
            yield stop(Rule.DILUENT_PRESERVATIVE, evidence, field=field)


def diluent_routes(case: Case) -> Iterator[Finding]:
    """A diluent is used on the routes it is listed for."""
    for route, diluent in case.diluents:
        if route is not None and route not in diluent.routes:
            yield confirm(Rule.DILUENT_ROUTE, DiluentUsed(diluent.name, (route,)))


def protein(case: Case) -> Iterator[Finding]:
    """A diluent holds protein."""
    bare: dict[str, list[Route]] = {}
    for route, diluent in case.diluents:
        if not diluent.protein and route is not None:
            bare.setdefault(diluent.name, []).append(route)

    for name, routes in bare.items():
        evidence = DiluentUsed(name, tuple(routes))
        yield confirm(
            Rule.DILUENT_WITHOUT_PROTEIN, evidence, case.limit(LimitName.CONCENTRATION_LEAST)
        )


def spare_vial(case: Case) -> Iterator[Finding]:
    """A vial is left on hand if one is lost."""
    supply = case.preparation.supply
    if supply is not None and supply.spare is not None and supply.spare <= 0:
        yield confirm(Rule.NO_SPARE_VIAL, NoSpare(supply.vials))


def anticoagulant(case: Case) -> Iterator[Finding]:
    """With an epidural, somebody asked about anticoagulants."""
    if case.has_epidural and case.plan.anticoagulant is None:
        yield confirm(Rule.ANTICOAGULANT_NOT_STATED, NotStated(("anticoagulant",)))


def margin(case: Case) -> Iterator[Finding]:
    """How far the viability may fall before another vial is needed."""
    supply = case.preparation.supply
    if supply is not None and supply.viability_margin_permille is not None:
        evidence = ServesDownTo(supply.viability_margin_permille, supply.vials)
        yield note(Rule.VIABILITY_MARGIN, evidence)


def balance(case: Case) -> Iterator[Finding]:
    """Stock out is stock in, to the microlitre, and each tube holds what is taken from it."""
    supply = case.preparation.supply
    if supply is None:
        return
    stock_ul = sum(suspension.stock_ul for suspension in case.preparation.suspensions)
    used_ul = stock_ul + sum(pool.sample_ul + pool.residual_ul for pool in supply.pools)
    missing_ul = sum(pool.available_ul for pool in supply.pools) - used_ul - supply.left_over_ul
    if missing_ul or supply.left_over_ul < 0:
        evidence = OutOfBalance("", missing_ul or supply.left_over_ul)
        yield stop(Rule.STOCK_OUT_OF_BALANCE, evidence)
    for suspension in case.preparation.suspensions:
        if suspension.volume_ul < suspension.taken_ul:
            short_ul = suspension.taken_ul - suspension.volume_ul
            yield stop(Rule.STOCK_OUT_OF_BALANCE, OutOfBalance(suspension.letter, short_ul))
