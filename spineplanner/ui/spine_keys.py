"""Which site the keyboard goes to: up and down the levels, left and right as the patient's."""

from enum import Enum
from typing import assert_never

from spineplanner.domain.anatomy import (
    CAUDAL,
    Level,
    LumbarCount,
    Region,
    Side,
    Site,
    SiteKind,
    levels,
    sites,
)


class Step(Enum):
    """A move of the keyboard."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    HOME = "home"
    END = "end"
    FIRST = "first"
    LAST = "last"


_COLUMNS: tuple[Side | None, ...] = (Side.LEFT, None, Side.RIGHT)
"""From the viewer's left, which is the patient's."""


def step(site: Site, to: Step, lumbar_count: LumbarCount) -> Site:
    """Find the site that a key leads to; where there is none further, stay.

    Levels run on from the cervical into the lumbar picture and end at the caudal site; beyond
    the right side of the one picture is the left side of the other.
    """
    match to:
        case Step.UP:
            return _along(site, -1, lumbar_count)
        case Step.DOWN:
            return _along(site, 1, lumbar_count)
        case Step.LEFT:
            return _across(site, -1, lumbar_count)
        case Step.RIGHT:
            return _across(site, 1, lumbar_count)
        case Step.HOME:
            return _at(_levels_of(site, lumbar_count)[0], site.side)
        case Step.END:
            return _at(_levels_of(site, lumbar_count)[-1], site.side)
        case Step.FIRST:
            return _at(_all_levels(lumbar_count)[0], Side.LEFT)
        case Step.LAST:
            return CAUDAL
        case _:
            assert_never(to)


def _all_levels(lumbar_count: LumbarCount) -> tuple[Level, ...]:
    return tuple(
        level for region in Region for level in levels(region=region, lumbar_count=lumbar_count)
    )


def _levels_of(site: Site, lumbar_count: LumbarCount) -> tuple[Level, ...]:
    return levels(region=site.region or Region.LUMBAR, lumbar_count=lumbar_count)


def _at(level: Level, side: Side | None) -> Site:
    kind = SiteKind.EPIDURAL if side is None else SiteKind.FACET
    return Site(kind, level, side)


def _along(site: Site, by: int, lumbar_count: LumbarCount) -> Site:
    order = _all_levels(lumbar_count)
    if site.level is None:
        return _at(order[-1], None) if by < 0 else site
    place = order.index(site.level) + by
    if place < 0:
        return site
    return _at(order[place], site.side) if place < len(order) else CAUDAL


def _across(site: Site, by: int, lumbar_count: LumbarCount) -> Site:
    level = site.level or _all_levels(lumbar_count)[-1]
    column = _COLUMNS.index(site.side) + by
    if 0 <= column < len(_COLUMNS):
        return _at(level, _COLUMNS[column])
    here = level.region
    there = Region.LUMBAR if by > 0 else Region.CERVICAL
    if here is there:
        return site
    row = levels(region=here, lumbar_count=lumbar_count).index(level)
    beside = levels(region=there, lumbar_count=lumbar_count)
    return _at(beside[min(row, len(beside) - 1)], _COLUMNS[0 if by > 0 else -1])


def between(one: Site, other: Site, lumbar_count: LumbarCount) -> tuple[Site, ...]:
    """List the sites from one to another down the same column; of two columns, both alone."""
    if (one.kind, one.side) != (other.kind, other.side):
        return (one, other)
    column = [
        site for site in sites(lumbar_count) if (site.kind, site.side) == (one.kind, one.side)
    ]
    first, last = sorted((column.index(one), column.index(other)))
    return tuple(column[first : last + 1])


def facets_of(region: Region, lumbar_count: LumbarCount) -> tuple[Site, ...]:
    """Every facet of a region."""
    return tuple(
        site
        for site in sites(lumbar_count)
        if site.kind is SiteKind.FACET and site.region is region
    )
