"""Which limits a plan is compared with: by the kind and region of its sites, and by its product."""

from spineplanner.domain.anatomy import Region, Route, SiteKind
from spineplanner.domain.formulary import Formulary, LimitName, Product
from spineplanner.domain.plan import Plan

UsualAndHard = tuple[LimitName, LimitName]

VOLUME_LIMITS: dict[tuple[SiteKind, Region | None], UsualAndHard] = {
    (SiteKind.FACET, Region.CERVICAL): (
        LimitName.FACET_CERVICAL_VOLUME_USUAL,
        LimitName.FACET_CERVICAL_VOLUME_HARD,
    ),
    (SiteKind.FACET, Region.LUMBAR): (
        LimitName.FACET_LUMBAR_VOLUME_USUAL,
        LimitName.FACET_LUMBAR_VOLUME_HARD,
    ),
    (SiteKind.EPIDURAL, Region.CERVICAL): (
        LimitName.EPIDURAL_CERVICAL_VOLUME_USUAL,
        LimitName.EPIDURAL_CERVICAL_VOLUME_HARD,
    ),
    (SiteKind.EPIDURAL, Region.LUMBAR): (
        LimitName.EPIDURAL_LUMBAR_VOLUME_USUAL,
        LimitName.EPIDURAL_LUMBAR_VOLUME_HARD,
    ),
    (SiteKind.CAUDAL, Region.LUMBAR): (
        LimitName.CAUDAL_VOLUME_USUAL,
        LimitName.CAUDAL_VOLUME_HARD,
    ),
    (SiteKind.VEIN, None): (LimitName.VEIN_VOLUME_USUAL, LimitName.VEIN_VOLUME_HARD),
}

CELL_LIMITS: dict[SiteKind, UsualAndHard] = {
    SiteKind.FACET: (LimitName.FACET_CELLS_USUAL, LimitName.FACET_CELLS_HARD),
    SiteKind.EPIDURAL: (LimitName.EPIDURAL_CELLS_USUAL, LimitName.EPIDURAL_CELLS_HARD),
    SiteKind.CAUDAL: (LimitName.EPIDURAL_CELLS_USUAL, LimitName.EPIDURAL_CELLS_HARD),
    SiteKind.VEIN: (LimitName.VEIN_CELLS_USUAL, LimitName.VEIN_CELLS_HARD),
}

LOCAL_DMSO_LIMITS = {
    Route.FACET: LimitName.LOCAL_DMSO_FACET,
    Route.EPIDURAL: LimitName.LOCAL_DMSO_EPIDURAL,
}

_OF_EVERY_PLAN = (
    LimitName.SIBLING_FACTOR,
    LimitName.DOSE_ERROR_USUAL,
    LimitName.DOSE_ERROR_HARD,
    LimitName.SYRINGE_FILL_LEAST,
    LimitName.CONCENTRATION_LEAST,
    LimitName.COUNT_OFF_PLAN,
    LimitName.COUNT_LEAST_OF_PLAN,
)


def limits_applying(plan: Plan, formulary: Formulary) -> tuple[LimitName, ...]:
    """The limits that some check compares this plan with, set or not; none where it is empty.

    A product without DMSO needs no limit of it, one with its own release viability not the
    general one, and one without a time to be used in no warning before that.
    """
    if not plan.aliquots:
        return ()
    kinds = dict.fromkeys((item.site.kind, item.site.region) for item in plan.aliquots)
    names = [name for kind in kinds for name in (*VOLUME_LIMITS[kind], *CELL_LIMITS[kind[0]])]
    names += _OF_EVERY_PLAN
    names += _of_product(formulary.product(plan.supply.product), plan)
    return tuple(dict.fromkeys(names))


def _of_product(product: Product | None, plan: Plan) -> list[LimitName]:
    names = []
    if product is None or product.dmso_bp != 0:
        routes = dict.fromkeys(item.site.route for item in plan.aliquots)
        local = (LOCAL_DMSO_LIMITS.get(route) for route in routes)
        names += [LimitName.DMSO_PER_KG, *(name for name in local if name is not None)]
    if product is None or product.release_viability_bp is None:
        names.append(LimitName.RELEASE_VIABILITY)
    if product is None or product.stability_minutes is not None:
        names.append(LimitName.USE_BY_NEAR)
    return names
