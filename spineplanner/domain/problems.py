"""What can be wrong with a file, as values: the reason, the place and the figures."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileFault(StrEnum):
    """Why a file can't be read or written as a whole."""

    MISSING = "missing"
    IS_FOLDER = "is-folder"
    NOT_ALLOWED = "not-allowed"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    OTHER = "other"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    BINARY = "binary"
    NOT_UTF8 = "not-utf8"
    NOT_JSON = "not-json"
    TOO_DEEP = "too-deep"
    SAME_KEY_TWICE = "same-key-twice"
    NOT_A_PLAN = "not-a-plan"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """Something is wrong with a file as a whole.

    `detail` is the key or the system's own word; `at` is a byte, or a line and a
    column, counted from 1; `found` and `known` are versions.
    """

    fault: FileFault
    path: Path | None
    detail: str = ""
    at: tuple[int, ...] = ()
    found: int | None = None
    known: int | None = None


@dataclass(frozen=True, slots=True)
class FieldFault:
    """Something is wrong with one field.

    `place` is the path to it, `error` the name of what is wrong, `figures` what belongs to it.
    What stands in the field is not kept: it may be a patient's.
    """

    place: tuple[str | int, ...]
    error: str
    message: str
    figures: tuple[tuple[str, str], ...] = ()
    looks_like_number: bool = False


@dataclass(frozen=True, slots=True)
class WrongFields:
    """One or more fields of a file are wrong."""

    path: Path | None
    faults: tuple[FieldFault, ...]


FileProblem = WholeFile | WrongFields
