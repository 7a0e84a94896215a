"""What may be entered on the day, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from spineplanner.domain import edits
from spineplanner.domain.blind_check import asked
from spineplanner.domain.chronology import Event, happened
from spineplanner.domain.edits import EditError, Occasion, VialLabel
from spineplanner.domain.edits.papers import preparers
from spineplanner.domain.edits.refused import NotValid, Refused
from spineplanner.domain.edits.refused_day import (
    BeforeTheDay,
    CountFirst,
    DrawFirst,
    EndFirst,
    ExpiryDiffers,
    GiveTooMuch,
    InFuture,
    LotNotPlanned,
    MakeFirst,
    NotComputable,
    NothingRecorded,
    OtherProduct,
    OutOfOrder,
    ReasonMissing,
    SamePerson,
    StartFirst,
    VialTwice,
)
from spineplanner.domain.entries import ChosenVials, Done, Fate, FromVial
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.record import Record
from spineplanner.domain.second_check import Checked
from spineplanner.domain.written_order import OrderLine
from spineplanner.wording.edits import edit_name, refusal_words
from tests.domain import day_cases
from tests.domain.cases import LEFT, MILLION, NOW, PRODUCT, aliquot, complete_plan, ordering
from tests.domain.day_cases import (
    CHECKER,
    ON_THE_DAY,
    PREPARER,
    STEPS,
    at,
    container,
    count,
    day_until,
    draw,
    given,
    label,
    made_from,
    make,
    on,
    vial,
)


def refused(edit: Callable[[], Record]) -> Refused:
    """Why an edit is refused; it is also said in a sentence."""
    with pytest.raises(EditError) as caught:
        edit()
    said = refusal_words(caught.value.reason)
    assert said.endswith(".")
    assert "None" not in said
    return caught.value.reason


def test_a_whole_day_is_recorded_and_read_back_from_a_file(tmp_envelope: Envelope) -> None:
    record = day_until(list(STEPS)[-1])
    kept = tmp_envelope.replace(record=record)
    assert Envelope.model_validate_json(kept.model_dump_json()) == kept
    events = [item.event for item in happened(record)]
    assert len(events) == len(STEPS) + 1  # the end of the infusion is also when the bag is given
    assert events[0] is Event.VIAL_TAKEN
    assert events[-1] is Event.LEFT_OVER


@pytest.fixture
def tmp_envelope() -> Envelope:
    return Envelope(id=UUID(int=7), number="SP-2026-A-0113", plan=complete_plan())


def test_a_record_of_an_older_file_has_none_of_the_new_entries() -> None:
    assert Record.model_validate_json('{"counts": []}') == Record()


def test_a_vial_is_entered_once_whatever_the_capitals() -> None:
    record = day_until("vial 1")
    again = VialLabel("ex-1", "ex-15")
    plan = complete_plan()
    lot = plan.supply.lots[0]
    both = plan.replace(supply=plan.supply.replace(lots=(lot, lot.replace(number="ex-1"))))
    reason = refused(
        lambda: edits.take_vial(record, occasion=on(1, plan=both), label=again, good=True)
    )
    assert isinstance(reason, VialTwice)


def test_a_vial_of_another_lot_or_product_is_refused() -> None:
    def take(label: VialLabel, plan: Plan | None = None) -> Callable[[], Record]:
        return lambda: edits.take_vial(Record(), occasion=on(0, plan=plan), label=label, good=True)

    assert refused(take(vial("EX-17", lot="EX-9"))) == LotNotPlanned("EX-9", ("EX-1",))
    plan = complete_plan()
    nameless = plan.replace(supply=plan.supply.replace(lots=()))
    assert refused(take(vial("EX-17"), nameless)) == LotNotPlanned("EX-1", ())
    other = replace(vial("EX-17"), product="other-cells")
    assert refused(take(other)) == OtherProduct("other-cells", PRODUCT)
    assert take(replace(vial("EX-17"), product=PRODUCT))().vials[0].vial == "EX-17"


def test_a_vial_whose_expiry_is_not_its_lots_is_only_set_aside() -> None:
    other = VialLabel("EX-1", "EX-18", Expiry(year=2027, month=7))

    def take(label: VialLabel, *, good: bool) -> Record:
        return edits.take_vial(Record(), occasion=on(0), label=label, good=good)

    reason = refused(lambda: take(other, good=True))
    assert isinstance(reason, ExpiryDiffers)
    assert refusal_words(reason) == (
        "Vial EX-18 expires Jul 2027, and the plan has Jun 2027 for lot EX-1: one lot has one "
        "expiry. Read it again. If it says so, take another vial or correct the plan."
    )
    assert not take(other, good=False).vials[0].good
    assert take(vial("EX-18"), good=True).vials, "a month agrees with each of its days"
    assert take(replace(other, expiry=None), good=True).vials


def test_a_vial_is_put_back_once() -> None:
    record = edits.put_vial_back(day_until("vial 2"), lot="EX-1", vial="EX-15")
    assert [item.vial for item in record.vials] == ["EX-16"]
    again = refused(lambda: edits.put_vial_back(record, lot="EX-1", vial="EX-15"))
    assert again == NothingRecorded()


def test_nothing_is_entered_from_the_future() -> None:
    early = Occasion(complete_plan(), PREPARER, at(5), at(4))
    assert refused(lambda: edits.start_thaw(Record(), occasion=early)) == InFuture(at(5), at(4))


def test_nothing_is_entered_before_the_day_of_the_procedure() -> None:
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    last = Occasion(complete_plan(), PREPARER, midnight - timedelta(minutes=1), NOW)
    reason = refused(lambda: edits.start_thaw(Record(), occasion=last))
    assert reason == BeforeTheDay(last.at, NOW.date())
    first = replace(last, at=midnight)
    assert edits.start_thaw(Record(), occasion=first).thaw_started_at == midnight


def test_the_day_is_that_of_the_place() -> None:
    plan = complete_plan()
    far = plan.replace(procedure=plan.procedure.replace(zone="Pacific/Auckland"))
    evening = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 01:00 on the 24th in Auckland
    occasion = Occasion(far, PREPARER, evening, NOW)
    assert edits.start_thaw(Record(), occasion=occasion).thaw_started_by == PREPARER


def test_without_a_day_of_the_procedure_any_past_moment_may_be() -> None:
    plan = complete_plan()
    undated = plan.replace(procedure=plan.procedure.replace(at=None))
    assert edits.start_thaw(Record(), occasion=on(0, plan=undated)).thaw_started_at == at(0)


@pytest.mark.parametrize(
    ("done", "edit"),
    [
        ("thaw start", lambda r: edits.end_thaw(r, occasion=on(4))),
        ("thaw end", lambda r: edits.measure_pool(r, occasion=on(9), volume_ul=10_800)),
        ("pool", lambda r: count(r, 9)),
        ("count", lambda r: make(r, "A", 19)),
        ("make C", lambda r: draw(r, 1, 29)),
        ("draw 1", lambda r: day_cases.checked(r, 1, 39)),
        ("check 1", lambda r: given(r, 1, 41)),
        ("make C", lambda r: edits.start_infusion(r, occasion=on(31), container=container(4, r))),
        (
            "infusion start",
            lambda r: edits.end_infusion(
                r, occasion=on(59), container=container(4, r), volume_ul=50_000
            ),
        ),
        ("count", lambda r: edits.end_thaw(r, occasion=on(21))),
    ],
)
def test_nothing_comes_before_what_must_come_first(
    done: str, edit: Callable[[Record], Record]
) -> None:
    reason = refused(lambda: edit(day_until(done)))
    assert isinstance(reason, OutOfOrder)
    assert "can’t be before" in refusal_words(reason)


def test_a_pool_may_be_counted_again_when_something_is_made_already() -> None:
    record = count(day_until("make A"), 35, cells_per_ml=5_500_000)
    assert [item.counted_at for item in record.counts] == [at(35)]
    reason = refused(lambda: make(record, "B", 34))
    assert isinstance(reason, OutOfOrder)


def test_what_was_out_of_order_before_does_not_forbid_another_entry() -> None:
    muddled = day_until("count").replace(thaw_ended_at=at(25))
    assert len(edits.take_vial(muddled, occasion=on(40), label=vial("EX-18"), good=True).vials) == 4


@pytest.mark.parametrize(
    "changes", [{"cells_per_ml": 0}, {"viability_bp": 0}, {"vials": 0}, {"pool_ul": -1}]
)
def test_a_count_of_nothing_is_refused(changes: dict[str, object]) -> None:
    assert isinstance(refused(lambda: count(day_until("pool"), 20, **changes)), NotValid)


def test_a_count_names_a_lot_of_the_plan_and_who_counted() -> None:
    (found,) = day_until("count").counts
    assert (found.counted_by, found.counted_at) == (PREPARER, at(20))
    reason = refused(lambda: count(day_until("pool"), lot="EX-9"))
    assert reason == LotNotPlanned("EX-9", ("EX-1",))


def test_a_second_measure_of_a_pool_replaces_the_first() -> None:
    record = edits.measure_pool(day_until("pool"), occasion=on(16), volume_ul=10_500)
    assert [item.volume_ul for item in record.pooled] == [10_500]


def test_nothing_is_made_or_drawn_before_the_count() -> None:
    assert refused(lambda: make(day_until("pool"), "A", 30)) == CountFirst()
    withdrawn = edits.withdraw_count(day_until("make A"), lot=None)
    assert refused(lambda: draw(withdrawn, 1, 40)) == CountFirst()


def test_a_suspension_made_again_replaces_itself_and_can_be_taken_back() -> None:
    record = make(day_until("make B"), "A", 33)
    assert sorted(item.letter for item in record.made) == ["A", "B"]
    assert [i.letter for i in edits.unmake_suspension(record, letter="A").made] == ["B"]
    assert refused(lambda: edits.unmake_suspension(record, letter="C")) == NothingRecorded()


def test_a_syringe_is_drawn_from_its_suspension() -> None:
    assert refused(lambda: draw(day_until("count"), 1, 40)) == MakeFirst("A")
    assert refused(lambda: draw(day_until("make A"), 3, 40, 2500)) == MakeFirst("B")


def test_nothing_is_drawn_that_can_not_be_computed() -> None:
    record = day_until("make C")
    plan = ordering(aliquot(LEFT, None, 500))
    preparation = made_from(record, plan)
    (box,) = preparation.containers

    def drawn() -> Record:
        return edits.draw(
            record, occasion=on(40), preparation=preparation, container=box, volume_ul=550
        )

    assert refused(drawn) == NotComputable()
    stuck = refused(lambda: edits.stick_label(record, occasion=on(40), container=box))
    assert stuck == NotComputable()


def test_a_syringe_is_given_only_once_it_is_drawn() -> None:
    record = day_until("make C")
    assert refused(lambda: given(record, 1, 62)) == DrawFirst(1)
    assert refused(lambda: given(label(record, 1, 40), 1, 62)) == DrawFirst(1)
    assert refused(lambda: day_cases.checked(record, 1, 62)) == DrawFirst(1)


def test_a_syringe_drawn_for_another_order_is_not_given_for_this_one() -> None:
    record = day_until("draw 1")
    plan = ordering(aliquot(LEFT, MILLION * 3 // 2, 500))
    (box,) = made_from(record, plan).containers
    occasion = on(62, plan=plan)
    reason = refused(lambda: edits.give(record, occasion=occasion, container=box, volume_ul=500))
    assert reason == DrawFirst(1)


def test_no_more_is_given_than_is_there() -> None:
    assert refused(lambda: given(day_until("check 1"), 1, 62, 551)) == GiveTooMuch(551, 550)
    started = day_until("infusion start")

    def ended(volume_ul: int) -> Record:
        box = container(4, started)
        return edits.end_infusion(started, occasion=on(90), container=box, volume_ul=volume_ul)

    assert refused(lambda: ended(50_001)) == GiveTooMuch(50_001, 50_000)
    assert ended(50_000).infusion_ended == Done(by=PREPARER, at=at(90))


def test_a_bag_is_made_before_it_runs_and_starts_before_it_ends() -> None:
    record = day_until("make B")
    start = refused(
        lambda: edits.start_infusion(record, occasion=on(60), container=container(4, record))
    )
    assert start == MakeFirst("C")
    end = refused(
        lambda: edits.end_infusion(
            record, occasion=on(60), container=container(4, record), volume_ul=1
        )
    )
    assert end == StartFirst()


def test_giving_a_bag_is_ending_its_infusion() -> None:
    assert refused(lambda: given(day_until("check 4"), 4, 90, 50_000)) == StartFirst()
    record = given(day_until("infusion start"), 4, 90, 50_000)
    assert record.infusion_ended == record.filled[-1].given


@pytest.mark.parametrize(("number", "done"), [(1, "draw 1"), (4, "make C")])
def test_nobody_checks_what_they_have_prepared(number: int, done: str) -> None:
    record = day_until(done)
    same = PREPARER.upper().replace(" ", "  ")
    assert refused(lambda: day_cases.checked(record, number, 42, by=same)) == SamePerson(same)
    assert day_cases.checked(record, number, 42).filled[0].checked == Done(by=CHECKER, at=at(42))


def test_a_syringe_drawn_again_must_be_checked_again_and_keeps_its_label() -> None:
    (filled,) = draw(day_until("check 1"), 1, 43, 560).filled
    assert (filled.drawn_ul, filled.checked) == (560, None)
    assert filled.labelled is not None


def test_all_that_was_done_with_a_container_can_be_taken_back() -> None:
    record = day_until("infusion start")
    emptied = edits.empty_container(record, container=container(1, record))
    assert [item.container_number for item in emptied.filled] == [2, 3, 4]
    assert emptied.infusion_started == record.infusion_started
    unhung = edits.empty_container(record, container=container(4, record))
    assert unhung.infusion_started is None
    reason = refused(lambda: edits.empty_container(unhung, container=container(4, record)))
    assert reason == NothingRecorded()


TAKEN_BACK: dict[str, tuple[Callable[[Record], Record], Event]] = {
    "thaw start": (edits.withdraw_thaw_start, Event.THAW_STARTED),
    "thaw end": (edits.withdraw_thaw_end, Event.THAW_ENDED),
    "pool": (lambda r: edits.withdraw_pool(r, lot="EX-1"), Event.POOLED),
    "label 1": (lambda r: edits.withdraw_label(r, container=container(1, r)), Event.LABELLED),
    "check 1": (lambda r: edits.withdraw_check(r, container=container(1, r)), Event.CHECKED),
    "give 1": (lambda r: edits.withdraw_given(r, container=container(1, r)), Event.GIVEN),
    "infusion start": (
        lambda r: edits.withdraw_infusion_start(r, container=container(4, r)),
        Event.INFUSION_STARTED,
    ),
    "infusion end": (
        lambda r: edits.withdraw_given(r, container=container(4, r)),
        Event.INFUSION_ENDED,
    ),
    "left over": (edits.withdraw_left_over, Event.LEFT_OVER),
}


@pytest.mark.parametrize("step", TAKEN_BACK)
def test_an_entry_is_taken_back_alone_and_once(step: str) -> None:
    withdraw, event = TAKEN_BACK[step]
    names = list(STEPS)
    before = day_until(names[names.index(step) - 1])
    record = day_until(step)
    assert any(item.event is event for item in happened(record))

    after = withdraw(record)

    assert after == before
    assert refused(lambda: withdraw(after)) == NothingRecorded()


def test_what_was_begun_is_not_taken_back_before_its_end() -> None:
    record = day_until("infusion end")
    bag = container(4, record)
    reason = refused(lambda: edits.withdraw_infusion_start(record, container=bag))
    assert reason == EndFirst()
    assert refusal_words(reason) == "The infusion has ended. Withdraw its end first."


def test_a_syringe_of_which_nothing_is_left_is_no_entry_any_more() -> None:
    record = label(day_until("make C"), 2, 40)
    assert [item.container_number for item in record.filled] == [2]

    bare = edits.withdraw_label(record, container=container(2, record))

    assert bare.filled == ()
    again = refused(lambda: edits.withdraw_label(bare, container=container(2, bare)))
    assert again == NothingRecorded()


def test_what_is_kept_is_somewhere() -> None:
    record = day_until("infusion end")

    def settle(where: str | None) -> Record:
        return edits.settle_left_over(
            record, occasion=on(100), volume_ul=2_000, fate=Fate.KEPT, where=where
        )

    assert isinstance(refused(lambda: settle(None)), NotValid)
    assert settle("Freezer 2, EXAMPLE").left_over is not None


def test_an_entry_has_the_name_of_somebody() -> None:
    nobody = on(5, by="")
    assert isinstance(
        refused(lambda: edits.measure_pool(Record(), occasion=nobody, volume_ul=1)), NotValid
    )


def _second_check(record: Record, by: str, first: str = "P. Example") -> Record:
    preparation = made_from(record)
    entered = dict.fromkeys(asked(complete_plan(), preparation), 1)
    return edits.enter_second_check(
        record,
        occasion=on(50, by),
        first=first,
        revision=1,
        preparation=preparation,
        entered=entered,
    )


def test_the_second_person_is_neither_who_planned_nor_who_prepared() -> None:
    record = day_until("check 1")
    assert preparers(record) == (PREPARER,)
    assert refused(lambda: _second_check(record, PREPARER)) == SamePerson(PREPARER)
    assert refused(lambda: _second_check(record, CHECKER, first=CHECKER)) == SamePerson(CHECKER)
    (check,) = _second_check(record, CHECKER).second_checks
    assert check.lines[0].what is Checked.TOTAL
    assert check.checked.by == CHECKER


def test_second_checks_are_all_kept() -> None:
    record = _second_check(_second_check(Record(), CHECKER), CHECKER)
    assert len(record.second_checks) == 2


def test_the_written_order_is_typed_and_withdrawn() -> None:
    lines = (OrderLine(site=LEFT, cells=MILLION),)
    record = edits.type_order(
        Record(), occasion=on(0), text="EXAMPLE", lines=lines, total_cells=MILLION
    )
    assert record.written_order is not None
    assert record.written_order.typed.by == PREPARER
    assert edits.withdraw_order(record) == Record()
    twice = refused(
        lambda: edits.type_order(
            Record(), occasion=on(0), text="EXAMPLE", lines=lines * 2, total_cells=None
        )
    )
    assert isinstance(twice, NotValid)


def _printed(record: Record, labels: tuple[int, ...], revision: int, why: str | None) -> Record:
    return edits.note_labels(record, occasion=on(35), labels=labels, revision=revision, reason=why)


def test_a_label_is_printed_again_only_for_a_reason() -> None:
    record = _printed(Record(), (1, 2, 3), 1, None)
    assert refused(lambda: _printed(record, (3, 4), 1, None)) == ReasonMissing((3,))
    assert refused(lambda: _printed(record, (3, 1), 1, None)) == ReasonMissing((3, 1))
    again = _printed(record, (3, 4), 1, "torn")
    assert [item.reprint_reason for item in again.label_prints] == [None, "torn"]
    assert len(_printed(record, (1,), 2, None).label_prints) == 2


def test_labels_may_be_printed_on_the_day_before_and_not_in_the_future() -> None:
    evening = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

    def print_at(now: datetime) -> Record:
        occasion = Occasion(complete_plan(), PREPARER, evening, now)
        return edits.note_labels(Record(), occasion=occasion, labels=(1,), revision=1)

    assert print_at(evening).label_prints[0].printed.at == evening
    early = evening - timedelta(minutes=5)
    assert isinstance(refused(lambda: print_at(early)), InFuture)


def test_labels_out_are_those_of_one_revision_in_order() -> None:
    record = _printed(_printed(_printed(Record(), (5, 3), 1, None), (1,), 1, None), (9,), 2, None)
    assert record.labels_out(1) == (1, 3, 5)
    assert record.labels_out(2) == (9,)
    assert record.labels_out(3) == ()


@pytest.mark.parametrize(("edit", "given_to_it", "name"), ON_THE_DAY)
def test_each_edit_of_the_day_is_named_for_people(
    edit: Callable[..., object], given_to_it: dict[str, object], name: str
) -> None:
    assert edit_name(edit, **given_to_it) == name


def test_the_vial_of_each_syringe_is_chosen_and_left_open_again() -> None:
    syringes = (FromVial(site=LEFT, lot="EX-1", vial=1),)
    record = edits.choose_vials(Record(), occasion=on(5), syringes=syringes)
    assert record.chosen_vials == ChosenVials(syringes=syringes, chosen=on(5).done)
    assert edits.leave_vials_open(record) == Record()


def test_one_syringe_has_one_vial() -> None:
    twice = (FromVial(site=LEFT, vial=1), FromVial(site=LEFT, vial=2))
    with pytest.raises(EditError):
        edits.choose_vials(Record(), occasion=on(5), syringes=twice)
