"""Turns outlines and looks of the drawing into what Qt paints."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)

from spineplanner.drawing.column import Skeleton
from spineplanner.drawing.palette import Look, Palette
from spineplanner.drawing.shapes import Close, Command, Curve, Line, Move, Point


def path_of(outline: Sequence[Command]) -> QPainterPath:
    """An outline in millimetres as a path."""
    path = QPainterPath()
    for command in outline:
        match command:
            case Move(to):
                path.moveTo(*to)
            case Line(to):
                path.lineTo(*to)
            case Curve(control_1, control_2, to):
                path.cubicTo(QPointF(*control_1), QPointF(*control_2), QPointF(*to))
            case Close():
                path.closeSubpath()
            case _:
                assert_never(command)
    return path


def polygon_of(path: QPainterPath) -> tuple[Point, ...]:
    """A path as the corners of a polygon."""
    points = path.toFillPolygon().toList()
    return tuple((point.x(), point.y()) for point in points)


def pen_of(look: Look, pen_px: float) -> QPen:
    """The line of a look; none where it has none."""
    if look.line is None:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(look.line), look.width * pen_px)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if look.dash:
        # Qt counts dashes in widths of the pen itself, the palette in pens of the drawing.
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / look.width for length in look.dash])
    return pen


def brush_of(look: Look, bounds: QRectF) -> QBrush:
    """The fill of a look, for a shape with these bounds."""
    if look.fill is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    if look.fill_below is None:
        return QBrush(_colour(look.fill, look.opacity))
    gradient = QLinearGradient(bounds.topLeft(), bounds.bottomLeft())
    gradient.setColorAt(0, _colour(look.fill, look.opacity))
    gradient.setColorAt(1, _colour(look.fill_below, look.opacity))
    return QBrush(gradient)


def _colour(name: str, opacity: float) -> QColor:
    colour = QColor(name)
    colour.setAlphaF(opacity)
    return colour


def bones_pixmap(
    spine: Skeleton, palette: Palette, *, scale: float, device_ratio: float
) -> tuple[QPixmap, QPointF]:
    """Paint the bones once.

    Args:
        spine: the bones, in millimetres.
        palette: their colours.
        scale: pixels a millimetre.
        device_ratio: the screen's pixels a pixel.

    Returns:
        The picture, and where its upper left corner lies from the drawing's origin, in pixels.
    """
    pen_mm, box = spine.outlines.pen_mm, spine.box
    edge = 4 * pen_mm
    left, top = round((box.left - edge) * scale), round((box.top - edge) * scale)
    right, bottom = round((box.right + edge) * scale), round((box.bottom + edge) * scale)
    pixmap = QPixmap(round((right - left) * device_ratio), round((bottom - top) * device_ratio))
    pixmap.setDevicePixelRatio(device_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform.fromTranslate(-left, -top).scale(scale, scale))
    for shape in spine.shapes:
        look, path = palette[shape.role], path_of(shape.outline)
        painter.setPen(pen_of(look, pen_mm))
        painter.setBrush(brush_of(look, path.boundingRect()))
        painter.drawPath(path)
    painter.end()
    return pixmap, QPointF(left, top)
