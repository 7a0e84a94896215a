"""The scene of one region: its bones as one picture, its sites, and the lines below them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSimpleTextItem

from spineplanner.domain.anatomy import Site
from spineplanner.drawing.column import Skeleton
from spineplanner.drawing.lettering import CAP_HEIGHT
from spineplanner.drawing.palette import COLOUR, DARK, Palette
from spineplanner.drawing.shapes import Role
from spineplanner.drawing.spots import spots
from spineplanner.ui import theme
from spineplanner.ui.spine_hits import nearest
from spineplanner.ui.spine_layout import Fit, Lettering, needed_height, needed_width
from spineplanner.ui.spine_marks import Marks
from spineplanner.ui.spine_paint import bones_pixmap
from spineplanner.ui.spine_site import NAME_POINTS, Place, SiteItems
from spineplanner.ui.spine_words import Given, key_words, more_words
from spineplanner.ui.theme import Colours

_PEN_PX = 1.0
_MOST_PEN_PX = 1.5
_BONES_Z, _NAMES_Z = 0.0, 6.0
_NAME_NEARER = 0.25
"""How much nearer to the bones a vertebra's name stands than on paper, in letters."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a region is drawn: everything besides what the plan orders."""

    spine: Skeleton
    fit: Fit
    room: QSizeF
    words: Lettering
    colours: Colours
    device_ratio: float

    @property
    def palette(self) -> Palette:
        """The colours of bones, signs and words."""
        return DARK if self.colours is theme.DARK else COLOUR


class RegionScene(QGraphicsScene):
    """A region in pixels; it is built anew for another setting, and then only changed."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setBackgroundBrush(QColor(setting.colours.panel))
        self.setSceneRect(self._extent())
        self._place = self._find_place()
        self._add_bones()
        self.sites = self._add_sites()
        self._key = self._add_key()
        self.marks = Marks(self, self.sites, setting.colours)

    def _extent(self) -> QRectF:
        spine, fit, words = self.setting.spine, self.setting.fit, self.setting.words
        wide = needed_width(spine, fit.scale, words, named=fit.named)
        high = needed_height(spine, fit, words)
        room = self.setting.room
        return QRectF(0, 0, max(int(wide), room.width()), max(int(high), room.height()))

    def _find_place(self) -> Place:
        """Put the bones in the middle, with the lines below them, on whole pixels."""
        spine, fit, words = self.setting.spine, self.setting.fit, self.setting.words
        spare = self.sceneRect().height() - needed_height(spine, fit, words)
        top = max(spare, 0) / 2 + words.letter / 2 - spine.box.top * fit.scale
        return Place(
            origin=QPointF(round(self.sceneRect().width() / 2), round(top)),
            scale=fit.scale,
            pen=min(max(spine.outlines.pen_mm * fit.scale, _PEN_PX), _MOST_PEN_PX),
            letter=words.letter,
            reach=spine.box.right * fit.scale,
            tag=words.tag if fit.named else 0.0,
        )

    def _add_bones(self) -> None:
        setting, place = self.setting, self._place
        pixmap, corner = bones_pixmap(
            setting.spine,
            setting.palette,
            scale=place.scale,
            device_ratio=setting.device_ratio,
        )
        bones = self.addPixmap(pixmap)
        bones.setPos(place.origin + corner)
        bones.setZValue(_BONES_Z)
        font = theme.font(points=NAME_POINTS, weight=QFont.Weight.Bold)
        for placed in setting.spine.column:
            x, y = placed.place(placed.form.name_at)
            name = self._write(
                Role.VERTEBRA,
                placed.name,
                font,
                -x * place.scale + _NAME_NEARER * place.letter,
                y * place.scale,
                share=1.0,
            )
            name.setZValue(_NAMES_Z)

    def _write(
        self, role: Role, words: str, font: QFont, x: float, y: float, *, share: float
    ) -> QGraphicsSimpleTextItem:
        """Write words whose middle height is y, with such a share of their width left of x."""
        item = self.addSimpleText(words, font)
        item.setBrush(QBrush(QColor(self.setting.palette[role].fill or "")))
        self._move(item, x, y, share=share)
        return item

    def _move(self, item: QGraphicsSimpleTextItem, x: float, y: float, *, share: float) -> None:
        metrics = QFontMetricsF(item.font())
        left = self._place.origin.x() + x - metrics.horizontalAdvance(item.text()) * share
        half = CAP_HEIGHT / 2 * self._place.letter
        item.setPos(left, self._place.origin.y() + y + half - metrics.ascent())

    def _add_sites(self) -> dict[Site, SiteItems]:
        spine, place = self.setting.spine, self._place
        found = spots(spine.column, spine.outlines, least_number_mm=place.letter / place.scale)
        return {spot.site: SiteItems(self, spot, place, self.setting.palette) for spot in found}

    def _add_key(self) -> tuple[QGraphicsSimpleTextItem, ...]:
        fit, font = self.setting.fit, theme.font(points=NAME_POINTS, weight=QFont.Weight.DemiBold)
        return tuple(
            self._write(Role.EPIDURAL_NUMBER, "", font, 0.0, self._row_y(row), share=0.5)
            for row in range(fit.rows if fit.named else 0)
        )

    def show_given(self, given: Mapping[Site, Given]) -> None:
        """Show what the plan orders here; only what changed is painted anew."""
        for site, items in self.sites.items():
            items.show(given.get(site))
        lines = self._key_lines(given)
        for row, item in enumerate(self._key):
            words = lines[row] if row < len(lines) else ""
            if item.text() != words:
                item.setText(words)
                self._move(item, 0.0, self._row_y(row), share=0.5)

    def _row_y(self, row: int) -> float:
        below = self.setting.spine.box.bottom * self.setting.fit.scale
        return below + (row + 0.75) * self.setting.words.row

    def _key_lines(self, given: Mapping[Site, Given]) -> list[str]:
        """Name the sites of the midline, as many as there is room for."""
        midline = [site for site in self.sites if site.side is None and site in given]
        lines = [key_words(site, given[site]) for site in midline]
        rows = len(self._key)
        if len(lines) > rows > 0:
            lines = [*lines[: rows - 1], more_words(len(lines) - rows + 1)]
        return lines

    def bone_at(self, point: QPointF) -> QPointF:
        """A point of the scene in millimetres of the patient."""
        back, _possible = self._place.transform.inverted()
        return back.map(point)

    def point_of(self, bone: QPointF) -> QPointF:
        """Where a point of the patient is in the scene."""
        return self._place.transform.map(bone)

    def site_at(self, point: QPointF) -> Site | None:
        """The site that a click there means."""
        return nearest((point.x(), point.y()), [items.area for items in self.sites.values()])

    def sites_in(self, band: QRectF) -> tuple[Site, ...]:
        """The sites whose middle lies in a rectangle."""
        return tuple(s for s, items in self.sites.items() if band.contains(items.centre))
