"""Reads and writes what a person has chosen for this workstation."""

from pathlib import Path

from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.store.documents import parse_json, read_bytes, validate
from spineplanner.store.files import FileProblemError, write_bytes_atomically
from spineplanner.ui.preferences import Preferences

FILE = "preferences.json"


def read_preferences(folder: Path) -> Preferences:
    """Read what was chosen; where nothing was, nothing is.

    Raises:
        FileProblemError: the file is there and can't be read.
    """
    path = folder / FILE
    try:
        return validate(Preferences, parse_json(read_bytes(path), path), path)
    except FileProblemError as error:
        if isinstance(error.problem, WholeFile) and error.problem.fault is FileFault.MISSING:
            return Preferences()
        raise


def write_preferences(preferences: Preferences, folder: Path) -> None:
    """Write what was chosen, in one step.

    Raises:
        FileProblemError: it can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = preferences.model_dump_json(indent=2, exclude_none=True).encode()
    write_bytes_atomically(folder / FILE, data)
