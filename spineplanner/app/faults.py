"""What nobody foresaw: it is logged without patient data, and said in one sentence."""

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LOG = logging.getLogger("spineplanner")
LARGEST_LOG = 500_000
KEPT_LOGS = 3

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def begin_log(folder: Path) -> None:
    """Write the log to rotating files; where that is not possible, to standard error."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "spineplanner.log",
            maxBytes=LARGEST_LOG,
            backupCount=KEPT_LOGS,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def where(error: BaseException) -> str:
    """Say of an exception what it is and where it came from, never what it was about.

    Messages and values can hold what a patient is called; names of types, files and lines not.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} at {places or 'an unknown place'}"


def catch_everything(said: Callable[[], None]) -> None:
    """Log what nobody caught, and call `said` so that a person hears of it."""

    def caught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        LOG.error("not foreseen: %s", where(error))
        said()

    sys.excepthook = caught
    qInstallMessageHandler(_qt_said)


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    LOG.log(_LEVELS[kind], "Qt: %s", message.partition("\n")[0][:200])
