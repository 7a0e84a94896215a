"""Versions of plan documents: which one this program writes, and how older ones are raised."""

from collections.abc import Callable
from pathlib import Path

from spineplanner.domain.envelope import FORMAT, FORMAT_VERSION
from spineplanner.store.documents import Json, stated_version

UPGRADES: dict[int, Callable[[Json], Json]] = {}
"""For each older version, the pure function that raises a document to the next."""


def raised(document: Json, path: Path | None = None) -> Json:
    """Raise a plan document to this program's version.

    Raises:
        FileProblemError: it is no plan, or a newer program wrote it.
    """
    version = stated_version(document, form=FORMAT, known=FORMAT_VERSION, path=path)
    for older in range(version, FORMAT_VERSION):
        document = UPGRADES[older](document)
    return document
