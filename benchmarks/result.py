"""One measured figure with the bound it must keep, and a table of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A figure in its unit; without a bound it is only recorded."""

    what: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it is above its bound."""
        return self.bound is not None and self.value > self.bound


def table(results: Sequence[Result]) -> str:
    """Lay the figures out for reading, one a line."""
    width = max(len(result.what) for result in results)
    return "\n".join(_line(result, width) for result in results)


def _line(result: Result, width: int) -> str:
    bound = "" if result.bound is None else f"at most {result.bound:g} {result.unit}"
    verdict = "" if result.bound is None else ("MISSED" if result.missed else "kept")
    return f"{result.what:<{width}}  {result.value:9.2f} {result.unit:<6} {bound:<17} {verdict}"
