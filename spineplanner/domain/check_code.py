"""A short code that stands for an order: printed on its sheets, equal for equal orders."""

import hashlib
import json
from collections.abc import Iterable

from spineplanner.domain.formulary import Entry, Formulary
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
    """The entries an order rests on: what it names, and the bench, syringes and limits."""
    diluents = plan.diluents
    chosen = {diluents.facet, diluents.epidural, diluents.intravenous, plan.supply.thaw_diluent}
    needles = {aliquot.needle for aliquot in plan.aliquots}
    return (
        *_named(formulary.products, {plan.supply.product}),
        *_named(formulary.protocols, {plan.protocol}),
        *_named(formulary.needles, needles),
        *_named(formulary.diluents, chosen),
        *formulary.allergens,
        *formulary.syringes,
        *formulary.limits,
        formulary.cervical_epidural,
        formulary.bench,
    )


def _named(entries: Iterable[Entry], ids: set[str | None]) -> tuple[Entry, ...]:
    return tuple(sorted((entry for entry in entries if entry.id in ids), key=lambda e: e.id))
