"""Measures the window: `python benchmarks/window.py [opening] [clicking] [counting] [charting]`.

All of them without a name. Exits 1 where a bound is missed. The store has a benchmark of its own,
`benchmarks/store.py`.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.result import table

PARTS = ("opening", "clicking", "counting", "charting")


def main(arguments: Sequence[str]) -> int:
    missed = False
    for part in arguments or PARTS:
        results = import_module(f"benchmarks.{part}").measure()
        print(f"{part}\n{table(results)}", end="\n\n", flush=True)
        missed |= any(result.missed for result in results)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
