"""A small picture of a page of labels, on which the first free one is chosen."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from spineplanner.domain.label_stock import LabelStock
from spineplanner.ui import theme
from spineplanner.wording.translate import _

LINES = 15
"""Its height, in lines of text."""


class LabelMap(QWidget):
    """The labels before the first free one are hatched; `chosen` carries another first one.

    A click chooses, and so do the arrow keys, Home and End. It is painted in the colours of the
    moment, so it follows a change between light and dark.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: LabelStock | None = None
        self._start = 1
        self._words: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Picture of the page of labels"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_page(self, stock: LabelStock, start: int, words: tuple[str, ...]) -> None:
        """Show a page.

        Args:
            stock: what is printed on.
            start: the first free label, counted from 1.
            words: what stands on each label from there on, in short.
        """
        self._stock, self._start, self._words = stock, start, words
        said = _("The first free label is {start} of {per_page}. Arrow keys choose another.")
        self.setAccessibleDescription(said.format(start=start, per_page=stock.per_page))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * LINES
        return QSize(height, height)

    def place_at(self, x: float, y: float) -> int | None:
        """The label under a point, counted from 1."""
        for number, box in enumerate(self._boxes(), start=1):
            if box.contains(x, y):
                return number
        return None

    def box(self, number: int) -> QRectF:
        """Where a label is, counted from 1."""
        return list(self._boxes())[number - 1]

    def _scale(self, stock: LabelStock) -> float:
        room = (self.width() - 6) / stock.page_width_um, (self.height() - 6) / stock.page_height_um
        return min(room)

    def _page(self, stock: LabelStock) -> QRectF:
        scale = self._scale(stock)
        wide, high = stock.page_width_um * scale, stock.page_height_um * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _boxes(self) -> Iterator[QRectF]:
        stock = self._stock
        if stock is None:
            return
        page, scale = self._page(stock), self._scale(stock)
        for place in range(stock.per_page):
            x, y = stock.corner_um(place)
            yield QRectF(
                page.x() + x * scale,
                page.y() + y * scale,
                stock.label_width_um * scale,
                stock.label_height_um * scale,
            ).adjusted(1, 1, -1, -1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stock is None:
            return
        colours = theme.colours_for(cast("QApplication", QApplication.instance()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = self._page(self._stock)
        width, rim = (2.0, colours.focus) if self.hasFocus() else (1.0, colours.field_border)
        painter.setPen(QPen(QColor(rim), width))
        painter.setBrush(QColor(colours.field))
        painter.drawRect(page)
        painter.setFont(theme.font(points=9))
        for number, box in enumerate(self._boxes(), start=1):
            self._paint_label(painter, box, number, colours)
        painter.end()

    def _paint_label(
        self, painter: QPainter, box: QRectF, number: int, colours: theme.Colours
    ) -> None:
        index = number - self._start
        word = self._words[index] if 0 <= index < len(self._words) else ""
        painter.setPen(QPen(QColor(colours.accent if word else colours.border), 1.2))
        painter.setBrush(QColor(colours.accent_pale) if word else Qt.BrushStyle.NoBrush)
        if index < 0:
            painter.setBrush(QBrush(QColor(colours.quiet), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 2, 2)
        if word:
            painter.setPen(QColor(colours.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.place_at(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and number is not None:
            self.chosen.emit(number)
        else:
            super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = self._wanted(Qt.Key(event.key()))
        if self._stock is None or wanted is None:
            super().keyPressEvent(event)
        elif 1 <= wanted <= self._stock.per_page:
            self.chosen.emit(wanted)

    def _wanted(self, key: Qt.Key) -> int | None:
        if self._stock is None:
            return None
        steps = {
            Qt.Key.Key_Left: self._start - 1,
            Qt.Key.Key_Right: self._start + 1,
            Qt.Key.Key_Up: self._start - self._stock.across,
            Qt.Key.Key_Down: self._start + self._stock.across,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._stock.per_page,
        }
        return steps.get(key)
