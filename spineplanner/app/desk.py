"""What one window asks of the world: its plans in the store and in files, and what it saves."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from spineplanner.app.clinic import Clinic
from spineplanner.app.office import Office
from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan, Procedure
from spineplanner.domain.saving import Conflict, FixedRevision, NotSaved, Saved, SaveOutcome, Stored
from spineplanner.domain.worklist import Page
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan, read_plan, write_plan
from spineplanner.store.files import FileProblemError
from spineplanner.ui.services import (
    Clash,
    Opened,
    Problem,
    SaveHearer,
)
from spineplanner.wording.problems import problem_summary
from spineplanner.wording.store_problems import store_problem_sentence
from spineplanner.wording.translate import _, ngettext

if TYPE_CHECKING:
    from spineplanner.store.plans import PlanStore
    from spineplanner.store.writer import Writer

LOOK_EVERY_MS = 1_500
"""How often it is looked whether another window has saved the plan."""

FLUSH_S = 5.0
"""How long closing waits for what is on its way to the disk."""


class Asked(Protocol):
    """A question to the store that may fail with one of its problems."""

    def __call__(self, store: "PlanStore", /) -> object:
        """Ask it."""


class Desk(Office):
    """The services of one window: those of the office, and its plans with a writer of its own."""

    _reported = Signal(object)

    def __init__(self, clinic: Clinic, parent: QObject | None = None) -> None:
        super().__init__(clinic, parent)
        self._writer: Writer | None = None
        self._versions: dict[UUID, int] = {}
        self._conflicts: dict[UUID, Envelope] = {}
        self._hearer: SaveHearer | None = None
        self._mark: int | None = None
        self._waiting: list[Callable[[Problem | None], None]] = []
        self._reported.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._clinic.ready.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_around)
        if clinic.opened:
            self._begin()

    def when_ready(self, heard: Callable[[Problem | None], None]) -> None:
        """Say when the plans can be read, or why they can't."""
        if self._clinic.opened:
            heard(self._clinic.problem)
        else:
            self._waiting.append(heard)

    def _begin(self) -> None:
        from spineplanner.store.sqlite import open_store
        from spineplanner.store.summaries import summarise
        from spineplanner.store.writer import Writer

        if self._writer is None:
            clinic = self._clinic
            self._writer = Writer(
                lambda: open_store(clinic.database),
                self._reported.emit,
                summarise=lambda envelope: summarise(envelope, clinic.formulary),
            )
            self._look.start()
        waiting, self._waiting = self._waiting, []
        for heard in waiting:
            heard(self._clinic.problem)

    def attach(self, hearer: SaveHearer | None) -> None:
        """Tell this one from now on how saving goes, and what has gone wrong already."""
        self._hearer = hearer
        if hearer is None or self._writer is None:
            return
        theirs = self._conflicts.get(hearer.snapshot.envelope.id)
        if theirs is not None:
            hearer.save_conflicted(theirs)
        self._writer.retry()

    def _unsaved(self, plan: UUID) -> Envelope | None:
        """What could not be saved of a plan, though it was tried once more."""
        unsaved = self._writer.flush(FLUSH_S) if self._writer is not None else ()
        return next((envelope for envelope in unsaved if envelope.id == plan), None)

    def _drop(self, plan: UUID) -> None:
        """Forget what is unsaved of a plan, and with whom it is in conflict."""
        self._conflicts.pop(plan, None)
        if self._writer is not None:
            self._writer.drop(plan)

    # Reading

    def _ask(self, question: Asked) -> object:
        """Ask the store; a problem is an answer too."""
        store = self._clinic.store
        if store is None:
            return self._clinic.problem or Problem(_("The plans are being opened. Try again."))
        from spineplanner.store.plans import StoreProblemError

        try:
            return question(store)
        except StoreProblemError as error:
            return Problem(store_problem_sentence(error.problem))

    def worklist(self, query: str, *, most: int) -> Page | Problem:
        """The plans that match, by procedure date."""
        found = self._ask(lambda store: store.search(query, limit=most))
        return found if isinstance(found, Page | Problem) else Page((), more=False)

    def open(self, plan: UUID, *, forgetting: bool = False) -> Opened | Problem:
        """Read a plan: what is unsaved of it here, unless that is to be forgotten."""

        def read(store: "PlanStore") -> Opened:
            if not forgetting and (mine := self._unsaved(plan)) is not None:
                return self._opened_at_revision(store, mine)
            self._drop(plan)
            stored = store.load(plan)
            self._versions[plan] = stored.version
            return self._opened_at_revision(store, stored.envelope)

        return _opened(self._ask(read))

    def _opened_at_revision(self, store: "PlanStore", envelope: Envelope) -> Opened:
        """Tell whether a sheet of the revision is out.

        One whose code the clinic's formulary has changed since stands for another order: what
        is opened then is the next revision.
        """
        code = check_code(envelope.plan, self._clinic.formulary)
        fixed = {item.envelope.revision: item.check_code for item in store.revisions(envelope.id)}
        if envelope.revision not in fixed:
            return Opened(envelope)
        if fixed[envelope.revision] == code:
            return Opened(envelope, revision_fixed=True)
        return Opened(envelope.replace(revision=max(fixed) + 1))

    def try_again(self) -> Problem | None:
        """Try once more to open the plans."""
        return self._clinic.open_again()

    def start_anew(self) -> Problem | None:
        """Keep the database that can't be read aside, and begin an empty one."""
        from spineplanner.store.database import keep_aside
        from spineplanner.store.plans import StoreProblemError

        try:
            keep_aside(self._clinic.database, now=self.clock())
        except StoreProblemError as error:
            return Problem(store_problem_sentence(error.problem))
        return self._clinic.open_again()

    # Making

    def create(self, based_on: Envelope | None = None) -> Opened | Problem:
        """Make an empty plan, or a copy of one without its patient."""

        def make(store: "PlanStore") -> Opened:
            from spineplanner.store.copies import copied

            number, new_id = self._next_number(store), uuid4()
            if based_on is None:
                envelope = Envelope(id=new_id, number=number, plan=self._empty_plan())
            else:
                envelope = copied(based_on, new_id=new_id, number=number)
            return self._take_in(store, envelope, based_on.number if based_on else None)

        return _opened(self._ask(make))

    def _empty_plan(self) -> Plan:
        """Nothing of any patient; the clinic and the room are the workstation's."""
        chosen = self._clinic.preferences
        return Plan(procedure=Procedure(clinic=chosen.clinic, room=chosen.room))

    def _next_number(self, store: "PlanStore") -> str:
        return store.next_number(self.clock().year, self._clinic.preferences.station)

    def _take_in(
        self, store: "PlanStore", envelope: Envelope, copied_from: str | None = None
    ) -> Opened:
        from spineplanner.store.summaries import summarise

        summary = summarise(envelope, self._clinic.formulary)
        stored = store.create(envelope, summary, copied_from=copied_from)
        self._versions[envelope.id] = stored.version
        return Opened(stored.envelope)

    def example(self) -> Opened | Problem:
        """Make a plan of the worked example, marked SAMPLE."""

        def make(store: "PlanStore") -> Opened:
            envelope = parse_plan(asset("examples", "worked-example.json").read_bytes())
            fresh = envelope.replace(id=uuid4(), number=self._next_number(store), revision=1)
            return self._take_in(store, fresh)

        return _opened(self._ask(make))

    def copy_of(self, envelope: Envelope) -> Envelope | Problem:
        """Give what is here another identity, so that both are kept."""

        def copy(store: "PlanStore") -> Opened:
            self._drop(envelope.id)
            mine = envelope.replace(id=uuid4(), number=self._next_number(store), revision=1)
            return self._take_in(store, mine, envelope.number)

        made = _opened(self._ask(copy))
        return made.envelope if isinstance(made, Opened) else made

    # Saving

    def save(self, envelope: Envelope) -> None:
        """Save a plan soon; how it went is told to the one that works on it."""
        if self._writer is not None:
            self._writer.put(envelope, version=self._versions.get(envelope.id, 0))

    def flush(self) -> Problem | None:
        """Wait, not for long, until everything is saved; say what is not."""
        unsaved = self._writer.flush(FLUSH_S) if self._writer is not None else ()
        if not unsaved:
            return None
        which = ", ".join(envelope.number for envelope in unsaved)
        return Problem(
            ngettext("{which} is not saved.", "{which} are not saved.", len(unsaved)).format(
                which=which
            )
        )

    def end(self) -> None:
        """Save what can be saved, and let the writer go."""
        self._look.stop()
        self._thinker.end()
        if self._writer is not None:
            self._writer.close(FLUSH_S)
            self._writer = None

    def _hear(self, outcome: SaveOutcome) -> None:
        match outcome:
            case Saved(envelope=envelope, version=version):
                self._versions[envelope.id] = version
                self._tell(envelope.id, lambda hearer: hearer.saved(envelope))
            case Conflict(mine=mine, theirs=theirs):
                self._conflicts[mine.id] = theirs.envelope
                self._tell(mine.id, lambda hearer: hearer.save_conflicted(theirs.envelope))
            case NotSaved(envelope=envelope, problem=problem):
                sentence = store_problem_sentence(problem)
                self._tell(envelope.id, lambda hearer: hearer.save_failed(sentence))

    def _tell(self, plan: UUID, how: Callable[[SaveHearer], None]) -> None:
        if self._hearer is not None and self._hearer.snapshot.envelope.id == plan:
            how(self._hearer)

    def _look_around(self) -> None:
        """Learn of what another window has saved, before an edit here runs into it."""
        mark = self._ask(lambda store: store.change_mark())
        if self._hearer is None or mark == self._mark or not isinstance(mark, int):
            return
        self._mark = mark
        plan = self._hearer.snapshot.envelope.id
        theirs = self._ask(lambda store: store.load(plan))
        mine = self._hearer.snapshot.envelope
        if not isinstance(theirs, Stored) or theirs.version <= self._versions.get(plan, 0):
            return
        unsaved = self._writer.unsaved() if self._writer is not None else ()
        if theirs.envelope != mine and not any(item.id == plan for item in unsaved):
            self._hearer.save_conflicted(theirs.envelope)

    def fix_revision(self, envelope: Envelope) -> Problem | None:
        """Keep an order as it stands on a sheet that is printed now."""
        unsaved = self.flush()
        if unsaved is not None:
            return unsaved
        code = check_code(envelope.plan, self._clinic.formulary)
        kept = self._ask(lambda store: store.fix_revision(envelope, check_code=code))
        return kept if isinstance(kept, Problem) else None

    def fixed_revisions(self, plan: UUID) -> tuple[FixedRevision, ...] | Problem:
        """The revisions of a plan of which a sheet is out."""
        found = self._ask(lambda store: store.revisions(plan))
        if isinstance(found, Problem):
            return found
        revisions = found if isinstance(found, tuple | list) else ()
        return tuple(item for item in revisions if isinstance(item, FixedRevision))

    # Files and paper

    def import_file(self, path: Path, *, replacing: bool = False) -> Opened | Clash | Problem:
        """Read a plan from a file; one that is here with another content is asked about."""
        try:
            envelope = read_plan(path)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))

        def take(store: "PlanStore") -> Opened | Clash:
            if not store.exists(envelope.id):
                return self._take_in(store, envelope)
            here = store.load(envelope.id)
            if here.envelope != envelope and not replacing:
                return Clash(here.envelope, envelope)
            return self._put_over(store, here, envelope)

        taken = self._ask(take)
        return taken if isinstance(taken, Clash) else _opened(taken)

    def _put_over(self, store: "PlanStore", here: Stored, envelope: Envelope) -> Opened:
        from spineplanner.store.summaries import summarise

        summary = summarise(envelope, self._clinic.formulary)
        revision = max(here.envelope.revision + (here.envelope.plan != envelope.plan), 1)
        newer = envelope.replace(revision=max(revision, envelope.revision))
        self._versions[newer.id] = store.save(newer, expected_version=here.version, summary=summary)
        return self._opened_at_revision(store, newer)

    def export_file(self, envelope: Envelope, path: Path) -> Problem | None:
        """Write a plan to a file."""
        try:
            write_plan(envelope, path)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))
        return None


def _opened(answer: object) -> Opened | Problem:
    if isinstance(answer, Opened | Problem):
        return answer
    raise TypeError(f"the store answered {type(answer).__name__}")
