"""The cards of findings, one beneath the other: each is kept as long as what it shows is there."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from spineplanner.ui.finding_card import FindingCard
from spineplanner.ui.finding_groups import Group


class FindingDeck(QWidget):
    """Deals findings to cards. One that is typed in stays, and keeps what is typed.

    `edit_wanted` and `go_wanted` are those of the cards; `card_focused` carries a card that the
    keyboard was led to.
    """

    edit_wanted = Signal(object, object)
    go_wanted = Signal(object)
    card_focused = Signal(object)

    def __init__(
        self, parent: QWidget, make: Callable[[Group, QWidget], FindingCard] = FindingCard
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._cards: list[FindingCard] = []
        self._spare: list[FindingCard] = []
        self._behind: dict[FindingCard, FindingCard | None] = {}
        self.setProperty("look", "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        """Those that are dealt, in order."""
        return tuple(self._cards)

    @property
    def last_stop(self) -> QWidget | None:
        """Where the keyboard comes to last in the cards."""
        return self._cards[-1].stops()[-1] if self._cards else None

    def clear(self) -> None:
        """Take all cards away, with what is typed in them."""
        for card in self._cards:
            self._drop(card)
        self._cards = []
        self.hide()

    def deal(self, shown: Sequence[Group], *, editable: bool) -> None:
        """Give every group its card: the one it had, or one that shares a finding with it."""
        dealt = self._dealt(shown)
        had_focus = next((card for card in dealt if card and card.entry.hasFocus()), None)
        # Whatever is shown in sight lays out all around it at once; out of sight it waits.
        focused = QApplication.focusWidget()
        if dealt.count(None) > 1 and not (focused and self.isAncestorOf(focused)):
            self.hide()
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
        self.setVisible(bool(cards))
        if had_focus is not None and had_focus.group.reason is not None:
            self._go_on_from(had_focus)

    def _dealt(self, shown: Sequence[Group]) -> list[FindingCard | None]:
        """For each group its card, or one at the same place that nobody types in."""
        dealt = _holding(shown, self._cards)
        for place, card in enumerate(self._cards[: len(dealt)]):
            free = card not in dealt and not card.draft and not card.entry.hasFocus()
            if dealt[place] is None and free:
                card.forget()
                dealt[place] = card
        return dealt

    def focus_first(self) -> None:
        """Lead the keyboard to the first finding that is open."""
        card = next((card for card in self._cards if card.group.is_open), None)
        if card is not None:
            card.open_entry().setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.card_focused.emit(card)

    def _drop(self, card: FindingCard) -> None:
        """Keep a card for a finding to come: to make and style one takes long."""
        self._column.removeWidget(card)
        card.hide()
        card.forget()
        self._spare.append(card)

    def _another_card(self, group: Group) -> FindingCard:
        """A card that is spare, best one with the same looks, or a new one."""
        if self._spare:
            card = max(self._spare, key=lambda card: card.group.severity is group.severity)
            self._spare.remove(card)
            return card
        card = self._make(group, self)
        card.edit_wanted.connect(self.edit_wanted)
        card.go_wanted.connect(self.go_wanted)
        return card

    def _arrange(self) -> None:
        """Put the cards, and the keyboard's way through them, in order."""
        before: FindingCard | None = None
        for place, card in enumerate(self._cards):
            item = self._column.itemAt(place)
            if item is None or item.widget() is not card:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
                card.show()
            if card not in self._behind or self._behind[card] is not before:
                self._behind[card] = before
                _let_tab_lead(before, card)
            before = card

    def _go_on_from(self, answered: FindingCard) -> None:
        """After a reason was given go on to the next that is wanted, or stay by this one."""
        waits = (c for c in self._cards if c.group.is_open and c.entry.isVisibleTo(c))
        following = next(waits, None)
        part = answered.withdraw if following is None else following.entry
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.card_focused.emit(following or answered)


def _let_tab_lead(before: FindingCard | None, card: FindingCard) -> None:
    """Let Tab go through a card, and come to it from the one before."""
    stops = card.stops() if before is None else (before.stops()[-1], *card.stops())
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _holding(shown: Sequence[Group], cards: Sequence[FindingCard]) -> list[FindingCard | None]:
    """For each group the card that shows most of its findings already; one being typed in first."""
    holders = {key: card for card in cards for key in card.group.keys}
    dealt: list[FindingCard | None] = []
    for group in shown:
        shared = Counter(holders[key] for key in group.keys if key in holders)
        free = [card for card in shared if card not in dealt]
        dealt.append(max(free, key=lambda card: (shared[card], bool(card.draft)), default=None))
    return dealt
