"""Which value is saved when: the newest of each plan, soon, and never lost."""

from uuid import UUID

import pytest

from spineplanner.store.pending import Pending
from tests.store.cases import case, noted

FIRST, SECOND, THIRD = (noted(case(1), text) for text in ("one", "two", "three"))


@pytest.fixture
def pending() -> Pending:
    return Pending(delay_s=0.4, retry_s=5.0)


def test_edits_that_follow_one_another_do_not_put_the_first_off(pending: Pending) -> None:
    pending.put(FIRST, version=1, now_s=10.0)
    pending.put(SECOND, version=1, now_s=10.3)
    assert pending.due(10.39) == ()
    (item,) = pending.due(10.4)
    assert item.envelope is SECOND
    assert item.version == 1


def test_a_value_that_came_while_another_was_saved_goes_over_the_version_that_made(
    pending: Pending,
) -> None:
    pending.put(FIRST, version=1, now_s=0)
    (item,) = pending.due(1)
    pending.put(SECOND, version=1, now_s=1)
    pending.saved(item, version=2)
    (next_item,) = pending.due(2)
    assert (next_item.envelope, next_item.version) == (SECOND, 2)
    pending.saved(next_item, version=3)
    assert pending.unsaved() == ()


def test_an_editor_that_lags_behind_its_own_saves_makes_no_conflict(pending: Pending) -> None:
    pending.put(FIRST, version=1, now_s=0)
    pending.saved(pending.due(1)[0], version=2)
    pending.put(SECOND, version=1, now_s=2)
    assert pending.due(3)[0].version == 2


def test_what_failed_is_kept_and_tried_again_after_a_while_or_in_a_hurry(
    pending: Pending,
) -> None:
    pending.put(FIRST, version=1, now_s=0)
    pending.failed(pending.due(1)[0], now_s=1)
    assert pending.unsaved() == (FIRST,)
    assert pending.due(5.9) == ()
    assert pending.next_due_s() == 6
    pending.hurry(2)
    assert pending.due(2)[0].envelope is FIRST


def test_after_a_failure_the_next_value_does_not_wait_for_the_retry(pending: Pending) -> None:
    pending.put(FIRST, version=1, now_s=0)
    pending.failed(pending.due(1)[0], now_s=1)
    pending.put(SECOND, version=1, now_s=2)
    assert pending.due(2.4)[0].envelope is SECOND


def test_a_failure_does_not_put_off_a_value_that_came_meanwhile(pending: Pending) -> None:
    pending.put(FIRST, version=1, now_s=0)
    (item,) = pending.due(1)
    pending.put(SECOND, version=1, now_s=1)
    pending.failed(item, now_s=1.1)
    assert pending.due(1.4)[0].envelope is SECOND


def test_a_plan_in_conflict_is_held_until_it_is_put_over_what_is_there(pending: Pending) -> None:
    pending.put(FIRST, version=1, now_s=0)
    pending.hold(FIRST.id)
    pending.put(SECOND, version=1, now_s=1)
    pending.hurry(9)
    assert pending.due(9) == ()
    assert pending.next_due_s() is None
    assert pending.unsaved() == (SECOND,)
    pending.put(THIRD, version=4, now_s=10)
    (item,) = pending.due(11)
    assert (item.envelope, item.version) == (THIRD, 4)


def test_what_is_dropped_is_forgotten_with_its_version(pending: Pending) -> None:
    pending.put(FIRST, version=7, now_s=0)
    pending.drop(FIRST.id)
    assert pending.unsaved() == ()
    pending.put(SECOND, version=3, now_s=1)
    assert pending.due(2)[0].version == 3


def test_plans_wait_apart(pending: Pending) -> None:
    other = noted(case(2), "other")
    pending.put(FIRST, version=1, now_s=0)
    pending.put(other, version=5, now_s=0.2)
    assert [item.envelope.id for item in pending.due(1)] == [UUID(int=1), UUID(int=2)]
    pending.hold(FIRST.id)
    assert [item.envelope for item in pending.due(1)] == [other]
