"""Vials kept apart: the map, how sure it is, and why there is none."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spineplanner.app.charts import kept_apart
from spineplanner.domain import edits
from spineplanner.domain.apart import Allocation, Goal, NotSettledInTime, TooFewVials, Unproved
from spineplanner.domain.edits import Occasion
from spineplanner.domain.plan import Plan, Procedure
from spineplanner.domain.prepare import prepare_as_recorded
from spineplanner.ui.apart_window import ApartWindow
from spineplanner.ui.chart import KeptApart
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from tests.domain.apart_cases import apart_clinic, published, unfit_for_first_fit
from tests.ui.conftest import MakeSnapshot


def at_once() -> bool:
    return False


@pytest.fixture
def window(qtbot: QtBot) -> ApartWindow:
    made = ApartWindow()
    qtbot.addWidget(made)
    return made


def show(window: ApartWindow, snapshot: Snapshot) -> KeptApart:
    window.show_snapshot(snapshot)
    window.show()
    answer = kept_apart(snapshot, at_once)
    window.show_answer(answer)
    return answer


def said(window: ApartWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def rows_of(window: ApartWindow) -> list[tuple[str, ...]]:
    return [window.rows.row_words(row) for row in range(window.rows.rowCount())]


def test_where_vials_are_pooled_it_shows_what_would_be(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    show(window, snapshot)
    assert [row[:2] for row in rows_of(window)] == [
        ("Lot 2291-04, vial 1", "1 to 6, 9"),
        ("Lot 2291-04, vial 2", "7, 8, 10"),
        *[(f"Lot 2291-04, vial {vial}", "10") for vial in range(3, 8)],
    ]
    assert [row[3:] for row in rows_of(window)][:2] == [
        ("3.3", "3.18", "0.12"),
        ("3.3", "1.36", "1.94"),
    ]
    assert "7: L5–S1 facet LEFT, 0.33 mL" in rows_of(window)[1][2]
    assert "10: intravenous infusion, 0.7 mL" in rows_of(window)[1][2]
    assert "Proved: no other way opens fewer vials" in said(window)
    assert "7 vials are opened; 2.06 mL of them go to nobody." in said(window)
    assert "The plan and its sheets pool the vials" in said(window)
    assert not window.use.isVisible()


def keeping_apart(snapshot: Snapshot, make_snapshot: MakeSnapshot, plan: Plan) -> Snapshot:
    """The same desk with a clinic that has a protocol which forbids pooling."""
    envelope = snapshot.envelope.replace(plan=plan)
    return make_snapshot(
        envelope,
        formulary=apart_clinic(),
        preparation=prepare_as_recorded(envelope, apart_clinic()),
    )


def test_where_vials_are_kept_apart_it_is_the_map_of_the_sheets(
    window: ApartWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot
) -> None:
    show(window, keeping_apart(snapshot, make_snapshot, published()))
    assert len(rows_of(window)) == 7
    assert "The protocol keeps vials apart" in said(window)
    assert "Proved" in said(window)
    assert not window.use.isVisible()
    assert not window.leave.isVisible()


def test_a_better_way_that_was_found_can_be_used_and_left_again(
    window: ApartWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot, qtbot: QtBot
) -> None:
    first = keeping_apart(snapshot, make_snapshot, unfit_for_first_fit())
    answer = show(window, first)
    assert len(rows_of(window)) == 3
    assert "3 vials serve instead of 4. Proved" in said(window)
    assert "This way is not used yet." in said(window)
    with qtbot.waitSignal(window.note_wanted) as wanted:
        QTest.mouseClick(window.use, Qt.MouseButton.LeftButton)
    edit, given = wanted.args
    assert (edit, given) == (edits.choose_vials, {"syringes": answer.syringes})

    now = snapshot.now
    occasion = Occasion(first.plan.replace(procedure=Procedure()), "EXAMPLE", now, now)
    record = edit(first.envelope.record, occasion=occasion, **given)
    envelope = first.envelope.replace(record=record)
    used = replace(
        first,
        envelope=envelope,
        preparation=prepare_as_recorded(envelope, apart_clinic()),
    )
    show(window, used)
    assert len(rows_of(window)) == 3
    assert not window.use.isVisible()
    with qtbot.waitSignal(window.note_wanted) as wanted:
        QTest.mouseClick(window.leave, Qt.MouseButton.LeftButton)
    assert wanted.args[0] is edits.leave_vials_open


def test_where_vials_are_pooled_a_better_way_is_shown_but_not_for_use(
    window: ApartWindow, make_snapshot: MakeSnapshot
) -> None:
    show(window, make_snapshot(unfit_for_first_fit().replace(protocol=None)))
    assert len(rows_of(window)) == 3
    assert not window.use.isVisible()


def test_what_is_not_proved_says_by_how_much_another_may_be_better(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    answer = show(window, snapshot)
    assert isinstance(answer.answer, Allocation)
    unproved = replace(answer.answer, unproved=Unproved(Goal.VIALS, 1))
    window.show_answer(replace(answer, answer=unproved))
    assert "Best found: another way may open 1 vial fewer." in said(window)
    assert "Proved" not in said(window)
    assert len(rows_of(window)) == 7


def test_a_proof_of_syringes_among_several_lots_is_none_of_a_bag(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    answer = show(window, snapshot)
    window.show_answer(replace(answer, several_lots=True))
    assert "that there is none is not proved" in said(window)
    assert "Proved" not in said(window)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (TooFewVials(1, 1, proved=True), "1 vial is missing to fill each syringe from one."),
        (NotSettledInTime(3), "No way was found in time"),
    ],
)
def test_a_refusal_is_a_sentence_unless_the_plan_has_a_way(
    window: ApartWindow, snapshot: Snapshot, refusal: TooFewVials | NotSettledInTime, words: str
) -> None:
    answer = show(window, snapshot)
    QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    window.show_answer(replace(answer, answer=refusal))
    assert "Each is filled where it fits first; no other way was found." in said(window)
    assert len(rows_of(window)) == 7
    none = replace(answer.before, supply=None, vial_map=None)
    window.show_answer(replace(answer, before=none, answer=refusal, after=None))
    assert words in said(window)
    assert rows_of(window) == []


def test_vials_on_hand_that_are_too_few_are_refused_in_words(
    window: ApartWindow, make_snapshot: MakeSnapshot, snapshot: Snapshot
) -> None:
    supply = snapshot.plan.supply
    lots = tuple(lot.replace(on_hand=1) for lot in supply.lots)
    show(window, make_snapshot(snapshot.plan.replace(supply=supply.replace(lots=lots))))
    assert "With 1 on hand, 1 vial is missing" in said(window)


def test_without_a_strength_the_missing_fields_are_named(
    window: ApartWindow, make_snapshot: MakeSnapshot, snapshot: Snapshot
) -> None:
    supply = snapshot.plan.supply.replace(recovery_bp=None)
    show(window, make_snapshot(snapshot.plan.replace(supply=supply)))
    assert "recovery" in said(window)
    assert rows_of(window) == []


def test_an_empty_plan_has_nothing_to_fill(
    window: ApartWindow, make_snapshot: MakeSnapshot, snapshot: Snapshot
) -> None:
    show(window, make_snapshot(snapshot.plan.replace(aliquots=())))
    assert "Nothing is ordered yet." in said(window)


def test_while_it_searches_it_can_be_stopped_and_then_begun_again(
    window: ApartWindow, snapshot: Snapshot, qtbot: QtBot
) -> None:
    window.show_snapshot(snapshot)
    window.show()
    assert window.stop.isVisible()
    assert "Searching" in said(window)
    with qtbot.waitSignal(window.stop_wanted):
        QTest.mouseClick(window.stop, Qt.MouseButton.LeftButton)
    window.show_answer(kept_apart(snapshot, at_once))
    assert not window.stop.isVisible()
    with qtbot.waitSignal(window.search_wanted):
        QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    assert window.stop.isVisible()
    assert rows_of(window) == []


def test_it_follows_the_plan_and_shows_no_old_map_meanwhile(
    window: ApartWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot
) -> None:
    searches: list[None] = []
    window.search_wanted.connect(lambda: searches.append(None))
    show(window, snapshot)
    window.show_snapshot(replace(snapshot, selection=(snapshot.plan.aliquots[0].site,)))
    assert len(searches) == 1
    window.show_snapshot(make_snapshot(snapshot.plan.replace(aliquots=snapshot.plan.aliquots[1:])))
    assert len(searches) == 2
    assert rows_of(window) == []


def test_what_went_wrong_is_said_and_everything_has_a_name(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    show(window, snapshot)
    assert window.rows.accessibleName() == "Which vial fills which syringe"
    window.show_answer(Problem("This could not be computed."))
    assert "This could not be computed." in said(window)
