"""Draws a chart with pyqtgraph; importing this loads it, which takes a third of a second."""

from dataclasses import dataclass
from math import inf
from typing import assert_never

import pyqtgraph as pg  # type: ignore[import-untyped]  # it comes without types
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from spineplanner.ui import theme
from spineplanner.ui.chart import Chart, Mark, Series, Shape
from spineplanner.ui.theme import Colours

HEAD_ROOM = 1.2
"""How much higher the picture is than the chart: the words of marks go there."""

BELOW_AXIS = 4
"""The row of pyqtgraph's layout that follows the axis."""

ONE_LINE, LONG = 9, 4
"""So many names, or shorter ones, have room beside each other."""

RUNGS = 30
"""How many level lines a bar as high as the chart has."""

BAR_WIDTH = 0.26
"""The width of a bar, where 1 is the way to the next level."""

FEW = 8
"""Up to so many things every number of them is named on the axis, and nothing between."""

CROWDED = 20
"""So many names have no room beside each other, however short they are."""

SWATCH = 16
"""How wide and high a bar is in the legend, in pixels."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours, and pens that are as wide on a finer picture as on the screen."""

    colours: Colours
    fine: float = 1

    def colour(self, role: str) -> QColor:
        """The colour of a role of the theme."""
        return QColor(getattr(self.colours, role))

    def pen(self, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen whose width the axes don't scale: it is in dots of the picture."""
        pen = QPen(colour, width * self.fine, style)
        pen.setCosmetic(True)
        return pen


def drawn(
    chart: Chart, colours: Colours, parent: QWidget | None = None, *, fine: float = 1
) -> QGraphicsView:
    """Draw a chart on a view of its own; `fine` is how many dots a pixel of its picture has.

    Nothing in it takes the keyboard or the wheel: the numbers are in the table beside it.
    """
    ink = Ink(colours, fine)
    plot = pg.PlotItem(enableMenu=False)
    view: QGraphicsView = pg.PlotWidget(parent, background=colours.panel, plotItem=plot)
    view.setAccessibleName(chart.title)
    view.setAccessibleDescription(chart.assumes)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setFrameShape(QGraphicsView.Shape.NoFrame)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    _draw_axes(plot, chart, colours)
    _add_legend(plot, chart, colours)
    for series in chart.series:
        _draw(plot, series, ink, rung=chart.y_top / RUNGS)
    for place, mark in enumerate(chart.marks):
        plot.addItem(_line(mark, ink, lower=place))
    return view


def _add_legend(plot: pg.PlotItem, chart: Chart, colours: Colours) -> None:
    """Put the legend below the axis: within the picture it would cover words of marks."""
    legend = pg.LegendItem(
        colCount=len(chart.series),
        brush=QBrush(QColor(colours.panel)),
        labelTextColor=QColor(colours.text),
        labelTextSize="9pt",
    )
    legend.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    plot.layout.addItem(legend, BELOW_AXIS, 1)
    plot.legend = legend


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
    if _highest_whole(chart) < FEW:
        # Between two whole numbers there is nothing to name, and half a vial is none.
        plot.getAxis("left").setTickSpacing(major=1, minor=1)
    if chart.ticks:
        _name_places(plot.getAxis("bottom"), chart.ticks)
    plot.showGrid(x=False, y=True, alpha=0.15)


def _highest_whole(chart: Chart) -> float:
    """The top of a chart whose heights are whole numbers, else endless."""
    heights = [y for series in chart.series for _x, y in series.points if y is not None]
    return chart.y_top if all(isinstance(y, int) for y in heights) else inf


def _name_places(axis: pg.AxisItem, ticks: tuple[tuple[float, str], ...]) -> None:
    """Name places on an axis; many names in two lines by turns, so that none covers another."""
    longest = max(len(words) for _x, words in ticks)
    if len(ticks) <= ONE_LINE or (longest < LONG and len(ticks) <= CROWDED):
        axis.setTicks([list(ticks)])
        return
    axis.setHeight(QFontMetrics(theme.font(points=9)).lineSpacing() * 4)
    axis.setTicks([[(x, "\n" * (turn % 2) + words) for turn, (x, words) in enumerate(ticks)]])


def _draw(plot: pg.PlotItem, series: Series, ink: Ink, *, rung: float) -> None:
    colour = ink.colour(series.role)
    seen = [(x, y) for x, y in series.points if y is not None]
    xs, ys = [x for x, _y in seen], [y for _x, y in seen]
    match series.shape:
        case Shape.LINE | Shape.DASHED:
            dashed = series.shape is Shape.DASHED
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            heights = [float("nan") if y is None else y for _x, y in series.points]
            plot.plot(
                [x for x, _y in series.points],
                heights,
                pen=ink.pen(colour, 2.5, style),
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
                symbolPen=ink.pen(ink.colour("panel"), 1.5),
                name=series.name,
                # Kept pictures of a dot come out torn in an SVG and coarse in print.
                useCache=False,
            )
        case Shape.SOLID_BARS | Shape.HOLLOW_BARS | Shape.RUNGED_BARS:
            _bars(plot, series, seen, ink, rung=rung)
        case Shape.RULES:
            half = BAR_WIDTH / 2 + 0.02
            ends = [end for x, y in seen for end in ((x - half, y), (x + half, y))]
            _pairs(plot, ends, ink.pen(colour, 3), name=series.name)
        case Shape.WHISKERS:
            _pairs(plot, _whiskers(series), ink.pen(colour, 2), name=series.name)
        case _:
            assert_never(series.shape)


def _bars(
    plot: pg.PlotItem, series: Series, seen: list[tuple[float, float]], ink: Ink, *, rung: float
) -> None:
    colour = ink.colour(series.role)
    filled = series.shape is Shape.SOLID_BARS
    brush = QBrush(colour if filled else Qt.GlobalColor.transparent)
    plot.addItem(
        pg.BarGraphItem(
            x=[x for x, _y in seen],
            height=[y for _x, y in seen],
            width=BAR_WIDTH,
            brush=brush,
            pen=ink.pen(colour, 2),
        )
    )
    if series.shape is Shape.RUNGED_BARS:
        _pairs(plot, _rungs(seen, rung), ink.pen(colour, 1))
    sample = pg.ScatterPlotItem(
        symbol=_swatch(ruled=series.shape is Shape.RUNGED_BARS),
        size=SWATCH,
        brush=brush,
        pen=QPen(colour, 1.5 / SWATCH),
    )
    plot.legend.addItem(sample, series.name)


def _swatch(*, ruled: bool) -> QPainterPath:
    """A bar as the legend shows it; pyqtgraph's own strikes every one of them through."""
    path = QPainterPath()
    path.addRect(QRectF(-0.5, -0.5, 1, 1))
    for height in (-0.25, 0, 0.25) if ruled else ():
        path.moveTo(-0.5, height)
        path.lineTo(0.5, height)
    return path


def _pairs(
    plot: pg.PlotItem, ends: list[tuple[float, float]], pen: QPen, *, name: str | None = None
) -> None:
    """Draw a line from every first point to the one after it."""
    xs, ys = [x for x, _y in ends], [y for _x, y in ends]
    plot.plot(xs, ys, pen=pen, connect="pairs", name=name)


def _rungs(points: list[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """The ends of level lines across bars; a brush's own pattern would be scaled with the axes."""
    half = BAR_WIDTH / 2
    return [
        (end, apart * step)
        for x, y in points
        for step in range(1, int(y / apart) + 1)
        for end in (x - half, x + half)
    ]


def _whiskers(series: Series) -> list[tuple[float, float]]:
    """The ends of an upright line with feet for each span: three lines of two points each."""
    ends: list[tuple[float, float]] = []
    for (x, _y), (low, high) in zip(series.points, series.spans, strict=True):
        ends += [(x, low), (x, high)]
        ends += [(x - 0.15, low), (x + 0.15, low), (x - 0.15, high), (x + 0.15, high)]
    return ends


def _line(mark: Mark, ink: Ink, *, lower: int) -> pg.InfiniteLine:
    """A line across the chart; its word stands where it covers least, and each one lower."""
    colour = ink.colour("confirm")
    line = pg.InfiniteLine(
        pos=mark.at,
        angle=90 if mark.upright else 0,
        pen=ink.pen(colour, 1.5, Qt.PenStyle.DashLine),
        label=mark.words,
        labelOpts={
            "position": 0.96 - 0.07 * lower if mark.upright else 0.99,
            "color": colour,
            "fill": QBrush(ink.colour("panel")) if mark.upright else None,
            "anchors": [(0, 0.5), (1, 0.5)] if mark.upright else [(1, 1), (1, 1)],
        },
    )
    line.setZValue(-lower)
    return line
