"""Reasons for findings of the day: they are part of the record and never change the order."""

from collections.abc import Iterable

from spineplanner.domain.anatomy import Site
from spineplanner.domain.edits.refused import validated
from spineplanner.domain.plan import Reason
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule


@validated
def answer_finding(
    record: Record, *, rule: Rule, site: Site | None, evidence: str, text: str
) -> Record:
    """Accept one finding of the day, replacing an earlier reason for the same rule and site."""
    return answer(record, reasons=(Reason(rule=rule, site=site, evidence=evidence, text=text),))


@validated
def answer(record: Record, *, reasons: Iterable[Reason]) -> Record:
    """Accept findings of the day, replacing earlier reasons for their rules and sites."""
    given = {(item.rule, item.site): item for item in reasons}
    kept = tuple(item for item in record.reasons if (item.rule, item.site) not in given)
    return record.replace(reasons=(*kept, *given.values()))


@validated
def withdraw_answers(record: Record, *, answered: Iterable[tuple[Rule, Site | None]]) -> Record:
    """Take reasons back by what they answered, so that the findings are open again."""
    gone = set(answered)
    kept = tuple(item for item in record.reasons if (item.rule, item.site) not in gone)
    return record.replace(reasons=kept)
