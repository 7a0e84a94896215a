"""Plans that can't be saved or opened: the window says so, goes on, and loses nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.domain.worklist import Summary
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.sqlite import SqliteStore, open_store
from spineplanner.ui.main_window import MainWindow
from tests.e2e.conftest import Clock, StartProgram
from tests.e2e.hands import CTRL, Key, buttons, click, click_site, patience, press, words
from tests.e2e.published_case import place

EMPTY_SITE = "L1–L2 facet LEFT"
OTHER_SITE = "L1–L2 facet RIGHT"


class Disk:
    """A disk on which nothing can be saved as long as something is wrong with it."""

    fault: StoreFault | None = None


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk, save = Disk(), SqliteStore.save

    def save_or_fail(
        store: SqliteStore, envelope: Envelope, *, expected_version: int, summary: Summary
    ) -> int:
        if disk.fault is not None:
            raise StoreProblemError(StoreProblem(disk.fault, Path("plans.db")))
        return save(store, envelope, expected_version=expected_version, summary=summary)

    monkeypatch.setattr(SqliteStore, "save", save_or_fail)
    return disk


def shown(window: MainWindow) -> Envelope:
    assert window.snapshot is not None
    return window.snapshot.envelope


def database(home: Path) -> Path:
    return home / "data" / "plans.db"


def on_disk(home: Path, envelope: Envelope) -> Envelope:
    with open_store(database(home)) as store:
        return store.load(envelope.id).envelope


def open_example(window: MainWindow) -> None:
    click(buttons("Worked example", window)[-1])
    patience(window.plan_page.isVisible)


def fail(disk: Disk, window: MainWindow, fault: StoreFault) -> None:
    """Edit on a disk that takes nothing, until the window has said so."""
    disk.fault = fault
    click_site(window, place(EMPTY_SITE))
    patience(window.banner.isVisible)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (StoreFault.FULL, "is full"),
        (StoreFault.READ_ONLY, "may be read but not changed"),
        (StoreFault.DISK_FAILED, "did not take the plans"),
    ],
)
def test_what_the_disk_does_not_take_is_said_kept_and_saved_when_it_can_be(
    start_program: StartProgram, disk: Disk, home: Path, fault: StoreFault, said: str
) -> None:
    window = start_program()
    open_example(window)
    saved_before = on_disk(home, shown(window))
    fail(disk, window, fault)
    assert said in window.banner.said
    assert any("■" in text for text in words(window.header))

    click_site(window, place(OTHER_SITE))
    assert shown(window).plan.aliquot_at(place(OTHER_SITE)), "the window goes on"
    assert on_disk(home, shown(window)) == saved_before

    disk.fault = None
    click(buttons("Try again", window.banner)[0])
    patience(lambda: not window.banner.isVisible())
    assert on_disk(home, shown(window)) == shown(window)


def test_without_being_asked_it_saves_with_the_next_edit(
    start_program: StartProgram, disk: Disk, home: Path
) -> None:
    window = start_program()
    open_example(window)
    fail(disk, window, StoreFault.FULL)
    disk.fault = None
    click_site(window, place(OTHER_SITE))
    patience(lambda: not window.banner.isVisible())
    assert on_disk(home, shown(window)) == shown(window)


def test_what_is_unsaved_is_there_when_the_plan_is_opened_again(
    start_program: StartProgram, disk: Disk, home: Path
) -> None:
    window = start_program()
    open_example(window)
    fail(disk, window, StoreFault.FULL)
    unsaved = shown(window)

    press(Key.Key_O, CTRL)
    patience(window.worklist.isVisible)
    press(Key.Key_Return)
    patience(window.plan_page.isVisible)

    assert shown(window) == unsaved
    patience(lambda: "is full" in window.banner.said)
    disk.fault = None
    click(buttons("Try again", window.banner)[0])
    patience(lambda: not window.banner.isVisible())
    assert on_disk(home, unsaved) == unsaved


def answer(texts: list[str]) -> Callable[[], None]:
    """Click these buttons, one in each question that comes; more questions would hang."""

    def click_next() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            click(buttons(texts.pop(0), box)[0])
        if texts:
            QTimer.singleShot(20, click_next)

    return click_next


def test_closing_with_unsaved_work_asks_and_staying_keeps_everything(
    start_program: StartProgram, disk: Disk, home: Path
) -> None:
    window = start_program()
    open_example(window)
    fail(disk, window, StoreFault.FULL)
    unsaved = shown(window)

    QTimer.singleShot(0, answer(["Stay"]))
    press(Key.Key_W, CTRL)
    assert window.isVisible()
    assert shown(window) == unsaved

    disk.fault = None
    window.activateWindow()
    patience(window.isActiveWindow)
    press(Key.Key_W, CTRL)
    assert not window.isVisible()
    assert on_disk(home, unsaved) == unsaved


def test_who_closes_all_the_same_is_asked_once(start_program: StartProgram, disk: Disk) -> None:
    window = start_program()
    open_example(window)
    fail(disk, window, StoreFault.FULL)
    QTimer.singleShot(0, answer(["Close and lose them"]))
    press(Key.Key_W, CTRL)
    assert not window.isVisible()


def test_a_database_that_another_program_holds_is_waited_for(
    start_program: StartProgram, home: Path
) -> None:
    window = start_program()
    open_example(window)
    with closing(sqlite3.connect(database(home), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        click_site(window, place(EMPTY_SITE))
        patience(lambda: "Another program holds the plans" in window.banner.said)
        other.execute("ROLLBACK")
    click(buttons("Try again", window.banner)[0])
    patience(lambda: not window.banner.isVisible())
    assert on_disk(home, shown(window)) == shown(window)


def test_a_damaged_database_is_kept_aside_and_another_begun(
    start_program: StartProgram, home: Path
) -> None:
    damaged = b"SQLite format 3\0" + b"EXAMPLE rubbish " * 1_000
    database(home).parent.mkdir(parents=True)
    database(home).write_bytes(damaged)

    window = start_program()
    patience(lambda: "are damaged" in window.banner.said)
    assert database(home).read_bytes() == damaged
    click(buttons("Keep it aside, begin anew", window.banner)[0])
    open_example(window)

    kept = list(database(home).parent.glob("plans-damaged-*.db"))
    assert [path.read_bytes() for path in kept] == [damaged]
    assert on_disk(home, shown(window)) == shown(window)


def test_a_newer_database_is_left_as_it_is(start_program: StartProgram, home: Path) -> None:
    with open_store(database(home)):
        pass
    with closing(sqlite3.connect(database(home))) as newer:
        known = newer.execute("PRAGMA user_version").fetchone()[0]
        newer.execute("PRAGMA user_version = 999")
    before = database(home).read_bytes()

    window = start_program()
    patience(lambda: "have version 999" in window.banner.said)
    assert [each.text() for each in buttons("Try again", window.banner)] == ["Try again"]
    assert not buttons("Keep it aside, begin anew", window)
    click(buttons("New plan", window)[0])
    assert "have version 999" in window.banner.said
    assert database(home).read_bytes() == before

    with closing(sqlite3.connect(database(home))) as newer:
        newer.execute(f"PRAGMA user_version = {known}")
    click(buttons("Try again", window.banner)[0])
    open_example(window)
    assert not window.banner.isVisible()


def test_a_clock_that_is_set_back_loses_nothing(
    start_program: StartProgram, home: Path, clock: Clock
) -> None:
    window = start_program()
    open_example(window)
    click_site(window, place(EMPTY_SITE))
    patience(lambda: on_disk(home, shown(window)) == shown(window))
    clock.turn(-timedelta(days=400))
    click_site(window, place(OTHER_SITE))
    patience(lambda: on_disk(home, shown(window)) == shown(window))
    assert not window.banner.isVisible()
    last = shown(window)

    press(Key.Key_O, CTRL)
    press(Key.Key_Return)
    patience(window.plan_page.isVisible)
    assert shown(window) == last
