"""What a person chose for this workstation is found again, or said to be lost."""

from pathlib import Path

import pytest

from spineplanner.app.choices import FILE, read_preferences, write_preferences
from spineplanner.app.first_look import first_look
from spineplanner.store.files import FileProblemError
from spineplanner.ui.preferences import Preferences

CHOSEN = Preferences(theme="dark", station="B", places=(("window", "AAAA"),), operator="EXAMPLE")


def test_where_nothing_was_chosen_nothing_is(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "none") == Preferences()


def test_what_was_chosen_is_found_again(tmp_path: Path) -> None:
    write_preferences(CHOSEN, tmp_path / "new")
    assert read_preferences(tmp_path / "new") == CHOSEN


def test_the_first_look_has_theme_and_place(tmp_path: Path) -> None:
    write_preferences(CHOSEN, tmp_path)
    look = first_look(tmp_path)
    assert (look.theme, look.geometry) == ("dark", "AAAA")


@pytest.mark.parametrize(
    "data", [b"", b"no JSON", b"[]", b"\xff\xfe", b'{"theme": 7}', b'{"unknown": 1}']
)
def test_what_cannot_be_read_is_a_problem_and_never_a_crash(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(FileProblemError):
        read_preferences(tmp_path)
    assert first_look(tmp_path).geometry == ""
    assert (tmp_path / FILE).read_bytes() == data
