"""Whether everything that must be stated is stated."""

from collections.abc import Iterator
from enum import Enum
from typing import assert_never

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.check_code import entries_used
from spineplanner.domain.checks.case import Case, note, stop
from spineplanner.domain.findings import (
    AtSite,
    CanNotPrepare,
    EntryUnknown,
    Finding,
    NotStated,
    Unprintable,
)
from spineplanner.domain.formulary import Entry, Protocol
from spineplanner.domain.refusals import (
    AliquotIncomplete,
    ConcentrationUnknown,
    LargerThanAVial,
    NoAliquots,
    NotEnoughVials,
    Refusal,
    StockTooDilute,
    TooLargeForASyringe,
    TooLargeForTheTube,
    TooSmallToMeasure,
)
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import Value


def patient_identifiers(case: Case) -> Iterator[Finding]:
    """A patient has a name and a second identifier: record number or birth date."""
    patient = case.plan.patient
    missing = [] if patient.name else ["name"]
    if patient.record_number is None and patient.birth_date is None:
        missing += ["record_number", "birth_date"]
    if missing:
        yield stop(Rule.PATIENT_IDENTIFIERS, NotStated(tuple(missing)), field="patient")


def procedure(case: Case) -> Iterator[Finding]:
    """The date and the physician are stated."""
    stated = {"at": case.plan.procedure.at, "physician": case.plan.procedure.physician}
    missing = tuple(name for name, value in stated.items() if value is None)
    if missing:
        yield stop(Rule.PROCEDURE_NOT_STATED, NotStated(missing), field="procedure")


def allergies_stated(case: Case) -> Iterator[Finding]:
    """Allergies are stated; "none known" is a statement."""
    if case.plan.patient.allergies is None:
        yield stop(Rule.ALLERGIES_NOT_STATED, NotStated(("allergies",)), field="patient.allergies")


def supply_stated(case: Case) -> Iterator[Finding]:
    """Product, both bases, recovery and viability are stated."""
    supply = case.plan.supply
    names = ("product", "label_basis", "dose_basis", "recovery_bp", "viability_bp")
    missing = tuple(name for name in names if getattr(supply, name) is None)
    if missing:
        yield stop(Rule.SUPPLY_NOT_STATED, NotStated(missing), field="supply")


def lots_stated(case: Case) -> Iterator[Finding]:
    """There is a lot, and each has its expiry and how many vials are on hand."""
    lots = case.plan.supply.lots
    if not lots:
        yield stop(Rule.LOT_NOT_STATED, NotStated(("lots",)), field="supply.lots")
    missing = [
        name for name in ("expiry", "on_hand") if any(getattr(x, name) is None for x in lots)
    ]
    if missing:
        yield stop(Rule.LOT_NOT_STATED, NotStated(tuple(missing)), field="supply.lots")


def entries_known(case: Case) -> Iterator[Finding]:
    """Everything the plan names is in the formulary."""
    plan, formulary = case.plan, case.formulary
    supply, diluents = plan.supply, plan.diluents
    named = [
        ("supply.product", supply.product, formulary.product(supply.product)),
        ("protocol", plan.protocol, formulary.protocol(plan.protocol)),
        ("supply.thaw_diluent", supply.thaw_diluent, formulary.diluent(supply.thaw_diluent)),
        ("diluents.facet", diluents.facet, formulary.diluent(diluents.facet)),
        ("diluents.epidural", diluents.epidural, formulary.diluent(diluents.epidural)),
        ("diluents.intravenous", diluents.intravenous, formulary.diluent(diluents.intravenous)),
    ]
    needles = dict.fromkeys(aliquot.needle for aliquot in plan.aliquots)
    found: list[tuple[str, str | None, Entry | None]] = [
        *named,
        *(("aliquots.needle", needle, formulary.needle(needle)) for needle in needles),
    ]
    for field, id, entry in found:
        if id is not None and entry is None:
            yield stop(Rule.ENTRY_UNKNOWN, EntryUnknown(field, id), field=field)


def epidural_level(case: Case) -> Iterator[Finding]:
    """The level of a protocol's epidural is chosen."""
    protocol = case.protocol
    for dose in protocol.doses if protocol else ():
        if dose.kind is SiteKind.EPIDURAL and not any(
            dose.gives_to(aliquot.site) for aliquot in case.plan.aliquots
        ):
            source = protocol.source if protocol else None
            yield stop(Rule.EPIDURAL_LEVEL_OPEN, AtSite(), source=source, field="aliquots")
            return


def refusals(case: Case) -> Iterator[Finding]:
    """Everything that keeps the preparation from being made."""
    for refusal in case.preparation.refusals:
        yield Finding(
            Rule.REFUSAL,
            Severity.STOP,
            CanNotPrepare(refusal),
            site=getattr(refusal, "site", None),
            field=_field_of(refusal),
        )


def _field_of(refusal: Refusal) -> str:
    """The part of the plan that a refusal is mended in."""
    match refusal:
        case NoAliquots():
            return "aliquots"
        case AliquotIncomplete(missing=missing):
            return "infusion" if missing == ("line",) else "aliquots"
        case ConcentrationUnknown():
            return "supply"
        case StockTooDilute() | TooLargeForTheTube() | TooLargeForASyringe():
            return "aliquots.volume_ul"
        case TooSmallToMeasure():
            return "supply.thaw_diluent_ul"
        case NotEnoughVials():
            return "supply.lots"
        case LargerThanAVial():
            return "aliquots.cells"
        case _:
            assert_never(refusal)


def levels_confirmed(case: Case) -> Iterator[Finding]:
    """The levels were counted, on images, and somebody compared the plan with them."""
    counting = case.plan.counting
    if not case.in_the_spine:
        return
    missing = [] if counting.counted_from else ["counted_from"]
    missing += [] if counting.studies else ["studies"]
    missing += [] if counting.confirmed else ["confirmed"]
    if missing:
        yield stop(Rule.LEVELS_NOT_CONFIRMED, NotStated(tuple(missing)), field="counting")


def lumbar_count(case: Case) -> Iterator[Finding]:
    """The number of lumbar vertebrae is stated where the lumbar spine is treated."""
    lumbar = any(aliquot.site.region is Region.LUMBAR for aliquot in case.in_the_spine)
    if lumbar and case.plan.counting.lumbar_count is None:
        missing = NotStated(("lumbar_count",))
        yield stop(Rule.LUMBAR_COUNT_NOT_STATED, missing, field="counting.lumbar_count")


def epidurals_reviewed(case: Case) -> Iterator[Finding]:
    """Of each cervical epidural, the space at that level was seen on images."""
    for site, level in case.cervical_epidurals:
        if level not in case.plan.counting.reviewed_epidurals:
            yield stop(
                Rule.EPIDURAL_NOT_REVIEWED,
                AtSite(),
                site=site,
                source=case.formulary.cervical_epidural.source,
                field="counting.reviewed_epidurals",
            )


def bag_stated(case: Case) -> Iterator[Finding]:
    """A bag's fill, line and time are stated."""
    if not any(aliquot.is_bag for aliquot in case.plan.aliquots):
        return
    infusion = case.plan.infusion
    stated = {"fill": infusion.fill, "line": infusion.kept_ul, "minutes": infusion.minutes}
    missing = tuple(name for name, value in stated.items() if value is None)
    if missing:
        yield stop(Rule.BAG_NOT_STATED, NotStated(missing), field="infusion")


def weight_stated(case: Case) -> Iterator[Finding]:
    """The weight is stated where a bag is planned."""
    bagged = any(aliquot.is_bag for aliquot in case.plan.aliquots)
    if bagged and case.plan.patient.weight_g is None:
        missing = NotStated(("weight_g",))
        yield stop(Rule.WEIGHT_NOT_STATED, missing, field="patient.weight_g")


def product_stated(case: Case) -> Iterator[Finding]:
    """What the product's DMSO, components and time are judged by is known, or it is said."""
    product = case.product
    if product is None:
        return
    names = ("dmso_bp", "allergens", "stability_minutes")
    missing = tuple(name for name in names if getattr(product, name) is None)
    if missing:
        evidence, field = NotStated(missing), "formulary.products"
        yield note(Rule.PRODUCT_NOT_STATED, evidence, source=product.source, field=field)


def printable(case: Case) -> Iterator[Finding]:
    """Every text can be printed in the sheet's fonts."""
    if case.printable is None:
        return
    texts = (*_texts(case.plan, ""), *_texts(case.record, "record"), *_entries(case))
    # Many aliquots share one needle and one lot: each text is looked at once.
    for field, text in dict.fromkeys(texts):
        lacking = case.printable(text)
        if lacking:
            evidence = Unprintable(field, tuple(sorted(lacking)))
            yield stop(Rule.TEXT_UNPRINTABLE, evidence, field=field)


def _entries(case: Case) -> Iterator[tuple[str, str]]:
    """The texts of the formulary that a sheet prints of this plan."""
    for entry in entries_used(case.plan, case.formulary):
        texts = [entry.name]
        texts += [entry.citation] if isinstance(entry, Protocol) and entry.citation else []
        yield from (("formulary", text) for text in texts)
    if case.formulary.bench.infusion_filter is not None:
        yield "formulary", case.formulary.bench.infusion_filter


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Every text of a plan with the field it stands in; the words of an enum are ours."""
    match value:
        case Enum():
            return
        case str():
            yield field, value
        case Value():
            for name in type(value).model_fields:
                yield from _texts(getattr(value, name), f"{field}.{name}".lstrip("."))
        case tuple():
            for item in value:
                yield from _texts(item, field)
        case _:
            return
