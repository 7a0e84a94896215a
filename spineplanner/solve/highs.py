"""Runs HiGHS on an integer program: silently, within a time limit, and with a way to stop it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING

from typing_extensions import override

from spineplanner.solve.program import Program

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

_HAIR = 1e-6
"""By how much a bound on a whole number may be off in floating point."""

_HALF = 0.5
"""Half of the smallest step between two costs: a solver that is off by more is not believed."""


@dataclass(frozen=True, slots=True)
class Least:
    """The best values that were found, and the least cost that there can be at all.

    `values` is absent where nothing was found, or what was found does not hold in integers;
    `bound` where nothing is known, or the solver contradicts itself.
    """

    values: tuple[int, ...] | None
    bound: int | None


def minimise(
    program: Program,
    costs: Sequence[int],
    *,
    seconds: float,
    cancelled: Callable[[], bool],
) -> Least:
    """Find whole values of the least cost.

    The gap is 0: with the solver's usual relative gap an answer counts as proved that is not.
    It is given no start: after its presolve, HiGHS 1.16 takes a start for cheaper than it is and
    calls it optimal. What it finds is rounded and held against program and cost in integers.

    Raises:
        RuntimeError: the solver does not take the program, which is a fault of ours.
    """
    solver = _silent_solver()
    for option in ("mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0.0)
    solver.setOptionValue("time_limit", seconds)
    _accept(solver.passModel(_linear(program, costs)))
    solver.cbMipInterrupt += lambda event: event.interrupt() if cancelled() else None
    _accept(solver.run())
    return _least(solver, program, costs)


def _silent_solver() -> "Highs":
    import highspy

    class Silent(highspy.Highs):
        """Falls silent before it greets, which would land in what the command line prints."""

        @override
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own call
            super().enableCallbacks()  # type: ignore[no-untyped-call] # it has no types

    return Silent()  # type: ignore[no-untyped-call] # nor has its making


def _accept(status: object) -> None:
    from highspy import HighsStatus

    if status == HighsStatus.kError:
        raise RuntimeError("the solver refuses the program")


def _linear(program: Program, costs: Sequence[int]) -> "HighsLp":
    import highspy

    columns, rows = len(program.uppers), program.rows
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows)
    lp.col_cost_ = [float(cost) for cost in costs]
    lp.col_lower_ = [0.0] * columns
    lp.col_upper_ = [float(upper) for upper in program.uppers]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    lp.row_lower_ = [-inf if row.least is None else float(row.least) for row in rows]
    lp.row_upper_ = [inf if row.most is None else float(row.most) for row in rows]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.terms))
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = starts
    matrix.index_ = [column for row in rows for column, _factor in row.terms]
    matrix.value_ = [float(factor) for row in rows for _column, factor in row.terms]
    return lp


def _least(solver: "Highs", program: Program, costs: Sequence[int]) -> Least:
    info = solver.getInfo()
    bound = ceil(info.mip_dual_bound - _HAIR) if abs(info.mip_dual_bound) < inf else None
    values = tuple(round(value) for value in solver.getSolution().col_value)
    if len(values) != len(program.uppers) or not program.holds(values):
        return Least(None, bound)
    cost = sum(cost * value for cost, value in zip(costs, values, strict=True))
    believed = abs(info.objective_function_value - cost) < _HALF
    return Least(values, bound if believed else None)
