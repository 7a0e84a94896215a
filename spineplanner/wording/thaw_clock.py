"""What the thaw clock says, by words and never by colour alone."""

from datetime import timedelta
from typing import assert_never

from spineplanner.domain.thaw_clock import ClockState, Since, ThawClock
from spineplanner.wording import numbers
from spineplanner.wording.day import time_of_day
from spineplanner.wording.translate import _


def clock_word(state: ClockState) -> str:
    """The state in a word or two."""
    match state:
        case ClockState.NOT_STARTED:
            return _("No thaw entered")
        case ClockState.NOT_STATED:
            return _("No use-by stated")
        case ClockState.RUNNING:
            return _("In time")
        case ClockState.NEAR:
            return _("NEAR")
        case ClockState.DOUBTFUL:
            return _("CLOCK IS BEHIND")
        case ClockState.PASSED:
            return _("PASSED")
        case ClockState.USED:
            return _("All given in time")
        case _:
            assert_never(state)


def time_words(span: timedelta) -> str:
    """A length of time in hours and whole minutes, never more than is left: "1 h 05 min"."""
    minutes = int(abs(span).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=rest)


def clock_title(clock: ThawClock) -> str:
    """What the window's title says beside the plan; nothing where no time runs."""
    if clock.left is None or clock.use_by is None or clock.state is ClockState.USED:
        return ""
    if clock.state is ClockState.PASSED:
        return _("use-by {clock} PASSED").format(clock=time_of_day(clock.use_by))
    if clock.state is ClockState.DOUBTFUL:
        message = _("CLOCK IS BEHIND: at most {left} left")
    elif clock.state is ClockState.NEAR:
        message = _("NEAR: {left} left")
    else:
        message = _("{left} left")
    return message.format(left=time_words(clock.left))


def clock_sentences(clock: ThawClock) -> list[str]:
    """Say all that the clock knows: use-by, from when it counts, the infusion, a clock set back."""
    said = [_state(clock)]
    if clock.since is Since.THAW_START and clock.use_by is not None:
        said.append(_("It counts from the start of the thaw until the end is entered, to be safe."))
    infusion = infusion_sentence(clock)
    if infusion:
        said.append(infusion)
    if clock.behind is not None:
        said.append(
            _("The clock shows a time before {at}, which is recorded already.").format(
                at=numbers.moment(clock.behind)
            )
        )
    return said


def _state(clock: ThawClock) -> str:
    if clock.use_by is None or clock.left is None:
        if clock.state is ClockState.NOT_STARTED:
            return _("No start of the thaw is entered.")
        return _("The product does not say for how long it may be used after the thaw.")
    at, span = numbers.moment(clock.use_by), time_words(clock.left)
    if clock.state is ClockState.USED:
        return _("All was given before the use-by of {at}.").format(at=at)
    if clock.state is ClockState.PASSED:
        return _("PASSED {span} ago: use by {at}.").format(at=at, span=span)
    if clock.state is ClockState.DOUBTFUL:
        return _("The clock is behind: use by {at}, at most {span} left.").format(at=at, span=span)
    if clock.state is ClockState.NEAR:
        return _("NEAR: use by {at}, {span} left.").format(at=at, span=span)
    return _("Use by {at}, {span} left.").format(at=at, span=span)


def infusion_sentence(clock: ThawClock) -> str:
    """By when the bag must be begun, or that it began too late; nothing where no time runs."""
    if clock.infusion_by is None or clock.infusion_left is None or clock.state is ClockState.USED:
        return ""
    if clock.infusion_begun is not None:
        message = _("The infusion had to start by {at}: it began {span} too late.")
    elif clock.infusion_late:
        message = _("The infusion had to start by {at}, {span} ago.")
    elif clock.behind is not None:
        message = _("The infusion must start by {at}, at most {span} left.")
    else:
        message = _("The infusion must start by {at}, {span} left.")
    at, span = time_of_day(clock.infusion_by), time_words(clock.infusion_left)
    return message.format(at=at, span=span)
