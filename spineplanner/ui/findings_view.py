"""The checks: every finding as a card, what is open first, and how many checks are silent."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from spineplanner.domain.checks import CHECKS
from spineplanner.domain.rules import Severity
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.finding_card import FindingCard, heading_words
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
        self._cards: list[FindingCard] = []
        self._spare: list[FindingCard] = []
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside = QWidget(self._area)
        inside.setProperty("look", "plain")
        inside.setAccessibleName(_("Findings"))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._silent = plain_label(look="good", weight=QFont.Weight.Medium, parent=inside)
        self._silent.setWordWrap(True)
        self._column.addWidget(self._silent)
        self._column.addStretch(1)
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
            self._clear()
        else:
            self._announce(self._groups, shown)
        self._groups = shown
        self._deal(shown, editable=snapshot.editable)
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
        card = next((card for card in self._cards if card.group.is_open), None)
        if card is None:
            return
        card.open_entry().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(card)

    def _clear(self) -> None:
        for card in self._cards:
            self._drop(card)
        self._cards = []

    def _drop(self, card: FindingCard) -> None:
        """Keep a card for a finding to come: to make and style one takes long."""
        self._column.removeWidget(card)
        card.hide()
        card.forget()
        self._spare.append(card)

    def _deal(self, shown: Sequence[Group], *, editable: bool) -> None:
        """Give every group its card: the one it had, or one that shares a finding with it."""
        dealt = _dealt(shown, self._cards)
        had_focus = next((card for card in dealt if card and card.entry.hasFocus()), None)
        for card in self._cards:
            if card not in dealt:
                self._drop(card)
        cards = []
        for group, known in zip(shown, dealt, strict=True):
            card = known or self._another_card(group)
            cards.append(card)
            card.show_group(group, editable=editable)
        if cards != self._cards:
            self._cards = cards
            self._arrange()
        if had_focus is not None and had_focus.group.reason is not None:
            self._go_on_from(had_focus)

    def _another_card(self, group: Group) -> FindingCard:
        """A card that is spare, best one with the same looks, or a new one."""
        if self._spare:
            card = max(self._spare, key=lambda card: card.group.severity is group.severity)
            self._spare.remove(card)
            return card
        card = FindingCard(group, self._inside)
        card.edit_wanted.connect(self.edit_wanted)
        card.go_wanted.connect(self.go_wanted)
        return card

    def _arrange(self) -> None:
        """Put the cards, and the keyboard's way through them, in order."""
        before: QWidget | None = None
        for place, card in enumerate(self._cards):
            item = self._column.itemAt(place)
            if item is None or item.widget() is not card:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
                card.show()
            for part in card.stops():
                if before is not None:
                    QWidget.setTabOrder(before, part)
                before = part

    @property
    def last_stop(self) -> QWidget | None:
        """Where the keyboard comes to last in the cards."""
        return self._cards[-1].stops()[-1] if self._cards else None

    def _go_on_from(self, answered: FindingCard) -> None:
        """After a reason was given go on to the next that is wanted, or stay by this one."""
        waits = (c for c in self._cards if c.group.is_open and c.entry.isVisibleTo(c))
        following = next(waits, None)
        part = answered.withdraw if following is None else following.entry
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(following or answered)

    def _announce(self, before: Sequence[Group], now: Sequence[Group]) -> None:
        said = changes_words(before, now)
        if not said:
            return
        self.announced.emit(said)
        event = QAccessibleAnnouncementEvent(self, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def _dealt(shown: Sequence[Group], cards: Sequence[FindingCard]) -> list[FindingCard | None]:
    """For each group the card that shows most of its findings already; one being typed in first."""
    holders = {key: card for card in cards for key in card.group.keys}
    dealt: list[FindingCard | None] = []
    for group in shown:
        shared = Counter(holders[key] for key in group.keys if key in holders)
        free = [card for card in shared if card not in dealt]
        dealt.append(max(free, key=lambda card: (shared[card], bool(card.draft)), default=None))
    return dealt


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
