"""The worklist: its order, its pages, and what is found by which words."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.plan import Procedure
from spineplanner.store.plans import PlanStore
from spineplanner.store.sqlite import open_store
from spineplanner.store.summaries import plain
from tests.store.cases import case, day, formulary, summary


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    with open_store(tmp_path / "plans.db") as opened:
        yield opened


def keep(store: PlanStore, **fields: object) -> UUID:
    order = store.count() + 1
    envelope = case(order, **fields)  # type: ignore[arg-type]  # the fields of `case`
    store.create(envelope, summary(envelope))
    return envelope.id


def found(store: PlanStore, words: str) -> list[UUID]:
    return [row.id for row in store.search(words).rows]


@pytest.mark.parametrize(
    "words",
    [
        "muller",
        "MÜLLER",
        "üll",
        "anna mul",
        "mul anna",
        "  jørgen ",
        "jorg",
        "mr-77",
        "77/a",
        "b-0001",
        "strasse",
        "Straße",
        "",
    ],
)
def test_a_plan_is_found_by_any_part_of_its_words(store: PlanStore, words: str) -> None:
    plan = keep(
        store, name="Müller, Anna", record_number="MR-77/A", physician="Dr Jørgen Straße EXAMPLE"
    )
    assert found(store, words) == [plan]
    assert store.count(words) == 1


@pytest.mark.parametrize("words", ["mullerx", "anna peter", "annamr", "%", "_", "anna'", "\\"])
def test_a_plan_is_not_found_by_what_it_does_not_say(store: PlanStore, words: str) -> None:
    keep(store, name="Müller, Anna", record_number="MR-77/A")
    assert found(store, words) == []
    assert store.count(words) == 0


def test_a_percent_sign_finds_only_itself(store: PlanStore) -> None:
    keep(store, name="EXAMPLE")
    plan = keep(store, name="EXAMPLE 100%_")
    assert found(store, "%") == [plan]
    assert found(store, "_") == [plan]


def test_a_renamed_patient_is_found_by_the_new_name_alone(store: PlanStore) -> None:
    plan = keep(store, name="EXAMPLE Before")
    renamed = case(1, name="EXAMPLE After")
    store.save(renamed, expected_version=1, summary=summary(renamed))
    assert found(store, "before") == []
    assert found(store, "after") == [plan]


def test_undated_plans_come_first_then_the_latest_day_and_the_clock_within_it(
    store: PlanStore,
) -> None:
    late = keep(store, at=day(0) + timedelta(hours=3))
    early = keep(store, at=day(0))
    old = keep(store, at=day(-30))
    coming = keep(store, at=day(1))
    undated = keep(store)
    assert found(store, "") == [undated, coming, early, late, old]


def test_the_day_is_that_of_the_procedures_place() -> None:
    at = datetime(2026, 11, 24, 23, 30, tzinfo=timezone(timedelta(0)))
    procedure = Procedure(at=at, zone="Asia/Tokyo")
    envelope = case(1)
    there = envelope.replace(plan=envelope.plan.replace(procedure=procedure))
    assert str(summary(there).day) == "2026-11-25"
    assert str(summary(there).clock) == "08:30:00"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_joined_are_the_whole_list(store: PlanStore, size: int) -> None:
    for number in range(20):
        # Several of one day and one clock, and some without any.
        keep(store, at=None if number % 5 == 0 else day(number % 3))
    whole = store.search().rows
    assert len(whole) == 20
    joined = list(store.search(limit=size).rows)
    more = store.search(limit=size).more
    while more:
        page = store.search(limit=size, after=joined[-1])
        joined += page.rows
        more = page.more
    assert tuple(joined) == whole


def test_a_preparation_that_is_refused_shows_no_vials() -> None:
    assert summary(case(1)).vials is None
    assert formulary().products


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)
