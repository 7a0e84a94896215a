"""The manual is whole without a network, readable in the dark, and hints are dismissed for good."""

import re

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.actions import commands
from spineplanner.ui.help_window import HelpWindow
from spineplanner.ui.hint import Hint
from spineplanner.ui.notices import KeysDialog

HTML = asset("manual", "manual.html").read_text("utf-8")


def test_every_picture_of_the_manual_comes_with_the_program_and_has_words() -> None:
    tags = re.findall(r"<img [^>]*>", HTML)
    sources = [re.search(r'src="([^"]+)"', tag) for tag in tags]

    names = [found[1] for found in sources if found]
    assert names[:2] == ["plan.png", "worksheet.png"]
    assert {path.name for path in asset("manual", "plan.png").parent.glob("*.png")} == set(names)
    assert all(not QImage(str(asset("manual", name))).isNull() for name in names)
    assert all(re.search(r'alt="[^"]{20,}"', tag) for tag in tags)


def test_no_word_of_the_manual_leads_out_of_it() -> None:
    links = re.findall(r'href="([^"]+)"', HTML)

    assert links
    assert all(f'name="{link[1:]}"' in HTML for link in links if link.startswith("#"))
    assert all(link.startswith("#") for link in links)
    assert "http" not in HTML


def test_the_manual_shows_its_text_and_pictures(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()

    document = window.pages.document()
    picture = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("plan.png"))
    assert "recommends no dose" in document.toPlainText()
    assert isinstance(picture, QImage)
    assert picture.width() / picture.devicePixelRatio() <= window.pages.viewport().width()


def test_a_link_leads_to_its_heading(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()
    bar = window.pages.verticalScrollBar()
    assert bar.value() == 0

    window.pages.setFocus()
    for _link in range(5):
        QTest.keyClick(window.pages, Qt.Key.Key_Tab)
    QTest.keyClick(window.pages, Qt.Key.Key_Return)

    assert bar.value() > bar.maximum() // 2


def test_the_manual_opens_at_a_section_and_goes_there_again(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()

    window.go_to("day")
    qtbot.waitUntil(lambda: top_line(window) == HEADING)

    window.pages.verticalScrollBar().setValue(0)
    window.go_to("day")
    qtbot.waitUntil(lambda: top_line(window) == HEADING)


HEADING = "3\xa0 The day of the preparation"


def top_line(window: HelpWindow) -> str:
    """The first line in sight that is no part of a line."""
    return window.pages.cursorForPosition(QPoint(30, 4)).block().text()


def test_every_page_of_a_plan_has_a_section_in_the_manual() -> None:
    assert all(f'<a name="{name}">' in HTML for name in ("plan", "print", "day"))


def test_links_are_readable_when_the_system_turns_dark(qtbot: QtBot, dressed: QApplication) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()
    assert theme.LIGHT.accent in window.pages.toHtml()
    try:
        theme.choose(dressed, "dark")
        theme.dress(dressed)
        dressed.processEvents()

        said = window.pages.toHtml()
    finally:
        theme.choose(dressed, "light")
        theme.dress(dressed)
    assert theme.DARK.accent in said
    assert theme.LIGHT.accent not in said


def test_the_list_of_keys_has_every_command_that_has_some(qtbot: QtBot) -> None:
    dialog = KeysDialog()
    qtbot.addWidget(dialog)
    dialog.show()

    (table,) = dialog.findChildren(QTableWidget)
    said = {
        item.text() for row in range(table.rowCount()) if (item := table.item(row, 1)) is not None
    }
    with_keys = [
        command
        for command in commands()
        if any(not QKeySequence(key).isEmpty() for key in command.keys)
    ]
    assert {command.text.replace("&", "").rstrip("…") for command in with_keys} <= said


def test_a_hint_shows_markup_as_text_and_is_dismissed_by_its_name(qtbot: QtBot) -> None:
    hint = Hint("first-click", "Click a <b>joint</b>.")
    qtbot.addWidget(hint)
    hint.show()
    dismissed: list[str] = []
    hint.dismissed.connect(dismissed.append)

    QTest.mouseClick(hint.dismiss, Qt.MouseButton.LeftButton)

    assert dismissed == ["first-click"]
    assert not hint.isVisible()
    assert hint.accessibleDescription() == "Click a <b>joint</b>."
