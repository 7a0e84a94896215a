"""What the thawed vials give: how strong the stock is, planned or counted, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Self

from spineplanner.domain.formulary import Basis, Bench, Formulary
from spineplanner.domain.lots import Yield
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Strength
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.domain.values import of_whole


@dataclass(frozen=True, slots=True)
class Stock:
    """The planned strength, the counts that replace it, and the yield of a vial."""

    planned: Strength
    counts: tuple[Count, ...]
    dose_basis: Basis
    per: Yield

    def count_of(self, lot: str | None) -> Count | None:
        """The count of a lot's pool: the one that names it, or else one that names none."""
        named = (count for count in self.counts if count.lot == lot)
        return next(named, None) or next((c for c in self.counts if c.lot is None), None)

    def among(self, lots: Collection[str | None]) -> Self:
        """The same stock, pooled from these lots.

        Of several pools, a count that names none of them could be of any: it is of none, lest
        one measured volume is spent twice.
        """
        if len(set(lots)) < 2:
            return self
        return replace(self, counts=tuple(c for c in self.counts if c.lot is not None))

    def measured_as_planned(self, bench: Bench) -> dict[str | None, int]:
        """How much stock of the planned strength each counted pool comes to, in microlitres."""
        return {
            count.lot: floor(
                max(0, count.pool_ul - bench.pool_residual_ul)
                * self.strength_of(count.lot).cells_per_ul
                / self.planned.cells_per_ul
            )
            for count in self.counts
        }

    def strength_of(self, lot: str | None) -> Strength:
        """The strength to prepare with: as counted, or else as planned."""
        count = self.count_of(lot)
        return self.planned if count is None else _measured(count, self.dose_basis)


def stock_of(
    plan: Plan, formulary: Formulary, counts: tuple[Count, ...]
) -> Stock | ConcentrationUnknown:
    """Compute the stock from the label and what is assumed of the thaw.

    Strength is label cells / fill x recovery; from a total label to a viable dose times the
    viability, from a viable label to a total dose divided by it; then diluted by what is added
    at the thaw. A vial gives what can be withdrawn and what is added.
    """
    inputs, bench = plan.supply, formulary.bench
    product = formulary.product(inputs.product)
    if product is None:
        return ConcentrationUnknown(("product",))
    label_cells, fill_ul = product.label_cells, product.fill_ul
    withdrawable_ul = product.withdrawable_ul
    label, dose = inputs.label_basis, inputs.dose_basis
    recovery_bp, viability_bp = inputs.recovery_bp, inputs.viability_bp
    if (
        label_cells is None
        or fill_ul is None
        or withdrawable_ul is None
        or label is None
        or dose is None
        or recovery_bp is None
        or (viability_bp is None and label is not dose)
    ):
        given = {
            "label_cells": label_cells,
            "fill_ul": fill_ul,
            "withdrawable_ul": withdrawable_ul,
            "label_basis": label,
            "dose_basis": dose,
            "recovery_bp": recovery_bp,
            "viability_bp": viability_bp,
        }
        return ConcentrationUnknown(tuple(name for name, value in given.items() if value is None))
    vial_ul = withdrawable_ul + inputs.thaw_diluent_ul
    base, recovery = Fraction(label_cells, fill_ul), of_whole(recovery_bp)
    factor = _viability_factor(label, dose, viability_bp)
    undiluted = Fraction(withdrawable_ul, vial_ul)
    strength = base * recovery * factor * undiluted
    return Stock(
        planned=Strength(strength, base, recovery, factor, undiluted),
        counts=counts,
        dose_basis=dose,
        per=Yield(vial_ul, bench.count_sample_ul + bench.pool_residual_ul),
    )


def strength_from(count: Count, basis: Basis) -> Fraction:
    """The counted strength in cells per microlitre, converted to another basis."""
    factor = _viability_factor(count.basis, basis, count.viability_bp)
    return Fraction(count.cells_per_ml, 1000) * factor


def _measured(count: Count, dose_basis: Basis) -> Strength:
    base = Fraction(count.cells_per_ml, 1000)
    factor = _viability_factor(count.basis, dose_basis, count.viability_bp)
    return Strength(strength_from(count, dose_basis), base, None, factor, None, count)


def _viability_factor(counted: Basis, meant: Basis, viability_bp: int | None) -> Fraction:
    """What to multiply a number of cells by, from the basis it counts to the basis meant."""
    if counted is meant or viability_bp is None:
        return Fraction(1)
    viability = of_whole(viability_bp)
    return viability if counted is Basis.TOTAL else 1 / viability
