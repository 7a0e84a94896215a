"""Plan files: one JSON document each, read with suspicion and written in one step."""

from pathlib import Path
from typing import IO

from spineplanner.domain.envelope import Envelope
from spineplanner.store.documents import parse_json, read_bytes, validate
from spineplanner.store.files import write_bytes_atomically
from spineplanner.store.schema import raised


def read_plan(source: Path | IO[bytes]) -> Envelope:
    """Read a plan from a file or a stream; the file itself is never changed.

    Raises:
        FileProblemError: it can't be read, or it is no valid plan.
    """
    path = source if isinstance(source, Path) else None
    return parse_plan(read_bytes(source), path)


def parse_plan(data: bytes, path: Path | None = None) -> Envelope:
    """Read a plan from its bytes.

    Raises:
        FileProblemError: it is no valid plan; `path` is named in the reason.
    """
    return validate(Envelope, raised(parse_json(data, path), path), path)


def plan_json(envelope: Envelope) -> bytes:
    """Write a plan as readable UTF-8; what was not given is left out."""
    text = envelope.model_dump_json(indent=2, exclude_none=True)
    return f"{text}\n".encode()


def write_plan(envelope: Envelope, path: Path) -> None:
    """Write a plan file in one step.

    Raises:
        FileProblemError: it can't be written; an old file is still there, whole.
    """
    write_bytes_atomically(path, plan_json(envelope))
