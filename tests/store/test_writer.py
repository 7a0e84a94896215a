"""The writer thread: what it saves, what it says, and what it never loses."""

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread, current_thread

import pytest

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.saving import Conflict, NotSaved, Saved, SaveOutcome
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.domain.worklist import Summary
from spineplanner.store.plans import PlanStore, StoreProblemError
from spineplanner.store.sqlite import open_store
from spineplanner.store.writer import Writer
from tests.store.cases import case, example, noted, summary

PATIENCE_S = 20.0
"""How long a test waits for a thread before it fails; none waits that long when it passes."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the worked example in it."""
    place = tmp_path / "plans.db"
    with open_store(place) as store:
        store.create(example(), summary(example()))
    return place


class Heard:
    """What a writer reports, in order."""

    def __init__(self) -> None:
        self.outcomes: queue.Queue[SaveOutcome] = queue.Queue()
        self.threads: set[Thread] = set()

    def __call__(self, outcome: SaveOutcome) -> None:
        self.threads.add(current_thread())
        self.outcomes.put(outcome)

    def next(self) -> SaveOutcome:
        return self.outcomes.get(timeout=PATIENCE_S)


@contextmanager
def writing(
    opens: Callable[[], PlanStore],
    report: Callable[[SaveOutcome], None],
    *,
    delay_s: float = 0.0,
    summarise: Callable[[Envelope], Summary] = summary,
) -> Iterator[Writer]:
    """A writer that tries nothing again of itself while the test lasts."""
    writer = Writer(opens, report, summarise=summarise, delay_s=delay_s, retry_s=9_999)
    try:
        yield writer
    finally:
        writer.close(PATIENCE_S)


def test_a_value_is_on_disk_when_it_is_reported(path: Path) -> None:
    heard, value = Heard(), noted(example(), "edited")
    with writing(lambda: open_store(path), heard) as writer, open_store(path) as reader:
        writer.put(value, version=1)
        assert heard.next() == Saved(value, 2)
        assert reader.load(value.id).envelope == value
        assert reader.search().rows[0].version == 2
        assert writer.unsaved() == ()
    assert current_thread() not in heard.threads


def test_of_many_edits_within_the_delay_the_newest_is_saved_once(path: Path) -> None:
    heard = Heard()
    values = [noted(example(), f"edit {number}") for number in range(50)]
    with writing(lambda: open_store(path), heard, delay_s=9_999) as writer:
        for value in values:
            writer.put(value, version=1)
        assert writer.unsaved() == (values[-1],)
        assert writer.flush(PATIENCE_S) == ()
    assert heard.next() == Saved(values[-1], 2)
    assert heard.outcomes.empty()


def test_edits_while_one_is_being_saved_are_no_conflict(path: Path) -> None:
    heard, begun, go_on = Heard(), Event(), Event()

    def slowly(envelope: Envelope) -> Summary:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return summary(envelope)

    first, second, third = (noted(example(), text) for text in ("one", "two", "three"))
    with writing(lambda: open_store(path), heard, summarise=slowly) as writer:
        writer.put(first, version=1)
        assert begun.wait(PATIENCE_S)
        writer.put(second, version=1)
        writer.put(third, version=1)
        go_on.set()
        assert heard.next() == Saved(first, 2)
        assert heard.next() == Saved(third, 3)


def test_a_conflict_shows_what_is_there_and_holds_the_value_until_it_is_dropped(
    path: Path,
) -> None:
    heard, mine, theirs = Heard(), noted(example(), "mine"), noted(example(), "theirs")
    with writing(lambda: open_store(path), heard) as writer, open_store(path) as other:
        other.save(theirs, expected_version=1, summary=summary(theirs))
        writer.put(mine, version=1)
        outcome = heard.next()
        assert isinstance(outcome, Conflict)
        assert (outcome.mine, outcome.theirs.envelope) == (mine, theirs)
        assert writer.flush(PATIENCE_S) == (mine,)
        assert other.load(mine.id).envelope == theirs
        writer.drop(mine.id)
        assert writer.flush(PATIENCE_S) == ()
        after = noted(theirs, "theirs, and more")
        writer.put(after, version=outcome.theirs.version)
        assert heard.next() == Saved(after, 3)


def test_what_could_not_be_saved_is_kept_and_saved_when_it_can_be(path: Path) -> None:
    heard, value = Heard(), noted(example(), "kept")
    problem = StoreProblem(StoreFault.FULL, path)
    full = True

    def opens() -> PlanStore:
        if full:
            raise StoreProblemError(problem)
        return open_store(path)

    with writing(opens, heard) as writer:
        writer.put(value, version=1)
        assert heard.next() == NotSaved(value, problem)
        assert writer.flush(PATIENCE_S) == (value,)
        assert heard.next() == NotSaved(value, problem)
        full = False
        writer.retry()
        assert heard.next() == Saved(value, 2)
        assert writer.unsaved() == ()


def test_one_plan_that_can_not_be_saved_does_not_keep_the_others(path: Path) -> None:
    heard = Heard()
    taken = case(8).replace(number=example().number)
    good = noted(example(), "good")
    with writing(lambda: open_store(path), heard, delay_s=9_999) as writer:
        writer.put(taken, version=0)
        writer.put(good, version=1)
        assert writer.flush(PATIENCE_S) == (taken,)
    outcomes = (heard.next(), heard.next())
    assert any(
        isinstance(item, NotSaved) and item.problem.fault is StoreFault.NUMBER_TAKEN
        for item in outcomes
    )
    assert Saved(good, 2) in outcomes


def test_a_plan_that_is_not_there_is_taken_in_and_its_version_goes_on_rising(
    tmp_path: Path,
) -> None:
    heard, value = Heard(), noted(example(), "in a database begun anew")
    with writing(lambda: open_store(tmp_path / "new.db"), heard) as writer:
        writer.put(value, version=6)
        assert heard.next() == Saved(value, 7)
        after = noted(value, "and on")
        writer.put(after, version=6)
        assert heard.next() == Saved(after, 8)


def test_an_unexpected_error_is_a_problem_and_the_writer_lives_on(path: Path) -> None:
    heard, value = Heard(), noted(example(), "kept")
    broken = True

    def summarise(envelope: Envelope) -> Summary:
        if broken:
            raise ZeroDivisionError
        return summary(envelope)

    with writing(lambda: open_store(path), heard, summarise=summarise) as writer:
        writer.put(value, version=1)
        outcome = heard.next()
        assert isinstance(outcome, NotSaved)
        assert outcome.problem == StoreProblem(StoreFault.OTHER, detail="ZeroDivisionError")
        broken = False
        writer.retry()
        assert heard.next() == Saved(value, 2)


def test_a_listener_that_fails_does_not_end_the_saving(path: Path) -> None:
    heard, first, second = Heard(), noted(example(), "one"), noted(example(), "two")

    def listen(outcome: SaveOutcome) -> None:
        heard(outcome)
        raise RuntimeError

    with writing(lambda: open_store(path), listen) as writer:
        writer.put(first, version=1)
        assert heard.next() == Saved(first, 2)
        writer.put(second, version=1)
        assert heard.next() == Saved(second, 3)


def test_a_flush_gives_up_after_its_time_and_says_what_is_not_saved(path: Path) -> None:
    heard, go_on, value = Heard(), Event(), noted(example(), "slow")

    def slowly(envelope: Envelope) -> Summary:
        assert go_on.wait(PATIENCE_S)
        return summary(envelope)

    with writing(lambda: open_store(path), heard, summarise=slowly) as writer:
        writer.put(value, version=1)
        assert writer.flush(0.01) == (value,)
        go_on.set()
        assert heard.next() == Saved(value, 2)


def test_closing_saves_what_waits(path: Path) -> None:
    heard, value = Heard(), noted(example(), "last")
    with writing(lambda: open_store(path), heard, delay_s=9_999) as writer:
        writer.put(value, version=1)
        assert writer.close(PATIENCE_S) == ()
    with open_store(path) as store:
        assert store.load(value.id).envelope == value


def test_without_being_told_it_saves_within_a_second(path: Path) -> None:
    heard, value = Heard(), noted(example(), "by itself")
    writer = Writer(lambda: open_store(path), heard, summarise=summary)
    writer.put(value, version=1)
    assert heard.next() == Saved(value, 2)
    assert writer.close(PATIENCE_S) == ()
