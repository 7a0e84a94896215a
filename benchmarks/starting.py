"""Measures cold processes: a worksheet from the command line, and the launcher before it."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.result import Result
from benchmarks.timing import medians, process
from spineplanner.resources import asset

ROUNDS = 9
ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Result]:
    """Time each program to its end, beside the smallest one that must load the same."""
    with TemporaryDirectory() as folder:
        return [*_worksheet(folder), *_launcher(folder)]


def _worksheet(folder: str) -> list[Result]:
    plan, sheet = str(asset("examples", "worked-example.json")), str(Path(folder, "sheet.pdf"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = {
        "worksheet": ["-m", "spineplanner", "worksheet", plan, "-o", sheet],
        "imports": ["-c", "import typst, pydantic"],
    }
    times = medians(
        {
            name: process([sys.executable, *command], environment=environment, folder=folder)
            for name, command in commands.items()
        },
        rounds=ROUNDS,
    )
    return [
        Result("spineplanner worksheet, a cold process", times["worksheet"] * 1e3, "ms"),
        Result("  import typst, pydantic", times["imports"] * 1e3, "ms"),
        Result("  times the imports", times["worksheet"] / times["imports"], "x", 3.0),
    ]


def _launcher(folder: str) -> list[Result]:
    """Compare `run.py --version` with what it starts; the first round sets up, uncounted."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = {
        "launcher": [str(ROOT / "run.py"), "--version"],
        "program": ["-P", "-m", "spineplanner", "--version"],
    }
    times = medians(
        {
            name: process([sys.executable, *command], environment=environment, folder=folder)
            for name, command in commands.items()
        },
        rounds=ROUNDS,
    )
    added = times["launcher"] - times["program"]
    return [Result("run.py, second start, before the program runs", added * 1e3, "ms", 300.0)]
