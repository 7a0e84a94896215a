"""How each result came about: the terms that went in, in order, so that it can be redone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from spineplanner.domain.preparation import (
    Bagged,
    Container,
    Drawn,
    Pool,
    Preparation,
    Strength,
    Supply,
    Suspension,
)


class Quantity(StrEnum):
    """Everything that is a term or a result; the suffix is its unit."""

    LABEL_CELLS_PER_UL = "label-cells-per-ul"
    COUNTED_CELLS_PER_UL = "counted-cells-per-ul"
    RECOVERY = "recovery-share"
    VIABILITY_FACTOR = "viability-factor"
    UNDILUTED = "undiluted-share"
    STRENGTH = "stock-strength-cells-per-ul"
    GIVE = "give-ul"
    NEEDLE = "needle-keeps-ul"
    LINE = "line-keeps-ul"
    MARK = "draw-to-ul"
    HUB = "hub-ul"
    TAKEN = "taken-ul"
    PUSHED = "pushed-to-zero-ul"
    MADE = "bag-made-to-ul"
    TAKEN_BY_ALL = "taken-by-all-ul"
    RESIDUAL = "stays-in-tube-ul"
    NEEDED_VOLUME = "needed-ul"
    CONCENTRATION = "ordered-concentration-cells-per-ul"
    STOCK = "stock-ul"
    DILUENT = "diluent-ul"
    BAG_DILUENT = "bag-diluent-ul"
    VOLUME = "volume-ul"
    ACHIEVED = "achieved-concentration-cells-per-ul"
    SUSPENSIONS = "stock-in-suspensions-ul"
    SAMPLE = "count-sample-ul"
    POOL_RESIDUAL = "stays-in-pool-ul"
    STOCK_TOTAL = "stock-total-ul"
    VIAL = "vial-gives-ul"
    VIALS = "vials"
    VIALS_APART = "vials-kept-apart"
    AVAILABLE = "stock-available-ul"
    LEFT_OVER = "left-over-ul"
    CELLS_NEEDED = "cells-needed"
    CELLS_THAWED = "cells-thawed"
    CELLS_LEFT_OVER = "cells-left-over"


@dataclass(frozen=True, slots=True)
class Term:
    """One number that went into a result."""

    quantity: Quantity
    value: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """One result with its terms; `rounded` is what a hand reads or counts instead of `exact`.

    `about` is the container's number, the suspension's letter or the lot.
    """

    about: str
    result: Quantity
    terms: tuple[Term, ...]
    exact: Fraction
    rounded: int | None = None


def working(preparation: Preparation) -> tuple[Step, ...]:
    """Write out the sums of a preparation in the order in which they are done."""
    steps: list[Step] = []
    if preparation.planned_strength is not None:
        steps.append(_strength("planned", preparation.planned_strength))
    for container in preparation.containers:
        steps += _container(container)
    for suspension in preparation.suspensions:
        steps += _suspension(suspension)
    if preparation.supply is not None:
        for pool in preparation.supply.pools:
            steps += _pool(pool)
        steps += _cells(preparation.supply)
    return tuple(steps)


def _step(
    about: str,
    result: Quantity,
    exact: Fraction | int,
    rounded: int | None = None,
    /,
    **terms: Fraction | int,
) -> Step:
    return Step(
        about,
        result,
        tuple(Term(Quantity[name], Fraction(value)) for name, value in terms.items()),
        Fraction(exact),
        rounded,
    )


def _strength(about: str, strength: Strength) -> Step:
    terms: dict[str, Fraction | int] = {}
    terms["LABEL_CELLS_PER_UL" if strength.count is None else "COUNTED_CELLS_PER_UL"] = (
        strength.base
    )
    if strength.recovery is not None:
        terms["RECOVERY"] = strength.recovery
    terms["VIABILITY_FACTOR"] = strength.viability_factor
    if strength.undiluted is not None:
        terms["UNDILUTED"] = strength.undiluted
    return _step(about, Quantity.STRENGTH, strength.cells_per_ul, **terms)


def _container(container: Container) -> Iterator[Step]:
    about = str(container.number)
    match container.volumes:
        case Drawn(give_ul=give, needle_ul=needle, mark_ul=mark, hub_ul=hub) as drawn:
            yield _step(about, Quantity.MARK, give + needle, mark, GIVE=give, NEEDLE=needle)
            yield _step(about, Quantity.TAKEN, drawn.taken_ul, MARK=mark, HUB=hub)
            yield _step(about, Quantity.PUSHED, drawn.pushed_ul, MARK=mark, NEEDLE=needle)
        case Bagged(give_ul=give, kept_ul=kept) as bagged:
            yield _step(about, Quantity.MADE, bagged.made_ul, GIVE=give, LINE=kept)
        case None:
            return
        case _:
            assert_never(container.volumes)


def _suspension(item: Suspension) -> Iterator[Step]:
    about = item.letter
    yield _step(
        about,
        Quantity.NEEDED_VOLUME,
        item.needed_ul,
        TAKEN_BY_ALL=item.taken_ul,
        RESIDUAL=item.residual_ul,
    )
    yield _step(
        about,
        Quantity.STOCK,
        item.stock_exact_ul,
        item.stock_ul,
        CONCENTRATION=item.concentration,
        NEEDED_VOLUME=item.needed_ul,
        STRENGTH=item.strength,
    )
    yield _diluent(item)
    yield _step(
        about,
        Quantity.ACHIEVED,
        item.achieved,
        STOCK=item.stock_ul,
        STRENGTH=item.strength,
        VOLUME=item.volume_ul,
    )


def _diluent(item: Suspension) -> Step:
    """A tube's diluent follows from its stock; a bag is filled up, or had that much fluid left."""
    if item.bag:
        return _step(
            item.letter,
            Quantity.BAG_DILUENT,
            item.diluent_ul,
            NEEDED_VOLUME=item.needed_ul,
            STOCK=item.stock_ul,
        )
    return _step(
        item.letter,
        Quantity.DILUENT,
        item.diluent_exact_ul,
        item.diluent_ul,
        STOCK=item.stock_ul,
        STRENGTH=item.strength,
        CONCENTRATION=item.concentration,
    )


def _pool(pool: Pool) -> Iterator[Step]:
    about = pool.lot.number if pool.lot else ""
    if pool.strength.count is not None:
        yield _strength(about, pool.strength)
    yield _step(
        about,
        Quantity.STOCK_TOTAL,
        pool.total_ul,
        SUSPENSIONS=pool.suspensions_ul,
        SAMPLE=pool.sample_ul,
        POOL_RESIDUAL=pool.residual_ul,
    )
    if pool.uses:
        yield _step(about, Quantity.VIALS_APART, len(pool.uses), SUSPENSIONS=pool.suspensions_ul)
    elif pool.strength.count is None:
        yield _step(
            about,
            Quantity.VIALS,
            pool.needed,
            pool.vials,
            STOCK_TOTAL=pool.total_ul,
            VIAL=pool.vial_ul,
        )
    yield _step(
        about,
        Quantity.LEFT_OVER,
        pool.left_over_ul,
        AVAILABLE=pool.available_ul,
        STOCK_TOTAL=pool.total_ul,
    )


def _cells(supply: Supply) -> Iterator[Step]:
    yield _step(
        "",
        Quantity.CELLS_LEFT_OVER,
        supply.cells_left_over,
        CELLS_THAWED=supply.cells_thawed,
        CELLS_NEEDED=supply.cells_needed,
    )
