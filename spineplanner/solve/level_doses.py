"""The doses of each level, LEFT and RIGHT, as the chart sets them side by side."""

from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.anatomy import Level, Side, SiteKind
from spineplanner.domain.preparation import Preparation


@dataclass(frozen=True, slots=True)
class Dose:
    """Cells ordered, and cells that the volume to give really holds, where computed."""

    ordered: int
    achieved: Fraction | None


@dataclass(frozen=True, slots=True)
class LevelDoses:
    """What one level gets: facet joints LEFT and RIGHT, and the epidural space."""

    level: Level
    left: Dose | None
    right: Dose | None
    epidural: Dose | None


def doses_by_level(preparation: Preparation) -> tuple[LevelDoses, ...]:
    """The doses of the levels that get any, from cranial to caudal; caudal and vein have none."""
    doses: dict[tuple[Level, Side | None], Dose] = {}
    for container in preparation.containers:
        site, cells = container.site, container.aliquot.cells
        if site.level is not None and cells is not None:
            side = site.side if site.kind is SiteKind.FACET else None
            doses[site.level, side] = Dose(cells, preparation.achieved_cells(container))
    levels = sorted({level for level, _side in doses}, key=lambda level: level.rank)
    return tuple(
        LevelDoses(
            level=level,
            left=doses.get((level, Side.LEFT)),
            right=doses.get((level, Side.RIGHT)),
            epidural=doses.get((level, None)),
        )
        for level in levels
    )
