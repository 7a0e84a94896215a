"""One plan that is worked on: its head, planning page and worksheet, and what they ask for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Side, Site, SiteKind
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record
from spineplanner.domain.thaw_clock import thaw_clock
from spineplanner.ui.actions import Actions
from spineplanner.ui.banner import Banner
from spineplanner.ui.beside import Beside
from spineplanner.ui.extras import Extras
from spineplanner.ui.fillings import FILLINGS
from spineplanner.ui.header import Header, Place
from spineplanner.ui.outgoing import Outgoing
from spineplanner.ui.paperwork import Paperwork
from spineplanner.ui.plan_page import PlanPage
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.prepare_place import clock_in, is_under_way, zone_of
from spineplanner.ui.prepare_view import PrepareView
from spineplanner.ui.services import Opened, Problem, Services
from spineplanner.ui.sheet_view import SheetView
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.ui.spine_view import SpineView
from spineplanner.ui.workbench import Selection, Surroundings, Workbench
from spineplanner.wording.conflicts import conflict_sentences
from spineplanner.wording.thaw_clock import clock_title
from spineplanner.wording.translate import _


class Planning(QWidget):
    """Arranges and connects the views of one plan; its window title names plan and patient.

    What can't wait is said in the window's banner, everything else by `said`. `covered` tells
    whether no number of the plan may be seen now, in any window.
    """

    worklist_wanted = Signal()
    covered = Signal(bool)
    said = Signal(str)

    def __init__(
        self,
        services: Services,
        extras: Extras,
        *,
        actions: Actions,
        banner: Banner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._extras = extras
        self._actions = actions
        self._banner = banner
        self.workbench: Workbench | None = None
        self._said_of_saving: tuple[str, tuple[str, ...]] = ("", ())
        self.header = Header(
            undo=actions["undo"], redo=actions["redo"], print_=actions["print"], parent=self
        )
        self.plan_page = PlanPage(fill_menu=self._fill_menu, parent=self)
        self.prepare_view = PrepareView(
            clock=services.clock, read_vial=services.read_vial, parent=self
        )
        self.sheet_view = SheetView(self)
        self.paperwork = Paperwork(services, lambda: self.workbench, self)
        self.beside = Beside(services, self)
        self.outgoing = Outgoing(
            services,
            self.sheet_view,
            banner,
            workbench=lambda: self.workbench,
            is_shown=self._sheet_is_shown,
            parent=self,
        )
        self._lay_out()
        self._connect()
        self.use_preferences(services.preferences())

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        for page in (self.plan_page, self.prepare_view, self.sheet_view):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        page = self.plan_page
        page.edit_wanted.connect(self.edit)
        page.give_wanted.connect(self._give)
        page.selection_wanted.connect(self._select)
        page.brush_wanted.connect(self._take_brush)
        page.details_wanted.connect(partial(self._show_details, shown=True))
        self.header.place_wanted.connect(self._go)
        self.header.patient_wanted.connect(self.toggle_details)
        self.header.worklist_wanted.connect(self.worklist_wanted)
        self.prepare_view.note_wanted.connect(self.note)
        self.prepare_view.entry_wanted.connect(self._enter)
        self.prepare_view.go_wanted.connect(self._go_to)
        page.hint.dismissed.connect(self._extras.dismiss_hint)
        self.outgoing.said.connect(self.said)
        self.paperwork.covered.connect(self.covered)
        self.beside.said.connect(self.said)
        self.beside.note_wanted.connect(self.note)

    def cover(self, *, covered: bool) -> None:
        """Show nothing beside the plan either while a second person computes its numbers."""
        self.beside.cover(covered=covered)
        if covered:
            self.paperwork.put_away()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command about the plan does, by its name."""
        return {
            "export": self.outgoing.export_plan,
            "print": self.outgoing.print_sheet,
            "pdf": self.outgoing.save_pdf,
            "undo": self._undo,
            "redo": self._redo,
            "select-all": self.select_all,
            "let-go": lambda: self._select((), None),
            "remove": self.plan_page.remove_selected,
            "clear": lambda: self.edit(edits.clear, {}),
            "details": self.toggle_details,
            **{f"fill-{item.name}": partial(self.fill, item.name) for item in FILLINGS},
            "both-sides": self.copy_to_other_side,
            "mirror-left": lambda: self.edit(edits.mirror, {"from_side": Side.LEFT}),
            "mirror-right": lambda: self.edit(edits.mirror, {"from_side": Side.RIGHT}),
            "rest": self.rest_to_vein,
            "what-if": self.beside.show_what_if,
            "vials-apart": self.beside.show_apart,
            "plan": lambda: self._go(Place.PLAN),
            "prepare": lambda: self._go(Place.PREPARE),
            "worksheet": lambda: self._go(Place.WORKSHEET),
            "zoom-in": lambda: self._zoomed().zoom_in(),
            "zoom-out": lambda: self._zoomed().zoom_out(),
            "fit": lambda: self._zoomed().fit(),
            **self.paperwork.handlers(),
        }

    def _zoomed(self) -> SpineView | SheetView:
        """What the zoom commands are about: the page that is shown."""
        on_paper = self._stack.currentWidget() is self.sheet_view
        return self.sheet_view if on_paper else self.plan_page.spine

    def _fill_menu(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(_("Fill"))
        button.setAccessibleName(_("Fill many facets at once"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for filling in FILLINGS:
            menu.addAction(self._actions[f"fill-{filling.name}"])
        menu.addSeparator()
        for name in ("both-sides", "mirror-left", "mirror-right", "rest", "clear"):
            menu.addAction(self._actions[name])
        button.setMenu(menu)
        return button

    # What is worked on

    def work_on(self, opened: Opened) -> None:
        """Show a plan; what was shown before is saved already, or on its way.

        What is typed and not entered belongs to the plan it was typed in, and to no other.
        """
        preferences = self._services.preferences()
        old = self.workbench
        if old is not None:
            if old.snapshot.envelope.id != opened.envelope.id:
                self.commit()
            self.plan_page.form.revert()
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
        self._banner.clear()
        self._show(self.workbench.snapshot)
        under_way = is_under_way(opened.envelope.record)
        self._go(Place.PREPARE if under_way else Place.PLAN)
        if under_way:
            self.plan_page.show_form(shown=False)
            return
        fresh = not opened.envelope.plan.patient.name
        self._show_details(shown=fresh)
        self.plan_page.spine.fit()
        if fresh:
            self.plan_page.form.go_to("patient")
        else:
            self.plan_page.spine.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def snapshot(self) -> Snapshot | None:
        """What is shown."""
        return self.workbench.snapshot if self.workbench else None

    def _show(self, snapshot: Snapshot) -> None:
        self.header.show_snapshot(snapshot)
        self.paperwork.show_snapshot(snapshot)
        self._actions.show_snapshot(snapshot)
        self.beside.show_snapshot(snapshot)
        self._name_window(snapshot)
        self._show_saving(snapshot)
        current = self._stack.currentWidget()
        if current is self.sheet_view:
            self.sheet_view.show_snapshot(snapshot)
        elif current is self.prepare_view:
            self.prepare_view.show_snapshot(snapshot)
        else:
            self.plan_page.show_snapshot(snapshot)

    def _name_window(self, snapshot: Snapshot) -> None:
        """Name the window by plan and patient, for the task bar, and say how much time is left."""
        patient = snapshot.plan.patient.name or _("Patient not stated")
        record, now = snapshot.envelope.record, snapshot.now
        clock = thaw_clock(snapshot.plan, snapshot.formulary, record, now)
        left = clock_title(clock_in(clock, zone_of(snapshot.plan, now)))
        before = f"{left} · " if left else ""
        self.setWindowTitle(f"{before}{snapshot.envelope.number} · {patient} – SpinePlanner")

    def _show_saving(self, snapshot: Snapshot) -> None:
        match snapshot.saving:
            case Saving.CONFLICT if snapshot.theirs is not None:
                self._say_of_saving(
                    _("Another window has changed this plan. Nothing is overwritten; choose."),
                    (
                        (_("Take theirs"), self._take_theirs),
                        (_("Keep mine as a copy"), self._keep_as_copy),
                    ),
                    details=tuple(
                        conflict_sentences(snapshot.theirs, snapshot.envelope, snapshot.formulary)
                    ),
                )
            case Saving.FAILED:
                ways = ((_("Try again"), self._save_again),)
                self._say_of_saving(snapshot.saving_problem, ways)
            case Saving.SAVED if self._said_of_saving[0] == self._banner.said:
                self._banner.clear()
            case _:
                pass

    def _say_of_saving(
        self,
        sentence: str,
        ways: Sequence[tuple[str, Callable[[], None]]],
        details: tuple[str, ...] = (),
    ) -> None:
        """Say how saving goes, and leave it as it stands while that is said already."""
        if self._banner.said != sentence or self._said_of_saving != (sentence, details):
            self._said_of_saving = (sentence, details)
            self._banner.say(sentence, ways, details=details)

    def edit(self, edit: Callable[..., object], given: dict[str, object]) -> None:
        """Apply an edit of the order."""
        if self.workbench is not None:
            self.workbench.apply(edit, **given)  # type: ignore[arg-type]  # signals carry objects

    def _give(
        self,
        edit: Callable[..., Plan],
        given: dict[str, object],
        sites: tuple[Site, ...],
        focus: Site | None,
    ) -> None:
        """Apply an edit of the order and select what it gave; what is refused is selected too."""
        if self.workbench is None:
            return
        if not self.workbench.apply(edit, then_select=Selection(sites, focus), **given):
            self.workbench.select(sites, focus=focus)

    def note(self, edit: Callable[..., object], given: dict[str, object]) -> None:
        """Apply an edit of the day's record."""
        if self.workbench is not None:
            self.workbench.note(edit, **given)  # type: ignore[arg-type]  # signals carry objects

    def _enter(
        self, step: DraftStep, edit: Callable[..., Record], given: dict[str, object]
    ) -> None:
        """Enter a step of the day, or take it back."""
        if self.workbench is not None:
            self.workbench.enter(step, edit, **given)

    def use_preferences(self, preferences: Preferences) -> None:
        """Follow what the person has chosen."""
        self.sheet_view.choose_paper(preferences.paper)
        self.plan_page.want_hint(wanted=self._extras.hint_is_wanted(self.plan_page.hint.name))
        if self.workbench is not None:
            self.workbench.name_operator(preferences.operator or "")

    def use_formulary(self, formulary: Formulary) -> None:
        """Compute with another formulary from now on."""
        if self.workbench is not None:
            self.workbench.use_formulary(formulary)

    def _refused(self, sentence: str) -> None:
        """Say why an edit was refused: beside the field that asked, or else over the foot."""
        preparing = self._stack.currentWidget() is self.prepare_view
        if preparing and self.prepare_view.show_refusal(sentence):
            return
        if not self.plan_page.form.show_refusal(sentence):
            self.said.emit(sentence)

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
            self.said.emit(_("All of these facets have cells already."))

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
        self.commit()
        if self.snapshot is None:
            return
        pages: dict[Place, QWidget] = {
            Place.PLAN: self.plan_page,
            Place.PREPARE: self.prepare_view,
            Place.WORKSHEET: self.sheet_view,
        }
        self._stack.setCurrentWidget(pages[place])
        self.header.show()
        self.header.show_place(place, details=self.plan_page.form.isVisibleTo(self.plan_page))
        self._show(self.snapshot)
        if place is Place.PREPARE:
            self.prepare_view.take_focus()
        elif place is Place.WORKSHEET:
            self.sheet_view.look_again()

    def _sheet_is_shown(self) -> bool:
        """Whether the worksheet is in front; where it was not, it comes there."""
        if self._stack.currentWidget() is self.sheet_view:
            return True
        self._go(Place.WORKSHEET)
        return False

    def _go_to(self, finding: Finding) -> None:
        """Lead to what a finding of the day is about, where that is on the planning page."""
        self._go(Place.PLAN)
        self.plan_page.go_to(finding)

    @property
    def manual_section(self) -> str:
        """The name of the manual's section about the page that is in front."""
        sections: dict[QWidget | None, str] = {
            self.plan_page: "plan",
            self.prepare_view: "day",
            self.sheet_view: "print",
        }
        return sections[self._stack.currentWidget()]

    def toggle_details(self) -> None:
        """Show or hide the form of patient, procedure and product."""
        if self._stack.currentWidget() is not self.plan_page:
            self._go(Place.PLAN)
        self._show_details(shown=not self.plan_page.form.isVisibleTo(self.plan_page))

    def _show_details(self, *, shown: bool) -> None:
        self.plan_page.show_form(shown=shown)
        self.header.show_place(Place.PLAN, details=shown)

    def commit(self) -> None:
        """Take what is typed and not yet entered."""
        self.plan_page.form.commit()
        if self._stack.currentWidget() is self.prepare_view:
            self.prepare_view.commit()

    # Two windows on one plan

    def _take_theirs(self) -> None:
        if self.workbench is not None and self.snapshot is not None:
            opened = self._services.open(self.snapshot.envelope.id, forgetting=True)
            if isinstance(opened, Problem):
                self._banner.say(opened.sentence)
                return
            self._banner.clear()
            self.workbench.take_theirs(opened.envelope, revision_fixed=opened.revision_fixed)

    def _keep_as_copy(self) -> None:
        if self.workbench is not None and self.snapshot is not None:
            copy = self._services.copy_of(self.snapshot.envelope)
            if isinstance(copy, Problem):
                self._banner.say(copy.sentence)
                return
            self._banner.clear()
            self.workbench.continue_as(copy)
            self.said.emit(_("Kept as {number}.").format(number=copy.number))

    def _save_again(self) -> None:
        if self.snapshot is not None:
            self._services.save(self.snapshot.envelope)

    # Splitters

    def restore(self, places: dict[str, str]) -> None:
        """Put the splitters where they were left."""
        for name, splitter in self._splitters():
            if name in places:
                splitter.restoreState(QByteArray.fromBase64(places[name].encode()))

    def places(self) -> dict[str, QByteArray]:
        """Where the splitters are, by their names, as Qt saves them."""
        return {name: splitter.saveState() for name, splitter in self._splitters()}

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (
            ("columns", self.plan_page.columns),
            ("right", self.plan_page.right),
            ("prepare", self.prepare_view.columns),
        )
