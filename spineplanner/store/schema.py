"""Versions of plan documents: which one this program writes, and how older ones are raised."""

from collections.abc import Callable
from pathlib import Path

from spineplanner.domain.envelope import FORMAT, FORMAT_VERSION
from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.store.documents import FileProblemError, Json

UPGRADES: dict[int, Callable[[Json], Json]] = {}
"""For each older version, the pure function that raises a document to the next."""


def raised(document: Json, path: Path | None = None) -> Json:
    """Raise a plan document to this program's version.

    Raises:
        FileProblemError: it is no plan, or a newer program wrote it.
    """
    if document.get("format") != FORMAT:
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path))
    version = document.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path, "version"))
    if version > FORMAT_VERSION:
        raise FileProblemError(
            WholeFile(FileFault.NEWER, path, found=version, known=FORMAT_VERSION)
        )
    for older in range(version, FORMAT_VERSION):
        document = UPGRADES[older](document)
    return document
