"""Vials kept apart: the map, how sure it is, and why there is none."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spineplanner.app.charts import kept_apart
from spineplanner.domain.apart import Allocation, Goal, NotSettledInTime, TooFewVials, Unproved
from spineplanner.ui.apart_window import ApartWindow
from spineplanner.ui.chart import KeptApart
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
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


def test_every_syringe_of_the_plan_is_in_one_row_and_the_bag_in_none(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    show(window, snapshot)
    assert [row[:2] for row in rows_of(window)] == [
        ("Lot 2291-04, vial 1", "1 to 6, 9"),
        ("Lot 2291-04, vial 2", "7, 8"),
    ]
    assert [row[3:] for row in rows_of(window)] == [("16.6", "15.6", "1"), ("16.6", "3.3", "13.3")]
    assert "7: L5–S1 facet LEFT" in rows_of(window)[1][2]
    assert "Proved: no other way opens fewer vials" in said(window)
    assert "2 vials are opened; 14.3 million cells of them go to nobody." in said(window)
    assert "Bag 10 is not allotted: it is pooled" in said(window)
    assert "does not change them" in said(window)


def test_what_is_not_proved_says_by_how_much_another_may_be_better(
    window: ApartWindow, snapshot: Snapshot
) -> None:
    answer = show(window, snapshot)
    assert isinstance(answer.answer, Allocation)
    unproved = replace(answer.answer, unproved=Unproved(Goal.VIALS, 1))
    window.show_answer(replace(answer, answer=unproved))
    assert "Best found: another way may open 1 vial fewer." in said(window)
    assert "Proved" not in said(window)
    assert len(rows_of(window)) == 2


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (TooFewVials(1, 1, proved=True), "1 vial is missing to fill each syringe from one."),
        (NotSettledInTime(3), "No way was found in time"),
    ],
)
def test_a_refusal_is_a_sentence_and_no_row_is_left(
    window: ApartWindow, snapshot: Snapshot, refusal: TooFewVials | NotSettledInTime, words: str
) -> None:
    answer = show(window, snapshot)
    QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    window.show_answer(replace(answer, answer=refusal))
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
    assert "there is nothing to fill" in said(window)


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
