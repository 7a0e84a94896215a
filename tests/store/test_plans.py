"""What the store of plans promises, kept by SQLite."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from spineplanner.domain.anatomy import sites
from spineplanner.domain.envelope import SheetState
from spineplanner.domain.plan import Aliquot, Counting, Plan
from spineplanner.domain.store_problems import StoreFault
from spineplanner.store.plans import ConflictError, PlanStore
from spineplanner.store.refreshing import refresh
from spineplanner.store.sqlite import open_store
from tests.store.cases import NOON, case, example, noted, refused, summary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "plans.db"


@pytest.fixture
def store(path: Path) -> Iterator[PlanStore]:
    with open_store(path, clock=lambda: NOON) as opened:
        yield opened


def test_a_plan_is_read_back_as_it_was_given(store: PlanStore, path: Path) -> None:
    created = store.create(example(), summary(example()))
    assert store.load(example().id) == created
    with open_store(path) as other:
        found = other.load(example().id)
    assert found.envelope == example()
    assert (found.version, found.updated_at) == (1, NOON)


def test_only_its_user_can_read_the_database(store: PlanStore, path: Path) -> None:
    store.create(example(), summary(example()))
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_each_save_raises_the_version(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    first = store.save(noted(example(), "a"), expected_version=1, summary=summary(example()))
    back = store.save(example(), expected_version=first, summary=summary(example()))
    assert (first, back, store.version_of(example().id)) == (2, 3, 3)


def test_a_clock_that_is_set_back_does_not_set_back_the_version(path: Path) -> None:
    moments = iter([NOON, NOON - timedelta(days=400)])
    with open_store(path, clock=lambda: next(moments)) as store:
        store.create(example(), summary(example()))
        version = store.save(
            noted(example(), "later"), expected_version=1, summary=summary(example())
        )
        assert version == 2
        assert store.load(example().id).envelope.plan.notes == "later"


def test_of_two_windows_on_one_plan_the_second_to_save_is_told_what_is_there(
    store: PlanStore, path: Path
) -> None:
    store.create(example(), summary(example()))
    mine, theirs = noted(example(), "mine"), noted(example(), "theirs")
    with open_store(path) as other:
        other.save(theirs, expected_version=1, summary=summary(theirs))
    with pytest.raises(ConflictError) as conflict:
        store.save(mine, expected_version=1, summary=summary(mine))
    assert conflict.value.theirs.envelope == theirs
    assert conflict.value.theirs.version == 2
    assert store.load(example().id).envelope == theirs


def test_saving_what_is_there_already_is_no_conflict(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    value = noted(example(), "same")
    store.save(value, expected_version=1, summary=summary(value))
    assert store.save(value, expected_version=1, summary=summary(value)) == 2


def test_a_plan_that_is_not_there_is_named_so(store: PlanStore) -> None:
    with refused(StoreFault.NO_SUCH_PLAN):
        store.load(UUID(int=7))
    with refused(StoreFault.NO_SUCH_PLAN):
        store.save(example(), expected_version=1, summary=summary(example()))
    with refused(StoreFault.NO_SUCH_PLAN):
        store.archive(UUID(int=7))
    assert store.version_of(UUID(int=7)) is None


def test_an_imported_plan_clashes_by_its_id_and_by_its_number(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    assert store.exists(example().id)
    assert store.id_of_number(example().number) == example().id
    with refused(StoreFault.PLAN_EXISTS):
        store.create(example(), summary(example()))
    namesake = example().replace(id=UUID(int=1))
    assert not store.exists(namesake.id)
    with refused(StoreFault.NUMBER_TAKEN) as problems:
        store.create(namesake, summary(namesake))
    assert problems[0].detail == example().number
    other = case(3)
    store.create(other, summary(other))
    renamed = other.replace(number=example().number)
    with refused(StoreFault.NUMBER_TAKEN):
        store.save(renamed, expected_version=1, summary=summary(renamed))


def test_a_refused_plan_leaves_nothing_behind(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    namesake = example().replace(id=UUID(int=1))
    with refused(StoreFault.NUMBER_TAKEN):
        store.create(namesake, summary(namesake))
    assert store.count() == 1


def test_numbers_count_up_by_year_and_station_and_leave_out_those_that_are_taken(
    store: PlanStore,
) -> None:
    taken = example().replace(number="SP-2026-A-0002")
    store.create(taken, summary(taken))
    assert [store.next_number(2026, "A") for _ in range(2)] == ["SP-2026-A-0001", "SP-2026-A-0003"]
    assert store.next_number(2026, "B") == "SP-2026-B-0001"
    assert store.next_number(2027, "A") == "SP-2027-A-0001"


def test_two_programs_never_get_one_number(path: Path) -> None:
    take = (
        "import sys; from pathlib import Path; from spineplanner.store.sqlite import open_store\n"
        "with open_store(Path(sys.argv[1]), wait_ms=20000) as store:\n"
        "    print(*[store.next_number(2026, 'A') for _ in range(25)])"
    )
    command = [sys.executable, "-c", take, str(path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(2)
    ]
    numbers = [word for program in running for word in program.communicate()[0].split()]
    assert sorted(numbers) == [f"SP-2026-A-{number:04d}" for number in range(1, 51)]


def test_two_programs_that_save_one_plan_never_overwrite_each_other(
    store: PlanStore, path: Path
) -> None:
    store.create(example(), summary(example()))
    save = (
        "import sys; from pathlib import Path\n"
        "from spineplanner.store.sqlite import open_store\n"
        "from spineplanner.store.plans import ConflictError\n"
        "from tests.store.cases import example, noted, summary\n"
        "done, saved, version = summary(example()), 0, 1\n"
        "with open_store(Path(sys.argv[1]), wait_ms=20000) as store:\n"
        "    for turn in range(25):\n"
        "        value = noted(example(), f'{sys.argv[2]} {turn}')\n"
        "        try:\n"
        "            version = store.save(value, expected_version=version, summary=done)\n"
        "            saved += 1\n"
        "        except ConflictError as conflict:\n"
        "            version = conflict.theirs.version\n"
        "print(saved)"
    )
    running = [
        subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-c", save, str(path), who], stdout=subprocess.PIPE, text=True
        )
        for who in ("one", "two")
    ]
    saved = [int(program.communicate()[0]) for program in running]
    assert store.version_of(example().id) == 1 + sum(saved)
    assert sum(saved) >= 25


def test_many_programs_may_make_the_database_at_once(path: Path) -> None:
    make = (
        "import sys; from pathlib import Path; from spineplanner.store.sqlite import open_store\n"
        "with open_store(Path(sys.argv[1]), wait_ms=20000) as store: print(store.count())"
    )
    command = [sys.executable, "-c", make, str(path)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        for _ in range(4)
    ]
    assert [program.communicate()[0] for program in running] == ["0\n"] * 4


def test_a_window_hears_cheaply_that_somebody_else_has_saved(store: PlanStore, path: Path) -> None:
    store.create(example(), summary(example()))
    before = store.change_mark()
    assert store.change_mark() == before
    with open_store(path) as other:
        other.save(noted(example(), "x"), expected_version=1, summary=summary(example()))
    assert store.change_mark() != before
    assert store.version_of(example().id) == 2


def test_a_fixed_revision_is_kept_while_the_plan_goes_on(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    fixed = store.fix_revision(example(), check_code="AAAA-2222")
    later = noted(example(), "later").replace(revision=4)
    store.save(later, expected_version=1, summary=summary(later))
    store.fix_revision(later, check_code="BBBB-3333")
    assert [kept.envelope for kept in store.revisions(example().id)] == [example(), later]
    assert store.revisions(example().id)[0] == fixed


def test_fixing_a_revision_again_gives_what_was_kept(path: Path) -> None:
    moments = count()
    with open_store(path, clock=lambda: NOON + timedelta(hours=next(moments))) as store:
        store.create(example(), summary(example()))
        first = store.fix_revision(example(), check_code="AAAA-2222")
        assert store.fix_revision(example(), check_code="AAAA-2222") == first
        with refused(StoreFault.REVISION_DIFFERS):
            store.fix_revision(example(), check_code="CCCC-4444")
        assert store.revisions(example().id) == (first,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET check_code = 'ZZZZ-9999'",
        "DELETE FROM revisions",
        "DELETE FROM plans",
        "UPDATE plans SET version = 1",
    ],
)
def test_the_database_itself_refuses_to_lose_what_was_kept(
    statement: str, store: PlanStore, path: Path
) -> None:
    store.create(example(), summary(example()))
    store.fix_revision(example(), check_code="AAAA-2222")
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)
    other.close()


def test_a_copy_has_the_order_and_nothing_of_the_patient(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    copy = store.duplicate(
        example().id, new_id=UUID(int=9), number="SP-2026-A-0200", summary_of=summary
    )
    plan = copy.envelope.plan
    assert copy.copied_from == example().number
    assert store.load(UUID(int=9)) == copy
    assert plan.aliquots == example().plan.aliquots
    assert plan.supply.product == example().plan.supply.product
    assert copy.envelope.revision == 1
    assert copy.envelope.record.counts == ()
    text = plan.model_dump_json()
    patient = example().plan.patient
    for theirs in (patient.name, patient.record_number, str(patient.birth_date)):
        assert theirs is not None
        assert theirs not in text
    assert not plan.counting.confirmed
    assert plan.procedure.at is None
    assert plan.reasons == ()
    assert plan.anticoagulant is None
    assert [row.copied_from for row in store.search().rows if row.id == UUID(int=9)] == [
        example().number
    ]


def test_a_copy_keeps_a_lumbar_count_that_its_levels_need(store: PlanStore) -> None:
    only_of_six = next(site for site in sites(6) if site not in sites(5))
    counting = Counting(lumbar_count=6, confirmed=True)
    plan = Plan(counting=counting, aliquots=(Aliquot(site=only_of_six),))
    source = case(4).replace(plan=plan)
    store.create(source, summary(source))
    copy = store.duplicate(
        source.id, new_id=UUID(int=1), number="SP-2026-A-0201", summary_of=summary
    )
    assert copy.envelope.plan.aliquots == plan.aliquots
    assert copy.envelope.plan.counting == Counting(lumbar_count=6)


def test_what_was_put_away_is_listed_apart_and_comes_back(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    store.archive(example().id)
    assert store.search().rows == ()
    assert [row.id for row in store.search(archived=True).rows] == [example().id]
    assert store.load(example().id).envelope == example()
    store.archive(example().id, archived=False)
    assert store.count() == 1


def test_a_plan_that_another_program_broke_is_named_and_the_rest_still_open(
    store: PlanStore, path: Path
) -> None:
    store.create(example(), summary(example()))
    store.create(case(5), summary(case(5)))
    other = sqlite3.connect(path)
    newer = example().model_dump_json().replace('"version":1', '"version":99', 1)
    other.execute("UPDATE plans SET document = ? WHERE id = ?", (newer, str(example().id)))
    other.execute("UPDATE plans SET document = '{' WHERE id = ?", (str(case(5).id),))
    other.commit()
    other.close()
    with refused(StoreFault.PLAN_NEWER) as problems:
        store.load(example().id)
    assert problems[0].detail == example().number
    with refused(StoreFault.PLAN_UNREADABLE):
        store.load(case(5).id)
    assert store.count() == 2


def test_the_row_says_what_the_plan_comes_to(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    (row,) = store.search().rows
    assert row.summary == summary(example())
    assert row.summary.total_cells == 100_000_000
    assert row.summary.vials == 6
    assert row.summary.state is SheetState.SAMPLE
    assert (row.version, row.updated_at) == (1, NOON)


def test_a_stale_row_is_found_and_made_again_unless_the_plan_has_moved_on(
    store: PlanStore,
) -> None:
    store.create(example(), summary(example()))
    now = summary(example())

    def stale(maths_version: int, digest: str) -> Sequence[UUID]:
        return store.stale_summaries(maths_version=maths_version, formulary_digest=digest)

    newer = now.maths_version + 1
    assert stale(now.maths_version, now.formulary_digest) == ()
    assert stale(newer, now.formulary_digest) == (example().id,)
    assert stale(now.maths_version, "0" * 64) == (example().id,)
    remade = replace(now, vials=7, maths_version=newer)
    assert not store.put_summary(example().id, version=2, summary=remade)
    assert store.put_summary(example().id, version=1, summary=remade)
    assert stale(newer, now.formulary_digest) == ()
    assert store.search().rows[0].summary == remade


def test_a_sound_database_has_no_problem(store: PlanStore) -> None:
    store.create(example(), summary(example()))
    assert store.check() is None


def test_moments_are_kept_with_their_zone(path: Path) -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    with open_store(path, clock=lambda: at) as store:
        store.create(example(), summary(example()))
        assert store.load(example().id).updated_at == at


def test_stale_rows_are_made_again_a_few_at_a_time(store: PlanStore) -> None:
    for order in range(1, 6):
        store.create(case(order), replace(summary(case(order)), formulary_digest="0" * 64))
    digest = summary(case(1)).formulary_digest
    done = [
        refresh(store, summary, maths_version=1, formulary_digest=digest, limit=2) for _ in range(4)
    ]
    assert done == [2, 2, 1, 0]
    assert all(row.summary == summary(case(row.id.int)) for row in store.search().rows)


def test_a_plan_that_can_not_be_read_does_not_stop_the_rest_from_being_made_again(
    store: PlanStore, path: Path
) -> None:
    for order in (1, 2):
        store.create(case(order), replace(summary(case(order)), formulary_digest="0" * 64))
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE plans SET document = '{' WHERE id = ?", (str(UUID(int=1)),))
        other.commit()
    digest = summary(case(1)).formulary_digest
    refresh(store, summary, maths_version=1, formulary_digest=digest, limit=10)
    rows = {row.id.int: row.summary for row in store.search().rows}
    assert rows[2] == summary(case(2))
    assert rows[1].vials is None
    assert rows[1].formulary_digest == digest, "it is not tried again and again"
