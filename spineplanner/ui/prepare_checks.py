"""What the checks say of the day: each is answered there, or leads to what settles it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from spineplanner.domain.day import StepKind
from spineplanner.domain.day_findings import is_of_the_day
from spineplanner.domain.findings import CanNotPrepare, Finding, FindingKey
from spineplanner.domain.refusals import NotEnoughVials
from spineplanner.domain.rules import Rule
from spineplanner.ui import theme
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.finding_card import FindingCard
from spineplanner.ui.finding_deck import FindingDeck
from spineplanner.ui.finding_groups import Group, groups
from spineplanner.ui.prepare_row import GLOVE, NUMBER_POINTS
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _

FILLED_AT = {
    "record.vials": StepKind.TAKE_VIALS,
    "record.thaw_started_at": StepKind.START_THAW,
    "record.thaw_ended_at": StepKind.END_THAW,
    "record.counts": StepKind.COUNT,
    "record.made": StepKind.MAKE,
    "record.filled": StepKind.DRAW,
    "record.filled.checked": StepKind.CHECK,
    "record.filled.given": StepKind.GIVE,
    "record.infusion_started": StepKind.START_INFUSION,
    "record.infusion_ended": StepKind.END_INFUSION,
    "record.left_over": StepKind.LEFT_OVER,
}
"""Which step fills what a finding is about; everything else is settled on the planning page."""

CLOCK_RULES = {Rule.USE_BY_NEAR, Rule.USE_BY_PASSED}


def step_of(finding: Finding) -> StepKind | None:
    """Where a finding is settled in the day; None where that is on the planning page."""
    evidence = finding.evidence
    if isinstance(evidence, CanNotPrepare):
        short = isinstance(evidence.refusal, NotEnoughVials) and evidence.refusal.measured
        return StepKind.TAKE_VIALS if short else StepKind.COUNT
    if finding.rule in CLOCK_RULES:
        return StepKind.END_THAW
    return FILLED_AT.get(finding.field or "")


class DayFindingCard(FindingCard):
    """A finding of the day, large enough for arm's length and gloves."""

    body_points = 12.0
    small_points = 11.0

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(group, parent)
        self.entry.setFont(theme.font(points=NUMBER_POINTS))
        self.entry.setMinimumHeight(GLOVE)
        for link in (self.withdraw, self.why, self.go):
            link.setFont(theme.font(points=11))
            link.setProperty("reach", "glove")
            link.setMinimumHeight(GLOVE)


class DayChecks(Card):
    """The findings of the day; `step_wanted` leads to a step, `go_wanted` to the planning page.

    `edit_wanted` carries an edit that gives or withdraws reasons.
    """

    edit_wanted = Signal(object, object)
    step_wanted = Signal(object)
    go_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Checks of the day"), parent)
        self._shown: tuple[object, ...] | None = None
        self._plan: UUID | None = None
        self._nothing = plain_label(
            _("✓ The checks say nothing of the day so far."), look="good", points=11, parent=self
        )
        self._nothing.setWordWrap(True)
        self._deck = FindingDeck(self, DayFindingCard)
        self._deck.edit_wanted.connect(self.edit_wanted)
        self._deck.go_wanted.connect(self._go)
        self.card_focused = self._deck.card_focused
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._deck)

    def show_findings(
        self, snapshot: Snapshot, of_order: frozenset[FindingKey] | None = None
    ) -> None:
        """Show what is said of the day, the gravest first, and what has a reason last.

        Args:
            snapshot: the plan with its findings and the reasons that are given.
            of_order: what the order has without its record; None before anything is counted.
        """
        said = tuple(item for item in snapshot.findings if is_of_the_day(item, of_order))
        shown = (said, snapshot.envelope.reasons, snapshot.plan.aliquots, snapshot.editable)
        if self._plan != snapshot.envelope.id:
            self._plan = snapshot.envelope.id
            self._deck.clear()
        elif shown == self._shown:
            return
        self._shown = shown
        gathered = groups(said, snapshot.plan, snapshot.envelope.reasons)
        dealt = sorted(gathered, key=lambda group: group.reason is not None)
        self._deck.deal(dealt, editable=snapshot.editable)
        self._nothing.setVisible(not dealt)

    def _go(self, finding: Finding) -> None:
        kind = step_of(finding)
        if kind is None:
            self.go_wanted.emit(finding)
        else:
            self.step_wanted.emit(kind)
