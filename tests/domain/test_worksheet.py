"""The sheet as plain values: head, rows, findings and the steps in their order."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope, SheetState
from spineplanner.domain.findings import evidence_key
from spineplanner.domain.plan import Reason
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Record
from spineplanner.domain.rules import Rule
from spineplanner.domain.sheet_steps import (
    DrawSyringes,
    Hold,
    Infuse,
    LeftOver,
    MakeBag,
    MakeSuspension,
    PoolVials,
    TakeCount,
    TakeVials,
    Thaw,
)
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from tests.domain.cases import (
    FLUID,
    LEFT,
    MILLION,
    NOW,
    Situation,
    aliquot,
    changed,
    clinic,
    complete_plan,
    counted,
    facets,
    ordering,
    situation,
    two_lots,
)

ID = UUID("6f1c2b1e-5f0e-4c57-9d1a-0f3f5f7f1a2b")


def _sheet(found: Situation, *, sample: bool = False) -> Worksheet:
    envelope = Envelope(
        id=ID, number="SP-2026-A-0113", revision=3, sample=sample, plan=found.plan
    ).replace(record=found.record)
    made = prepare(found.plan, found.formulary, found.record.counts)
    kind = SheetKind.PREPARATION
    return compose(envelope, found.formulary, made, found.look(), kind=kind, now=NOW, by="E. X.")


def test_the_head_says_which_state_of_which_order_it_is() -> None:
    head = _sheet(situation(), sample=True).head
    code = check_code(complete_plan(), clinic())
    assert head.scanned == f"SP-2026-A-0113 3 {code}"
    assert (head.state, head.printed_at, head.printed_by) == (SheetState.SAMPLE, NOW, "E. X.")
    assert head.kind is SheetKind.PREPARATION


def test_each_container_is_a_row_with_needle_mark_and_achieved_cells() -> None:
    rows = _sheet(situation()).rows
    assert [row.container.number for row in rows] == [1, 2, 3, 4]
    assert [row.drawn.mark_ul if row.drawn else None for row in rows] == [550, 550, 2500, None]
    assert [row.needle is None for row in rows] == [False, False, False, True]
    assert rows[0].achieved_cells is not None
    assert abs(rows[0].achieved_cells - MILLION) < MILLION // 50


def test_before_the_count_the_steps_hold_before_anything_is_mixed() -> None:
    sheet = _sheet(situation())
    assert not sheet.measured
    assert [type(step) for step in sheet.steps] == [
        TakeVials,
        Thaw,
        PoolVials,
        TakeCount,
        Hold,
        MakeSuspension,
        MakeSuspension,
        MakeBag,
        DrawSyringes,
        Infuse,
        LeftOver,
    ]


def test_after_the_count_nothing_holds() -> None:
    sheet = _sheet(counted())
    assert sheet.measured
    assert Hold not in {type(step) for step in sheet.steps}


def test_the_steps_carry_the_numbers_of_the_preparation() -> None:
    sheet = _sheet(situation())
    supply = sheet.preparation.supply
    assert supply is not None
    for step in sheet.steps:
        match step:
            case TakeVials(vials=vials, lot=lot):
                assert vials == 3
                assert lot is not None
                assert lot.number == "EX-1"
            case PoolVials(expected_ul=expected_ul, diluent=diluent):
                assert expected_ul == 3 * 3600
                assert diluent is None
            case TakeCount(left_ul=left_ul, count=count):
                assert left_ul == 3 * 3600 - 100
                assert count is None
            case MakeBag(suspension=bag, stock_fills=fills):
                assert sum(fill.volume_ul for fill in fills) == bag.stock_ul == 6800
            case DrawSyringes(groups=groups):
                assert [(group.numbers, group.mark_ul) for group in groups] == [
                    ((1, 2), 550),
                    ((3,), 2500),
                ]
            case Infuse(kept_ul=kept_ul, filter=pores):
                assert kept_ul == 0
                assert pores == clinic().bench.infusion_filter
            case LeftOver(expected_ul=expected_ul):
                assert expected_ul == supply.left_over_ul
            case _:
                pass


def test_a_thaw_that_has_ended_gives_the_time_to_use_the_stock_by() -> None:
    ended = NOW - timedelta(hours=1)
    record = Record(thaw_started_at=ended - timedelta(minutes=5), thaw_ended_at=ended)
    (thaw,) = [s for s in _sheet(replace(situation(), record=record)).steps if isinstance(s, Thaw)]
    assert thaw.use_by == ended + timedelta(minutes=300)
    assert replace(thaw, ended_at=None).use_by is None
    assert replace(thaw, stability_minutes=None).use_by is None


def test_times_of_the_record_are_those_of_the_clock_at_the_procedures_place() -> None:
    found = counted()
    (count,) = found.record.counts
    record = found.record.replace(
        thaw_started_at=NOW - timedelta(minutes=65),
        thaw_ended_at=NOW - timedelta(minutes=60),
        counts=(count.replace(counted_at=NOW),),
    )

    def shown(zone: str | None) -> list[str]:
        plan = found.plan.replace(procedure=found.plan.procedure.replace(zone=zone))
        steps = _sheet(replace(found, plan=plan, record=record)).steps
        (thaw,) = [step for step in steps if isinstance(step, Thaw)]
        (taken,) = [step for step in steps if isinstance(step, TakeCount)]
        moments = (thaw.started_at, thaw.ended_at, thaw.use_by, taken.counted_at)
        return [f"{moment:%H:%M}" for moment in moments if moment]

    assert shown("Asia/Kolkata") == ["13:55", "14:00", "19:00", "15:00"]
    assert shown(None) == ["08:25", "08:30", "13:30", "09:30"]


def test_what_can_not_be_prepared_has_no_steps_and_lists_all_lots() -> None:
    sheet = _sheet(situation(ordering()))
    assert sheet.steps == ()
    assert sheet.rows == ()
    assert sheet.lots == complete_plan().supply.lots


def test_only_lots_in_use_are_printed() -> None:
    sheet = _sheet(situation(two_lots("EX-2", "EX-2", "EX-2", "EX-2")))
    assert [lot.number for lot in sheet.lots] == ["EX-2"]


def test_syringes_alone_need_no_infusion_and_a_bag_alone_no_drawing() -> None:
    steps = {type(step) for step in _sheet(situation(facets(volume_ul=500))).steps}
    assert not steps & {MakeBag, Infuse}
    bag = ordering(*[item for item in complete_plan().aliquots if item.is_bag])
    assert DrawSyringes not in {type(step) for step in _sheet(situation(bag)).steps}


def test_each_diluent_in_use_is_named_once() -> None:
    assert [d.id for d in _sheet(situation()).diluents] == [FLUID]
    thaw = changed("supply", thaw_diluent="plasma-lyte-a")
    assert [d.id for d in _sheet(thaw).diluents] == [FLUID, "plasma-lyte-a"]
    facet = ordering(aliquot(LEFT, MILLION, 500))
    facet = facet.replace(diluents=facet.diluents.replace(intravenous="lactated-ringer"))
    assert [d.id for d in _sheet(situation(facet)).diluents] == [FLUID]


def test_a_finding_is_open_until_a_reason_answers_it() -> None:
    found = situation(complete_plan().replace(anticoagulant=None))
    (finding,) = found.found(Rule.ANTICOAGULANT_NOT_STATED)
    assert _sheet(found).open_findings == (finding,)
    reason = Reason(
        rule=finding.rule, evidence=evidence_key(finding.evidence), text="EXAMPLE reason"
    )
    answered = _sheet(situation(found.plan.replace(reasons=(reason,))))
    assert answered.open_findings == ()
    assert [(a.finding, a.reason) for a in answered.answered] == [(finding, reason)]


def test_notes_are_not_open_and_stops_stay_open_whatever_is_given() -> None:
    noted = situation(ordering(aliquot(LEFT, MILLION, 500)))
    assert noted.found(Rule.SIDES_DIFFER)
    assert _sheet(noted).open_findings == ()
    stopped = changed("counting", confirmed=False)
    (stop,) = stopped.look()
    reason = Reason(rule=stop.rule, evidence=evidence_key(stop.evidence), text="EXAMPLE reason")
    sheet = _sheet(situation(stopped.plan.replace(reasons=(reason,))))
    assert (sheet.open_findings, sheet.answered) == ((stop,), ())


def test_a_changed_protocol_is_marked_modified() -> None:
    assert _sheet(situation(complete_plan().replace(protocol="sharan-2023"))).modified
    assert not _sheet(situation(complete_plan().replace(protocol="blank"))).modified
    assert not _sheet(situation()).modified


def test_without_a_known_product_the_sheet_names_none() -> None:
    sheet = _sheet(changed("supply", product="unknown"))
    assert sheet.product is None
    assert sheet.steps == ()
