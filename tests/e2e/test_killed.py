"""Killed at any moment, the program has on its next start every edit older than a second."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spineplanner.places import HOME_VARIABLE
from spineplanner.store.sqlite import open_store
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import patience, words

KEPT_AFTER_S = 1.0


def killed(home: Path, after_s: float) -> list[tuple[int, float]]:
    """Let the program be edited until it is killed; give each edit with its age then."""
    command = [sys.executable, "-m", "tests.e2e.editing"]
    environment = {**os.environ, HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first, "it ended before the first edit"
        try:
            program.wait(after_s)
        except subprocess.TimeoutExpired:
            at_s = time.monotonic()
            program.kill()
        else:
            pytest.fail("it ended before it was killed")
        lines = [first, *program.stdout]
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(int(number), at_s - float(moment)) for number, moment in whole]


def kill_and_look(home: Path, *, times: int) -> None:
    """Kill it so many times; each time the plan that was edited has what it must have."""
    known: set[object] = set()
    for _time in range(times):
        made = killed(home, random.uniform(0.6, 1.9))  # noqa: S311 - no secret
        with open_store(home / "data" / "plans.db") as store:
            assert store.check() is None
            [new] = [row for row in store.search().rows if row.id not in known]
            known.add(new.id)
            there = store.load(new.id).envelope
        must = max((number for number, age_s in made if age_s > KEPT_AFTER_S), default=0)
        kept = there.plan.notes or "0"
        assert must <= (int(kept) if kept.isdecimal() else 0) <= made[-1][0]


def test_killed_three_times_it_has_every_edit_older_than_a_second(
    home: Path, start_program: StartProgram
) -> None:
    kill_and_look(home, times=3)
    window = start_program()
    patience(lambda: "3 plans" in words(window.worklist))
    assert not window.banner.isVisible()


@pytest.mark.long
def test_killed_fifty_times_it_has_every_edit_older_than_a_second(home: Path) -> None:
    kill_and_look(home, times=50)
