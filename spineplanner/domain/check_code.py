"""A short code that stands for an order: printed on its sheets, equal for equal orders."""

import hashlib
import json
from collections.abc import Iterable, Set
from typing import TypeVar

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.formulary import Entry, Formulary
from spineplanner.domain.limits import limits_applying
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import MATHS_VERSION

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and letters without 0, O, 1 and I, which are read for one another."""

LENGTH = 8


def check_code(plan: Plan, formulary: Formulary) -> str:
    """Digest an order into two groups of four: "7F3A-92CK".

    It covers the order's inputs, the formulary entries it uses and the version of the maths, as
    canonical JSON (keys sorted, no spaces, UTF-8) under SHA-256, of which it shows 40 bits.
    """
    content = {
        "maths": MATHS_VERSION,
        "plan": plan.model_dump(mode="json"),
        "formulary": [entry.model_dump(mode="json") for entry in entries_used(plan, formulary)],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    number = int.from_bytes(hashlib.sha256(canonical.encode()).digest()[:5], "big")
    letters = ""
    for _position in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return f"{letters[:4]}-{letters[4:]}"


def entries_used(plan: Plan, formulary: Formulary) -> tuple[Entry, ...]:
    """The entries an order rests on, each list in the order of its ids.

    What the plan names with the allergens of that, the limits it is compared with, the bench,
    and all syringes: the smallest that holds a volume is taken.
    """
    diluents = plan.diluents
    chosen = {diluents.facet, diluents.epidural, diluents.intravenous, plan.supply.thaw_diluent}
    limits = set(limits_applying(plan, formulary))
    products = _named(formulary.products, {plan.supply.product})
    fluids = _named(formulary.diluents, chosen)
    listed = [*(product.allergens or () for product in products), *(f.allergens for f in fluids)]
    allergens = {id for ids in listed for id in ids}
    return (
        *products,
        *_named(formulary.protocols, {plan.protocol}),
        *_named(formulary.needles, {aliquot.needle for aliquot in plan.aliquots}),
        *fluids,
        *_named(formulary.allergens, allergens),
        *formulary.syringes,
        *_named(formulary.limits, {item.id for item in formulary.limits if item.limit in limits}),
        *((formulary.cervical_epidural,) if _has_cervical_epidural(plan) else ()),
        formulary.bench,
    )


def _has_cervical_epidural(plan: Plan) -> bool:
    sites = (aliquot.site for aliquot in plan.aliquots)
    return any(s.kind is SiteKind.EPIDURAL and s.region is Region.CERVICAL for s in sites)


_AnEntry = TypeVar("_AnEntry", bound=Entry)


def _named(entries: Iterable[_AnEntry], ids: Set[str | None] | Set[str]) -> tuple[_AnEntry, ...]:
    return tuple(sorted((entry for entry in entries if entry.id in ids), key=lambda e: e.id))
