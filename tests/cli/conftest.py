"""Runs the real command line and keeps the clinic's data out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spineplanner.cli import main

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic of its own for each test."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SPINEPLANNER_HOME", str(folder))
    return folder


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command; what it prints is kept as a terminal would get it."""

    def run_now(*argv: str | Path) -> Ran:
        code = main([str(word) for word in argv], now=NOW)
        said = capfdbinary.readouterr()
        return Ran(code, said.out.decode(), said.err.decode())

    return run_now
