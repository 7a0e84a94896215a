"""What the page of the day says of the worked example when something is not as it should be."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.day import StepKind
from spineplanner.domain.edits import Occasion
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.preparation import Container
from spineplanner.domain.rules import Rule
from spineplanner.domain.thaw_clock import thaw_clock
from spineplanner.ui.prepare_checks import step_of
from spineplanner.wording.thaw_clock import clock_title
from tests.ui.preparing import CHECKER, Day


@pytest.fixture
def day(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Day:
    return Day(qtbot, example, formulary)


def _found(day: Day, rule: Rule) -> Finding:
    (finding,) = (f for f in day.workbench.snapshot.findings if f.rule is rule)
    return finding


def _container(day: Day, number: int) -> Container:
    return day.workbench.snapshot.preparation.containers[number - 1]


def _make(day: Day, letter: str, **changes: int) -> None:
    preparation = day.workbench.snapshot.preparation
    suspension = preparation.suspension(letter)
    assert suspension is not None
    volumes = {"stock_ul": suspension.stock_ul, "diluent_ul": suspension.diluent_ul, **changes}
    given = {"preparation": preparation, "suspension": suspension, **volumes}
    assert day.workbench.note(edits.make_suspension, occasion=day.at_once(), **given)


def _draw(day: Day, number: int, volume_ul: int) -> bool:
    snapshot = day.workbench.snapshot
    return day.workbench.note(
        edits.draw,
        occasion=day.at_once(),
        preparation=snapshot.preparation,
        container=_container(day, number),
        volume_ul=volume_ul,
    )


def _check(day: Day, number: int) -> None:
    occasion = Occasion(day.workbench.snapshot.plan, CHECKER, day.now, day.now)
    box = _container(day, number)
    assert day.workbench.note(edits.check_container, occasion=occasion, container=box)


def _count(day: Day, pool_ul: int) -> None:
    day.thaw()
    day.count()
    (count,) = day.record.counts
    day.workbench.note(edits.record_count, count=count.replace(pool_ul=pool_ul))


def test_a_pool_that_grew_by_counting_is_said_beside_the_steps(day: Day) -> None:
    _count(day, 24_400)
    assert "22.6 mL, and 0.1 mL is taken for the count: 24.4 mL can’t be left." in day.words()
    assert step_of(_found(day, Rule.LEFT_ABOVE_POOL)) is StepKind.COUNT


def test_a_count_without_a_thaw_leads_to_the_start_of_the_thaw(day: Day) -> None:
    day.count()
    assert "Not stated: start of the thaw, end of the thaw." in day.words()
    assert step_of(_found(day, Rule.THAW_NOT_STATED)) is StepKind.START_THAW
    day.workbench.note(edits.start_thaw, occasion=day.at_once())
    assert "Not stated: end of the thaw." in day.words()
    assert step_of(_found(day, Rule.THAW_NOT_STATED)) is StepKind.END_THAW


def test_a_one_millilitre_syringe_is_not_drawn_to_five(day: Day) -> None:
    day.thaw()
    day.count()
    _make(day, "A")
    day.open(StepKind.DRAW)
    day.type_into("drawn to, mL", "5")
    day.click("Done")
    assert "5 mL can’t be drawn: syringe 1 holds 1 mL. Read its mark again." in day.words()
    assert day.record.filled == ()


def test_a_dose_given_off_the_order_leads_to_where_it_was_given(day: Day) -> None:
    day.thaw()
    day.count()
    _make(day, "A")
    assert _draw(day, 2, 900)
    assert "drawn to 0.9 mL, not to 0.55 mL" in day.words()
    _check(day, 2)
    given = {"container": _container(day, 2), "volume_ul": 850}
    assert day.workbench.note(edits.give, occasion=day.at_once(), **given)
    assert "drawn to 0.9 mL" not in day.words()
    assert "0.85 mL was given, not 0.5 mL: the dose is off by" in day.words()
    assert step_of(_found(day, Rule.GIVEN_FAR_OFF)) is StepKind.GIVE


def test_a_suspension_made_too_small_leads_to_where_it_is_made(day: Day) -> None:
    day.thaw()
    day.count()
    _make(day, "A", stock_ul=1_000, diluent_ul=1_650)
    assert "Suspension A was made as 2.65 mL, and 4.96 mL must be drawn from it." in day.words()
    assert step_of(_found(day, Rule.MADE_SHORT)) is StepKind.MAKE


def test_a_clock_that_is_set_back_is_trusted_in_no_shape_word_or_title(day: Day) -> None:
    day.thaw()
    day.count()
    before = day.words(day.view.clock)
    assert "●" in before
    day.turn(-120)
    shown = day.words(day.view.clock)
    assert "? | CLOCK IS BEHIND | use by 13:10" in shown
    assert "at most 5 h 00 min left. The clock shows a time before" in shown
    assert "●" not in shown
    snapshot = day.workbench.snapshot
    clock = thaw_clock(snapshot.plan, snapshot.formulary, day.record, snapshot.now)
    assert clock_title(clock) == "CLOCK IS BEHIND: at most 5 h 00 min left"


def test_an_infusion_begun_too_late_stays_red_on_the_clock(day: Day) -> None:
    day.thaw()
    day.count()
    preparation = day.workbench.snapshot.preparation
    bag = next(c for c in preparation.containers if c.aliquot.is_bag)
    assert bag.letter is not None
    _make(day, bag.letter)
    _check(day, bag.number)
    minutes = day.workbench.snapshot.plan.infusion.minutes
    assert minutes is not None
    day.now += timedelta(minutes=300 - minutes + 13)
    day.workbench.note(edits.start_infusion, occasion=day.at_once(), container=bag)
    assert "it began 13 min too late." in day.words(day.view.clock)
    assert "■ The infusion had to start by" in day.words(day.view.clock)
    assert "and had to begin by" in day.words()
    assert step_of(_found(day, Rule.INFUSION_LATE)) is StepKind.START_INFUSION
