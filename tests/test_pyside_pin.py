"""Guards the pin of PySide6: one release lost a reference to None at each call that returns it."""

import subprocess
import sys
import tomllib
from pathlib import Path

CALLS = 20_000

PROGRAM = f"""
import sys
from PySide6.QtCore import QObject

thing = QObject()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    thing.setObjectName("name")
print(thing.objectName(), sys.getrefcount(None) - before)
"""


def test_calls_of_qt_that_return_none_lose_no_reference_to_it() -> None:
    run = subprocess.run(  # noqa: S603 - in a process of its own: the fault would end this one
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    name, moved = run.stdout.split()
    assert name == "name"
    assert abs(int(moved)) < 100


def test_the_release_that_loses_them_is_shut_out() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))

    assert "PySide6-Essentials>=6.10,<6.12" in project["project"]["dependencies"]
