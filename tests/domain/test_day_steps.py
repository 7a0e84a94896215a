"""The steps of the day, planned against actual, in the order of work."""

from uuid import UUID

import pytest

from spineplanner.domain import edits
from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.day import DayStep, FigureName, StepKind, StepState
from spineplanner.domain.day_steps import day_steps, next_step
from spineplanner.domain.edits import EditError
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.plan import BagFill, Infusion, Plan
from spineplanner.domain.record import Record
from spineplanner.domain.sheet_steps import MakeBag, steps_of
from spineplanner.domain.steps_after_count import make_step
from spineplanner.wording.day import figure_text, step_title
from spineplanner.wording.edits import refusal_words
from tests.domain.cases import LEFT, MILLION, aliquot, clinic, complete_plan, ordering, two_lots
from tests.domain.day_cases import STEPS, at, count, day_until, made_from, on, vial

END = list(STEPS)[-1]


def steps(record: Record, *, plan: Plan | None = None, minutes: int = 101) -> tuple[DayStep, ...]:
    order = plan or complete_plan()
    envelope = Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=order, record=record)
    return day_steps(envelope, clinic(), made_from(record, order), at(minutes))


def one(found: tuple[DayStep, ...], kind: StepKind) -> DayStep:
    return next(step for step in found if step.kind is kind)


def numbers_of(step: DayStep) -> dict[FigureName, tuple[str, str]]:
    return {
        f.name: (figure_text(f.name, f.planned), figure_text(f.name, f.actual))
        for f in step.figures
    }


def test_the_steps_are_in_the_order_of_work_and_hold_at_the_count() -> None:
    assert [step_title(step) for step in steps(Record())] == [
        "Take the vials (lot EX-1)",
        "Start the thaw (lot EX-1)",
        "End the thaw (lot EX-1)",
        "Pool all vials, and measure (lot EX-1)",
        "Take the sample, and count (lot EX-1)",
        "HOLD. Enter the count, then print again.",
        "Make suspension A for 1, 2 (lot EX-1)",
        "Make suspension B for 3 (lot EX-1)",
        "Make suspension C in its prefilled bag of 50 mL (lot EX-1)",
        "Draw syringe 1, L4–L5 facet LEFT",
        "Label syringe 1, L4–L5 facet LEFT",
        "Check syringe 1, L4–L5 facet LEFT",
        "Draw syringe 2, L4–L5 facet RIGHT",
        "Label syringe 2, L4–L5 facet RIGHT",
        "Check syringe 2, L4–L5 facet RIGHT",
        "Draw syringe 3, L4–L5 epidural, interlaminar",
        "Label syringe 3, L4–L5 epidural, interlaminar",
        "Check syringe 3, L4–L5 epidural, interlaminar",
        "Label bag 4, intravenous infusion",
        "Check bag 4, intravenous infusion",
        "Give syringe 1, L4–L5 facet LEFT",
        "Give syringe 2, L4–L5 facet RIGHT",
        "Give syringe 3, L4–L5 epidural, interlaminar",
        "Start the infusion of bag 4, intravenous infusion",
        "End the infusion of bag 4, intravenous infusion",
        "Say what is left, and what becomes of it",
    ]


def test_what_follows_the_count_must_wait_for_it() -> None:
    found = steps(day_until("pool"))
    held = found.index(one(found, StepKind.HOLD))
    assert {step.state for step in found[held + 1 :]} == {StepState.NOT_YET}
    after = steps(day_until("count"))
    assert not any(step.kind is StepKind.HOLD for step in after)
    assert {s.state for s in after if s.kind is StepKind.MAKE} == {StepState.OPEN}
    assert {s.state for s in after if s.kind is StepKind.DRAW} == {StepState.NOT_YET}


@pytest.mark.parametrize(
    ("done", "title"),
    [
        ("vial 1", "Take the vials (lot EX-1)"),
        ("vial 3", "Start the thaw (lot EX-1)"),
        ("thaw start", "End the thaw (lot EX-1)"),
        ("thaw end", "Pool all vials, and measure (lot EX-1)"),
        ("pool", "Take the sample, and count (lot EX-1)"),
        ("count", "Make suspension A for 1, 2 (lot EX-1)"),
        ("make A", "Make suspension B for 3 (lot EX-1)"),
        ("make C", "Draw syringe 1, L4–L5 facet LEFT"),
        ("draw 1", "Label syringe 1, L4–L5 facet LEFT"),
        ("label 1", "Check syringe 1, L4–L5 facet LEFT"),
        ("check 1", "Draw syringe 2, L4–L5 facet RIGHT"),
        ("check 3", "Label bag 4, intravenous infusion"),
        ("check 4", "Give syringe 1, L4–L5 facet LEFT"),
        ("give 3", "End the infusion of bag 4, intravenous infusion"),
        ("infusion end", "Say what is left, and what becomes of it"),
    ],
)
def test_the_work_goes_on_where_it_was_left(done: str, title: str) -> None:
    step = next_step(steps(day_until(done)))
    assert step is not None
    assert step.edit is not None
    assert step_title(step) == title


def test_when_all_is_done_nothing_is_next() -> None:
    found = steps(day_until(END))
    assert next_step(found) is None
    assert {step.state for step in found} == {StepState.DONE}
    assert all(step.done is not None for step in found)


def test_each_step_shows_planned_and_actual_numbers() -> None:
    before, after = steps(Record()), steps(day_until(END))
    assert numbers_of(one(before, StepKind.TAKE_VIALS)) == {FigureName.VIALS: ("3", "0")}
    assert numbers_of(one(after, StepKind.TAKE_VIALS)) == {FigureName.VIALS: ("3", "3")}
    assert numbers_of(one(after, StepKind.POOL)) == {FigureName.POOL: ("10.8", "10.8")}
    assert numbers_of(one(before, StepKind.COUNT)) == {
        FigureName.COUNTED_VIALS: ("3", "–"),
        FigureName.STRENGTH: ("5.92", "–"),
        FigureName.VIABILITY: ("–", "–"),
        FigureName.POOL: ("10.7", "–"),
    }
    assert numbers_of(one(after, StepKind.COUNT)) == {
        FigureName.COUNTED_VIALS: ("3", "3"),
        FigureName.STRENGTH: ("5.92", "5.92"),
        FigureName.VIABILITY: ("–", "85"),
        FigureName.POOL: ("10.7", "10.7"),
    }
    assert numbers_of(one(after, StepKind.MAKE)) == {
        FigureName.STOCK: ("0.49", "0.49"),
        FigureName.DILUENT: ("0.96", "0.96"),
    }
    assert numbers_of(one(after, StepKind.DRAW)) == {FigureName.MARK: ("0.55", "0.55")}
    assert numbers_of(one(after, StepKind.GIVE)) == {FigureName.GIVE: ("0.5", "0.5")}
    assert numbers_of(one(after, StepKind.END_INFUSION)) == {FigureName.GIVE: ("50", "50")}
    assert numbers_of(one(after, StepKind.LEFT_OVER)) == {FigureName.LEFT: ("2.44", "2.44")}


def test_the_planned_vials_stay_beside_those_that_were_counted() -> None:
    found = steps(count(day_until("pool"), vials=4, pool_ul=14_300))
    assert numbers_of(one(found, StepKind.COUNT))[FigureName.COUNTED_VIALS] == ("3", "4")
    assert numbers_of(one(found, StepKind.TAKE_VIALS))[FigureName.VIALS] == ("3", "3")


def test_what_is_planned_can_be_handed_in_where_it_is_known() -> None:
    record = count(day_until("pool"))
    envelope = Envelope(
        id=UUID(int=7), number="SP-2026-A-0113", plan=complete_plan(), record=record
    )
    known = made_from(Record())
    found = day_steps(envelope, clinic(), made_from(record), at(101), planned=known)
    assert found == steps(record)


def test_a_vial_that_does_not_look_good_does_not_count() -> None:
    record = day_until("vial 2")
    label = edits.VialLabel("EX-1", "EX-17")
    bad = edits.take_vial(record, occasion=on(2), label=label, good=False)
    step = one(steps(bad), StepKind.TAKE_VIALS)
    assert (step.state, step.done) == (StepState.OPEN, None)
    assert numbers_of(step) == {FigureName.VIALS: ("3", "2")}


def test_a_count_that_shows_a_shortage_asks_for_another_vial_and_to_be_done_again() -> None:
    short = count(day_until("pool"), cells_per_ml=4 * MILLION)
    found = steps(short)
    assert next_step(found) == one(found, StepKind.TAKE_VIALS)
    taken = edits.take_vial(short, occasion=on(30), label=vial("EX-04"), good=True)
    assert next_step(steps(taken)) == one(steps(taken), StepKind.COUNT)
    assert one(found, StepKind.COUNT).done is not None
    assert numbers_of(one(found, StepKind.LEFT_OVER)) == {FigureName.LEFT: ("–", "–")}
    assert {s.state for s in found if s.kind is StepKind.MAKE} == {StepState.NOT_YET}


def test_a_plan_that_can_not_be_computed_has_steps_only_for_its_containers() -> None:
    found = steps(Record(), plan=ordering(aliquot(LEFT, None, 500)))
    assert [step.kind for step in found] == [
        StepKind.HOLD,
        StepKind.DRAW,
        StepKind.LABEL,
        StepKind.CHECK,
        StepKind.GIVE,
        StepKind.LEFT_OVER,
    ]
    assert numbers_of(one(found, StepKind.DRAW)) == {FigureName.MARK: ("–", "–")}
    assert {s.state for s in found if s.kind is not StepKind.HOLD} == {StepState.NOT_YET}


def test_a_thaw_or_count_without_a_name_is_done_by_nobody_known() -> None:
    nameless = Record(thaw_started_at=at(5), thaw_ended_at=at(10))
    step = one(steps(nameless), StepKind.START_THAW)
    assert (step.state, step.done) == (StepState.DONE, None)
    (counted,) = day_until("count").counts
    record = Record(counts=(counted.replace(counted_by=None),))
    step = one(steps(record), StepKind.COUNT)
    assert (step.state, step.done) == (StepState.DONE, None)


def test_what_was_done_for_another_order_does_not_count_and_is_said() -> None:
    plan = complete_plan()
    first, *others = plan.aliquots
    more = plan.replace(aliquots=(first.replace(cells=3 * MILLION // 2), *others))
    found = steps(day_until(END), plan=more)
    stale = [step for step in found if step.stale]
    assert [step_title(step) for step in stale][:2] == [
        "Make suspension A for 1 (lot EX-1)",
        "Make suspension B for 2 (lot EX-1)",
    ]
    assert {step.container.number for step in stale if step.container} == {1}
    assert all(step.state is not StepState.DONE for step in stale)


def test_what_must_be_given_in_time_says_until_when_and_that_it_is_late() -> None:
    found = steps(day_until("check 4"), minutes=281)
    infusion = one(found, StepKind.START_INFUSION)
    assert (infusion.do_by, infusion.late) == (at(280), True)
    give = one(found, StepKind.GIVE)
    assert (give.do_by, give.late) == (at(310), False)
    assert one(steps(day_until("check 4"), minutes=311), StepKind.GIVE).late
    assert not one(steps(day_until(END), minutes=311), StepKind.GIVE).late
    assert one(steps(Record()), StepKind.GIVE).do_by is None


def test_each_lot_has_its_own_steps_and_its_own_count() -> None:
    plan = two_lots("EX-1", "EX-1", "EX-2", "EX-1")
    plan = plan.replace(supply=plan.supply.replace(may_mix_lots=True))
    record = edits.enter_count(
        Record(),
        occasion=on(20),
        cells_per_ml=5_900_000,
        basis=plan.supply.dose_basis,
        viability_bp=8500,
        vials=3,
        pool_ul=10_700,
        lot="EX-1",
    )
    found = steps(record, plan=plan)
    counts = [step for step in found if step.kind is StepKind.COUNT]
    assert [(step.lot, step.state) for step in counts] == [
        ("EX-1", StepState.DONE),
        ("EX-2", StepState.OPEN),
    ]
    makes = [(s.lot, s.state) for s in found if s.kind is StepKind.MAKE]
    assert makes == [
        ("EX-1", StepState.OPEN),
        ("EX-2", StepState.NOT_YET),
        ("EX-1", StepState.OPEN),
    ]
    assert one(found, StepKind.HOLD).edit is None


def test_a_syringe_for_the_vein_is_drawn_like_any_other() -> None:
    plan = complete_plan()
    vein = plan.aliquots[-1]
    syringe = vein.replace(
        container=ContainerKind.SYRINGE, needle=plan.aliquots[0].needle, volume_ul=20_000
    )
    plan = plan.replace(aliquots=(*plan.aliquots[:-1], syringe))
    kinds = [s.kind for s in steps(Record(), plan=plan) if s.container and s.container.number == 4]
    assert kinds == [StepKind.DRAW, StepKind.LABEL, StepKind.CHECK, StepKind.GIVE]


@pytest.mark.parametrize("kept_ul", [0, 5_000, 7_800, 15_000])
def test_a_prefilled_bag_is_made_in_the_numbers_of_the_sheet(kept_ul: int) -> None:
    infusion = Infusion(
        fill=BagFill.PREFILLED, line_flushed=False, line_kept_ul=kept_ul, minutes=30
    )
    plan = complete_plan().replace(infusion=infusion)
    record = day_until("count")
    preparation = made_from(record, plan)
    envelope = Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=plan, record=record)
    [sheet] = [s for s in steps_of(envelope, clinic(), preparation) if isinstance(s, MakeBag)]
    assert sheet.exchange is not None

    [step] = [s for s in day_steps(envelope, clinic(), preparation, at(25)) if s.exchange]

    planned = {figure.name: figure.planned for figure in step.figures}
    assert planned.pop(FigureName.STOCK) == sheet.suspension.stock_ul
    assert planned.pop(FigureName.ADDED, 0) == sheet.exchange.added_ul
    assert planned.pop(FigureName.WITHDRAWN, 0) == sheet.exchange.withdrawn_ul
    assert planned == {}
    assert step_title(step) == "Make suspension C in its prefilled bag of 50 mL (lot EX-1)"


def test_what_was_withdrawn_from_a_bag_and_added_to_it_stands_in_its_step() -> None:
    infusion = Infusion(fill=BagFill.PREFILLED, line_flushed=False, line_kept_ul=5_000, minutes=30)
    plan = complete_plan().replace(infusion=infusion)
    counted = day_until("count")
    preparation = made_from(counted, plan)
    suspension = preparation.suspension("C")
    assert suspension is not None

    def fill(withdrawn_ul: int) -> Record:
        return edits.fill_bag(
            counted,
            occasion=on(30, plan=plan),
            preparation=preparation,
            suspension=suspension,
            stock_ul=7_400,
            exchanged=Exchange(50_000, withdrawn_ul, 0),
        )

    record = fill(2_500)
    assert record.made[0].diluent_ul == 47_500
    envelope = Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=plan, record=record)
    [step] = [s for s in day_steps(envelope, clinic(), preparation, at(35)) if s.exchange]
    assert numbers_of(step) == {
        FigureName.WITHDRAWN: ("2.4", "2.5"),
        FigureName.STOCK: ("7.4", "7.4"),
    }
    with pytest.raises(EditError) as refused:
        fill(50_001)
    assert refusal_words(refused.value.reason) == (
        "50.001 mL can’t be withdrawn: the bag comes with 50 mL."
    )


def test_where_another_count_asks_to_add_what_was_withdrawn_is_still_said() -> None:
    exchange = Exchange(50_000, 0, 6_200)
    record = day_until("make C")
    preparation = made_from(record)
    suspension = preparation.suspension("C")
    assert suspension is not None
    [made] = [item for item in record.made if item.letter == "C"]
    lessened = record.replace(made=(made.replace(diluent_ul=48_000),))

    step = make_step(suspension, preparation, lessened, exchange)

    assert numbers_of(step)[FigureName.WITHDRAWN] == ("0", "2")
    assert numbers_of(step)[FigureName.ADDED] == ("6.2", "0")
