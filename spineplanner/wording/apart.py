"""Vials that are kept apart, in sentences: how sure an answer is, and why there is none."""

from collections.abc import Sequence
from typing import assert_never

from spineplanner.domain.apart import (
    Allocation,
    AllocationRefusal,
    Goal,
    LargerThanAnyVial,
    NotSettledInTime,
    Part,
    TooFewVials,
    Unproved,
    VialUse,
)
from spineplanner.domain.preparation import Preparation, Suspension
from spineplanner.wording import numbers
from spineplanner.wording.translate import _, ngettext


def proof_sentence(allocation: Allocation) -> str:
    """Say whether the allocation is proved, or by how much another may be better."""
    if allocation.unproved is None:
        return _("Proved: no other way opens fewer vials, or as few and leaves less.")
    return _unproved_sentence(allocation.unproved)


def _unproved_sentence(unproved: Unproved) -> str:
    match unproved.goal:
        case Goal.VIALS:
            return ngettext(
                "Best found: another way may open {number} vial fewer.",
                "Best found: another way may open up to {number} vials fewer.",
                unproved.better,
            ).format(number=unproved.better)
        case Goal.WASTE:
            return _(
                "Proved to open the fewest vials. Best found: another way may leave up to "
                "{number} million cells less."
            ).format(number=numbers.rounded_millions(unproved.better))
        case Goal.EXPIRY:
            return _(
                "Proved to open the fewest vials and to leave the least. Best found: another "
                "way may use vials that expire earlier."
            )
        case _:
            assert_never(unproved.goal)


def better_sentence(before: Preparation, after: Preparation) -> str:
    """Say what a way that was found is better in."""
    there, here = before.supply, after.supply
    if there is None or here is None:
        return _("A way was found to fill each syringe from one vial.")
    if here.vials < there.vials:
        return ngettext(
            "{found} vial serves instead of {now}.",
            "{found} vials serve instead of {now}.",
            here.vials,
        ).format(found=here.vials, now=there.vials)
    if here.cells_left_over < there.cells_left_over:
        return _("A way was found that leaves {found} million cells over instead of {now}.").format(
            found=numbers.rounded_millions(here.cells_left_over),
            now=numbers.rounded_millions(there.cells_left_over),
        )
    return _("A way was found with as many vials of which more expire earlier.")


def with_vials(made: str, suspension: Suspension) -> str:
    """Say beside what is made which vials its stock comes from: "Suspension A, from vial 1"."""
    if not suspension.vials:
        return made
    return ngettext(
        "{made}, from vial {vials}", "{made}, from vials {vials}", len(suspension.vials)
    ).format(made=made, vials=numbers.number_range(suspension.vials))


def vial_map_words(uses: Sequence[VialUse]) -> list[str]:
    """Say what each vial fills, those that fill the same together.

    For example "vial 1: syringes 1 to 6 (0.33 mL each), syringe 9 (1.2 mL): 3.18 of 3.3 mL" and
    "vials 3 to 7, each: bag 10 (3.3 mL): 3.3 of 3.3 mL".
    """
    alike: dict[tuple[Part, ...], list[VialUse]] = {}
    for use in uses:
        alike.setdefault(use.parts, []).append(use)
    return [_fills(same) for same in alike.values()]


def _fills(same: Sequence[VialUse]) -> str:
    first = same[0]
    amounts: dict[tuple[bool, int], list[int]] = {}
    for part in first.parts:
        amounts.setdefault((part.bag, part.stock_ul), []).append(part.number)
    parts = [_part(tuple(which), ul, bag=bag) for (bag, ul), which in amounts.items()]
    return ngettext(
        "vial {vials}: {parts}: {stock} of {usable}",
        "vials {vials}, each: {parts}: {stock} of {usable}",
        len(same),
    ).format(
        vials=numbers.number_range(tuple(use.vial for use in same)),
        parts=", ".join(parts),
        stock=numbers.ml(first.stock_ul),
        usable=numbers.volume(first.usable_ul),
    )


def _part(which: tuple[int, ...], stock_ul: int, *, bag: bool) -> str:
    message = _("bag {numbers} ({volume})")
    if not bag:
        message = ngettext(
            "syringe {numbers} ({volume})", "syringes {numbers} ({volume} each)", len(which)
        )
    return message.format(numbers=numbers.number_range(which), volume=numbers.volume(stock_ul))


def vial_name(use: VialUse) -> str:
    """Name a vial by its lot: "Lot EX-1, vial 2"; where no lot is stated, "Vial 2"."""
    if use.lot is None:
        return _("Vial {vial}").format(vial=use.vial)
    return _("Lot {lot}, vial {vial}").format(lot=use.lot, vial=use.vial)


def allocation_refusal_sentence(refusal: AllocationRefusal) -> str:
    """Say why the containers can't each be filled from one vial, and what would help."""
    match refusal:
        case LargerThanAnyVial(numbers=larger, largest=0):
            return _("No vial can be used for {numbers}. State a lot that may be used.").format(
                numbers=numbers.number_range(larger)
            )
        case LargerThanAnyVial(numbers=larger, cells=cells, largest=largest):
            return _(
                "{numbers}: up to {cells} million cells are needed from one vial, and the "
                "fullest gives {largest}. Order less, or let vials be pooled."
            ).format(
                numbers=numbers.number_range(larger),
                cells=numbers.rounded_millions(cells),
                largest=numbers.rounded_millions(largest),
            )
        case TooFewVials():
            return _too_few(refusal)
        case NotSettledInTime(on_hand=on_hand):
            return ngettext(
                "No way was found in time to fill each syringe from the {number} vial on hand, "
                "and no proof that there is none.",
                "No way was found in time to fill each syringe from one of the {number} vials "
                "on hand, and no proof that there is none.",
                on_hand,
            ).format(number=on_hand)
        case _:
            assert_never(refusal)


def _too_few(refusal: TooFewVials) -> str:
    if refusal.proved:
        return ngettext(
            "With {on_hand} on hand, {number} vial is missing to fill each syringe from one.",
            "With {on_hand} on hand, {number} vials are missing to fill each syringe from one.",
            refusal.more,
        ).format(on_hand=refusal.on_hand, number=refusal.more)
    return ngettext(
        "With {on_hand} on hand, at least {number} vial is missing to fill each syringe from one.",
        "With {on_hand} on hand, at least {number} vials are missing to fill each syringe from "
        "one.",
        refusal.more,
    ).format(on_hand=refusal.on_hand, number=refusal.more)
