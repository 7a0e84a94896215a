"""The first painted window waits for nothing heavy, and what it shows is what was chosen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spineplanner.app.first_look import FirstLook, first_look

ROOT = Path(__file__).parents[1]
HEAVY = {"pydantic", "sqlalchemy", "numpy", "pyqtgraph", "typst", "zint", "highspy", "psycopg"}

REPORT = """
import json, sys
from PySide6.QtWidgets import QApplication
from spineplanner.app.start import Program

application = QApplication([])
program = Program(application)
window = program.open_window()
seen = {}

def painted():
    seen["loaded"] = sorted({name.partition(".")[0] for name in sys.modules})

# In place of the thread that loads everything else: only what the window itself needs counts.
window.painted.disconnect()
window.painted.connect(painted)
window.painted.connect(lambda: (program.clinic.open_now(), window.open_example()))
window.painted.connect(lambda: (window.show_worklist(), application.quit()))
application.exec()
seen["title"] = window.windowTitle()
seen["plans"] = len(window.planning.workbench.snapshot.plan.aliquots)
program.end()
print(json.dumps(seen))
"""


def started(home: Path) -> dict[str, object]:
    """Start the program in a process of its own, paint it, and open the worked example."""
    ended = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", REPORT],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "SPINEPLANNER_HOME": str(home),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told: dict[str, object] = json.loads(ended.stdout)
    return told


def test_nothing_heavy_is_loaded_before_the_window_is_painted(tmp_path: Path) -> None:
    told = started(tmp_path)
    loaded = told["loaded"]
    assert isinstance(loaded, list)
    assert "PySide6" in loaded
    assert HEAVY.isdisjoint(loaded)
    assert told["plans"] == 10


def write(folder: Path, text: str) -> None:
    (folder / "preferences.json").write_text(text, "utf-8")


def test_theme_and_place_of_the_window_are_known_at_once(tmp_path: Path) -> None:
    write(tmp_path, '{"theme": "dark", "places": [["right", "AA=="], ["window", "AdnQ"]]}')
    assert first_look(tmp_path) == FirstLook(theme="dark", geometry="AdnQ")


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"places": 7}', '{"places": [7]}', '{"places": [["a"]]}', "[" * 9_999],
)
def test_preferences_that_cannot_be_read_do_not_keep_the_window_away(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path, text)
    assert first_look(tmp_path) == FirstLook()


def test_where_nothing_was_chosen_the_window_follows_the_system(tmp_path: Path) -> None:
    assert first_look(tmp_path / "absent").theme == "system"
