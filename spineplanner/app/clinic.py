"""What all windows share: folders, choices, the formulary, the store to read from, and pages."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from spineplanner.app.choices import read_preferences, write_preferences
from spineplanner.app.faults import LOG
from spineplanner.app.pages import PageSetter
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError
from spineplanner.store.formulary import read_formulary
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import Problem, WayOn
from spineplanner.wording.problems import problem_summary
from spineplanner.wording.store_problems import store_problem_sentence
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.store.plans import PlanStore

DATABASE = "plans.db"
REFRESH_EVERY_MS = 50
FORMULARY = "formulary"


class Clinic(QObject):
    """The parts of the program that there is one of.

    It is made, and opens the store, behind the first painted window: what both need takes longer
    to load than all else.
    """

    ready = Signal()
    formulary_changed = Signal(object)
    preferences_changed = Signal(object)

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.folder = folder
        self.clock = clock
        self.problem: Problem | None = None
        self.store: PlanStore | None = None
        self.opened = False
        self.preferences = self._read_preferences()
        self.formulary = self._read_formulary()
        self.pages = PageSetter(self)
        self._refreshing = QTimer(self)
        self._refreshing.setInterval(REFRESH_EVERY_MS)
        self._refreshing.timeout.connect(self._refresh_summaries)

    @property
    def database(self) -> Path:
        """The file of the plans."""
        return self.folder / DATABASE

    @property
    def formulary_folder(self) -> Path:
        """The folder of the clinic's own formulary."""
        return self.folder / FORMULARY

    def _read_preferences(self) -> Preferences:
        try:
            return read_preferences(self.folder)
        except FileProblemError as error:
            self.problem = Problem(
                _("{problem} The program starts with nothing chosen.").format(
                    problem=problem_summary(error.problem)
                )
            )
            return Preferences()

    def _read_formulary(self) -> Formulary:
        try:
            return read_formulary(asset("formulary"), clinic=self.formulary_folder)
        except FileProblemError as error:
            self.problem = Problem(
                _("{problem} The formulary that came with the program is used instead.").format(
                    problem=problem_summary(error.problem)
                )
            )
            return read_formulary(asset("formulary"))

    def prefer(self, preferences: Preferences) -> None:
        """Remember what was chosen; what can't be written is known until the program ends."""
        if preferences == self.preferences:
            return
        self.preferences = preferences
        self.preferences_changed.emit(preferences)
        try:
            write_preferences(preferences, self.folder)
        except (FileProblemError, OSError) as error:
            LOG.warning("preferences not written: %s", type(error).__name__)

    def use_formulary(self, formulary: Formulary) -> None:
        """Let every window compute with another formulary."""
        self.formulary = formulary
        self._refreshing.start()
        self.formulary_changed.emit(formulary)

    def _refresh_summaries(self) -> None:
        """Compute some rows of the list anew that other maths or another formulary made."""
        from spineplanner.domain.preparation import MATHS_VERSION
        from spineplanner.store.plans import StoreProblemError
        from spineplanner.store.refreshing import refresh
        from spineplanner.store.summaries import formulary_digest, summarise

        formulary = self.formulary
        try:
            done = self.store is not None and refresh(
                self.store,
                lambda envelope: summarise(envelope, formulary),
                maths_version=MATHS_VERSION,
                formulary_digest=formulary_digest(formulary),
            )
        except StoreProblemError as error:
            LOG.warning("rows of the list not made anew: %s", error.problem.fault.value)
            done = False
        if not done:
            self._refreshing.stop()

    def open_now(self) -> None:
        """Open the store, if that has not been tried, and tell whoever waits for it."""
        if not self.opened:
            self.open_store()
            self.ready.emit()

    def open_store(self) -> None:
        """Open the store; where it can't be, `problem` says why."""
        from spineplanner.store.plans import StoreProblemError
        from spineplanner.store.sqlite import open_store

        self.opened = True
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.store = open_store(self.database)
            self._refreshing.start()
        except StoreProblemError as error:
            self.problem = _not_opened(error.problem)
            if error.problem.fault is StoreFault.READ_ONLY:
                self._open_to_look()
        except OSError as error:
            self.problem = Problem(
                _("The folder {folder} can't be made: {reason}.").format(
                    folder=self.folder, reason=error.strerror
                ),
                WayOn.TRY_AGAIN,
            )

    def _open_to_look(self) -> None:
        """Let plans be read that can't be changed; where not even that goes, there are none."""
        from spineplanner.store.plans import StoreProblemError
        from spineplanner.store.sqlite import open_store

        try:
            self.store = open_store(self.database, read_only=True)
        except StoreProblemError as error:
            self.problem = _not_opened(error.problem)

    def open_again(self) -> Problem | None:
        """Open the store once more; say why where it still can't be."""
        if self.store is not None:
            self.store.close()
            self.store = None
        self.problem = None
        self.open_store()
        return self.problem

    def end(self) -> None:
        """Let go of everything."""
        self._refreshing.stop()
        self.pages.end()
        if self.store is not None:
            self.store.close()
            self.store = None


def _not_opened(problem: StoreProblem) -> Problem:
    """Only a damaged database is ever put aside: any other is whole, and somebody's."""
    damaged = problem.fault is StoreFault.DAMAGED
    way_on = WayOn.BEGIN_ANEW if damaged else WayOn.TRY_AGAIN
    return Problem(store_problem_sentence(problem), way_on)
