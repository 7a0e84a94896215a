"""One application for all window tests; a Qt warning or a widget left alive fails its test."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Protocol

import pytest
from PySide6.QtCore import QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.prepare import prepare
from spineplanner.paper.fonts import unprintable
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan
from spineplanner.store.formulary import read_formulary
from spineplanner.ui import theme
from spineplanner.ui.brush import Brush
from spineplanner.ui.snapshot import Snapshot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)
HARMLESS = ("This plugin does not support ",)


class MakeSnapshot(Protocol):
    """Makes the snapshot that the workbench would make of a plan."""

    def __call__(self, what: Envelope | Plan, /, **replacements: object) -> Snapshot: ...


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.load_fonts(asset("fonts"))
    theme.choose(qapp, "light")
    theme.dress(qapp)
    return qapp


@pytest.fixture
def dark(dressed: QApplication) -> Iterator[QApplication]:
    """The window as it is on a dark system."""
    theme.choose(dressed, "dark")
    theme.dress(dressed)
    yield dressed
    theme.choose(dressed, "light")
    theme.dress(dressed)


@pytest.fixture(autouse=True)
def strict_qt(dressed: QApplication) -> Iterator[None]:
    """Fail on what Qt complains of, and on top-level widgets that outlive their test."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(HARMLESS):
            said.append(message)

    before = set(map(id, dressed.topLevelWidgets()))
    previous = qInstallMessageHandler(hear)
    yield
    gc.collect()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dressed.processEvents()
    qInstallMessageHandler(previous)
    left = [w for w in dressed.topLevelWidgets() if id(w) not in before and w.isVisible()]
    assert not said, f"Qt said: {said}"
    assert not left, f"left alive: {left}"


@pytest.fixture
def formulary() -> Formulary:
    return read_formulary(asset("formulary"))


@pytest.fixture
def example() -> Envelope:
    return parse_plan(asset("examples", "worked-example.json").read_bytes())


@pytest.fixture
def make_snapshot(formulary: Formulary, example: Envelope) -> MakeSnapshot:
    def make(what: Envelope | Plan, /, **replacements: object) -> Snapshot:
        envelope = what if isinstance(what, Envelope) else example.replace(plan=what)
        preparation = prepare(envelope.plan, formulary, envelope.record.counts)
        findings = check(
            envelope.plan, formulary, preparation, envelope.record, NOW, printable=unprintable
        )
        fields: dict[str, object] = {
            "envelope": envelope,
            "formulary": formulary,
            "preparation": preparation,
            "findings": findings,
            "now": NOW,
            "operator": "EXAMPLE",
            "brush": Brush(),
        }
        build: Callable[..., Snapshot] = Snapshot
        return build(**(fields | replacements))

    return make


@pytest.fixture
def snapshot(make_snapshot: MakeSnapshot, example: Envelope) -> Snapshot:
    return make_snapshot(example)
