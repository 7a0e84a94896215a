"""The head of a sheet says what is known, and that something is not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from spineplanner.domain.plan import CountedFrom, Counting, Patient, Procedure, Study
from spineplanner.domain.worksheet import Worksheet
from spineplanner.wording.sheet.head import allergies, counting_line, head_text, place_line
from tests.paper.scenes import sheet


def with_patient(patient: Patient, procedure: Procedure | None = None) -> Worksheet:
    """The worked example's sheet for somebody else."""
    worked = sheet("worked")
    plan = worked.plan.replace(patient=patient, procedure=procedure or worked.plan.procedure)
    return replace(worked, plan=plan)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (None, "Allergies: not stated"),
        ((), "Allergies: none known"),
        (("latex", "penicillin"), "ALLERGIES: latex, penicillin"),
    ],
)
def test_silence_about_allergies_is_not_none_known(
    known: tuple[str, ...] | None, said: str
) -> None:
    assert allergies(Patient(allergies=known)) == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (CountedFrom.C2_DOWN, "counted down from C2"),
        (CountedFrom.T12_DOWN, "counted down from the last rib"),
        (CountedFrom.SACRUM_UP, "counted up from the sacrum"),
    ],
)
def test_it_says_from_where_the_levels_were_counted(start: CountedFrom, said: str) -> None:
    counting = Counting(
        lumbar_count=6,
        counted_from=start,
        studies=(
            Study(images="MRI", taken_on=date(2026, 10, 3)),
            Study(images="CT", taken_on=date(2026, 11, 1)),
        ),
    )
    assert counting_line(counting) == f"Six lumbar, {said}, MRI 3 Oct 2026, CT 1 Nov 2026"


def test_a_count_that_nobody_made_is_said() -> None:
    said = "Lumbar count not stated, not counted, no images stated"
    assert counting_line(Counting()) == said


def test_the_place_leaves_out_what_is_not_stated() -> None:
    assert place_line(Procedure()) == ""
    assert place_line(Procedure(room="room 2")) == "room 2"
    assert place_line(Procedure(clinic="EXAMPLE", study_number="X-1")) == (
        "EXAMPLE · protocol or IND: X-1"
    )


def test_a_patient_without_record_number_has_the_birth_date_in_the_foot() -> None:
    head = head_text(with_patient(Patient(name="EXAMPLE, A", birth_date=date(1980, 2, 29))))
    assert head["foot"].startswith("EXAMPLE, A · 29 Feb 1980 · SP-2026-A-0113 revision 3")


def test_the_age_is_the_one_on_the_day_of_the_procedure() -> None:
    born = Patient(birth_date=date(1979, 11, 25))
    at = Procedure(at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    (who, _allergies) = head_text(with_patient(born, at))["patient_lines"]
    assert "born 25 Nov 1979 (46 y)" in who
