"""The workbench: edits, undo, revisions, saving and the other window."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from spineplanner.domain import edits
from spineplanner.domain.anatomy import VEIN, Level, Side, Site, SiteKind
from spineplanner.domain.edits import Dose, Occasion
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding, UseBy, evidence_key, finding_key, reason_for
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.plan import Reason
from spineplanner.domain.record import Count
from spineplanner.domain.rules import Rule
from spineplanner.paper.fonts import unprintable
from spineplanner.ui.brush import Brush
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.ui.workbench import Selection, Surroundings, Workbench

L1_LEFT = Site(SiteKind.FACET, Level.L1_L2, Side.LEFT)
DOSE = Dose(1_000_000, 500, needle="spinal-22g-90mm")
MORNING = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)


class Desk:
    """Stands in for store and clock."""

    def __init__(self) -> None:
        self.saved: list[Envelope] = []
        self.now = MORNING

    def clock(self) -> datetime:
        return self.now


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def bench(desk: Desk, example: Envelope, formulary: Formulary) -> Callable[..., Workbench]:
    def make(*, revision_fixed: bool = False) -> Workbench:
        around = Surroundings(formulary, desk.clock, desk.saved.append, unprintable, "EXAMPLE")
        return Workbench(example, around, revision_fixed=revision_fixed)

    return make


def heard(workbench: Workbench) -> list[Snapshot]:
    snapshots: list[Snapshot] = []
    workbench.changed.connect(snapshots.append)
    return snapshots


def test_an_edit_changes_every_number_at_once(bench: Callable[..., Workbench]) -> None:
    workbench = bench()
    snapshots = heard(workbench)
    assert workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    [after] = snapshots
    assert after.plan.aliquot_at(L1_LEFT) is not None
    assert len(after.preparation.containers) == 11
    assert after.undo_name == "Place 1 million at L1–L2 facet LEFT"
    assert after.saving is Saving.PENDING


def test_undo_and_redo_go_back_and_forward_by_name(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.undo()
    assert workbench.snapshot.plan == example.plan
    assert workbench.snapshot.undo_name is None
    assert workbench.snapshot.redo_name == "Place 1 million at L1–L2 facet LEFT"
    workbench.redo()
    assert workbench.snapshot.plan.aliquot_at(L1_LEFT) is not None


def test_an_undo_is_saved_like_an_edit(bench: Callable[..., Workbench], desk: Desk) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.undo()
    assert [envelope.plan.aliquot_at(L1_LEFT) is not None for envelope in desk.saved] == [
        True,
        False,
    ]


def test_a_refused_edit_says_why_and_changes_nothing(
    bench: Callable[..., Workbench], desk: Desk
) -> None:
    workbench = bench()
    said: list[str] = []
    workbench.refused.connect(said.append)
    assert not workbench.apply(edits.remove, sites=(L1_LEFT,))
    assert said == ["Nothing is ordered for L1–L2 facet LEFT."]
    assert desk.saved == []
    assert workbench.snapshot.undo_name is None


def test_the_first_edit_after_a_print_begins_the_next_revision_and_undo_keeps_it(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench(revision_fixed=True)
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    assert workbench.snapshot.envelope.revision == example.revision + 1
    workbench.apply(edits.remove, sites=(L1_LEFT,))
    workbench.undo()
    workbench.undo()
    assert workbench.snapshot.envelope.revision == example.revision + 1


def test_an_undo_after_a_print_is_a_new_revision_too(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.fix_revision()
    workbench.undo()
    assert workbench.snapshot.envelope.revision == example.revision + 1


def test_the_count_is_no_new_revision_and_changes_the_preparation(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench(revision_fixed=True)
    count = Count(
        cells_per_ml=6_000_000, basis=Basis.TOTAL, viability_bp=8500, vials=6, pool_ul=21_500
    )
    assert workbench.note(edits.record_count, count=count)
    assert workbench.snapshot.envelope.revision == example.revision
    assert workbench.revision_fixed
    assert workbench.snapshot.preparation.measured
    workbench.undo()
    assert not workbench.snapshot.preparation.measured


def test_selection_and_brush_are_no_edits(bench: Callable[..., Workbench], desk: Desk) -> None:
    workbench = bench()
    workbench.select((VEIN, L1_LEFT), focus=VEIN)
    workbench.take_brush(Brush(facet=DOSE))
    assert workbench.snapshot.selection == (L1_LEFT, VEIN)
    assert workbench.snapshot.brush.facet == DOSE
    assert workbench.snapshot.undo_name is None
    assert desk.saved == []


def test_only_the_newest_state_counts_as_saved(bench: Callable[..., Workbench], desk: Desk) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.apply(edits.set_notes, notes="EXAMPLE")
    workbench.saved(desk.saved[0])
    before = workbench.snapshot
    workbench.saved(desk.saved[1])
    assert (before.saving, workbench.snapshot.saving) == (Saving.PENDING, Saving.SAVED)


def test_while_saving_fails_one_can_go_on(bench: Callable[..., Workbench], desk: Desk) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.save_failed("The disk is full.")
    assert workbench.snapshot.saving_problem == "The disk is full."
    assert workbench.apply(edits.set_notes, notes="EXAMPLE")
    workbench.saved(desk.saved[-1])
    assert workbench.snapshot.saving is Saving.SAVED


def test_a_conflict_freezes_editing_until_it_is_settled(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench()
    said: list[str] = []
    workbench.refused.connect(said.append)
    theirs = example.replace(plan=edits.set_notes(example.plan, notes="theirs"))
    workbench.apply(edits.set_notes, notes="mine")
    workbench.save_conflicted(theirs)
    assert not workbench.apply(edits.set_notes, notes="more")
    workbench.undo()
    assert workbench.snapshot.plan.notes == "mine"
    assert said
    workbench.take_theirs(theirs, revision_fixed=False)
    assert workbench.snapshot.plan.notes == "theirs"
    workbench.undo()
    assert workbench.snapshot.plan.notes == "mine"


def test_mine_can_be_kept_as_a_copy_under_another_number(
    bench: Callable[..., Workbench], example: Envelope, desk: Desk
) -> None:
    workbench = bench()
    workbench.apply(edits.set_notes, notes="mine")
    workbench.save_conflicted(example)
    copy = workbench.snapshot.envelope.replace(number="SP-2026-A-0999")
    workbench.continue_as(copy)
    assert workbench.snapshot.editable
    assert desk.saved[-1] == copy


def test_the_clock_brings_findings_by_itself(bench: Callable[..., Workbench], desk: Desk) -> None:
    workbench = bench()
    workbench.note(edits.record_thaw, started_at=MORNING, ended_at=MORNING + timedelta(minutes=5))
    assert not any(isinstance(f.evidence, UseBy) for f in workbench.snapshot.findings)
    snapshots = heard(workbench)
    desk.now = MORNING + timedelta(hours=6)
    workbench.tick()
    assert any(isinstance(f.evidence, UseBy) for f in snapshots[-1].findings)


def test_another_formulary_begins_a_revision_once_a_sheet_is_out(
    bench: Callable[..., Workbench], example: Envelope, formulary: Formulary
) -> None:
    workbench = bench(revision_fixed=True)
    workbench.use_formulary(formulary)
    assert workbench.snapshot.envelope.revision == example.revision
    larger = formulary.bench.replace(residual_ul=formulary.bench.residual_ul + 100)
    workbench.use_formulary(formulary.replace(bench=larger))
    assert workbench.snapshot.envelope.revision == example.revision + 1
    assert workbench.snapshot.formulary.bench == larger


def test_a_reason_for_the_count_is_part_of_the_record_and_begins_no_revision(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench(revision_fixed=True)
    count = Count(
        cells_per_ml=4_200_000, basis=Basis.TOTAL, viability_bp=8500, vials=6, pool_ul=21_500
    )
    workbench.note(edits.record_count, count=count)
    [off] = [f for f in workbench.snapshot.findings if f.rule is Rule.COUNT_OFF_PLAN]
    assert workbench.apply(
        edits.give_reason,
        rule=off.rule,
        site=off.site,
        evidence=evidence_key(off.evidence),
        text="counted twice",
    )
    assert workbench.snapshot.envelope.revision == example.revision
    assert workbench.snapshot.plan == example.plan
    assert reason_for(off, workbench.snapshot.envelope.reasons) is not None
    assert workbench.snapshot.undo_name == "Give a reason"
    key = evidence_key(off.evidence)
    workbench.apply(edits.withdraw_reason, rule=off.rule, site=off.site, evidence=key)
    assert reason_for(off, workbench.snapshot.envelope.reasons) is None


def test_several_reasons_of_the_day_are_given_and_withdrawn_in_one_step(
    bench: Callable[..., Workbench],
) -> None:
    workbench = bench()
    reasons = (
        Reason(rule=Rule.MADE_OFF, evidence="A", text="refilled"),
        Reason(rule=Rule.MADE_OFF, site=L1_LEFT, evidence="B", text="refilled"),
    )
    workbench.apply(edits.give_reasons, reasons=reasons)
    assert workbench.snapshot.envelope.record.reasons == reasons
    workbench.apply(edits.withdraw_reasons, reasons=reasons)
    assert not workbench.snapshot.envelope.record.reasons


def test_two_findings_of_one_rule_are_both_answered_one_after_the_other(
    bench: Callable[..., Workbench],
) -> None:
    workbench = bench()
    for aliquot, cells in zip(workbench.snapshot.plan.aliquots, (40_000, 30_000), strict=False):
        workbench.apply(edits.set_cells, sites=(aliquot.site,), cells=cells)

    def thin() -> list[Finding]:
        return [f for f in workbench.snapshot.findings if f.rule is Rule.SUSPENSION_THIN]

    assert len(thin()) == 2
    for finding in thin()[:2]:
        rule, site, evidence = finding_key(finding)
        workbench.apply(
            edits.give_reason, rule=rule, site=site, evidence=evidence, text="read twice"
        )
    reasons = workbench.snapshot.envelope.reasons
    assert [reason_for(f, reasons) is not None for f in thin()[:2]] == [True, True]


def test_a_reason_for_the_order_stays_with_the_order(
    bench: Callable[..., Workbench], example: Envelope
) -> None:
    workbench = bench(revision_fixed=True)
    reason = Reason(rule=Rule.DOSE_OFF, site=L1_LEFT, evidence="x", text="meant")
    workbench.apply(edits.give_reasons, reasons=(reason,))
    assert reason in workbench.snapshot.plan.reasons
    assert workbench.snapshot.envelope.revision == example.revision + 1


def test_what_is_given_is_selected_in_the_same_snapshot(bench: Callable[..., Workbench]) -> None:
    workbench = bench()
    snapshots = heard(workbench)
    chosen = Selection((L1_LEFT.mirrored, L1_LEFT), L1_LEFT)
    assert workbench.apply(edits.place, then_select=chosen, site=L1_LEFT, dose=DOSE)
    [after] = snapshots
    assert after.plan.aliquot_at(L1_LEFT)
    assert (after.selection, after.focus) == ((L1_LEFT, L1_LEFT.mirrored), L1_LEFT)


def test_an_edit_that_changes_nothing_still_selects(bench: Callable[..., Workbench]) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    snapshots = heard(workbench)
    workbench.apply(edits.place, then_select=Selection((VEIN,), VEIN), site=L1_LEFT, dose=DOSE)
    [after] = snapshots
    assert (after.selection, after.focus) == ((VEIN,), VEIN)
    workbench.undo()
    assert workbench.snapshot.plan.aliquot_at(L1_LEFT) is None


def print_labels(workbench: Workbench, now: datetime, *labels: int) -> None:
    occasion = Occasion(workbench.snapshot.plan, "EXAMPLE", now, now)
    assert workbench.note(edits.note_labels, occasion=occasion, labels=labels, revision=1)


def enter_check(workbench: Workbench, now: datetime) -> None:
    assert workbench.note(
        edits.enter_second_check,
        occasion=Occasion(workbench.snapshot.plan, "C. EXAMPLE", now, now),
        first="EXAMPLE",
        revision=1,
        preparation=workbench.snapshot.preparation,
        entered={},
    )


def test_undo_after_a_second_check_undoes_what_was_before_and_the_check_stays(
    bench: Callable[..., Workbench], desk: Desk, example: Envelope
) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    enter_check(workbench, MORNING)
    print_labels(workbench, MORNING, 1, 2)
    assert workbench.snapshot.undo_name == "Place 1 million at L1–L2 facet LEFT"
    [check] = workbench.snapshot.envelope.record.second_checks
    [prints] = workbench.snapshot.envelope.record.label_prints

    workbench.undo()

    assert workbench.snapshot.plan == example.plan
    assert workbench.snapshot.envelope.record.second_checks == (check,)
    assert workbench.snapshot.envelope.record.label_prints == (prints,)
    assert desk.saved[-1] == workbench.snapshot.envelope
    workbench.redo()
    assert workbench.snapshot.plan.aliquot_at(L1_LEFT) is not None
    assert workbench.snapshot.envelope.record.second_checks == (check,)


def test_a_second_check_leaves_what_can_be_redone(
    bench: Callable[..., Workbench],
) -> None:
    workbench = bench()
    workbench.apply(edits.place, site=L1_LEFT, dose=DOSE)
    workbench.undo()

    enter_check(workbench, MORNING)

    assert workbench.snapshot.redo_name == "Place 1 million at L1–L2 facet LEFT"
    workbench.redo()
    assert len(workbench.snapshot.envelope.record.second_checks) == 1


def test_labels_that_were_printed_here_stay_where_theirs_is_taken(
    bench: Callable[..., Workbench], desk: Desk
) -> None:
    workbench = bench()
    workbench.apply(edits.set_notes, notes="mine")
    print_labels(workbench, MORNING, 1)
    other = bench()
    print_labels(other, MORNING - timedelta(minutes=1), 2)
    theirs = other.snapshot.envelope

    workbench.save_conflicted(theirs)
    workbench.take_theirs(theirs, revision_fixed=False)

    def printed() -> list[tuple[int, ...]]:
        return [each.labels for each in workbench.snapshot.envelope.record.label_prints]

    assert printed() == [(2,), (1,)]
    assert workbench.snapshot.saving is Saving.PENDING
    assert desk.saved[-1] == workbench.snapshot.envelope
    workbench.undo()
    assert workbench.snapshot.plan.notes == "mine"
    assert printed() == [(2,), (1,)]
