"""What the checks say of the day, in short, and the way to each."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from spineplanner.domain.day import StepKind
from spineplanner.domain.findings import CanNotPrepare, Finding, reason_for
from spineplanner.domain.plan import Reason
from spineplanner.domain.refusals import NotEnoughVials
from spineplanner.domain.rules import Rule
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.finding_card import ANSWERED, SHAPES
from spineplanner.wording.findings import finding_title, severity_word
from spineplanner.wording.translate import _

FILLED_AT = {
    "record.vials": StepKind.TAKE_VIALS,
    "record.thaw_started_at": StepKind.START_THAW,
    "record.thaw_ended_at": StepKind.END_THAW,
    "record.counts": StepKind.COUNT,
    "record.made": StepKind.MAKE,
    "record.filled": StepKind.DRAW,
    "record.infusion_started": StepKind.START_INFUSION,
}
"""Which step fills what a finding is about; everything else is settled on the planning page."""

CLOCK_RULES = {Rule.USE_BY_NEAR, Rule.USE_BY_PASSED}


def is_of_the_day(finding: Finding) -> bool:
    """Whether a finding comes from what was counted and recorded, and not from the order alone."""
    evidence = finding.evidence
    if isinstance(evidence, CanNotPrepare):
        refusal = evidence.refusal
        return isinstance(refusal, NotEnoughVials) and refusal.measured
    return finding.rule in CLOCK_RULES or (finding.field or "").startswith("record.")


def step_of(finding: Finding) -> StepKind | None:
    """Where a finding is settled in the day; None where that is on the planning page."""
    if isinstance(finding.evidence, CanNotPrepare):
        return StepKind.TAKE_VIALS
    if finding.rule in CLOCK_RULES:
        return StepKind.END_THAW
    return FILLED_AT.get(finding.field or "")


class DayChecks(Card):
    """The findings of the day; `step_wanted` leads to a step, `go_wanted` to the planning page."""

    step_wanted = Signal(object)
    go_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Checks of the day"), parent)
        self._shown: list[tuple[Finding, bool]] | None = None
        self._rows: list[QFrame] = []
        self._nothing = plain_label(
            _("✓ The checks say nothing of the day so far."), look="good", points=11, parent=self
        )
        self._nothing.setWordWrap(True)
        self.body.addWidget(self._nothing)

    def show_findings(self, findings: Iterable[Finding], reasons: tuple[Reason, ...]) -> None:
        """Show what is said of the day, the gravest first, and what has a reason last."""
        said = filter(is_of_the_day, findings)
        shown = [(item, reason_for(item, reasons) is not None) for item in said]
        shown.sort(key=lambda pair: (pair[1], list(SHAPES).index(pair[0].severity)))
        if shown == self._shown:
            return
        self._shown = shown
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(finding, answered=given) for finding, given in shown]
        for row in self._rows:
            self.body.addWidget(row)
            row.show()
        self._nothing.setVisible(not shown)

    def _row(self, finding: Finding, *, answered: bool) -> QFrame:
        row = QFrame(self)
        look = "note" if answered else str(finding.severity)
        row.setProperty("look", look)
        word = _("CONFIRMED") if answered else severity_word(finding.severity)
        said = f"{word}  {finding_title(finding)}"
        row.setAccessibleName(said)
        words = f"{ANSWERED if answered else SHAPES[finding.severity]} {said}"
        title = plain_label(words, look="" if look == "note" else look, points=11, parent=row)
        title.setWordWrap(True)
        go = QPushButton(_("Go there"), row)
        go.setProperty("look", "link")
        go.setProperty("reach", "glove")
        go.setAccessibleName(_("Go there: {finding}").format(finding=said))
        go.clicked.connect(partial(self._go, finding))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(10, 4, 6, 4)
        inside.addWidget(title, 1)
        inside.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _go(self, finding: Finding, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt
        kind = step_of(finding)
        if kind is None:
            self.go_wanted.emit(finding)
        else:
            self.step_wanted.emit(kind)
