"""The only mutable object: it applies edits, owns history and timer, and emits snapshots."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from spineplanner.domain import anatomy, edits
from spineplanner.domain.anatomy import Site
from spineplanner.domain.check_code import check_code
from spineplanner.domain.checks import check
from spineplanner.domain.checks.case import Printable
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.edits import EditError
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.history import History
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare_as_recorded
from spineplanner.domain.record import Record
from spineplanner.ui.answers import as_note, with_standing
from spineplanner.ui.brush import Brush
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.wording.edits import edit_name, refusal_words
from spineplanner.wording.translate import _

PlanEdit = Callable[..., Plan]
RecordEdit = Callable[..., Record]

TICK_MS = 15_000
"""How often the moment is looked at anew: use-by times are in minutes."""


def _in_order(sites: Iterable[Site]) -> tuple[Site, ...]:
    return tuple(sorted(set(sites), key=lambda site: site.rank))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the workbench is handed: it knows neither store, paper nor the clock.

    `save` takes the newest envelope and returns at once; how it went is told by `saved`,
    `save_failed` and `save_conflicted`. `printable` gives the characters that sheets lack.
    """

    formulary: Formulary
    clock: Callable[[], datetime]
    save: Callable[[Envelope], None]
    printable: Printable
    operator: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected, and the site that the keyboard acts on."""

    sites: tuple[Site, ...]
    focus: Site | None


@dataclass(frozen=True, slots=True)
class Work:
    """What undo goes back and forward between: the order and the day's record."""

    plan: Plan
    record: Record


def _with_kept(history: History[Work, str], record: Record) -> History[Work, str]:
    """The history with what undo never takes back in every state as a record has it."""
    if history.present.record.keeping(record) is history.present.record:
        return history
    # Most steps are of the order alone, and share one record.
    known: dict[int, Record] = {}

    def keep(work: Work) -> Work:
        found = known.setdefault(id(work.record), work.record.keeping(record))
        return replace(work, record=found)

    return history.throughout(keep)


def _never_undone(work: Work, record: Record) -> Work:
    """A state with the checks and the labels of a record, and what is typed as it was."""
    return replace(work, record=work.record.keeping(record.replace(drafts=work.record.drafts)))


class Workbench(QObject):
    """One plan that is being worked on.

    Every change goes through `apply` or `note`, is one step of undo with a name for people, and
    ends in `changed` with a snapshot. A refused edit changes nothing and says why by `refused`.
    """

    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        envelope: Envelope,
        surroundings: Surroundings,
        *,
        brush: Brush | None = None,
        revision_fixed: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = surroundings
        # A slotted generic takes its parameters as an annotation only.
        self._history: History[Work, str] = History(Work(envelope.plan, envelope.record))
        self._revision_fixed = revision_fixed
        self._snapshot = self._look(
            Snapshot(
                envelope=envelope,
                formulary=surroundings.formulary,
                preparation=prepare_as_recorded(envelope, surroundings.formulary),
                findings=(),
                now=surroundings.clock(),
                operator=surroundings.operator,
                brush=brush or Brush(),
            )
        )
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def snapshot(self) -> Snapshot:
        """What there is now."""
        return self._snapshot

    def apply(
        self, edit: PlanEdit, /, *, then_select: Selection | None = None, **given: object
    ) -> bool:
        """Edit the order; tell whether it was done.

        Args:
            edit: one of `domain.edits` that takes a plan.
            then_select: what is selected when it is done, in the same snapshot.
            given: its arguments.

        A reason for a finding of the day is noted in the record: it changes no order.
        """
        given = with_standing(edit, given, self._snapshot)
        noted = as_note(edit, given, self._snapshot)
        if noted is not None:
            return self.note(noted[0], **noted[1])
        work = self._history.present
        return self._do(
            edit, given, lambda: replace(work, plan=edit(work.plan, **given)), then_select
        )

    def note(self, edit: RecordEdit, /, **given: object) -> bool:
        """Edit the day's record; tell whether it was done.

        Where that changes only what undo never takes back, it is no step of undo.
        """
        work = self._history.present
        return self._do(edit, given, lambda: replace(work, record=edit(work.record, **given)))

    def enter(self, step: DraftStep, edit: RecordEdit, /, **given: object) -> bool:
        """Enter a step of the day, or take it back, and forget what is typed there."""
        work = self._history.present

        def make() -> Work:
            record = edit(work.record, **given)
            return replace(work, record=edits.keep_typed(record, step=step, typed={}))

        return self._do(edit, given, make)

    def _do(
        self,
        edit: Callable[..., object],
        given: dict[str, object],
        make: Callable[[], Work],
        then_select: Selection | None = None,
    ) -> bool:
        if not self._may_edit():
            return False
        try:
            new = make()
        except EditError as error:
            self.refused.emit(refusal_words(error.reason))
            return False
        history = _with_kept(self._history, new.record)
        self._step(history.commit(edit_name(edit, **given), new), then_select)
        return True

    def undo(self) -> None:
        """Take the last step back, unless there is none."""
        if self._may_edit():
            self._step(self._history.undo())

    def redo(self) -> None:
        """Take the step again that was taken back, unless there is none."""
        if self._may_edit():
            self._step(self._history.redo())

    def _may_edit(self) -> bool:
        if not self._snapshot.editable:
            self.refused.emit(
                _("Somebody else has changed this plan. Take theirs, or keep yours as a copy.")
            )
        return self._snapshot.editable

    def _step(self, history: History[Work, str], then_select: Selection | None = None) -> None:
        """Make another state the present one; the first new order after a print is a revision."""
        chosen = then_select or Selection(self._snapshot.selection, self._snapshot.focus)
        if history is self._history:
            self.select(chosen.sites, focus=chosen.focus)
            return
        before, after = self._history.present, history.present
        self._history = history
        envelope = self._snapshot.envelope
        revision = envelope.revision
        if self._revision_fixed and after.plan != before.plan:
            revision += 1
            self._revision_fixed = False
        envelope = envelope.replace(revision=revision, plan=after.plan, record=after.record)
        self._around.save(envelope)
        self._show(
            replace(
                self._snapshot,
                envelope=envelope,
                saving=Saving.PENDING,
                selection=_in_order(chosen.sites),
                focus=chosen.focus,
            )
        )

    def fix_revision(self) -> None:
        """Note that a sheet of this revision is out: the next edit of the order begins another."""
        self._revision_fixed = True

    @property
    def revision_fixed(self) -> bool:
        """Whether a sheet of the present revision is out."""
        return self._revision_fixed

    def select(self, sites: Iterable[Site], *, focus: Site | None = None) -> None:
        """Select sites, in table and picture alike; this is no edit."""
        chosen = _in_order(sites)
        if (chosen, focus) != (self._snapshot.selection, self._snapshot.focus):
            self._publish(replace(self._snapshot, selection=chosen, focus=focus))

    def take_brush(self, brush: Brush) -> None:
        """Let a click give something else; this is no edit."""
        if brush != self._snapshot.brush:
            self._publish(replace(self._snapshot, brush=brush))

    def use_formulary(self, formulary: Formulary) -> None:
        """Compute everything anew with another formulary.

        A sheet that is out rests on the formulary too: where its check code would be another
        now, what is shown is the next revision.
        """
        envelope = self._snapshot.envelope
        before = check_code(envelope.plan, self._around.formulary)
        self._around = replace(self._around, formulary=formulary)
        shown = replace(self._snapshot, formulary=formulary)
        if self._revision_fixed and check_code(envelope.plan, formulary) != before:
            self._revision_fixed = False
            envelope = envelope.replace(revision=envelope.revision + 1)
            self._around.save(envelope)
            shown = replace(shown, envelope=envelope, saving=Saving.PENDING)
        self._show(shown)

    def name_operator(self, name: str) -> None:
        """Let another operator go on."""
        self._around = replace(self._around, operator=name)
        self._publish(replace(self._snapshot, operator=name))

    def tick(self) -> None:
        """Look at the clock; views hear of it only where that changes what they show."""
        later = self._look(replace(self._snapshot, now=self._around.clock()))
        if later.findings != self._snapshot.findings or self._has_clock():
            self._publish(later)
        else:
            self._snapshot = later

    def _has_clock(self) -> bool:
        return self._history.present.record.thaw_started_at is not None

    def saved(self, envelope: Envelope) -> None:
        """Hear that an envelope is safe on disk; a newer one may still be on its way."""
        if self._snapshot.saving is Saving.CONFLICT or envelope != self._snapshot.envelope:
            return
        self._publish(replace(self._snapshot, saving=Saving.SAVED, saving_problem=""))

    def save_failed(self, sentence: str) -> None:
        """Hear that the plan could not be saved; it stays here, and is saved when it can be."""
        if self._snapshot.saving is Saving.CONFLICT:
            return
        self._publish(replace(self._snapshot, saving=Saving.FAILED, saving_problem=sentence))

    def save_conflicted(self, theirs: Envelope) -> None:
        """Hear that somebody else saved this plan meanwhile: freeze until that is settled."""
        self._publish(replace(self._snapshot, saving=Saving.CONFLICT, theirs=theirs))

    def take_theirs(self, theirs: Envelope, *, revision_fixed: bool) -> None:
        """Go on with what somebody else saved; what was here can be undone back to.

        Checks that were made and labels that were printed here have happened all the same.
        """
        self._revision_fixed = revision_fixed
        record = theirs.record.joined(self._history.present.record)
        history = self._history.commit(_("Take the other window’s plan"), Work(theirs.plan, record))
        self._history = history.throughout(lambda work: _never_undone(work, record))
        saving = Saving.SAVED
        if record != theirs.record:
            theirs, saving = theirs.replace(record=record), Saving.PENDING
            self._around.save(theirs)
        self._show(replace(self._snapshot, envelope=theirs, theirs=None, saving=saving))

    def continue_as(self, copy: Envelope) -> None:
        """Go on with what is here under another identity."""
        self._revision_fixed = False
        self._around.save(copy)
        self._show(replace(self._snapshot, envelope=copy, theirs=None, saving=Saving.PENDING))

    def _show(self, snapshot: Snapshot) -> None:
        """Compute what follows from the plan, then publish."""
        envelope = snapshot.envelope
        present = set(anatomy.sites(envelope.plan.lumbar_count))
        preparation = prepare_as_recorded(envelope, snapshot.formulary)
        self._publish(
            self._look(
                replace(
                    snapshot,
                    preparation=preparation,
                    selection=tuple(site for site in snapshot.selection if site in present),
                    focus=snapshot.focus if snapshot.focus in present else None,
                )
            )
        )

    def _look(self, snapshot: Snapshot) -> Snapshot:
        """Run the checks, and name what undo and redo would do."""
        envelope, now = snapshot.envelope, self._around.clock()
        findings = check(
            envelope.plan,
            snapshot.formulary,
            snapshot.preparation,
            envelope.record,
            now,
            printable=self._around.printable,
        )
        return replace(
            snapshot,
            findings=findings,
            now=now,
            undo_name=self._history.undo_label,
            redo_name=self._history.redo_label,
        )

    def _publish(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit(snapshot)
