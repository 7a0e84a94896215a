"""What undo never takes back: drafts, second checks and printed labels."""

from datetime import timedelta

import pytest

from spineplanner.domain import edits
from spineplanner.domain.drafts import DraftStep, can_be_kept, typed_at
from spineplanner.domain.edits import EditError
from spineplanner.domain.entries import Done, LabelPrint
from spineplanner.domain.record import Record
from spineplanner.domain.second_check import Checked, CheckedLine, SecondCheck
from spineplanner.domain.step_kind import StepKind
from tests.domain.cases import LEFT, NOW, RIGHT

DRAW_LEFT = DraftStep(kind=StepKind.DRAW, sites=(LEFT,))
DRAW_RIGHT = DraftStep(kind=StepKind.DRAW, sites=(RIGHT,))


def done(minutes: int) -> Done:
    return Done(by="EXAMPLE, Checker", at=NOW + timedelta(minutes=minutes))


def check(minutes: int) -> SecondCheck:
    line = CheckedLine(what=Checked.VIALS, of=None, entered=6, computed=6)
    return SecondCheck(revision=1, lines=(line,), checked=done(minutes))


def printed(minutes: int) -> LabelPrint:
    return LabelPrint(labels=(1,), revision=1, printed=done(minutes))


def test_what_is_typed_at_a_step_is_kept_by_its_fields_and_replaced_as_a_whole() -> None:
    record = edits.keep_typed(Record(), step=DRAW_LEFT, typed={"mark": "0.5", "who": "E"})
    record = edits.keep_typed(record, step=DRAW_RIGHT, typed={"mark": ""})
    assert typed_at(record.drafts, DRAW_LEFT) == {"mark": "0.5", "who": "E"}
    record = edits.keep_typed(record, step=DRAW_LEFT, typed={"mark": "0.55"})
    assert typed_at(record.drafts, DRAW_LEFT) == {"mark": "0.55"}
    assert typed_at(record.drafts, DRAW_RIGHT) == {"mark": ""}
    record = edits.keep_typed(record, step=DRAW_LEFT, typed={})
    assert typed_at(record.drafts, DRAW_LEFT) == {}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0.55", True),
        ("", True),
        ("wrong but visible", True),
        ("x" * 121, False),
        ("\N{RIGHT-TO-LEFT OVERRIDE}", False),
    ],
)
def test_a_text_that_no_field_takes_is_no_draft(text: str, kept: bool) -> None:  # noqa: FBT001 - a case
    assert can_be_kept(text) is kept


def test_a_record_without_drafts_is_written_as_before_there_were_any() -> None:
    typed = edits.keep_typed(Record(), step=DRAW_LEFT, typed={"mark": "0.5"})
    assert "drafts" not in Record().model_dump(mode="json")
    assert Record.model_validate_json(typed.model_dump_json()) == typed


def test_one_field_has_one_draft() -> None:
    typed = edits.keep_typed(Record(), step=DRAW_LEFT, typed={"mark": "0.5"})
    with pytest.raises(ValueError, match="a draft twice"):
        typed.replace(drafts=typed.drafts * 2)
    with pytest.raises(EditError):
        edits.keep_typed(Record(), step=DRAW_LEFT, typed={"mark": "x" * 121})


def test_checks_prints_and_drafts_stay_whatever_is_undone() -> None:
    before = Record(thaw_ended_at=NOW)
    now = edits.keep_typed(
        Record(second_checks=(check(1),), label_prints=(printed(2),)),
        step=DRAW_LEFT,
        typed={"mark": "0.5"},
    )
    kept = before.keeping(now)
    assert kept.thaw_ended_at == NOW
    assert (kept.second_checks, kept.label_prints, kept.drafts) == (
        now.second_checks,
        now.label_prints,
        now.drafts,
    )
    assert before.keeping(Record()) is before


def test_checks_and_prints_of_two_windows_are_joined_by_time_and_each_once() -> None:
    mine = Record(second_checks=(check(1), check(5)), label_prints=(printed(4),))
    theirs = Record(second_checks=(check(3), check(1)), label_prints=(printed(2),))
    joined = mine.joined(theirs)
    assert joined.second_checks == (check(1), check(3), check(5))
    assert joined.label_prints == (printed(2), printed(4))
