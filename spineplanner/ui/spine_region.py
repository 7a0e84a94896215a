"""One region on screen: it turns what the mouse does there into sites."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsView,
    QRubberBand,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from spineplanner.domain.anatomy import Site
from spineplanner.ui.spine_cursors import cursor_over
from spineplanner.ui.spine_scene import RegionScene, Setting
from spineplanner.ui.spine_words import Given, hint

_NOTCH = 120


def _bar(*, needed: bool) -> Qt.ScrollBarPolicy:
    """A bar along one side must not bring the other one by the room it takes."""
    policy = Qt.ScrollBarPolicy
    return policy.ScrollBarAsNeeded if needed else policy.ScrollBarAlwaysOff


class RegionView(QGraphicsView):
    """The picture of one region. Only the left button, pressed once, means a site."""

    clicked = Signal(object, object)
    """A site, or None beside all of them, and the keyboard's modifiers."""
    banded = Signal(object, object)
    """The sites in the rubber band, and the modifiers."""
    context_wanted = Signal(object, QPoint)
    zoom_wanted = Signal(float, QPointF)
    """How many notches of the wheel, and where in the viewport."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene: RegionScene | None = None
        self._given: Mapping[Site, Given] = {}
        self._pressed_at: QPoint | None = None
        self._erasing = False
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.viewport().setMouseTracking(True)

    # What is shown

    @property
    def shown(self) -> RegionScene | None:
        """The scene, once there is room for one."""
        return self._scene

    def arrange(self, setting: Setting) -> None:
        """Build the scene for another size, zoom, patient or theme."""
        if self._scene is not None and self._scene.setting == setting:
            return
        before, self._scene = self._scene, RegionScene(setting)
        self._scene.setParent(self)
        self.setScene(self._scene)
        fits = self._scene.sceneRect().size().toSize()
        self._allow_scrolling(fits, setting)
        self._scene.show_given(self._given)
        if before is not None:
            before.deleteLater()

    def _allow_scrolling(self, whole: QSize, setting: Setting) -> None:
        room = setting.room.toSize()
        self.setHorizontalScrollBarPolicy(_bar(needed=whole.width() > room.width()))
        self.setVerticalScrollBarPolicy(_bar(needed=whole.height() > room.height()))

    def show_given(self, given: Mapping[Site, Given]) -> None:
        """Show what the plan orders."""
        self._given = given
        if self._scene is not None:
            self._scene.show_given(given)

    def show_brush(self, *, erasing: bool) -> None:
        """Let the pointer show what a click would do."""
        self._erasing = erasing
        self._show_cursor()

    def rect_of(self, site: Site) -> QRect | None:
        """Where a site is in the viewport."""
        items = self._scene.sites.get(site) if self._scene else None
        return self.mapFromScene(items.bounds).boundingRect() if items else None

    def reveal(self, site: Site) -> None:
        """Scroll until a site can be seen."""
        items = self._scene.sites.get(site) if self._scene else None
        if items is not None:
            self.ensureVisible(items.bounds, 30, 30)

    def bone_at(self, at: QPointF) -> QPointF | None:
        """What lies at a point of the viewport, in millimetres of the patient."""
        return self._scene.bone_at(self.mapToScene(at.toPoint())) if self._scene else None

    def bring(self, bone: QPointF | None, at: QPointF) -> None:
        """Scroll until such a point of the patient is there again."""
        if self._scene is None or bone is None:
            return
        apart = self._scene.point_of(bone) - at
        self.horizontalScrollBar().setValue(round(apart.x()))
        self.verticalScrollBar().setValue(round(apart.y()))

    # The pointer

    def site_at(self, at: QPoint) -> Site | None:
        """The site that a click there would mean."""
        return self._scene.site_at(self.mapToScene(at)) if self._scene else None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed_at is None:
            self._hover(self.site_at(at))
        elif self._is_drag(self._pressed_at, at):
            self._hover(None)
            self._band.setGeometry(QRect(self._pressed_at, at).normalized())
            self._band.show()
        event.accept()

    def _is_drag(self, start: QPoint, at: QPoint) -> bool:
        """A hand that trembles on a site still clicks it."""
        if self._band.isVisible():
            return True
        site = self.site_at(start)
        far = (at - start).manhattanLength() >= QApplication.startDragDistance()
        return far and (site is None or self.site_at(at) != site)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        start, self._pressed_at = self._pressed_at, None
        at = event.position().toPoint()
        if self._band.isVisible() and self._scene is not None:
            self._band.hide()
            band = self.mapToScene(QRect(start, at).normalized()).boundingRect()
            self.banded.emit(self._scene.sites_in(QRectF(band)), event.modifiers())
        elif self.site_at(at) == self.site_at(start):
            self.clicked.emit(self.site_at(at), event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Its first press was a click already; the second one means nothing more."""
        event.accept()

    def let_go(self) -> bool:
        """Release a rubber band without effect; tell whether there was one."""
        was_shown = self._band.isVisible()
        self._pressed_at = None
        self._band.hide()
        return was_shown

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.let_go()
            self.context_wanted.emit(self.site_at(event.pos()), event.globalPos())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms; without, it scrolls a picture that is larger than its room."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(event.angleDelta().y() / _NOTCH, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        site = self.site_at(event.pos())
        if site is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self.hint_for(site), self.viewport())

    def hint_for(self, site: Site) -> str:
        """What is said of a site under the pointer."""
        return escape(hint(site, self._given.get(site)))

    def _hover(self, site: Site | None) -> None:
        if self._scene is not None and self._scene.marks.hovered != site:
            self._scene.marks.show_hovered(site)
            self._show_cursor()

    def _show_cursor(self) -> None:
        site = self._scene.marks.hovered if self._scene else None
        self.viewport().setCursor(
            cursor_over(site, filled=site in self._given, erasing=self._erasing)
        )
