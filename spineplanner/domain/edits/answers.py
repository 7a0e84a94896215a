"""Reasons for findings of the day: they are part of the record and never change the order."""

from collections.abc import Collection, Iterable

from spineplanner.domain.anatomy import Site
from spineplanner.domain.edits.reasons import with_reasons, without_reasons
from spineplanner.domain.edits.refused import validated
from spineplanner.domain.findings import FindingKey
from spineplanner.domain.plan import Reason
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule


@validated
def answer_finding(
    record: Record,
    *,
    rule: Rule,
    site: Site | None,
    evidence: str,
    text: str,
    standing: Collection[FindingKey] = (),
) -> Record:
    """Accept one finding of the day; see `answer`."""
    reason = Reason(rule=rule, site=site, evidence=evidence, text=text)
    return answer(record, reasons=(reason,), standing=standing)


@validated
def answer(
    record: Record, *, reasons: Iterable[Reason], standing: Collection[FindingKey] = ()
) -> Record:
    """Accept findings of the day.

    Earlier reasons for their rules and sites go, but for those that answer one of the findings
    that are `standing`.
    """
    return record.replace(reasons=with_reasons(record.reasons, reasons, standing))


@validated
def withdraw_answers(record: Record, *, answered: Iterable[FindingKey]) -> Record:
    """Take reasons back by what they answered, so that the findings are open again."""
    return record.replace(reasons=without_reasons(record.reasons, set(answered)))
