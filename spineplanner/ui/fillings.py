"""The fills that many plans begin with: which facets each of them gives cells to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.anatomy import LumbarCount, Site


@dataclass(frozen=True, slots=True)
class Filling:
    """Facets of a region on some sides, from a level down to the sacrum or the last level.

    Region, sides and first level are the values of the enums of `domain.anatomy`, which the
    menus of the first painted window do not wait for.
    """

    name: str
    text: Callable[[], str]
    region: Literal["cervical", "lumbar"]
    sides: tuple[Literal["LEFT", "RIGHT"], ...] = ("LEFT", "RIGHT")
    first: str | None = None
    keys: tuple[str, ...] = ()

    def sites(self, lumbar_count: "LumbarCount") -> "tuple[Site, ...]":
        """The facets that are filled in such a patient."""
        from spineplanner.domain.anatomy import Level, Region, Side, Site, SiteKind, levels

        present = levels(region=Region(self.region), lumbar_count=lumbar_count)
        first = Level(self.first).rank if self.first else present[0].rank
        return tuple(
            Site(SiteKind.FACET, level, Side(side))
            for level in present
            if level.rank >= first
            for side in self.sides
        )


FILLINGS = (
    Filling("lumbar", lambda: _("All &lumbar facets"), "lumbar", first="L1-L2", keys=("Ctrl+L",)),
    Filling("l3-s1", lambda: _("L&3–S1, both sides"), "lumbar", first="L3-L4"),
    Filling("l2-s1", lambda: _("L&2–S1, both sides"), "lumbar", first="L2-L3"),
    Filling("lumbar-left", lambda: _("Lumbar facets, L&EFT"), "lumbar", ("LEFT",), "L1-L2"),
    Filling("lumbar-right", lambda: _("Lumbar facets, R&IGHT"), "lumbar", ("RIGHT",), "L1-L2"),
    Filling("cervical", lambda: _("All &cervical facets"), "cervical"),
    Filling("cervical-left", lambda: _("Cervical facets, LEFT"), "cervical", ("LEFT",)),
    Filling("cervical-right", lambda: _("Cervical facets, RIGHT"), "cervical", ("RIGHT",)),
)
"""By the names that commands call them. "All lumbar" begins at L1–L2; T12–L1 is a click more."""
