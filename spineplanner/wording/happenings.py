"""What happened on the day, as people call it: "the end of the thaw (10:05)"."""

from datetime import date
from typing import assert_never

from spineplanner.domain.chronology import Disorder, Event, Happened
from spineplanner.wording.day import time_of_day
from spineplanner.wording.translate import _


def disorder_sentence(disorder: Disorder) -> str:
    """Say which two things are recorded the wrong way round."""
    first, then = disorder.first, disorder.then
    return _("{then} can’t be before {first}.").format(
        then=_capital(happened_words(then, first.at.date())),
        first=happened_words(first, then.at.date()),
    )


def happened_words(happened: Happened, beside: date | None = None) -> str:
    """Name something that happened, with its time; with its date too beside one of another day."""
    return _("{event} ({clock})").format(
        event=event_words(happened.event, happened.of), clock=time_of_day(happened.at, beside)
    )


def event_words(event: Event, of: str | None = None) -> str:  # noqa: C901 - one phrase for each
    """Name an event, and what it happened to."""
    match event:
        case Event.VIAL_TAKEN:
            words = _("the taking of vial {of}")
        case Event.THAW_STARTED:
            words = _("the start of the thaw")
        case Event.THAW_ENDED:
            words = _("the end of the thaw")
        case Event.POOLED:
            words = _("the measuring of the pool")
        case Event.COUNTED:
            words = _("the count")
        case Event.MADE:
            words = _("the making of suspension {of}")
        case Event.DRAWN:
            words = _("the drawing of syringe {of}")
        case Event.LABELLED:
            words = _("the labelling of container {of}")
        case Event.CHECKED:
            words = _("the check of container {of}")
        case Event.INFUSION_STARTED:
            words = _("the start of the infusion")
        case Event.INFUSION_ENDED:
            words = _("the end of the infusion")
        case Event.GIVEN:
            words = _("the giving of container {of}")
        case Event.LEFT_OVER:
            words = _("the settling of what was left")
        case Event.SECOND_CHECK:
            words = _("the second check")
        case Event.ORDER_TYPED:
            words = _("the typing of the written order")
        case Event.LABELS_PRINTED:
            words = _("the printing of labels")
        case Event.VIALS_CHOSEN:
            words = _("the choice of the vials")
        case _:
            assert_never(event)
    return words.format(of=of)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
