"""The steps of the day in words: what each asks for, its numbers, and how far it is."""

from datetime import date, datetime
from fractions import Fraction
from typing import assert_never

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.day import DayStep, FigureName, StepKind, StepState
from spineplanner.domain.entries import Done, Fate
from spineplanner.domain.preparation import Suspension
from spineplanner.wording import numbers
from spineplanner.wording.apart import with_vials
from spineplanner.wording.reading_days import offset_words
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _


def step_title(step: DayStep) -> str:
    """Say what is to be done, and with what: "Draw syringe 5, L4–L5 facet LEFT"."""
    if step.container is not None:
        return _("{what}, {site}").format(
            what=_of_container(step.kind, step.container.number, bag=step.container.aliquot.is_bag),
            site=site_name(step.container.site),
        )
    what = _of_stock(step)
    if step.lot is None:
        return what
    return _("{what} (lot {lot})").format(what=what, lot=step.lot)


def _of_container(kind: StepKind, number: int, *, bag: bool) -> str:
    match kind:
        case StepKind.DRAW:
            words = _("Draw syringe {number}")
        case StepKind.LABEL:
            words = _("Label bag {number}") if bag else _("Label syringe {number}")
        case StepKind.CHECK:
            words = _("Check bag {number}") if bag else _("Check syringe {number}")
        case StepKind.GIVE:
            words = _("Give syringe {number}")
        case StepKind.START_INFUSION:
            words = _("Start the infusion of bag {number}")
        case _:
            words = _("End the infusion of bag {number}")
    return words.format(number=number)


def _of_stock(step: DayStep) -> str:
    match step.kind:
        case StepKind.TAKE_VIALS:
            return _("Take the vials")
        case StepKind.START_THAW:
            return _("Start the thaw")
        case StepKind.END_THAW:
            return _("End the thaw")
        case StepKind.POOL:
            return _("Pool all vials, and measure")
        case StepKind.COUNT:
            return _("Take the sample, and count")
        case StepKind.HOLD:
            return _("HOLD. Enter the count, then print again.")
        case StepKind.LEFT_OVER:
            return _("Say what is left, and what becomes of it")
        case _:
            return _make(step)


def _make(step: DayStep) -> str:
    suspension = step.suspension
    if suspension is None:
        return _("Make the suspension")
    return with_vials(_made(suspension, step.exchange), suspension)


def _made(suspension: Suspension, exchange: Exchange | None) -> str:
    if exchange is not None:
        return _("Make suspension {letter} in its prefilled bag of {bag}").format(
            letter=suspension.letter, bag=numbers.volume(exchange.bag_ul)
        )
    if suspension.bag:
        return _("Make suspension {letter} in its bag").format(letter=suspension.letter)
    return _("Make suspension {letter} for {numbers}").format(
        letter=suspension.letter, numbers=numbers.number_range(suspension.numbers)
    )


def figure_name(name: FigureName) -> str:  # noqa: C901 - one name for each number
    """What a number of a step is, with its unit."""
    match name:
        case FigureName.VIALS:
            return _("vials that look good")
        case FigureName.COUNTED_VIALS:
            return _("vials in the count")
        case FigureName.POOL:
            return _("volume of the pool, mL")
        case FigureName.HELD:
            return _("left in all vials together, mL")
        case FigureName.STRENGTH:
            return _("million cells per mL")
        case FigureName.VIABILITY:
            return _("viability, %")
        case FigureName.STOCK:
            return _("stock, mL")
        case FigureName.DILUENT:
            return _("diluent, mL")
        case FigureName.WITHDRAWN:
            return _("withdrawn from the bag, mL")
        case FigureName.ADDED:
            return _("diluent added to the bag, mL")
        case FigureName.MARK:
            return _("drawn to, mL")
        case FigureName.GIVE:
            return _("given, mL")
        case FigureName.LEFT:
            return _("left over, mL")
        case _:
            assert_never(name)


def figure_text(name: FigureName, value: Fraction | int | None) -> str:
    """A number of a step, without its unit; a dash where it is not known."""
    if value is None:
        return _("–")
    match name:
        case FigureName.VIALS | FigureName.COUNTED_VIALS:
            return numbers.decimal(value, places=0)
        case FigureName.STRENGTH:
            return numbers.concentration(Fraction(value))
        case FigureName.VIABILITY:
            return numbers.decimal(Fraction(value, 100), places=2)
        case (
            FigureName.POOL
            | FigureName.HELD
            | FigureName.STOCK
            | FigureName.DILUENT
            | FigureName.WITHDRAWN
            | FigureName.ADDED
            | FigureName.MARK
            | FigureName.GIVE
            | FigureName.LEFT
        ):
            return numbers.ml(value)
        case _:
            assert_never(name)


def state_words(step: DayStep, today: date | None = None) -> str:
    """How far a step is, and what hurries it; moments of another day than today have its date."""
    if step.stale:
        return _("Entered for another order: it does not count")
    if step.late and step.do_by is not None:
        return _("LATE: by {clock}").format(clock=time_of_day(step.do_by, today))
    match step.state:
        case StepState.DONE:
            return done_words(step.done, today) if step.done else _("Done")
        case StepState.NOT_YET:
            return _("Not yet")
        case StepState.OPEN if step.do_by is not None:
            return _("To do by {clock}").format(clock=time_of_day(step.do_by, today))
        case StepState.OPEN:
            return _("To do")
        case _:
            assert_never(step.state)


def done_words(done: Done, today: date | None = None) -> str:
    """Who did something, and when: "10:05, N. Example"."""
    return _("{clock}, {name}").format(clock=time_of_day(done.at, today), name=done.by)


def time_of_day(at: datetime, today: date | None = None) -> str:
    """A moment as its own zone's clock shows it: "10:05".

    With its date where that is another than today, and with its offset in the hour that comes
    twice when clocks are put back: "01:15 (UTC+00:00)".
    """
    words = numbers.clock(at) if today in {at.date(), None} else numbers.moment(at)
    if at.replace(fold=0).utcoffset() == at.replace(fold=1).utcoffset():
        return words
    return _("{clock} ({offset})").format(clock=words, offset=offset_words(at))


def fate_word(fate: Fate) -> str:
    """What became of what was left."""
    match fate:
        case Fate.DISCARDED:
            return _("discarded")
        case Fate.KEPT:
            return _("kept")
        case _:
            assert_never(fate)
