"""The day of the preparation: its steps on the left, the clock and what the count does beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from spineplanner.domain import edits
from spineplanner.domain.bag_filling import bag_exchange
from spineplanner.domain.comparison import compared, planned
from spineplanner.domain.day import StepKind
from spineplanner.domain.day_findings import keys_of_order
from spineplanner.domain.day_steps import day_steps
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.findings import FindingKey
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import thaw_clock
from spineplanner.ui.answers import noted
from spineplanner.ui.prepare_checks import DayChecks
from spineplanner.ui.prepare_clock import ClockCard
from spineplanner.ui.prepare_compared import ComparedCard
from spineplanner.ui.prepare_editor import Clock
from spineplanner.ui.prepare_place import clock_in, zone_of
from spineplanner.ui.prepare_scan import ReadVial
from spineplanner.ui.prepare_steps import StepList
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

LEFT_WIDTH, RIGHT_WIDTH = 560, 400
"""The least widths of the steps and of what stands beside them, in pixels."""


class PrepareView(QWidget):
    """Everything that is entered on the day; `note_wanted` carries edits of the record.

    `entry_wanted` carries the step besides that an edit enters or takes back.
    """

    entry_wanted = Signal(object, object, object)
    note_wanted = Signal(object, object)
    go_wanted = Signal(object)

    def __init__(self, *, clock: Clock, read_vial: ReadVial, parent: QWidget | None = None) -> None:
        """Make the view.

        Args:
            clock: the moment at which something is entered; a snapshot's may be old.
            read_vial: reads what a scanner types.
            parent: the widget it belongs to.
        """
        super().__init__(parent)
        self.setProperty("look", "window")
        self.setAccessibleName(_("Prepare"))
        self._snapshot: Snapshot | None = None
        self._planned: Preparation | None = None
        self._of_order: tuple[Plan, Formulary, frozenset[FindingKey]] | None = None
        self.steps = StepList(clock, read_vial, self)
        self.clock = ClockCard(self)
        self.compared = ComparedCard(self)
        self.checks = DayChecks(self)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self.steps.entry_wanted.connect(self.entry_wanted)
        self.steps.note_wanted.connect(self.note_wanted)
        self.steps.draft_wanted.connect(self._keep_typed)
        self.compared.more_vials_wanted.connect(self._take_more)
        self.checks.edit_wanted.connect(self._answer)
        self.checks.step_wanted.connect(self.steps.open)
        self.checks.go_wanted.connect(self.go_wanted)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setProperty("look", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        for card in (self.checks, self.compared):
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.checks.card_focused.connect(area.ensureWidgetVisible)
        # The clock stays in sight, however far what is beneath it is scrolled.
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.clock)
        beside.addWidget(area, 1)
        for part, least in ((self.steps, LEFT_WIDTH), (right, RIGHT_WIDTH)):
            part.setMinimumWidth(least)
            self.columns.addWidget(part)
        self.columns.setChildrenCollapsible(False)
        self.columns.setStretchFactor(0, 3)
        self.columns.setStretchFactor(1, 2)
        self.columns.setSizes([860, 540])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.addWidget(self.columns)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the day of a plan."""
        before, self._snapshot = self._snapshot, snapshot
        envelope, formulary = snapshot.envelope, snapshot.formulary
        if (
            before is None
            or self._planned is None
            or before.plan is not snapshot.plan
            or before.formulary is not formulary
            or before.envelope.record.chosen_vials != envelope.record.chosen_vials
        ):
            self._planned = planned(envelope.plan, formulary, envelope.record.chosen_vials)
        computed, now = snapshot.preparation, snapshot.now
        steps = day_steps(envelope, formulary, computed, now, planned=self._planned)
        self.steps.show_steps(steps, snapshot)
        clock = thaw_clock(envelope.plan, formulary, envelope.record, now)
        self.clock.show_clock(clock_in(clock, zone_of(envelope.plan, now)))
        if (
            before is None
            or before.preparation is not computed
            or before.envelope.record is not envelope.record
        ):
            infusion = envelope.plan.infusion
            exchange_of = partial(bag_exchange, infusion=infusion, formulary=formulary)
            self.compared.show_comparison(
                compared(self._planned, computed, envelope.record, exchange_of),
                overused=any(f.rule is Rule.STOCK_OVERUSED for f in snapshot.findings),
            )
        self.checks.show_findings(snapshot, self._keys_of_order(snapshot))

    def _keys_of_order(self, snapshot: Snapshot) -> frozenset[FindingKey] | None:
        """What the checks say of the order alone, once a count may have brought more."""
        plan, formulary = snapshot.plan, snapshot.formulary
        if not snapshot.preparation.counts:
            return None
        known = self._of_order
        if known is None or known[0] is not plan or known[1] is not formulary:
            keys = keys_of_order(plan, formulary, snapshot.now)
            known = self._of_order = (plan, formulary, keys)
        return known[2]

    def _answer(self, edit: Callable[..., object], given: dict[str, object]) -> None:
        """A reason that is given here is of the record: it changes no order."""
        self.note_wanted.emit(*noted(edit, given))

    def _keep_typed(self, step: DraftStep, typed: dict[str, str]) -> None:
        self.note_wanted.emit(edits.keep_typed, {"step": step, "typed": typed})

    def _take_more(self) -> None:
        self.steps.open(StepKind.TAKE_VIALS)

    def take_focus(self) -> None:
        """Let the keyboard type in the step in progress."""
        self.steps.take_focus()

    def show_refusal(self, sentence: str) -> bool:
        """Say beside the open step why it was refused; tell whether it was this view that asked."""
        return self.steps.show_refusal(sentence)

    def commit(self) -> None:
        """Keep what is typed; only who did it says that it is done."""
        self.steps.commit()
