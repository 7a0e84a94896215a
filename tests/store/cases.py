"""Plans to keep, and what is needed to keep them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

import pytest

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Patient, Plan, Procedure
from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.domain.worklist import Summary
from spineplanner.resources import asset
from spineplanner.store.exchange import read_plan
from spineplanner.store.formulary import read_formulary
from spineplanner.store.plans import StoreProblemError
from spineplanner.store.summaries import summarise

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@cache
def formulary() -> Formulary:
    return read_formulary(asset("formulary"))


@cache
def example() -> Envelope:
    return read_plan(asset("examples", "worked-example.json"))


def summary(envelope: Envelope) -> Summary:
    return summarise(envelope, formulary())


def case(
    order: int,
    *,
    name: str | None = "EXAMPLE, Patient",
    record_number: str | None = None,
    physician: str | None = None,
    at: datetime | None = None,
) -> Envelope:
    """An empty plan whose id, number and order among others of one day are this number's."""
    return Envelope(
        id=UUID(int=order),
        number=f"SP-2026-B-{order:04d}",
        plan=Plan(
            patient=Patient(name=name, record_number=record_number),
            procedure=Procedure(physician=physician, at=at),
        ),
    )


def noted(envelope: Envelope, notes: str) -> Envelope:
    """The next value of a plan, told apart by its notes."""
    return envelope.replace(plan=envelope.plan.replace(notes=notes))


def day(number: int) -> datetime:
    return NOON + timedelta(days=number)


@contextmanager
def refused(fault: StoreFault) -> Iterator[list[StoreProblem]]:
    """What is done here is refused for this reason; the problem can be looked at afterwards."""
    problems: list[StoreProblem] = []
    with pytest.raises(StoreProblemError) as caught:
        yield problems
    problems.append(caught.value.problem)
    assert caught.value.problem.fault is fault
