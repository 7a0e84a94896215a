"""The steps of the day in the order of work, of which one is open to be entered."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from spineplanner.domain.day import DayStep, StepKind, StepState
from spineplanner.domain.day_steps import next_step
from spineplanner.domain.drafts import DraftStep, typed_at
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Severity
from spineplanner.ui.cards import Card
from spineplanner.ui.prepare_editor import Clock, StepEditor
from spineplanner.ui.prepare_place import StepKey, draft_step, key_of, zone_of
from spineplanner.ui.prepare_row import HoldRow, StepRow
from spineplanner.ui.prepare_scan import ReadVial
from spineplanner.ui.prepare_vials import VialEditor
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

PAUSE_MS = 500
"""How long nothing is typed before what is typed is kept."""

COUNTS = "record.counts"
"""The field that what the checks say of a count leads to."""


class StepList(Card):
    """All steps as cards. The open one is the first that is not done, or one that was chosen.

    A plan is opened at the step in whose middle it was left.
    `entry_wanted` carries the step and an edit of the record. Once it is made, the next step is
    opened. What is typed in a step and not entered is asked by `draft_wanted` to be kept in the
    record, with the step and the words by their fields; it is there when the step is opened.
    """

    entry_wanted = Signal(object, object, object)
    note_wanted = Signal(object, object)
    draft_wanted = Signal(object, object)

    def __init__(self, clock: Clock, read_vial: ReadVial, parent: QWidget | None = None) -> None:
        super().__init__(_("Steps"), parent)
        self._clock, self._read_vial = clock, read_vial
        self._snapshot: Snapshot | None = None
        self._steps: dict[StepKey, DayStep] = {}
        self._rows: dict[StepKey, StepRow | HoldRow] = {}
        self._open: StepKey | None = None
        self._editor: StepEditor | None = None
        self._asked: Record | None = None
        self._made = False
        self._unkept: dict[DraftStep, dict[str, str]] = {}
        self._seen: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(self._area)
        self._inside.setProperty("look", "plain")
        self._inside.setAccessibleName(_("Steps in the order of work"))
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self._area.setWidget(self._inside)
        self.body.addWidget(self._area)

    # What is shown

    def show_steps(self, steps: tuple[DayStep, ...], snapshot: Snapshot) -> None:
        """Show the steps of a day."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or before.envelope.id != snapshot.envelope.id:
            self._forget()
        self._steps = {key_of(step): step for step in steps}
        self._follow(steps, snapshot)
        self._deal(snapshot)
        self._show_editor(snapshot)
        done = sum(step.state is StepState.DONE for step in steps)
        of = sum(step.kind is not StepKind.HOLD for step in steps)
        self.remark.setText(_("{done} of {all} done").format(done=done, all=of))

    def _forget(self) -> None:
        self._close()
        self._open, self._asked = None, None
        self._unkept = {}
        self._pause.stop()

    def _follow(self, steps: tuple[DayStep, ...], snapshot: Snapshot) -> None:
        """Go on once an entry is made; open where the work goes on if nothing can stay open."""
        made = self._asked is not None and snapshot.envelope.record is not self._asked
        if made and self._open is not None:
            self._asked, self._made = None, True
            done = self._steps.get(self._open)
            if done is not None and done.state is StepState.DONE and not _halts(done, snapshot):
                self._open = _following(steps, self._open)
        here = self._steps.get(self._open) if self._open else None
        if here is None or here.state is StepState.NOT_YET:
            begun = self._last_typed(steps, snapshot) if self._open is None else None
            following = begun or next_step(steps)
            self._open = key_of(following) if following else None

    @staticmethod
    def _last_typed(steps: tuple[DayStep, ...], snapshot: Snapshot) -> DayStep | None:
        """The step in whose middle the plan was left."""
        known = {
            draft_step(step, snapshot.preparation): step
            for step in steps
            if step.state is not StepState.NOT_YET
        }
        drafts = reversed(snapshot.envelope.record.drafts)
        return next((known[draft.step] for draft in drafts if draft.step in known), None)

    def _deal(self, snapshot: Snapshot) -> None:
        """Give every step its card, in order."""
        if list(self._rows) != list(self._steps):
            self._arrange()
        now = snapshot.now.astimezone(zone_of(snapshot.plan, snapshot.now))
        for key, step in self._steps.items():
            row = self._rows[key]
            if isinstance(row, StepRow):
                typed = bool(self._typed_at(step, snapshot))
                row.show_step(step, is_open=key == self._open, is_typed=typed, now=now)
                row.reach(by_tab=key == self._open)

    def _arrange(self) -> None:
        for key in [key for key in self._rows if key not in self._steps]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {key: self._rows.get(key) or self._new(key) for key in self._steps}
        if self._editor is not None:
            self._column.removeWidget(self._editor)
        for place, row in enumerate(self._rows.values()):
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
                row.show()
        if self._editor is not None and self._open in self._rows:
            self._place(self._editor)

    def _new(self, key: StepKey) -> StepRow | HoldRow:
        if key.kind is StepKind.HOLD:
            return HoldRow(self._steps[key], self._inside)
        row = StepRow(self._inside)
        row.opened.connect(self._choose)
        row.moved.connect(self._move)
        return row

    # The open step

    def _show_editor(self, snapshot: Snapshot) -> None:
        """Make the place to type anew where what it shows has changed; else leave it alone."""
        step = self._steps.get(self._open) if self._open else None
        editor = self._editor
        if step is None:
            self._close()
            return
        same = editor is not None and key_of(editor.step) == self._open
        if editor is not None and same and editor.can_renew(step, snapshot):
            self._renew(editor, step, snapshot)
        else:
            self._edit(step, snapshot)
        self._made = False
        if self._editor is not None:
            self._editor.show_editable(editable=snapshot.editable)
            self._editor.offer_to_forget(typed=bool(self._typed_at(step, snapshot)))

    def _renew(self, editor: StepEditor, step: DayStep, snapshot: Snapshot) -> None:
        had_focus = _has_focus(editor)
        typed, kept = editor.typed(), self._typed_at(step, snapshot)
        if self._made or typed == self._seen:
            # Nothing was typed here since; in another window there may have been.
            typed = kept
        self._seen = kept
        changed = editor.renew(step, snapshot)
        if typed != editor.typed():
            editor.show_known()
            editor.take_typed(typed)
        if changed:
            if had_focus:
                editor.take_focus()
            QTimer.singleShot(0, self, self._reveal)

    def _edit(self, step: DayStep, snapshot: Snapshot) -> None:
        old = self._editor
        had_focus = old is not None and _has_focus(old)
        if old is not None and not self._made:
            self._unkept[old.draft_step] = old.typed()
            self._pause.start()
        self._close()
        self._editor = editor = self._make(step, snapshot)
        self._seen = self._typed_at(step, snapshot)
        editor.take_typed(self._seen)
        editor.entry_wanted.connect(self._ask)
        editor.note_wanted.connect(self.note_wanted)
        editor.typed_in.connect(self._pause.start)
        self._place(editor)
        editor.show()
        if had_focus:
            editor.take_focus()
        QTimer.singleShot(0, self, self._reveal)

    def _make(self, step: DayStep, snapshot: Snapshot) -> StepEditor:
        if step.kind is StepKind.TAKE_VIALS:
            return VialEditor(
                step, snapshot, self._clock, read_vial=self._read_vial, parent=self._inside
            )
        return StepEditor(step, snapshot, self._clock, self._inside)

    def _place(self, editor: StepEditor) -> None:
        row = self._rows[key_of(editor.step)]
        self._column.insertWidget(self._column.indexOf(row) + 1, editor)
        QWidget.setTabOrder(row, editor)

    def _close(self) -> None:
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None

    def _reveal(self) -> None:
        """Bring the open step into sight."""
        row = self._rows.get(self._open) if self._open else None
        if row is not None and self._editor is not None:
            self._area.ensureWidgetVisible(self._editor)
            self._area.ensureWidgetVisible(row)

    # What is typed

    def _typed_at(self, step: DayStep, snapshot: Snapshot) -> dict[str, str]:
        """What is typed at a step and not entered, as far as it is kept or waits to be."""
        key = draft_step(step, snapshot.preparation)
        waiting = self._unkept.get(key)
        return typed_at(snapshot.envelope.record.drafts, key) if waiting is None else waiting

    def _keep(self) -> None:
        """Ask to keep what is typed, where that is not kept already."""
        self._pause.stop()
        if self._snapshot is None or not self._snapshot.editable:
            return
        wanted, self._unkept = self._unkept, {}
        if self._editor is not None:
            wanted[self._editor.draft_step] = self._editor.typed()
        for step, typed in wanted.items():
            if typed != typed_at(self._snapshot.envelope.record.drafts, step):
                self.draft_wanted.emit(step, typed)

    def _ask(self, edit: Callable[..., object], given: dict[str, object]) -> None:
        if self._snapshot is None or self._editor is None:
            return
        step = self._editor.draft_step
        self._pause.stop()
        self._unkept.pop(step, None)
        self._asked = self._snapshot.envelope.record
        self.entry_wanted.emit(step, edit, given)
        self._asked = None

    def show_refusal(self, sentence: str) -> bool:
        """Say beside the open step why its entry was refused; tell whether it asked for one."""
        if self._asked is None or self._editor is None:
            return False
        self._asked = None
        self._editor.refuse(sentence)
        return True

    @property
    def open_step(self) -> StepKey | None:
        """Which step is open; none once all is done."""
        return self._open

    def commit(self) -> None:
        """Read what is typed in the open step, and keep it; nothing is entered."""
        if self._editor is not None:
            self._editor.leave()
        self._keep()

    # Going about

    def open(self, kind: StepKind) -> None:
        """Open the first step of a kind that is to be done, or else the first there is."""
        keys = [key for key in self._steps if key.kind is kind]
        waiting = [key for key in keys if self._steps[key].state is StepState.OPEN]
        for key in (*waiting, *keys)[:1]:
            self._choose(self._steps[key])

    def _choose(self, step: DayStep) -> None:
        snapshot = self._snapshot
        if snapshot is None or step.state is StepState.NOT_YET:
            return
        self.commit()
        key = key_of(step)
        if key in self._steps and key != self._open:
            self._open = key
            snapshot = self._snapshot or snapshot
            self._deal(snapshot)
            self._edit(self._steps[key], snapshot)
        self.take_focus()

    def take_focus(self) -> None:
        """Let the keyboard type in the open step."""
        if self._editor is not None:
            self._editor.take_focus()
            QTimer.singleShot(0, self, self._reveal)

    def _move(self, step: DayStep, by: int) -> None:
        """Go up or down to the next card that can be opened."""
        rows = [row for row in self._rows.values() if isinstance(row, StepRow) and row.isEnabled()]
        here = next((n for n, row in enumerate(rows) if row.step == step), None)
        if here is None or not 0 <= here + by < len(rows):
            return
        for place, row in enumerate(rows):
            row.reach(by_tab=place == here + by)
        rows[here + by].setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(rows[here + by])


def _halts(done: DayStep, snapshot: Snapshot) -> bool:
    """Whether a count can't be, or the order not be prepared with it: nothing comes next."""
    if done.kind is not StepKind.COUNT:
        return False
    stopped = (f.severity is Severity.STOP for f in snapshot.findings if f.field == COUNTS)
    return bool(snapshot.preparation.refusals) or any(stopped)


def _following(steps: tuple[DayStep, ...], done: StepKey) -> StepKey | None:
    """The next step after one that is done; from the last, the first that was left out."""
    keys = [key_of(step) for step in steps]
    following = next_step(steps[keys.index(done) + 1 :]) or next_step(steps)
    return key_of(following) if following else None


def _has_focus(editor: StepEditor) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and editor.isAncestorOf(focused)
