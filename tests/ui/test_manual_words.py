"""What the manual says to choose or press is what the program calls so."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

import spineplanner
from spineplanner.resources import asset
from spineplanner.ui.actions import Command, commands, menus

HTML = asset("manual", "manual.html").read_text("utf-8")
TEXT, _KEYS, KEY_TABLE = HTML.partition('<a name="keys">')
EMPHASISED = re.compile(r"<b>(.*?)</b>", re.DOTALL)
WITH_KEYS = re.compile(
    r"(?P<what>[A-Z][\w ,]*?)(?:</b>)?(?: tab)?\s+\((?P<keys>Ctrl\+[^)]+|F\d+)\)"
)
ROWS = {
    "Ctrl+Z, Ctrl+Y": ("undo", "redo"),
    "Ctrl+L": ("fill-lumbar",),
    "Ctrl+B, Ctrl+M": ("both-sides", "mirror-left"),
    "F4": ("details",),
    "Ctrl+1, Ctrl+2, Ctrl+3": ("plan", "prepare", "worksheet"),
    "Ctrl+P, Ctrl+Shift+P": ("print", "pdf"),
    "Ctrl+I, Ctrl+Shift+B": ("what-if", "labels"),
    "Ctrl+Shift+K": ("check-sheet",),
    "Ctrl+F1": ("shortcuts",),
}
"""The rows of the manual's table of keys, with the commands that they tell of."""


def plain(words: str) -> str:
    """Words as people read them, without what marks them for keys or says that they ask on."""
    return " ".join(html.unescape(words).replace("&", "").split()).rstrip("….: ")


def emphasised() -> Iterator[str]:
    """What the manual sets in bold before its keys: menu entries, buttons and words on screen."""
    yield from map(plain, EMPHASISED.findall(TEXT))


def entries() -> dict[str, Command]:
    """Every command, as the manual leads to it: "Plan, Labels"."""
    return {f"{plain(each.menu)}, {plain(each.text)}": each for each in commands()}


def keys_of(command: Command) -> set[str]:
    bound = [
        QKeySequence.keyBindings(key)
        if isinstance(key, QKeySequence.StandardKey)
        else [QKeySequence(key)]
        for key in command.keys
    ]
    return {way.toString() for ways in bound for way in ways}


def messages() -> Iterator[str]:
    """All that the program can say."""
    for path in sorted(Path(spineplanner.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                said = [part.value for part in node.args if isinstance(part, ast.Constant)]
                yield from (plain(words) for words in said if isinstance(words, str))


def test_every_way_through_a_menu_leads_to_an_entry() -> None:
    named = [words for words in emphasised() if words.split(", ")[0] in map(plain, menus())]
    ways = [words for words in named if ", " in words]

    assert {"Plan, Labels", "Plan, Second check", "Clinic, Formulary"} <= set(ways)
    assert [way for way in ways if way not in entries()] == []


def test_every_command_of_the_day_is_in_the_manual() -> None:
    told = set(emphasised())
    block = [
        way
        for way, command in entries().items()
        if command.name
        in {"labels", "check-sheet", "second-check", "written-order", "vials-apart", "what-if"}
    ]

    assert len(block) == 6
    assert [way for way in block if way not in told] == []


def test_all_that_is_set_in_bold_can_be_read_in_the_program() -> None:
    said = set(messages())
    begun = {re.split(r"[:.] ", message)[0] for message in said}

    wanting = [words for words in emphasised() if words not in said | begun | set(entries())]
    assert wanting == []


@pytest.mark.parametrize(("what", "keys"), [match.groups() for match in WITH_KEYS.finditer(TEXT)])
def test_the_keys_in_the_text_are_those_of_what_they_stand_behind(what: str, keys: str) -> None:
    called = plain(what).split(", ")[-1]
    found = [each for each in commands() if plain(each.text) == called]

    assert found, f"nothing is called {called}"
    assert all(keys in keys_of(each) for each in found)


def test_keys_stand_behind_what_is_chosen_most() -> None:
    assert len(WITH_KEYS.findall(TEXT)) >= 9
    assert TEXT.count("(Ctrl+") == len(WITH_KEYS.findall(TEXT))


def test_each_row_of_the_keys_tells_of_the_commands_that_have_them() -> None:
    rows = [cell for cell in EMPHASISED.findall(KEY_TABLE) if re.match(r"Ctrl\+|F\d", cell)]
    by_name = {command.name: command for command in commands()}

    assert rows == list(ROWS)
    for keys, names in ROWS.items():
        for key, name in zip(keys.split(", "), names, strict=True):
            assert key in keys_of(by_name[name]), f"{key} is not the key of {name}"
