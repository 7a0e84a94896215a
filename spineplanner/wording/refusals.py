"""Why a preparation can't be made, in sentences with the numbers and a way on."""

from fractions import Fraction
from typing import assert_never

from spineplanner.domain.refusals import (
    AliquotIncomplete,
    ConcentrationUnknown,
    LargerThanAVial,
    NoAliquots,
    NotEnoughVials,
    Refusal,
    StockTooDilute,
    TooLargeForASyringe,
    TooLargeForTheTube,
    TooSmallToMeasure,
)
from spineplanner.wording import numbers
from spineplanner.wording.fields import field_names
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext


def refusal_sentence(refusal: Refusal) -> str:
    """Say why nothing can be computed, and what would help."""
    match refusal:
        case NoAliquots():
            return _("Nothing is ordered yet. Choose a site.")
        case AliquotIncomplete(site=site, missing=missing):
            return _("{site}: {fields} not stated.").format(
                site=site_name(site), fields=field_names(missing)
            )
        case ConcentrationUnknown(missing=missing):
            return _("The strength of the stock is unknown: {fields} not stated.").format(
                fields=field_names(missing)
            )
        case StockTooDilute():
            return _too_dilute(refusal)
        case TooSmallToMeasure():
            return _too_small(refusal)
        case TooLargeForTheTube(letter=letter, volume_ul=volume_ul, tube_ul=tube_ul):
            return _(
                "Suspension {letter} needs {volume}, more than its {tube} tube holds. "
                "Order less volume, or other concentrations."
            ).format(letter=letter, volume=numbers.volume(volume_ul), tube=numbers.volume(tube_ul))
        case TooLargeForASyringe(site=site, volume_ul=volume_ul, largest_ul=largest_ul):
            return _("{site}: {volume} is more than the largest syringe holds ({largest}).").format(
                site=site_name(site),
                volume=numbers.volume(volume_ul),
                largest=numbers.volume(largest_ul),
            )
        case NotEnoughVials():
            return _not_enough(refusal)
        case LargerThanAVial():
            return _larger(refusal)
        case _:
            assert_never(refusal)


def _too_dilute(refusal: StockTooDilute) -> str:
    wanted, stock = numbers.beside(refusal.concentration / 1000, refusal.strength / 1000)
    return _(
        "Suspension {letter} is to hold {wanted} million/mL, and the stock has {stock}. "
        "Order more volume for numbers {numbers}, or thaw into less."
    ).format(
        letter=refusal.letter,
        wanted=wanted,
        stock=stock,
        numbers=numbers.number_range(refusal.numbers),
    )


def _too_small(refusal: TooSmallToMeasure) -> str:
    return _(
        "Suspension {letter} needs {exact} mL of stock, too little to measure; with {smallest} "
        "the tube would hold {volume}. Dilute the stock at the thaw."
    ).format(
        letter=refusal.letter,
        exact=numbers.beside(refusal.stock_exact_ul / 1000, Fraction(refusal.smallest_ul, 1000))[0],
        smallest=numbers.volume(refusal.smallest_ul),
        volume=numbers.volume(refusal.volume_ul),
    )


def _larger(refusal: LargerThanAVial) -> str:
    which = numbers.number_range(refusal.numbers)
    if refusal.usable_ul == 0:
        return _(
            "Vials are kept apart, and one gives nothing besides its count sample and what stays "
            "in it. Let vials be pooled, or correct these figures in the formulary."
        )
    return _(
        "Vials are kept apart, and one gives {usable} of stock; {numbers} would take up to "
        "{stock}. Order fewer cells there, or choose a protocol that pools vials."
    ).format(
        usable=numbers.volume(refusal.usable_ul),
        numbers=which,
        stock=numbers.volume(refusal.stock_ul),
    )


def _not_enough(refusal: NotEnoughVials) -> str:
    more = ngettext("{more} more vial", "{more} more vials", refusal.more).format(more=refusal.more)
    short = numbers.volume(refusal.short_ul)
    if refusal.measured and refusal.lot is not None:
        return _("The counted stock of lot {lot} is {short} short: thaw {more}.").format(
            lot=refusal.lot, short=short, more=more
        )
    if refusal.measured:
        return _("The counted stock is {short} short: thaw {more}.").format(short=short, more=more)
    if refusal.lot is None:
        return _("No lot can be used: {more} are needed.").format(more=more)
    return _("Lot {lot} has {available} on hand, {short} of stock too little: {more}.").format(
        lot=refusal.lot, available=refusal.available, short=short, more=more
    )
