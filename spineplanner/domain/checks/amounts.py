"""Volumes, cells and doses against their limits, their siblings and the protocol."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from spineplanner.domain.anatomy import Level, Region, Side, Site, SiteKind
from spineplanner.domain.checks.case import Case, confirm, note
from spineplanner.domain.findings import (
    CellsAbove,
    CellsTimes,
    DoseOff,
    Finding,
    LimitsNotSet,
    ProtocolModified,
    SidesDiffer,
    TooCranial,
    TotalOff,
    VolumeAbove,
)
from spineplanner.domain.formulary import LimitName, Source
from spineplanner.domain.plan import Aliquot
from spineplanner.domain.preparation import Container
from spineplanner.domain.protocols import is_modified
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import WHOLE_BP

_Pair = tuple[LimitName, LimitName]

_VOLUME_LIMITS: dict[tuple[SiteKind, Region | None], _Pair] = {
    (SiteKind.FACET, Region.CERVICAL): (
        LimitName.FACET_CERVICAL_VOLUME_USUAL,
        LimitName.FACET_CERVICAL_VOLUME_HARD,
    ),
    (SiteKind.FACET, Region.LUMBAR): (
        LimitName.FACET_LUMBAR_VOLUME_USUAL,
        LimitName.FACET_LUMBAR_VOLUME_HARD,
    ),
    (SiteKind.EPIDURAL, Region.CERVICAL): (
        LimitName.EPIDURAL_CERVICAL_VOLUME_USUAL,
        LimitName.EPIDURAL_CERVICAL_VOLUME_HARD,
    ),
    (SiteKind.EPIDURAL, Region.LUMBAR): (
        LimitName.EPIDURAL_LUMBAR_VOLUME_USUAL,
        LimitName.EPIDURAL_LUMBAR_VOLUME_HARD,
    ),
    (SiteKind.CAUDAL, Region.LUMBAR): (
        LimitName.CAUDAL_VOLUME_USUAL,
        LimitName.CAUDAL_VOLUME_HARD,
    ),
    (SiteKind.VEIN, None): (LimitName.VEIN_VOLUME_USUAL, LimitName.VEIN_VOLUME_HARD),
}

_CELL_LIMITS: dict[SiteKind, _Pair] = {
    SiteKind.FACET: (LimitName.FACET_CELLS_USUAL, LimitName.FACET_CELLS_HARD),
    SiteKind.EPIDURAL: (LimitName.EPIDURAL_CELLS_USUAL, LimitName.EPIDURAL_CELLS_HARD),
    SiteKind.CAUDAL: (LimitName.EPIDURAL_CELLS_USUAL, LimitName.EPIDURAL_CELLS_HARD),
    SiteKind.VEIN: (LimitName.VEIN_CELLS_USUAL, LimitName.VEIN_CELLS_HARD),
}


def volumes(case: Case) -> Iterator[Finding]:
    """A volume, as given or pushed to zero, is within the usual and the highest of its site."""
    for container in case.preparation.containers:
        if container.volumes is None:
            continue
        give, pushed = container.volumes.give_ul, container.volumes.pushed_ul
        usual, hard = _VOLUME_LIMITS[container.site.kind, container.site.region]
        rules = (Rule.VOLUME_ABOVE_USUAL, Rule.VOLUME_ABOVE_HARD)
        exceeded = _exceeded(case, max(give, pushed), usual, hard)
        if exceeded is not None:
            severity, value, source = exceeded
            rule = rules[severity is Severity.STOP]
            evidence = VolumeAbove(give, pushed, value)
            yield Finding(rule, severity, evidence, container.site, source, "aliquots.volume_ul")


def cells(case: Case) -> Iterator[Finding]:
    """A number of cells is within the usual and the highest of its kind of site."""
    for aliquot in case.plan.aliquots:
        if aliquot.cells is None:
            continue
        usual, hard = _CELL_LIMITS[aliquot.site.kind]
        exceeded = _exceeded(case, aliquot.cells, usual, hard)
        if exceeded is not None:
            severity, value, source = exceeded
            stopped = severity is Severity.STOP
            rule = Rule.CELLS_ABOVE_HARD if stopped else Rule.CELLS_ABOVE_USUAL
            evidence = CellsAbove(aliquot.cells, value)
            yield Finding(rule, severity, evidence, aliquot.site, source, "aliquots.cells")


def _exceeded(
    case: Case, value: int, usual: LimitName, hard: LimitName
) -> tuple[Severity, int, Source] | None:
    for name, severity in ((hard, Severity.STOP), (usual, Severity.CONFIRM)):
        limit = case.limit(name)
        if limit is not None and limit.value is not None and value > limit.value:
            return severity, limit.value, limit.source
    return None


def limits_set(case: Case) -> Iterator[Finding]:
    """Each limit that would apply is set, or it is said that it is not."""
    kinds = dict.fromkeys((a.site.kind, a.site.region) for a in case.plan.aliquots)
    names = [name for kind in kinds for name in (*_VOLUME_LIMITS[kind], *_CELL_LIMITS[kind[0]])]
    routes = {aliquot.site.kind for aliquot in case.in_the_spine}
    names += [LimitName.LOCAL_DMSO_FACET] if SiteKind.FACET in routes else []
    names += [LimitName.LOCAL_DMSO_EPIDURAL] if case.has_epidural else []
    unset = tuple(name for name in dict.fromkeys(names) if case.limit(name) is None)
    if unset:
        yield note(Rule.LIMIT_NOT_SET, LimitsNotSet(unset))


def siblings(case: Case) -> Iterator[Finding]:
    """No aliquot has many times the cells of the middle one among its siblings.

    Siblings are the other aliquots of the same kind in the same region; of an even number the
    lower middle one counts.
    """
    factor = case.limit(LimitName.SIBLING_FACTOR)
    for group in _siblings(case):
        ordered = sorted(aliquot.cells or 0 for aliquot in group)
        for aliquot in group:
            if factor is None or factor.value is None or aliquot.cells is None or len(group) < 2:
                continue
            others = list(ordered)
            others.remove(aliquot.cells)
            middle = others[(len(others) - 1) // 2]
            if middle and aliquot.cells >= factor.value * middle:
                evidence = CellsTimes(aliquot.cells, middle)
                yield _at(confirm(Rule.CELLS_ABOVE_SIBLINGS, evidence, factor), aliquot.site)


def _siblings(case: Case) -> list[list[Aliquot]]:
    groups: dict[tuple[SiteKind, Region | None], list[Aliquot]] = {}
    for aliquot in case.plan.aliquots:
        if aliquot.cells is not None:
            groups.setdefault((aliquot.site.kind, aliquot.site.region), []).append(aliquot)
    return list(groups.values())


def against_protocol(case: Case) -> Iterator[Finding]:
    """No aliquot has many times the cells that the protocol gives to such a site."""
    protocol = case.formulary.protocol(case.plan.protocol)
    factor = case.limit(LimitName.SIBLING_FACTOR)
    if protocol is None or factor is None or factor.value is None:
        return
    for aliquot in case.plan.aliquots:
        dose = protocol.dose_for(aliquot.site)
        if dose and aliquot.cells and aliquot.cells >= factor.value * dose.cells:
            evidence = CellsTimes(aliquot.cells, dose.cells)
            yield _at(confirm(Rule.CELLS_ABOVE_PROTOCOL, evidence, factor), aliquot.site)


def _at(finding: Finding, site: Site) -> Finding:
    return replace(finding, site=site)


def cervical_epidurals(case: Case) -> Iterator[Finding]:
    """A cervical interlaminar epidural is no higher than the clinic allows."""
    limit = case.formulary.cervical_epidural
    for aliquot in case.in_the_spine:
        site = aliquot.site
        if site.kind is not SiteKind.EPIDURAL or site.level is None:
            continue
        if site.level.rank > limit.confirm_from.rank or site.region is not Region.CERVICAL:
            continue
        too_high = site.level.rank < limit.highest.rank
        yield Finding(
            Rule.CERVICAL_EPIDURAL_TOO_HIGH if too_high else Rule.CERVICAL_EPIDURAL,
            Severity.STOP if too_high else Severity.CONFIRM,
            TooCranial(site.level, limit.highest),
            site,
            limit.source,
            "aliquots",
        )


def doses(case: Case) -> Iterator[Finding]:
    """What a patient gets is what was ordered, given to the mark or pushed to zero."""
    usual, hard = case.limit(LimitName.DOSE_ERROR_USUAL), case.limit(LimitName.DOSE_ERROR_HARD)
    for container in case.preparation.containers:
        off = _dose_off(case, container)
        if off is None:
            continue
        worst = max(abs(off.given), abs(off.pushed))
        for limit, severity, rule in (
            (hard, Severity.STOP, Rule.DOSE_FAR_OFF),
            (usual, Severity.CONFIRM, Rule.DOSE_OFF),
        ):
            if limit and limit.value is not None and worst * WHOLE_BP > limit.value:
                yield Finding(rule, severity, off, container.site, limit.source)
                break


def _dose_off(case: Case, container: Container) -> DoseOff | None:
    suspension = case.preparation.suspension(container.letter)
    if suspension is None or container.volumes is None:
        return None
    volumes = container.volumes
    pushed = (1 + suspension.error) * Fraction(volumes.pushed_ul, volumes.give_ul) - 1
    return DoseOff(suspension.error, pushed)


def total(case: Case) -> Iterator[Finding]:
    """All cells ordered are the target."""
    plan = case.plan
    protocol = case.formulary.protocol(plan.protocol)
    target = plan.target_cells or (protocol.target_cells if protocol else None)
    if target is not None and plan.aliquots and plan.ordered_cells != target:
        yield confirm(Rule.TOTAL_OFF_TARGET, TotalOff(plan.ordered_cells, target))


def protocol_followed(case: Case) -> Iterator[Finding]:
    """A protocol is followed as published, or the plan is called modified."""
    protocol = case.formulary.protocol(case.plan.protocol)
    if protocol is not None and is_modified(case.plan, protocol):
        yield note(Rule.PROTOCOL_MODIFIED, ProtocolModified(protocol.name))


def sides(case: Case) -> Iterator[Finding]:
    """Left and right are ordered alike at each level."""
    ordered: dict[Level, dict[Side, tuple[int | None, int | None]]] = {}
    for aliquot in case.in_the_spine:
        site = aliquot.site
        if site.level is not None and site.side is not None:
            dose = (aliquot.cells, aliquot.volume_ul)
            ordered.setdefault(site.level, {})[site.side] = dose
    differ = tuple(
        level for level, doses in ordered.items() if doses.get(Side.LEFT) != doses.get(Side.RIGHT)
    )
    if differ:
        yield note(Rule.SIDES_DIFFER, SidesDiffer(differ))
