"""Measures the first chart: from asking for it until it is painted, each in a new process."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from PySide6.QtWidgets import QApplication

from benchmarks.clicking import kept, opened, settle
from benchmarks.plans import FULL
from benchmarks.result import Result
from spineplanner.ui.main_window import MainWindow

ROUNDS = 7
CHART_S = 1.0
LATEST_S = 30
LOADED_LATER = ("numpy", "pyqtgraph")
ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Result]:
    """Ask for the first chart in one process after the other; the first fills the disk's caches."""
    times = [_in_a_process() for _round in range(ROUNDS + 1)][1:]
    return [
        Result(f"the first chart, {FULL} aliquots", median(times), "s", CHART_S),
        Result("  the slowest", max(times), "s"),
    ]


def _in_a_process() -> float:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.charting"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"the chart's process ended with {ended.returncode}: {ended.stderr}")
    return float(ended.stdout)


def first_chart() -> float:
    """Open a plan, then ask for the charts; return the seconds until one is painted."""
    with opened() as (application, window, desk):
        window.open_plan(kept(desk, FULL).id)
        settle(application)
        loaded = [name for name in LOADED_LATER if name in sys.modules]
        if loaded:
            raise RuntimeError(f"loaded before a chart is asked for: {', '.join(loaded)}")
        begun = perf_counter()
        window.actions_["what-if"].trigger()
        while not _drawn(window):
            if perf_counter() - begun > LATEST_S:
                raise RuntimeError("no chart came")
            # The chart is computed in a thread, which is to have the processor.
            sleep(0.001)
            settle(application)
        _paint(application, window)
        return perf_counter() - begun


def _drawn(window: MainWindow) -> bool:
    charts = window.planning.beside.what_if
    return charts is not None and charts.page.picture is not None


def _paint(application: QApplication, window: MainWindow) -> None:
    settle(application)
    charts = window.planning.beside.what_if
    if charts is not None:
        charts.repaint()


if __name__ == "__main__":
    print(first_chart())
