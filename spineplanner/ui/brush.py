"""What a click on an empty site gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import assert_never

from spineplanner.domain.anatomy import Region, Site, SiteKind
from spineplanner.domain.edits import Dose
from spineplanner.domain.formulary import ContainerKind, Protocol

Place = tuple[SiteKind, Region | None]
"""What a needle goes with: a kind of site in a region."""

NO_DOSE = Dose(None, None)
NO_INFUSION = Dose(None, None, ContainerKind.BAG)


class BrushMode(StrEnum):
    """What the pointer does to an empty site, or to a filled one where it erases."""

    GIVE = "give"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Brush:
    """The doses that a click gives by kind of site; what nobody has stated is absent.

    `needles` are the clinic's usual ones by kind of site and region, by formulary id.
    """

    facet: Dose = NO_DOSE
    epidural: Dose = NO_DOSE
    vein: Dose = NO_INFUSION
    mode: BrushMode = BrushMode.GIVE
    both_sides: bool = False
    needles: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))

    def dose_for(self, site: Site) -> Dose:
        """The dose that a click gives to a site, with the usual needle of its kind."""
        dose = self._dose_of(site.kind)
        if dose.container is ContainerKind.BAG or dose.needle is not None:
            return dose
        return replace(dose, needle=self.needles.get((site.kind, site.region)))

    def _dose_of(self, kind: SiteKind) -> Dose:
        match kind:
            case SiteKind.FACET:
                return self.facet
            case SiteKind.EPIDURAL | SiteKind.CAUDAL:
                return self.epidural
            case SiteKind.VEIN:
                return self.vein
            case _:
                assert_never(kind)

    def following(self, protocol: Protocol) -> "Brush":
        """The brush with the protocol's doses; what the protocol leaves open stays open."""
        given = {
            dose.kind: Dose(dose.cells, dose.volume_ul, dose.container) for dose in protocol.doses
        }
        return replace(
            self,
            facet=given.get(SiteKind.FACET, self.facet),
            epidural=given.get(SiteKind.EPIDURAL, self.epidural),
            vein=given.get(SiteKind.VEIN, self.vein),
        )
