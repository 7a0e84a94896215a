"""Vials that are kept apart, as values: what is wanted, what is on hand, who gets what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Part:
    """The stock that one container takes from a vial; a bag may take some of several."""

    number: int
    stock_ul: int
    bag: bool = False


@dataclass(frozen=True, slots=True)
class VialUse:
    """One vial of a lot, counted from 1, and the containers that its stock goes into.

    `usable_ul` is what it gives without its count sample and what stays in it. A syringe is
    filled from one vial; a bag takes the rest of several, and vials of its own.
    """

    lot: str | None
    vial: int
    parts: tuple[Part, ...]
    usable_ul: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The containers that are filled from it."""
        return tuple(part.number for part in self.parts)

    @property
    def syringes(self) -> tuple[int, ...]:
        """The syringes that are filled from it, and from no other."""
        return tuple(part.number for part in self.parts if not part.bag)

    @property
    def stock_ul(self) -> int:
        """What is used of it."""
        return sum(part.stock_ul for part in self.parts)


@dataclass(frozen=True, slots=True)
class VialMap:
    """Which vial fills which container.

    There is no way with fewer vials than `least`; None where no such bound is known. `chosen`
    says whether syringes share vials as somebody chose, and not only as first fit has it.
    """

    uses: tuple[VialUse, ...]
    least: int | None
    chosen: bool

    @property
    def vials(self) -> int:
        """How many vials are opened."""
        return len(self.uses)

    @property
    def is_fewest(self) -> bool:
        """Whether it is known that no other way opens fewer vials."""
        return self.vials == self.least


@dataclass(frozen=True, slots=True)
class Portion:
    """What one container takes from a single vial.

    `cells` are whole cells of the dose's basis, with what stays behind in hub, needle and tube.
    """

    number: int
    cells: int


@dataclass(frozen=True, slots=True)
class VialsOnHand:
    """The vials of one lot: how many cells of the dose's basis each gives, and how many there are.

    `last_day` is the last day on which they may be used; without one they are used last.
    """

    lot: str
    cells: int
    on_hand: int
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class OpenedVial:
    """One vial that is thawed and the containers filled from it; counted from 1 within its lot."""

    lot: str
    vial: int
    cells: int
    used: int
    numbers: tuple[int, ...]

    @property
    def left_over(self) -> int:
        """The cells that nobody gets."""
        return self.cells - self.used


class Goal(StrEnum):
    """What is sought, in this order."""

    VIALS = "vials"
    WASTE = "waste"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class Unproved:
    """The first goal that was not proved in time, and by how much another answer may be better.

    `better` counts vials fewer, cells less left over, or vials more of the lots that expire on
    `last_day`. Goals before it are proved; of those after it nothing is said.
    """

    goal: Goal
    better: int
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Which vial each container is filled from, in the order of use; proved where nothing is open.

    Fewest vials, then the fewest cells left over, then the lots that expire first.
    """

    vials: tuple[OpenedVial, ...]
    unproved: Unproved | None

    @property
    def left_over(self) -> int:
        """The cells in opened vials that nobody gets."""
        return sum(vial.left_over for vial in self.vials)


@dataclass(frozen=True, slots=True)
class LargerThanAnyVial:
    """Containers that no vial on hand can fill alone. `largest` is 0 where there are no vials."""

    numbers: tuple[int, ...]
    cells: int
    largest: int


@dataclass(frozen=True, slots=True)
class TooFewVials:
    """The vials on hand do not go round: `more` are missing, each as strong as the strongest.

    Unproved, `more` are surely missing, and perhaps some beyond.
    """

    on_hand: int
    more: int
    proved: bool


@dataclass(frozen=True, slots=True)
class NotSettledInTime:
    """Neither a way to fill all containers nor a proof that there is none was found in time."""

    on_hand: int


AllocationRefusal = LargerThanAnyVial | TooFewVials | NotSettledInTime
