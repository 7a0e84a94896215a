"""What leaves the window: a plan as a file, and a sheet to the printer or as a PDF."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from spineplanner.ui import files
from spineplanner.ui.banner import Banner
from spineplanner.ui.services import Pages, Problem, Services, SheetRequest
from spineplanner.ui.sheet_view import SheetView
from spineplanner.ui.workbench import Workbench
from spineplanner.wording.translate import _


class Outgoing(QObject):
    """Sets the pages of the worksheet tab and hands them out, and writes plans to files.

    A sheet that goes out fixes its revision. `is_shown` tells whether the worksheet tab is in
    front, and brings it there if not: what is handed out has been in sight. What can't wait is
    said in the banner, everything else by `said`.
    """

    said = Signal(str)

    def __init__(
        self,
        services: Services,
        view: SheetView,
        banner: Banner,
        *,
        workbench: Callable[[], Workbench | None],
        is_shown: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._banner = banner
        self._workbench = workbench
        self._is_shown = is_shown
        self._over = parent
        view.pages_wanted.connect(self._set_pages)
        view.printer_pages_wanted.connect(services.print_pages)
        view.print_wanted.connect(self.print_sheet)
        view.pdf_wanted.connect(self.save_pdf)

    def export_plan(self) -> None:
        """Write the plan to a file that the person chooses."""
        workbench = self._workbench()
        if workbench is None:
            return
        envelope = workbench.snapshot.envelope
        path = files.plan_to_write(self._over, envelope)
        if path is not None:
            # While the person chose a place, the plan may have changed.
            self._say(self._services.export_file(workbench.snapshot.envelope, path), path)

    def print_sheet(self) -> None:
        """Print the sheet that the worksheet tab shows; show it first."""
        if self._is_shown():
            self._view.print_pages(self._fix_revision)

    def save_pdf(self) -> None:
        """Write the sheet that the worksheet tab shows to a file; show it first."""
        if not self._is_shown():
            return
        pages, workbench = self._view.pages, self._workbench()
        if pages is None or workbench is None:
            self.said.emit(_("The sheet is not ready yet. Wait for its pages."))
            return
        path = files.pdf_to_write(self._over, workbench.snapshot.envelope, pages.request.kind)
        if path is None:
            return
        # While the person chose a place, the plan or the formulary may have changed elsewhere.
        if self._view.pages is not pages:
            self.said.emit(_("The plan changed meanwhile. Nothing was written; look at it again."))
            return
        if self._fix_revision():
            self._say(self._services.write_file(path, pages.pdf), path)

    def _say(self, problem: Problem | None, path: object) -> None:
        if problem is None:
            self.said.emit(_("Written: {path}").format(path=path))
        else:
            self._banner.say(problem.sentence)

    def _set_pages(self, request: SheetRequest) -> None:
        workbench = self._workbench()
        if workbench is not None:
            self._services.set_pages(workbench.snapshot, request, self._pages_set)

    def _pages_set(self, result: Pages | Problem) -> None:
        if isinstance(result, Problem):
            self._view.show_problem(result.sentence)
        else:
            self._view.show_pages(result)

    def _fix_revision(self) -> bool:
        """Keep the order as it stands on the sheet that goes out now; tell whether it is kept."""
        workbench = self._workbench()
        if workbench is None:
            return False
        problem = self._services.fix_revision(workbench.snapshot.envelope)
        # Another window may have printed this revision: then the next edit begins another here too.
        workbench.fix_revision()
        if problem is not None:
            self._banner.say(problem.sentence)
        return problem is None
