"""What was measured, made, drawn and given on the day, as the evidence of findings."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class LeftOfPool:
    """What a count says is left of a pool, the pool as measured before, and the count sample."""

    left_ul: int
    pool_ul: int
    sample_ul: int
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class MadeOff:
    """By which share the doses of a suspension are off as it was really made."""

    letter: str
    error: Fraction


@dataclass(frozen=True, slots=True)
class BagOff:
    """A bag that was made to another volume than is asked for."""

    letter: str
    made_ul: int
    asked_ul: int


@dataclass(frozen=True, slots=True)
class MadeShort:
    """A suspension that was made smaller than what is taken from it."""

    letter: str
    made_ul: int
    taken_ul: int


@dataclass(frozen=True, slots=True)
class StockOverused:
    """The stock that is used so far and that the rest asks for, and what the counted pool gives."""

    used_ul: int
    rest_ul: int
    held_ul: int
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class MadeUncounted:
    """A suspension that was made, where no count of its stock is entered."""

    letter: str


@dataclass(frozen=True, slots=True)
class FilledUnmade:
    """A container in use whose suspension is not entered as made."""

    container_number: int
    letter: str


@dataclass(frozen=True, slots=True)
class DrawnOff:
    """A syringe drawn to another mark, and by which share its dose is off pushed to zero.

    The limit is in hundredths of a per cent.
    """

    drawn_ul: int
    mark_ul: int
    error: Fraction
    limit_bp: int


@dataclass(frozen=True, slots=True)
class GivenOff:
    """Another volume given than ordered, and by which share the dose is off.

    The limit is in hundredths of a per cent.
    """

    given_ul: int
    ordered_ul: int
    error: Fraction
    limit_bp: int


@dataclass(frozen=True, slots=True)
class DoneAbove:
    """A volume that is `given`, or would be where what was drawn is pushed to zero; the limit."""

    volume_ul: int
    limit_ul: int
    given: bool


@dataclass(frozen=True, slots=True)
class GivenAboveHeld:
    """More given than was in the container."""

    given_ul: int
    held_ul: int


@dataclass(frozen=True, slots=True)
class GivenLate:
    """When something was given, and until when it could be used."""

    at: datetime
    use_by: datetime


@dataclass(frozen=True, slots=True)
class BegunLate:
    """When the infusion began and ended, when it had to begin, and until when to be used."""

    at: datetime
    by: datetime
    use_by: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOverAbove:
    """More left of the stock than was counted and not used."""

    left_ul: int
    most_ul: int


BenchEvidence = (
    LeftOfPool
    | MadeOff
    | BagOff
    | MadeShort
    | StockOverused
    | MadeUncounted
    | FilledUnmade
    | DrawnOff
    | GivenOff
    | DoneAbove
    | GivenAboveHeld
    | GivenLate
    | BegunLate
    | LeftOverAbove
)
"""What the numbers and times of the bench have to say."""
