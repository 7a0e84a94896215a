"""The thaw clock: the time that is left, until when the stock may be used, and by when to begin."""

from typing import assert_never

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spineplanner.domain.thaw_clock import ClockState, ThawClock
from spineplanner.ui.cards import Card, plain_label, set_look
from spineplanner.wording.day import time_of_day
from spineplanner.wording.thaw_clock import (
    clock_sentences,
    clock_word,
    infusion_sentence,
    time_words,
)
from spineplanner.wording.translate import _


class ClockCard(Card):
    """What the thaw clock says now: by a shape, a word and a number, and by colour besides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Thaw clock"), parent)
        self._clock: ThawClock | None = None
        self._shape = plain_label(points=28, weight=QFont.Weight.Bold, parent=self)
        self._left = plain_label(points=28, weight=QFont.Weight.Bold, parent=self)
        self._word = plain_label(points=13, weight=QFont.Weight.Bold, parent=self)
        self._use_by = plain_label(points=15, weight=QFont.Weight.Bold, parent=self)
        self._infusion = plain_label(points=13, weight=QFont.Weight.Medium, parent=self)
        self._more = plain_label(points=11, parent=self)
        for label in (self._infusion, self._more):
            label.setWordWrap(True)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self._word)
        side.addWidget(self._use_by)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._shape)
        row.addWidget(self._left)
        row.addLayout(side, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._infusion)
        self.body.addWidget(self._more)

    def show_clock(self, clock: ThawClock) -> None:
        """Show another moment."""
        if clock == self._clock:
            return
        self._clock = clock
        look = clock_look(clock.state)
        for label in (self._shape, self._left, self._word):
            set_look(label, look)
        self._shape.setText(clock_shape(clock.state))
        self._left.setText(left_words(clock))
        self._word.setText(clock_word(clock.state))
        self._use_by.setText(use_by_words(clock))
        for label in (self._left, self._use_by):
            label.setVisible(bool(label.text()))
        self._show_rest(clock)
        said = clock_sentences(clock)
        self.setAccessibleDescription(" ".join([clock_word(clock.state), *said]))

    def _show_rest(self, clock: ThawClock) -> None:
        """Say by when to begin large, and all else beneath."""
        self._infusion.setText(infusion_words(clock))
        self._infusion.setVisible(bool(self._infusion.text()))
        set_look(self._infusion, "stop" if clock.infusion_late else "")
        counted = clock.use_by is not None and clock.state is not ClockState.USED
        known = [1] if clock.infusion_by is not None and counted else []
        shown_large = counted and clock.state is not ClockState.DOUBTFUL
        said = clock_sentences(clock)[1 if shown_large else 0 :]
        rest = said[: len(said) - 1 - bool(clock.behind)] if known else said
        if known and clock.behind is not None:
            rest = [*rest, said[-1]]
        self._more.setText(" ".join(rest))
        self._more.setVisible(bool(rest))
        set_look(self._more, "stop" if clock.behind is not None else "quiet")


def clock_shape(state: ClockState) -> str:
    """A shape for each state, so that none is told by colour alone."""
    match state:
        case ClockState.RUNNING:
            return "●"
        case ClockState.NEAR:
            return "▲"
        case ClockState.DOUBTFUL:
            return "?"
        case ClockState.PASSED:
            return "■"
        case ClockState.USED:
            return "✓"
        case ClockState.NOT_STARTED | ClockState.NOT_STATED:
            return "–"
        case _:
            assert_never(state)


def clock_look(state: ClockState) -> str:
    """The look of a state in the style sheet."""
    match state:
        case ClockState.RUNNING | ClockState.USED:
            return "good"
        case ClockState.NEAR:
            return "confirm"
        case ClockState.PASSED | ClockState.DOUBTFUL:
            return "stop"
        case ClockState.NOT_STARTED | ClockState.NOT_STATED:
            return "quiet"
        case _:
            assert_never(state)


def left_words(clock: ThawClock) -> str:
    """The time that is left, or since when it is over; nothing where none runs or can be told."""
    if clock.left is None or clock.state in {ClockState.USED, ClockState.DOUBTFUL}:
        return ""
    if clock.state is ClockState.PASSED:
        return _("{span} ago").format(span=time_words(clock.left))
    return time_words(clock.left)


def use_by_words(clock: ThawClock) -> str:
    """Until when the stock may be used."""
    if clock.use_by is None:
        return ""
    return _("use by {clock}").format(clock=time_of_day(clock.use_by))


def infusion_words(clock: ThawClock) -> str:
    """By when the bag must be begun, with a shape where it is too late; or nothing."""
    said = infusion_sentence(clock)
    return _("■ {said}").format(said=said) if said and clock.infusion_late else said
