"""The day in words: steps, their numbers, how far each is, what happened and what is refused."""

import re
from dataclasses import replace
from datetime import date

import pytest

from spineplanner.domain.blind_check import Asked
from spineplanner.domain.chronology import Disorder, Event, Happened
from spineplanner.domain.day import DayStep, FigureName, StepKind, StepState
from spineplanner.domain.edits.refused_day import (
    BeforeTheDay,
    CountFirst,
    DrawFirst,
    GiveTooMuch,
    InFuture,
    LotNotPlanned,
    MakeFirst,
    NotComputable,
    NothingRecorded,
    OtherProduct,
    OutOfOrder,
    ReasonMissing,
    RefusedOnTheDay,
    SamePerson,
    StartFirst,
    VialTwice,
)
from spineplanner.domain.entries import Done, Fate, Vial
from spineplanner.domain.record import Record
from spineplanner.domain.second_check import Checked, CheckedLine, SecondCheck
from spineplanner.wording.day import (
    done_words,
    fate_word,
    figure_name,
    figure_text,
    state_words,
    step_title,
)
from spineplanner.wording.happenings import disorder_sentence, event_words
from spineplanner.wording.refused_day import day_refusal_words
from spineplanner.wording.second_looks import asked_words, checked_sentence
from tests.domain.cases import NOW
from tests.domain.day_cases import CHECKER, container

DONE = Done(by="N. Example", at=NOW)
OPEN = DayStep(StepKind.DRAW, StepState.OPEN, container=container(1, Record()))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (OPEN, "To do"),
        (replace(OPEN, do_by=NOW), "To do by 09:30"),
        (replace(OPEN, do_by=NOW, late=True), "LATE: by 09:30"),
        (replace(OPEN, state=StepState.NOT_YET), "Not yet"),
        (replace(OPEN, state=StepState.DONE), "Done"),
        (replace(OPEN, state=StepState.DONE, done=DONE), "09:30, N. Example"),
        (replace(OPEN, stale=True), "Entered for another order: it does not count"),
    ],
)
def test_how_far_a_step_is_stands_in_words(step: DayStep, said: str) -> None:
    assert state_words(step) == said


def test_a_step_without_its_suspension_still_says_what_it_is() -> None:
    assert step_title(DayStep(StepKind.MAKE, StepState.OPEN)) == "Make the suspension"


def test_every_number_has_a_name_and_is_a_dash_while_it_is_not_known() -> None:
    names = {figure_name(name) for name in FigureName}
    assert len(names) == len(FigureName)
    assert {figure_text(name, None) for name in FigureName} == {"–"}
    assert not any(re.search(r"[1-9]", figure_text(name, 0)) for name in FigureName)


def test_who_and_when_are_said_together() -> None:
    assert done_words(DONE) == "09:30, N. Example"
    assert [fate_word(fate) for fate in Fate] == ["discarded", "kept"]


def test_every_event_has_words_of_its_own() -> None:
    said = {event_words(event, "5") for event in Event}
    assert len(said) == len(Event)
    assert all(words.startswith("the ") and "None" not in words for words in said)


def test_two_things_the_wrong_way_round_are_both_named_with_their_times() -> None:
    disorder = Disorder(
        Happened(Event.DRAWN, NOW, "5"), Happened(Event.GIVEN, NOW.replace(hour=8), "5")
    )
    said = "The giving of container 5 (08:30) can’t be before the drawing of syringe 5 (09:30)."
    assert disorder_sentence(disorder) == said


_VIAL = Vial(lot="EX-1", vial="EX-17", good=True, taken=DONE)
REFUSED: list[tuple[RefusedOnTheDay, str]] = [
    (
        InFuture(NOW.replace(hour=10), NOW),
        "24 Nov 2026, 10:30 has not come yet: it is 24 Nov 2026, 09:30. Correct the time.",
    ),
    (
        BeforeTheDay(NOW, date(2026, 11, 25)),
        "24 Nov 2026, 09:30 is before the day of the procedure, 25 Nov 2026. Correct one of them.",
    ),
    (
        OutOfOrder(Disorder(Happened(Event.THAW_ENDED, NOW), Happened(Event.COUNTED, NOW))),
        "The count (09:30) can’t be before the end of the thaw (09:30). Correct one of the times.",
    ),
    (VialTwice(_VIAL), "Vial EX-17 of lot EX-1 is entered already."),
    (
        LotNotPlanned("EX-9", ()),
        "The plan names no lot. Enter lot EX-9 in it first, or take another vial.",
    ),
    (
        LotNotPlanned("EX-9", ("EX-1",)),
        "Lot EX-9 is not the plan’s, which is EX-1. Take another vial.",
    ),
    (
        LotNotPlanned("EX-9", ("EX-1", "EX-2")),
        "Lot EX-9 is none of the plan’s, which are EX-1, EX-2. Take another vial.",
    ),
    (
        OtherProduct("other", "cells"),
        "The vial holds another product (other); the plan’s is cells.",
    ),
    (
        OtherProduct("other", None),
        "The vial holds another product (other); the plan’s is not stated.",
    ),
    (CountFirst(), "HOLD. Enter the count first."),
    (
        NotComputable(),
        "It can’t be computed what this container holds. Complete the plan first.",
    ),
    (
        MakeFirst("A"),
        "Suspension A is not made for this order. Enter first what was made.",
    ),
    (DrawFirst(5), "Syringe 5 is not drawn for this order. Enter first what was drawn."),
    (StartFirst(), "The infusion has not begun. Enter its start first."),
    (SamePerson(CHECKER), "C. Example has prepared it. A second person must check it."),
    (GiveTooMuch(551, 550), "0.551 mL can’t be given: only 0.55 mL is in it."),
    (
        ReasonMissing((3,)),
        "Label 3 was printed before. Give a reason to print it again.",
    ),
    (
        ReasonMissing((4, 3, 3, 1)),
        "Labels 1, 3, 4 were printed before. Give a reason to print them again.",
    ),
    (NothingRecorded(), "There is no such entry to take back."),
]


@pytest.mark.parametrize(("reason", "said"), REFUSED)
def test_each_refusal_says_why_and_what_to_do(reason: RefusedOnTheDay, said: str) -> None:
    assert day_refusal_words(reason) == said


def test_a_second_check_is_said_line_by_line() -> None:
    lines = (
        CheckedLine(what=Checked.TOTAL, entered=46_000_000, computed=46_000_000),
        CheckedLine(what=Checked.VIALS, entered=None, computed=None),
        CheckedLine(what=Checked.VIALS, entered=None, computed=3),
        CheckedLine(what=Checked.STOCK, of="A", entered=500, computed=None),
        CheckedLine(what=Checked.DRAW_TO, of="1", entered=560, computed=550),
    )
    check = SecondCheck(revision=1, lines=lines, checked=DONE)
    assert [checked_sentence(line) for line in check.lines] == [
        "Cells ordered in all, in million: both 46.",
        "Vials to thaw: both not computable.",
        "Vials to thaw: checker left blank, program 3.",
        "Stock of suspension A, in mL: checker 0.5, program not computable.",
        "Syringe 1: draw to, in mL: checker 0.56, program 0.55.",
    ]
    assert [line.agrees for line in lines] == [True, True, False, False, False]


def test_what_is_asked_has_its_unit() -> None:
    assert {asked_words(Asked(what, "1")) for what in Checked} == {
        "Cells ordered in all, in million",
        "Vials to thaw",
        "Stock of suspension 1, in mL",
        "Syringe 1: draw to, in mL",
    }
