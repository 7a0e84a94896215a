"""Puts a chart on paper: as SVG, as a PDF page or at a printer, always dark on white."""

from math import ceil

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from spineplanner.ui import theme
from spineplanner.ui.chart import Chart
from spineplanner.ui.chart_plot import drawn
from spineplanner.ui.printing import PAPERS
from spineplanner.ui.theme import LIGHT

WIDTH, HEIGHT = 960, 640
"""The size in which a chart is drawn for paper; it is scaled from that."""

MARGIN, GAP = 16, 8
HEAD, FOOT = 48, 612
TALLEST = 440
"""Where the chart begins and the foot stands, and how high the chart is where words are few."""

FINE = 4
"""How much finer a picture for a printer is: about 400 dots per inch across A4."""


def svg(chart: Chart, foot: str) -> bytes:
    """Write a chart as SVG. `foot` says of which plan it is."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_dots_per_inch())
    generator.setSize(QSize(WIDTH, HEIGHT))
    generator.setViewBox(QRectF(0, 0, WIDTH, HEIGHT))
    generator.setTitle(chart.title)
    generator.setDescription(chart.assumes)
    painter = QPainter(generator)
    _paint(painter, chart, foot)
    painter.end()
    return bytes(buffer.data().data())


def pdf(chart: Chart, foot: str, paper: str) -> bytes:
    """Write a chart as one PDF page across the paper."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(chart.title)
    writer.setResolution(_dots_per_inch())
    writer.setPageSize(QPageSize(PAPERS[paper]))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    _fit(painter, writer.width(), writer.height())
    _paint(painter, chart, foot)
    painter.end()
    return bytes(buffer.data().data())


def print_chart(chart: Chart, foot: str, printer: QPrinter) -> bool:
    """Print a chart across the page; tell whether the printer took it."""
    printer.setColorMode(QPrinter.ColorMode.Color)
    printer.setFullPage(False)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    _fit(painter, printer.width(), printer.height())
    painter.drawImage(QRectF(0, 0, WIDTH, HEIGHT), picture(chart, foot))
    return painter.end()


def picture(chart: Chart, foot: str) -> QImage:
    """Paint a chart as a picture that is fine enough for a printer."""
    image = QImage(WIDTH * FINE, HEIGHT * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, chart, foot, fine=FINE)
    painter.end()
    return image


def _dots_per_inch() -> int:
    """The screen's: pyqtgraph records its axes with it, and any other would scale them."""
    return round(QGuiApplication.primaryScreen().logicalDotsPerInch())


def _fit(painter: QPainter, width: int, height: int) -> None:
    scale = min(width / WIDTH, height / HEIGHT)
    painter.scale(scale, scale)


def _paint(painter: QPainter, chart: Chart, foot: str, *, fine: float = 1) -> None:
    """Paint title, chart, result, assumption and plan, one beneath the other."""
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor(LIGHT.panel))
    painter.setPen(QColor(LIGHT.text))
    _words(painter, chart.title, QRectF(MARGIN, MARGIN, WIDTH - 2 * MARGIN, 26), pixels=18)
    said = "\n".join(words for words in (chart.result, chart.assumes) if words)
    below = _height(painter, said, pixels=13)
    view = drawn(chart, LIGHT, fine=fine)
    view.resize(WIDTH - 2 * MARGIN, min(TALLEST, FOOT - GAP - below - GAP - HEAD))
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.show()
    view.render(painter, QRectF(MARGIN, HEAD, view.width(), view.height()))
    top = HEAD + view.height() + GAP
    view.close()
    view.deleteLater()
    _words(painter, said, QRectF(MARGIN, top, WIDTH - 2 * MARGIN, below), pixels=13)
    painter.setPen(QColor(LIGHT.quiet))
    _words(painter, foot, QRectF(MARGIN, FOOT, WIDTH - 2 * MARGIN, 20), pixels=12)


def _height(painter: QPainter, words: str, *, pixels: int) -> int:
    """How high words are that are wrapped across the picture."""
    painter.setFont(_font(pixels))
    room = QRectF(0, 0, WIDTH - 2 * MARGIN, HEIGHT)
    return ceil(painter.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height())


def _words(painter: QPainter, words: str, room: QRectF, *, pixels: int) -> None:
    painter.setFont(_font(pixels))
    painter.drawText(room, Qt.TextFlag.TextWordWrap, words)


def _font(pixels: int) -> QFont:
    font = theme.font()
    # A PDF does not know what figures of one width or hyphens between capitals stand for.
    font.clearFeatures()
    font.setFeature(QFont.Tag("calt"), 0)
    font.setPixelSize(pixels)
    return font
