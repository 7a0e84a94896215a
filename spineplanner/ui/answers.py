"""Which reasons belong to the day's record: those for findings about what was counted and done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from spineplanner.domain import edits
from spineplanner.domain.day_findings import keys_of_order
from spineplanner.domain.edits.reasons import key_of
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import FindingKey, finding_key
from spineplanner.domain.record import Record
from spineplanner.domain.rules import DAY_RULES
from spineplanner.ui.snapshot import Snapshot

Note = tuple[Callable[..., Record], dict[str, object]]


def as_note(
    edit: Callable[..., object], given: Mapping[str, Any], snapshot: Snapshot
) -> Note | None:
    """Turn giving or withdrawing reasons for findings of the day into an edit of the record.

    None is any other edit, which is the order's own. A group of findings is of one rule.
    """
    if edit is edits.give_reason or edit is edits.give_reasons:
        return noted(edit, given) if _are_of_the_day(_keys(given), snapshot) else None
    if edit is edits.withdraw_reason or edit is edits.withdraw_reasons:
        return noted(edit, given) if _are_recorded(_keys(given), snapshot.envelope) else None
    return None


def with_standing(
    edit: Callable[..., object], given: Mapping[str, Any], snapshot: Snapshot
) -> dict[str, Any]:
    """Say with a reason that is given which findings stand, so that it takes no other's place."""
    if edit is edits.give_reason or edit is edits.give_reasons:
        return {**given, "standing": frozenset(map(finding_key, snapshot.findings))}
    return dict(given)


def noted(edit: Callable[..., object], given: Mapping[str, Any]) -> Note:
    """The edit of the record that gives or withdraws the same reasons."""
    if edit is edits.give_reason:
        return edits.answer_finding, dict(given)
    if edit is edits.give_reasons:
        return edits.answer, dict(given)
    return edits.withdraw_answers, {"answered": _keys(given)}


def _are_of_the_day(keys: Sequence[FindingKey], snapshot: Snapshot) -> bool:
    """Whether any is of what the day has brought; the order may have it of other sites."""
    if any(rule in DAY_RULES for rule, _site, _evidence in keys):
        return True
    if not keys or not snapshot.preparation.counts:
        return False
    of_order = keys_of_order(snapshot.plan, snapshot.formulary, snapshot.now)
    return not of_order.issuperset(keys)


def _are_recorded(answered: Sequence[FindingKey], envelope: Envelope) -> bool:
    recorded = {key_of(reason) for reason in envelope.record.reasons}
    return not recorded.isdisjoint(answered)


def _keys(given: Mapping[str, Any]) -> tuple[FindingKey, ...]:
    if "reasons" in given:
        return tuple(map(key_of, given["reasons"]))
    return ((given["rule"], given["site"], given["evidence"]),)
