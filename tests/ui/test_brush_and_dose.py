"""What a click gives, and the dose that is typed over the selected sites."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Region, Side, Site, SiteKind
from spineplanner.domain.edits import Dose
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import ContainerKind, Formulary
from spineplanner.ui.brush import Brush, BrushMode, Place
from spineplanner.ui.brush_bar import BrushBar
from spineplanner.ui.dose_entry import DoseEntry
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot

L4_LEFT = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
L1_LEFT = Site(SiteKind.FACET, Level.L1_L2, Side.LEFT)
Heard = list[tuple[object, dict[str, object]]]


@pytest.fixture
def bar(qtbot: QtBot, snapshot: Snapshot) -> BrushBar:
    made = BrushBar()
    qtbot.addWidget(made)
    made.show()
    made.show_snapshot(snapshot)
    return made


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_dose_is_what_a_click_gives(qtbot: QtBot, bar: BrushBar) -> None:
    with qtbot.waitSignal(bar.brush_wanted) as wanted:
        type_into(bar.facet_cells.entry, "1,5")
    assert wanted.args[0].facet.cells == 1_500_000
    with qtbot.waitSignal(bar.brush_wanted) as wanted:
        type_into(bar.epidural_volume.entry, "3")
    assert wanted.args[0].epidural.volume_ul == 3000


def test_a_wrong_dose_says_why_beside_the_field_and_stays(qtbot: QtBot, bar: BrushBar) -> None:
    with qtbot.assertNotEmitted(bar.brush_wanted):
        type_into(bar.facet_cells.entry, "1,500")
    assert bar.facet_cells.entry.typed() == "1,500"
    assert "1.500 or 1500" in bar.facet_cells.reason.text()


def test_both_sides_and_erasing_are_switched(qtbot: QtBot, bar: BrushBar) -> None:
    with qtbot.waitSignal(bar.brush_wanted) as wanted:
        QTest.keyClick(bar.both_sides, Qt.Key.Key_Space)
    assert wanted.args[0].both_sides
    with qtbot.waitSignal(bar.brush_wanted) as wanted:
        QTest.keyClick(bar.erase, Qt.Key.Key_Space)
    assert wanted.args[0].mode is BrushMode.ERASE


def test_a_brush_follows_a_protocol_and_leaves_open_what_it_leaves_open(
    formulary: Formulary,
) -> None:
    protocol = formulary.protocol("sharan-2023")
    assert protocol is not None
    brush = Brush().following(protocol)
    assert brush.facet == Dose(1_000_000, None)
    assert brush.epidural == Dose(5_000_000, None)
    assert brush.vein == Dose(87_000_000, None, ContainerKind.BAG)


def test_each_kind_of_site_gets_its_usual_needle() -> None:
    needles: dict[Place, str] = {
        (SiteKind.FACET, Region.LUMBAR): "spinal-22g-90mm",
        (SiteKind.CAUDAL, Region.LUMBAR): "tuohy-18g-90mm",
    }
    brush = Brush(Dose(1, 500), Dose(5, 3000), needles=needles)
    assert brush.dose_for(L4_LEFT) == Dose(1, 500, needle="spinal-22g-90mm")
    assert brush.dose_for(CAUDAL).needle == "tuohy-18g-90mm"
    assert brush.dose_for(Site(SiteKind.EPIDURAL, Level.L4_L5)).needle is None
    assert brush.dose_for(VEIN).container is ContainerKind.BAG


@pytest.fixture
def entry(qtbot: QtBot) -> Iterator[DoseEntry]:
    page = QWidget()
    page.resize(900, 600)
    qtbot.addWidget(page)
    page.show()
    yield DoseEntry(page)  # noqa: PT022 - the page must outlive the test


def edits_of(entry: DoseEntry) -> Heard:
    heard: Heard = []
    entry.edit_wanted.connect(lambda edit, given: heard.append((edit, given)))
    return heard


def test_digits_on_a_site_order_its_cells_on_enter(entry: DoseEntry, snapshot: Snapshot) -> None:
    heard = edits_of(entry)
    entry.open_for(snapshot, (L4_LEFT,), "2")
    QTest.keyClicks(entry.cells.entry, ".5")
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Return)
    [(edit, given)] = heard
    assert edit is edits.fill_each
    assert given == {"doses": ((L4_LEFT, Dose(2_500_000, 500, needle="spinal-22g-90mm")),)}
    assert not entry.isVisible()


def test_an_empty_site_gets_the_rest_of_its_dose_from_the_brush(
    entry: DoseEntry, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    heard = edits_of(entry)
    brush = Brush(facet=Dose(1_000_000, 400, needle="spinal-25g-51mm"))
    entry.open_for(make_snapshot(example, brush=brush), (L1_LEFT,), "3")
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Return)
    assert heard[0][1] == {"doses": ((L1_LEFT, Dose(3_000_000, 400, needle="spinal-25g-51mm")),)}


def test_escape_leaves_everything_as_it_was(entry: DoseEntry, snapshot: Snapshot) -> None:
    heard = edits_of(entry)
    entry.open_for(snapshot, (L4_LEFT,), "9")
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Escape)
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Escape)
    assert not entry.isVisible()
    assert heard == []


def test_what_cannot_be_read_keeps_the_card_open_and_says_why(
    entry: DoseEntry, snapshot: Snapshot
) -> None:
    heard = edits_of(entry)
    entry.open_for(snapshot, (L4_LEFT,), "1e6")
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Return)
    assert entry.isVisible()
    assert entry.cells.reason.text()
    assert heard == []


def test_several_sites_get_the_typed_cells_and_keep_their_own_volumes(
    entry: DoseEntry, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    right = L4_LEFT.mirrored
    plan = edits.set_volume(example.plan, sites=(right,), volume_ul=600)
    heard = edits_of(entry)
    entry.open_for(make_snapshot(plan), (L4_LEFT, right), "2")
    QTest.keyClick(entry.cells.entry, Qt.Key.Key_Return)
    doses = heard[0][1]["doses"]
    assert [(dose.cells, dose.volume_ul) for _site, dose in doses] == [  # type: ignore[attr-defined]  # what the signal carries
        (2_000_000, 500),
        (2_000_000, 600),
    ]
