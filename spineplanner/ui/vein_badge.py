"""The number of the intravenous container in a circle, with a band where it is selected."""

from typing import cast

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from spineplanner.ui import theme

_POINTS = 10.0
_BAND, _GAP = 3.0, 2.0


class VeinBadge(QWidget):
    """A filled circle with a number; a dashed one where nothing is ordered.

    It is painted in the theme's colours of the moment.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.number: int | None = None
        self.selected = False

    @override
    def sizeHint(self) -> QSize:
        side = int(self.fontMetrics().height() * 2.4)
        return QSize(side, side)

    def show_state(self, number: int | None, *, selected: bool) -> None:
        """Show another number, or whether it is selected."""
        if (number, selected) != (self.number, self.selected):
            self.number, self.selected = number, selected
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours_for(cast("QApplication", QApplication.instance()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        radius = min(self.width(), self.height()) / 2 - _BAND - _GAP - 1
        if self.selected:
            painter.setPen(QPen(QColor(colours.accent), _BAND))
            painter.drawEllipse(middle, radius + _GAP + _BAND / 2, radius + _GAP + _BAND / 2)
        if self.number is None:
            painter.setPen(QPen(QColor(colours.vein), 1.4, Qt.PenStyle.DashLine))
            painter.drawEllipse(middle, radius, radius)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.vein))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QColor(colours.vein_pale))
        painter.setFont(theme.font(points=_POINTS, weight=QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))
