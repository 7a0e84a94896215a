"""Shows the worked example and lets the keyboard's focus wander, until its parent ends it."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.domain.prepare import prepare
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan
from spineplanner.store.formulary import read_formulary
from spineplanner.ui import theme
from spineplanner.ui.brush import Brush
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_view import SpineView

WANDER_MS = 400


def show_example() -> SpineView:
    """Show it as the window would, with selections granted."""
    formulary = read_formulary(asset("formulary"))
    envelope = parse_plan(asset("examples", "worked-example.json").read_bytes())
    here = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
    shown = Snapshot(
        envelope=envelope,
        formulary=formulary,
        preparation=prepare(envelope.plan, formulary, envelope.record.counts),
        findings=(),
        now=datetime(2026, 11, 24, tzinfo=UTC),
        operator="EXAMPLE",
        brush=Brush(),
        selection=(here,),
        focus=here,
    )
    view = SpineView()
    view.selection_wanted.connect(
        lambda chosen, focus: view.show_snapshot(replace(shown, selection=chosen, focus=focus))
    )
    view.resize(895, 660)
    view.show_snapshot(shown)
    view.show()
    view.activateWindow()
    view.setFocus()
    return view


def main() -> None:
    """Run until ended."""
    application = QApplication([])
    application.setApplicationName("spine-speaker")
    theme.load_fonts(asset("fonts"))
    theme.dress(application)
    view = show_example()
    keys = [Qt.Key.Key_Up, Qt.Key.Key_Down]
    timer = QTimer()

    def wander() -> None:
        keys.reverse()
        QTest.keyClick(view, keys[0])

    timer.timeout.connect(wander)
    timer.start(WANDER_MS)
    application.exec()


if __name__ == "__main__":
    main()
