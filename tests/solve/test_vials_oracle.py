"""The solver finds the best of all ways, wherever all ways can be tried."""

from collections.abc import Iterable

import pytest

from spineplanner.domain.apart import Allocation, LargerThanAnyVial, TooFewVials
from spineplanner.solve import by_pattern
from spineplanner.solve.vials import allocate
from tests.solve.instances import best_of_all, lot, score_of, small_case


def _agree(seeds: Iterable[int]) -> dict[str, int]:
    """Hold the solver against the oracle, and count what came out."""
    came_out: dict[str, int] = {}
    for seed in seeds:
        portions, lots = small_case(seed)
        answer, best = allocate(portions, lots, seconds=60), best_of_all(portions, lots)
        came_out[type(answer).__name__] = came_out.get(type(answer).__name__, 0) + 1
        match answer:
            case Allocation():
                assert answer.unproved is None, seed
                assert score_of(answer, lots) == best, seed
            case LargerThanAnyVial(largest=largest):
                assert best is None, seed
                assert max(portion.cells for portion in portions) > largest, seed
            case TooFewVials(more=more, proved=proved):
                strongest = max(item.cells for item in lots if item.on_hand)
                assert proved, seed
                assert best_of_all(portions, [*lots, lot("X", strongest, more - 1)]) is None, seed
                assert best_of_all(portions, [*lots, lot("X", strongest, more)]), seed
            case _:
                pytest.fail(f"{seed}: {answer}")
    return came_out


def test_it_finds_the_best_of_all_ways_in_five_hundred_small_cases() -> None:
    came_out = _agree(range(500))

    assert came_out["Allocation"] > 200
    assert came_out["TooFewVials"] > 40
    assert came_out["LargerThanAnyVial"] > 10


def test_single_vials_as_columns_give_the_same_best_of_all_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_pattern, "MOST_PATTERNS", 0)

    came_out = _agree(range(1000, 1100))

    assert came_out["Allocation"] > 40


def test_it_finds_the_best_where_a_solver_given_a_start_takes_that_for_optimal() -> None:
    assert _agree([1780, 4839, 8170, 8391, 9995]) == {"Allocation": 5}


@pytest.mark.long
def test_it_finds_the_best_of_all_ways_in_ten_thousand_small_cases() -> None:
    _agree(range(500, 10_500))
