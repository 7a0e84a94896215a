"""What can be read off a scale, what is too thin, and what could be confused."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.anatomy import Route
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
from spineplanner.domain.preparation import Drawn
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.scale import fills
from spineplanner.domain.values import WHOLE_BP, significant

_PRINTED_DIGITS = 3


def small_readings(case: Case) -> Iterator[Finding]:
    """What is measured fills enough of its syringe to be read well."""
    limit = case.limit(LimitName.SYRINGE_FILL_LEAST)
    least_bp = limit.value or 0 if limit else 0
    for evidence in _readings(case):
        if evidence.volume_ul * WHOLE_BP < least_bp * evidence.capacity_ul:
            yield confirm(Rule.SMALL_IN_SYRINGE, evidence, limit)


def _readings(case: Case) -> Iterator[SmallReading]:
    """Every volume that is read: stock and diluent by their last fill, and each mark once."""
    syringes = case.formulary.measuring_syringes
    for item in case.preparation.suspensions:
        for reading, volume_ul in (
            (Reading.STOCK, item.stock_ul),
            (Reading.DILUENT, item.diluent_ul),
        ):
            for fill in fills(volume_ul, syringes)[-1:]:
                size = fill.syringe.capacity_ul
                yield SmallReading(reading, item.letter, fill.volume_ul, size)
    for container in case.preparation.containers:
        if isinstance(container.volumes, Drawn):
            drawn = container.volumes
            size = drawn.syringe.capacity_ul
            yield SmallReading(Reading.MARK, str(container.number), drawn.mark_ul, size)


def thin(case: Case) -> Iterator[Finding]:
    """No suspension is thinner than the clinic's least."""
    limit = case.limit(LimitName.CONCENTRATION_LEAST)
    if limit is None or limit.value is None:
        return
    for item in case.preparation.suspensions:
        if item.achieved * 1000 < limit.value:
            yield confirm(Rule.SUSPENSION_THIN, Thin(item.letter, item.achieved), limit)


def alike(case: Case) -> Iterator[Finding]:
    """No two suspensions print the same concentration and diluent."""
    printed: dict[tuple[Fraction, str | None], list[str]] = {}
    for item in case.preparation.suspensions:
        key = (significant(item.concentration, _PRINTED_DIGITS), item.diluent)
        printed.setdefault(key, []).append(item.letter)
    for letters in printed.values():
        if len(letters) > 1:
            yield confirm(Rule.SUSPENSIONS_ALIKE, Alike(tuple(letters)))


def cryoprotectant(case: Case) -> Iterator[Finding]:
    """The patient's DMSO for each kilogram is within the limit."""
    dmso, weight_g = case.preparation.cryoprotectant, case.plan.patient.weight_g
    limit = case.limit(LimitName.DMSO_PER_KG)
    if dmso is None or weight_g is None or limit is None or limit.value is None:
        return
    per_kg = dmso.patient_mg * 1000 / weight_g
    if per_kg > limit.value:
        evidence = CryoprotectantAbove(per_kg, limit.value)
        yield confirm(Rule.DMSO_PER_KG, evidence, limit)


def local_cryoprotectant(case: Case) -> Iterator[Finding]:
    """The DMSO in what reaches a joint or the epidural space is within the clinic's limit."""
    dmso = case.preparation.cryoprotectant
    limits = {
        Route.FACET: case.limit(LimitName.LOCAL_DMSO_FACET),
        Route.EPIDURAL: case.limit(LimitName.LOCAL_DMSO_EPIDURAL),
    }
    shares = dict(dmso.local) if dmso else {}
    reached = dict.fromkeys((c.letter, c.site.route) for c in case.preparation.containers)
    for letter, route in reached:
        limit = limits.get(route)
        if letter is None or letter not in shares or limit is None or limit.value is None:
            continue
        if shares[letter] * WHOLE_BP > limit.value:
            evidence = LocalCryoprotectant(letter, shares[letter], limit.value)
            yield Finding(Rule.LOCAL_DMSO, Severity.CONFIRM, evidence, source=limit.source)
