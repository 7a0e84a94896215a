"""What is typed and not entered, in the record and in its document."""

import pytest
from pydantic import ValidationError

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.domain.drafts import Draft, DraftStep, can_be_kept, typed_at
from spineplanner.domain.record import Record
from spineplanner.domain.step_kind import StepKind

POOL = DraftStep(kind=StepKind.POOL, lot="EX-1")
COUNT = DraftStep(kind=StepKind.COUNT, lot="EX-1")


def test_a_record_without_drafts_is_written_as_if_there_were_no_such_field() -> None:
    assert "drafts" not in Record().model_dump()
    assert "drafts" not in Record().model_dump_json()


def test_drafts_are_written_and_read_as_they_were_typed() -> None:
    record = edits.keep_typed(Record(), step=POOL, typed={"volume_ul": " 22,", "who": ""})
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert typed_at(record.drafts, POOL) == {"volume_ul": " 22,", "who": ""}


def test_what_is_typed_replaces_what_was_typed_at_that_step_only() -> None:
    record = edits.keep_typed(Record(), step=POOL, typed={"volume_ul": "2", "who": "C. EXAMPLE"})
    record = edits.keep_typed(record, step=COUNT, typed={"vials": "6"})
    record = edits.keep_typed(record, step=POOL, typed={"volume_ul": "22"})
    assert typed_at(record.drafts, POOL) == {"volume_ul": "22"}
    assert typed_at(record.drafts, COUNT) == {"vials": "6"}
    assert edits.keep_typed(record, step=POOL, typed={}).drafts == record.drafts[:1]


@pytest.mark.parametrize("words", ["2" * 121, "2\n2", "\u202e22", "2\u200b2", "\ue000"])
def test_words_that_no_field_may_hold_are_no_draft(words: str) -> None:
    assert not can_be_kept(words)
    with pytest.raises(edits.EditError):
        edits.keep_typed(Record(), step=POOL, typed={"volume_ul": words})


@pytest.mark.parametrize("ask", ["", "Volume", "a" * 31, "a b", "../x"])
def test_a_field_that_can_not_be_is_refused(ask: str) -> None:
    with pytest.raises(ValidationError):
        Draft(step=POOL, ask=ask, words="2")


def test_one_field_has_one_draft() -> None:
    draft = Draft(step=POOL, ask="volume_ul", words="2")
    with pytest.raises(ValidationError):
        Record(drafts=(draft, draft))


def test_steps_of_two_sites_are_two_steps() -> None:
    left, right = (Site(SiteKind.FACET, Level.L4_L5, side) for side in (Side.LEFT, Side.RIGHT))
    steps = [DraftStep(kind=StepKind.DRAW, sites=(site,)) for site in (left, right)]
    record = Record()
    for step, words in zip(steps, ("1", "2"), strict=True):
        record = edits.keep_typed(record, step=step, typed={"volume_ul": words})
    assert [typed_at(record.drafts, step) for step in steps] == [
        {"volume_ul": "1"},
        {"volume_ul": "2"},
    ]
