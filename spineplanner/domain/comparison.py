"""Planned against actual: suspensions, containers and vials side by side, as values."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.anatomy import Site
from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.entries import ChosenVials, Filled, Made
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Container, Preparation, Suspension
from spineplanner.domain.prepare import prepare
from spineplanner.domain.recognising import filled_for, made_for
from spineplanner.domain.record import Record
from spineplanner.domain.refusals import NotEnoughVials


@dataclass(frozen=True, slots=True)
class SuspensionCompared:
    """One suspension as planned, as the count asks for it, and as it was made.

    `numbers` are its containers; planned or computed is absent where the other has no such one.
    The exchanges are those of a prefilled bag, as planned and as the count asks for it.
    """

    numbers: tuple[int, ...]
    planned: Suspension | None
    computed: Suspension | None
    made: Made | None
    planned_exchange: Exchange | None = None
    exchange: Exchange | None = None

    @property
    def made_concentration(self) -> Fraction | None:
        """The concentration that was really made, in cells per microlitre."""
        if self.made is None or self.computed is None:
            return None
        return made_concentration(self.made, self.computed)

    @property
    def changed(self) -> bool:
        """Whether the count changes what is measured."""
        return _measures(self.planned) != _measures(self.computed)


@dataclass(frozen=True, slots=True)
class ContainerCompared:
    """The cells of one site: ordered, achieved as planned and as computed, made, given.

    `made_cells` are in the volume to give of the suspension as it was really made,
    `given_cells` in the volume that was really given.
    """

    number: int
    site: Site
    ordered_cells: int | None
    planned_cells: Fraction | None
    computed_cells: Fraction | None
    made_cells: Fraction | None
    given_cells: Fraction | None

    @property
    def error(self) -> Fraction | None:
        """By which share the dose is off, as well as it is known: given, made or computed."""
        cells = next(
            (c for c in (self.given_cells, self.made_cells, self.computed_cells) if c is not None),
            None,
        )
        if cells is None or not self.ordered_cells:
            return None
        return cells / self.ordered_cells - 1


@dataclass(frozen=True, slots=True)
class VialsCompared:
    """The vials: planned, recorded as good, counted, and how many more must be thawed."""

    planned: int | None
    taken: int
    counted: int | None
    needed: Fraction | None
    more: int
    short_ul: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was planned beside what the count and the bench have made of it."""

    planned: Preparation
    computed: Preparation
    vials: VialsCompared
    suspensions: tuple[SuspensionCompared, ...]
    containers: tuple[ContainerCompared, ...]


def made_concentration(made: Made, suspension: Suspension) -> Fraction:
    """The concentration that the volumes really measured give, in cells per microlitre."""
    return made.stock_ul * suspension.strength / (made.stock_ul + made.diluent_ul)


def planned(plan: Plan, formulary: Formulary, vials: ChosenVials | None = None) -> Preparation:
    """What is prepared as planned with the vials as chosen, whatever was counted."""
    return prepare(plan, formulary, vials=vials)


def compared(
    before: Preparation,
    computed: Preparation,
    record: Record,
    exchange_of: Callable[[Suspension], Exchange | None] = lambda _suspension: None,
) -> Comparison:
    """Lay what was planned beside what the count asks for and what was done.

    Args:
        before: computed from the order alone.
        computed: computed from the same order and the record's counts.
        record: what was made and given.
        exchange_of: what is done with the fluid of a prefilled bag.
    """
    suspensions = _suspensions(before, computed, record, exchange_of)
    return Comparison(
        planned=before,
        computed=computed,
        vials=_vials(before, computed, record),
        suspensions=suspensions,
        containers=tuple(
            _container(container, before, computed, suspensions, filled_for(record, container))
            for container in computed.containers
        ),
    )


def _measures(suspension: Suspension | None) -> tuple[int, int] | None:
    return None if suspension is None else (suspension.stock_ul, suspension.diluent_ul)


def _suspensions(
    before: Preparation,
    computed: Preparation,
    record: Record,
    exchange_of: Callable[[Suspension], Exchange | None],
) -> tuple[SuspensionCompared, ...]:
    """Those of the same containers stand side by side: another lot may have moved the letters."""
    then = {suspension.numbers: suspension for suspension in before.suspensions}
    now = {suspension.numbers: suspension for suspension in computed.suspensions}
    return tuple(
        SuspensionCompared(
            numbers,
            then.get(numbers),
            now.get(numbers),
            made_for(record, now[numbers], computed) if numbers in now else None,
            exchange_of(then[numbers]) if numbers in then else None,
            exchange_of(now[numbers]) if numbers in now else None,
        )
        for numbers in sorted({*then, *now})
    )


def _container(
    container: Container,
    before: Preparation,
    computed: Preparation,
    suspensions: tuple[SuspensionCompared, ...],
    filled: Filled | None,
) -> ContainerCompared:
    made = next(
        (s.made_concentration for s in suspensions if s.computed and container.number in s.numbers),
        None,
    )
    was = before.containers[container.number - 1]
    volume_ul, given_ul = container.aliquot.volume_ul, filled.given_ul if filled else None
    return ContainerCompared(
        number=container.number,
        site=container.site,
        ordered_cells=container.aliquot.cells,
        planned_cells=before.achieved_cells(was),
        computed_cells=computed.achieved_cells(container) if computed.counts else None,
        made_cells=None if made is None or volume_ul is None else made * volume_ul,
        given_cells=None if made is None or given_ul is None else made * given_ul,
    )


def _vials(before: Preparation, computed: Preparation, record: Record) -> VialsCompared:
    short = [r for r in computed.refusals if isinstance(r, NotEnoughVials) and r.measured]
    return VialsCompared(
        planned=before.supply.vials if before.supply else None,
        taken=sum(vial.good for vial in record.vials),
        counted=sum(count.vials for count in computed.counts) or None,
        needed=computed.supply.needed if computed.supply else None,
        more=sum(refusal.more for refusal in short),
        short_ul=sum(refusal.short_ul for refusal in short),
    )
