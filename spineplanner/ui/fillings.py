"""The fills that many plans begin with: which facets each of them gives cells to."""

from collections.abc import Callable
from dataclasses import dataclass

from spineplanner.domain.anatomy import Level, LumbarCount, Region, Side, Site, SiteKind, levels
from spineplanner.wording.translate import _

BOTH = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True, slots=True)
class Filling:
    """Facets of a region on some sides, from a level down to the sacrum or the last level."""

    name: str
    text: Callable[[], str]
    region: Region
    sides: tuple[Side, ...] = BOTH
    first: Level | None = None
    keys: tuple[str, ...] = ()

    def sites(self, lumbar_count: LumbarCount) -> tuple[Site, ...]:
        """The facets that are filled in such a patient."""
        present = levels(region=self.region, lumbar_count=lumbar_count)
        first = self.first.rank if self.first else present[0].rank
        return tuple(
            Site(SiteKind.FACET, level, side)
            for level in present
            if level.rank >= first
            for side in self.sides
        )


FILLINGS = (
    Filling(
        "lumbar",
        lambda: _("All &lumbar facets"),
        Region.LUMBAR,
        first=Level.L1_L2,
        keys=("Ctrl+L",),
    ),
    Filling("l3-s1", lambda: _("L&3–S1, both sides"), Region.LUMBAR, first=Level.L3_L4),
    Filling("l2-s1", lambda: _("L&2–S1, both sides"), Region.LUMBAR, first=Level.L2_L3),
    Filling(
        "lumbar-left",
        lambda: _("Lumbar facets, L&EFT"),
        Region.LUMBAR,
        sides=(Side.LEFT,),
        first=Level.L1_L2,
    ),
    Filling(
        "lumbar-right",
        lambda: _("Lumbar facets, R&IGHT"),
        Region.LUMBAR,
        sides=(Side.RIGHT,),
        first=Level.L1_L2,
    ),
    Filling("cervical", lambda: _("All &cervical facets"), Region.CERVICAL),
    Filling("cervical-left", lambda: _("Cervical facets, LEFT"), Region.CERVICAL, (Side.LEFT,)),
    Filling("cervical-right", lambda: _("Cervical facets, RIGHT"), Region.CERVICAL, (Side.RIGHT,)),
)
"""By the names that commands call them. "All lumbar" begins at L1–L2; T12–L1 is a click more."""
