"""The log of what nobody foresaw: it rotates, and holds no word of a patient."""

import traceback
from datetime import datetime
from pathlib import Path

from spineplanner import __version__

MAX_BYTES = 500_000
"""The size at which the log becomes the one old log that is kept."""


def write_crash(error: BaseException, folder: Path, *, now: datetime) -> Path:
    """Log where an unforeseen error came from, and return the log's path.

    Only its type and the places in the program are kept: an error's own message, and the values
    it was raised for, may be a patient's.

    Raises:
        OSError: the log can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "spineplanner.log"
    if path.exists() and path.stat().st_size > MAX_BYTES:
        path.replace(path.with_suffix(".log.1"))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{now.isoformat(timespec='seconds')} {crash_text(error)}\n")
    return path


def crash_text(error: BaseException) -> str:
    """Write out an error and what caused it, without any message."""
    lines = [f"SpinePlanner {__version__}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__name__)
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)
