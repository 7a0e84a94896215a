"""What was measured, made, drawn and given, where it is not as it should be, in sentences."""

from fractions import Fraction
from typing import assert_never

from spineplanner.domain.bench_evidence import (
    BagOff,
    BegunLate,
    BenchEvidence,
    DoneAbove,
    DrawnOff,
    FilledUnmade,
    GivenAboveHeld,
    GivenLate,
    GivenOff,
    LeftOfPool,
    LeftOverAbove,
    MadeOff,
    MadeShort,
    MadeUncounted,
    StockOverused,
)
from spineplanner.wording import numbers
from spineplanner.wording.lots import of_lot
from spineplanner.wording.translate import _


def bench_evidence_sentence(evidence: BenchEvidence) -> str:  # noqa: C901 - one sentence for each
    """Say what was found of the bench's numbers and times."""
    match evidence:
        case LeftOfPool(lot=lot):
            return of_lot(lot, _left_of_pool(evidence))
        case MadeOff(letter=letter, error=error):
            return _("As suspension {letter} was made, its doses are off by {error}.").format(
                letter=letter, error=numbers.signed_per_cent(error)
            )
        case BagOff(letter=letter, made_ul=made_ul, asked_ul=asked_ul):
            return _("The bag of suspension {letter} was made to {made}, not to {asked}.").format(
                letter=letter, made=numbers.volume(made_ul), asked=numbers.volume(asked_ul)
            )
        case MadeShort(letter=letter, made_ul=made_ul, taken_ul=taken_ul):
            return _(
                "Suspension {letter} was made as {made}, and {taken} must be drawn from it."
            ).format(letter=letter, made=numbers.volume(made_ul), taken=numbers.volume(taken_ul))
        case StockOverused(lot=lot):
            return of_lot(lot, _overused(evidence))
        case MadeUncounted(letter=letter):
            return _("Suspension {letter} was made, and no count of its stock is entered.").format(
                letter=letter
            )
        case FilledUnmade(container_number=number, letter=letter):
            return _(
                "container {number} is in use, and its suspension {letter} is not entered as made."
            ).format(number=number, letter=letter)
        case DrawnOff() | GivenOff():
            return _dose_off(evidence)
        case DoneAbove(volume_ul=volume_ul, limit_ul=limit_ul, given=given):
            message = (
                _("{volume} was given, above {limit}.")
                if given
                else _("{volume} is given when it is pushed to zero, above {limit}.")
            )
            return message.format(volume=numbers.volume(volume_ul), limit=numbers.volume(limit_ul))
        case GivenAboveHeld(given_ul=given_ul, held_ul=held_ul):
            return _("{given} is said to be given, and only {held} was in it.").format(
                given=numbers.volume(given_ul), held=numbers.volume(held_ul)
            )
        case GivenLate(at=at, use_by=use_by):
            return _("given at {at}, after the use-by of {use_by}.").format(
                at=numbers.moment(at), use_by=numbers.moment(use_by)
            )
        case BegunLate():
            return _begun_late(evidence)
        case LeftOverAbove(left_ul=left_ul, most_ul=most_ul):
            return _(
                "{left} is said to be left, and no more than {most} was counted and not used."
            ).format(left=numbers.volume(left_ul), most=numbers.volume(most_ul))
        case _:
            assert_never(evidence)


def _left_of_pool(evidence: LeftOfPool) -> str:
    if evidence.left_ul > evidence.pool_ul - evidence.sample_ul:
        message = _(
            "The pool was measured as {pool}, and {sample} is taken for the count: {left} can’t "
            "be left."
        )
    else:
        message = _(
            "The pool was measured as {pool}, and {sample} is taken for the count: only {left} "
            "is left."
        )
    return message.format(
        pool=numbers.volume(evidence.pool_ul),
        sample=numbers.volume(evidence.sample_ul),
        left=numbers.volume(evidence.left_ul),
    )


def _overused(evidence: StockOverused) -> str:
    held = numbers.volume(evidence.held_ul)
    if not evidence.rest_ul:
        return _("{used} of stock is used, and the counted pool held {held}.").format(
            used=numbers.volume(evidence.used_ul), held=held
        )
    return _(
        "{used} of stock is used and {rest} still asked for, and the counted pool gives {held}."
    ).format(
        used=numbers.volume(evidence.used_ul), rest=numbers.volume(evidence.rest_ul), held=held
    )


def _dose_off(evidence: DrawnOff | GivenOff) -> str:
    limit = Fraction(evidence.limit_bp, 100)
    places = numbers.places_above(abs(evidence.error) * 100, limit, places=1)
    error = numbers.signed_per_cent(evidence.error, places=places)
    match evidence:
        case DrawnOff(drawn_ul=drawn_ul, mark_ul=mark_ul):
            return _(
                "drawn to {drawn}, not to {mark}: pushed to zero, the dose is off by {error}."
            ).format(drawn=numbers.volume(drawn_ul), mark=numbers.volume(mark_ul), error=error)
        case GivenOff(given_ul=given_ul, ordered_ul=ordered_ul):
            return _("{given} was given, not {ordered}: the dose is off by {error}.").format(
                given=numbers.volume(given_ul), ordered=numbers.volume(ordered_ul), error=error
            )
        case _:
            assert_never(evidence)


def _begun_late(evidence: BegunLate) -> str:
    at, by = numbers.moment(evidence.at), numbers.moment(evidence.by)
    if evidence.ended is None:
        return _(
            "The infusion began at {at}, and had to begin by {by}: it runs past the use-by of "
            "{use_by}."
        ).format(at=at, by=by, use_by=numbers.moment(evidence.use_by))
    return _(
        "The infusion began at {at}, and had to begin by {by}; it ended at {ended}, before the "
        "use-by."
    ).format(at=at, by=by, ended=numbers.moment(evidence.ended))
