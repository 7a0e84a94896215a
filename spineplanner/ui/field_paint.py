"""Boxes and arrows of fields that are seen in light and dark: Qt's own vanish in the dark."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from spineplanner.ui import theme


class Tick(QCheckBox):
    """A check box with an outline in the colour of fields."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(element, option, self))
        painter = _painter(self, focused=self.hasFocus())
        if painter is not None:
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            painter.end()


def draw_arrow(combo: QComboBox) -> None:
    """Draw the arrow of a choice at its right, or at its left where text runs that way."""
    painter = _painter(combo, focused=False)
    if painter is None:
        return
    reach = combo.fontMetrics().height() / 4
    mirrored = combo.layoutDirection() is Qt.LayoutDirection.RightToLeft
    across = reach * 3 if mirrored else combo.width() - reach * 3
    down = combo.height() / 2
    tips = ((-reach, -reach / 2), (0, reach / 2), (reach, -reach / 2))
    painter.drawPolyline([QPointF(across + x, down + y) for x, y in tips])
    painter.end()


def _painter(widget: QWidget, *, focused: bool) -> QPainter | None:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    colours = theme.colours_for(application)
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not widget.isEnabled():
        colour, width = colours.disabled, 1.0
    elif focused:
        colour, width = colours.focus, 2.0
    else:
        colour, width = colours.field_border, 1.2
    painter.setPen(QPen(QColor(colour), width))
    return painter
