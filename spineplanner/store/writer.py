"""Saves edited plans behind the window: one thread, its own store, the newest value of each."""

import logging
import time
import traceback
from collections.abc import Callable
from threading import Condition, Thread
from uuid import UUID

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.saving import Conflict, NotSaved, Saved, SaveOutcome
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.store.pending import Pending, Waiting
from spineplanner.store.plans import ConflictError, PlanStore, StoreProblemError, Summarise

_log = logging.getLogger(__name__)


class Writer:
    """Takes values from any thread and saves each plan's newest within a second of its edit.

    What can't be saved is kept and tried again: with the plan's next value, when asked, and
    after a while. A plan in conflict is held until its editor puts a value over the version
    that is there, or drops its own.
    """

    def __init__(
        self,
        open_store: Callable[[], PlanStore],
        report: Callable[[SaveOutcome], None],
        *,
        summarise: Summarise,
        delay_s: float = 0.4,
        retry_s: float = 5.0,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start the thread.

        Args:
            open_store: opens the writer's own store; called on its thread, and again after a
                failure.
            report: is told, on the writer's thread, what came of each value.
            summarise: computes a plan's summary; called on the writer's thread.
            delay_s: how long after the first unsaved edit it is saved, with those after it.
            retry_s: how long after a failure it is tried again.
            clock_s: seconds of a clock that only rises.
        """
        self._open_store = open_store
        self._report = report
        self._summarise = summarise
        self._clock_s = clock_s
        self._pending = Pending(delay_s=delay_s, retry_s=retry_s)
        self._changed = Condition()
        self._closing = False
        self._busy = False
        self._store: PlanStore | None = None
        # A daemon: a disk that never answers must not keep the program from ending.
        self._thread = Thread(target=self._work, name="plan writer", daemon=True)
        self._thread.start()

    def put(self, envelope: Envelope, *, version: int) -> None:
        """Save this value soon, over the version that its editor last heard of; 0 for a new plan.

        Returns at once.
        """
        with self._changed:
            self._pending.put(envelope, version=version, now_s=self._clock_s())
            self._changed.notify_all()

    def drop(self, plan_id: UUID) -> None:
        """Forget what is unsaved of a plan: its editor has taken what is in the store."""
        with self._changed:
            self._pending.drop(plan_id)
            self._changed.notify_all()

    def retry(self) -> None:
        """Try now what failed before."""
        with self._changed:
            self._pending.hurry(self._clock_s())
            self._changed.notify_all()

    def unsaved(self) -> tuple[Envelope, ...]:
        """Every value that is not on disk, those in conflict too."""
        with self._changed:
            return self._pending.unsaved()

    def flush(self, timeout_s: float) -> tuple[Envelope, ...]:
        """Save everything now and return what could not be, in that time or at all.

        Never call it from `report`.
        """
        with self._changed:
            self._pending.hurry(self._clock_s())
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: not (self._busy or self._pending.due(self._clock_s())),
                timeout_s,
            )
            return self._pending.unsaved()

    def close(self, timeout_s: float) -> tuple[Envelope, ...]:
        """Flush, end the thread, and return what is not on disk."""
        ends = time.monotonic() + timeout_s
        unsaved = self.flush(timeout_s)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(max(0.0, ends - time.monotonic()))
        return unsaved

    def _work(self) -> None:
        while (due := self._wait()) is not None:
            for item in due:
                self._save_and_tell(item)
        self._let_go()

    def _wait(self) -> tuple[Waiting, ...] | None:
        """Sleep until something is due; None when the program closes."""
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            while not self._closing:
                now_s = self._clock_s()
                due = self._pending.due(now_s)
                if due:
                    self._busy = True
                    return due
                next_s = self._pending.next_due_s()
                self._changed.wait(None if next_s is None else next_s - now_s)
            return None

    def _save_and_tell(self, item: Waiting) -> None:
        outcome = self._saved(item)
        with self._changed:
            match outcome:
                case Saved(version=version):
                    self._pending.saved(item, version=version)
                case Conflict():
                    self._pending.hold(item.envelope.id)
                case NotSaved():
                    self._pending.failed(item, now_s=self._clock_s())
            self._changed.notify_all()
        try:
            self._report(outcome)
        except Exception as error:  # noqa: BLE001 - whoever hears it must not end the saving
            _log_frames(error)

    def _saved(self, item: Waiting) -> SaveOutcome:
        try:
            return Saved(item.envelope, self._write(item))
        except ConflictError as error:
            return Conflict(item.envelope, error.theirs)
        except StoreProblemError as error:
            problem = error.problem
        except Exception as error:  # noqa: BLE001 - the thread must live on and keep the value
            _log_frames(error)
            problem = StoreProblem(StoreFault.OTHER, detail=type(error).__name__)
        self._let_go()
        return NotSaved(item.envelope, problem)

    def _write(self, item: Waiting) -> int:
        """Save, or take in a plan that is not there: new, or in a database begun anew."""
        if self._store is None:
            self._store = self._open_store()
        summary = self._summarise(item.envelope)
        try:
            return self._store.save(item.envelope, expected_version=item.version, summary=summary)
        except StoreProblemError as error:
            if error.problem.fault is not StoreFault.NO_SUCH_PLAN:
                raise
        return self._store.create(item.envelope, summary, version=item.version + 1).version

    def _let_go(self) -> None:
        """Close the store; after a failure the next try opens it anew."""
        if self._store is not None:
            self._store.close()
            self._store = None


def _log_frames(error: Exception) -> None:
    """Log where it happened; what an error says may be a patient's."""
    _log.error("%s\n%s", type(error), "".join(traceback.format_tb(error.__traceback__)))
