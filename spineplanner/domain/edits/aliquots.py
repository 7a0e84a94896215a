"""What is ordered for which site: placing, changing, mirroring and filling aliquots."""

from collections.abc import Iterable
from dataclasses import dataclass

from spineplanner.domain import anatomy
from spineplanner.domain.anatomy import VEIN, Region, Side, Site
from spineplanner.domain.edits.refused import (
    EditError,
    NoOtherSide,
    NoTarget,
    NothingLeft,
    NothingThere,
    NothingToMirror,
    SiteAbsent,
    validated,
)
from spineplanner.domain.formulary import ContainerKind, Protocol
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.protocols import target_of


@dataclass(frozen=True, slots=True)
class Dose:
    """What a click gives: cells and volume in microlitres, in which container."""

    cells: int | None
    volume_ul: int | None
    container: ContainerKind = ContainerKind.SYRINGE
    needle: str | None = None
    extension_ul: int = 0


@validated
def place(plan: Plan, *, site: Site, dose: Dose) -> Plan:
    """Order a dose for one site, replacing what was ordered there."""
    return _with(plan, [_aliquot(plan, site, dose)])


@validated
def fill(plan: Plan, *, sites: Iterable[Site], dose: Dose) -> Plan:
    """Order the same dose for several sites in one step."""
    return _with(plan, [_aliquot(plan, site, dose) for site in sites])


@validated
def fill_each(plan: Plan, *, doses: Iterable[tuple[Site, Dose]]) -> Plan:
    """Order for several sites in one step, for each its own dose: needles differ by region.

    Where something is ordered already, the lot it is to come from stays.
    """
    given = []
    for site, dose in doses:
        before = plan.aliquot_at(site)
        given.append(_aliquot(plan, site, dose).replace(lot=before.lot if before else None))
    return _with(plan, given)


@validated
def remove(plan: Plan, *, sites: Iterable[Site]) -> Plan:
    """Take back what is ordered for some sites."""
    gone = {_ordered(plan, site).site for site in sites}
    kept = tuple(aliquot for aliquot in plan.aliquots if aliquot.site not in gone)
    return plan.replace(aliquots=kept)


@validated
def clear(plan: Plan) -> Plan:
    """Take back every aliquot."""
    return plan.replace(aliquots=())


@validated
def set_cells(plan: Plan, *, sites: Iterable[Site], cells: int | None) -> Plan:
    """Order another number of cells for some sites, or leave it open."""
    return _with(plan, [_ordered(plan, site).replace(cells=cells) for site in sites])


@validated
def set_volume(plan: Plan, *, sites: Iterable[Site], volume_ul: int | None) -> Plan:
    """Order another volume, in microlitres, for some sites, or leave it open."""
    return _with(plan, [_ordered(plan, site).replace(volume_ul=volume_ul) for site in sites])


@validated
def set_needle(
    plan: Plan, *, sites: Iterable[Site], needle: str | None, extension_ul: int | None = None
) -> Plan:
    """Inject some sites through another needle, with what its tubing keeps in microlitres.

    Where nothing is said of the tubing, each site keeps its own.
    """
    changes: dict[str, object] = {"needle": needle}
    if extension_ul is not None:
        changes["extension_ul"] = extension_ul
    return _with(plan, [_ordered(plan, site).replace(**changes) for site in sites])


@validated
def set_container(plan: Plan, *, container: ContainerKind, needle: str | None = None) -> Plan:
    """Give the vein's cells from a bag, or from a syringe with its needle."""
    changes = {"container": container, "needle": needle, "extension_ul": 0}
    return _with(plan, [_ordered(plan, VEIN).replace(**changes)])


@validated
def set_lot(plan: Plan, *, sites: Iterable[Site], lot: str | None) -> Plan:
    """Take the cells of some sites from a named lot, or leave the choice to the program."""
    return _with(plan, [_ordered(plan, site).replace(lot=lot) for site in sites])


@validated
def both_sides(plan: Plan, *, sites: Iterable[Site]) -> Plan:
    """Order for the other side what is ordered for these facets."""
    return _with(plan, [_mirrored(_ordered(plan, site)) for site in sites])


@validated
def mirror(plan: Plan, *, from_side: Side, region: Region | None = None) -> Plan:
    """Order for every facet of the other side what is ordered for this one."""
    mirrored = [
        _mirrored(aliquot)
        for aliquot in plan.aliquots
        if aliquot.site.side is from_side and region in {None, aliquot.site.region}
    ]
    if not mirrored:
        raise EditError(NothingToMirror(from_side))
    return _with(plan, mirrored)


@validated
def send_rest_to_vein(plan: Plan, *, dose: Dose, protocol: Protocol | None = None) -> Plan:
    """Order for the vein what the target leaves; `dose` says how, where none is ordered yet.

    A plan without a target of its own aims at that of its `protocol`.
    """
    target = target_of(plan, protocol)
    if target is None:
        raise EditError(NoTarget())
    rest = target - sum(item.cells or 0 for item in plan.aliquots if item.site != VEIN)
    if rest <= 0:
        raise EditError(NothingLeft(-rest))
    infusion = plan.aliquot_at(VEIN) or _aliquot(plan, VEIN, dose)
    return _with(plan, [infusion.replace(cells=rest)])


@validated
def apply_protocol(plan: Plan, *, protocol: Protocol) -> Plan:
    """Follow a protocol: its target, and its doses at the sites that are ordered already.

    The vein has no level to choose, so a protocol's infusion is ordered at once; volumes that
    the protocol's source does not give stay as they are, or absent.
    """
    changed = []
    for aliquot in plan.aliquots:
        dose = protocol.dose_for(aliquot.site)
        if dose is not None:
            volume_ul = dose.volume_ul or aliquot.volume_ul
            changed.append(aliquot.replace(cells=dose.cells, volume_ul=volume_ul))
    infusion = protocol.dose_for(VEIN)
    if infusion is not None and plan.aliquot_at(VEIN) is None:
        given = Dose(infusion.cells, infusion.volume_ul, infusion.container)
        changed.append(_aliquot(plan, VEIN, given))
    followed = plan.replace(protocol=protocol.id, target_cells=protocol.target_cells)
    return _with(followed, changed)


@validated
def leave_protocol(plan: Plan) -> Plan:
    """Follow no protocol any more; target and doses stay as they are."""
    return plan.replace(protocol=None)


def _mirrored(aliquot: Aliquot) -> Aliquot:
    if aliquot.site.side is None:
        raise EditError(NoOtherSide(aliquot.site))
    return aliquot.replace(site=aliquot.site.mirrored)


def _ordered(plan: Plan, site: Site) -> Aliquot:
    aliquot = plan.aliquot_at(site)
    if aliquot is None:
        raise EditError(NothingThere(site))
    return aliquot


def _aliquot(plan: Plan, site: Site, dose: Dose) -> Aliquot:
    if site not in anatomy.sites(plan.lumbar_count):
        raise EditError(SiteAbsent(site, plan.lumbar_count))
    return Aliquot(
        site=site,
        cells=dose.cells,
        volume_ul=dose.volume_ul,
        container=dose.container,
        needle=dose.needle,
        extension_ul=dose.extension_ul,
    )


def _with(plan: Plan, changed: Iterable[Aliquot]) -> Plan:
    """Put aliquots into the plan; a level it had not is one nobody has compared with images."""
    by_site = {aliquot.site: aliquot for aliquot in plan.aliquots}
    by_site |= {aliquot.site: aliquot for aliquot in changed}
    counting = plan.counting
    if not {site.level for site in by_site} <= {None, *(a.site.level for a in plan.aliquots)}:
        counting = counting.replace(confirmed=False)
    return plan.replace(aliquots=tuple(by_site.values()), counting=counting)
