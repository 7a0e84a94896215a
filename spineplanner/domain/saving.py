"""What the store holds of a plan, and what comes of saving it."""

from dataclasses import dataclass
from datetime import datetime

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.store_problems import StoreProblem


@dataclass(frozen=True, slots=True)
class Stored:
    """A plan as the store holds it. `version` counts its saves and only rises."""

    envelope: Envelope
    version: int
    updated_at: datetime
    copied_from: str | None = None


@dataclass(frozen=True, slots=True)
class FixedRevision:
    """A revision as it was when a sheet of it was printed; it never changes again."""

    envelope: Envelope
    check_code: str
    fixed_at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """This value of the plan is on disk, as this version."""

    envelope: Envelope
    version: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has saved the plan in between: `theirs` is in the store, `mine` is not."""

    mine: Envelope
    theirs: Stored


@dataclass(frozen=True, slots=True)
class NotSaved:
    """This value of the plan is not on disk yet. It is kept, and tried again."""

    envelope: Envelope
    problem: StoreProblem


SaveOutcome = Saved | Conflict | NotSaved
