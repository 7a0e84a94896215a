"""A row of the worklist: what is absent in a plan stays absent, and nothing untrue is shown."""

from datetime import date, datetime, time
from uuid import UUID

from spineplanner.domain.envelope import Envelope, SheetState
from spineplanner.domain.plan import Plan
from spineplanner.domain.worklist import Summary
from spineplanner.store.summaries import summarise
from tests.domain.cases import MILLION, clinic, complete_plan

_ID = UUID("00000000-0000-4000-8000-000000000001")


def _summary(plan: Plan) -> Summary:
    return summarise(Envelope(id=_ID, number="SP-2026-EX-0001", plan=plan), clinic())


def test_a_complete_plan_shows_whose_it_is_when_and_how_many_vials() -> None:
    summary = _summary(complete_plan())

    assert (summary.name, summary.record_number) == ("EXAMPLE, Patient", "EX-0001")
    assert summary.physician == "Dr A. Example"
    assert (summary.day, summary.clock) == (date(2026, 11, 24), time(9, 30))
    assert summary.total_cells == 46 * MILLION
    assert summary.state is SheetState.DRAFT
    assert summary.vials is not None


def test_the_day_is_the_one_at_the_procedures_place() -> None:
    plan = complete_plan()
    procedure = plan.procedure.replace(
        at=datetime.fromisoformat("2026-11-24T23:30:00+00:00"), zone="Europe/Athens"
    )

    summary = _summary(plan.replace(procedure=procedure))

    assert (summary.day, summary.clock) == (date(2026, 11, 25), time(1, 30))


def test_what_an_empty_plan_lacks_is_absent_and_never_a_nought() -> None:
    summary = _summary(Plan())

    absent = (summary.name, summary.record_number, summary.physician, summary.day, summary.clock)
    assert absent == (None,) * 5
    assert summary.vials is None
    assert summary.total_cells == 0


def test_no_vials_are_shown_while_one_aliquot_is_refused() -> None:
    plan = complete_plan()
    needleless = plan.aliquots[0].replace(needle=None)

    summary = _summary(plan.replace(aliquots=(needleless, *plan.aliquots[1:])))

    assert summary.vials is None
    assert summary.total_cells == 46 * MILLION
