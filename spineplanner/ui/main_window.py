"""One window: it arranges and connects the views of one plan, and the list of all plans."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Side, Site, SiteKind
from spineplanner.domain.formulary import Formulary
from spineplanner.ui import files
from spineplanner.ui.actions import Actions
from spineplanner.ui.banner import Banner
from spineplanner.ui.extras import Extras
from spineplanner.ui.fillings import FILLINGS
from spineplanner.ui.header import Header, Place
from spineplanner.ui.plan_page import PlanPage
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import Clash, Opened, Pages, Problem, Services, SheetRequest
from spineplanner.ui.sheet_view import SheetView
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.ui.toast import Toast
from spineplanner.ui.workbench import Surroundings, Workbench
from spineplanner.ui.worklist import Worklist
from spineplanner.wording.differences import differences
from spineplanner.wording.translate import _


class MainWindow(QMainWindow):
    """The list of plans, and one plan that is worked on."""

    another_wanted = Signal()
    saved_elsewhere = Signal(object)

    def __init__(self, services: Services, extras: Extras) -> None:
        super().__init__()
        self._services = services
        self._extras = extras
        self.workbench: Workbench | None = None
        self._pages_shown: Pages | None = None
        self.banner = Banner(self)
        self.worklist = Worklist(self)
        self.actions_ = Actions(self, self._handlers())
        self.actions_.fill_menu_bar(self.menuBar())
        self.header = Header(
            undo=self.actions_["undo"],
            redo=self.actions_["redo"],
            print_=self.actions_["print"],
            parent=self,
        )
        self.plan_page = PlanPage(fill_menu=self._fill_menu, parent=self)
        self.sheet_view = SheetView(self)
        self._lay_out()
        self._connect()
        self._restore()
        self.show_worklist()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        for page in (self.worklist, self.plan_page, self.sheet_view):
            self._stack.addWidget(page)
        middle = QWidget(self)
        middle.setProperty("look", "window")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for view in (self.header, self.banner, self._stack):
            column.addWidget(view)
        self.setCentralWidget(middle)
        self.setMinimumSize(960, 600)
        self.toast = Toast(middle)

    def _connect(self) -> None:
        page, view = self.plan_page, self.sheet_view
        page.edit_wanted.connect(self.edit)
        page.selection_wanted.connect(self._select)
        page.brush_wanted.connect(self._take_brush)
        page.details_wanted.connect(partial(self._show_details, shown=True))
        self.header.place_wanted.connect(self._go)
        self.header.patient_wanted.connect(self.toggle_details)
        self.header.worklist_wanted.connect(self.show_worklist)
        view.pages_wanted.connect(self._set_pages)
        view.printer_pages_wanted.connect(self._services.print_pages)
        view.print_wanted.connect(self.print_sheet)
        view.pdf_wanted.connect(self.save_pdf)
        self.worklist.query_changed.connect(self.refresh_worklist)
        self.worklist.open_wanted.connect(self.open_plan)
        self.worklist.duplicate_wanted.connect(self._duplicate)
        self.worklist.new_wanted.connect(self.new_plan)
        self.worklist.import_wanted.connect(self.import_plan)
        self.worklist.example_wanted.connect(self.open_example)
        self._services.when_ready(self._plans_ready)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does, by its name."""
        extras = self._extras
        return {
            "new": self.new_plan,
            "worklist": self.show_worklist,
            "duplicate": self.duplicate_plan,
            "example": self.open_example,
            "window": self.another_wanted.emit,
            "import": self.import_plan,
            "export": self.export_plan,
            "print": self.print_sheet,
            "pdf": self.save_pdf,
            "close": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "select-all": self.select_all,
            "let-go": lambda: self._select((), None),
            "remove": self._remove_selected,
            "clear": lambda: self.edit(edits.clear, {}),
            "details": self.toggle_details,
            **{f"fill-{item.name}": partial(self.fill, item.name) for item in FILLINGS},
            "both-sides": self.copy_to_other_side,
            "mirror-left": lambda: self.edit(edits.mirror, {"from_side": Side.LEFT}),
            "mirror-right": lambda: self.edit(edits.mirror, {"from_side": Side.RIGHT}),
            "rest": self.rest_to_vein,
            "plan": lambda: self._go(Place.PLAN),
            "worksheet": lambda: self._go(Place.WORKSHEET),
            "zoom-in": self._zoom_in,
            "zoom-out": self._zoom_out,
            "fit": self._fit,
            "formulary": lambda: extras.show_formulary(self),
            "operator": lambda: extras.name_operator(self),
            "settings": lambda: extras.show_settings(self),
            "manual": lambda: extras.show_manual(self),
            "shortcuts": lambda: extras.show_shortcuts(self),
            "hints": lambda: extras.bring_back_hints(self),
            "diagnostics": lambda: extras.copy_diagnostics(self),
            "about": lambda: extras.show_about(self),
        }

    def _fill_menu(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(_("Fill ▾"))
        button.setAccessibleName(_("Fill many facets at once"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for filling in FILLINGS:
            menu.addAction(self.actions_[f"fill-{filling.name}"])
        menu.addSeparator()
        for name in ("both-sides", "mirror-left", "mirror-right", "rest", "clear"):
            menu.addAction(self.actions_[name])
        button.setMenu(menu)
        return button

    # What is worked on

    def work_on(self, opened: Opened) -> None:
        """Show a plan; what was shown before is saved already, or on its way."""
        preferences = self._services.preferences()
        old = self.workbench
        if old is not None:
            old.changed.disconnect(self._show)
            old.refused.disconnect(self._refused)
            old.deleteLater()
        around = Surroundings(
            formulary=self._services.formulary(),
            clock=self._services.clock,
            save=self._services.save,
            printable=self._extras.printable,
            operator=preferences.operator or "",
        )
        self.workbench = Workbench(
            opened.envelope,
            around,
            brush=self._extras.first_brush(opened.envelope),
            revision_fixed=opened.revision_fixed,
            parent=self,
        )
        self._services.attach(self.workbench)
        self.workbench.changed.connect(self._show)
        self.workbench.refused.connect(self._refused)
        self.banner.clear()
        self._show(self.workbench.snapshot)
        self._go(Place.PLAN)
        fresh = not opened.envelope.plan.patient.name
        self._show_details(shown=fresh)
        self.plan_page.spine.fit()
        if fresh:
            self.plan_page.form.go_to("patient")
        else:
            self.plan_page.spine.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def snapshot(self) -> Snapshot | None:
        """What the window shows."""
        return self.workbench.snapshot if self.workbench else None

    def _show(self, snapshot: Snapshot) -> None:
        self.header.show_snapshot(snapshot)
        self.actions_.show_snapshot(snapshot)
        self._name_window(snapshot)
        self._show_saving(snapshot)
        current = self._stack.currentWidget()
        if current is self.sheet_view:
            self.sheet_view.show_snapshot(snapshot)
        else:
            self.plan_page.show_snapshot(snapshot)

    def _name_window(self, snapshot: Snapshot) -> None:
        """Name the window by plan and patient, for the task bar; a star while not yet saved."""
        patient = snapshot.plan.patient.name or _("Patient not stated")
        self.setWindowTitle(f"{snapshot.envelope.number} · {patient} – SpinePlanner")

    def _show_saving(self, snapshot: Snapshot) -> None:
        match snapshot.saving:
            case Saving.CONFLICT if snapshot.theirs is not None:
                self.banner.say(
                    _("Another window has changed this plan. Nothing is overwritten; choose."),
                    (
                        (_("Take theirs"), self._take_theirs),
                        (_("Keep mine as a copy"), self._keep_as_copy),
                    ),
                    details=differences(snapshot.theirs.plan, snapshot.plan),
                )
            case Saving.FAILED:
                if self.banner.said != snapshot.saving_problem:
                    self.banner.say(snapshot.saving_problem, ((_("Try again"), self._save_again),))
            case Saving.SAVED if self.banner.isVisible() and snapshot.theirs is None:
                self.banner.clear()
            case _:
                pass

    def edit(self, edit: Callable[..., object], given: dict[str, object]) -> None:
        """Apply an edit of the order."""
        if self.workbench is not None:
            self.workbench.apply(edit, **given)  # type: ignore[arg-type]  # signals carry objects

    def use_preferences(self, preferences: Preferences) -> None:
        """Follow what the person has chosen."""
        self.sheet_view.choose_paper(preferences.paper)
        if self.workbench is not None:
            self.workbench.name_operator(preferences.operator or "")

    def use_formulary(self, formulary: Formulary) -> None:
        """Compute with another formulary from now on."""
        if self.workbench is not None:
            self.workbench.use_formulary(formulary)

    def _refused(self, sentence: str) -> None:
        """Say why an edit was refused: beside the field that asked, or else over the foot."""
        if not self.plan_page.form.show_refusal(sentence):
            self.say(sentence)

    def say(self, sentence: str) -> None:
        """Say something over the foot of the window, for a while."""
        self.toast.say(sentence)

    def _select(self, sites: tuple[Site, ...], focus: Site | None) -> None:
        if self.workbench is not None:
            self.workbench.select(sites, focus=focus)

    def _take_brush(self, brush: object) -> None:
        if self.workbench is not None:
            self.workbench.take_brush(brush)  # type: ignore[arg-type]  # signals carry objects

    def _undo(self) -> None:
        if self.workbench is not None:
            self.workbench.undo()

    def _redo(self) -> None:
        if self.workbench is not None:
            self.workbench.redo()

    def _remove_selected(self) -> None:
        self.plan_page.remove_selected()

    def _zoom_in(self) -> None:
        self.plan_page.spine.zoom_in()

    def _zoom_out(self) -> None:
        self.plan_page.spine.zoom_out()

    def _fit(self) -> None:
        self.plan_page.spine.fit()

    def select_all(self) -> None:
        """Select every site that has cells."""
        if self.snapshot is not None:
            sites = tuple(item.site for item in self.snapshot.plan.aliquots)
            self._select(sites, sites[0] if sites else None)

    def fill(self, name: str) -> None:
        """Give many facets the brush's dose in one step; what is ordered already stays."""
        filling = next(item for item in FILLINGS if item.name == name)
        if self.snapshot is None:
            return
        plan = self.snapshot.plan
        free = tuple(
            site for site in filling.sites(plan.lumbar_count) if plan.aliquot_at(site) is None
        )
        if free:
            self.plan_page.give_each(free)
        else:
            self.say(_("All of these facets have cells already."))

    def copy_to_other_side(self) -> None:
        """Order for the other side what is ordered for the selected facets."""
        if self.snapshot is None:
            return
        facets = tuple(s for s in self.snapshot.selection if s.kind is SiteKind.FACET)
        filled = tuple(s for s in facets if self.snapshot.plan.aliquot_at(s))
        if filled:
            self.edit(edits.both_sides, {"sites": filled})

    def rest_to_vein(self) -> None:
        """Order for the vein what the target leaves."""
        if self.snapshot is not None:
            self.edit(edits.send_rest_to_vein, {"dose": self.snapshot.brush.vein})

    # Where one is

    def _go(self, place: Place) -> None:
        self.plan_page.form.commit()
        if self.snapshot is None:
            return
        page = self.plan_page if place is Place.PLAN else self.sheet_view
        self._stack.setCurrentWidget(page)
        self.header.show()
        self.header.show_place(place, details=self.plan_page.form.isVisibleTo(self.plan_page))
        self._show(self.snapshot)

    def toggle_details(self) -> None:
        """Show or hide the form of patient, procedure and product."""
        if self._stack.currentWidget() is not self.plan_page:
            self._go(Place.PLAN)
        self._show_details(shown=not self.plan_page.form.isVisibleTo(self.plan_page))

    def _show_details(self, *, shown: bool) -> None:
        self.plan_page.show_form(shown=shown)
        self.header.show_place(Place.PLAN, details=shown)

    def show_worklist(self) -> None:
        """Go to the list of all plans."""
        self.plan_page.form.commit()
        self._services.flush()
        self._stack.setCurrentWidget(self.worklist)
        self.header.hide()
        self.setWindowTitle("SpinePlanner")
        self.actions_.show_snapshot(None)
        self.worklist.focus_search()
        self.refresh_worklist(self.worklist.query)

    # The worklist and files

    def _plans_ready(self, problem: Problem | None) -> None:
        if problem is not None:
            self.banner.say(problem.sentence, ((_("Keep it aside, begin anew"), self._anew),))
        self.refresh_worklist(self.worklist.query)

    def _anew(self) -> None:
        problem = self._services.start_anew()
        if problem is None:
            self.banner.clear()
            self.refresh_worklist("")
        else:
            self.banner.say(problem.sentence)

    def refresh_worklist(self, query: str) -> None:
        """Show the plans that match."""
        if self._stack.currentWidget() is not self.worklist:
            return
        page = self._services.worklist(query, most=self.worklist.most)
        if isinstance(page, Problem):
            self.worklist.show_problem(page.sentence)
        else:
            self.worklist.show_page(page)

    def _work_on_result(self, result: Opened | Problem) -> None:
        if isinstance(result, Problem):
            self.banner.say(result.sentence)
        else:
            self.work_on(result)

    def open_plan(self, plan: UUID) -> None:
        """Open a plan of the worklist."""
        self._work_on_result(self._services.open(plan))

    def new_plan(self) -> None:
        """Begin an empty plan; nothing of the last patient is left."""
        self._work_on_result(self._services.create())

    def open_example(self) -> None:
        """Make a plan of the worked example."""
        self._work_on_result(self._services.example())

    def duplicate_plan(self) -> None:
        """Copy the plan that is shown, without its patient."""
        if self.snapshot is not None:
            self._work_on_result(self._services.create(self.snapshot.envelope))

    def _duplicate(self, plan: UUID) -> None:
        opened = self._services.open(plan)
        if isinstance(opened, Problem):
            self.banner.say(opened.sentence)
        else:
            self._work_on_result(self._services.create(opened.envelope))

    def import_plan(self) -> None:
        """Read a plan from a file that the person chooses."""
        path = files.plan_to_open(self)
        if path is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> None:
        """Read a plan from a file; one that is here already with another content is asked about."""
        result = self._services.import_file(path)
        if isinstance(result, Clash):
            self.banner.say(
                _("{number} is here already, with another content.").format(
                    number=result.here.number
                ),
                (
                    (_("Open the one here"), partial(self.open_plan, result.here.id)),
                    (_("Replace it by the file"), partial(self._replace_by, path)),
                    (_("Leave it"), self.banner.clear),
                ),
                details=differences(result.here.plan, result.file.plan),
                look="confirm",
            )
            return
        self._work_on_result(result)

    def _replace_by(self, path: Path) -> None:
        result = self._services.import_file(path, replacing=True)
        if isinstance(result, Opened | Problem):
            self._work_on_result(result)

    def export_plan(self) -> None:
        """Write the plan to a file that the person chooses."""
        if self.snapshot is None:
            return
        path = files.plan_to_write(self, self.snapshot.envelope)
        if path is None:
            return
        problem = self._services.export_file(self.snapshot.envelope, path)
        if problem is None:
            self.say(_("Written: {path}").format(path=path))
        else:
            self.banner.say(problem.sentence)

    # Two windows on one plan

    def _take_theirs(self) -> None:
        if self.workbench is not None and self.snapshot is not None:
            opened = self._services.open(self.snapshot.envelope.id)
            if isinstance(opened, Problem):
                self.banner.say(opened.sentence)
                return
            self.banner.clear()
            self.workbench.take_theirs(opened.envelope, revision_fixed=opened.revision_fixed)

    def _keep_as_copy(self) -> None:
        if self.workbench is not None and self.snapshot is not None:
            copy = self._services.copy_of(self.snapshot.envelope)
            if isinstance(copy, Problem):
                self.banner.say(copy.sentence)
                return
            self.banner.clear()
            self.workbench.continue_as(copy)
            self.say(_("Kept as {number}.").format(number=copy.number))

    def _save_again(self) -> None:
        if self.snapshot is not None:
            self._services.save(self.snapshot.envelope)

    # Paper

    def _set_pages(self, request: SheetRequest) -> None:
        if self.snapshot is not None:
            self._services.set_pages(self.snapshot, request, self._pages_set)

    def _pages_set(self, result: Pages | Problem) -> None:
        if isinstance(result, Problem):
            self.sheet_view.show_problem(result.sentence)
        else:
            self._pages_shown = result
            self.sheet_view.show_pages(result)

    def print_sheet(self) -> None:
        """Print the sheet that the worksheet tab shows; show it first."""
        if self._stack.currentWidget() is not self.sheet_view:
            self._go(Place.WORKSHEET)
            return
        self.sheet_view.print_pages(self._fix_revision)

    def save_pdf(self) -> None:
        """Write the sheet that the worksheet tab shows to a file; show it first."""
        if self._stack.currentWidget() is not self.sheet_view:
            self._go(Place.WORKSHEET)
            return
        pages = self._pages_shown
        if pages is None or self.snapshot is None:
            return
        path = files.pdf_to_write(self, self.snapshot.envelope, pages.request.kind)
        if path is None or not self._fix_revision():
            return
        problem = self._services.write_file(path, pages.pdf)
        if problem is None:
            self.say(_("Written: {path}").format(path=path))
        else:
            self.banner.say(problem.sentence)

    def _fix_revision(self) -> bool:
        """Keep the order as it stands on the sheet that goes out now; tell whether it is kept."""
        if self.workbench is None:
            return False
        problem = self._services.fix_revision(self.workbench.snapshot.envelope)
        if problem is not None:
            self.banner.say(problem.sentence)
            return False
        self.workbench.fix_revision()
        return True

    # The window itself

    def _restore(self) -> None:
        """Find geometry and splitters again; Qt puts a window back onto a monitor that is there."""
        places = dict(self._services.preferences().places)
        if "window" in places:
            self.restoreGeometry(QByteArray.fromBase64(places["window"].encode()))
        else:
            self.resize(1440, 900)
        for name, splitter in self._splitters():
            if name in places:
                splitter.restoreState(QByteArray.fromBase64(places[name].encode()))

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (("columns", self.plan_page.columns), ("right", self.plan_page.right))

    def _remember(self) -> None:
        places = {"window": self.saveGeometry()}
        places |= {name: splitter.saveState() for name, splitter in self._splitters()}
        written = tuple((name, data.toBase64().toStdString()) for name, data in places.items())
        self._services.prefer(self._services.preferences().replace(places=written))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed and on its way; where that fails, stay and say so."""
        self.plan_page.form.commit()
        problem = self._services.flush()
        if problem is not None and not files.close_anyway(self, problem.sentence):
            event.ignore()
            return
        self._remember()
        super().closeEvent(event)
