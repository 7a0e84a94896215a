"""What a check has to say: the rule, how grave, where, and the evidence as typed values."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from spineplanner.domain.anatomy import Level, Route, Site
from spineplanner.domain.bench_evidence import BenchEvidence
from spineplanner.domain.chronology import Disorder
from spineplanner.domain.formulary import Basis, LimitName, Source
from spineplanner.domain.plan import Expiry, Reason
from spineplanner.domain.refusals import Refusal
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.second_check import CheckedLine
from spineplanner.domain.written_order import OrderDifference


@dataclass(frozen=True, slots=True)
class NotStated:
    """Fields of the plan that nobody has filled in."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryUnknown:
    """The plan names an entry that the formulary does not have."""

    field: str
    id: str


@dataclass(frozen=True, slots=True)
class CanNotPrepare:
    """The preparation was refused."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class LotExpired:
    """A lot's last day is before the procedure."""

    number: str
    last_day: date
    procedure: date


@dataclass(frozen=True, slots=True)
class LotsMixed:
    """Cells of several lots in one patient."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtSite:
    """What the site itself says is enough."""


@dataclass(frozen=True, slots=True)
class AllergicTo:
    """The patient is allergic to a component."""

    component: str
    of: str


@dataclass(frozen=True, slots=True)
class DiluentUsed:
    """A diluent, by name, on some routes; no name where none is chosen, no route at the thaw."""

    diluent: str | None
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class VolumeAbove:
    """Microlitres given, given when pushed to zero, and the limit."""

    give_ul: int
    pushed_ul: int
    limit_ul: int


@dataclass(frozen=True, slots=True)
class CellsAbove:
    """Cells ordered, and the limit."""

    cells: int
    limit: int


@dataclass(frozen=True, slots=True)
class CellsTimes:
    """Cells ordered, and what they are many times of."""

    cells: int
    of: int


@dataclass(frozen=True, slots=True)
class TooCranial:
    """A cervical epidural, and the highest level that is not stopped."""

    level: Level
    highest: Level


@dataclass(frozen=True, slots=True)
class DoseOff:
    """By which share a dose is off: given as ordered, and pushed to zero; and the limit.

    The limit is in hundredths of a per cent.
    """

    given: Fraction
    pushed: Fraction
    limit_bp: int


@dataclass(frozen=True, slots=True)
class TotalOff:
    """Cells ordered in all, and the target."""

    ordered: int
    target: int


@dataclass(frozen=True, slots=True)
class ProtocolModified:
    """A protocol that is not followed as published."""

    protocol: str


@dataclass(frozen=True, slots=True)
class CryoprotectantAbove:
    """DMSO in milligrams per kilogram, and the limit."""

    mg_per_kg: Fraction
    limit: int


@dataclass(frozen=True, slots=True)
class LocalCryoprotectant:
    """The share of DMSO in a suspension, and the limit in hundredths of a per cent."""

    letter: str
    share: Fraction
    limit_bp: int


class Reading(StrEnum):
    """What is read off a scale."""

    STOCK = "stock"
    DILUENT = "diluent"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class SmallReading:
    """A volume that fills little of its syringe, of suspension `of`; a mark is of the site."""

    reading: Reading
    of: str | None
    volume_ul: int
    capacity_ul: int


@dataclass(frozen=True, slots=True)
class Thin:
    """A suspension of so few cells per microlitre."""

    letter: str
    concentration: Fraction


@dataclass(frozen=True, slots=True)
class NoSpare:
    """All vials on hand are needed."""

    vials: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Suspensions whose labels would read the same."""

    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptApart:
    """So many vials where each syringe is filled from one; `fewest` where that is known.

    `followed` says whether they are used as somebody chose, and is absent where nobody has.
    """

    protocol: str
    vials: int
    fewest: bool
    followed: bool | None


@dataclass(frozen=True, slots=True)
class ServesDownTo:
    """The lowest viability, in tenths of a per cent, at which so many vials serve."""

    permille: int
    vials: int


@dataclass(frozen=True, slots=True)
class SidesDiffer:
    """Levels whose two facets are not ordered alike."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class LimitsNotSet:
    """Limits that would apply and that the clinic has not set."""

    limits: tuple[LimitName, ...]


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Characters of a field that the sheet's fonts lack."""

    field: str
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutOfBalance:
    """Microlitres that the sums miss, of a suspension or, without one, of the stock."""

    of: str | None
    missing_ul: int


@dataclass(frozen=True, slots=True)
class CountedViability:
    """The counted viability and the least that is released, in hundredths of a per cent.

    Of each count, `lot` is given where there are several.
    """

    viability_bp: int
    least_bp: int
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class CountedStrength:
    """Counted and planned, or frozen, cells per microlitre; `basis` says which cells those are."""

    counted: Fraction
    planned: Fraction
    basis: Basis
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class PoolAbove:
    """More in a pool than so many vials are filled with, or can hold."""

    pool_ul: int
    vials: int
    held_ul: int
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class UseBy:
    """When the thawed stock must have been used."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ClockBehind:
    """A moment that is recorded, and that the clock has not reached."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TimesDisordered:
    """Two things that are recorded the wrong way round."""

    disorder: Disorder


@dataclass(frozen=True, slots=True)
class VialExpired:
    """A vial's last day is before the procedure."""

    lot: str
    vial: str
    last_day: date
    procedure: date


@dataclass(frozen=True, slots=True)
class VialExpiryDiffers:
    """A vial that does not say of its lot what the plan does."""

    lot: str
    vial: str
    found: Expiry
    planned: Expiry


@dataclass(frozen=True, slots=True)
class VialNotGood:
    """A vial that did not look as it should."""

    lot: str
    vial: str


@dataclass(frozen=True, slots=True)
class VialsDisagree:
    """Vials that the count says were thawed, and those recorded that looked good."""

    counted: int
    good: int
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class SuspensionOfAnother:
    """A suspension that was made for another order than the present one."""

    letter: str


@dataclass(frozen=True, slots=True)
class ContainerOfAnother:
    """A container that was filled for another order, with the cells and volume of that."""

    container_number: int
    cells: int
    volume_ul: int


@dataclass(frozen=True, slots=True)
class CheckDiffers:
    """A line of the last second check that does not agree."""

    line: CheckedLine


@dataclass(frozen=True, slots=True)
class CheckOutdated:
    """When the numbers were checked that are others now."""

    at: datetime


@dataclass(frozen=True, slots=True)
class OrderDiffers:
    """A difference between the written order and the plan."""

    difference: OrderDifference


DayEvidence = (
    ClockBehind
    | TimesDisordered
    | VialExpired
    | VialExpiryDiffers
    | VialNotGood
    | VialsDisagree
    | SuspensionOfAnother
    | ContainerOfAnother
    | CheckDiffers
    | CheckOutdated
    | OrderDiffers
    | BenchEvidence
)
"""What the record of the day has to say."""

Evidence = (
    NotStated
    | EntryUnknown
    | CanNotPrepare
    | LotExpired
    | LotsMixed
    | AtSite
    | AllergicTo
    | DiluentUsed
    | VolumeAbove
    | CellsAbove
    | CellsTimes
    | TooCranial
    | DoseOff
    | TotalOff
    | ProtocolModified
    | CryoprotectantAbove
    | LocalCryoprotectant
    | SmallReading
    | Thin
    | NoSpare
    | Alike
    | KeptApart
    | ServesDownTo
    | SidesDiffer
    | LimitsNotSet
    | Unprintable
    | OutOfBalance
    | CountedViability
    | CountedStrength
    | PoolAbove
    | UseBy
    | DayEvidence
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say; `field` is the part of the plan it leads to."""

    rule: Rule
    severity: Severity
    evidence: Evidence
    site: Site | None = None
    source: Source | None = None
    field: str | None = None


def evidence_key(evidence: Evidence) -> str:
    """Write evidence as short text that changes whenever the evidence does.

    A reason holds it, and answers only a finding with the same. What evidence has only sometimes,
    such as one of several lots, is left out where it has it not.
    """
    said = [(field, getattr(evidence, field.name)) for field in fields(evidence)]
    words = [f"{field.name}={_key(value)}" for field, value in said if value != field.default]
    return " ".join(words) or "-"


def _key(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "-"
    return str(value)


FindingKey = tuple[Rule, Site | None, str]
"""What a reason belongs to: rule, site and evidence."""


def finding_key(finding: Finding) -> FindingKey:
    """What a reason for the finding belongs to."""
    return finding.rule, finding.site, evidence_key(finding.evidence)


def reason_for(finding: Finding, reasons: Iterable[Reason]) -> Reason | None:
    """The reason that answers a finding: same rule, same site, same evidence.

    Only what asks for a reason is answered by one: no reason lifts a stop.
    """
    if finding.severity is not Severity.CONFIRM:
        return None
    key = evidence_key(finding.evidence)
    for reason in reasons:
        if (reason.rule, reason.site, reason.evidence) == (finding.rule, finding.site, key):
            return reason
    return None
