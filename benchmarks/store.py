"""Measures the store of plans: searching, listing, opening and saving, from 1 000 to 100 000.

`python benchmarks/store.py` prints a table for each size and exits 1 where a bound is missed.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import insert

from benchmarks.result import Result, table
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.worklist import Summary
from spineplanner.resources import asset
from spineplanner.store.database import Database
from spineplanner.store.exchange import parse_plan
from spineplanner.store.formulary import read_formulary
from spineplanner.store.plans import PlanStore
from spineplanner.store.rows import document_of, summary_row
from spineplanner.store.sqlite import open_store
from spineplanner.store.summaries import summarise
from spineplanner.store.tables import plans, summaries

SIZES = (1_000, 10_000, 100_000)
CHUNK = 5_000
ROUNDS = 60
SEARCH_MS = 50.0
OPEN_MS = 100.0
SAVED_AT = datetime(2026, 11, 24, tzinfo=UTC)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "sé", "ti", "vo")


def main(arguments: Sequence[str]) -> int:
    """Measure every size, or those named."""
    missed = False
    for size in map(int, arguments or map(str, SIZES)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plans.db"
            fill(path, size)
            results = measure(path, size)
        print(f"{size} plans\n{table(results)}", end="\n\n", flush=True)
        missed |= any(result.missed for result in results)
    return 1 if missed else 0


def example() -> Envelope:
    return parse_plan(asset("examples", "worked-example.json").read_bytes())


def fill(path: Path, size: int) -> None:
    """Write plans of the worked example's size, with invented names, in few transactions."""
    open_store(path).close()
    database = Database(path, wait_ms=2_000, read_only=False)
    rows = invented(size)
    while chunk := list(islice(rows, CHUNK)):
        with database.writing() as connection:
            connection.execute(insert(plans), [plan for plan, _summary in chunk])
            connection.execute(insert(summaries), [summary for _plan, summary in chunk])
    database.close()


def invented(size: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Rows of as many plans: names, record numbers and days differ, the order is the same."""
    chance = random.Random(size)  # noqa: S311 - the same plans every time
    model = example()
    shown = summarise(model, read_formulary(asset("formulary")))
    document = document_of(model)
    for order in range(1, size + 1):
        plan_id, number = str(UUID(int=order)), f"SP-{2016 + order % 10}-B-{order:06d}"
        summary = described(shown, number, chance)
        kept = {"version": 1, "updated_at": SAVED_AT.isoformat(), "copied_from": None}
        text = document.replace(str(model.id), plan_id).replace(model.number, number)
        plan = {"id": plan_id, "number": number, "document": text, **kept}
        yield plan, {"plan_id": plan_id, "archived": False, **kept, **summary_row(summary)}


def described(summary: Summary, number: str, chance: random.Random) -> Summary:
    """Give a summary invented words."""
    return replace(
        summary,
        number=number,
        name=f"EXAMPLE {word(chance, 4)}, {word(chance, 3)}",
        record_number=f"EX-{chance.randrange(10**7):07d}",
        physician=f"Dr EXAMPLE {word(chance, 2)}",
        day=date(2016, 1, 1) + timedelta(days=chance.randrange(3_650)),
        clock=time(chance.randrange(7, 18), chance.randrange(60)),
    )


def word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables)).capitalize()


def measure(path: Path, size: int) -> list[Result]:
    """Measure one size, with the store open as it is behind a window."""
    start = perf_counter()
    with open_store(path) as store:
        opened_ms = (perf_counter() - start) * 1_000
        middle = UUID(int=size // 2)
        rare, absent = store.search(limit=1).rows[0].summary.name or "", "zzzz qqqq"
        typed = [rare[:length] for length in range(1, len(rare) + 1)]
        return [
            Result("open the store", opened_ms, "ms"),
            Result("first page of the list, p95", p95(store.search), "ms", SEARCH_MS),
            Result("search, name as typed, p95", typing(store, typed), "ms", SEARCH_MS),
            Result("search, no match, p95", p95(lambda: store.search(absent)), "ms", SEARCH_MS),
            Result("search, one letter, p95", p95(lambda: store.search("q")), "ms", SEARCH_MS),
            Result("count of a search, p95", p95(lambda: store.count("mil")), "ms", SEARCH_MS),
            Result("open a plan, p95", p95(lambda: store.load(middle)), "ms", OPEN_MS),
            Result("save a plan, p95", saving(store, middle), "ms"),
            Result("has anybody written, p95", p95(store.change_mark), "ms"),
            Result("size of the database", path.stat().st_size / 1_000_000, "MB"),
        ]


def p95(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The 95th percentile of some rounds, in milliseconds; the first is not left out."""
    taken: list[float] = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return sorted(taken)[int(rounds * 0.95)] * 1_000


def typing(store: PlanStore, typed: Sequence[str]) -> float:
    """Search for each beginning of a name, one after the other, some times over."""
    turns = iter([*typed] * 10)
    return p95(lambda: store.search(next(turns)), rounds=len(typed) * 10)


def saving(store: PlanStore, plan_id: UUID) -> float:
    """Save a plan again and again, each time with another value."""
    stored = store.load(plan_id)
    formulary = read_formulary(asset("formulary"))
    version = stored.version

    def save() -> None:
        nonlocal version
        plan = stored.envelope.plan.replace(notes=str(version))
        envelope = stored.envelope.replace(plan=plan)
        summary = summarise(envelope, formulary)
        version = store.save(envelope, expected_version=version, summary=summary)

    return p95(save)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
