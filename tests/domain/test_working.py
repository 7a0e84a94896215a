"""The working can be redone: each result follows from the terms that stand beside it."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, prod

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spineplanner.domain.prepare import prepare
from spineplanner.domain.working import Quantity, Step, working
from tests.domain.scenarios import FOLDER, read
from tests.domain.strategies import Case, cases

Terms = list[Fraction]

ON_PAPER: dict[Quantity, Callable[[Terms], Fraction]] = {
    Quantity.STRENGTH: lambda t: prod(t, start=Fraction(1)),
    Quantity.MARK: lambda t: t[0] + t[1],
    Quantity.TAKEN: lambda t: t[0] + t[1],
    Quantity.PUSHED: lambda t: t[0] - t[1],
    Quantity.MADE: lambda t: t[0] + t[1],
    Quantity.NEEDED_VOLUME: lambda t: t[0] + t[1],
    Quantity.STOCK: lambda t: t[0] * t[1] / t[2],
    Quantity.DILUENT: lambda t: t[0] * t[1] / t[2] - t[0],
    Quantity.BAG_DILUENT: lambda t: t[0] - t[1],
    Quantity.ACHIEVED: lambda t: t[0] * t[1] / t[2],
    Quantity.STOCK_TOTAL: lambda t: t[0] + t[1] + t[2],
    Quantity.VIALS: lambda t: t[0] / t[1],
    Quantity.LEFT_OVER: lambda t: t[0] - t[1],
    Quantity.CELLS_LEFT_OVER: lambda t: t[0] - t[1],
}


def redone(step: Step) -> Fraction:
    return ON_PAPER[step.result]([term.value for term in step.terms])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.booleans().flatmap(lambda measured: cases(measured=measured)))
def test_every_result_follows_from_its_terms(case: Case) -> None:
    for step in working(prepare(case.plan, case.formulary, case.counts)):
        assert redone(step) == step.exact, step.result
        if step.result is Quantity.VIALS:
            assert step.rounded == ceil(step.exact)


def test_the_worked_example_is_written_out_in_the_order_in_which_it_is_done() -> None:
    scenario = read(FOLDER / "worked-example-1.json")
    steps = working(prepare(scenario.plan, scenario.formulary))
    results = [(step.about, step.result) for step in steps]
    assert results[0] == ("planned", Quantity.STRENGTH)
    assert results[1:4] == [("1", q) for q in (Quantity.MARK, Quantity.TAKEN, Quantity.PUSHED)]
    assert results[28] == ("10", Quantity.MADE)
    assert [about for about, result in results if result is Quantity.STOCK] == ["A", "B", "C"]
    assert results[-4:] == [
        ("", Quantity.STOCK_TOTAL),
        ("", Quantity.VIALS),
        ("", Quantity.LEFT_OVER),
        ("", Quantity.CELLS_LEFT_OVER),
    ]


def test_a_counted_pool_shows_its_count_and_no_vials_to_thaw() -> None:
    scenario = read(FOLDER / "lot-thawed-instead.json")
    steps = working(prepare(scenario.plan, scenario.formulary, scenario.counts))
    counted = [step for step in steps if step.about == "EX-1"]
    assert [step.result for step in counted] == [
        Quantity.STRENGTH,
        Quantity.STOCK_TOTAL,
        Quantity.LEFT_OVER,
    ]
    assert counted[0].terms[0].quantity is Quantity.COUNTED_CELLS_PER_UL
    assert counted[0].exact == 6_000


def test_what_cannot_be_computed_has_no_working() -> None:
    scenario = read(FOLDER / "refused-aliquot-incomplete.json")
    steps = working(prepare(scenario.plan, scenario.formulary))
    assert [step.result for step in steps] == [Quantity.STRENGTH]
    unknown = read(FOLDER / "refused-concentration-unknown.json")
    steps = working(prepare(unknown.plan, unknown.formulary))
    assert {step.about for step in steps} == {"1"}
