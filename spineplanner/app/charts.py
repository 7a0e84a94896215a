"""Answers what the window asks beside the plan: a chart, or which vial fills which syringe."""

from collections.abc import Callable
from typing import assert_never

from spineplanner.domain.apart import Allocation
from spineplanner.domain.entries import ChosenVials, Done
from spineplanner.domain.prepare import prepare
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.ui.chart import Chart, KeptApart, Question, Topic
from spineplanner.ui.snapshot import Snapshot


def chart_of(snapshot: Snapshot, question: Question) -> Chart:
    """Compute the chart that is asked for. It takes up to a second: call it from a worker."""
    # numpy and the maths behind are loaded by whoever asks first, in the worker.
    from spineplanner.app.chart_doses import doses_chart
    from spineplanner.app.chart_fading import fading_chart
    from spineplanner.app.chart_spread import spread_chart
    from spineplanner.app.chart_vials import vials_chart
    from spineplanner.solve.whatif import Assumed

    match question.topic:
        case Topic.VIABILITY:
            return vials_chart(snapshot, Assumed.VIABILITY)
        case Topic.RECOVERY:
            return vials_chart(snapshot, Assumed.RECOVERY)
        case Topic.FADING:
            return fading_chart(snapshot)
        case Topic.DOSES:
            return doses_chart(snapshot)
        case Topic.SPREAD:
            return spread_chart(snapshot, question.spread)
        case _:
            assert_never(question.topic)


def kept_apart(snapshot: Snapshot, cancelled: Callable[[], bool]) -> KeptApart:
    """Choose the vial of each syringe. It takes up to some seconds: call it from a worker."""
    from spineplanner.solve.apart_of_plan import choice_from, task_of
    from spineplanner.solve.vials import allocate

    plan, formulary, record = snapshot.plan, snapshot.formulary, snapshot.envelope.record
    before = prepare(plan, formulary, record.counts, vials=record.chosen_vials, apart=True)
    task = task_of(plan, formulary, before)
    if isinstance(task, ConcentrationUnknown):
        return KeptApart(before, task)
    answer = allocate(task.portions, task.vials, cancelled=cancelled)
    if not isinstance(answer, Allocation):
        return KeptApart(before, answer)
    syringes = choice_from(answer, before)
    nobody = Done(by=snapshot.operator or "?", at=snapshot.now)
    vials = ChosenVials(syringes=syringes, chosen=nobody) if syringes else None
    after = prepare(plan, formulary, record.counts, vials=vials, apart=True)
    return KeptApart(before, answer, syringes, after, several_lots=len(task.vials) > 1)
