"""Every icon draws something, in the colour it is asked for."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from spineplanner.resources import asset
from spineplanner.ui.actions import commands
from spineplanner.ui.icons import icon, program_icon

NAMES = sorted(path.stem for path in asset("icons").glob("*.svg"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "spineplanner"])
def test_an_icon_is_drawn_in_the_colour_asked_for(name: str) -> None:
    picture = icon(name, "#123456", "#999999").pixmap(QSize(24, 24)).toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert seen
    assert seen == {QColor("#123456").name()}


def test_a_command_that_cannot_be_given_has_another_colour() -> None:
    made = icon("undo", "#123456", "#999999")
    usual = made.pixmap(QSize(24, 24)).toImage()
    assert made.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage() != usual


def test_icons_are_of_commands_and_take_their_colour_from_the_text() -> None:
    known = {command.name for command in commands()} | {"plans", "spineplanner"}
    assert set(NAMES) <= known
    for name in NAMES:
        text = asset("icons", f"{name}.svg").read_text("utf-8")
        if name != "spineplanner":
            assert re.findall(r'(?:stroke|fill)="#', text) == []


def test_the_program_has_an_icon() -> None:
    assert not program_icon().pixmap(QSize(64, 64)).isNull()
