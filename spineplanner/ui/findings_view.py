"""The checks: every finding as a card, what is open first, and how many checks are silent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from spineplanner.domain.checks import CHECKS
from spineplanner.domain.rules import Severity
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.finding_card import heading_words
from spineplanner.ui.finding_deck import FindingDeck
from spineplanner.ui.finding_groups import Group, groups, silent_checks
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _, ngettext

MOST_ANNOUNCED = 3


class FindingsView(Card):
    """All findings of a plan; one that comes or a stop that goes is spoken of politely.

    A card stays as long as one of its findings does, with what is typed in it.
    """

    edit_wanted = Signal(object, object)
    go_wanted = Signal(object)
    announced = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Checks"), parent)
        self._snapshot: Snapshot | None = None
        self._groups: tuple[Group, ...] = ()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self._area)
        inside.setProperty("look", "plain")
        inside.setAccessibleName(_("Findings"))
        self._deck = FindingDeck(inside)
        self._deck.edit_wanted.connect(self.edit_wanted)
        self._deck.go_wanted.connect(self.go_wanted)
        self._deck.card_focused.connect(self._area.ensureWidgetVisible)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._deck)
        self._silent = plain_label(look="good", weight=QFont.Weight.Medium, parent=inside)
        self._silent.setWordWrap(True)
        column.addWidget(self._silent)
        column.addStretch(1)
        self._area.setWidget(inside)
        self.body.addWidget(self._area)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the findings of a plan."""
        before, self._snapshot = self._snapshot, snapshot
        other = before is None or before.envelope.id != snapshot.envelope.id
        if (
            before is not None
            and before.findings == snapshot.findings
            and before.envelope.reasons == snapshot.envelope.reasons
            and before.plan.aliquots == snapshot.plan.aliquots
            and before.editable == snapshot.editable
            and not other
        ):
            return
        shown = groups(snapshot.findings, snapshot.plan, snapshot.envelope.reasons)
        if other:
            self._deck.clear()
        else:
            self._announce(self._groups, shown)
        self._groups = shown
        self._deck.deal(shown, editable=snapshot.editable)
        self.remark.setText(counts_words(shown))
        silent = silent_checks(snapshot.findings)
        self._silent.setText(
            ngettext(
                "✓ {count} of {all} checks found nothing",
                "✓ {count} of {all} checks found nothing",
                silent,
            ).format(count=silent, all=len(CHECKS))
        )
        self.setAccessibleDescription(self.remark.text())

    def focus_first(self) -> None:
        """Lead the keyboard to the first finding that is open."""
        self._deck.focus_first()

    @property
    def last_stop(self) -> QWidget | None:
        """Where the keyboard comes to last in the cards."""
        return self._deck.last_stop

    def _announce(self, before: Sequence[Group], now: Sequence[Group]) -> None:
        said = changes_words(before, now)
        if not said:
            return
        self.announced.emit(said)
        event = QAccessibleAnnouncementEvent(self, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def counts_words(shown: Sequence[Group]) -> str:
    """How many findings are open: "1 stop · 1 to confirm"."""
    open_ = [f for group in shown if group.is_open for f in group.findings]
    stops = sum(finding.severity is Severity.STOP for finding in open_)
    confirms = len(open_) - stops
    parts = []
    if stops:
        parts.append(ngettext("{count} stop", "{count} stops", stops).format(count=stops))
    if confirms:
        parts.append(_("{count} to confirm").format(count=confirms))
    return " · ".join(parts) or _("nothing open")


def changes_words(before: Sequence[Group], now: Sequence[Group]) -> str:
    """What to say of open findings that came, and of stops that went; empty if nothing did."""
    old = {key for group in before for key in group.keys if group.is_open}
    new = {key for group in now for key in group.keys if group.is_open}
    came = [heading_words(g)[2:] for g in now if g.is_open and not g.keys <= old]
    left = [
        _("Settled: {title}").format(title=group.title)
        for group in before
        if group.severity is Severity.STOP and not group.keys & new
    ]
    said = came + left
    more = len(said) - MOST_ANNOUNCED
    if more > 0:
        rest = ngettext("{count} more change", "{count} more changes", more).format(count=more)
        said = [*said[:MOST_ANNOUNCED], rest]
    return " ".join(words if words.endswith(".") else f"{words}." for words in said)
