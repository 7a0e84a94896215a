"""What is typed for one step of the day: its numbers, who did it and when, and Done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.day import DayStep, StepKind
from spineplanner.domain.drafts import DraftStep, can_be_kept
from spineplanner.domain.edits import Occasion
from spineplanner.domain.entries import same_person
from spineplanner.ui import theme
from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_asking import SingleField
from spineplanner.ui.field_choice import ChoiceField
from spineplanner.ui.field_entries import Entry, LineEntry
from spineplanner.ui.field_frame import Field
from spineplanner.ui.field_keys import is_enter
from spineplanner.ui.field_typed import LineField, TypedField
from spineplanner.ui.prepare_asks import Ask, asks, entry, withdrawal
from spineplanner.ui.prepare_place import draft_step
from spineplanner.ui.prepare_row import GLOVE, NUMBER_POINTS
from spineplanner.ui.prepare_when import WhenField, moment_now
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.day import step_title
from spineplanner.wording.edits import edit_name
from spineplanner.wording.translate import _

Clock = Callable[[], datetime]
COLUMNS = 3
WHO, WHEN = "who", "when"


def enlarge(field: Field) -> None:
    """Make a field large enough for arm's length and for gloves."""
    field.label.setFont(theme.font(points=11))
    for part in field.entries():
        part.setFont(theme.font(points=NUMBER_POINTS))
        part.setMinimumHeight(GLOVE)
    for said in (field.reason, field.remark):
        said.setFont(theme.font(points=11))


class DoneButton(QPushButton):
    """A button that Space and Enter press, but not the Enter of a scanner that types at it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._typed_at = False
        self.setProperty("look", "primary")
        self.setFont(theme.font(points=13))
        self.setProperty("reach", "glove")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._typed_at = False
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            pressed, self._typed_at = not self._typed_at, False
            if pressed:
                self.click()
            return
        self._typed_at = bool(event.text().strip())
        super().keyPressEvent(event)


class StepEditor(QFrame):
    """The open step. Enter goes to the next answer that is missing, and from the last is Done.

    Only these enter it: what is typed and left is a draft, which `typed_in` tells of.
    `entry_wanted` carries the edit of the record that enters the step or takes it back,
    `note_wanted` any other. A step that is done can be entered again, with
    who and when as they were unless they are changed.
    """

    entry_wanted = Signal(object, object)
    note_wanted = Signal(object, object)
    typed_in = Signal()

    def __init__(
        self, step: DayStep, snapshot: Snapshot, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "note")
        self.step = step
        self._snapshot = snapshot
        self._clock: Clock = lambda: self._snapshot.plan.procedure.there(clock())
        self.setAccessibleName(step_title(step))
        self._asks = {ask.name: ask for ask in asks(step, snapshot)}
        self._fields: dict[str, SingleField] = {}
        self._answers: dict[str, object] = {}
        self._untyped: dict[str, str] = {}
        self._refusal = plain_label(look="stop", points=11, parent=self)
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self.done = DoneButton(_("Done"), self)
        self.done.setAccessibleName(_("Done: {step}").format(step=step_title(step)))
        self.done.clicked.connect(self.enter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._lay_out()

    @property
    def draft_step(self) -> DraftStep:
        """What the step's drafts are kept by."""
        return draft_step(self.step, self._snapshot.preparation)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for place, ask in enumerate(self._asks.values()):
            self._add(ask.name, field_for(ask, self), ask.value)
            row, column = divmod(place, COLUMNS)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._fields[ask.name], row, column, top)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)
        self._lay_out_foot()

    def _lay_out_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self._add(WHO, LineField(_("Who"), needed=False, parent=self), self._first_who())
        when = WhenField(self._clock, self)
        self._add(WHEN, when, self._first_when())
        foot.addWidget(self._fields[WHO], 2)
        foot.addWidget(when, 2)
        foot.addWidget(self.done, 1, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(foot)
        self._column.addWidget(self._refusal)
        self._add_withdrawal()

    def _add_withdrawal(self) -> None:
        self._back = self._link("", self._take_back)
        self._forget = self._link(_("Forget what is typed"), self.show_known)
        self._forget.hide()
        row = QHBoxLayout()
        for link in (self._back, self._forget):
            row.addWidget(link)
        row.addStretch(1)
        self._column.addLayout(row)
        self._show_withdrawal()

    def _link(self, words: str, act: Callable[[], None]) -> QPushButton:
        link = QPushButton(words, self)
        link.setFont(theme.font(points=11))
        link.setProperty("look", "link")
        link.setProperty("reach", "glove")
        link.clicked.connect(act)
        return link

    def offer_to_forget(self, *, typed: bool) -> None:
        """Offer to forget what is typed and kept, where there is any."""
        self._forget.setVisible(typed)

    def _show_withdrawal(self) -> None:
        back = withdrawal(self.step, self._snapshot)
        self._back.setText(edit_name(back.edit, **back.given) if back else "")
        self._back.setVisible(back is not None)

    def _take_back(self) -> None:
        back = withdrawal(self.step, self._snapshot)
        if back is not None:
            self.entry_wanted.emit(back.edit, back.given)

    def _add(self, name: str, field: SingleField, value: object) -> None:
        """Put a field in, with what is known already."""
        enlarge(field)
        field.show_value(value)
        self._fields[name] = field
        self._answers[name] = value
        self._untyped[name] = field.typed_words()
        field.committed.connect(partial(self._answer, name))
        for part in field.entries():
            if isinstance(part, Entry):
                part.entered.connect(partial(self._go_on, name))
                part.abandoned.connect(self.typed_in)
            if isinstance(part, LineEntry):
                part.typed_in.connect(self.typed_in)

    def _answer(self, name: str, value: object) -> None:
        self._answers[name] = value
        self._fields[name].show_value(value)
        self.typed_in.emit()

    def _first_who(self) -> str | None:
        """The operator; but who prepared a container can't be offered as its checker."""
        if self.step.done is not None:
            return self.step.done.by
        operator = self._snapshot.operator or None
        if self.step.kind is StepKind.CHECK and operator and self._prepared_by(operator):
            return None
        return operator

    def _first_when(self) -> datetime | None:
        """When it was done, as far as it is; now, as long as nothing is typed."""
        return self.step.done.at if self.step.done else None

    def _prepared_by(self, name: str) -> bool:
        container = self.step.container
        filled = container and self._snapshot.envelope.record.filled_for(container.site)
        made = self._snapshot.envelope.record.made_of(container.letter or "") if container else None
        preparer = filled.drawn if filled and not filled.is_bag else made.made if made else None
        return preparer is not None and same_person(preparer.by, name)

    # Keyboard

    def take_focus(self) -> None:
        """Let the keyboard type where the first answer is missing, or the last one is typed.

        What came back half typed is not one Enter away from being signed.
        """
        typed = self.typed()
        name = self._next_missing() or next((n for n in reversed(self._asks) if n in typed), None)
        part = self.done if name is None else self._fields[name].entries()[0]
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, name: str) -> None:
        """After Enter in a field, unless that was wrong, go on."""
        if self._fields[name].is_refused:
            return
        if self._next_missing() is None:
            self.enter()
        else:
            self.take_focus()

    def _next_missing(self) -> str | None:
        names = [name for name, ask in self._asks.items() if ask.needed]
        return next((n for n in (*names, WHO) if self._answers.get(n) is None), None)

    def can_renew(self, step: DayStep, snapshot: Snapshot) -> bool:
        """Whether another state of the step asks for the same, so that the fields can stay."""
        asked = [(ask.name, ask.label, ask.options) for ask in asks(step, snapshot)]
        return asked == [(ask.name, ask.label, ask.options) for ask in self._asks.values()]

    def renew(self, step: DayStep, snapshot: Snapshot) -> bool:
        """Show another state of the step in the same fields.

        Returns:
            Whether who, when or what is entered is otherwise: then every field shows that, and
            what was typed is gone. Else it is still there.
        """
        before, self._asks = self._asks, {ask.name: ask for ask in asks(step, snapshot)}
        known = self._known(before)
        self.step, self._snapshot = step, snapshot
        for name, ask in self._asks.items():
            if ask.planned != before[name].planned:
                self._fields[name].show_remark(planned_words(ask))
        if self._known(self._asks) == known:
            return False
        self.show_known()
        return True

    def _known(self, asked: Mapping[str, Ask]) -> list[object]:
        """What is entered of the step already, and what is offered in its place."""
        values = [ask.value for ask in asked.values()]
        back = withdrawal(self.step, self._snapshot)
        return [*values, self.step.done, back, self._first_who()]

    def show_known(self) -> None:
        """Show in every field what is known, and nothing that is typed."""
        values = {name: ask.value for name, ask in self._asks.items()}
        for name, value in (values | {WHO: self._first_who(), WHEN: self._first_when()}).items():
            self._answer(name, value)
            self._fields[name].revert()
            self._untyped[name] = self._fields[name].typed_words()
        self._show_withdrawal()
        self.refuse("")

    # What is typed

    def typed(self) -> dict[str, str]:
        """The words that stand in fields and are not what is known, right or wrong."""
        typed = {name: field.typed_words() for name, field in self._fields.items()}
        return {
            name: words
            for name, words in typed.items()
            if words != self._untyped[name] and can_be_kept(words)
        }

    def take_typed(self, typed: Mapping[str, str]) -> None:
        """Show again what was typed and not entered."""
        for name, words in typed.items():
            if name in self._fields:
                self._fields[name].type_words(words)

    def leave(self) -> None:
        """Read what is typed, and enter nothing: nobody has said that it is done."""
        for field in self._fields.values():
            field.commit()

    def enter(self) -> None:
        """Ask for the edit that enters the step, or say beside a field what it lacks."""
        self.leave()
        self.refuse("")
        wrong = self._refused() or self._next_missing()
        if wrong is not None:
            field = self._fields[wrong]
            if not field.is_refused:
                field.refuse(_("Say who did it.") if wrong == WHO else _("This is missing."))
            field.entries()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wanted = entry(self.step, self._snapshot, self.answers(), self.occasion())
        self.entry_wanted.emit(wanted.edit, wanted.given)

    def answers(self) -> dict[str, object]:
        """What the step asks for, as answered."""
        return {name: self._answers[name] for name in self._asks}

    def occasion(self) -> Occasion:
        """Who did it and when, and what time it is."""
        typed = self._answers[WHEN]
        record = self._snapshot.envelope.record
        at = typed if isinstance(typed, datetime) else moment_now(self._clock, record)
        return Occasion(self._snapshot.plan, str(self._answers[WHO]), at, self._clock())

    def _refused(self) -> str | None:
        return next((name for name, field in self._fields.items() if field.is_refused), None)

    def refuse(self, sentence: str) -> None:
        """Say why the entry was not taken, and speak of it."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        if sentence:
            said = QAccessibleAnnouncementEvent(self, sentence)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(said)

    def show_editable(self, *, editable: bool) -> None:
        """Allow typing, or not."""
        self.setEnabled(editable)


def field_for(ask: Ask, parent: QWidget) -> SingleField:
    """The field that an answer is typed or chosen in, with what is planned beneath."""
    made: SingleField
    if ask.options:
        made = ChoiceField(ask.label, ask.options, parent=parent)
    else:
        made = TypedField(ask.label, ask.read, ask.write, parent=parent)
    made.show_remark(planned_words(ask))
    return made


def planned_words(ask: Ask) -> str:
    """What is expected of an answer; nothing where that is not known."""
    return _("planned {number}").format(number=ask.planned) if ask.planned else ""
