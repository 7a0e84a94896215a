"""Measures the engine: sums, sheets, the command line and the launcher, each beside a baseline.

`python benchmarks/engine.py` prints a table and exits 1 where a bound is missed.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import calculating, setting, starting
from benchmarks.result import Result, table

SUBJECTS: dict[str, Callable[[], Sequence[Result]]] = {
    "sums": calculating.measure,
    "sheets": setting.measure,
    "starts": starting.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure the subjects named, or all of them."""
    unknown = [name for name in arguments if name not in SUBJECTS]
    if unknown:
        print(f"Not a subject: {', '.join(unknown)}. There are: {', '.join(SUBJECTS)}.")
        return 2
    missed = False
    for name in arguments or SUBJECTS:
        results = SUBJECTS[name]()
        print(table(results), end="\n\n", flush=True)
        missed |= any(result.missed for result in results)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
