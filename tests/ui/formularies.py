"""A clinic with a formulary in memory, its window, and hands to work it with."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.formulary_edits import Kind
from spineplanner.store.files import FileProblemError
from spineplanner.store.formulary import export_formulary, import_formulary
from spineplanner.ui.formulary_questions import Question
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import Problem, Services
from spineplanner.wording.problems import problem_summary

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Clinic:
    """The services that the window asks, with a formulary in memory."""

    def __init__(self, formulary: Formulary) -> None:
        self.present = self.shipped = formulary
        self.kept: list[Formulary] = []
        self.problem: Problem | None = None

    def clock(self) -> datetime:
        return datetime(2026, 11, 24, 7, 42, tzinfo=UTC)

    def preferences(self) -> Preferences:
        return Preferences(operator="EXAMPLE")

    def formulary(self) -> Formulary:
        return self.present

    def shipped_formulary(self) -> Formulary:
        return self.shipped

    def keep_formulary(self, formulary: Formulary) -> Problem | None:
        if self.problem is None:
            self.present = formulary
            self.kept.append(formulary)
        return self.problem

    def export_formulary(self, formulary: Formulary, path: Path) -> Problem | None:
        export_formulary(formulary, path)
        return None

    def import_formulary(self, path: Path) -> Formulary | Problem:
        try:
            return import_formulary(path)
        except FileProblemError as error:
            return Problem(problem_summary(error.problem))


def opened(qtbot: QtBot, clinic: Clinic) -> FormularyWindow:
    """The window of a clinic, which loses what is not kept when the test ends."""
    made = FormularyWindow(cast("Services", clinic))
    qtbot.addWidget(made, before_close_func=_lose_edits)
    made.show()
    qtbot.waitExposed(made)
    return made


def _lose_edits(window: QWidget) -> None:
    """Close the window as a person does who does not want what was edited."""
    window.close()
    for question in window.findChildren(Question):
        if question.isVisible():
            button(question, "Close and lose them").click()


def button(within: QWidget, words: str) -> QPushButton:
    return next(
        item for item in within.findChildren(QPushButton) if item.text().replace("&", "") == words
    )


def go_to(window: FormularyWindow, kind: Kind, words: str = "") -> None:
    """Choose a kind, and the first entry whose words begin so."""
    window.lists.kinds.setCurrentRow(list(Kind).index(kind))
    entries = window.lists.entries
    rows = [row for row in range(entries.count()) if entries.item(row).text().startswith(words)]
    entries.setCurrentRow(rows[0])


def entry(window: FormularyWindow, figure: str) -> QLineEdit:
    (field,) = window.form.fields[figure].entries()
    assert isinstance(field, QLineEdit)
    return field


def type_in(field: QWidget, words: str, *, key: Qt.Key | None = Qt.Key.Key_Return) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, words)
    if key is not None:
        QTest.keyClick(field, key)


def keep(window: FormularyWindow) -> None:
    QTest.mouseClick(window.keep, LEFT)


def listed(window: FormularyWindow) -> list[str]:
    entries = window.lists.entries
    return [entries.item(row).text() for row in range(entries.count())]
