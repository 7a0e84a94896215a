"""A program that edits a plan, many times a second, until it ends or is killed.

It says "number seconds" on standard output before it hands each edit to the writer, by the
clock that all programs of the machine share.
"""

import sys
import time
from pathlib import Path
from threading import Event

from spineplanner.store.sqlite import open_store
from spineplanner.store.writer import Writer
from tests.store.cases import example, noted, summary

EDITS = 200
PAUSE_S = 0.01


def main(path: Path) -> None:
    with open_store(path) as store:
        there = store.load(example().id)
    first = int(there.envelope.plan.notes or 0) + 1
    writer = Writer(lambda: open_store(path, wait_ms=500), lambda _outcome: None, summarise=summary)
    pace = Event()
    for number in range(first, first + EDITS):
        sys.stdout.write(f"{number} {time.monotonic()}\n")
        sys.stdout.flush()
        writer.put(noted(there.envelope, str(number)), version=there.version)
        pace.wait(PAUSE_S)
    writer.close(10)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
