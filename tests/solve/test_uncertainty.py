"""Random draws agree with what can be computed without them."""

from dataclasses import replace
from math import exp, log, sqrt
from statistics import NormalDist

import pytest

from spineplanner.domain.anatomy import VEIN, Level, Side, Site, SiteKind
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.solve.uncertainty import Variation, uncertainty_of
from tests.domain.apart_cases import apart_clinic, apart_plan, published
from tests.domain.cases import MILLION, aliquot, clinic, complete_plan, counted, ordering

DRAWS = 40_000
NORMAL = NormalDist()


def prepared() -> Preparation:
    return prepare(complete_plan(), clinic())


def spread(*variations: float) -> float:
    """The sigma of a product of log-normal factors with these coefficients of variation."""
    return sqrt(sum(log(1 + variation**2) for variation in variations))


def below(limit: float, sigma: float) -> float:
    """The probability that a log-normal factor of mean 1 is below a limit."""
    return NORMAL.cdf((log(limit) + sigma**2 / 2) / sigma)


@pytest.mark.parametrize(("count", "syringe"), [(0.139, 0.05), (0.036, 0.05), (0.3, 0.02)])
def test_the_interval_of_a_dose_is_that_of_the_closed_form(count: float, syringe: float) -> None:
    """To second order: of stock share f the logarithm of f1 / (f x f1 + (1 - f) x f2) has the

    variance 2 (1 - f)^2 s^2 and the mean -f (1 - f) s^2, where f1 and f2 have the variance s^2.
    """
    preparation = prepared()
    answer = uncertainty_of(preparation, Variation(count, syringe), draws=DRAWS)
    assert [dose.number for dose in answer.doses] == [1, 2, 3, 4]
    for dose, container in zip(answer.doses, preparation.containers, strict=True):
        suspension = preparation.suspension(container.letter)
        assert suspension is not None
        counted_, measured = spread(count) ** 2, spread(syringe) ** 2
        share = 1.0 if suspension.bag else suspension.stock_ul / suspension.volume_ul
        sigma = sqrt(counted_ + measured + 2 * (1 - share) ** 2 * measured)
        mean = -(counted_ + measured) / 2 - share * (1 - share) * measured
        low, high = (dose.meant * exp(mean + z * sigma) for z in (-1.95996, 1.95996))
        assert dose.low == pytest.approx(low, rel=4 * sigma / sqrt(DRAWS) * 2.7)
        assert dose.high == pytest.approx(high, rel=4 * sigma / sqrt(DRAWS) * 2.7)


def test_an_undiluted_suspension_is_off_by_count_and_syringe_alone() -> None:
    facet = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
    (suspension,) = prepare(ordering(aliquot(facet, 10 * MILLION, 2000)), clinic()).suspensions
    pure = replace(suspension, diluent_ul=0)
    preparation = replace(
        prepare(ordering(aliquot(facet, 10 * MILLION, 2000)), clinic()), suspensions=(pure,)
    )
    (dose,) = uncertainty_of(preparation, Variation(0.139, 0.05), draws=DRAWS).doses
    sigma = spread(0.139, 0.05)
    assert dose.low == pytest.approx(dose.meant * exp(-(sigma**2) / 2 - 1.96 * sigma), rel=0.01)


def test_what_is_meant_is_what_the_preparation_achieves() -> None:
    preparation = prepared()
    meant = [float(preparation.achieved_cells(c) or 0) for c in preparation.containers]
    answer = uncertainty_of(preparation, Variation(), draws=100)
    assert [dose.meant for dose in answer.doses] == meant


@pytest.mark.parametrize("count", [0.05, 0.139, 0.3])
def test_before_the_count_the_vials_suffice_as_often_as_the_stock_is_strong_enough(
    count: float,
) -> None:
    preparation = prepared()
    assert preparation.supply is not None
    (pool,) = preparation.supply.pools
    weakest = pool.suspensions_ul / (pool.available_ul - pool.sample_ul - pool.residual_ul)
    expected = 1 - below(weakest, spread(count))
    answer = uncertainty_of(preparation, Variation(count, 0.0), draws=DRAWS)
    assert answer.vials_suffice == pytest.approx(expected, abs=4 * 0.5 / sqrt(DRAWS))
    assert 0.5 < expected < 1


def test_a_single_suspension_adds_the_error_of_its_syringe() -> None:
    facet = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
    preparation = prepare(ordering(aliquot(facet, 10 * MILLION, 2000)), clinic())
    assert preparation.supply is not None
    (pool,) = preparation.supply.pools
    room = pool.available_ul - pool.sample_ul - pool.residual_ul
    sigma = spread(0.3, 0.2)
    shift = (log(1 + 0.3**2) - log(1 + 0.2**2)) / 2
    expected = NORMAL.cdf((log(room / pool.suspensions_ul) - shift) / sigma)
    answer = uncertainty_of(preparation, Variation(0.3, 0.2), draws=DRAWS)
    assert answer.vials_suffice == pytest.approx(expected, abs=4 * 0.5 / sqrt(DRAWS))
    assert expected < 0.99


def test_after_the_count_only_the_syringes_can_make_the_stock_run_short() -> None:
    day = counted()
    preparation = prepare(day.plan, day.formulary, day.record.counts)
    assert uncertainty_of(preparation, Variation(0.5, 0.0), draws=200).vials_suffice == 1.0


def test_without_variation_nothing_is_uncertain() -> None:
    answer = uncertainty_of(prepared(), Variation(0.0, 0.0), draws=50)
    assert answer.vials_suffice == 1.0
    for dose in answer.doses:
        assert dose.low == dose.high == pytest.approx(dose.meant)


def test_the_same_seed_gives_the_same_numbers_and_another_does_not() -> None:
    first, again, other = (
        uncertainty_of(prepared(), Variation(), draws=500, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.doses != other.doses


def test_while_there_is_a_refusal_the_vials_are_not_judged() -> None:
    refused = replace(prepared(), supply=None)
    assert uncertainty_of(refused, Variation(), draws=50).vials_suffice is None
    assert uncertainty_of(prepare(ordering(), clinic()), Variation(), draws=50).doses == ()


@pytest.mark.parametrize("count", [0.1, 0.2])
def test_kept_apart_the_fullest_vial_decides_or_all_of_them_together(count: float) -> None:
    """Vial 1 gives 3.18 of 3.3 mL to its syringes; all vials give 21.04 of 23.1 mL."""
    preparation = prepare(published(), apart_clinic())
    weakest = max(3_180 / 3_300, 21_040 / 23_100)
    expected = 1 - below(weakest, spread(count))
    answer = uncertainty_of(preparation, Variation(count, 0.0), draws=DRAWS)
    assert answer.vials_suffice == pytest.approx(expected, abs=4 * 0.5 / sqrt(DRAWS))


def test_kept_apart_what_several_vials_leave_may_be_too_little_for_the_bag() -> None:
    """Two syringes and a bag that take 9.86 of 9.9 mL: the bag runs short before any vial."""
    bag = aliquot(VEIN, 46_300_000, 100_000)
    facets = (aliquot(Site(SiteKind.FACET, Level.L4_L5, side), MILLION, 500) for side in Side)
    preparation = prepare(apart_plan(*facets, bag), apart_clinic())
    assert preparation.supply is not None
    (pool,) = preparation.supply.pools
    weakest = pool.suspensions_ul / (pool.vials * 3_300)
    assert weakest > 0.99
    answer = uncertainty_of(preparation, Variation(0.1, 0.0), draws=DRAWS)
    expected = 1 - below(weakest, spread(0.1))
    assert answer.vials_suffice == pytest.approx(expected, abs=4 * 0.5 / sqrt(DRAWS))
