"""Reads a JSON document that may be hostile or broken, up to its fields; refuses it by name."""

import contextlib
import errno
import json
import os
import re
import tempfile
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError

from spineplanner.domain.problems import (
    FieldFault,
    FileFault,
    FileProblem,
    WholeFile,
    WrongFields,
)

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
_NUMBER = re.compile(r"[+-]?[\d., ]+(e[+-]?\d+)?", re.IGNORECASE)

Json = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)


class FileProblemError(Exception):
    """A file that can't be read or written; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        """Keep the problem as a value; words are made where it is shown."""
        super().__init__(type(problem).__name__)
        self.problem = problem


def read_bytes(source: Path | IO[bytes]) -> bytes:
    """Read a file or a stream, never more than the largest document and one byte.

    Raises:
        FileProblemError: it is missing, a folder, unreadable or too large.
    """
    path = source if isinstance(source, Path) else None
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        else:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileProblemError(_os_problem(error, path)) from error
    if len(data) > MAX_BYTES:
        raise FileProblemError(WholeFile(FileFault.TOO_LARGE, path))
    return data


def parse_json(data: bytes, path: Path | None = None) -> Json:
    """Parse a document into its top-level fields.

    Raises:
        FileProblemError: it is empty, binary, not UTF-8, not JSON, too deep, no object, or it
            has a key twice or a number that JSON does not have.
    """
    text = _text(data, path)
    _refuse_depth(text, path)
    try:
        document = json.loads(
            text,
            object_pairs_hook=lambda pairs: _each_key_once(pairs, path),
            parse_constant=lambda word: _no_constant(word, path),
        )
    except json.JSONDecodeError as error:
        raise FileProblemError(
            WholeFile(FileFault.NOT_JSON, path, error.msg, (error.lineno, error.colno))
        ) from error
    except ValueError as error:
        # Python refuses to read whole numbers of thousands of digits.
        raise FileProblemError(WholeFile(FileFault.NOT_JSON, path, str(error))) from error
    if not isinstance(document, dict):
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path))
    return document


def validate(model: type[Model], document: Json, path: Path | None = None) -> Model:
    """Turn a parsed document into a value.

    Raises:
        FileProblemError: some fields are wrong; every one of them is named.
    """
    try:
        return model.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise FileProblemError(WrongFields(path, field_faults(error))) from error


def field_faults(error: ValidationError) -> tuple[FieldFault, ...]:
    """List what is wrong with which field; no patient's text is kept."""
    return tuple(
        FieldFault(
            place=item["loc"],
            error=item["type"],
            message=item["msg"],
            figures=tuple((name, str(value)) for name, value in item.get("ctx", {}).items()),
            looks_like_number=_looks_like_number(item.get("input")),
        )
        for item in error.errors(include_url=False)
    )


def _looks_like_number(given: object) -> bool:
    return isinstance(given, str) and _NUMBER.fullmatch(given) is not None


def _text(data: bytes, path: Path | None) -> str:
    if not data.strip():
        raise FileProblemError(WholeFile(FileFault.EMPTY, path))
    if b"\0" in data:
        raise FileProblemError(WholeFile(FileFault.BINARY, path, at=(data.index(b"\0") + 1,)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = (error.start + 1,)
        raise FileProblemError(WholeFile(FileFault.NOT_UTF8, path, at=at)) from error


def _refuse_depth(text: str, path: Path | None) -> None:
    """Count brackets before the parser recurses; those inside strings do not nest."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, token.start()) + 1
                raise FileProblemError(WholeFile(FileFault.TOO_DEEP, path, at=(line,)))
        elif token[0] in "]}":
            depth -= 1


def _each_key_once(pairs: list[tuple[str, Any]], path: Path | None) -> Json:
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FileProblemError(WholeFile(FileFault.SAME_KEY_TWICE, path, twice))
    return document


def _no_constant(word: str, path: Path | None) -> None:
    raise FileProblemError(WholeFile(FileFault.NOT_A_NUMBER, path, word))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step: after a failure the old one is there, whole.

    Raises:
        FileProblemError: the folder is missing, may not be written to, or the disk is full.
    """
    if path.is_dir():
        raise FileProblemError(WholeFile(FileFault.IS_FOLDER, path))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise FileProblemError(_os_problem(error, path)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_FAULTS = {
    errno.ENOENT: FileFault.MISSING,
    errno.ENOTDIR: FileFault.MISSING,
    errno.EISDIR: FileFault.IS_FOLDER,
    errno.EACCES: FileFault.NOT_ALLOWED,
    errno.EPERM: FileFault.NOT_ALLOWED,
    errno.ENOSPC: FileFault.DISK_FULL,
    errno.EDQUOT: FileFault.DISK_FULL,
    errno.EROFS: FileFault.READ_ONLY,
}


def _os_problem(error: OSError, path: Path | None) -> WholeFile:
    fault = _FAULTS.get(error.errno or 0, FileFault.OTHER)
    return WholeFile(fault, path, error.strerror or "")
