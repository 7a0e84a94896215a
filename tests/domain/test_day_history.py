"""Whatever is tried on the day, in whatever order, the record stays valid, in order and sayable."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.chronology import first_disorder
from spineplanner.domain.comparison import compared, planned
from spineplanner.domain.day import StepState
from spineplanner.domain.edits import EditError
from spineplanner.domain.entries import same_person
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.wording.comparison import vials_sentences
from spineplanner.wording.edits import refusal_words
from spineplanner.wording.findings import finding_title
from tests.domain.cases import clinic, complete_plan
from tests.domain.day_cases import STEPS, made_from
from tests.domain.day_situations import on_the_day
from tests.domain.test_day_steps import steps

_IN_ORDER = list(STEPS)


@st.composite
def _tries(draw: st.DrawFn) -> list[str]:
    """The steps of a day with some left out, some twice and some out of place."""
    kept = [name for name in _IN_ORDER if draw(st.integers(0, 9)) > 0]
    for name in draw(st.lists(st.sampled_from(_IN_ORDER), max_size=6)):
        kept.insert(draw(st.integers(0, len(kept))), name)
    return kept


@settings(max_examples=40, deadline=None)
@given(_tries())
def test_what_is_refused_changes_nothing_and_what_is_entered_is_valid(tries: list[str]) -> None:
    record, said = Record(), list[str]()
    for name in tries:
        try:
            record = STEPS[name](record)
        except EditError as error:
            said.append(refusal_words(error.reason))
    assert all(sentence.endswith(".") for sentence in said)
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert first_disorder(record) is None
    for filled in record.filled:
        assert filled.given is None or filled.is_bag or filled.drawn is not None
        assert not (
            filled.drawn and filled.checked and same_person(filled.drawn.by, filled.checked.by)
        )
    found = on_the_day(record).look()
    left_out = {Rule.VIALS_DISAGREE, Rule.GIVEN_UNCHECKED, Rule.THAW_NOT_STATED}
    assert {finding.rule for finding in found} <= left_out
    assert all(finding_title(finding).endswith(".") for finding in found)
    for step in steps(record):
        assert (step.state is StepState.DONE) == (step.done is not None)
    comparison = compared(planned(complete_plan(), clinic()), made_from(record), record)
    assert all(sentence.endswith(".") for sentence in vials_sentences(comparison.vials))
