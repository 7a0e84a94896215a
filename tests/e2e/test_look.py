"""The window looks as it did when somebody last looked at it, with our own fonts alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.e2e.conftest import StartProgram
from tests.e2e.hands import patience
from tests.e2e.references import FOLDER, PICTURES

MEAN_TOLERANCE = 0.5
"""Mean difference in levels, of 255: antialiasing differs a little between renderers."""
PIXEL_TOLERANCE = 64
CHANGED_TOLERANCE = 0.002
"""The share of pixels that may differ by more than `PIXEL_TOLERANCE`."""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of a program of its own, on a computer without a single font."""
    folder = tmp_path_factory.mktemp("pictures")
    command = [sys.executable, "-W", "ignore", "-m", "tests.e2e.references", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_the_window_is_the_one_that_was_looked_at(taken: Path, name: str) -> None:
    now = Image.open(taken / f"{name}.png").convert("RGB")
    then = Image.open(FOLDER / f"{name}.png").convert("RGB")
    assert now.size == then.size
    difference = ImageChops.difference(now, then).convert("L")
    assert ImageStat.Stat(difference).mean[0] < MEAN_TOLERANCE
    assert sum(difference.histogram()[PIXEL_TOLERANCE:]) < (
        CHANGED_TOLERANCE * now.width * now.height
    )


def test_there_is_no_picture_that_nobody_takes() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)


def test_windows_have_the_programs_icon(start_program: StartProgram) -> None:
    window = start_program()
    patience(lambda: not window.windowIcon().isNull())
