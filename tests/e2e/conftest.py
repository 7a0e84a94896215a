"""Starts the real program in a folder of its own; what Qt or the program complains of fails."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from spineplanner.app import start
from spineplanner.app.faults import LOG
from spineplanner.places import HOME_VARIABLE
from spineplanner.ui.main_window import MainWindow
from tests.e2e.hands import patience, shown_windows, words

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=ZoneInfo("Europe/London"))
HARMLESS = ("Qt: This plugin does not support ",)

StartProgram = Callable[[], MainWindow]
RunMain = Callable[[Callable[[MainWindow], None]], None]


class Clock:
    """The moment that the program is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        """Set it forward, or back."""
        self.now += by


class Complaints(logging.Handler):
    """Everything that the program's log would say from a warning on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(HARMLESS):
            self.said.append(message)

    def expect(self, part: str) -> None:
        """Take out what a test provokes; it must have been said."""
        expected = [said for said in self.said if part in said]
        assert expected, f"nobody said {part!r}, but {self.said}"
        self.said = [said for said in self.said if said not in expected]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of everything that the program keeps."""
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(start, "local_clock", clock)
    return clock


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What is logged as wrong; whatever a test does not expect fails it."""
    handler = Complaints()
    LOG.addHandler(handler)
    yield handler
    for each in list(LOG.handlers):
        LOG.removeHandler(each)
        each.close()
    LOG.propagate = True
    assert not handler.said


@pytest.fixture
def programs(
    qapp: QApplication, home: Path, clock: Clock, complaints: Complaints
) -> Iterator[list[start.Program]]:
    """Every program that a test has begun; none of their windows outlives it."""
    del home, clock, complaints
    before = set(map(id, qapp.topLevelWidgets()))
    begun: list[start.Program] = []
    yield begun
    for program in begun:
        program.end()
        program.deleteLater()
    begun.clear()
    gc.collect()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    left = [w for w in qapp.topLevelWidgets() if id(w) not in before and w.isWindow()]
    assert not [w for w in left if w.isVisible() or isinstance(w, MainWindow)]


@pytest.fixture
def start_program(qapp: QApplication, qtbot: QtBot, programs: list[start.Program]) -> StartProgram:
    """Start one more program on the same folder, and wait until its plans are there."""

    def begin() -> MainWindow:
        program = start.Program(qapp)
        programs.append(program)
        window = program.open_window()
        window.resize(1440, 900)
        program.clinic.open_now()
        with qtbot.waitExposed(window):
            window.activateWindow()
        return window

    return begin


@pytest.fixture
def run_main(
    qapp: QApplication,
    programs: list[start.Program],
    monkeypatch: pytest.MonkeyPatch,
) -> RunMain:
    """Run `main()` as a person starts the program, with somebody at its window."""

    class Remembered(start.Program):
        def __init__(self, application: QApplication) -> None:
            super().__init__(application)
            programs.append(self)

    def run(person: Callable[[MainWindow], None]) -> None:
        raised: list[BaseException] = []

        def act() -> None:
            try:
                window = shown_windows()[0]
                window.resize(1440, 900)
                window.activateWindow()
                patience(lambda: "Where do you begin?" in " ".join(words(window)))
                person(window)
            except BaseException as error:  # noqa: BLE001 - raised again outside Qt's loop
                raised.append(error)
            finally:
                qapp.exit()

        monkeypatch.setattr(start, "QApplication", lambda _arguments: qapp)
        monkeypatch.setattr(start, "Program", Remembered)
        QTimer.singleShot(0, act)
        assert start.main([]) == 0
        if raised:
            raise raised[0]

    return run
