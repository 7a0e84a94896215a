"""Whatever is done to a plan in whatever order, it stays valid and can be undone to the start."""

import random
from random import Random

import pytest

from spineplanner.domain.check_code import check_code
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare
from spineplanner.paper.fonts import unprintable
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan
from spineplanner.ui.snapshot import Saving
from spineplanner.ui.workbench import Surroundings, Workbench
from tests.e2e import random_acts as acts
from tests.e2e.conftest import Clock


class Disk:
    """A store that saves, fails or finds that somebody else was faster."""

    def __init__(self) -> None:
        self.there: Envelope = parse_plan(asset("examples", "worked-example.json").read_bytes())
        self.waiting: Envelope | None = None

    def put(self, envelope: Envelope) -> None:
        self.waiting = envelope

    def work(self, bench: Workbench, chance: Random) -> None:
        """Do what a writer would do next, or anything that may happen to it."""
        if self.waiting is None:
            return
        match chance.choice(("saved", "saved", "saved", "failed", "conflict")):
            case "saved":
                self.there, self.waiting = self.waiting, None
                bench.saved(self.there)
            case "failed":
                bench.save_failed("The disk is full.")
            case _:
                notes = f"theirs {chance.random()}"
                self.there = self.there.replace(plan=self.there.plan.replace(notes=notes))
                bench.save_conflicted(self.there)


class Person:
    """Somebody who does anything at all."""

    def __init__(self, chance: Random, *, empty: bool) -> None:
        self.chance = chance
        self.clock = Clock()
        self.disk = Disk()
        if empty:
            self.disk.there = self.disk.there.replace(plan=Plan())
        self.start = self.disk.there
        around = Surroundings(acts.SHIPPED, self.clock, self.disk.put, unprintable, "EXAMPLE")
        self.bench = Workbench(self.start, around)
        self.refused: list[str] = []
        self.bench.refused.connect(self.refused.append)
        self.copies = 0

    def act(self) -> None:
        """Do one thing."""
        bench, chance = self.bench, self.chance
        deed = chance.choice(
            ("edit",) * 9
            + ("note", "undo", "undo", "redo", "select", "brush", "fix", "tick", "formulary")
            + ("disk",) * 4
        )
        match deed:
            case "edit":
                edit, given = acts.some_edit(chance, bench.snapshot)
                bench.apply(edit, then_select=None, **given)
            case "note":
                edit, given = acts.some_note(chance, bench.snapshot)
                bench.note(edit, **given)
            case "undo":
                bench.undo()
            case "redo":
                bench.redo()
            case "select":
                bench.select(acts.some_sites(chance), focus=acts.some_site(chance))
            case "brush":
                bench.take_brush(acts.some_brush(chance, acts.SHIPPED))
            case "fix":
                bench.fix_revision()
            case "tick":
                bench.tick()
            case "formulary":
                bench.use_formulary(acts.some_formulary(chance))
            case _:
                self.disk.work(bench, chance)
        self.settle()

    def freezes(self) -> bool:
        """Whether nothing can be done before somebody chooses."""
        return not self.bench.snapshot.editable

    def settle(self) -> None:
        """Choose, sooner or later, where somebody else was faster."""
        if not self.freezes() or self.chance.random() < 0.5:
            return
        self.disk.waiting = None
        if self.chance.random() < 0.5:
            self.bench.take_theirs(self.disk.there, revision_fixed=self.chance.random() < 0.5)
        else:
            self.copies += 1
            self.disk.there = self.bench.snapshot.envelope.replace(
                number=f"SP-2026-B-{self.copies:04}"
            )
            self.bench.continue_as(self.disk.there)

    def look(self) -> None:
        """What is shown is valid, and computed from the very plan that is shown."""
        shown = self.bench.snapshot
        envelope = shown.envelope
        assert Envelope.model_validate_json(envelope.model_dump_json(by_alias=True)) == envelope
        assert shown.preparation == prepare(shown.plan, shown.formulary, envelope.record.counts)
        assert shown.findings == check(
            shown.plan,
            shown.formulary,
            shown.preparation,
            envelope.record,
            shown.now,
            printable=unprintable,
        )
        assert check_code(shown.plan, shown.formulary)
        assert self.freezes() == (shown.saving is Saving.CONFLICT)
        if shown.saving is Saving.SAVED:
            assert envelope == self.disk.there
        if shown.saving in (Saving.PENDING, Saving.FAILED):
            assert envelope == self.disk.waiting

    def go_back_to_start(self) -> None:
        """Undo everything."""
        while self.freezes():
            self.settle()
        while self.bench.snapshot.undo_name is not None:
            before = self.bench.snapshot
            self.bench.undo()
            assert self.bench.snapshot is not before
        assert self.bench.snapshot.plan == self.start.plan
        assert self.bench.snapshot.envelope.record == self.start.record


def work_at_random(seed: int, steps: int) -> Person:
    person = Person(Random(seed), empty=seed % 2 == 0)  # noqa: S311 - no secret
    for step in range(steps):
        person.act()
        if step % 5 == 0:
            person.look()
    person.go_back_to_start()
    person.look()
    return person


@pytest.mark.parametrize("seed", [1, 2])
def test_after_hundreds_of_random_acts_undo_gives_the_start(seed: int, qapp: object) -> None:
    del qapp
    person = work_at_random(seed, 250)
    assert person.refused, "some of what was wanted can't be"


@pytest.mark.long
def test_after_ten_thousand_random_acts_undo_gives_the_start(qapp: object) -> None:
    del qapp
    assert work_at_random(random.randrange(10**6), 10_000).refused  # noqa: S311 - no secret
