"""Measures the filling of vials kept apart against the same programs given straight to HiGHS.

`python benchmarks/allocation.py` prints a table and exits 1 where a bound is missed.
"""

import random
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import highspy

from benchmarks.result import Result, table
from benchmarks.timing import medians
from spineplanner.domain.apart import Allocation, Portion, VialsOnHand
from spineplanner.solve.vials import allocate

FIRST_DAY = date(2027, 1, 28)
CASES = 30
ROUNDS = 7
Case = tuple[list[Portion], list[VialsOnHand]]
Columns = list[tuple[int, tuple[int, ...]]]


def case(seed: int) -> Case:
    """Thirty aliquots of up to six dose levels in twelve vials of three lots of other strength."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    sizes = [chance.randint(20, 120) * 62_000 for _level in range(6)]
    portions = [Portion(number, chance.choice(sizes)) for number in range(1, 31)]
    share = sum(portion.cells for portion in portions) * 10 // (chance.choice((7, 8, 9)) * 12)
    held = [max(share * (6 + lot) // 7, *sizes) for lot in range(3)]
    days = [FIRST_DAY.replace(month=month) for month in (1, 2, 3)]
    return portions, [VialsOnHand(f"L{n}", held[n], 4, days[n]) for n in range(3)]


def straight(sizes: Sequence[int], demand: Sequence[int], lots: Sequence[VialsOnHand]) -> list[int]:
    """Solve vials, waste and the days in turn with nothing but HiGHS; return what each comes to.

    The same patterns as columns, listed here anew; no check of the answers, no shortcut.
    """
    columns = [(n, p) for n, lot in enumerate(lots) for p in full(sizes, demand, lot.cells)]
    weakest = min(lot.cells for lot in lots)
    goals = [[1] * len(lots), [lot.cells - weakest for lot in lots]]
    goals += [[-int(n == first) for n in range(len(lots))] for first in range(len(lots) - 1)]
    reached: list[int] = []
    for goal in goals:
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.passModel(model(columns, demand, lots, goals[: len(reached)], reached, goal))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError("the baseline found no optimum")
        reached.append(round(solver.getInfo().objective_function_value))
    return reached


def model(
    columns: Columns,
    demand: Sequence[int],
    lots: Sequence[VialsOnHand],
    held_to: Sequence[Sequence[int]],
    reached: Sequence[int],
    goal: Sequence[int],
) -> highspy.HighsLp:
    """Lay the program out as the solver takes it."""
    rows = [[float(pattern[size]) for _lot, pattern in columns] for size in range(len(demand))]
    least, most = [*map(float, demand)], [inf] * len(demand)
    for number, lot in enumerate(lots):
        rows.append([float(of_lot == number) for of_lot, _pattern in columns])
        least.append(-inf)
        most.append(float(lot.on_hand))
    for by_lot, value in zip(held_to, reached, strict=True):
        rows.append([float(by_lot[of_lot]) for of_lot, _pattern in columns])
        least.append(float(value))
        most.append(float(value))
    lp, starts = highspy.HighsLp(), [0]
    entries = [[(at, x) for at, x in enumerate(row) if x] for row in rows]
    for row in entries:
        starts.append(starts[-1] + len(row))
    lp.num_col_, lp.num_row_ = len(columns), len(rows)
    lp.col_cost_ = [float(goal[lot]) for lot, _pattern in columns]
    lp.col_lower_ = [0.0] * len(columns)
    lp.col_upper_ = [float(lots[lot].on_hand) for lot, _pattern in columns]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    lp.row_lower_, lp.row_upper_ = least, most
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = [at for row in entries for at, _x in row]
    lp.a_matrix_.value_ = [x for row in entries for _at, x in row]
    return lp


def full(sizes: Sequence[int], demand: Sequence[int], room: int) -> list[tuple[int, ...]]:
    """List the ways to fill one vial that leave no room for a further portion."""
    ways: list[tuple[tuple[int, ...], int]] = [((), room)]
    for size, wanted in zip(sizes, demand, strict=True):
        ways = [
            ((*way, n), left - n * size)
            for way, left in ways
            for n in range(min(wanted, left // size) + 1)
        ]
    return [
        way
        for way, left in ways
        if all(
            n == wanted or size > left for n, wanted, size in zip(way, demand, sizes, strict=True)
        )
    ]


def measure() -> list[Result]:
    """Time cases that can be filled, each proved and each agreeing with the baseline."""
    ours, theirs = 0.0, 0.0
    slowest, counted, seed = 0.0, 0, 0
    while counted < CASES:
        portions, lots = case(seed)
        seed += 1
        answer = allocate(portions, lots, seconds=60)
        if not isinstance(answer, Allocation):
            continue
        sizes = sorted({portion.cells for portion in portions}, reverse=True)
        demand = [sum(portion.cells == size for portion in portions) for size in sizes]
        _same_answer(answer, lots, straight(sizes, demand, lots))
        times = medians(
            {
                "ours": partial(allocate, portions, lots, seconds=60),
                "straight": partial(straight, sizes, demand, lots),
            },
            rounds=ROUNDS,
        )
        ours, theirs = ours + times["ours"], theirs + times["straight"]
        slowest, counted = max(slowest, times["ours"]), counted + 1
    return [
        Result("30 aliquots of 6 doses in 12 vials, proved", ours / CASES * 1e3, "ms"),
        Result("  the slowest of the cases", slowest * 1e3, "ms"),
        Result("  straight to the solver", theirs / CASES * 1e3, "ms"),
        Result("  times the solver", ours / theirs, "x", 1.5),
    ]


def _same_answer(answer: Allocation, lots: Sequence[VialsOnHand], reached: list[int]) -> None:
    """Refuse to compare two answers that differ, or one that is not proved."""
    opened = [sum(vial.lot == lot.lot for vial in answer.vials) for lot in lots]
    weakest = min(lot.cells for lot in lots)
    beyond = sum(n * (lot.cells - weakest) for n, lot in zip(opened, lots, strict=True))
    found = [len(answer.vials), beyond, *(-n for n in opened[:-1])]
    if answer.unproved or found != reached:
        raise RuntimeError(f"the baseline gives {reached}, the program {found}")


def main() -> int:
    """Measure and print."""
    results = measure()
    print(table(results))
    return 1 if any(result.missed for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
