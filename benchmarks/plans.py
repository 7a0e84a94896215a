"""Plans of any size to measure with: invented orders on real sites."""

from spineplanner.domain.anatomy import Site, SiteKind, sites
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.plan import Aliquot
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan

FULL = 38
"""Every site of a patient with five lumbar vertebrae."""

LARGEST = 41
"""Every site of a patient with six."""


def envelope(count: int, *, alike: bool = True) -> Envelope:
    """Make the worked example order `count` aliquots, spread over the whole spine.

    Args:
        count: how many aliquots, up to 41.
        alike: whether equal sites get equal doses, so that there are three suspensions; if not,
            each container needs one of its own.
    """
    example = parse_plan(asset("examples", "worked-example.json").read_bytes())
    lumbar = 5 if count == FULL else 6
    present = sites(lumbar)
    chosen = [present[(place + 1) * len(present) // count - 1] for place in range(count)]
    lot = example.plan.supply.lots[0].replace(on_hand=500)
    plan = example.plan.replace(
        counting=example.plan.counting.replace(lumbar_count=lumbar),
        supply=example.plan.supply.replace(lots=(lot,)),
        aliquots=tuple(
            _aliquot(site, extra=0 if alike else 10_000 * place)
            for place, site in enumerate(chosen)
        ),
    )
    return example.replace(plan=plan)


def _aliquot(site: Site, *, extra: int) -> Aliquot:
    if site.kind is SiteKind.VEIN:
        bag = ContainerKind.BAG
        return Aliquot(site=site, cells=87_000_000 + extra, volume_ul=100_000, container=bag)
    if site.kind is SiteKind.FACET:
        needle = "spinal-22g-90mm"
        return Aliquot(site=site, cells=1_000_000 + extra, volume_ul=500, needle=needle)
    return Aliquot(site=site, cells=5_000_000 + extra, volume_ul=3_000, needle="tuohy-18g-90mm")
