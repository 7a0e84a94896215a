"""From syringes and bags to suspensions: how much stock and diluent each needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from spineplanner.domain.formulary import Bench, Syringe
from spineplanner.domain.preparation import Suspension
from spineplanner.domain.refusals import (
    StockTooDilute,
    TooLargeForTheTube,
    TooSmallToMeasure,
)
from spineplanner.domain.scale import (
    mark_at_or_above,
    mark_at_or_below,
    nearest_mark,
    next_mark,
)
from spineplanner.domain.values import WHOLE_BP


@dataclass(frozen=True, slots=True)
class Batch:
    """Containers that share one suspension, before it is known how to make it.

    `concentration` is cells / volume as ordered; `needed` the least volume in microlitres, both
    as exact ratios of whole numbers so that trying another strength costs little.
    """

    letter: str
    numbers: tuple[int, ...]
    bag: bool
    diluent: str | None
    lot: str | None
    concentration: tuple[int, int]
    needed: tuple[int, int]
    taken_ul: int


def letter_at(position: int) -> str:
    """Name the suspensions A, B, ... Z, AA, AB in order of first use, from position 0."""
    letters = ""
    position += 1
    while position:
        position, last = divmod(position - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def residual(taken_ul: int, bench: Bench) -> Fraction:
    """What stays in the mixing tube, in microlitres: a least volume or a share of what is taken."""
    return max(Fraction(bench.residual_ul), Fraction(taken_ul * bench.overfill_bp, WHOLE_BP))


def tube_stock(batch: Batch, strength: Fraction, bench: Bench, syringes: Sequence[Syringe]) -> int:
    """The least readable volume of stock that fills the tube, in microlitres.

    The stock is measured up, so that no dose is thinner than ordered for want of stock; while
    stock and diluent together fall short of the volume needed, the stock goes to its next mark.
    """
    cells, volume = batch.concentration
    need, per = batch.needed
    stock = mark_at_or_above(
        *_at_least(cells * need * strength.denominator, volume * per * strength.numerator, bench),
        syringes,
    )
    while (stock + tube_diluent(batch, strength, stock, bench, syringes)) * per < need:
        stock = next_mark(stock, syringes)
    return stock


def _at_least(numerator: int, denominator: int, bench: Bench) -> tuple[int, int]:
    if numerator < bench.smallest_ul * denominator:
        return bench.smallest_ul, 1
    return numerator, denominator


def tube_diluent(
    batch: Batch, strength: Fraction, stock_ul: int, bench: Bench, syringes: Sequence[Syringe]
) -> int:
    """The diluent for so much stock, measured to nearest, in microlitres.

    Less than can be measured becomes the smallest volume or nothing, whichever is nearer to the
    exact volume, half way going up. The smallest volume is read on a mark like any other.
    """
    cells, volume = batch.concentration
    denominator = strength.denominator * cells
    numerator = stock_ul * (strength.numerator * volume - denominator)
    smallest = mark_at_or_above(bench.smallest_ul, 1, syringes)
    if numerator < smallest * denominator:
        return smallest if 2 * numerator >= smallest * denominator else 0
    return nearest_mark(numerator, denominator, syringes)


def bag_stock(batch: Batch, strength: Fraction, syringes: Sequence[Syringe]) -> int:
    """The stock for a bag, measured to nearest but never more than the bag is made to."""
    cells, volume = batch.concentration
    numerator = cells * batch.taken_ul * strength.denominator
    denominator = volume * strength.numerator
    nearest = nearest_mark(numerator, denominator, syringes)
    if nearest > batch.taken_ul:
        return mark_at_or_below(batch.taken_ul, 1, syringes)
    return nearest


def stock_for(batch: Batch, strength: Fraction, bench: Bench, syringes: Sequence[Syringe]) -> int:
    """The stock for a tube or a bag that is not stronger than the stock, in microlitres."""
    if batch.bag:
        return bag_stock(batch, strength, syringes)
    return tube_stock(batch, strength, bench, syringes)


def is_too_dilute(batch: Batch, strength: Fraction) -> bool:
    """Whether the suspension would have to be stronger than the stock."""
    cells, volume = batch.concentration
    return cells * strength.denominator > volume * strength.numerator


def mix(
    batch: Batch, strength: Fraction, bench: Bench, syringes: Sequence[Syringe]
) -> Suspension | StockTooDilute | TooSmallToMeasure | TooLargeForTheTube:
    """Work out one suspension, or say why it can't be made.

    A bag's volume is fixed: stock that is too little to measure can't be made up for with more
    diluent there, and is refused. What an empty bag is filled up with may be any volume.
    """
    concentration = Fraction(*batch.concentration)
    if is_too_dilute(batch, strength):
        return StockTooDilute(batch.letter, batch.numbers, concentration, strength)
    needed = Fraction(*batch.needed)
    stock_exact = concentration * needed / strength
    stock = stock_for(batch, strength, bench, syringes)
    if batch.bag:
        diluent_exact, diluent = batch.taken_ul - stock_exact, batch.taken_ul - stock
    else:
        diluent_exact = stock * strength / concentration - stock
        diluent = tube_diluent(batch, strength, stock, bench, syringes)
    too_full = not batch.bag and stock + diluent > bench.tube_ul
    if batch.bag:
        too_small = stock_exact < bench.smallest_ul or stock < bench.smallest_ul
    else:
        too_small = too_full and stock_exact < bench.smallest_ul and needed <= bench.tube_ul
    if too_small:
        return TooSmallToMeasure(
            batch.letter,
            batch.numbers,
            stock_exact,
            bench.smallest_ul,
            stock + diluent,
            bench.tube_ul,
        )
    if too_full:
        return TooLargeForTheTube(batch.letter, batch.numbers, stock + diluent, bench.tube_ul)
    return Suspension(
        letter=batch.letter,
        numbers=batch.numbers,
        bag=batch.bag,
        diluent=batch.diluent,
        lot=batch.lot,
        concentration=concentration,
        strength=strength,
        taken_ul=batch.taken_ul,
        residual_ul=needed - batch.taken_ul,
        stock_exact_ul=stock_exact,
        stock_ul=stock,
        diluent_exact_ul=diluent_exact,
        diluent_ul=diluent,
    )
