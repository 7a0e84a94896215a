"""Turns outlines and looks of the drawing into what Qt paints."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
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
                path.cubicTo(*control_1, *control_2, *to)
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
    """Paint the bones, or take them as they were painted before in this size.

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
    names = [placed.name for placed in spine.column]
    looks = [palette[role] for role in sorted({shape.role for shape in spine.shapes})]
    key = f"bones {names} {box} {pen_mm} {looks} {scale} {device_ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        size = QSizeF(right - left, bottom - top) * device_ratio
        pixmap = QPixmap(round(size.width()), round(size.height()))
        pixmap.setDevicePixelRatio(device_ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        at = QTransform.fromTranslate(-left, -top).scale(scale, scale)
        _paint_bones(pixmap, spine, palette, at)
        QPixmapCache.insert(key, pixmap)
    return pixmap, QPointF(left, top)


def _paint_bones(pixmap: QPixmap, spine: Skeleton, palette: Palette, at: QTransform) -> None:
    pens = {role: pen_of(look, spine.outlines.pen_mm) for role, look in palette.items()}
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(at)
    for shape in spine.shapes:
        path = path_of(shape.outline)
        painter.setPen(pens[shape.role])
        painter.setBrush(brush_of(palette[shape.role], path.boundingRect()))
        painter.drawPath(path)
    painter.end()
