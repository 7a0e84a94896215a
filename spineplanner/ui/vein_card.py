"""The vein: what is infused, as a card that is clicked, selected and typed on like a site."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import VEIN
from spineplanner.domain.plan import BagFill, Plan
from spineplanner.ui import spine_gestures as gestures
from spineplanner.ui.brush import Brush
from spineplanner.ui.cards import plain_label
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_access import show_as_site
from spineplanner.ui.spine_selection import toggled
from spineplanner.ui.spine_words import Given, given_by_site, hint, spoken
from spineplanner.ui.vein_badge import VeinBadge
from spineplanner.wording import numbers
from spineplanner.wording.translate import _


class VeinCard(QFrame):
    """What the vein is given. Its colours follow the style sheet; there is nothing to restyle."""

    activated = Signal(object)
    selection_wanted = Signal(object, object)
    context_wanted = Signal(object, QPoint)
    dose_typed = Signal(str)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._pressed = False
        self.setProperty("look", "vein")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(_("Space gives or selects, digits type the dose."))
        self._badge = VeinBadge(self)
        self.title = plain_label(
            _("Intravenous infusion"), weight=QFont.Weight.DemiBold, parent=self
        )
        self.detail = plain_label(look="quiet", points=9, parent=self)
        self.amount = plain_label(look="vein", points=12, weight=QFont.Weight.Bold, parent=self)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 14, 6)
        line.setSpacing(10)
        line.addWidget(self._badge)
        line.addLayout(words, 1)
        line.addWidget(self.amount)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what a plan orders for the vein."""
        self._snapshot = snapshot
        given = given_by_site(snapshot.plan).get(VEIN)
        self._badge.show_state(given.number if given else None, selected=self.is_selected())
        self.title.setText(_("Intravenous infusion") if given else _("No infusion"))
        self.detail.setText(
            _container_words(snapshot.plan, given) if given else _empty_words(snapshot.brush)
        )
        self.amount.setText(_amount_words(given))
        self.setAccessibleName(spoken(VEIN, given))
        self.setToolTip(escape(hint(VEIN, given)))

    def is_filled(self) -> bool:
        """Whether something is ordered for the vein."""
        return self._snapshot is not None and self._snapshot.plan.aliquot_at(VEIN) is not None

    def is_selected(self) -> bool:
        """Whether the vein is selected."""
        return self._snapshot is not None and VEIN in self._snapshot.selection

    @override
    def event(self, event: QEvent) -> bool:
        if gestures.is_claimed(event, gestures.is_for_one_site):
            event.accept()
            return True
        return super().event(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() is Qt.MouseButton.LeftButton
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Its first press was a click already; the second one means nothing more."""
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._pressed and inside:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._press(toggles=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._pressed = False

    def _press(self, *, toggles: bool) -> None:
        if toggles:
            selection = self._snapshot.selection if self._snapshot else ()
            self.selection_wanted.emit(toggled(selection, VEIN), VEIN)
        else:
            self.activated.emit(VEIN)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._press(toggles=gestures.has(event, Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.selection_wanted.emit((), self._snapshot.focus if self._snapshot else None)
        elif gestures.is_menu(event):
            self._claim()
            self.context_wanted.emit(VEIN, self.mapToGlobal(self.rect().center()))
        elif gestures.is_delete(event):
            self._claim()
            self.delete_wanted.emit()
        elif typed := gestures.typed_number(event):
            self._claim()
            self.dose_typed.emit(typed)
        else:
            super().keyPressEvent(event)

    def _claim(self) -> None:
        """Select the vein alone, so that what follows acts on what has the focus."""
        if self._snapshot is not None and self._snapshot.selection != (VEIN,):
            self.selection_wanted.emit((VEIN,), VEIN)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The key was heard as a key already."""
        event.accept()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.context_wanted.emit(VEIN, event.globalPos())


def _amount_words(given: Given | None) -> str:
    if given is None:
        return ""
    return _("– million") if given.cells is None else numbers.cells(given.cells)


def _container_words(plan: Plan, given: Given) -> str:
    """The container, its volume and its time: "prefilled bag, 100 mL, over 30 min"."""
    parts = [_kind_words(plan, given)]
    parts.append(
        _("volume not stated") if given.volume_ul is None else numbers.volume(given.volume_ul)
    )
    if plan.infusion.minutes is not None:
        parts.append(_("over {minutes} min").format(minutes=plan.infusion.minutes))
    return ", ".join(parts)


def _kind_words(plan: Plan, given: Given) -> str:
    if not given.bag:
        return _("syringe")
    match plan.infusion.fill:
        case BagFill.PREFILLED:
            return _("prefilled bag")
        case BagFill.EMPTY:
            return _("empty bag")
        case None:
            return _("bag")


def _empty_words(brush: Brush) -> str:
    if brush.vein.cells is None:
        return _("A click or Space adds one")
    return _("A click or Space gives {cells}").format(cells=numbers.cells(brush.vein.cells))


show_as_site(VeinCard)
