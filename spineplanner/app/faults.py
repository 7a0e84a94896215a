"""What nobody foresaw: it is logged without patient data, and said in one sentence."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from spineplanner.logs import MAX_BYTES, crash_text

LOG = logging.getLogger("spineplanner")
LOG_FILE = "spineplanner.log"
KEPT_LOGS = 1

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
            folder / LOG_FILE,
            maxBytes=MAX_BYTES,
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


def log_tail(folder: Path, *, lines: int = 40) -> str:
    """The end of the log, for a person to pass on."""
    path = folder / LOG_FILE
    if not path.exists():
        return ""
    return "\n".join(path.read_text("utf-8", "replace").splitlines()[-lines:])


def catch_everything(said: Callable[[], None]) -> None:
    """Log what nobody caught, and call `said` so that a person hears of it."""

    def caught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        LOG.error("not foreseen: %s", crash_text(error))
        said()

    sys.excepthook = caught
    qInstallMessageHandler(_qt_said)


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    LOG.log(_LEVELS[kind], "Qt: %s", message.partition("\n")[0][:200])
