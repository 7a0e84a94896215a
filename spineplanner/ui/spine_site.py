"""One site in the scene: its sign, its number and, where there is room, its tag."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
)

from spineplanner.domain.anatomy import Side, Site, SiteKind
from spineplanner.drawing.palette import Palette
from spineplanner.drawing.shapes import Role
from spineplanner.drawing.spots import Spot
from spineplanner.ui import theme
from spineplanner.ui.spine_hits import Area, area
from spineplanner.ui.spine_paint import brush_of, path_of, pen_of, polygon_of
from spineplanner.ui.spine_words import Given, dose_words, shorter_dose_words
from spineplanner.wording.sites import tag_name

LEADER_Z, SIGN_Z, NUMBER_Z = 1.0, 2.0, 6.0
"""Numbers are over everything, so that no mark of a neighbour covers them."""
NAME_POINTS = 9.0
_MOST_NUMBER_POINTS = 13.0
_NUMBER_SHARE = 0.9
GAP = 0.6
"""What is between the bones and the words beside them, in letters."""
_DOSE_UP, _NAME_UP = 0.35, 1.5
"""How far the baselines of dose and name are above the leader, in letters."""
_LEADER_ROLES = (Role.LEADER_CASING, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Place:
    """How a drawing lies in the scene: `origin` in pixels, then pixels a millimetre and a pen.

    `reach` is how far the bones reach from the midline in pixels, `letter` the
    size of a name, `tag` the room for a tag, 0 where sites are not named.
    """

    origin: QPointF
    scale: float
    pen: float
    letter: float
    reach: float
    tag: float

    @property
    def transform(self) -> QTransform:
        """From millimetres to pixels of the scene."""
        return QTransform.fromTranslate(self.origin.x(), self.origin.y()).scale(
            self.scale, self.scale
        )


class SiteItems:
    """The items of one site; they are made once and shown as the plan wants."""

    def __init__(self, scene: QGraphicsScene, spot: Spot, place: Place, palette: Palette) -> None:
        self.site = spot.site
        self._spot, self._place, self._palette = spot, place, palette
        self.path = place.transform.map(path_of(spot.outline))
        self.area: Area = area(spot.site, polygon_of(self.path))
        self.centre = place.transform.map(QPointF(*spot.centre))
        self._facet = spot.site.kind is SiteKind.FACET
        self._sign = _add_path(scene, self.path, SIGN_Z)
        self._filled: list[QGraphicsItem] = [self._keyline(scene)]
        if spot.ring is not None:
            ring = _add_path(scene, place.transform.map(path_of(spot.ring)), SIGN_Z + 0.2)
            ring.setPen(pen_of(palette[Role.EPIDURAL_RING], place.pen))
            self._filled.append(ring)
        self._number = _add_text(scene, palette[Role.NUMBER].fill, self._number_font())
        self._filled.append(self._number)
        self._tag = self._tag_items(scene) if place.tag and spot.site.side is not None else None
        self._given: Given | None = None
        self._show_filled(None)

    @property
    def given(self) -> Given | None:
        """What is shown as ordered here."""
        return self._given

    @property
    def bounds(self) -> QRectF:
        """The sign, in pixels of the scene."""
        return self.path.boundingRect()

    def show(self, given: Given | None) -> None:
        """Show what is ordered here; nothing is painted anew where that is the same."""
        if given != self._given:
            self._show_filled(given)

    def _show_filled(self, given: Given | None) -> None:
        self._given = given
        look = self._palette[self._role(filled=given is not None)]
        self._sign.setPen(pen_of(look, self._place.pen))
        self._sign.setBrush(brush_of(look, self.bounds))
        for item in self._filled:
            item.setVisible(given is not None)
        if given is not None:
            _centre(self._number, str(given.number), self.centre)
        if self._tag is not None:
            self._tag.show(given)

    def _role(self, *, filled: bool) -> Role:
        if self._facet:
            return Role.FACET_FILLED if filled else Role.FACET_EMPTY
        return Role.EPIDURAL_FILLED if filled else Role.EPIDURAL_EMPTY

    def _keyline(self, scene: QGraphicsScene) -> QGraphicsPathItem:
        line = _add_path(scene, self.path, SIGN_Z - 0.2)
        line.setPen(pen_of(self._palette[Role.KEYLINE], self._place.pen))
        return line

    def _number_font(self) -> QFont:
        """As large as two digits allow, and never smaller than a name."""
        room = self._spot.rooms_mm[1] * self._place.scale * _NUMBER_SHARE
        points = room / self._place.letter * NAME_POINTS
        return theme.font(
            points=min(max(points, NAME_POINTS), _MOST_NUMBER_POINTS), weight=QFont.Weight.Bold
        )

    def _tag_items(self, scene: QGraphicsScene) -> "_Tag":
        return _Tag(scene, self.site, self.centre, self._place, self._palette)


class _Tag:
    """The name and the dose beside a facet; they stand on the leader that leads to them.

    So they are clear of the names of the vertebrae, which are lower than the joints.
    """

    def __init__(
        self, scene: QGraphicsScene, site: Site, centre: QPointF, place: Place, palette: Palette
    ) -> None:
        self._sign = -1 if site.side is Side.LEFT else 1
        near = place.origin.x() + self._sign * (place.reach + GAP * place.letter)
        self._words_at = QPointF(near, round(centre.y()) + 0.5)
        self._room = place.tag - GAP * place.letter
        self._letter = place.letter
        self._centre = centre
        bold, plain = (
            theme.font(points=NAME_POINTS, weight=weight)
            for weight in (QFont.Weight.Bold, QFont.Weight.Normal)
        )
        self._name = _add_text(scene, palette[Role.TAG_NAME].fill, bold)
        self._dose = _add_text(scene, palette[Role.TAG_DOSE].fill, plain)
        self._lines = [QGraphicsLineItem() for _role in _LEADER_ROLES]
        for line, role in zip(self._lines, _LEADER_ROLES, strict=True):
            line.setPen(pen_of(palette[role], place.pen))
            line.setZValue(LEADER_Z)
            scene.addItem(line)
        self._write(self._name, tag_name(site), _NAME_UP)

    def show(self, given: Given | None) -> None:
        """Show the dose, or nothing."""
        if given is not None:
            ways = (dose_words(given), *shorter_dose_words(given))
            self._write(self._dose, self._fitting(ways), _DOSE_UP)
            self._lead()
        for item in (self._name, self._dose, *self._lines):
            item.setVisible(given is not None)

    def _fitting(self, ways: Sequence[str]) -> str:
        """The longest words for which there is room."""
        metrics = QFontMetricsF(self._dose.font())
        fits = (words for words in ways if metrics.horizontalAdvance(words) <= self._room)
        return next(fits, ways[-1])

    def _lead(self) -> None:
        """Draw the leader from the site to the far end of the words."""
        wide = max(item.boundingRect().width() for item in (self._name, self._dose))
        level = self._words_at.y()
        end = self._words_at.x() + self._sign * wide
        for line in self._lines:
            line.setLine(self._centre.x(), level, end, level)

    def _write(self, item: QGraphicsSimpleTextItem, words: str, letters_up: float) -> None:
        """Write a line away from the bones, with its baseline so far above the leader."""
        metrics = QFontMetricsF(item.font())
        item.setText(words)
        width = metrics.horizontalAdvance(item.text())
        left = self._words_at.x() - (width if self._sign < 0 else 0.0)
        baseline = self._words_at.y() - letters_up * self._letter
        item.setPos(left, round(baseline) - metrics.ascent())


def _add_path(scene: QGraphicsScene, path: QPainterPath, z: float) -> QGraphicsPathItem:
    item = QGraphicsPathItem(path)
    item.setZValue(z)
    scene.addItem(item)
    return item


def _add_text(scene: QGraphicsScene, colour: str | None, font: QFont) -> QGraphicsSimpleTextItem:
    item = QGraphicsSimpleTextItem()
    item.setFont(font)
    item.setBrush(QBrush(QColor(colour or "#000000")))
    item.setPen(QPen(Qt.PenStyle.NoPen))
    item.setZValue(NUMBER_Z)
    scene.addItem(item)
    return item


def _centre(item: QGraphicsSimpleTextItem, words: str, centre: QPointF) -> None:
    """Write a number so that its digits lie in the middle of a sign."""
    item.setText(words)
    metrics = QFontMetricsF(item.font())
    item.setPos(
        centre.x() - metrics.horizontalAdvance(words) / 2,
        centre.y() + metrics.capHeight() / 2 - metrics.ascent(),
    )
