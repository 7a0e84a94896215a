"""The totals, the cell supply and the head of the window: what they say of a plan."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.anatomy import VEIN
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Count
from spineplanner.ui.header import Header, Place
from spineplanner.ui.snapshot import Saving, Snapshot
from spineplanner.ui.supply_view import SupplyView, VialRow, vials_of
from spineplanner.ui.totals_bar import TotalsBar, open_counts, totals
from tests.ui.conftest import MakeSnapshot

MARKUP = "<b>x</b><img src=x>"


def words(widget: QWidget) -> list[str]:
    """Everything that is to be read on a widget."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.text()]
    return labels + [button.text() for button in widget.findChildren(QPushButton)]


def test_the_totals_of_the_published_case_are_its_own(snapshot: Snapshot) -> None:
    assert [tuple(figure) for figure in totals(snapshot)] == [
        ("100", "of 100 million assigned"),
        ("8", "million, 8 facets"),
        ("5", "million, epidural"),
        ("87", "million, intravenous"),
        ("7 mL", "into the spine"),
        ("9 + 1", "syringes + bag"),
        ("6", "vials to thaw"),
        ("4", "million left over"),
    ]


def test_what_remains_of_the_target_is_said(make_snapshot: MakeSnapshot, example: Envelope) -> None:
    less = edits.set_cells(example.plan, sites=(VEIN,), cells=82_000_000)
    assert totals(make_snapshot(less))[0] == ("95", "of 100 million, 5 remain")
    more = edits.set_cells(example.plan, sites=(VEIN,), cells=90_000_000)
    assert totals(make_snapshot(more))[0] == ("103", "of 100 million, 3 too many")


def test_what_cannot_be_computed_is_a_dash_and_says_so(make_snapshot: MakeSnapshot) -> None:
    figures = totals(make_snapshot(Plan()))
    assert figures[6] == ("–", "vials: not computable")
    assert figures[7] == ("–", "left over: not computable")


def test_a_volume_that_is_partly_stated_is_no_sum(
    make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    first = example.plan.aliquots[0].site
    plan = edits.set_volume(example.plan, sites=(first,), volume_ul=None)
    assert totals(make_snapshot(plan))[4] == ("–", "into the spine: not stated")


def test_counted_vials_are_thawed_and_no_longer_to_thaw(
    make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    count = Count(
        cells_per_ml=5_123_456, basis=Basis.VIABLE, viability_bp=8_800, vials=6, pool_ul=21_400
    )
    counted = example.replace(record=example.record.replace(counts=(count,)))
    assert totals(make_snapshot(counted))[6] == ("6", "vials thawed")


def test_a_vial_more_than_the_label_says_is_explained(
    qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    """3.61 mL of stock where a vial gives 3.6 mL."""
    view = SupplyView()
    qtbot.addWidget(view)
    snapshot = make_snapshot(example)
    supply = snapshot.preparation.supply
    assert supply is not None
    pool = replace(supply.pools[0], suspensions_ul=3_310, vials=2)
    assert (pool.total_ul, pool.vial_ul) == (3_610, 3_600)
    short = replace(supply, pools=(pool,))
    view.show_snapshot(replace(snapshot, preparation=replace(snapshot.preparation, supply=short)))
    assert any(line.startswith("Needs 1.003, thaw 2 ·") for line in words(view))


def test_a_plan_without_a_target_says_what_is_ordered(
    make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    plan = edits.set_target(edits.leave_protocol(example.plan), cells=None)
    assert totals(make_snapshot(plan))[0] == ("100", "million viable ordered")


def test_stops_are_counted_by_word_and_shape_and_lead_to_the_first(
    qtbot: QtBot, make_snapshot: MakeSnapshot
) -> None:
    bar = TotalsBar()
    qtbot.addWidget(bar)
    snapshot = make_snapshot(Plan())
    bar.show_snapshot(snapshot)
    [button] = bar.findChildren(QPushButton)
    assert button.text() == f"■ {open_counts(snapshot)[0]} stops"
    with qtbot.waitSignal(bar.first_finding_wanted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_a_stop_the_bar_says_what_is_to_confirm(qtbot: QtBot, snapshot: Snapshot) -> None:
    bar = TotalsBar()
    qtbot.addWidget(bar)
    bar.show_snapshot(snapshot)
    assert "▲ 1 to confirm" in words(bar)


def test_the_vials_are_used_up_one_after_the_other(snapshot: Snapshot) -> None:
    supply = snapshot.preparation.supply
    assert supply is not None
    vials = vials_of(supply)
    assert [vial.words for vial in vials] == ["18.1"] * 5 + ["14.1", "–", "–"]
    assert [vial.used for vial in vials[:5]] == [Fraction(1)] * 5
    assert vials[5].used == Fraction(2800, 3600)


def test_the_supply_says_the_number_and_how_it_came_about(qtbot: QtBot, snapshot: Snapshot) -> None:
    view = SupplyView()
    qtbot.addWidget(view)
    view.show_snapshot(snapshot)
    said = " | ".join(words(view))
    for part in (
        "6",
        "vials to thaw",
        "the label alone says 4",
        "Needs 5.78, thaw 6 · 104.7 million with what stays behind",
        "Serves down to 82.1 % viable · 4 million left · 2 vials spare",
        "label 25 million a vial, usable 18.1",
        "Lot 2291-04, expires 30 Jun 2027, on hand 8 · planned 90 % × 85 %",
    ):
        assert part in said
    assert view.findChildren(VialRow)[0].accessibleName() == "6 vials, 2 to spare"


def test_a_supply_that_cannot_be_computed_shows_no_number(
    qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    view = SupplyView()
    qtbot.addWidget(view)
    view.show_snapshot(make_snapshot(edits.set_supply(example.plan, viability_bp=None)))
    said = words(view)
    assert "vials: not computable" in said
    assert "6" not in said


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[Header]:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = [QAction(name, owner) for name in ("Undo", "Redo", "Print")]
    made = Header(undo=actions[0], redo=actions[1], print_=actions[2], parent=owner)
    yield made  # noqa: PT022 - its owner must outlive the test


def test_the_head_says_who_and_in_which_state(header: Header, snapshot: Snapshot) -> None:
    header.show_snapshot(snapshot)
    said = words(header)
    assert "EXAMPLE, Patient" in said
    assert "MRN EX-0001 · born 14 Mar 1979 (47 y) · 82 kg · allergies: none known" in said
    assert "SAMPLE · revision 3" in said


def test_a_name_with_markup_is_shown_as_it_is(
    header: Header, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    header.show_snapshot(make_snapshot(edits.set_patient(example.plan, name=MARKUP)))
    [label] = [label for label in header.findChildren(QLabel) if label.text() == MARKUP]
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_what_is_not_stated_of_the_patient_is_said(
    header: Header, make_snapshot: MakeSnapshot
) -> None:
    header.show_snapshot(make_snapshot(Plan()))
    assert "Patient not stated" in words(header)
    assert "allergies: not stated" in words(header)


def test_a_failed_save_is_in_the_state_and_its_words(
    header: Header, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    header.show_snapshot(
        make_snapshot(example, saving=Saving.FAILED, saving_problem="The disk is full.")
    )
    [pill] = [label for label in header.findChildren(QLabel) if label.text().startswith("SAMPLE")]
    assert pill.text().endswith("■")
    assert "The disk is full." in pill.accessibleName()


def test_the_places_are_told_apart_and_asked_for(qtbot: QtBot, header: Header) -> None:
    header.show_place(Place.PLAN, details=False)
    [sheet] = [b for b in header.findChildren(QPushButton) if b.text() == "Worksheet"]
    with qtbot.waitSignal(header.place_wanted) as wanted:
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert wanted.args == [Place.WORKSHEET]
