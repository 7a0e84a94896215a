"""The charts beside a plan: what would be if less grew, thawed or was counted than planned."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spineplanner.ui import files
from spineplanner.ui.cards import plain_label
from spineplanner.ui.chart import Chart, Question, Spread, Topic
from spineplanner.ui.chart_page import ChartPage
from spineplanner.ui.printing import Printers, SystemPrinters
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spread_fields import SpreadFields
from spineplanner.wording.translate import _


def topics() -> dict[Topic, str]:
    """The charts, in order, as their buttons name them."""
    return {
        Topic.VIABILITY: _("&Viability"),
        Topic.RECOVERY: _("&Recovery"),
        Topic.FADING: _("&After the thaw"),
        Topic.DOSES: _("&Doses"),
        Topic.SPREAD: _("&Uncertainty"),
    }


class WhatIfWindow(QDialog):
    """One chart at a time beside the plan, which it follows.

    `chart_wanted` carries a Question, to be answered by `show_answer`; `file_wanted` a path and
    the bytes to write there.
    """

    chart_wanted = Signal(object)
    file_wanted = Signal(object, object)

    def __init__(
        self,
        spread: Spread,
        *,
        paper: str,
        parent: QWidget | None = None,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent)
        self._paper = paper
        self._printers = printers or SystemPrinters()
        self._snapshot: Snapshot | None = None
        self._asked: Question | None = None
        self._question = Question(Topic.VIABILITY, spread)
        self.page = ChartPage(self)
        self.spread = SpreadFields(spread, self)
        self.message = plain_label(look="quiet", points=9, parent=self)
        self.buttons = self._topic_buttons()
        self.outlets = [
            self._outlet(_("Save as &SVG…"), self._save_svg),
            self._outlet(_("Save as &CSV…"), self._save_csv),
            self._outlet(_("Save as P&DF…"), self._save_pdf),
            self._outlet(_("&Print…"), self._print),
        ]
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        self.spread.spread_wanted.connect(self._take_spread)
        self._lay_out()
        self._show_state()

    def _topic_buttons(self) -> dict[Topic, QPushButton]:
        group = QButtonGroup(self)
        buttons = {}
        for topic, words in topics().items():
            button = QPushButton(words, self)
            button.setProperty("look", "chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(topic is self._question.topic)
            group.addButton(button)
            buttons[topic] = button
        group.buttonToggled.connect(self._turn_to)
        return buttons

    def _outlet(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for button in self.buttons.values():
            head.addWidget(button)
        head.addStretch(1)
        foot.addWidget(self.message, 1)
        for button in self.outlets:
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.spread)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        character = self.fontMetrics().averageCharWidth()
        self.resize(min(170 * character, 1200), min(100 * character, 680))

    # What is shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the plan; what is not of it any more is not shown any longer."""
        old, self._snapshot = self._snapshot, snapshot
        if old is not None and _matter(old) == _matter(snapshot):
            return
        number, revision = snapshot.envelope.number, snapshot.envelope.revision
        self.setWindowTitle(
            _("What if – {number}, revision {revision}").format(number=number, revision=revision)
        )
        if old is None or old.envelope.id != snapshot.envelope.id:
            self.page.show_sentence("")
        self._ask()

    def show_answer(self, answer: Chart | Problem) -> None:
        """Show what came of the newest question."""
        self._asked = None
        if isinstance(answer, Problem):
            self.page.show_sentence(answer.sentence)
        else:
            self.page.show_chart(answer)
        self.message.setText("")
        self._show_state()

    def say(self, sentence: str) -> None:
        """Say how a file went."""
        self.message.setText(sentence)

    def _ask(self) -> None:
        self._asked = self._question
        self.message.setText(_("Computing…"))
        self._show_state()
        self.chart_wanted.emit(self._question)

    def _turn_to(self, button: QPushButton, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not checked:
            return
        topic = next(topic for topic, mine in self.buttons.items() if mine is button)
        self.spread.count.commit()
        self.spread.syringe.commit()
        self._question = Question(topic, self._question.spread)
        self.page.show_sentence("")
        self._ask()

    def _take_spread(self, spread: Spread) -> None:
        self._question = Question(self._question.topic, spread)
        if self._question.topic is Topic.SPREAD:
            self._ask()

    def _show_state(self) -> None:
        """Only what is of the plan as it is now, and not being computed, can go out."""
        self.spread.setVisible(self._question.topic is Topic.SPREAD)
        chart = self.page.chart
        ready = chart is not None and not chart.absent and self._asked is None
        for button in self.outlets:
            button.setEnabled(ready)

    # What goes out

    def _foot(self) -> str:
        if self._snapshot is None:
            return ""
        envelope = self._snapshot.envelope
        return _("SpinePlanner, plan {number}, revision {revision}. Not a worksheet.").format(
            number=envelope.number, revision=envelope.revision
        )

    def _save_svg(self) -> None:
        from spineplanner.ui.chart_paper import svg

        self._save("svg", lambda chart: svg(chart, self._foot()))

    def _save_csv(self) -> None:
        self._save("csv", lambda chart: chart.csv.encode("utf-8-sig"))

    def _save_pdf(self) -> None:
        from spineplanner.ui.chart_paper import pdf

        self._save("pdf", lambda chart: pdf(chart, self._foot(), self._paper))

    def _save(self, kind: str, made: Callable[[Chart], bytes]) -> None:
        chart, snapshot = self.page.chart, self._snapshot
        if chart is None or snapshot is None:
            return
        path: Path | None = files.chart_to_write(self, snapshot.envelope, chart.topic.value, kind)
        if path is None:
            return
        # While the person chose a place, the plan may have changed in the window beside.
        if self.page.chart is not chart or self._asked is not None:
            self.say(_("The plan changed meanwhile. Nothing was written; look at it again."))
            return
        self.file_wanted.emit(path, made(chart))

    def _print(self) -> None:
        from spineplanner.ui.chart_paper import print_chart

        chart = self.page.chart
        if chart is None:
            return
        if not self._printers.any():
            self.say(_("No printer is known on this computer. Save as PDF instead."))
            return
        printer = self._printers.choose(self, paper=self._paper, pages=1)
        if printer is None:
            return
        if self.page.chart is not chart or self._asked is not None:
            self.say(_("The plan changed meanwhile. Nothing was printed; look at it again."))
        elif print_chart(chart, self._foot(), printer):
            self.say(_("Sent to the printer."))
        else:
            self.say(_("The printer does not take the chart. Nothing was printed."))


def _matter(snapshot: Snapshot) -> tuple[object, ...]:
    """What a chart rests on: the order, the day's record and the clinic's figures."""
    envelope = snapshot.envelope
    return envelope.id, envelope.revision, envelope.plan, envelope.record, snapshot.formulary
