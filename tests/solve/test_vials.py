"""Each container is filled from one vial, and the answer says how sure it is."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.apart import (
    Allocation,
    Goal,
    LargerThanAnyVial,
    NotSettledInTime,
    OpenedVial,
    Portion,
    TooFewVials,
    Unproved,
    VialsOnHand,
)
from spineplanner.solve import by_pattern
from spineplanner.solve.handing_out import holds
from spineplanner.solve.vials import allocate
from tests.solve.instances import FIRST_DAY, UNFIT_FOR_FIRST_FIT, large_case, lot, portions_of

MILLION = 1_000_000


def allocated(portions: Sequence[Portion], lots: Sequence[VialsOnHand]) -> Allocation:
    answer = allocate(portions, lots, seconds=30)
    assert isinstance(answer, Allocation)
    return answer


def out_of_time() -> Callable[[], float]:
    """A clock on which all time has passed once it is looked at again."""
    times = iter([0.0])
    return lambda: next(times, 1e9)


def hard_case(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Portion], list[VialsOnHand]]:
    """Thirty portions, no two alike, in twelve vials, without the patterns that make it easy."""
    monkeypatch.setattr(by_pattern, "MOST_PATTERNS", 0)
    return large_case(3, levels=300)


def test_nothing_to_fill_opens_nothing() -> None:
    assert allocate([], [lot("A", 5, 3)]) == Allocation((), None)


def test_each_container_has_one_vial_and_the_map_says_which() -> None:
    answer = allocated(portions_of(6, 4, 5, 5), [lot("A", 10, 3)])

    assert answer == Allocation(
        (OpenedVial("A", 1, 10, 10, (1, 2)), OpenedVial("A", 2, 10, 10, (3, 4))), None
    )


def test_the_largest_first_does_not_always_find_the_fewest() -> None:
    answer = allocated(portions_of(*UNFIT_FOR_FIRST_FIT), [lot("A", 15, 4)])
    assert [vial.left_over for vial in answer.vials] == [0, 0, 0]


def test_of_as_few_vials_those_are_opened_that_leave_the_least() -> None:
    lots = [lot("A", 12, 4, days=0), lot("B", 9, 4, days=30)]
    answer = allocated(portions_of(9, 9, 8), lots)
    assert [vial.lot for vial in answer.vials] == ["B", "B", "B"]
    assert answer.left_over == 1


def test_of_ways_that_leave_as_little_the_first_to_expire_is_used_first() -> None:
    lots = [lot("NEVER", 10, 9, days=None), lot("LATE", 10, 9, days=60), lot("SOON", 10, 2)]
    answer = allocated(portions_of(10, 10, 10), lots)
    assert [(vial.lot, vial.vial) for vial in answer.vials] == [
        ("SOON", 1),
        ("SOON", 2),
        ("LATE", 1),
    ]


def test_an_expiry_is_never_paid_for_with_a_further_vial() -> None:
    answer = allocated(portions_of(5, 5), [lot("SOON", 5, 2), lot("LATE", 10, 1, days=60)])
    assert [vial.lot for vial in answer.vials] == ["LATE"]


def test_lots_alike_are_used_up_one_after_the_other() -> None:
    answer = allocated(portions_of(7, 7, 7), [lot("B", 7, 2), lot("A", 7, 2)])
    assert [(vial.lot, vial.vial) for vial in answer.vials] == [("A", 1), ("A", 2), ("B", 1)]


def test_a_container_larger_than_any_vial_is_named_with_the_figures() -> None:
    lots = [lot("A", 8, 2), lot("EMPTY", 99, 0)]
    assert allocate(portions_of(3, 9, 12), lots) == LargerThanAnyVial((2, 3), 12, 8)
    assert allocate(portions_of(3), []) == LargerThanAnyVial((1,), 3, 0)


@pytest.mark.parametrize(("on_hand", "more"), [(1, 2), (2, 1)])
def test_too_few_vials_says_how_many_are_missing(on_hand: int, more: int) -> None:
    portions = portions_of(6, 6, 6)
    assert allocate(portions, [lot("A", 10, on_hand)]) == TooFewVials(on_hand, more, proved=True)


def test_cells_that_would_do_if_they_were_pooled_may_still_be_too_few() -> None:
    assert allocate(portions_of(6, 6, 6, 6), [lot("A", 9, 3)]) == TooFewVials(3, 1, proved=True)


def test_a_single_cell_decides() -> None:
    whole = 123_456_789_011
    portions = portions_of(whole // 2, whole - whole // 2)
    assert len(allocated(portions, [lot("A", whole, 2)]).vials) == 1
    assert len(allocated(portions, [lot("A", whole - 1, 2)]).vials) == 2


def test_without_time_the_first_filling_is_said_to_be_unproved() -> None:
    portions = portions_of(*UNFIT_FOR_FIRST_FIT)
    answer = allocate(portions, [lot("A", 15, 4)], clock=out_of_time())
    assert isinstance(answer, Allocation)
    assert len(answer.vials) == 4
    assert answer.unproved == Unproved(Goal.VIALS, better=1)


def test_without_time_what_is_proved_by_sums_alone_stays_proved() -> None:
    answer = allocate(portions_of(5, 5, 5), [lot("A", 10, 4)], clock=out_of_time())
    assert isinstance(answer, Allocation)
    assert answer.unproved is None


def test_without_time_waste_and_expiry_say_how_much_better_they_could_be() -> None:
    lots = [lot("A", 12, 1, days=60), lot("B", 9, 1)]
    waste = allocate(portions_of(9), lots, clock=out_of_time())
    assert isinstance(waste, Allocation)
    assert waste.unproved == Unproved(Goal.WASTE, better=3)
    lots = [lot("A", 9, 1, days=60), lot("B", 9, 1), lot("C", 9, 1, days=30)]
    first = allocate(portions_of(9), lots, clock=out_of_time())
    assert isinstance(first, Allocation)
    assert first.vials[0].lot == "B"
    assert first.unproved is None


def test_without_time_too_few_vials_are_only_said_as_far_as_their_cells_prove_it() -> None:
    tight, short = portions_of(6, 6, 6, 6), portions_of(9, 9, 9, 9)
    late = allocate(tight, [lot("A", 9, 3)], clock=out_of_time())
    assert late == NotSettledInTime(3)
    assert allocate(short, [lot("A", 9, 2)], clock=out_of_time()) == TooFewVials(2, 2, proved=True)
    some = allocate(portions_of(6, 6, 6, 6), [lot("A", 9, 1)], clock=out_of_time())
    assert some == TooFewVials(1, 2, proved=False)


def test_who_cancels_gets_the_best_so_far_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    portions, lots = hard_case(monkeypatch)
    asked = []

    def cancelled() -> bool:
        asked.append(monotonic())
        return len(asked) > 3

    began = monotonic()
    answer = allocate(portions, lots, seconds=60, cancelled=cancelled)
    assert monotonic() - began < 10
    assert len(asked) > 3
    assert isinstance(answer, Allocation | NotSettledInTime | TooFewVials)


def test_a_case_too_hard_for_the_time_says_what_is_not_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    portions, lots = hard_case(monkeypatch)
    began = monotonic()
    answer = allocate(portions, lots, seconds=0.05)
    assert monotonic() - began < 5
    assert isinstance(answer, Allocation)
    assert answer.unproved is not None
    assert answer.unproved.better > 0


def test_portions_all_different_in_large_vials_are_filled_too() -> None:
    portions, lots = large_case(5, levels=300, vials=4, strengths=4)
    answer = allocate(portions, lots, seconds=2)
    assert isinstance(answer, Allocation)
    assert len(answer.vials) == 4


@pytest.mark.parametrize("seed", range(4))
def test_thirty_containers_of_six_doses_in_twelve_vials_are_proved(seed: int) -> None:
    portions, lots = large_case(seed)
    assert allocated(portions, lots).unproved is None


def test_other_threads_run_while_it_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    portions, lots = hard_case(monkeypatch)
    done, turns = threading.Event(), [0]

    def take_turns() -> None:
        while not done.wait(0.001):
            turns[0] += 1

    other = threading.Thread(target=take_turns)
    other.start()
    try:
        allocate(portions, lots, seconds=0.5)
    finally:
        done.set()
        other.join()
    assert turns[0] > 20


def test_it_prints_nothing_and_loads_the_solver_only_when_it_is_needed() -> None:
    script = (
        "import sys\n"
        "import spineplanner.solve.vials as v\n"
        "from tests.solve.instances import UNFIT_FOR_FIRST_FIT, lot, portions_of\n"
        "v.allocate(portions_of(5), [lot('A', 10, 2)])\n"
        "assert not {'highspy', 'numpy'} & set(sys.modules)\n"
        "v.allocate(portions_of(*UNFIT_FOR_FIRST_FIT), [lot('A', 15, 4)])\n"
        "assert 'highspy' in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert (run.stdout, run.stderr) == ("", "")


GOOD = Allocation((OpenedVial("A", 1, 10, 9, (1, 2)), OpenedVial("A", 2, 10, 4, (3,))), None)


@pytest.mark.parametrize(
    "vials",
    [
        (OpenedVial("A", 1, 10, 9, (1, 2)),),
        (*GOOD.vials, OpenedVial("A", 3, 10, 4, (3,))),
        (GOOD.vials[0], OpenedVial("A", 1, 10, 4, (3,))),
        (GOOD.vials[0], OpenedVial("A", 4, 10, 4, (3,))),
        (GOOD.vials[0], OpenedVial("A", 2, 10, 3, (3,))),
        (GOOD.vials[0], OpenedVial("A", 2, 11, 4, (3,))),
        (OpenedVial("A", 1, 10, 13, (1, 2, 3)),),
    ],
)
def test_an_answer_that_does_not_hold_would_be_found_out(vials: tuple[OpenedVial, ...]) -> None:
    portions, lots = portions_of(5, 4, 4), [lot("A", 10, 3)]
    assert holds(GOOD, portions, lots)
    assert not holds(Allocation(vials, None), portions, lots)


sizes = st.integers(1, 30)
lots_on_hand = st.lists(
    st.builds(
        VialsOnHand,
        st.just("A"),
        st.integers(5, 60),
        st.integers(0, 4),
        st.none() | st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days=days)),
    ),
    max_size=3,
).map(
    lambda lots: [
        VialsOnHand(n, x.cells, x.on_hand, x.last_day) for n, x in zip("ABC", lots, strict=False)
    ]
)
any_case = st.tuples(st.lists(sizes, max_size=10).map(lambda s: portions_of(*s)), lots_on_hand)


@settings(max_examples=60, deadline=None)
@given(any_case)
def test_no_container_has_two_vials_nothing_is_over_drawn_and_no_vial_is_for_nobody(
    case: tuple[list[Portion], list[VialsOnHand]],
) -> None:
    portions, lots = case
    answer = allocate(portions, lots, seconds=30)
    if not isinstance(answer, Allocation):
        return
    wanted = {portion.number: portion.cells for portion in portions}
    gives = {item.lot: item.cells for item in lots}
    on_hand = {item.lot: item.on_hand for item in lots}
    served = [number for vial in answer.vials for number in vial.numbers]
    assert sorted(served) == sorted(wanted)
    assert len(answer.vials) <= len(portions)
    assert len({(vial.lot, vial.vial) for vial in answer.vials}) == len(answer.vials)
    for vial in answer.vials:
        assert vial.numbers
        assert vial.used == sum(wanted[number] for number in vial.numbers)
        assert vial.used <= vial.cells == gives[vial.lot]
        assert 1 <= vial.vial <= on_hand[vial.lot]


@settings(max_examples=40, deadline=None)
@given(any_case, st.integers(5, 60))
def test_a_vial_more_on_hand_never_needs_more_of_them(
    case: tuple[list[Portion], list[VialsOnHand]], cells: int
) -> None:
    portions, lots = case
    before = allocate(portions, lots, seconds=30)
    after = allocate(portions, [*lots, VialsOnHand("MORE", cells, 1)], seconds=30)
    if isinstance(before, Allocation):
        assert isinstance(after, Allocation)
        assert len(after.vials) <= len(before.vials)


@settings(max_examples=40, deadline=None)
@given(any_case)
def test_the_order_in_which_things_are_listed_changes_no_count(
    case: tuple[list[Portion], list[VialsOnHand]],
) -> None:
    portions, lots = case
    answer = allocate(portions, lots, seconds=30)
    turned = allocate(portions[::-1], lots[::-1], seconds=30)
    assert type(answer) is type(turned)
    if isinstance(answer, Allocation) and isinstance(turned, Allocation):
        assert len(answer.vials) == len(turned.vials)
        assert answer.left_over == turned.left_over
