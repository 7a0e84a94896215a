"""The pointer over the spine shows what a click does: give, take back, or select."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap, QPolygonF

from spineplanner.domain.anatomy import Site

_SIZE = 32


def cursor_over(site: Site | None, *, filled: bool, erasing: bool) -> QCursor:
    """Choose the pointer.

    Args:
        site: what is under it, if anything.
        filled: whether that has cells.
        erasing: whether a click takes back.
    """
    if erasing:
        return _eraser()
    if site is None:
        return QCursor(Qt.CursorShape.ArrowCursor)
    return QCursor(Qt.CursorShape.PointingHandCursor if filled else Qt.CursorShape.CrossCursor)


@cache
def _eraser() -> QCursor:
    """An eraser whose lower left corner points; dark with a light edge, for any ground."""
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rubber = QPolygonF([QPointF(3, 22), QPointF(17, 5), QPointF(27, 13), QPointF(13, 29)])
    sleeve = QPolygonF([QPointF(10, 13.5), QPointF(17, 5), QPointF(27, 13), QPointF(20, 21.5)])
    painter.setPen(QPen(QColor("white"), 4))
    painter.drawPolygon(rubber)
    painter.setPen(QPen(QColor("black"), 1.6))
    painter.setBrush(QColor("white"))
    painter.drawPolygon(rubber)
    painter.setBrush(QColor("black"))
    painter.drawPolygon(sleeve)
    painter.setPen(QPen(QColor("black"), 1.6))
    painter.drawLine(QRectF(2, 30, 14, 0).bottomLeft(), QRectF(2, 30, 14, 0).bottomRight())
    painter.end()
    return QCursor(pixmap, 4, 26)
