"""What every page of a sheet says: which sheet, whose, of which order, printed when."""

from datetime import date
from typing import TypedDict, assert_never

from spineplanner.domain.envelope import SheetState
from spineplanner.domain.plan import CountedFrom, Counting, Patient, Procedure
from spineplanner.domain.worksheet import Head, SheetKind, Worksheet
from spineplanner.wording.numbers import day, kilograms, moment
from spineplanner.wording.translate import _

SEPARATOR = " · "


class HeadText(TypedDict):
    """The words of the head and foot."""

    title: str
    place: str
    state: str
    plan: str
    code: str
    compare: str
    watermark: str
    patient: str
    patient_lines: list[str]
    procedure: str
    procedure_lines: list[str]
    foot: str
    printed: str
    page: str


def head_text(sheet: Worksheet) -> HeadText:
    """Word the head and foot of every page."""
    head, plan = sheet.head, sheet.plan
    return HeadText(
        title=_title(head.kind),
        place=place_line(plan.procedure),
        state=_("{state} · revision {revision}").format(
            state=state_word(head.state), revision=head.revision
        ),
        plan=_("Plan {number}").format(number=head.number),
        code=_("Check code {code}").format(code=head.code),
        compare=_("compare before use"),
        watermark="" if head.state is SheetState.APPROVED else state_word(head.state),
        patient=plan.patient.name or _("Patient not stated"),
        patient_lines=[_patient_line(plan.patient, plan.procedure), allergies(plan.patient)],
        procedure=moment(plan.procedure.local) if plan.procedure.local else _("Date not stated"),
        procedure_lines=[
            plan.procedure.physician or _("Physician not stated"),
            counting_line(plan.counting),
        ],
        foot=_foot(head, plan.patient),
        printed=_(
            "Printed {moment} by {name}. "
            "Investigational: a person checks patient, site, side and number."
        ).format(moment=moment(head.printed_at), name=head.printed_by),
        page=_("Page {page} of {pages}"),
    )


def _title(kind: SheetKind) -> str:
    match kind:
        case SheetKind.PHYSICIAN:
            return _("Physician plan")
        case SheetKind.PREPARATION:
            return _("Preparation worksheet")
        case SheetKind.CHECKER:
            return _("Checker’s sheet")
        case _:
            assert_never(kind)


def state_word(state: SheetState) -> str:
    """The state of an order, as its sheets print it."""
    match state:
        case SheetState.DRAFT:
            return _("DRAFT")
        case SheetState.APPROVED:
            return _("APPROVED")
        case SheetState.SUPERSEDED:
            return _("SUPERSEDED")
        case SheetState.SAMPLE:
            return _("SAMPLE")
        case _:
            assert_never(state)


def place_line(procedure: Procedure) -> str:
    """Clinic, room and study, as far as they are stated."""
    study = procedure.study_number
    parts = [
        procedure.clinic,
        procedure.room,
        _("protocol or IND: {number}").format(number=study) if study else None,
    ]
    return SEPARATOR.join(part for part in parts if part)


def _patient_line(patient: Patient, procedure: Procedure) -> str:
    record, weight = patient.record_number, patient.weight_g
    parts = [
        _("MRN {number}").format(number=record) if record else _("No record number"),
        _birth(patient.birth_date, procedure.local.date() if procedure.local else None),
        kilograms(weight) if weight else _("weight not stated"),
    ]
    return SEPARATOR.join(parts)


def _birth(born: date | None, on: date | None) -> str:
    if born is None:
        return _("birth date not stated")
    if on is None:
        return _("born {day}").format(day=day(born))
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return _("born {day} ({age} y)").format(day=day(born), age=age)


def allergies(patient: Patient) -> str:
    """What is known of allergies: none known is a statement, silence is not."""
    if patient.allergies is None:
        return _("Allergies: not stated")
    if not patient.allergies:
        return _("Allergies: none known")
    return _("ALLERGIES: {allergies}").format(allergies=", ".join(patient.allergies))


def counting_line(counting: Counting) -> str:
    """How many lumbar vertebrae, counted from where, on which images."""
    number = {4: _("Four lumbar"), 5: _("Five lumbar"), 6: _("Six lumbar")}
    count = counting.lumbar_count
    studies = [
        _("{images} {day}").format(images=study.images, day=day(study.taken_on))
        for study in counting.studies
    ]
    parts = [
        number[count] if count else _("Lumbar count not stated"),
        counted_from(counting.counted_from) if counting.counted_from else _("not counted"),
        *(studies or [_("no images stated")]),
    ]
    return ", ".join(parts)


def counted_from(start: CountedFrom) -> str:
    """Where the counting of the levels began."""
    match start:
        case CountedFrom.C2_DOWN:
            return _("counted down from C2")
        case CountedFrom.T12_DOWN:
            return _("counted down from the last rib")
        case CountedFrom.SACRUM_UP:
            return _("counted up from the sacrum")
        case _:
            assert_never(start)


def _foot(head: Head, patient: Patient) -> str:
    parts = [
        patient.name or _("Patient not stated"),
        _("MRN {number}").format(number=patient.record_number) if patient.record_number else "",
        day(patient.birth_date) if patient.birth_date and not patient.record_number else "",
        _("{number} revision {revision}").format(number=head.number, revision=head.revision),
        head.code,
    ]
    return SEPARATOR.join(part for part in parts if part)
