"""Vials kept apart through the real program: the number, the map, a better way, the sheet."""

from pathlib import Path

import pytest

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.edits import Dose
from spineplanner.store.formulary import write_formulary
from spineplanner.ui.apart_window import ApartWindow
from spineplanner.ui.main_window import MainWindow
from spineplanner.wording.day import step_title
from tests.domain.apart_cases import PROTOCOL, apart_clinic, unfit_for_first_fit
from tests.e2e.bench import sheet_text, steps
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import buttons, click, named, patience, words
from tests.e2e.test_preparation_day import name_operator


@pytest.fixture
def window(home: Path, start_program: StartProgram) -> MainWindow:
    """The worked example in a clinic whose own protocol forbids pooling."""
    write_formulary(apart_clinic(), home / "data" / "formulary")
    window = start_program()
    click(buttons("Worked example", window)[-1])
    patience(window.plan_page.isVisible)
    assert window.workbench is not None
    protocol = apart_clinic().protocol(PROTOCOL)
    assert window.workbench.apply(edits.apply_protocol, protocol=protocol)
    return window


def order_what_first_fit_fills_badly(window: MainWindow) -> None:
    """Eight facets that take four vials where each fits first, and three at the best."""
    assert window.workbench is not None
    doses = tuple(
        (item.site, Dose(item.cells, item.volume_ul, needle=item.needle))
        for item in unfit_for_first_fit().aliquots
    )
    assert window.workbench.apply(edits.clear)
    assert window.workbench.apply(edits.fill_each, doses=doses)


def vials(window: MainWindow) -> int:
    assert window.snapshot is not None
    supply = window.snapshot.preparation.supply
    assert supply is not None
    return supply.vials


def map_window(window: MainWindow) -> ApartWindow:
    """Open the map from the menu, and wait for the search."""
    window.actions_["vials-apart"].trigger()
    [opened] = window.findChildren(ApartWindow)
    patience(lambda: "Searching" not in opened.answer.text())
    return opened


def test_screen_map_and_sheet_say_the_same_seven_vials(window: MainWindow) -> None:
    shown = " ".join(words(window.plan_page))
    assert "Kept apart, each syringe from one vial: thaw 7" in shown
    opened = map_window(window)
    assert opened.rows.rowCount() == 7
    assert "Proved" in opened.answer.text()
    opened.close()
    text = sheet_text(window)
    assert "Do NOT pool. Keep the 7 vials apart" in text
    assert "vial 2: syringes 7, 8 (0.33 mL each), bag 10 (0.7 mL): 1.36 of 3.3 mL" in text


def test_a_better_way_is_used_by_name_and_undone(window: MainWindow) -> None:
    order_what_first_fit_fills_badly(window)
    assert vials(window) == 4
    name_operator(window)
    opened = map_window(window)
    assert opened.answer.text().startswith("3 vials serve instead of 4.")
    click(opened.use)
    patience(lambda: vials(window) == 3)
    assert window.snapshot is not None
    assert window.snapshot.undo_name == "Choose the vial of each syringe"
    chosen = window.snapshot.envelope.record.chosen_vials
    assert chosen is not None
    assert chosen.chosen.by
    patience(lambda: "Searching" not in opened.answer.text())
    assert not opened.use.isVisible()
    assert opened.leave.isVisible()
    opened.close()
    window.actions_["undo"].trigger()
    assert vials(window) == 4


def test_without_an_operator_nothing_is_chosen_and_that_is_said(window: MainWindow) -> None:
    order_what_first_fit_fills_badly(window)
    assert window.workbench is not None
    window.workbench.name_operator("")
    opened = map_window(window)
    click(opened.use)
    assert vials(window) == 4
    patience(lambda: any("who is using the program" in said for said in words(window)))
    opened.close()


def test_the_day_has_no_pool_and_names_the_vial_of_each_suspension(window: MainWindow) -> None:
    day = steps(window)
    assert StepKind.POOL not in {step.kind for step in day}
    made = [step_title(step) for step in day if step.kind is StepKind.MAKE]
    assert made[0].startswith("Make suspension A for 1, from vial 1")


def test_the_day_plans_the_vials_that_were_chosen(window: MainWindow) -> None:
    order_what_first_fit_fills_badly(window)
    name_operator(window)
    opened = map_window(window)
    click(opened.use)
    patience(lambda: vials(window) == 3)
    opened.close()
    click(named("Prepare", window.header))
    assert "3 vials planned, 0 taken" in " ".join(words(window.planning.prepare_view))
    (take,) = (step for step in steps(window) if step.kind is StepKind.TAKE_VIALS)
    assert [figure.planned for figure in take.figures] == [3]
    assert "planned 3" in " ".join(words(window.planning.prepare_view.steps))
