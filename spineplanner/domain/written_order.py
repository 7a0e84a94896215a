"""The written order, typed separately, and every way in which the plan differs from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from spineplanner.domain.anatomy import Site, SiteField
from spineplanner.domain.entries import Done
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.values import Cells, Note, Value, Volume


class OrderLine(Value):
    """One site of the written order, with its cells and, where it is written, its volume."""

    site: SiteField
    cells: Cells
    volume_ul: Volume | None = None


class WrittenOrder(Value):
    """What the physician wrote, as somebody typed it without looking at the plan.

    `text` is what was typed, `lines` and `total_cells` are what it says.
    """

    text: Note
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=41)]
    total_cells: Cells | None = None
    typed: Done

    @model_validator(mode="after")
    def _each_site_once(self) -> Self:
        sites = [line.site for line in self.lines]
        for site in sites:
            if sites.count(site) > 1:
                raise PydanticCustomError(
                    "same_site_twice", "orders {site} twice", {"site": site.code}
                )
        return self


@dataclass(frozen=True, slots=True)
class SideDiffers:
    """The order names one side of a level, the plan the other."""

    ordered: Site
    planned: Site


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """The order has a site that the plan lacks."""

    site: Site
    cells: int


@dataclass(frozen=True, slots=True)
class NotOrdered:
    """The plan has a site that the order lacks; its cells may be open."""

    site: Site
    cells: int | None


@dataclass(frozen=True, slots=True)
class CellsDiffer:
    """Order and plan give a site different cells; those of the plan may be open."""

    site: Site
    ordered: int
    planned: int | None


@dataclass(frozen=True, slots=True)
class VolumesDiffer:
    """Order and plan give a site different volumes; that of the plan may be open."""

    site: Site
    ordered_ul: int
    planned_ul: int | None


@dataclass(frozen=True, slots=True)
class TotalDiffers:
    """The total that the order states is not what the plan adds up to."""

    ordered: int
    planned: int


@dataclass(frozen=True, slots=True)
class OrderSumOff:
    """The order contradicts itself: its lines add up to something other than its total."""

    total: int
    lines: int


OrderDifference = (
    SideDiffers | NotPlanned | NotOrdered | CellsDiffer | VolumesDiffer | TotalDiffers | OrderSumOff
)


def order_differences(order: WrittenOrder, plan: Plan) -> tuple[OrderDifference, ...]:
    """Every difference between what was written and what is planned, in the order of the sites.

    A site that is planned on the other side alone is one difference, not two.
    """
    ordered = {line.site: line for line in order.lines}
    planned = {aliquot.site: aliquot for aliquot in plan.aliquots}
    swapped = {
        site
        for site in ordered
        if site not in planned and site.mirrored in planned and site.mirrored not in ordered
    }
    found: list[OrderDifference] = []
    for site in sorted({*ordered, *planned}, key=lambda place: place.rank):
        if site in ordered:
            place = site.mirrored if site in swapped else site
            found += _of_ordered(ordered[site], planned.get(place))
        elif site.mirrored not in swapped:
            found.append(NotOrdered(site, planned[site].cells))
    return (*found, *_totals(order, plan))


def _of_ordered(line: OrderLine, aliquot: Aliquot | None) -> Iterator[OrderDifference]:
    if aliquot is None:
        yield NotPlanned(line.site, line.cells)
        return
    place = aliquot.site
    if place != line.site:
        yield SideDiffers(line.site, place)
    if aliquot.cells != line.cells:
        yield CellsDiffer(place, line.cells, aliquot.cells)
    if line.volume_ul is not None and aliquot.volume_ul != line.volume_ul:
        yield VolumesDiffer(place, line.volume_ul, aliquot.volume_ul)


def _totals(order: WrittenOrder, plan: Plan) -> Iterator[OrderDifference]:
    if order.total_cells is None:
        return
    lines = sum(line.cells for line in order.lines)
    if lines != order.total_cells:
        yield OrderSumOff(order.total_cells, lines)
    if plan.ordered_cells != order.total_cells:
        yield TotalDiffers(order.total_cells, plan.ordered_cells)
