"""What can be wrong with the store of plans, as values: the reason, the place and the figures."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class StoreFault(StrEnum):
    """Why plans can't be read or saved."""

    LOCKED = "locked"
    READ_ONLY = "read-only"
    FULL = "full"
    DISK_FAILED = "disk-failed"
    CANNOT_OPEN = "cannot-open"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    NO_SUCH_PLAN = "no-such-plan"
    PLAN_EXISTS = "plan-exists"
    NUMBER_TAKEN = "number-taken"
    NUMBERS_USED_UP = "numbers-used-up"
    REVISION_DIFFERS = "revision-differs"
    PLAN_UNREADABLE = "plan-unreadable"
    PLAN_NEWER = "plan-newer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class StoreProblem:
    """Something keeps plans from being read or saved.

    `path` is the database; `detail` is a plan's number or id, or the system's own word, and
    never what a patient is called; `found` and `known` are versions.
    """

    fault: StoreFault
    path: Path | None = None
    detail: str = ""
    found: int | None = None
    known: int | None = None
