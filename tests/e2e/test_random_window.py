"""Whatever is clicked and pressed, the window shows what there is and saves what it shows."""

import random
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from spineplanner.domain.envelope import Envelope
from spineplanner.store.sqlite import open_store
from spineplanner.ui.main_window import MainWindow
from tests.e2e import random_acts as acts
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import CTRL, NOTHING, SHIFT, Key, click_site, patience, press

MODIFIERS = (NOTHING, NOTHING, NOTHING, CTRL, SHIFT)


def act(window: MainWindow, chance: Random) -> None:
    """Do one thing with the mouse, the keyboard or a command."""
    snapshot = window.snapshot
    assert snapshot is not None
    match chance.choice(("click", "click", "key", "key", "edit", "undo", "redo", "brush", "place")):
        case "click":
            site = acts.some_site(chance)
            if site in window.plan_page.spine.sites_shown():
                click_site(window, site, modifier=chance.choice(MODIFIERS))
        case "key":
            press(chance.choice(acts.KEYS))
        case "edit":
            window.planning.edit(*acts.some_edit(chance, snapshot))
        case "undo":
            press(Key.Key_Z, CTRL)
        case "redo":
            press(Key.Key_Y, CTRL)
        case "brush" if window.workbench is not None:
            window.workbench.take_brush(acts.some_brush(chance, acts.SHIPPED))
        case _:
            press(*chance.choice(((Key.Key_F4, NOTHING), (Key.Key_1, CTRL))))
    if not window.isActiveWindow():
        window.activateWindow()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def play(window: MainWindow, home: Path, chance: Random, *, acts_done: int) -> None:
    window.open_example()
    assert window.snapshot is not None
    start = window.snapshot.envelope
    for _act in range(acts_done):
        act(window, chance)
        now = window.snapshot.envelope
        assert now.id == start.id
        rows = window.plan_page.table.grid.lines_model.lines
        assert [row.site for row in rows] == [item.site for item in now.plan.aliquots]
    window.planning.commit()
    patience(lambda: stored(home, start) == window.snapshot.envelope if window.snapshot else False)
    bench = window.workbench
    assert bench is not None
    while bench.snapshot.undo_name is not None:
        bench.undo()
    assert bench.snapshot.plan == start.plan
    patience(lambda: stored(home, start).plan == start.plan)


def stored(home: Path, envelope: Envelope) -> Envelope:
    with open_store(home / "data" / "plans.db") as store:
        return store.load(envelope.id).envelope


def test_a_hundred_random_clicks_and_keys_break_nothing(
    start_program: StartProgram, home: Path
) -> None:
    chance = Random(random.randrange(10**6))  # noqa: S311 - no secret
    play(start_program(), home, chance, acts_done=100)


@pytest.mark.long
def test_ten_thousand_random_clicks_and_keys_break_nothing(
    start_program: StartProgram, home: Path
) -> None:
    chance = Random(random.randrange(10**6))  # noqa: S311 - no secret
    play(start_program(), home, chance, acts_done=10_000)
