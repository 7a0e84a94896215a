"""The spine as a control: what mouse and keyboard do there becomes what the user wants."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import Region, Site
from spineplanner.ui import spine_gestures as gestures
from spineplanner.ui.spine_access import show_sites_of
from spineplanner.ui.spine_keys import facets_of, step
from spineplanner.ui.spine_selection import extended, ordered, toggled
from spineplanner.ui.spine_stage import SpineStage


class SpineView(SpineStage):
    """Both regions from behind, with every site of the patient.

    It edits nothing: it says which site was meant, and what should be selected.
    """

    activated = Signal(object)
    selection_wanted = Signal(object, object)
    context_wanted = Signal(object, QPoint)
    dose_typed = Signal(str)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor: Site | None = None
        for view in self.regions.values():
            view.clicked.connect(self._click)
            view.banded.connect(self._select_banded)
            view.context_wanted.connect(self.context_wanted)

    # Mouse

    def _click(self, site: Site | None, modifiers: Qt.KeyboardModifier) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if site is None:
            self._select((), self.stated_focus())
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._toggle(site)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._extend(site)
        else:
            self._anchor = site
            self.activated.emit(site)

    def _select_banded(self, banded: Sequence[Site], modifiers: Qt.KeyboardModifier) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        adds = modifiers & Qt.KeyboardModifier.ControlModifier
        chosen = ordered((*(self.selection() if adds else ()), *banded))
        self._anchor = banded[0] if banded else self._anchor
        self._select(chosen, banded[0] if banded else self.stated_focus())

    def _select(self, chosen: tuple[Site, ...], focus: Site | None) -> None:
        self.selection_wanted.emit(chosen, focus)

    def _toggle(self, site: Site) -> None:
        self._anchor = site
        self._select(toggled(self.selection(), site), site)

    def _extend(self, site: Site) -> None:
        anchor = self._anchor
        if anchor is None or anchor not in self.sites_shown():
            anchor = self._anchor = self.focused_site()
        self._select(extended(self.selection(), anchor, site, self.lumbar_count), site)

    # Keyboard

    @override
    def event(self, event: QEvent) -> bool:
        if gestures.is_claimed(event, gestures.is_ours):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.snapshot is None or not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it means something here."""
        site = self.focused_site()
        move = gestures.step_of(event)
        if move is not None:
            self._move(event, step(site, move, self.lumbar_count))
        elif event.key() == Qt.Key.Key_Space:
            self._press(event, site)
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        elif gestures.is_select_all(event):
            self._select_all(site)
        elif gestures.is_menu(event):
            self._claim(site)
            self.context_wanted.emit(site, self.screen_rect(site).center())
        elif gestures.is_delete(event):
            self._claim(site)
            self.delete_wanted.emit()
        elif typed := gestures.typed_number(event):
            self._claim(site)
            self.dose_typed.emit(typed)
        else:
            return False
        return True

    def _select_all(self, site: Site) -> None:
        """Select all facets of the region; keys act on them, so one of them has the focus."""
        facets = facets_of(site.region or Region.LUMBAR, self.lumbar_count)
        self._select(facets, site if site in facets else facets[0])

    def _move(self, event: QKeyEvent, to: Site) -> None:
        if gestures.has(event, Qt.KeyboardModifier.ShiftModifier):
            self._extend(to)
        elif gestures.has(event, Qt.KeyboardModifier.ControlModifier):
            self._anchor = to
            self._select(self.selection(), to)
        else:
            self._anchor = to
            self._select((to,), to)

    def _press(self, event: QKeyEvent, site: Site) -> None:
        if event.isAutoRepeat():
            return
        if gestures.has(event, Qt.KeyboardModifier.ControlModifier):
            self._toggle(site)
        else:
            self._anchor = site
            self.activated.emit(site)

    def _let_go(self) -> None:
        """Release a rubber band; where there is none, the selection."""
        banding = [view for view in self.regions.values() if view.let_go()]
        if not banding:
            self._select((), self.stated_focus())

    def _claim(self, site: Site) -> None:
        """Select the focused site unless it is, so that what follows acts on what is framed."""
        if site not in self.selection():
            self._select((site,), site)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The key was heard as a key already; the mouse is heard by the regions."""
        event.accept()


show_sites_of(SpineView)
