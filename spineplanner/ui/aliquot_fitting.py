"""How the columns of the table share the room, so that the first six are always in sight."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from spineplanner.ui import theme
from spineplanner.ui.aliquot_cells import ALWAYS_SHOWN, Column, heading
from spineplanner.ui.aliquot_model import AliquotModel

_MOST_KNOWN = 2_000
_PADDING = 9
_HEAD_PADDING = 12
_DOSES = frozenset({int(Column.CELLS), int(Column.GIVE)})
_SITES = frozenset({int(Column.SITE)})
_WAYS: tuple[tuple[frozenset[int], bool], ...] = (
    (frozenset(), False),
    (frozenset(), True),
    (_SITES, True),
    (_DOSES | _SITES, True),
)
"""Which columns have short texts and whether headings have two rows, best first."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """The width of each column, which show short texts, and whether headings have two rows."""

    widths: tuple[int, ...]
    short: frozenset[int]
    stacked: bool


class Ruler:
    """Measures words in one font, and each of them only once."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self._metrics = metrics
        self._known: dict[str, int] = {}

    def width(self, words: str) -> int:
        """How wide words are, in pixels."""
        known = self._known.get(words)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[words] = self._metrics.horizontalAdvance(words)
        return known


@dataclass(frozen=True, slots=True)
class Rulers:
    """The fonts of the table: of most cells, of the first ones, and of headings."""

    body: Ruler
    bold: Ruler
    head: Ruler


def rulers(body: QFontMetrics, head: QFont) -> Rulers:
    """Measure in the table's fonts, of which `body` and `head` are given and may change."""
    heavy = QFont(head)
    heavy.setWeight(QFont.Weight.DemiBold)
    bold = theme.font(weight=QFont.Weight.Bold)
    return Rulers(Ruler(body), Ruler(QFontMetrics(bold)), Ruler(QFontMetrics(heavy)))


def fitted(model: AliquotModel, room: int, by: Rulers) -> Fitting:
    """Find the best way in which the first six columns fit; what is spare goes to the site."""
    fitting = Fitting((), frozenset(), stacked=False)
    for short, stacked in _WAYS:
        fitting = Fitting(_widths(model, short, stacked=stacked, by=by), short, stacked)
        if sum(fitting.widths[:ALWAYS_SHOWN]) <= room:
            break
    return _spread(fitting, room)


def _widths(
    model: AliquotModel, short: frozenset[int], *, stacked: bool, by: Rulers
) -> tuple[int, ...]:
    widths = []
    for column in Column:
        heads = heading(column, model.basis, stacked=stacked).split("\n")
        wide = max(by.head.width(words) for words in heads)
        ruler = by.bold if column <= Column.CELLS else by.body
        cells = (line.cells[column] for line in model.lines)
        texts = {cell.short if column in short else cell.text for cell in cells}
        widest = max(map(ruler.width, texts), default=0)
        widths.append(max(wide + _HEAD_PADDING, widest + _PADDING))
    return tuple(widths)


def _spread(fitting: Fitting, room: int) -> Fitting:
    """Give the site what is left over, of all columns or, where these do not fit, of the six."""
    widths = list(fitting.widths)
    all_fit = sum(widths) <= room
    used = sum(widths) if all_fit else sum(widths[:ALWAYS_SHOWN])
    widths[Column.SITE] = max(widths[Column.SITE] + room - used, 40)
    return Fitting(tuple(widths), fitting.short, fitting.stacked)
