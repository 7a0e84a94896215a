"""What a window opens beside the plan: one of each, and nothing remembered is lost by it."""

from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from spineplanner.domain.formulary import Formulary
from spineplanner.ui.extras import Extras
from spineplanner.ui.help_window import HelpWindow
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import Services
from spineplanner.ui.settings_dialog import OperatorDialog, SettingsDialog


class Remembered:
    """The services that remember what was chosen."""

    def __init__(self, formulary: Formulary) -> None:
        self.chosen = Preferences(operator="EXAMPLE")
        self._formulary = formulary

    def preferences(self) -> Preferences:
        return self.chosen

    def prefer(self, preferences: Preferences) -> None:
        self.chosen = preferences

    def formulary(self) -> Formulary:
        return self._formulary


@pytest.fixture
def remembered(formulary: Formulary) -> Remembered:
    return Remembered(formulary)


@pytest.fixture
def parent(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def extras(remembered: Remembered, parent: QMainWindow) -> Extras:
    services = cast("Services", remembered)
    return Extras(
        services, printable=lambda _text: frozenset(), log_tail=lambda: "the log", parent=parent
    )


def test_there_is_one_manual_however_often_it_is_asked_for(
    dressed: QApplication, extras: Extras, parent: QMainWindow
) -> None:
    extras.show_manual(parent)
    extras.show_manual(parent)
    (manual,) = parent.findChildren(HelpWindow)

    manual.close()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not parent.findChildren(HelpWindow)
    extras.show_manual(parent)

    (again,) = parent.findChildren(HelpWindow)
    assert again.isVisible()


def test_settings_keep_what_was_remembered_beside_them_meanwhile(
    extras: Extras, remembered: Remembered, parent: QMainWindow
) -> None:
    extras.show_settings(parent)
    (dialog,) = parent.findChildren(SettingsDialog)
    extras.dismiss_hint("first-click")

    QTest.keyClicks(dialog.fields["clinic"].entries()[0], "EXAMPLE clinic")
    dialog.keep()

    assert remembered.chosen.clinic == "EXAMPLE clinic"
    assert remembered.chosen.hints_dismissed == ("first-click",)
    assert remembered.chosen.operator == "EXAMPLE"


def test_the_operator_is_all_that_the_operators_dialog_changes(
    extras: Extras, remembered: Remembered, parent: QMainWindow
) -> None:
    extras.name_operator(parent)
    (dialog,) = parent.findChildren(OperatorDialog)
    remembered.prefer(remembered.chosen.replace(room="2"))

    dialog.name.entry.selectAll()
    QTest.keyClicks(dialog.name.entry, "EXAMPLE two")
    QTest.keyClick(dialog.name.entry, Qt.Key.Key_Return)

    assert (remembered.chosen.operator, remembered.chosen.room) == ("EXAMPLE two", "2")


def test_diagnostics_name_no_clinic_and_no_person(
    dressed: QApplication, extras: Extras, remembered: Remembered
) -> None:
    remembered.prefer(remembered.chosen.replace(clinic="EXAMPLE clinic", room="Room 2"))
    said: list[str] = []

    class Window:
        def say(self, sentence: str) -> None:
            said.append(sentence)

    extras.copy_diagnostics(Window())

    copied = dressed.clipboard().text()
    assert "SpinePlanner" in copied
    assert "the log" in copied
    assert "EXAMPLE" not in copied
    assert "Room" not in copied
    assert said == ["Copied. Nothing of any patient is in it."]
