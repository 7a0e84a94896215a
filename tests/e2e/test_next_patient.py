"""Nothing that was typed for one patient reaches the plan of the next."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.domain.edits import Dose
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.snapshot import Snapshot
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import CTRL, Key, named, patience, press

FACET = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)


@pytest.fixture
def window(start_program: StartProgram) -> MainWindow:
    window = start_program()
    window.new_plan()
    return window


def shown(window: MainWindow) -> Snapshot:
    assert window.snapshot is not None
    return window.snapshot


def typed_texts(window: MainWindow) -> list[str]:
    """What stands in every line of the planning page."""
    lines = window.plan_page.findChildren(QLineEdit)
    return [line.text() for line in lines if line.text()]


def begin_another(window: MainWindow) -> None:
    before = shown(window).envelope.id
    press(Key.Key_N, CTRL)
    patience(lambda: shown(window).envelope.id != before)


def test_a_name_being_typed_stays_with_its_own_patient(window: MainWindow) -> None:
    first = shown(window).envelope.id
    name = named("Name", window)
    name.setFocus()
    QTest.keyClicks(name, "EXAMPLE, First")
    begin_another(window)
    assert shown(window).plan.patient.name is None
    assert "EXAMPLE, First" not in typed_texts(window)
    assert "EXAMPLE" not in window.windowTitle()
    window.open_plan(first)
    assert shown(window).plan.patient.name == "EXAMPLE, First"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Birth date", "3/4/1979"),
        ("Images 1: images, such as MRI", "MRI"),
        ("Lot 1: expires", "30 Jun 2027"),
        ("Facet: million cells", "9"),
    ],
)
def test_what_could_not_be_taken_yet_is_gone_with_the_plan(
    window: MainWindow, label: str, text: str
) -> None:
    typed = named(label, window)
    typed.setFocus()
    QTest.keyClicks(typed, text)
    if label != "Facet: million cells":
        QTest.keyClick(typed, Key.Key_Tab)
    before = shown(window).brush
    assert text in typed_texts(window)
    begin_another(window)
    assert text not in typed_texts(window)
    window.plan_page.spine.setFocus()
    assert shown(window).brush == before


def test_a_dose_being_typed_is_not_ordered_for_the_next_patient(window: MainWindow) -> None:
    window.planning.edit(edits.place, {"site": FACET, "dose": Dose(7_000_000, 500)})
    window.plan_page.selection_wanted.emit((FACET,), FACET)
    window.plan_page.spine.setFocus()
    QTest.keyClick(window.plan_page.spine, Key.Key_3)
    assert window.plan_page.dose_entry.isVisible()
    begin_another(window)
    assert not window.plan_page.dose_entry.isVisible()
    assert shown(window).plan.aliquots == ()


def test_a_dose_is_typed_over_what_is_ordered_now(window: MainWindow) -> None:
    window.planning.edit(edits.place, {"site": FACET, "dose": Dose(7_000_000, 500)})
    window.planning.edit(edits.set_volume, {"sites": (FACET,), "volume_ul": 900})
    window.plan_page.selection_wanted.emit((FACET,), FACET)
    window.plan_page.spine.setFocus()
    QTest.keyClick(window.plan_page.spine, Key.Key_3)
    window.plan_page.dose_entry.volume.entry.clear()
    window.planning.handlers()["undo"]()
    window.plan_page.dose_entry.order()
    ordered = shown(window).plan.aliquot_at(FACET)
    assert ordered is not None
    assert (ordered.cells, ordered.volume_ul) == (3_000_000, 500)
