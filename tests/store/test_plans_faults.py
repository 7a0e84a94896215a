"""What a store does with a database that is locked, read-only, full, damaged, newer or foreign."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.store.database import keep_aside
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.sqlite import open_store
from spineplanner.store.upgrades import DATABASE_VERSION
from spineplanner.wording.store_problems import store_problem_sentence
from tests.store.cases import NOON, case, example, noted, refused, summary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the worked example in it."""
    place = tmp_path / "plans.db"
    with open_store(place) as store:
        store.create(example(), summary(example()))
    return place


def test_a_database_that_another_program_holds_is_locked_and_later_free(path: Path) -> None:
    value = noted(example(), "waited")
    with open_store(path, wait_ms=1) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with refused(StoreFault.LOCKED) as problems:
                store.save(value, expected_version=1, summary=summary(value))
            assert problems[0].path == path
            assert store.load(example().id).envelope == example(), "reading goes on"
            with refused(StoreFault.LOCKED):
                open_store(path, wait_ms=1)
        assert store.save(value, expected_version=1, summary=summary(value)) == 2


def test_a_database_opened_to_look_at_can_be_read_and_not_changed(path: Path) -> None:
    value = noted(example(), "no")
    with open_store(path, read_only=True) as store:
        assert store.read_only
        assert store.search("example").rows
        with refused(StoreFault.READ_ONLY):
            store.save(value, expected_version=1, summary=summary(value))
        assert store.load(example().id).envelope == example()


@contextmanager
def nobody() -> Iterator[None]:
    """Do something as a user to whom file rights apply, where we are root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.mark.parametrize("file_mode", [0o444, 0o666])
def test_a_folder_that_may_not_be_written_to_is_read_only_and_can_be_looked_at(
    open_folder: Path, file_mode: int
) -> None:
    path = open_folder / "plans.db"
    with open_store(path) as store:
        store.create(example(), summary(example()))
    path.chmod(file_mode)
    open_folder.chmod(0o555)
    with nobody():
        with refused(StoreFault.READ_ONLY):
            open_store(path)
        with open_store(path, read_only=True) as store:
            assert store.load(example().id).envelope == example()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused(StoreFault.CANNOT_OPEN):
        open_store(tmp_path / "file" / "plans.db")
    with refused(StoreFault.CANNOT_OPEN):
        open_store(tmp_path)
    with refused(StoreFault.CANNOT_OPEN):
        open_store(tmp_path / "none.db", read_only=True)


@contextmanager
def small_disk(pages: int) -> Iterator[None]:
    """Let no database that is opened here grow above so many pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_refuses_a_save_whole_and_keeps_what_was_there(path: Path) -> None:
    def fill() -> None:
        for number in range(1, 200):
            envelope = noted(case(number), "x" * 2000)
            store.create(envelope, summary(envelope))

    with small_disk(40), open_store(path) as store:
        with refused(StoreFault.FULL):
            fill()
        rows = store.search(limit=300).rows
        assert all(store.version_of(row.id) == 1 for row in rows)
        assert store.check() is None
    with open_store(path) as store:
        fits = noted(example(), "x" * 2000)
        assert store.save(fits, expected_version=1, summary=summary(fits)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited on POSIX alone")
def test_a_disk_that_stops_taking_data_refuses_a_save_whole(path: Path) -> None:
    fill = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from spineplanner.store.plans import StoreProblemError\n"
        "from spineplanner.store.sqlite import open_store\n"
        "from tests.store.cases import case, noted, summary\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "    try:\n"
        "        for number in range(1, 500):\n"
        "            envelope = noted(case(number), 'x' * 2000)\n"
        "            store.create(envelope, summary(envelope))\n"
        "    except StoreProblemError as error:\n"
        "        print(error.problem.fault, number)\n"
    )
    # Without -B the limit would cut the byte code that Python keeps of what it imports.
    ran = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-B", "-c", fill, str(path)], capture_output=True, text=True, check=True
    )
    fault, number = ran.stdout.split()
    assert fault in {StoreFault.DISK_FAILED, StoreFault.FULL}
    with open_store(path) as store:
        assert store.check() is None
        assert store.count() == int(number), "the example, and each but the last"


def test_a_newer_database_is_refused_with_both_versions_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for read_only in (False, True):
        with refused(StoreFault.NEWER) as problems:
            open_store(path, read_only=read_only)
        assert (problems[0].found, problems[0].known) == (99, DATABASE_VERSION)
        sentence = store_problem_sentence(problems[0])
        assert "version 99" in sentence
        assert f"up to {DATABASE_VERSION}" in sentence
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with refused(StoreFault.FOREIGN):
        open_store(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    assert len(before) == path.stat().st_size


def no_database(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 400)


def overwritten_head(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(b"\xff" * 100 + data[100:])


def lost_tables(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\x07" * (4096 - 100)
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [no_database, overwritten_head, lost_tables])
def test_a_damaged_database_is_refused_kept_aside_and_a_new_one_begun_on_demand(
    path: Path, damage: Callable[[Path], None]
) -> None:
    damage(path)
    before = path.read_bytes()
    with refused(StoreFault.DAMAGED):
        open_store(path)
    assert path.read_bytes() == before, "nothing is done unasked"
    kept = keep_aside(path, now=NOON)
    assert kept.name == "plans-damaged-20261124T120000.db"
    assert kept.read_bytes() == before
    with open_store(path) as store:
        assert store.count() == 0
    damage(path)
    assert keep_aside(path, now=NOON) != kept
    assert kept.read_bytes() == before, "one that is kept is never written over"


def test_damage_in_the_middle_is_found_by_the_check(path: Path) -> None:
    with open_store(path) as store:
        for number in range(1, 60):
            envelope = noted(case(number), "x" * 2000)
            store.create(envelope, summary(envelope))
        assert store.check() is None
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\x55" * 4096
    path.write_bytes(data)
    with open_store(path) as store:
        problem = store.check()
    assert problem is not None
    assert problem.fault is StoreFault.DAMAGED


def test_the_log_of_a_damaged_database_goes_with_it(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"log")
    kept = keep_aside(path, now=NOON)
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"log"
    assert not log.exists()


@pytest.mark.parametrize("fault", StoreFault)
def test_every_problem_is_a_sentence_with_a_way_on(fault: StoreFault) -> None:
    problem = StoreProblem(fault, Path("plans.db"), "SP-2026-A-0113", found=3, known=2)
    sentence = store_problem_sentence(problem)
    assert sentence.endswith(".")
    assert sentence.count(". ") + sentence.count(": ") >= 1, "what it is, and what to do"
    assert "{" not in sentence
    assert store_problem_sentence(StoreProblem(fault)).endswith(".")


def test_a_problem_never_tells_what_a_patient_is_called(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "CREATE TRIGGER no BEFORE INSERT ON summaries BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        other.commit()
    named = case(1, name="EXAMPLE Secret")
    with open_store(path) as store, pytest.raises(StoreProblemError) as caught:
        store.create(named, summary(named))
    assert caught.value.problem.fault is StoreFault.OTHER
    assert "Secret" not in repr(caught.value.problem)
    assert "Secret" not in str(caught.value.__cause__)


def test_a_database_that_can_not_be_kept_aside_stays_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "rename", held)
    with refused(StoreFault.CANNOT_OPEN) as problems:
        keep_aside(path, now=NOON)
    assert problems[0].detail == "in use"
    with open_store(path) as store:
        assert store.count() == 1


def test_a_log_with_saves_in_it_is_never_left_out_where_nothing_may_be_written(
    open_folder: Path,
) -> None:
    path = open_folder / "plans.db"
    value = noted(example(), "in the log")
    with open_store(path) as store:
        store.create(example(), summary(example()))
        store.save(value, expected_version=1, summary=summary(value))
        log = path.with_name(path.name + "-wal").read_bytes()
    path.with_name(path.name + "-wal").write_bytes(log)
    open_folder.chmod(0o555)
    with nobody(), refused(StoreFault.CANNOT_OPEN):
        open_store(path, read_only=True)


def test_a_store_is_heavy_only_where_it_is_opened() -> None:
    light = (
        "import sys, spineplanner.store, spineplanner.store.plans, spineplanner.store.pending\n"
        "import spineplanner.store.summaries, spineplanner.store.writer\n"
        "print('sqlalchemy' in sys.modules)"
    )
    ran = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", light], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
