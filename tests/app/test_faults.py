"""What nobody foresaw is logged without what it says of a patient, and said once to the person."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler

from spineplanner.app.faults import LOG, LOG_FILE, begin_log, catch_everything, log_tail

NAME = "EXAMPLE, Patient"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    hook = sys.excepthook
    yield
    sys.excepthook = hook
    qInstallMessageHandler(None)
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()
    LOG.propagate = True


def raise_by_hook() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_fault_is_logged_by_place_and_said(tmp_path: Path) -> None:
    said: list[str] = []
    begin_log(tmp_path)
    catch_everything(lambda: said.append("said"))
    raise_by_hook()
    log = (tmp_path / LOG_FILE).read_text("utf-8")
    assert "ValueError" in log
    assert NAME not in log
    assert said == ["said"]
    assert log_tail(tmp_path) == log.rstrip("\n")


def test_without_a_folder_the_log_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    begin_log(tmp_path / "file")
    LOG.warning("a word")
    assert "a word" in capsys.readouterr().err
    assert log_tail(tmp_path / "file") == ""


def test_of_a_long_log_the_end_is_given(tmp_path: Path) -> None:
    begin_log(tmp_path)
    for number in range(100):
        LOG.log(logging.INFO, "line %d", number)
    tail = log_tail(tmp_path, lines=3)
    assert [line.split()[-1] for line in tail.splitlines()] == ["97", "98", "99"]
