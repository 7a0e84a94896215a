"""Settings and operator: what is typed and chosen is what is remembered."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from PySide6.QtWidgets import QWidget as Widget
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.formulary import Formulary
from spineplanner.ui.preferences import Preferences, UsualNeedle
from spineplanner.ui.settings_dialog import OperatorDialog, SettingsDialog

NEEDLE = UsualNeedle(kind=SiteKind.FACET, region=Region.LUMBAR, needle="spinal-22g-90mm")


@pytest.fixture
def chosen() -> list[Preferences]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, formulary: Formulary, chosen: list[Preferences]) -> SettingsDialog:
    made = SettingsDialog(Preferences(room="2", usual_needles=(NEEDLE,)), formulary)
    qtbot.addWidget(made)
    made.chosen.connect(chosen.append)
    made.show()
    return made


def press(window: Widget, words: str) -> None:
    button = next(
        item for item in window.findChildren(QPushButton) if item.text().replace("&", "") == words
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(combo: Widget, words: str) -> None:
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClicks(combo, words)
    QTest.keyClick(combo, Qt.Key.Key_Return)


def test_what_is_typed_is_chosen_even_while_the_cursor_is_in_it(
    dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    (clinic,) = dialog.fields["clinic"].entries()
    QTest.keyClicks(clinic, "EXAMPLE clinic")

    dialog.keep()

    assert [item.clinic for item in chosen] == ["EXAMPLE clinic"]
    assert chosen[0].room == "2"
    assert not dialog.isVisible()


def test_station_paper_and_theme_are_chosen_by_keys(
    dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    for name, words in (("station", "D"), ("paper", "US"), ("theme", "dark")):
        pick(dialog.fields[name].entries()[0], words)

    press(dialog, "Keep")

    kept = chosen[0]
    assert (kept.station, kept.paper, kept.theme, kept.language) == ("D", "letter", "dark", "en")


def test_a_room_is_taken_away_by_emptying_it(
    dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    (room,) = dialog.fields["room"].entries()
    room.setFocus()
    QTest.keyClick(room, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(room, Qt.Key.Key_Delete)

    press(dialog, "Keep")

    assert chosen[0].room is None


def test_english_is_spoken_where_there_is_no_catalogue(dialog: SettingsDialog) -> None:
    (language,) = dialog.fields["language"].entries()

    assert isinstance(language, QComboBox)
    assert [language.itemText(row) for row in range(language.count())] == ["English"]


def test_a_usual_needle_says_what_it_keeps_and_the_one_chosen_is_shown(
    dialog: SettingsDialog,
) -> None:
    (lumbar,) = dialog.needles[SiteKind.FACET, Region.LUMBAR].entries()
    (vein,) = dialog.needles[SiteKind.VEIN, None].entries()

    assert isinstance(lumbar, QComboBox)
    assert isinstance(vein, QComboBox)
    assert lumbar.currentText() == "22 G 90 mm spinal needle, keeps 0.05 mL"
    assert vein.currentText() == "not stated"


def test_usual_needles_are_chosen_and_unsaid(
    dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    pick(dialog.needles[SiteKind.FACET, Region.LUMBAR].entries()[0], "not")
    pick(dialog.needles[SiteKind.EPIDURAL, Region.LUMBAR].entries()[0], "18 G")

    press(dialog, "Keep")

    (usual,) = chosen[0].usual_needles
    assert (usual.kind, usual.region) == (SiteKind.EPIDURAL, Region.LUMBAR)
    assert usual.needle.startswith("tuohy-18g")


def test_the_wheel_chooses_nothing(
    dressed: QApplication, dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    (station,) = dialog.fields["station"].entries()
    station.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5),
        station.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own
    )
    dressed.sendEvent(station, turned)

    dialog.keep()

    assert chosen[0].station == "A"


def test_cancel_chooses_nothing(dialog: SettingsDialog, chosen: list[Preferences]) -> None:
    QTest.keyClicks(dialog.fields["clinic"].entries()[0], "EXAMPLE clinic")

    press(dialog, "Cancel")

    assert not chosen
    assert not dialog.isVisible()


def test_a_name_that_can_not_be_printed_is_said_beside_it_and_nothing_is_chosen(
    dialog: SettingsDialog, chosen: list[Preferences]
) -> None:
    field = dialog.fields["clinic"]
    QApplication.clipboard().setText("EXAMPLE\u202eclinic")
    QTest.keyClick(field.entries()[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    press(dialog, "Keep")

    assert field.reason.text() == "Character 8 is hidden (U+202E). Delete it."
    assert dialog.isVisible()
    assert not chosen


def test_the_operator_is_named_by_typing_and_enter(qtbot: QtBot, chosen: list[Preferences]) -> None:
    dialog = OperatorDialog(Preferences(room="2"))
    qtbot.addWidget(dialog)
    dialog.chosen.connect(chosen.append)
    dialog.show()

    QTest.keyClicks(dialog.name.entry, "EXAMPLE")
    QTest.keyClick(dialog.name.entry, Qt.Key.Key_Return)

    assert [(item.operator, item.room) for item in chosen] == [("EXAMPLE", "2")]
    assert not dialog.isVisible()


def test_every_setting_has_a_name_for_those_who_hear_it(dialog: SettingsDialog) -> None:
    fields = [*dialog.fields.values(), *dialog.needles.values()]
    names = [entry.accessibleName() for field in fields for entry in field.entries()]

    assert len(set(names)) == len(names) == 12
    assert all(names)
