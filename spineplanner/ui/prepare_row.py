"""One step of the day as a large card: what to do, its numbers, and how far it is."""

from datetime import UTC, date, datetime, tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.day import DayStep, Figure, StepState
from spineplanner.ui import theme
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.prepare_place import seen_in
from spineplanner.wording.day import figure_name, figure_text, state_words, step_title
from spineplanner.wording.translate import _

GLOVE = 44
"""The least height of what a gloved finger hits, in pixels."""

TITLE_POINTS, NUMBER_POINTS, CAPTION_POINTS = 13, 15, 11
"""What is read at arm's length, and nothing smaller."""

CAPTION_WIDTH, LEAST_WIDTH = 12, 8
"""The width of a number's caption, and the least where there is little room, in characters."""

SHAPES = {StepState.DONE: "✓", StepState.OPEN: "●", StepState.NOT_YET: "–"}


class Wrapped(QLabel):
    """Words that are never cut: a card around them can't be asked how high it is if narrow."""

    def __init__(
        self, parent: QWidget, *, points: int, weight: QFont.Weight = QFont.Weight.Normal
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(points=points, weight=weight))
        self.setWordWrap(True)

    def show_words(self, words: str) -> None:
        """Say something else."""
        if words != self.text():
            self.setText(words)
            self._keep_every_line()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_every_line()

    def _keep_every_line(self) -> None:
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))


class FigureLabels(QWidget):
    """A number: what it is of, the number, and whether it is planned or actual."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._of, self._which = (Wrapped(self, points=CAPTION_POINTS) for _part in range(2))
        for caption in (self._of, self._which):
            caption.setProperty("look", "quiet")
        self._number = plain_label(points=NUMBER_POINTS, weight=QFont.Weight.Bold, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._of, self._number, self._which):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            column.addWidget(label)
        letter = self._of.fontMetrics().averageCharWidth()
        self._width = letter * CAPTION_WIDTH
        self.setMinimumWidth(letter * LEAST_WIDTH)
        self.setMaximumWidth(self._width)

    @override
    def sizeHint(self) -> QSize:
        """As wide as those of the other steps, so that numbers stand under one another."""
        return QSize(self._width, super().sizeHint().height())

    def show_figure(self, figure: Figure) -> None:
        """Show the actual number where there is one, and the planned one."""
        planned = figure_text(figure.name, figure.planned)
        self._of.show_words(figure_name(figure.name))
        if figure.actual is None:
            self._number.setText(planned)
            which = _("planned")
        else:
            self._number.setText(figure_text(figure.name, figure.actual))
            which = _("planned {number}").format(number=planned)
        self._which.show_words("" if figure.planned is None else which)


def figure_words(figure: Figure) -> str:
    """A number as it is spoken: "drawn to, mL: planned 0.55, actual 0.56"."""
    planned = figure_text(figure.name, figure.planned)
    if figure.planned is None:
        message = _("{of}: {actual}")
    elif figure.actual is None:
        message = _("{of}: planned {planned}")
    else:
        message = _("{of}: planned {planned}, actual {actual}")
    return message.format(
        of=figure_name(figure.name),
        planned=planned,
        actual=figure_text(figure.name, figure.actual),
    )


class StepRow(QPushButton):
    """A card that opens its step where it is clicked; the arrow keys go to the next.

    Tab comes only to the row that was last gone to: the list has too many to Tab through.
    """

    opened = Signal(object)
    moved = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step: DayStep | None = None
        self._shown_with: tuple[bool, bool, tzinfo, date] | None = None
        self.setProperty("look", "step")
        self.setAccessibleDescription(_("The arrow keys go from step to step; Enter opens one."))
        self._shape = plain_label(points=TITLE_POINTS, weight=QFont.Weight.Bold, parent=self)
        self._shape.setFixedWidth(self.fontMetrics().averageCharWidth() * 4)
        self._title = Wrapped(self, points=TITLE_POINTS, weight=QFont.Weight.DemiBold)
        self._state = Wrapped(self, points=CAPTION_POINTS)
        for part in (self._shape, self._title, self._state):
            part.setProperty("look", "step")
        self._figures: list[FigureLabels] = []
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 12, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._shape)
        self._row.addLayout(words, 1)
        self.clicked.connect(self._open)
        # A button is never narrower than what it would like to be; a card wraps its title.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.reach(by_tab=False)

    def reach(self, *, by_tab: bool) -> None:
        """Let Tab come here, or pass by."""
        policy = Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def show_step(self, step: DayStep, *, is_open: bool, is_typed: bool, now: datetime) -> None:
        """Show another state of the step, with its times as the clock that shows `now` has them.

        `is_typed` tells that something is typed in it and not entered.
        """
        zone, today = now.tzinfo or UTC, now.date()
        if step == self.step and (is_open, is_typed, zone, today) == self._shown_with:
            return
        self.step, self._shown_with = step, (is_open, is_typed, zone, today)
        step = seen_in(step, zone)
        self.setEnabled(step.state is not StepState.NOT_YET)
        set_look(self, "step-open" if is_open else "step")
        self._shape.setText(SHAPES[step.state])
        self._title.show_words(step_title(step))
        state = state_words(step, today)
        if is_typed:
            state = f"{state}. {_('Typed, not entered yet')}"
        self._state.show_words(state)
        waits = "confirm" if is_typed else _STATE_LOOKS[step.state]
        set_look(self._state, "stop" if step.late or step.stale else waits)
        self._show_figures(step)
        said = [step_title(step), state, *map(figure_words, step.figures)]
        self.setAccessibleName(". ".join(said))

    def _show_figures(self, step: DayStep) -> None:
        while len(self._figures) < len(step.figures):
            self._figures.append(FigureLabels(self))
            self._row.addWidget(self._figures[-1])
        for place, labels in enumerate(self._figures):
            labels.setVisible(place < len(step.figures))
            if place < len(step.figures):
                labels.show_figure(step.figures[place])

    def _open(self) -> None:
        self.opened.emit(self.step)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(self.step, 1)
            case Qt.Key.Key_Up:
                self.moved.emit(self.step, -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """As large as what is in it; a button knows only of its text."""
        return self._row.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()


_STATE_LOOKS = {StepState.DONE: "good", StepState.OPEN: "step", StepState.NOT_YET: "step"}
"""The look of what a step says of itself; one that waits is quiet because it is disabled."""


class HoldRow(QLabel):
    """The line across the list that nothing may be done beyond."""

    def __init__(self, step: DayStep, parent: QWidget) -> None:
        super().__init__(f"■ {step_title(step)}", parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(points=NUMBER_POINTS, weight=QFont.Weight.Bold))
        self.setWordWrap(True)
        self.setProperty("look", "hold")
        self.setMinimumHeight(GLOVE)
        self.setAccessibleName(step_title(step))
