"""Sets sheets off the window's thread: only the newest request counts."""

from collections.abc import Callable
from threading import Condition, Thread

from PySide6.QtCore import QObject, Qt, Signal

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.worksheet import Worksheet, compose
from spineplanner.ui.services import Pages, Problem, SheetRequest
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

Heard = Callable[[Pages | Problem], None]


class PageSetter(QObject):
    """One thread that sets sheets one after the other, and answers on the window's thread."""

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[Worksheet, SheetRequest, Heard] | None = None
        self._ended = False
        self._changed = Condition()
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._run, name="pages", daemon=True)
        self._thread.start()

    def ask(self, snapshot: Snapshot, request: SheetRequest, heard: Heard) -> None:
        """Set a sheet of a plan; a request that still waits is forgotten."""
        sheet = sheet_of(snapshot, request, snapshot.formulary)
        with self._changed:
            self._wanted = (sheet, request, heard)
            self._changed.notify()

    def end(self) -> None:
        """Set nothing any more, and wait for what is being set."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or self._wanted is not None)
                if self._ended or self._wanted is None:
                    return
                sheet, request, heard = self._wanted
                self._wanted = None
            self._answered.emit(heard, _set(sheet, request))

    def _answer(self, heard: Heard, answer: Pages | Problem) -> None:
        heard(answer)


def sheet_of(snapshot: Snapshot, request: SheetRequest, formulary: Formulary) -> Worksheet:
    """Compose the sheet of what is shown: the very numbers that the screen has."""
    return compose(
        snapshot.envelope,
        formulary,
        snapshot.preparation,
        snapshot.findings,
        kind=request.kind,
        now=snapshot.now,
        by=snapshot.operator or _("(name not stated)"),
    )


def _set(sheet: Worksheet, request: SheetRequest) -> Pages | Problem:
    # Typst takes long to load, and only sheets need it.
    from spineplanner.paper import sheets
    from spineplanner.paper.typesetting import Paper, TypesettingError

    paper = Paper(request.paper)
    try:
        pictures = tuple(sheets.png(sheet, paper=paper))
        return Pages(request, sheets.pdf(sheet, paper=paper), pictures)
    except TypesettingError as error:
        return Problem(str(error))
