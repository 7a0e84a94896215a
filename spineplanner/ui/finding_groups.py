"""Findings gathered for reading: those that say the same of several sites become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spineplanner.domain.anatomy import Site
from spineplanner.domain.checks import CHECKS
from spineplanner.domain.findings import (
    CanNotPrepare,
    Finding,
    FindingKey,
    NotStated,
    evidence_key,
    finding_key,
    reason_for,
)
from spineplanner.domain.plan import Plan, Reason
from spineplanner.domain.refusals import AliquotIncomplete
from spineplanner.domain.rules import Rule, Severity
from spineplanner.wording.findings import finding_title, finding_titles

ONE_CHECK = {
    Rule.VOLUME_ABOVE_HARD: Rule.VOLUME_ABOVE_USUAL,
    Rule.CELLS_ABOVE_HARD: Rule.CELLS_ABOVE_USUAL,
    Rule.CERVICAL_EPIDURAL_TOO_HIGH: Rule.CERVICAL_EPIDURAL,
    Rule.DOSE_FAR_OFF: Rule.DOSE_OFF,
    Rule.COUNT_BELOW_HALF: Rule.COUNT_OFF_PLAN,
    Rule.POOL_ABOVE_VIALS: Rule.POOL_ABOVE_FILL,
    Rule.USE_BY_PASSED: Rule.USE_BY_NEAR,
    Rule.MADE_FAR_OFF: Rule.MADE_OFF,
    Rule.LEFT_ABOVE_POOL: Rule.LEFT_BELOW_POOL,
    Rule.INFUSION_LATE: Rule.INFUSION_WAS_LATE,
    Rule.DRAWN_FAR_OFF: Rule.DRAWN_OFF,
    Rule.DRAWN_ABOVE_HARD: Rule.DRAWN_ABOVE_USUAL,
    Rule.GIVEN_FAR_OFF: Rule.GIVEN_OFF,
    Rule.GIVEN_ABOVE_HARD: Rule.GIVEN_ABOVE_USUAL,
}
"""The graver rule of a check that has two, with the milder."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are answered together, under one title; `reason` is absent while open.

    `keys` are what its reasons belong to.
    `earlier` is a reason that was given before the numbers changed.
    """

    findings: tuple[Finding, ...]
    title: str
    keys: frozenset[FindingKey]
    reason: str | None = None
    earlier: str | None = None

    @property
    def first(self) -> Finding:
        """The one that stands for all: they share rule, severity, source and words."""
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        """What the findings ask for."""
        return self.first.severity

    @property
    def is_open(self) -> bool:
        """Whether it is a stop, or waits for a reason."""
        return self.severity is Severity.STOP or (
            self.severity is Severity.CONFIRM and self.reason is None
        )

    def reasons(self, text: str) -> tuple[Reason, ...]:
        """The same reason for each finding."""
        return tuple(
            Reason(rule=rule, site=site, evidence=evidence, text=text)
            for rule, site, evidence in map(finding_key, self.findings)
        )


def groups(findings: Iterable[Finding], plan: Plan, reasons: Sequence[Reason]) -> tuple[Group, ...]:
    """Gather findings: stops, what waits for a reason, what has one, then notes."""
    numbers_of = {item.site: number for number, item in enumerate(plan.aliquots, start=1)}
    alike: dict[tuple[Severity, Rule, str, str | None], list[Finding]] = {}
    for finding in findings:
        given = reason_for(finding, reasons)
        kin = (finding.severity, finding.rule, _words(finding), given.text if given else None)
        alike.setdefault(kin, []).append(finding)
    gathered = [
        Group(
            findings=tuple(members),
            title=_title(members, numbers_of),
            keys=frozenset(map(finding_key, members)),
            reason=text,
            earlier=_earlier(members, reasons),
        )
        for (_severity, _rule, _said, text), members in alike.items()
    ]
    return tuple(sorted(gathered, key=_place))


def _place(group: Group) -> tuple[int, bool]:
    return list(Severity).index(group.severity), group.reason is not None


def _stand_in(finding: Finding) -> Finding:
    """An incomplete aliquot says its site within the sentence; say only what it lacks."""
    evidence = finding.evidence
    if isinstance(evidence, CanNotPrepare) and isinstance(evidence.refusal, AliquotIncomplete):
        return replace(finding, evidence=NotStated(evidence.refusal.missing))
    return finding


def _words(finding: Finding) -> str:
    """What is said without saying where."""
    return finding_title(replace(_stand_in(finding), site=None))


def _title(members: Sequence[Finding], numbers_of: Mapping[Site, int]) -> str:
    if len(members) == 1:
        return finding_title(members[0])
    placed = [_stand_in(member) for member in members if member.site in numbers_of]
    if len(placed) != len(members):
        return _words(members[0])
    return finding_titles(placed, numbers_of)[0]


def _earlier(members: Sequence[Finding], reasons: Sequence[Reason]) -> str | None:
    first = members[0]
    if first.severity is not Severity.CONFIRM:
        return None
    for reason in reasons:
        same = (reason.rule, reason.site) == (first.rule, first.site)
        if same and reason.evidence != evidence_key(first.evidence):
            return reason.text
    return None


def silent_checks(findings: Iterable[Finding]) -> int:
    """How many checks found nothing."""
    spoke = {ONE_CHECK.get(finding.rule, finding.rule) for finding in findings}
    return len(CHECKS) - len(spoke)
