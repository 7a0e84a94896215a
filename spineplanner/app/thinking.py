"""Runs what takes time off the window's thread: of each kind of question the newest counts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Condition, Event, Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from spineplanner.app.faults import LOG
from spineplanner.logs import crash_text
from spineplanner.ui.services import Problem
from spineplanner.wording.translate import _

Answer = TypeVar("Answer")
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: how to answer it, and how to bring the answer home."""

    think: Callable[[Cancelled], object]
    heard: Callable[[object], None]
    over: Event
    stop: Event


class Thinker(QObject):
    """One thread that answers questions one after the other, on the window's thread.

    A newer question of a kind ends the older one, whose answer is then never heard. The thread
    begins with the first question.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[str, _Asked] = {}
        self._waiting: dict[str, _Asked] = {}
        self._ended = False
        self._changed = Condition()
        self._thread: Thread | None = None
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        kind: str,
        think: Callable[[Cancelled], Answer],
        heard: Callable[[Answer | Problem], None],
    ) -> Callable[[], None]:
        """Think something through.

        Args:
            kind: what the question is about; a newer one of the same kind takes its place.
            think: is run in the thread, and may ask whether it is to stop and say what it has.
            heard: gets the answer on the window's thread.

        Returns:
            What asks the thinking to stop; what has been found by then is still heard.
        """
        # `heard` takes what `think` gives: the two have been checked against each other above.
        asked = _Asked(think, heard, Event(), Event())  # type: ignore[arg-type]  # see above
        with self._changed:
            older = self._newest.get(kind)
            if older is not None:
                older.over.set()
                older.stop.set()
            self._newest[kind] = self._waiting[kind] = asked
            self._changed.notify()
        if self._thread is None and not self._ended:
            self._thread = Thread(target=self._run, name="thinking", daemon=True)
            self._thread.start()
        return asked.stop.set

    def end(self) -> None:
        """Think no more, tell nobody, and wait for what is being thought."""
        with self._changed:
            self._ended = True
            for asked in self._newest.values():
                asked.over.set()
                asked.stop.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (asked := self._next()) is not None:
            self._answered.emit(partial(_bring, asked, _foreseen(asked)))

    def _next(self) -> _Asked | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._waiting)
            if self._ended:
                return None
            return self._waiting.pop(next(iter(self._waiting)))

    def _answer(self, bring: Callable[[], None]) -> None:
        bring()


def _foreseen(asked: _Asked) -> object:
    """Think, or say that it went wrong in a way that nobody foresaw."""
    try:
        return asked.think(asked.stop.is_set)
    except Exception as error:  # noqa: BLE001 - the thread must live on, and a person must hear
        LOG.error("not thought through: %s", crash_text(error))
        return Problem(_("This could not be computed. “Copy diagnostics” has what to report."))


def _bring(asked: _Asked, answer: object) -> None:
    if not asked.over.is_set():
        asked.heard(answer)
