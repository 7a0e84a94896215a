"""One chart as it is read: the picture, its numbers as a table, and what it assumes."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from spineplanner.ui import theme
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.chart import Chart
from spineplanner.ui.number_rows import NumberRows
from spineplanner.ui.theme import Colours
from spineplanner.wording.translate import _


class ChartPage(QWidget):
    """A chart, or the sentence that says why there is none.

    It draws anew by itself when the window turns light or dark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.picture: QGraphicsView | None = None
        self._colours: Colours | None = None
        self.card = Card(_("What if"), self)
        self.absent = _paragraph(self.card, "")
        self.absent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card.body.addWidget(self.absent, 1)
        self.rows = NumberRows(self)
        self.result = _paragraph(self, "", weight=QFont.Weight.DemiBold)
        self.assumes = _paragraph(self, "quiet")
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.card, 5)
        beside.addWidget(self.rows, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(beside, 1)
        column.addWidget(self.result)
        column.addWidget(self.assumes)
        self.show_sentence("")

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; one that shows the same already is left alone."""
        if chart == self.chart:
            return
        self.chart = chart
        self.card.title.setText(chart.title)
        self.card.setAccessibleName(chart.title)
        self._say(chart.absent, chart.result, chart.assumes)
        self.rows.setVisible(not chart.absent)
        self.rows.show_rows(
            _("{title}, as a table").format(title=chart.title), chart.heads, chart.rows
        )
        self.rows.setAccessibleDescription(f"{chart.result} {chart.assumes}".strip())
        self._draw()

    def show_sentence(self, words: str) -> None:
        """Show no chart, and say why."""
        self.chart = None
        self._say(words, "", "")
        self.rows.hide()
        self._draw()

    def _say(self, absent: str, result: str, assumes: str) -> None:
        for label, words in (
            (self.absent, absent),
            (self.result, result),
            (self.assumes, assumes),
        ):
            label.setText(words)
            label.setVisible(bool(words))

    def _draw(self) -> None:
        if self.picture is not None:
            self.card.body.removeWidget(self.picture)
            self.picture.hide()
            self.picture.deleteLater()
            self.picture = None
        self._colours = _colours()
        if self.chart is None or self.chart.absent or self._colours is None:
            return
        # The first one loads pyqtgraph: nobody who asks for no chart waits for that.
        from spineplanner.ui.chart_plot import drawn

        self.picture = drawn(self.chart, self._colours, self.card)
        self.picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.card.body.insertWidget(0, self.picture, 1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._colours != _colours():
            self._draw()


def _colours() -> Colours | None:
    application = QApplication.instance()
    return theme.colours_for(application) if isinstance(application, QApplication) else None


def _paragraph(parent: QWidget, look: str, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = plain_label(look=look, weight=weight, parent=parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
