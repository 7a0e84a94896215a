"""Medians of works that take turns, so that a slow moment of the machine falls on all of them."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def medians(works: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """Do every work once a round and return the median of each, in seconds.

    One round before the first warms what is kept between calls and is not counted.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for counted in (False, *[True] * rounds):
        for name, work in works.items():
            start = perf_counter()
            work()
            if counted:
                taken[name].append(perf_counter() - start)
    return {name: median(times) for name, times in taken.items()}


def process(command: Sequence[str], *, environment: Mapping[str, str], folder: str) -> Work:
    """Make a work that runs a program to its end; one that fails is an error with what it said."""

    def run() -> None:
        ended = subprocess.run(  # noqa: S603 - commands written in the benchmarks themselves
            command,
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if ended.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr}")

    return run
