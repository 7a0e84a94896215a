"""Sets sheets off the window's thread: of those to look at, only the newest request counts."""

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from spineplanner.app.faults import LOG
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.rules import Rule
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.logs import crash_text
from spineplanner.ui.services import LabelPages, LabelRequest, Pages, Problem, SheetRequest
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.findings import finding_advice, finding_title
from spineplanner.wording.translate import _

Heard = Callable[[Pages | Problem], None]
HeardLabels = Callable[[LabelPages | Problem], None]
HeardPage = Callable[[int, int, bytes], None]
Done = Callable[[Problem | None], None]
Job = Callable[[], None]
Set = TypeVar("Set")

QUICK = 80
"""How little time Qt takes to pack a PNG, of 100; a page of mostly white packs well anyway."""


class PageSetter(QObject):
    """One thread that sets sheets one after the other, and answers on the window's thread."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, Job] = {}
        self._to_print: deque[Job] = deque()
        self._ended = False
        self._changed = Condition()
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._run, name="pages", daemon=True)
        self._thread.start()

    def ask(self, snapshot: Snapshot, request: SheetRequest, heard: Heard) -> None:
        """Set a sheet of a plan; a request that still waits is forgotten."""
        sheet = sheet_of(snapshot, request, snapshot.formulary)
        with self._changed:
            self._wanted["sheet"] = partial(self._set, sheet, request, heard)
            self._changed.notify()

    def ask_for_labels(self, snapshot: Snapshot, request: LabelRequest, heard: HeardLabels) -> None:
        """Set the labels of a plan; a request for labels that still waits is forgotten."""
        sheet = _preparation_sheet(snapshot)
        with self._changed:
            self._wanted["labels"] = partial(self._set_labels, sheet, request, heard)
            self._changed.notify()

    def print_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        ppi: int,
        heard_page: HeardPage,
        done: Done,
    ) -> None:
        """Set the labels of a plan for a printer; no such request is ever forgotten."""
        sheet = _preparation_sheet(snapshot)
        job = partial(self._set_big_labels, sheet, request, ppi, heard_page, done)
        with self._changed:
            self._to_print.append(job)
            self._changed.notify()

    def ask_for_printing(
        self,
        snapshot: Snapshot,
        request: SheetRequest,
        ppi: int,
        heard_page: HeardPage,
        done: Done,
    ) -> None:
        """Set a sheet of a plan for a printer; no such request is ever forgotten."""
        sheet = sheet_of(snapshot, request, snapshot.formulary)
        with self._changed:
            self._to_print.append(partial(self._set_big, sheet, request, ppi, heard_page, done))
            self._changed.notify()

    def end(self) -> None:
        """Set nothing any more, and wait for what is being set."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            job()

    def _next(self) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._wanted or self._to_print)
            if self._ended:
                return None
            if self._to_print:
                return self._to_print.popleft()
            return self._wanted.pop(next(iter(self._wanted)))

    def _set(self, sheet: Worksheet, request: SheetRequest, heard: Heard) -> None:
        answer = _foreseen(sheet, partial(_pages, sheet, request))
        self._answered.emit(partial(heard, answer))

    def _set_labels(self, sheet: Worksheet, request: LabelRequest, heard: HeardLabels) -> None:
        from spineplanner.app.label_pages import label_pages

        answer = _foreseen_of_labels(partial(label_pages, sheet, request))
        self._answered.emit(partial(heard, answer))

    def _set_big_labels(
        self,
        sheet: Worksheet,
        request: LabelRequest,
        ppi: int,
        heard_page: HeardPage,
        done: Done,
    ) -> None:
        from spineplanner.app.label_pages import label_pictures

        def each() -> None:
            self._hand_over(label_pictures(sheet, request, ppi=ppi), heard_page)

        self._answered.emit(partial(done, _foreseen_of_labels(each)))

    def _set_big(
        self,
        sheet: Worksheet,
        request: SheetRequest,
        ppi: int,
        heard_page: HeardPage,
        done: Done,
    ) -> None:
        def each() -> None:
            self._hand_over(_pictures(sheet, request, ppi=ppi), heard_page)

        self._answered.emit(partial(done, _foreseen(sheet, each)))

    def _hand_over(self, pictures: list[bytes], heard_page: HeardPage) -> None:
        for number, picture in enumerate(pictures, start=1):
            self._answered.emit(partial(heard_page, number, len(pictures), _grey(picture)))

    def _answer(self, answer: Job) -> None:
        """Hand an answer over, unless the view that asked is gone with its window."""
        asker = getattr(getattr(answer, "func", answer), "__self__", None)
        if not isinstance(asker, QObject) or isValid(asker):
            answer()


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


def _preparation_sheet(snapshot: Snapshot) -> Worksheet:
    """Compose the sheet that labels are taken from; the paper is the labels' own."""
    request = SheetRequest(SheetKind.PREPARATION, "a4")
    return sheet_of(snapshot, request, snapshot.formulary)


def _foreseen(sheet: Worksheet, setting: Callable[[], Set]) -> Set | Problem:
    """Set a sheet, or say why it can't be: a text that no font has, or what nobody foresaw."""
    unprintable = [f for f in sheet.open_findings if f.rule is Rule.TEXT_UNPRINTABLE]
    if unprintable:
        return Problem(f"{finding_title(unprintable[0])} {finding_advice(unprintable[0])}")
    try:
        return setting()
    except Exception as error:  # noqa: BLE001 - the thread must live on, and a person must hear
        return _unforeseen(error)


def _foreseen_of_labels(setting: Callable[[], Set]) -> Set | Problem:
    """Set labels, or say which can't be printed and why."""
    from spineplanner.domain.labels import LabelsRefusedError
    from spineplanner.wording.labels import refusals_summary

    try:
        return setting()
    except LabelsRefusedError as refused:
        return Problem(refusals_summary(refused.reasons))
    except Exception as error:  # noqa: BLE001 - the thread must live on, and a person must hear
        return _unforeseen(error)


def _unforeseen(error: Exception) -> Problem:
    LOG.error("sheet not set: %s", crash_text(error))
    return Problem(_("The sheet could not be set. “Copy diagnostics” has what to report."))


def _pages(sheet: Worksheet, request: SheetRequest) -> Pages:
    # Typst takes long to load, and only sheets need it.
    from spineplanner.paper import sheets
    from spineplanner.paper.typesetting import Paper

    paper = Paper(request.paper)
    return Pages(request, sheets.pdf(sheet, paper=paper), tuple(sheets.png(sheet, paper=paper)))


def _pictures(sheet: Worksheet, request: SheetRequest, *, ppi: int) -> list[bytes]:
    from spineplanner.paper import sheets
    from spineplanner.paper.typesetting import Paper

    return sheets.png(sheet, paper=Paper(request.paper), ppi=ppi)


def _grey(picture: bytes) -> bytes:
    """Make a picture grey: a quarter of the memory when it is painted."""
    grey = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Grayscale8)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide's stub wants bytes for the format that Qt takes as text.
    grey.save(buffer, "PNG", QUICK)  # type: ignore[call-overload]  # see above
    return bytes(buffer.data().data())
