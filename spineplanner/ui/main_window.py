"""One window: the list of all plans, and the one plan that is worked on."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, assert_never
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.ui import files, theme
from spineplanner.ui.actions import Actions
from spineplanner.ui.banner import Banner
from spineplanner.ui.services import Clash, Opened, Problem, WayOn
from spineplanner.ui.toast import Toast
from spineplanner.ui.worklist import Worklist
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.formulary import Formulary
    from spineplanner.ui.extras import Extras
    from spineplanner.ui.header import Header
    from spineplanner.ui.plan_page import PlanPage
    from spineplanner.ui.planning import Planning
    from spineplanner.ui.preferences import Preferences
    from spineplanner.ui.said import Said
    from spineplanner.ui.services import Services
    from spineplanner.ui.sheet_view import SheetView
    from spineplanner.ui.snapshot import Snapshot
    from spineplanner.ui.workbench import Workbench

READING_MS = 100
"""How long the list is left alone before the planning page is made behind it."""

Furnish = Callable[["MainWindow"], "tuple[Services, Extras]"]


class MainWindow(QMainWindow):
    """The list of plans, and one plan that is worked on.

    It is painted before anything heavy is loaded: menus, search and an empty list are all it has
    until `begin` or until somebody wants more. What it then needs of the world, `furnish` makes,
    and the planning page is made while the list is looked at. `covered` tells whether a second
    person computes now: then every window is to `cover` what it shows.
    """

    another_wanted = Signal()
    covered = Signal(bool)
    painted = Signal()

    def __init__(
        self, furnish: Furnish, *, clock: Callable[[], datetime], geometry: str = ""
    ) -> None:
        super().__init__()
        self._furnish = furnish
        self._furniture: tuple[Services, Extras] | None = None
        self._planning: Planning | None = None
        self._seen = False
        self._covering: Said | None = None
        self.banner = Banner(self)
        self.worklist = Worklist(self, clock=clock)
        self.actions_ = Actions(self, self._perform)
        self.actions_.fill_menu_bar(self.menuBar())
        self._lay_out()
        self._connect()
        if not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1440, 900)
        self.show_worklist()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.worklist)
        middle = QWidget(self)
        middle.setProperty("look", "window")
        column = self._middle = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for view in (self.banner, self._stack):
            column.addWidget(view)
        self.setCentralWidget(middle)
        self.setMinimumSize(960, 600)
        self.toast = Toast(middle)

    def _connect(self) -> None:
        self.worklist.query_changed.connect(self.refresh_worklist)
        self.worklist.open_wanted.connect(self.open_plan)
        self.worklist.duplicate_wanted.connect(self._duplicate)
        self.worklist.new_wanted.connect(self.new_plan)
        self.worklist.import_wanted.connect(self.import_plan)
        self.worklist.example_wanted.connect(self.open_example)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that a person can see the window."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    # What is made when it is needed

    def begin(self) -> None:
        """Show the plans as soon as they can be read, then make the planning page."""
        self._furnished()
        self._draw_icons()
        QTimer.singleShot(READING_MS, self._make_planning)

    def _draw_icons(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.actions_.draw_icons(theme.colours_for(application))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Draw icons anew when the window turns light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._furniture is not None:
            self._draw_icons()

    @property
    def _services(self) -> "Services":
        return self._furnished()[0]

    @property
    def _extras(self) -> "Extras":
        return self._furnished()[1]

    def _furnished(self) -> "tuple[Services, Extras]":
        if self._furniture is None:
            self._furniture = self._furnish(self)
            self._services.when_ready(self._plans_ready)
        return self._furniture

    @property
    def planning(self) -> "Planning":
        """Where a plan is worked on."""
        return self._planning or self._make_planning()

    def _make_planning(self) -> "Planning":
        if self._planning is not None:
            return self._planning
        from spineplanner.ui.planning import Planning

        planning = Planning(
            self._services, self._extras, actions=self.actions_, banner=self.banner, parent=self
        )
        planning.worklist_wanted.connect(self.show_worklist)
        planning.said.connect(self.say)
        planning.covered.connect(self.covered)
        planning.covered.connect(self._cover)
        planning.cover(covered=self._covering is not None and not self._covering.isHidden())
        planning.windowTitleChanged.connect(self._take_title)
        planning.restore(dict(self._services.preferences().places))
        self._stack.addWidget(planning)
        self._planning = planning
        return planning

    @property
    def header(self) -> "Header":
        """Patient, state and places."""
        return self.planning.header

    @property
    def plan_page(self) -> "PlanPage":
        """Everything about the plan."""
        return self.planning.plan_page

    @property
    def sheet_view(self) -> "SheetView":
        """The plan on paper."""
        return self.planning.sheet_view

    @property
    def workbench(self) -> "Workbench | None":
        """What the plan is worked on with."""
        return self._planning.workbench if self._planning else None

    @property
    def snapshot(self) -> "Snapshot | None":
        """What the window shows of a plan."""
        return self._planning.snapshot if self._planning else None

    # Commands

    def _perform(self, name: str) -> None:
        """Do what a command says."""
        handler = self._own_handlers().get(name) or self.planning.handlers()[name]
        handler()

    def _own_handlers(self) -> dict[str, Callable[[], object]]:
        """What each command that needs no plan does, by its name."""
        return {
            "new": self.new_plan,
            "worklist": self.show_worklist,
            "duplicate": self.duplicate_plan,
            "example": self.open_example,
            "window": self.another_wanted.emit,
            "import": self.import_plan,
            "close": self.close,
            "formulary": lambda: self._extras.show_formulary(self),
            "operator": lambda: self._extras.name_operator(self),
            "settings": lambda: self._extras.show_settings(self),
            "manual": lambda: self._extras.show_manual(self, self._manual_section()),
            "shortcuts": lambda: self._extras.show_shortcuts(self),
            "hints": lambda: self._extras.bring_back_hints(self),
            "diagnostics": lambda: self._extras.copy_diagnostics(self),
            "about": lambda: self._extras.show_about(self),
        }

    def _manual_section(self) -> str:
        """The name of the manual's section about the page that is in front; none for its top."""
        if self._planning is None or self._stack.currentWidget() is self.worklist:
            return ""
        return self._planning.manual_section

    def say(self, sentence: str) -> None:
        """Say something over the foot of the window, for a while."""
        self.toast.say(sentence)

    def _cover(self, covered: bool) -> None:  # noqa: FBT001 - signals take no keywords
        self.cover(covered=covered)

    def cover(self, *, covered: bool) -> None:
        """Show no number of any plan while a second person computes those of one.

        The list of plans goes too: it says how many vials each needs.
        """
        if self._covering is None:
            from spineplanner.ui.said import Said

            self._covering = Said(self._stack.parentWidget())
            self._covering.say(
                _("A second check is under way. All plans are covered until it ends.")
            )
            self._middle.addWidget(self._covering)
        self._stack.setHidden(covered)
        self._covering.setVisible(covered)
        if self._planning is not None:
            self._planning.cover(covered=covered)

    def use_preferences(self, preferences: "Preferences") -> None:
        """Follow what the person has chosen."""
        if self._planning is not None:
            self._planning.use_preferences(preferences)

    def use_formulary(self, formulary: "Formulary") -> None:
        """Compute with another formulary from now on."""
        if self._planning is not None:
            self._planning.use_formulary(formulary)

    # The worklist

    def show_worklist(self) -> None:
        """Go to the list of all plans."""
        if self._planning is not None:
            self._planning.commit()
            self._services.flush()
        self._stack.setCurrentWidget(self.worklist)
        self.setWindowTitle("SpinePlanner")
        self.actions_.show_snapshot(None)
        self.worklist.focus_search()
        self.refresh_worklist(self.worklist.query)

    def _take_title(self, title: str) -> None:
        if self._stack.currentWidget() is not self.worklist:
            self.setWindowTitle(title)

    def _plans_ready(self, problem: Problem | None) -> None:
        if problem is not None:
            self._say_problem(problem)
        self.refresh_worklist(self.worklist.query)

    def _say_problem(self, problem: Problem) -> None:
        """Say what can't be done, with the way on where there is one."""
        match problem.way_on:
            case WayOn.NONE:
                self.banner.say(problem.sentence)
            case WayOn.TRY_AGAIN:
                again = partial(self._open_plans, self._services.try_again)
                self.banner.say(problem.sentence, ((_("Try again"), again),))
            case WayOn.BEGIN_ANEW:
                anew = partial(self._open_plans, self._services.start_anew)
                self.banner.say(problem.sentence, ((_("Keep it aside, begin anew"), anew),))
            case _:
                assert_never(problem.way_on)

    def _open_plans(self, how: Callable[[], Problem | None]) -> None:
        self.banner.clear()
        self._plans_ready(how())

    def refresh_worklist(self, query: str) -> None:
        """Show the plans that match."""
        if self._furniture is None or self._stack.currentWidget() is not self.worklist:
            return
        page = self._services.worklist(query, most=self.worklist.most)
        if isinstance(page, Problem):
            self.worklist.show_problem(page.sentence)
        else:
            self.worklist.show_page(page)

    # Plans to work on

    def work_on(self, opened: Opened) -> None:
        """Show a plan; what was shown before is saved already, or on its way."""
        self._stack.setCurrentWidget(self.planning)
        self.planning.work_on(opened)
        self.setWindowTitle(self.planning.windowTitle())

    def _work_on_result(self, result: Opened | Problem) -> None:
        if isinstance(result, Problem):
            self._say_problem(result)
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
            self.planning.commit()
            self._work_on_result(self._services.create(self.snapshot.envelope))

    def _duplicate(self, plan: UUID) -> None:
        opened = self._services.open(plan)
        if isinstance(opened, Problem):
            self._say_problem(opened)
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
            from spineplanner.wording.conflicts import replacement_sentences

            self.banner.say(
                _("{number} is here already, with another content.").format(
                    number=result.here.number
                ),
                (
                    (_("Open the one here"), partial(self.open_plan, result.here.id)),
                    (_("Replace it by the file"), partial(self._replace_by, path)),
                    (_("Leave it"), self.banner.clear),
                ),
                details=replacement_sentences(result.here, result.file, self._services.formulary()),
                look="confirm",
            )
            return
        self._work_on_result(result)

    def _replace_by(self, path: Path) -> None:
        result = self._services.import_file(path, replacing=True)
        if isinstance(result, Opened | Problem):
            self._work_on_result(result)

    # The window itself

    def _remember(self) -> None:
        preferences = self._services.preferences()
        places = {"window": self.saveGeometry()}
        if self._planning is not None:
            places |= self._planning.places()
        written = {name: data.toBase64().toStdString() for name, data in places.items()}
        kept = tuple((dict(preferences.places) | written).items())
        self._services.prefer(preferences.replace(places=kept))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed and on its way; where that fails, stay and say so."""
        if self._furniture is not None:
            if self._planning is not None:
                self._planning.commit()
            problem = self._services.flush()
            if problem is not None and not files.close_anyway(self, problem.sentence):
                event.ignore()
                return
            self._remember()
        super().closeEvent(event)
