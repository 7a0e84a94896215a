"""Killed at any moment, the program has every edit that is older than a second."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spineplanner.store.sqlite import open_store
from tests.store.cases import example, noted, summary

KEPT_AFTER_S = 1.0


def killed(path: Path, after_s: float) -> list[tuple[int, float]]:
    """Edit until killed so long after the first edit; list each edit with its age then."""
    command = [sys.executable, "-m", "tests.store.editing", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603
        assert program.stdout is not None
        first = program.stdout.readline()
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


def keep_editing_and_killing(path: Path, *, times: int, chance: random.Random) -> None:
    start = noted(example(), "0")
    with open_store(path) as store:
        store.create(start, summary(start))
    version = 1
    for _ in range(times):
        edits = killed(path, chance.uniform(0.9, 1.9))
        with open_store(path) as store:
            assert store.check() is None
            there = store.load(example().id)
            assert store.search().rows[0].version == there.version
        must = max((number for number, age_s in edits if age_s > KEPT_AFTER_S), default=0)
        kept = int(there.envelope.plan.notes or 0)
        assert must <= kept <= edits[-1][0]
        assert there.version >= version
        version = there.version
    assert version > times, "the edits were saved, again and again"


def test_killed_five_times_it_has_every_edit_older_than_a_second(tmp_path: Path) -> None:
    keep_editing_and_killing(tmp_path / "plans.db", times=5, chance=random.Random())  # noqa: S311


@pytest.mark.long
def test_killed_fifty_times_it_has_every_edit_older_than_a_second(tmp_path: Path) -> None:
    keep_editing_and_killing(tmp_path / "plans.db", times=50, chance=random.Random())  # noqa: S311
