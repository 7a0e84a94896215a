"""What can be read off a scale, what is too thin, and what could be confused."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.anatomy import Site
from spineplanner.domain.checks.case import Case, confirm
from spineplanner.domain.findings import (
    Alike,
    CryoprotectantAbove,
    Finding,
    LocalCryoprotectant,
    Reading,
    SmallReading,
    Thin,
)
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.limits import LOCAL_DMSO_LIMITS
from spineplanner.domain.plan import BagFill
from spineplanner.domain.preparation import Drawn, Suspension
from spineplanner.domain.rules import Rule
from spineplanner.domain.scale import fills
from spineplanner.domain.values import WHOLE_BP, significant

_PRINTED_DIGITS = 3


def small_readings(case: Case) -> Iterator[Finding]:
    """What is measured fills enough of its syringe to be read well."""
    limit = case.limit(LimitName.SYRINGE_FILL_LEAST)
    if limit is None:
        return
    for site, evidence in (*_mixed(case), *_marks(case)):
        if evidence.volume_ul * WHOLE_BP < limit.value * evidence.capacity_ul:
            yield confirm(
                Rule.SMALL_IN_SYRINGE,
                evidence,
                site=site,
                source=limit.source,
                field="aliquots.volume_ul",
            )


def _mixed(case: Case) -> Iterator[tuple[Site | None, SmallReading]]:
    """Stock and diluent by their last fill; a prefilled bag's fluid is not measured."""
    syringes = case.formulary.measuring_syringes
    prefilled = case.plan.infusion.fill is not BagFill.EMPTY
    for item in case.preparation.suspensions:
        readings = [(Reading.STOCK, item.stock_ul)]
        if not (item.bag and prefilled):
            readings.append((Reading.DILUENT, item.diluent_ul))
        for reading, volume_ul in readings:
            for fill in fills(volume_ul, syringes)[-1:]:
                size = fill.syringe.capacity_ul
                yield None, SmallReading(reading, item.letter, fill.volume_ul, size)


def _marks(case: Case) -> Iterator[tuple[Site, SmallReading]]:
    """The mark that each syringe is drawn to."""
    for container in case.preparation.containers:
        if isinstance(container.volumes, Drawn):
            mark, size = container.volumes.mark_ul, container.volumes.syringe.capacity_ul
            yield container.site, SmallReading(Reading.MARK, None, mark, size)


def thin(case: Case) -> Iterator[Finding]:
    """No suspension is thinner than the clinic's least."""
    limit = case.limit(LimitName.CONCENTRATION_LEAST)
    if limit is None:
        return
    for item in case.preparation.suspensions:
        if item.achieved * 1000 < limit.value:
            yield confirm(
                Rule.SUSPENSION_THIN,
                Thin(item.letter, item.achieved),
                source=limit.source,
                field="aliquots.volume_ul",
            )


def alike(case: Case) -> Iterator[Finding]:
    """No two suspensions print the same concentration and diluent.

    Where vials are kept apart, equal ones are meant to be equal.
    """
    printed: dict[tuple[Fraction, str | None], list[Suspension]] = {}
    for item in case.preparation.suspensions:
        key = (significant(item.concentration, _PRINTED_DIGITS), item.diluent)
        printed.setdefault(key, []).append(item)
    for items in printed.values():
        meant = case.preparation.apart and len({item.concentration for item in items}) == 1
        if len(items) > 1 and not meant:
            letters = tuple(item.letter for item in items)
            yield confirm(Rule.SUSPENSIONS_ALIKE, Alike(letters), field="aliquots")


def cryoprotectant(case: Case) -> Iterator[Finding]:
    """The patient's DMSO for each kilogram is within the limit."""
    dmso, weight_g = case.preparation.cryoprotectant, case.plan.patient.weight_g
    limit = case.limit(LimitName.DMSO_PER_KG)
    if dmso is None or weight_g is None or limit is None:
        return
    per_kg = dmso.patient_mg * 1000 / weight_g
    if per_kg > limit.value:
        yield confirm(
            Rule.DMSO_PER_KG,
            CryoprotectantAbove(per_kg, limit.value),
            source=limit.source,
            field="patient.weight_g",
        )


def local_cryoprotectant(case: Case) -> Iterator[Finding]:
    """The DMSO in what reaches a joint or the epidural space is within the clinic's limit."""
    dmso = case.preparation.cryoprotectant
    shares = dict(dmso.local) if dmso else {}
    reached = dict.fromkeys((c.letter, c.site.route) for c in case.preparation.containers)
    for letter, route in reached:
        name = LOCAL_DMSO_LIMITS.get(route)
        limit = case.limit(name) if name is not None else None
        if letter is None or letter not in shares or limit is None:
            continue
        if shares[letter] * WHOLE_BP > limit.value:
            yield confirm(
                Rule.LOCAL_DMSO,
                LocalCryoprotectant(letter, shares[letter], limit.value),
                source=limit.source,
                field="aliquots.volume_ul",
            )
