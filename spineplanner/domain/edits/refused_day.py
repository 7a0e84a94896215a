"""Why something can't be entered in the record of the day, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from spineplanner.domain.chronology import Disorder
from spineplanner.domain.entries import Vial
from spineplanner.domain.plan import Expiry


@dataclass(frozen=True, slots=True)
class InFuture:
    """The moment given has not come yet."""

    at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class BeforeTheDay:
    """The moment given is on a day before that of the procedure."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """With this entry two things would be recorded the wrong way round."""

    disorder: Disorder


@dataclass(frozen=True, slots=True)
class VialTwice:
    """The vial is recorded already."""

    vial: Vial


@dataclass(frozen=True, slots=True)
class ExpiryDiffers:
    """The vial does not say of its lot what the plan does."""

    vial: Vial
    planned: Expiry


@dataclass(frozen=True, slots=True)
class LotNotPlanned:
    """The plan does not name the lot; these are the ones it does."""

    lot: str
    planned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherProduct:
    """The vial holds another product than the plan's."""

    product: str
    planned: str | None


@dataclass(frozen=True, slots=True)
class CountFirst:
    """Nothing is made or drawn before the count is entered."""


@dataclass(frozen=True, slots=True)
class NotComputable:
    """There are no numbers to prepare from: of a suspension, or of a container."""


@dataclass(frozen=True, slots=True)
class MakeFirst:
    """The suspension is not made yet, or was made for another order."""

    letter: str


@dataclass(frozen=True, slots=True)
class DrawFirst:
    """The syringe is not drawn yet, or was drawn for another order."""

    container_number: int


@dataclass(frozen=True, slots=True)
class StartFirst:
    """The infusion is not begun yet."""


@dataclass(frozen=True, slots=True)
class EndFirst:
    """The start of an infusion can't be taken back while its end is entered."""


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Who checks has prepared it."""

    name: str


@dataclass(frozen=True, slots=True)
class DrawTooMuch:
    """More is said to be drawn than the syringe holds."""

    container_number: int
    drawn_ul: int
    capacity_ul: int


@dataclass(frozen=True, slots=True)
class GivenAlready:
    """What was given from the syringe would be lost if it were drawn again."""

    container_number: int


@dataclass(frozen=True, slots=True)
class GiveTooMuch:
    """More is said to be given than was drawn, or than the bag holds."""

    given_ul: int
    held_ul: int


@dataclass(frozen=True, slots=True)
class WithdrawTooMuch:
    """More is said to be withdrawn than the bag came with."""

    withdrawn_ul: int
    held_ul: int


@dataclass(frozen=True, slots=True)
class ReasonMissing:
    """Labels that were printed before are printed again without a reason."""

    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NothingRecorded:
    """There is no such entry to take back."""


RefusedOnTheDay = (
    InFuture
    | BeforeTheDay
    | OutOfOrder
    | VialTwice
    | ExpiryDiffers
    | LotNotPlanned
    | OtherProduct
    | CountFirst
    | NotComputable
    | MakeFirst
    | DrawFirst
    | StartFirst
    | EndFirst
    | SamePerson
    | DrawTooMuch
    | GivenAlready
    | GiveTooMuch
    | WithdrawTooMuch
    | ReasonMissing
    | NothingRecorded
)
