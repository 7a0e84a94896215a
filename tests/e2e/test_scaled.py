"""At every scale nothing is cut, nothing lies over anything else, all is in the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spineplanner.places import HOME_VARIABLE

FACTORS = ("1", "1.25", "1.5", "2", "2.5")


def test_nothing_is_cut_on_a_screen_of_half_as_much_again(tmp_path: Path) -> None:
    look_at(tmp_path, "1.5")


@pytest.mark.long
def test_nothing_is_cut_at_any_scale(tmp_path: Path) -> None:
    look_at(tmp_path, *FACTORS)


def look_at(tmp_path: Path, *factors: str) -> None:
    looking = {
        factor: subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.scaled"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                HOME_VARIABLE: str(tmp_path / factor),
                "QT_SCALE_FACTOR": factor,
                "QT_QPA_PLATFORM": "offscreen",
            },
        )
        for factor in factors
    }
    said = {factor: program.communicate() for factor, program in looking.items()}
    assert {factor: faults for factor, (faults, _noise) in said.items()} == dict.fromkeys(
        factors, ""
    )
    assert [program.returncode for program in looking.values()] == [0] * len(factors), said
