"""Everything a rule may look at, in one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from spineplanner.domain.anatomy import Level, Region, Route, Site, SiteKind
from spineplanner.domain.findings import Evidence, Finding
from spineplanner.domain.formulary import Diluent, Formulary, LimitName, Product, Protocol, Source
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.thaw_clock import ThawClock, thaw_clock

Printable = Callable[[str], frozenset[str]]
"""Gives the characters of a text that the sheet's fonts lack."""


@dataclass(frozen=True, slots=True)
class LimitSet:
    """A limit that has a value, with where the value comes from."""

    value: int
    source: Source


@dataclass(frozen=True)
class Case:
    """A plan with what was computed from it, and the moment at which it is looked at."""

    plan: Plan
    formulary: Formulary
    preparation: Preparation
    record: Record
    now: datetime
    printable: Printable | None

    @cached_property
    def product(self) -> Product | None:
        """The product, if the clinic has it."""
        return self.formulary.product(self.plan.supply.product)

    @cached_property
    def protocol(self) -> Protocol | None:
        """The protocol the plan was begun from, if the clinic has it."""
        return self.formulary.protocol(self.plan.protocol)

    @cached_property
    def clock(self) -> ThawClock:
        """What the thaw clock says."""
        return thaw_clock(self.plan, self.formulary, self.record, self.now)

    @cached_property
    def in_the_spine(self) -> tuple[Aliquot, ...]:
        """All aliquots but the vein's."""
        return tuple(a for a in self.plan.aliquots if a.site.kind is not SiteKind.VEIN)

    @cached_property
    def cervical_epidurals(self) -> tuple[tuple[Site, Level], ...]:
        """The sites and levels of all cervical interlaminar epidurals."""
        placed = ((aliquot.site, aliquot.site.level) for aliquot in self.plan.aliquots)
        return tuple(
            (site, level)
            for site, level in placed
            if site.kind is SiteKind.EPIDURAL
            and level is not None
            and level.region is Region.CERVICAL
        )

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The routes in use."""
        return tuple(dict.fromkeys(aliquot.site.route for aliquot in self.plan.aliquots))

    @cached_property
    def diluents(self) -> tuple[tuple[Route | None, Diluent], ...]:
        """The diluents that are chosen and known, with their route; None is the thaw."""
        chosen = [(route, self.plan.diluents.of(route)) for route in self.routes]
        thaw = (None, self.plan.supply.thaw_diluent)
        known = ((route, self.formulary.diluent(id)) for route, id in [*chosen, thaw])
        return tuple((route, diluent) for route, diluent in known if diluent is not None)

    @property
    def has_epidural(self) -> bool:
        """Whether cells go into the epidural space."""
        return Route.EPIDURAL in self.routes

    def lot_among(self, lot: str | None) -> str | None:
        """The lot to name where the plan has several; there is no other to confuse it with else."""
        return lot if len(self.plan.supply.lots) > 1 else None

    def limit(self, name: LimitName) -> LimitSet | None:
        """The limit with its source, if the clinic has set it."""
        limit = self.formulary.limit(name)
        if limit is None or limit.value is None:
            return None
        return LimitSet(limit.value, limit.source)

    def exceeded(
        self, value: int | Fraction, usual: LimitName, hard: LimitName
    ) -> tuple[Severity, LimitSet] | None:
        """Which of a usual and a hard limit a value is above, and what that asks for."""
        for name, severity in ((hard, Severity.STOP), (usual, Severity.CONFIRM)):
            limit = self.limit(name)
            if limit is not None and value > limit.value:
                return severity, limit
        return None


def stop(
    rule: Rule,
    evidence: Evidence,
    *,
    field: str,
    site: Site | None = None,
    source: Source | None = None,
) -> Finding:
    """A finding that blocks approval."""
    return Finding(rule, Severity.STOP, evidence, site, source, field)


def confirm(
    rule: Rule,
    evidence: Evidence,
    *,
    field: str,
    site: Site | None = None,
    source: Source | None = None,
) -> Finding:
    """A finding that wants a reason."""
    return Finding(rule, Severity.CONFIRM, evidence, site, source, field)


def note(rule: Rule, evidence: Evidence, *, field: str, source: Source | None = None) -> Finding:
    """A finding that only informs."""
    return Finding(rule, Severity.NOTE, evidence, source=source, field=field)
