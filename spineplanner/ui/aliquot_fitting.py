"""How the columns of the table share the room, so that the first six are always in sight."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from spineplanner.ui import theme
from spineplanner.ui.aliquot_cells import ALWAYS_SHOWN, Column, heading
from spineplanner.ui.aliquot_model import AliquotModel

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


def fitted(model: AliquotModel, room: int, body: QFontMetrics, head: QFont) -> Fitting:
    """Find the best way in which the first six columns fit; what is spare goes to the site."""
    bold = QFontMetrics(theme.font(weight=QFont.Weight.Bold))
    heavy = QFont(head)
    heavy.setWeight(QFont.Weight.DemiBold)
    fitting = Fitting((), frozenset(), stacked=False)
    for short, stacked in _WAYS:
        fitting = Fitting(
            _widths(model, short, stacked=stacked, metrics=(body, bold, QFontMetrics(heavy))),
            short,
            stacked,
        )
        if sum(fitting.widths[:ALWAYS_SHOWN]) <= room:
            break
    return _spread(fitting, room)


def _widths(
    model: AliquotModel,
    short: frozenset[int],
    *,
    stacked: bool,
    metrics: tuple[QFontMetrics, QFontMetrics, QFontMetrics],
) -> tuple[int, ...]:
    body, bold, head = metrics
    widths = []
    for column in Column:
        heads = heading(column, model.basis, stacked=stacked).split("\n")
        wide = max(head.horizontalAdvance(words) for words in heads)
        metric = bold if column <= Column.CELLS else body
        cells = (line.cells[column] for line in model.lines)
        texts = {cell.short if column in short else cell.text for cell in cells}
        widest = max((metric.horizontalAdvance(text) for text in texts), default=0)
        widths.append(max(wide + _HEAD_PADDING, widest + _PADDING))
    return tuple(widths)


def _spread(fitting: Fitting, room: int) -> Fitting:
    """Give the site what is left over, of all columns or, where these do not fit, of the six."""
    widths = list(fitting.widths)
    all_fit = sum(widths) <= room
    used = sum(widths) if all_fit else sum(widths[:ALWAYS_SHOWN])
    widths[Column.SITE] = max(widths[Column.SITE] + room - used, 40)
    return Fitting(tuple(widths), fitting.short, fitting.stacked)
