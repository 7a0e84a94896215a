"""What marks sites in the scene without belonging to the plan: hover, selection and focus.

Each has a shape of its own: a thin line on the sign for hover, a band around it for the
selection, and an upright frame for the focus of the keyboard.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from spineplanner.domain.anatomy import Site
from spineplanner.ui.spine_site import SiteItems
from spineplanner.ui.theme import Colours

_BAND_Z, _HOVER_Z, _FOCUS_Z = 1.6, 4.0, 5.0
_BAND, _BAND_AWAY = 3.0, 3.5
_FRAME_AWAY, _FRAME_ROUND = 6.0, 3.0
_CASING = 1.2


class Marks:
    """The marks of one region's sites."""

    def __init__(
        self, scene: QGraphicsScene, sites: Mapping[Site, SiteItems], colours: Colours
    ) -> None:
        self._sites = sites
        self._hover = _add(scene, colours.text, None, width=1.6, z=_HOVER_Z)
        self._focus = (
            _add(scene, colours.panel, None, width=2.4 + 2 * _CASING, z=_FOCUS_Z),
            _add(scene, colours.focus, None, width=2.4, z=_FOCUS_Z + 0.1),
        )
        self._bands = {
            site: _add(scene, colours.panel, colours.accent, width=1.2, z=_BAND_Z) for site in sites
        }
        self.hovered: Site | None = None
        self.focused: Site | None = None

    def show_selected(self, chosen: Iterable[Site]) -> None:
        """Band the selected sites; a band is drawn when it is first wanted."""
        selected = set(chosen)
        for site, band in self._bands.items():
            if site in selected and band.path().isEmpty():
                band.setPath(_band(self._sites[site].path))
            band.setVisible(site in selected)

    def show_hovered(self, site: Site | None) -> None:
        """Outline the site under the pointer."""
        self.hovered = site
        items = self._sites.get(site) if site else None
        self._hover.setVisible(items is not None)
        if items is not None:
            self._hover.setPath(items.path)

    def show_focused(self, site: Site | None) -> None:
        """Frame the site that the keyboard acts on."""
        self.focused = site
        items = self._sites.get(site) if site else None
        for frame in self._focus:
            frame.setVisible(items is not None)
            if items is not None:
                frame.setPath(_frame(items.bounds))


def _add(
    scene: QGraphicsScene, line: str, fill: str | None, *, width: float, z: float
) -> QGraphicsPathItem:
    item = QGraphicsPathItem()
    item.setPen(QPen(QColor(line), width))
    item.setBrush(QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
    item.setZValue(z)
    item.setVisible(False)
    scene.addItem(item)
    return item


def _band(sign: QPainterPath) -> QPainterPath:
    """A band around a sign, with a gap between them."""
    return _grown(sign, _BAND_AWAY + _BAND).subtracted(_grown(sign, _BAND_AWAY))


def _grown(path: QPainterPath, by: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * by)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).united(path).simplified()


def _frame(bounds: QRectF) -> QPainterPath:
    path = QPainterPath()
    away = _FRAME_AWAY
    path.addRoundedRect(bounds.adjusted(-away, -away, away, away), _FRAME_ROUND, _FRAME_ROUND)
    return path
