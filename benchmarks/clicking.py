"""Measures a click: edit, preparation, checks and every view painted, against a mere repaint."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.plans import FULL, LARGEST, envelope
from benchmarks.result import Result
from benchmarks.store import example
from spineplanner.app.desk import Desk
from spineplanner.app.start import Program
from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.domain.envelope import Envelope
from spineplanner.places import HOME_VARIABLE
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.services import Problem

ROUNDS = 60
SIZES = (1, 10, 20, FULL, LARGEST)
CLICK_RATIO, OPEN_MS = 2.5, 100.0


def measure() -> list[Result]:
    """Click in plans of growing size, in one window of 1440 x 900 on the offscreen platform."""
    with opened() as (application, window, desk):
        results = [each for size in SIZES for each in _clicks(application, window, desk, size)]
        return results + _openings(application, window, desk)


@contextmanager
def opened() -> Iterator[tuple[QApplication, MainWindow, Desk]]:
    """Open a window over an empty clinic, and close both at the end."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        application = QApplication.instance() or QApplication([])
        program = Program(application)
        window = program.open_window()
        window.resize(1440, 900)
        program.clinic.open_now()
        window.open_example()
        desk = Desk(program.clinic, program)
        yield application, window, desk
        desk.end()
        program.end()


def settle(application: QApplication) -> None:
    """Lay out and paint what was asked for."""
    application.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    application.processEvents()


def repaint(application: QApplication, window: QWidget) -> None:
    """Paint all of the window once more, without any change."""
    window.repaint()
    settle(application)


def _clicks(application: QApplication, window: MainWindow, desk: Desk, size: int) -> list[Result]:
    """Take turns: a repaint, then a click that takes a site's cells back, or gives them again."""
    planned = kept(desk, size)
    window.open_plan(planned.id)
    for _ in range(3):
        repaint(application, window)
    chance = random.Random(size)  # noqa: S311 - the same clicks every time
    sites = [item.site for item in planned.plan.aliquots if item.site.kind is SiteKind.FACET]
    bare, clicks = [], []
    for _ in range(ROUNDS):
        site = chance.choice(sites or [planned.plan.aliquots[0].site])
        for click in (_take_back, _give):
            bare.append(taken(lambda: repaint(application, window)))
            clicks.append(taken(partial(click, application, window, site)))
    ratio = p95(clicks) / p95(bare)
    bound = CLICK_RATIO if size == FULL else None
    return [
        Result(f"a click, {size} aliquots, p95", p95(clicks), "ms"),
        Result("  half of them are within", p50(clicks), "ms"),
        Result("  repainting the same window, p95", p95(bare), "ms"),
        Result("  times the repaint", ratio, "x", bound),
    ]


def _take_back(application: QApplication, window: MainWindow, site: Site) -> None:
    window.planning.edit(edits.remove, {"sites": (site,)})
    settle(application)


def _give(application: QApplication, window: MainWindow, site: Site) -> None:
    window.plan_page.activate(site)
    settle(application)


def kept(desk: Desk, size: int, *, alike: bool = True) -> Envelope:
    """Keep a plan of some aliquots in the store."""
    copy = desk.copy_of(envelope(size, alike=alike))
    if isinstance(copy, Problem):
        raise RuntimeError(copy.sentence)
    return copy


def _openings(application: QApplication, window: MainWindow, desk: Desk) -> list[Result]:
    """Open plans as the list does: read, prepared, checked, shown and painted."""
    full, other = kept(desk, FULL), kept(desk, LARGEST)
    few = desk.copy_of(example())
    if isinstance(few, Problem):
        raise RuntimeError(few.sentence)
    return [
        _opening(application, window, (few.id, full.id), "opening a plan until it is painted, p95"),
        _opening(
            application, window, (other.id, full.id), "  one with another number of vertebrae"
        ),
    ]


def _opening(
    application: QApplication, window: MainWindow, ids: tuple[UUID, UUID], what: str
) -> Result:
    """Open two plans in turn."""

    def open_next(number: int) -> Callable[[], None]:
        def work() -> None:
            window.open_plan(ids[number % 2])
            settle(application)

        return work

    times = [taken(open_next(number)) for number in range(40)]
    return Result(what, p95(times), "ms", OPEN_MS)


def taken(work: Callable[[], object]) -> float:
    """Do the work; return the milliseconds that it took."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1_000


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def p50(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]
