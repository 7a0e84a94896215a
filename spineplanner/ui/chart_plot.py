"""Draws a chart with pyqtgraph; importing this loads it, which takes a third of a second."""

from typing import assert_never

import pyqtgraph as pg  # type: ignore[import-untyped]  # it comes without types
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from spineplanner.ui import theme
from spineplanner.ui.chart import Chart, Mark, Series, Shape
from spineplanner.ui.theme import Colours

HEAD_ROOM = 1.35
"""How much higher the picture is than the chart: the legend and the words of marks go there."""

ONE_LINE, LONG = 9, 4
"""So many names, or shorter ones, have room beside each other."""

RUNGS = 30
"""How many level lines a bar as high as the chart has."""

BAR_WIDTH = 0.26
"""The width of a bar, where 1 is the way to the next level."""


def drawn(chart: Chart, colours: Colours, parent: QWidget | None = None) -> QGraphicsView:
    """Draw a chart on a view of its own.

    Nothing in it takes the keyboard or the wheel: the numbers are in the table beside it.
    """
    plot = pg.PlotItem(enableMenu=False)
    view: QGraphicsView = pg.PlotWidget(parent, background=colours.panel, plotItem=plot)
    view.setAccessibleName(chart.title)
    view.setAccessibleDescription(chart.assumes)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setFrameShape(QGraphicsView.Shape.NoFrame)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    _draw_axes(plot, chart, colours)
    plot.addLegend(
        offset=(8, 1),
        colCount=len(chart.series),
        brush=QBrush(QColor(colours.panel)),
        pen=QPen(QColor(colours.border)),
        labelTextColor=QColor(colours.text),
        labelTextSize="9pt",
    )
    for series in chart.series:
        _draw(plot, series, colours, rung=chart.y_top / RUNGS)
    for place, mark in enumerate(chart.marks):
        plot.addItem(_line(mark, colours, lower=place))
    return view


def _draw_axes(plot: pg.PlotItem, chart: Chart, colours: Colours) -> None:
    plot.setXRange(*chart.x_range, padding=0)
    plot.setYRange(0, chart.y_top * HEAD_ROOM, padding=0)
    plot.disableAutoRange()
    for side, label in (("bottom", chart.x_label), ("left", chart.y_label)):
        axis = plot.getAxis(side)
        axis.enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's own name for it is positional
        axis.setPen(QPen(QColor(colours.field_border)))
        axis.setTextPen(QColor(colours.text))
        axis.setTickFont(theme.font(points=9))
        axis.setLabel(label, color=colours.text)
    if chart.ticks:
        _name_places(plot.getAxis("bottom"), chart.ticks)
    plot.showGrid(x=False, y=True, alpha=0.15)


def _name_places(axis: pg.AxisItem, ticks: tuple[tuple[float, str], ...]) -> None:
    """Name places on an axis; many names in two lines by turns, so that none covers another."""
    if len(ticks) <= ONE_LINE or max(len(words) for _x, words in ticks) < LONG:
        axis.setTicks([list(ticks)])
        return
    axis.setHeight(QFontMetrics(theme.font(points=9)).lineSpacing() * 4)
    axis.setTicks([[(x, "\n" * (turn % 2) + words) for turn, (x, words) in enumerate(ticks)]])


def _draw(plot: pg.PlotItem, series: Series, colours: Colours, *, rung: float) -> None:
    colour = QColor(getattr(colours, series.role))
    seen = [(x, y) for x, y in series.points if y is not None]
    xs, ys = [x for x, _y in seen], [y for _x, y in seen]
    match series.shape:
        case Shape.LINE | Shape.DASHED:
            dashed = series.shape is Shape.DASHED
            pen = _pen(colour, 2.5, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
            heights = [float("nan") if y is None else y for _x, y in series.points]
            plot.plot(
                [x for x, _y in series.points],
                heights,
                pen=pen,
                name=series.name,
                connect="finite",
                antialias=True,
            )
        case Shape.DOTS:
            plot.plot(
                xs,
                ys,
                pen=None,
                symbol="o",
                symbolSize=10,
                symbolBrush=colour,
                symbolPen=_pen(QColor(colours.panel), 1.5),
                name=series.name,
            )
        case Shape.SOLID_BARS | Shape.HOLLOW_BARS | Shape.RUNGED_BARS:
            filled = series.shape is Shape.SOLID_BARS
            bars = pg.BarGraphItem(
                x=xs,
                height=ys,
                width=BAR_WIDTH,
                brush=QBrush(colour if filled else Qt.GlobalColor.transparent),
                pen=_pen(colour, 2),
                name=series.name,
            )
            plot.addItem(bars)
            if series.shape is Shape.RUNGED_BARS:
                _rungs(plot, seen, colour, rung)
        case Shape.RULES:
            half = BAR_WIDTH / 2 + 0.02
            ends = [end for x, y in seen for end in ((x - half, y), (x + half, y))]
            plot.plot(
                [x for x, _y in ends],
                [y for _x, y in ends],
                pen=_pen(colour, 3),
                connect="pairs",
                name=series.name,
            )
        case Shape.WHISKERS:
            _whiskers(plot, series, colour)
        case _:
            assert_never(series.shape)


def _rungs(
    plot: pg.PlotItem, points: list[tuple[float, float]], colour: QColor, apart: float
) -> None:
    """Draw level lines across bars; a brush's own pattern would be scaled with the axes."""
    half = BAR_WIDTH / 2
    ends = [
        (end, apart * step)
        for x, y in points
        for step in range(1, int(y / apart) + 1)
        for end in (x - half, x + half)
    ]
    plot.plot([x for x, _y in ends], [y for _x, y in ends], pen=_pen(colour, 1), connect="pairs")


def _whiskers(plot: pg.PlotItem, series: Series, colour: QColor) -> None:
    """Draw each span as an upright line with feet: three lines, each between two points."""
    xs: list[float] = []
    ys: list[float] = []
    for (x, _y), (low, high) in zip(series.points, series.spans, strict=True):
        xs += [x, x, x - 0.15, x + 0.15, x - 0.15, x + 0.15]
        ys += [low, high, low, low, high, high]
    plot.plot(xs, ys, pen=_pen(colour, 2), connect="pairs", name=series.name)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


def _line(mark: Mark, colours: Colours, *, lower: int) -> pg.InfiniteLine:
    """A line across the chart; its word stands where it covers least, and each one lower."""
    line = pg.InfiniteLine(
        pos=mark.at,
        angle=90 if mark.upright else 0,
        pen=_pen(QColor(colours.confirm), 1.5, Qt.PenStyle.DashLine),
        label=mark.words,
        labelOpts={
            "position": 0.87 - 0.06 * lower if mark.upright else 0.99,
            "color": QColor(colours.confirm),
            "fill": QBrush(QColor(colours.panel)) if mark.upright else None,
            "anchors": [(0, 0.5), (1, 0.5)] if mark.upright else [(1, 1), (1, 1)],
        },
    )
    line.setZValue(-lower)
    return line
