"""The pages of a sheet as they will be printed, one under another, always white."""

from enum import Enum, auto
from typing import assert_never, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from typing_extensions import override

from spineplanner.ui import theme
from spineplanner.wording.translate import _

PAPER_MM = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
PIXELS_PER_MM = 96 / 25.4
"""At actual size, as systems take a screen to be."""

LEAST_SCALE, MOST_SCALE = 0.25, 3.0
WIDEST_FIT = 1.5
"""Fitting to the width stops here: a wider page is longer to read, not better."""

STEP = 1.15
GREYED = 150
"""How much of the white covers what is not true any more, of 255."""


class Fit(Enum):
    """What decides the size of a page."""

    WIDTH = auto()
    PAGE = auto()
    FREE = auto()


class PagePicture(QWidget):
    """One page; its picture is unpacked when it is first seen. The border follows the theme."""

    def __init__(self, picture: bytes, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._packed = picture
        self._image = QImage()
        self._scaled = QPixmap()
        self._stale = False
        self.setAccessibleName(name)

    def grey(self, *, stale: bool) -> None:
        """Show whether it is still true."""
        self._stale = stale
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours_for(cast("QApplication", QApplication.instance()))
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawPixmap(self.rect(), self._picture())
        if self._stale:
            painter.fillRect(self.rect(), QColor(255, 255, 255, GREYED))
        painter.setPen(QColor(colours.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._scaled.size() != size:
            if self._image.isNull():
                self._image = QImage.fromData(self._packed)
            smooth = self._image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = QPixmap.fromImage(smooth)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled


class PageScroll(QScrollArea):
    """All pages of a sheet, scrolled; Ctrl and the wheel zoom.

    `moved` tells that another page may be in view, `zoomed` that pages have another size.
    """

    moved = Signal()
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Pages of the sheet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._fit = Fit.WIDTH
        self._scale = 1.0
        self._paper_mm = PAPER_MM["a4"]
        self._pages: list[PagePicture] = []
        self._content = QWidget(self)
        self._content.setProperty("look", "plain")
        self._margin = self.fontMetrics().height()
        self.setWidget(self._content)
        self.verticalScrollBar().setAccessibleName(_("Scroll the pages"))
        self.verticalScrollBar().valueChanged.connect(self.moved)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def scale(self) -> float:
        """How large a page is; 1 is its actual size."""
        return self._scale

    @property
    def fit(self) -> Fit:
        """What decides the size of a page."""
        return self._fit

    @property
    def page(self) -> int:
        """Which page is in view, counted from 1: the one at a third of the height; 0 of none."""
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        return min(line // (self._size().height() + self._margin) + 1, self.count)

    def show_pages(
        self, paper: str | tuple[float, float], pictures: tuple[bytes, ...], title: str
    ) -> None:
        """Show other pages at the same place and size; pages too many are taken away.

        Args:
            paper: "a4", "letter", or width and height in millimetres.
            pictures: one a page.
            title: what the pages are of.
        """
        self._paper_mm = PAPER_MM[paper] if isinstance(paper, str) else paper
        for old in self._pages:
            old.hide()
            old.deleteLater()
        named = _("{title}, page {page} of {pages}")
        self._pages = [
            PagePicture(
                picture,
                named.format(title=title, page=number, pages=len(pictures)),
                self._content,
            )
            for number, picture in enumerate(pictures, start=1)
        ]
        for page in self._pages:
            page.show()
        self._resize_pages()
        self.moved.emit()

    def grey(self, *, stale: bool) -> None:
        """Show whether the pages are still true."""
        for page in self._pages:
            page.grey(stale=stale)

    def fit_to(self, fit: Fit) -> None:
        """Let the view decide the size from now on."""
        self._fit = fit
        self._resize_pages()

    def zoom(self, factor: float) -> None:
        """Make pages larger or smaller."""
        self._fit = Fit.FREE
        self._scale = min(max(self._scale * factor, LEAST_SCALE), MOST_SCALE)
        self._resize_pages()

    def go_to(self, page: int) -> None:
        """Put the top of a page at the top, counted from 1."""
        if self._pages:
            self.verticalScrollBar().setValue(self._top(min(max(page, 1), self.count)))

    def _fitted(self) -> float:
        wide, high = (mm * PIXELS_PER_MM for mm in self._paper_mm)
        room = self.viewport().size() - QSize(2 * self._margin, self._margin)
        match self._fit:
            case Fit.WIDTH:
                scale = min(room.width() / wide, WIDEST_FIT)
            case Fit.PAGE:
                scale = min(room.width() / wide, room.height() / high)
            case Fit.FREE:
                scale = self._scale
            case _:
                assert_never(self._fit)
        return min(max(scale, LEAST_SCALE), MOST_SCALE)

    def _size(self) -> QSize:
        wide, high = (mm * PIXELS_PER_MM * self._scale for mm in self._paper_mm)
        return QSize(round(wide), round(high))

    def _top(self, page: int) -> int:
        return (page - 1) * (self._size().height() + self._margin)

    def _resize_pages(self) -> None:
        """Give all pages their size, one under another; the place that is looked at stays."""
        bar, page = self.verticalScrollBar(), self.page
        within = (bar.value() - self._top(page)) / self._scale
        self._scale = self._fitted()
        size = self._size()
        wide = max(size.width() + 2 * self._margin, self.viewport().width())
        self._content.resize(wide, self._top(self.count) + size.height() + self._margin)
        for number, picture in enumerate(self._pages, start=1):
            left = (wide - size.width()) // 2
            picture.setGeometry(left, self._top(number), size.width(), size.height())
        bar.setValue(round(self._top(page) + within * self._scale))
        self.zoomed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_pages()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.move_by_key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def move_by_key(self, key: Qt.Key) -> bool:
        """Act on a key that moves through the pages; tell whether it is one."""
        bar = self.verticalScrollBar()
        whole = self._fit is Fit.PAGE
        step = bar.pageStep() * 9 // 10
        match key:
            case Qt.Key.Key_PageDown if whole:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp if whole:
                self.go_to(self.page - 1)
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + step)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - step)
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                return False
        return True
