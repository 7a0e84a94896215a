"""Past, present and future of a value."""

from spineplanner.domain.history import History


def _steps(*states: str) -> History[str, str]:
    history: History[str, str] = History("start")
    for state in states:
        history = history.commit(f"to {state}", state)
    return history


def test_undo_and_redo_walk_the_same_way_with_the_names_of_the_steps() -> None:
    history = _steps("a", "b")
    assert (history.present, history.undo_label, history.redo_label) == ("b", "to b", None)
    back = history.undo()
    assert (back.present, back.undo_label, back.redo_label) == ("a", "to a", "to b")
    start = back.undo()
    assert (start.present, start.undo_label, start.redo_label) == ("start", None, "to a")
    assert start.redo().redo() == history


def test_a_new_step_forgets_what_had_been_undone() -> None:
    history = _steps("a", "b").undo().commit("to c", "c")
    assert (history.undo().present, history.redo_label) == ("a", None)
    assert history.redo() == history


def test_a_state_that_is_the_present_is_no_step() -> None:
    history = _steps("a", "b").undo()
    assert history.commit("nothing", "a") is history


def test_without_past_or_future_it_stays() -> None:
    start = _steps()
    assert start.undo() is start
    assert start.redo() is start


def test_no_step_changes_the_history_it_is_taken_from() -> None:
    history = _steps("a")
    history.commit("to b", "b")
    history.undo()
    assert history == _steps("a")


def test_what_is_changed_throughout_is_in_every_state_and_no_step() -> None:
    history = _steps("a", "b").undo().throughout(str.upper)
    assert (history.present, history.undo_label, history.redo_label) == ("A", "to a", "to b")
    assert history.undo().present == "START"
    assert history.redo().present == "B"
