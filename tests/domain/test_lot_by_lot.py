"""Several lots on one day: each is compared by itself, and what is said says of which."""

from dataclasses import replace

import pytest

from spineplanner.domain.entries import Done, Pooled, Vial
from spineplanner.domain.formulary import Basis
from spineplanner.domain.record import Count, Record
from spineplanner.domain.rules import Rule
from spineplanner.wording.findings import finding_title
from tests.domain.cases import Situation, planned_cells_per_ml, situation, two_lots
from tests.domain.day_cases import at, count, day_until
from tests.domain.day_situations import on_the_day

PLAN = two_lots("EX-1", "EX-1", "EX-1", "EX-2")
PLAN = PLAN.replace(supply=PLAN.supply.replace(may_mix_lots=True))


def _count(lot: str | None, vials: int, **changes: object) -> Count:
    counted = Count(
        lot=lot,
        vials=vials,
        cells_per_ml=planned_cells_per_ml(),
        basis=Basis.VIABLE,
        viability_bp=8500,
        pool_ul=vials * 3_600 - 100,
        counted_at=at(20),
    )
    return counted.replace(**changes)


def _vials(lot: str, number: int, minute: int = 0) -> tuple[Vial, ...]:
    taken = Done(by="N. Example", at=at(minute))
    return tuple(Vial(lot=lot, vial=str(n), good=True, taken=taken) for n in range(number))


def _pooled(lot: str | None, volume_ul: int, minute: int = 15) -> Pooled:
    return Pooled(lot=lot, volume_ul=volume_ul, measured=Done(by="N. Example", at=at(minute)))


def _day(
    *counts: Count, vials: tuple[Vial, ...] = (), pooled: tuple[Pooled, ...] = ()
) -> Situation:
    record = Record(
        vials=vials,
        thaw_started_at=at(5),
        thaw_ended_at=at(10),
        pooled=pooled,
        counts=counts,
    )
    return replace(situation(PLAN), record=record, now=at(101))


def titles(found: Situation, rule: Rule) -> list[str]:
    return [finding_title(finding) for finding in found.found(rule)]


def test_vials_that_add_up_over_two_lots_but_in_neither_are_stopped_lot_by_lot() -> None:
    crossed = _vials("EX-1", 2) + _vials("EX-2", 5)
    found = _day(_count("EX-1", 3), _count("EX-2", 4), vials=crossed)
    assert titles(found, Rule.VIALS_DISAGREE) == [
        "Lot EX-1: The count is of 3 vials; recorded as good: 2.",
        "Lot EX-2: The count is of 4 vials; recorded as good: 5.",
    ]
    right = _vials("EX-1", 3) + _vials("EX-2", 4)
    assert not _day(_count("EX-1", 3), _count("EX-2", 4), vials=right).found(Rule.VIALS_DISAGREE)


def test_a_lot_that_is_yet_to_be_counted_is_not_missed_before() -> None:
    both = _vials("EX-1", 3) + _vials("EX-2", 4)
    assert not _day(_count("EX-1", 3), vials=both).found(Rule.VIALS_DISAGREE)


def test_a_vial_of_a_lot_that_no_count_has_is_missed_once_all_pools_are_counted() -> None:
    plan = two_lots("EX-1", "EX-1", "EX-1", "EX-1")
    record = _day(_count("EX-1", 3), vials=_vials("EX-1", 3) + _vials("EX-2", 1)).record
    found = replace(situation(plan), record=record)
    assert titles(found, Rule.VIALS_DISAGREE) == [
        "Lot EX-2: The count is of 0 vials; recorded as good: 1."
    ]


def test_a_count_that_names_no_lot_is_compared_with_all_vials() -> None:
    found = _day(_count(None, 6), vials=_vials("EX-1", 3) + _vials("EX-2", 4))
    assert titles(found, Rule.VIALS_DISAGREE) == ["The count is of 6 vials; recorded as good: 7."]


@pytest.mark.parametrize(
    ("changes", "rule", "said"),
    [
        (
            {"cells_per_ml": 2_000_000},
            Rule.COUNT_BELOW_HALF,
            "Lot EX-2: Counted 2 million viable/mL, planned 5.92.",
        ),
        (
            {"cells_per_ml": 9_000_000},
            Rule.COUNT_ABOVE_FROZEN,
            "Lot EX-2: Counted 9 million viable/mL, more than was frozen (6.58).",
        ),
        (
            {"viability_bp": 6_900},
            Rule.COUNT_BELOW_RELEASE,
            "Lot EX-2: Counted viability 69 %, below 70 %.",
        ),
        (
            {"pool_ul": 15_201},
            Rule.POOL_ABOVE_FILL,
            "Lot EX-2: The pool is said to be 15.201 mL: 4 vials are filled with 15.2 mL.",
        ),
        (
            {"pool_ul": 24_001},
            Rule.POOL_ABOVE_VIALS,
            "Lot EX-2: The pool is said to be 24.001 mL: 4 vials can’t hold more than 24 mL.",
        ),
    ],
)
def test_what_a_count_says_says_of_which_lot(
    changes: dict[str, object], rule: Rule, said: str
) -> None:
    found = _day(_count("EX-1", 3), _count("EX-2", 4, **changes))
    assert titles(found, rule) == [said]


def test_of_a_single_lot_no_lot_is_said() -> None:
    found = on_the_day(count(day_until("pool"), cells_per_ml=2_000_000, lot="EX-1"))
    assert titles(found, Rule.COUNT_BELOW_HALF) == ["Counted 2 million viable/mL, planned 5.92."]


@pytest.mark.parametrize(
    ("pool_ul", "said"),
    [
        (
            24_400,
            {
                Rule.LEFT_ABOVE_POOL: "The pool was measured as 22.6 mL, and 0.1 mL is taken for "
                "the count: 24.4 mL can’t be left."
            },
        ),
        (
            22_501,
            {
                Rule.LEFT_ABOVE_POOL: "The pool was measured as 22.6 mL, and 0.1 mL is taken for "
                "the count: 22.501 mL can’t be left."
            },
        ),
        (22_500, {}),
        (22_300, {}),
        (
            22_299,
            {
                Rule.LEFT_BELOW_POOL: "The pool was measured as 22.6 mL, and 0.1 mL is taken for "
                "the count: only 22.299 mL is left."
            },
        ),
    ],
)
@pytest.mark.parametrize("lot", ["EX-1", None])
def test_counting_leaves_what_was_measured_but_for_the_sample_and_what_sticks(
    pool_ul: int, said: dict[Rule, str], lot: str | None
) -> None:
    found = _day(_count(lot, 7, pool_ul=pool_ul), pooled=(_pooled("EX-1", 22_600),))
    found = replace(found, plan=two_lots(None, None, None, None))
    rules = (Rule.LEFT_ABOVE_POOL, Rule.LEFT_BELOW_POOL)
    where = f"Lot {lot}: " if lot else ""
    assert {rule: titles(found, rule) for rule in rules if found.found(rule)} == {
        rule: [where + words] for rule, words in said.items()
    }


def test_each_pool_is_compared_with_what_was_measured_of_it() -> None:
    pooled = (_pooled("EX-1", 10_800), _pooled("EX-2", 14_400))
    counts = (_count("EX-1", 3, pool_ul=14_300), _count("EX-2", 4, pool_ul=14_300))
    (finding,) = _day(*counts, pooled=pooled).found(Rule.LEFT_ABOVE_POOL)
    assert finding_title(finding).startswith("Lot EX-1: The pool was measured as 10.8 mL")
    unmeasured = _day(*counts, pooled=pooled[1:])
    assert not unmeasured.found(Rule.LEFT_ABOVE_POOL)


@pytest.mark.parametrize(("lot", "stopped"), [("EX-1", False), ("EX-2", True)])
def test_a_vial_that_came_into_a_pool_after_it_was_measured_ends_the_comparison(
    lot: str, *, stopped: bool
) -> None:
    vials = _vials("EX-1", 3) + tuple(
        vial.replace(vial="later") for vial in _vials(lot, 1, minute=17)
    )
    found = _day(_count("EX-1", 4, pool_ul=14_300), vials=vials, pooled=(_pooled("EX-1", 10_800),))
    assert bool(found.found(Rule.LEFT_ABOVE_POOL)) is stopped


def test_a_vial_that_was_set_aside_came_into_no_pool() -> None:
    later = tuple(vial.replace(good=False) for vial in _vials("EX-1", 1, minute=17))
    found = _day(_count("EX-1", 3, pool_ul=14_300), vials=later, pooled=(_pooled("EX-1", 10_800),))
    assert found.found(Rule.LEFT_ABOVE_POOL)
