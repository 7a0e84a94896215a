"""Everything a rule may look at, in one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from spineplanner.domain.anatomy import Route, SiteKind
from spineplanner.domain.findings import Evidence, Finding
from spineplanner.domain.formulary import Diluent, Formulary, Limit, LimitName, Product
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule, Severity

Printable = Callable[[str], frozenset[str]]
"""Gives the characters of a text that the sheet's fonts lack."""


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
    def in_the_spine(self) -> tuple[Aliquot, ...]:
        """All aliquots but the vein's."""
        return tuple(a for a in self.plan.aliquots if a.site.kind is not SiteKind.VEIN)

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

    def limit(self, name: LimitName) -> Limit | None:
        """The limit, if it has a value."""
        limit = self.formulary.limit(name)
        return limit if limit is not None and limit.value is not None else None


def stop(rule: Rule, evidence: Evidence, *, field: str | None = None) -> Finding:
    """A finding that blocks approval."""
    return Finding(rule, Severity.STOP, evidence, field=field)


def confirm(rule: Rule, evidence: Evidence, limit: Limit | None = None) -> Finding:
    """A finding that wants a reason."""
    return Finding(rule, Severity.CONFIRM, evidence, source=limit.source if limit else None)


def note(rule: Rule, evidence: Evidence) -> Finding:
    """A finding that only informs."""
    return Finding(rule, Severity.NOTE, evidence)
