"""What two windows have otherwise of one plan, and what two orders have, in sentences."""

from uuid import UUID

import pytest

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record
from spineplanner.wording.conflicts import conflict_sentences, replacement_sentences
from spineplanner.wording.differences import differences
from tests.domain.cases import NEEDLE, PRODUCT, clinic, complete_plan
from tests.domain.day_cases import count, day_until, on
from tests.domain.day_situations import second_check


def of(record: Record, plan: Plan | None = None) -> Envelope:
    return Envelope(
        id=UUID(int=7), number="SP-2026-A-0999", plan=plan or complete_plan(), record=record
    )


def between(theirs: Record, mine: Record) -> list[str]:
    return conflict_sentences(of(theirs), of(mine), clinic())


def test_two_plans_that_are_alike_have_nothing_to_say() -> None:
    record = day_until("left over")
    assert between(record, record) == []


def test_a_number_that_both_have_otherwise_is_said_of_both() -> None:
    theirs, mine = (
        count(day_until("pool"), cells_per_ml=cells) for cells in (5_030_000, 4_026_000)
    )
    [said] = between(theirs, mine)
    assert said.startswith("Count: theirs 5.03 million/mL viable, 3 vials, viability 85 %")
    assert ", mine 4.026 million/mL viable" in said


@pytest.mark.parametrize(
    ("step", "before", "said"),
    [
        ("vial 3", "vial 2", "Vial EX-17, lot EX-1: only theirs, looks good, expires Jun 2027; "),
        ("thaw start", "vial 3", "Start of the thaw: only theirs, 24 Nov 2026, 08:35, N. "),
        ("thaw end", "thaw start", "End of the thaw: only theirs, 24 Nov 2026, 08:40, N. "),
        ("pool", "thaw end", "Volume of the pool: only theirs, 10.8 mL; 24 Nov 2026, 08:45"),
        ("make A", "count", "Suspension A: only theirs, 0.49 mL of stock, 0.96 mL of diluent; "),
        ("draw 1", "make C", "Syringe 1, L4–L5 facet LEFT, drawn: only theirs, 0.55 mL; "),
        ("label 4", "check 3", "Bag 4, intravenous infusion, labelled: only theirs, 24 Nov"),
        ("check 1", "label 1", "Syringe 1, L4–L5 facet LEFT, checked: only theirs, 24 Nov 2026"),
        ("give 1", "infusion start", "Syringe 1, L4–L5 facet LEFT, given: only theirs, 0.5 mL; "),
        ("infusion start", "check 4", "Start of the infusion: only theirs, 24 Nov 2026, 09:30"),
        ("left over", "infusion end", "Left over: only theirs, 2.44 mL, discarded; 24 Nov 2026"),
    ],
)
def test_what_only_one_has_is_said_with_whose_it_is(step: str, before: str, said: str) -> None:
    [theirs] = between(day_until(step), day_until(before))
    [mine] = between(day_until(before), day_until(step))
    assert theirs.startswith(said)
    assert mine == theirs.replace("only theirs", "only mine")


def test_papers_and_what_is_typed_are_said_as_well() -> None:
    record = second_check(day_until("count"), {})
    record = edits.note_labels(record, occasion=on(50), labels=(1, 2, 3), revision=2)
    step = DraftStep(kind=StepKind.LEFT_OVER)
    record = edits.keep_typed(record, step=step, typed={"volume_ul": "1."})
    said = between(record, day_until("count"))
    assert any(each.startswith("Second check, 24 Nov 2026") for each in said)
    assert any("only theirs, 1 to 3 of revision 2" in each for each in said)
    assert "Typed and not entered, what was left: only theirs, “1.”" in said


def test_the_order_is_said_after_the_record() -> None:
    mine = edits.set_notes(complete_plan(), notes="mine")
    said = conflict_sentences(of(day_until("vial 1")), of(Record(), mine), clinic())
    assert len(said) == 2
    assert said[1] == "notes: theirs not stated, mine “mine”"


def test_what_a_file_would_replace_is_said_of_the_record_too() -> None:
    here, file = of(day_until("pool")), of(day_until("thaw end"), complete_plan())
    [said] = replacement_sentences(here, file.replace(revision=here.revision), clinic())
    assert said.startswith("Volume of the pool: removed, it was 10.8 mL; 24 Nov 2026, 08:45")


def test_entries_of_the_formulary_are_said_by_their_names() -> None:
    before = complete_plan()
    product, needle = clinic().product(PRODUCT), clinic().needle(NEEDLE)
    assert product is not None
    assert needle is not None
    after = before.replace(supply=before.supply.replace(product="cells-of-old"))
    [said] = differences(before, after, clinic())
    assert said == f"cell supply, product: “{product.name}” became “cells-of-old”"
    [said] = differences(after, before, clinic())
    assert said.endswith(f"became “{product.name}”")

    site = before.aliquots[0].site
    bare = edits.set_needle(before, sites=(site,), needle=None)
    [said] = differences(before, bare, clinic())
    assert f"“{needle.name}” became not stated" in said


def test_two_entries_of_one_name_are_told_apart_by_their_ids() -> None:
    formulary = clinic()
    [first, second, *others] = formulary.products
    twins = formulary.replace(products=(first, second.replace(name=first.name), *others))
    before, after = (
        complete_plan().replace(supply=complete_plan().supply.replace(product=item.id))
        for item in (first, second)
    )
    [said] = differences(before, after, twins)
    assert f"“{first.id}” became “{second.id}”" in said
