"""Vials that are kept apart, in sentences: how sure an answer is, and why there is none."""

from typing import assert_never

from spineplanner.domain.apart import (
    Allocation,
    AllocationRefusal,
    Goal,
    LargerThanAnyVial,
    NotSettledInTime,
    OpenedVial,
    TooFewVials,
    Unproved,
)
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


def vial_words(vial: OpenedVial) -> str:
    """Say what one vial fills: "Lot EX-1, vial 2: syringes 1 to 3, 5"."""
    filled = numbers.number_range(vial.numbers)
    return ngettext(
        "Lot {lot}, vial {vial}: syringe {numbers}",
        "Lot {lot}, vial {vial}: syringes {numbers}",
        len(vial.numbers),
    ).format(lot=vial.lot, vial=vial.vial, numbers=filled)


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
