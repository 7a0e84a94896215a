"""Measures starts: until the first window is painted, until the plans are listed, and memory."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.result import Result
from benchmarks.store import fill
from spineplanner.places import HOME_VARIABLE

ROUNDS = 11
LISTED = (1_000, 10_000, 100_000)
START_RATIO, LISTED_S, MEMORY_RATIO = 2.2, 0.8, 1.6
ROOT = Path(__file__).resolve().parent.parent


def measure() -> list[Result]:
    """Start the bare window and the planner in turn; then the planner with more and more plans."""
    results = []
    with TemporaryDirectory() as folder:
        results += _against_bare(Path(folder))
    for size in LISTED:
        with TemporaryDirectory() as folder:
            home = Path(folder)
            (home / "data").mkdir()
            fill(home / "data" / "plans.db", size)
            waits = [_started("planner", home) for _ in range(5)]
            wait = median(each["listed"]["at"] - each["painted"]["at"] for each in waits)
            bound = LISTED_S if size == 10_000 else None
            results.append(Result(f"{size} plans listed after that", wait, "s", bound))
    return results


def _against_bare(home: Path) -> list[Result]:
    """Interleave both; the first round fills the caches of the disk and is not counted."""
    rounds = [(_started("bare", home), _started("planner", home)) for _ in range(ROUNDS + 1)][1:]
    bare, planner = (median(each[place]["painted"]["took"] for each in rounds) for place in (0, 1))
    ratio = median(ours["painted"]["took"] / plain["painted"]["took"] for plain, ours in rounds)
    weights = [median(each[place]["painted"]["rss"] for each in rounds) for place in (0, 1)]
    settled = median(ours["settled"]["rss"] for _plain, ours in rounds)
    heavy = sorted({name for _plain, ours in rounds for name in ours["painted"]["heavy"]})
    if heavy:
        raise RuntimeError(f"loaded before the first paint: {', '.join(heavy)}")
    return [
        Result("process start to the first painted window", planner * 1e3, "ms"),
        Result("  the bare window", bare * 1e3, "ms"),
        Result("  times the bare window", ratio, "x", START_RATIO),
        Result("memory when it is painted", weights[1], "MB"),
        Result("  the bare window", weights[0], "MB"),
        Result("  times the bare window", weights[1] / weights[0], "x", MEMORY_RATIO),
        Result("memory with plans and planning page loaded", settled, "MB"),
    ]


def _started(which: str, home: Path) -> dict[str, Any]:
    """Run one process; `took` is in seconds since this one asked the system for it."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        HOME_VARIABLE: str(home),
    }
    began = time.monotonic()
    ended = subprocess.run(  # noqa: S603 - a module of these benchmarks
        [sys.executable, "-m", "benchmarks.painting", which],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"{which} ended with {ended.returncode}: {ended.stderr}")
    told: dict[str, Any] = json.loads(ended.stdout)
    for moment in told.values():
        moment["took"] = moment["at"] - began
    return told
