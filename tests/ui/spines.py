"""A spine on the screen whose wishes for selection are granted, as the window grants them."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.anatomy import Level, LumbarCount, Side, Site, SiteKind, sites
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_region import RegionView
from spineplanner.ui.spine_view import SpineView

LEFT_BUTTON = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def facet(level: Level, side: Side = Side.LEFT) -> Site:
    return Site(SiteKind.FACET, level, side)


def epidural(level: Level) -> Site:
    return Site(SiteKind.EPIDURAL, level)


def filled_everywhere(example: Envelope, count: LumbarCount = 5) -> Plan:
    """The example's doses at every site of such a patient."""
    facet_dose, epidural_dose, infusion = (example.plan.aliquots[place] for place in (0, 8, 9))
    dose = {SiteKind.FACET: facet_dose, SiteKind.VEIN: infusion}
    return example.plan.replace(
        counting=example.plan.counting.replace(lumbar_count=count, reviewed_epidurals=()),
        aliquots=tuple(
            dose.get(site.kind, epidural_dose).replace(site=site) for site in sites(count)
        ),
        reasons=(),
    )


class Spine:
    """The view, what it said, and hands for its mouse."""

    def __init__(
        self,
        qtbot: QtBot,
        snapshot: Snapshot,
        *,
        size: tuple[int, int],
        window: QWidget | None = None,
    ) -> None:
        self.view = SpineView(window)
        qtbot.addWidget(window or self.view)
        self.snapshot = snapshot
        self.activated: list[Site] = []
        self.selections: list[tuple[tuple[Site, ...], Site | None]] = []
        self.contexts: list[tuple[Site | None, QPoint]] = []
        self.typed: list[str] = []
        self.deletes = 0
        self.view.activated.connect(self.activated.append)
        self.view.selection_wanted.connect(self._select)
        self.view.context_wanted.connect(lambda site, at: self.contexts.append((site, at)))
        self.view.dose_typed.connect(self.typed.append)
        self.view.delete_wanted.connect(self._delete)
        self.view.resize(*size)
        self.view.show_snapshot(snapshot)
        (window or self.view).show()

    def _delete(self) -> None:
        self.deletes += 1

    def _select(self, chosen: tuple[Site, ...], focus: Site | None) -> None:
        self.selections.append((chosen, focus))
        self.show(replace(self.snapshot, selection=chosen, focus=focus))

    def show(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.view.show_snapshot(snapshot)

    def focus_on(self, site: Site, *selection: Site) -> None:
        """Give the view the keyboard, with the focus on a site."""
        self.view.setFocus()
        self.show(replace(self.snapshot, selection=selection or (site,), focus=site))

    @property
    def said_nothing(self) -> bool:
        return not (
            self.activated or self.selections or self.contexts or self.typed or self.deletes
        )

    def region(self, site: Site) -> RegionView:
        assert site.region
        return self.view.regions[site.region]

    def middle(self, site: Site) -> QPoint:
        rect = self.region(site).rect_of(site)
        assert rect
        return rect.center()

    def click(
        self,
        site: Site,
        modifiers: Qt.KeyboardModifier = PLAIN,
        button: Qt.MouseButton = LEFT_BUTTON,
    ) -> None:
        QTest.mouseClick(self.region(site).viewport(), button, modifiers, self.middle(site))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def band(self, region: RegionView, start: QPoint, end: QPoint) -> None:
        """Pull a rubber band, and hold it."""
        QTest.mousePress(region.viewport(), LEFT_BUTTON, PLAIN, start)
        for at in ((start + end) / 2, end):
            drag(region.viewport(), at)

    def release(self, region: RegionView, at: QPoint) -> None:
        QTest.mouseRelease(region.viewport(), LEFT_BUTTON, PLAIN, at)


def drag(widget: QWidget, at: QPoint) -> None:
    """Move the mouse with its left button held."""
    where = QPointF(at)
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        where,
        QPointF(widget.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        LEFT_BUTTON,
        PLAIN,
    )
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget, at: QPoint, *, down: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel by so many notches."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, -120 * down),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(widget, event)
