"""Which reasons stay when one is given or taken back, of the order and of the day alike."""

from collections.abc import Collection, Iterable

from spineplanner.domain.findings import FindingKey
from spineplanner.domain.plan import Reason


def key_of(reason: Reason) -> FindingKey:
    """What a reason belongs to."""
    return reason.rule, reason.site, reason.evidence


def with_reasons(
    reasons: Iterable[Reason], given: Iterable[Reason], standing: Collection[FindingKey]
) -> tuple[Reason, ...]:
    """Add reasons to others, instead of those for the same rules and sites that answer nothing.

    Two findings may be of one rule at one site, of two suspensions for example: a reason for one
    is kept beside a reason for the other.

    Args:
        reasons: those that were given before.
        given: those that are given now; of two for one finding the last counts.
        standing: what the findings are that stand now.
    """
    new = {key_of(reason): reason for reason in given}
    about = {(rule, site) for rule, site, _evidence in new}
    kept = (
        reason
        for reason in reasons
        if key_of(reason) not in new
        and ((reason.rule, reason.site) not in about or key_of(reason) in standing)
    )
    return (*kept, *new.values())


def without_reasons(reasons: Iterable[Reason], gone: Collection[FindingKey]) -> tuple[Reason, ...]:
    """Take reasons back by what they belong to."""
    return tuple(reason for reason in reasons if key_of(reason) not in gone)
