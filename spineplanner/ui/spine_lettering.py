"""How much room the words of the spine take in the window's font."""

from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from spineplanner.domain.anatomy import LumbarCount, Site, SiteKind, sites
from spineplanner.ui import theme
from spineplanner.ui.spine_layout import Lettering
from spineplanner.ui.spine_site import GAP, NAME_POINTS
from spineplanner.ui.spine_words import Given, dose_words, usual_dose_words
from spineplanner.wording.sites import tag_name

_SPARE, _ROW = 0.3, 1.6


def widest_dose(doses: Iterable[Given]) -> float:
    """How wide the widest of these doses is, in pixels; never less than a usual one."""
    metrics = QFontMetricsF(theme.font(points=NAME_POINTS))
    words = {dose_words(given) for given in doses} | {usual_dose_words()}
    return max(metrics.horizontalAdvance(line) for line in words)


def lettering(lumbar_count: LumbarCount, *, dose: float) -> Lettering:
    """Measure the words of a patient's sites, with doses as wide as `dose` pixels."""
    bold = theme.font(points=NAME_POINTS, weight=QFont.Weight.Bold)
    letter = float(QFontInfo(bold).pixelSize())
    names = QFontMetricsF(bold)
    widest = max(dose, *(names.horizontalAdvance(tag_name(s)) for s in _facets(lumbar_count)))
    return Lettering(
        letter=letter,
        tag=widest + (GAP + _SPARE) * letter,
        vertebra=names.horizontalAdvance("T12"),
        row=_ROW * letter,
    )


def _facets(lumbar_count: LumbarCount) -> tuple[Site, ...]:
    return tuple(site for site in sites(lumbar_count) if site.kind is SiteKind.FACET)
