"""Volumes, cells and doses against their limits, their siblings and the protocol."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.anatomy import Level, Region, Side, SiteKind
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
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.limits import CELL_LIMITS, VOLUME_LIMITS, limits_applying
from spineplanner.domain.plan import Aliquot
from spineplanner.domain.preparation import Bagged, Drawn
from spineplanner.domain.protocols import is_modified, target_of
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import WHOLE_BP


def volumes(case: Case) -> Iterator[Finding]:
    """A volume, as given or pushed to zero, is within the usual and the highest of its site.

    Where the container can't be worked out yet, the volume ordered is looked at alone.
    """
    for container in case.preparation.containers:
        site, give = container.site, container.aliquot.volume_ul
        if give is None:
            continue
        pushed = container.volumes.pushed_ul if container.volumes else give
        exceeded = case.exceeded(max(give, pushed), *VOLUME_LIMITS[site.kind, site.region])
        if exceeded is not None:
            severity, limit = exceeded
            hard = severity is Severity.STOP
            rule = Rule.VOLUME_ABOVE_HARD if hard else Rule.VOLUME_ABOVE_USUAL
            evidence = VolumeAbove(give, pushed, limit.value)
            yield Finding(rule, severity, evidence, site, limit.source, "aliquots.volume_ul")


def cells(case: Case) -> Iterator[Finding]:
    """A number of cells is within the usual and the highest of its kind of site."""
    for aliquot in case.plan.aliquots:
        if aliquot.cells is None:
            continue
        exceeded = case.exceeded(aliquot.cells, *CELL_LIMITS[aliquot.site.kind])
        if exceeded is not None:
            severity, limit = exceeded
            hard = severity is Severity.STOP
            rule = Rule.CELLS_ABOVE_HARD if hard else Rule.CELLS_ABOVE_USUAL
            evidence = CellsAbove(aliquot.cells, limit.value)
            yield Finding(rule, severity, evidence, aliquot.site, limit.source, "aliquots.cells")


def limits_set(case: Case) -> Iterator[Finding]:
    """Each limit that would apply is set, or it is said that it is not."""
    applying = limits_applying(case.plan, case.formulary)
    unset = tuple(name for name in applying if case.limit(name) is None)
    if unset:
        yield note(Rule.LIMIT_NOT_SET, LimitsNotSet(unset), field="formulary.limits")


def siblings(case: Case) -> Iterator[Finding]:
    """No aliquot has many times the cells of the middle one among its siblings.

    Siblings are the other aliquots of the same kind in the same region; of an even number the
    lower middle one counts.
    """
    factor = case.limit(LimitName.SIBLING_FACTOR)
    if factor is None:
        return
    for group in _siblings(case):
        for aliquot, ordered in group:
            others = sorted(cells for other, cells in group if other is not aliquot)
            middle = others[(len(others) - 1) // 2] if others else None
            if middle is not None and ordered >= factor.value * middle:
                yield confirm(
                    Rule.CELLS_ABOVE_SIBLINGS,
                    CellsTimes(ordered, middle),
                    site=aliquot.site,
                    source=factor.source,
                    field="aliquots.cells",
                )


def _siblings(case: Case) -> list[list[tuple[Aliquot, int]]]:
    groups: dict[tuple[SiteKind, Region | None], list[tuple[Aliquot, int]]] = {}
    for aliquot in case.plan.aliquots:
        if aliquot.cells is not None:
            kin = (aliquot.site.kind, aliquot.site.region)
            groups.setdefault(kin, []).append((aliquot, aliquot.cells))
    return list(groups.values())


def against_protocol(case: Case) -> Iterator[Finding]:
    """No aliquot has many times the cells that the protocol gives to such a site."""
    factor = case.limit(LimitName.SIBLING_FACTOR)
    if case.protocol is None or factor is None:
        return
    for aliquot in case.plan.aliquots:
        dose = case.protocol.dose_for(aliquot.site)
        if dose and aliquot.cells and aliquot.cells >= factor.value * dose.cells:
            yield confirm(
                Rule.CELLS_ABOVE_PROTOCOL,
                CellsTimes(aliquot.cells, dose.cells),
                site=aliquot.site,
                source=factor.source,
                field="aliquots.cells",
            )


def cervical_epidurals(case: Case) -> Iterator[Finding]:
    """A cervical interlaminar epidural is no higher than the clinic allows."""
    limit = case.formulary.cervical_epidural
    for site, level in case.cervical_epidurals:
        evidence = TooCranial(level, limit.highest)
        if level.rank < limit.highest.rank:
            rule, severity = Rule.CERVICAL_EPIDURAL_TOO_HIGH, Severity.STOP
        elif level.rank <= limit.confirm_from.rank:
            rule, severity = Rule.CERVICAL_EPIDURAL, Severity.CONFIRM
        else:
            continue
        yield Finding(rule, severity, evidence, site, limit.source, "aliquots")


def doses(case: Case) -> Iterator[Finding]:
    """What a patient gets is what was ordered, given to the mark or pushed to zero."""
    errors = {suspension.letter: suspension.error for suspension in case.preparation.suspensions}
    for container in case.preparation.containers:
        if container.letter not in errors or container.volumes is None:
            continue
        given = errors[container.letter]
        pushed = _pushed_error(given, container.volumes)
        worst_bp = max(abs(given), abs(pushed)) * WHOLE_BP
        exceeded = case.exceeded(worst_bp, LimitName.DOSE_ERROR_USUAL, LimitName.DOSE_ERROR_HARD)
        if exceeded is not None:
            severity, limit = exceeded
            rule = Rule.DOSE_FAR_OFF if severity is Severity.STOP else Rule.DOSE_OFF
            off = DoseOff(given, pushed, limit.value)
            yield Finding(rule, severity, off, container.site, limit.source, "aliquots.volume_ul")


def _pushed_error(given: Fraction, volumes: Drawn | Bagged) -> Fraction:
    if volumes.pushed_ul == volumes.give_ul:
        return given
    return (1 + given) * Fraction(volumes.pushed_ul, volumes.give_ul) - 1


def total(case: Case) -> Iterator[Finding]:
    """All cells ordered are the target."""
    plan, protocol = case.plan, case.protocol
    target = target_of(plan, protocol)
    if target is not None and plan.aliquots and plan.ordered_cells != target:
        yield confirm(
            Rule.TOTAL_OFF_TARGET,
            TotalOff(plan.ordered_cells, target),
            source=protocol.source_of("target_cells")
            if protocol is not None and protocol.target_cells == target
            else None,
            field="target_cells",
        )


def protocol_followed(case: Case) -> Iterator[Finding]:
    """A protocol is followed as published, or the plan is called modified."""
    protocol = case.protocol
    if protocol is not None and is_modified(case.plan, protocol):
        evidence = ProtocolModified(protocol.name)
        yield note(Rule.PROTOCOL_MODIFIED, evidence, source=protocol.source, field="protocol")


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
        yield note(Rule.SIDES_DIFFER, SidesDiffer(differ), field="aliquots")
