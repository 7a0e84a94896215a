"""Which reasons belong to the day's record: those for findings about what was done."""

from collections.abc import Callable

from spineplanner.domain import edits
from spineplanner.domain.plan import Reason
from spineplanner.domain.record import Record
from spineplanner.domain.rules import DAY_RULES

Note = tuple[Callable[..., Record], dict[str, object]]


def as_note(edit: Callable[..., object], given: dict[str, object]) -> Note | None:
    """Turn giving or withdrawing reasons for findings of the day into an edit of the record.

    None is any other edit, which is the order's own. A group of findings is of one rule.
    """
    if edit is edits.give_reason and given["rule"] in DAY_RULES:
        return edits.answer_finding, given
    if edit is edits.withdraw_reason and given["rule"] in DAY_RULES:
        return edits.withdraw_answers, {"answered": ((given["rule"], given["site"]),)}
    if edit not in {edits.give_reasons, edits.withdraw_reasons}:
        return None
    reasons = _reasons(given)
    if not reasons or any(reason.rule not in DAY_RULES for reason in reasons):
        return None
    if edit is edits.give_reasons:
        return edits.answer, {"reasons": reasons}
    return edits.withdraw_answers, {"answered": tuple((r.rule, r.site) for r in reasons)}


def _reasons(given: dict[str, object]) -> tuple[Reason, ...]:
    reasons = given["reasons"]
    return tuple(reasons) if isinstance(reasons, tuple) else ()
