"""Both regions of the spine side by side: their size, what they show, and what is said of them."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import (
    USUAL_LUMBAR_COUNT,
    VEIN,
    LumbarCount,
    Region,
    Site,
    SiteKind,
    sites,
)
from spineplanner.domain.plan import Plan
from spineplanner.drawing.column import Skeleton, skeleton
from spineplanner.drawing.reading import load_outlines
from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.brush import BrushMode
from spineplanner.ui.cards import plain_label
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.spine_access import tell_focus, tell_name
from spineplanner.ui.spine_headings import RegionHeading
from spineplanner.ui.spine_layout import Fit, Lettering, fitted, needed_width, zoomed
from spineplanner.ui.spine_lettering import lettering, widest_dose
from spineplanner.ui.spine_region import RegionView
from spineplanner.ui.spine_scene import Setting
from spineplanner.ui.spine_words import Given, given_by_site, spoken
from spineplanner.wording.translate import _

MOST_ZOOM = 4.0
_ZOOM_STEP = 1.25
_GAP = 8


@cache
def _skeleton(region: Region, lumbar_count: LumbarCount) -> Skeleton:
    return skeleton(region, lumbar_count, load_outlines(asset("anatomy"))[region])


def _shares(
    spines: Sequence[Skeleton], fits: Mapping[Region, Fit], words: Lettering, room: QRect
) -> tuple[QRect, QRect]:
    """Divide the room as both regions need it, and what is to spare evenly."""
    first, second = (
        needed_width(spine, fits[spine.region].scale, words, named=fits[spine.region].named)
        for spine in spines
    )
    whole = room.width() - _GAP
    spare = whole - first - second
    split = int(first + spare / 2 if spare >= 0 else whole * first / (first + second))
    return (
        QRect(0, room.top(), split, room.height()),
        QRect(split + _GAP, room.top(), whole - split, room.height()),
    )


class SpineStage(QWidget):
    """Both regions from behind, with every site of the patient.

    It follows a change between light and dark by `changeEvent`. The patient's left is on the
    viewer's left in every language.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self._given: dict[Site, Given] = {}
        self._zoom = 1.0
        self._dose_px = 0.0
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Spine"))
        self.setAccessibleDescription(
            _("Arrows move between sites, Space gives or selects, digits type the dose.")
        )
        self.regions = {region: RegionView(self) for region in Region}
        self._headings = {region: RegionHeading(region, self) for region in Region}
        self._caption = plain_label(
            _("Seen from behind: the patient’s left is on your left"),
            look="quiet",
            points=9,
            parent=self,
        )
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setWordWrap(True)
        for view in self.regions.values():
            view.zoom_wanted.connect(partial(self._zoom_at, view))

    # What is shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show a plan; only what differs from the last one is painted anew."""
        before, self.snapshot = self.snapshot, snapshot
        new_plan = before is None or before.plan is not snapshot.plan
        if new_plan:
            self._show_plan(snapshot.plan)
        if new_plan or before is None or before.brush is not snapshot.brush:
            self._keep_room(before, snapshot)
        if before is None or before.brush.mode is not snapshot.brush.mode:
            for view in self.regions.values():
                view.show_brush(erasing=snapshot.brush.mode is BrushMode.ERASE)
        if before is None or (before.selection, before.focus) != (
            snapshot.selection,
            snapshot.focus,
        ):
            self._show_selection(moved=before is not None and before.focus != snapshot.focus)

    def _show_plan(self, plan: Plan) -> None:
        old, self._given = self._given, given_by_site(plan)
        for view in self.regions.values():
            view.show_given(self._given)
        shown = self.sites_shown()
        for site in shown:
            if old.get(site) != self._given.get(site):
                tell_name(self, shown, site)

    def _keep_room(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        """Keep room for the widest dose that is ordered or that a click gives.

        Within a plan it never shrinks, so that sites stay where they are while one clicks.
        """
        brush = snapshot.brush.facet
        doses = [given for site, given in self._given.items() if site.kind is SiteKind.FACET]
        doses.append(Given(1, brush.cells, brush.volume_ul, bag=False))
        same = before is not None and before.envelope.number == snapshot.envelope.number
        wanted = max(widest_dose(doses), self._dose_px if same else 0.0)
        lumbar = before.plan.lumbar_count if before is not None else None
        if wanted != self._dose_px or lumbar != snapshot.plan.lumbar_count:
            self._dose_px = wanted
            self._arrange()

    def _show_selection(self, *, moved: bool) -> None:
        focus = self.focused_site() if self.hasFocus() else None
        chosen = self.snapshot.selection if self.snapshot else ()
        for view in self.regions.values():
            if view.shown is not None:
                view.shown.marks.show_selected(chosen)
                view.shown.marks.show_focused(focus)
        if moved and focus is not None:
            self._view_of(focus).reveal(focus)
            tell_focus(self, self.sites_shown(), focus)

    @property
    def lumbar_count(self) -> LumbarCount:
        """How many lumbar vertebrae are drawn."""
        return self.snapshot.plan.lumbar_count if self.snapshot else USUAL_LUMBAR_COUNT

    def _view_of(self, site: Site) -> RegionView:
        return self.regions[site.region or Region.LUMBAR]

    def selection(self) -> tuple[Site, ...]:
        """What is selected."""
        return self.snapshot.selection if self.snapshot else ()

    def stated_focus(self) -> Site | None:
        """The focus as it was told."""
        return self.snapshot.focus if self.snapshot else None

    # Size

    @override
    def sizeHint(self) -> QSize:
        letter = self.fontMetrics().height()
        return QSize(56 * letter, 40 * letter)

    @override
    def minimumSizeHint(self) -> QSize:
        letter = self.fontMetrics().height()
        return QSize(26 * letter, 20 * letter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
        }:
            self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Share the room between both regions, and build their scenes for it."""
        if self.snapshot is None or self.width() <= _GAP:
            return
        room = self._room()
        spines = tuple(_skeleton(region, self.lumbar_count) for region in Region)
        words, fits = self._fit(spines, room)
        colours = theme.colours_for(cast("QApplication", QApplication.instance()))
        ratio = self.devicePixelRatioF()
        for spine, box in zip(spines, _shares(spines, fits, words, room), strict=True):
            region = spine.region
            self._headings[region].setGeometry(box.left(), 0, box.width(), room.top())
            self.regions[region].setGeometry(box)
            fit = zoomed(spine, fits[region], self._zoom, words)
            self.regions[region].arrange(
                Setting(spine, fit, QSizeF(box.size()), words, colours, ratio)
            )
        self._show_selection(moved=False)

    def _fit(self, spines: Sequence[Skeleton], room: QRect) -> tuple[Lettering, dict[Region, Fit]]:
        """Keep room for the widest dose, unless no site could be named then."""
        widest = self._fit_for(spines, room, self._dose_px)
        if all(fit.named for fit in widest[1].values()):
            return widest
        return self._fit_for(spines, room, widest_dose(()))

    def _fit_for(
        self, spines: Sequence[Skeleton], room: QRect, dose: float
    ) -> tuple[Lettering, dict[Region, Fit]]:
        words = lettering(self.lumbar_count, dose=dose)
        width = room.width() - _GAP
        return words, fitted(spines, width=width, height=room.height(), words=words)

    def _room(self) -> QRect:
        """What headings and caption leave."""
        top = max(heading.sizeHint().height() for heading in self._headings.values()) + 2
        foot = self._caption.heightForWidth(self.width())
        self._caption.setGeometry(0, self.height() - foot, self.width(), foot)
        return QRect(0, top, self.width(), self.height() - top - foot)

    # Zoom

    def zoom_in(self) -> None:
        """Show the bones larger; words keep their size."""
        self._zoom_by(1.0)

    def zoom_out(self) -> None:
        """Show the bones smaller, at most until all is seen."""
        self._zoom_by(-1.0)

    def fit(self) -> None:
        """Show all of both regions, and follow the window's size again."""
        self._zoom = 1.0
        self._arrange()

    def _zoom_by(self, notches: float) -> None:
        self._zoom_at(None, notches, QPointF())

    def _zoom_at(self, view: RegionView | None, notches: float, at: QPointF) -> None:
        """Zoom both regions, one about the pointer, the other about its middle."""
        fixed = {
            each: each.bone_at(at if each is view else QPointF(each.viewport().rect().center()))
            for each in self.regions.values()
        }
        self._zoom = min(max(self._zoom * _ZOOM_STEP**notches, 1.0), MOST_ZOOM)
        self._arrange()
        for each, bone in fixed.items():
            each.bring(bone, at if each is view else QPointF(each.viewport().rect().center()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_selection(moved=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_selection(moved=False)

    # What assistive programs ask

    def sites_shown(self) -> tuple[Site, ...]:
        """Every site of the patient's spine, in order of numbering."""
        return tuple(site for site in sites(self.lumbar_count) if site != VEIN)

    def words_for(self, site: Site) -> str:
        """What is spoken of a site."""
        return spoken(site, self._given.get(site))

    def is_filled(self, site: Site) -> bool:
        """Whether something is ordered for a site."""
        return site in self._given

    def is_selected(self, site: Site) -> bool:
        """Whether a site is selected."""
        return site in self.selection()

    def focused_site(self) -> Site:
        """The site that keys act on: the one stated, else one selected, filled, or the first."""
        shown = self.sites_shown()
        stated = self.stated_focus()
        wanted = (stated, *self.selection(), *self._given, shown[0])
        return next(site for site in wanted if site is not None and site in shown)

    def screen_rect(self, site: Site) -> QRect:
        """Where a site is on the screen; empty where it has not been drawn."""
        view = self._view_of(site)
        rect = view.rect_of(site)
        if rect is None:
            return QRect()
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())
