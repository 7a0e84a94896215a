"""Where everything on a label goes, in millimetres: the roomiest arrangement in which all fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spineplanner.domain.anatomy import Route
from spineplanner.domain.label_stock import LabelStock
from spineplanner.domain.labels import (
    CannotBePrinted,
    DoesNotFit,
    Label,
    LabelLine,
    LabelRefusal,
    LabelSheet,
    LabelsRefusedError,
)
from spineplanner.paper.fonts import unprintable
from spineplanner.paper.label_lines import (
    ARRANGEMENTS,
    OWN_ROWS,
    STATE_PT,
    Arrangement,
    body_rows,
    head_rows,
    longest_part,
    state_piece,
)
from spineplanner.paper.label_rows import Row, TooLongError, pitch_mm
from spineplanner.paper.metrics import POINT_MM
from spineplanner.wording.labels import LabelText, label_text

BORDER_INSET_MM = 0.8
"""From the label's edge to its border, for a printer that is not exact."""

BORDER_MM = 1.0
"""What a border of any route takes."""

_PAD_MM = 0.5
_CAP, _FOOT = 0.73, 0.24
"""How far letters reach above and below their line, in ems."""

_CODE_GAP_MM = 1.0
_LEAST_CODE_MM = 7.6
_HAND_MM, _APART_MM, _MORE_MM = 5.6, 1.0, 0.7
"""As far as lines are pulled apart where there is room: those of a hand, the name from what is
above it, and then all."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words on a line, or a blank's line where `text` is empty; `y` is their foot."""

    x: float
    y: float
    width: float
    text: str
    size_pt: float
    bold: bool


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """One label, measured from its upper left corner: what it says, its border and its code.

    `own` are the lines that tell it from others, `common` those below, equal on many labels.
    """

    route: Route | None
    own: tuple[Placed, ...]
    common: tuple[Placed, ...]
    code: str
    code_x: float
    code_y: float
    code_mm: float

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All it says, from top to bottom."""
        return (*self.own, *self.common)


def lay_out(sheet: LabelSheet, stock: LabelStock) -> tuple[LabelLayout, ...]:
    """Place the words of every label.

    Raises:
        LabelsRefusedError: a text does not fit, or holds letters that the fonts lack; every label
            and line is named.
    """
    texts, brief = _worded(sheet, brief=False), False
    hidden = [each for label, text in texts for each in _hidden(label, text)]
    if hidden:
        raise LabelsRefusedError(*hidden)
    for arrangement in ARRANGEMENTS:
        if arrangement.brief and not brief:
            texts, brief = _worded(sheet, brief=True), True
        laid = _all_laid(texts, stock, arrangement)
        if laid is not None:
            return laid
    tried = [
        _refused(_worded(sheet, brief=arrangement.brief), stock, arrangement)
        for arrangement in ARRANGEMENTS
    ]
    raise LabelsRefusedError(*min(reversed(tried), key=_farness))


def _worded(sheet: LabelSheet, *, brief: bool) -> list[tuple[Label, LabelText]]:
    return [(label, label_text(label, sheet, brief=brief)) for label in sheet.labels]


_TYPED = {LabelLine.PATIENT, LabelLine.IDENTIFIER, LabelLine.CONTENT}


def _farness(refusals: Sequence[DoesNotFit]) -> tuple[int, int]:
    """How far an arrangement is from one that serves; what people can shorten is nearest."""
    return sum(refusal.line not in _TYPED for refusal in refusals), len(refusals)


def _all_laid(
    texts: Sequence[tuple[Label, LabelText]], stock: LabelStock, arrangement: Arrangement
) -> tuple[LabelLayout, ...] | None:
    """Lay out every label; None as soon as one has no room."""
    try:
        return tuple(_laid(label, text, stock, arrangement) for label, text in texts)
    except TooLongError:
        return None


def _refused(
    texts: Sequence[tuple[Label, LabelText]], stock: LabelStock, arrangement: Arrangement
) -> list[DoesNotFit]:
    """Name every label that has no room, and what on it."""
    refusals: list[DoesNotFit] = []
    for label, text in texts:
        try:
            _laid(label, text, stock, arrangement)
        except TooLongError as error:
            refusals.append(DoesNotFit(label.number, error.part, stock.name))
    return refusals


def _hidden(label: Label, text: LabelText) -> Iterator[LabelRefusal]:
    """Find what the fonts can't print, in what people have typed."""
    typed = (
        (LabelLine.PATIENT, text.patient),
        (LabelLine.IDENTIFIER, " ".join(text.identifiers)),
        (LabelLine.CONTENT, " ".join(s.get("text", "") for line in text.content for s in line)),
    )
    for part, words in typed:
        if letters := unprintable(words):
            yield CannotBePrinted(label.number, part, tuple(sorted(letters)))


def _laid(label: Label, text: LabelText, stock: LabelStock, how: Arrangement) -> LabelLayout:
    edge = BORDER_INSET_MM + BORDER_MM + _PAD_MM
    width = stock.label_width_um / 1000 - 2 * edge
    height = stock.label_height_um / 1000 - 2 * edge
    head = head_rows(text, how, width)
    beside = max(how.code_mm, state_piece(text).width)
    body = body_rows(text, how, width - beside - _CODE_GAP_MM)
    feet = _feet(head, body, how.lead, height)
    if not feet:
        raise TooLongError(longest_part(text, how, width - beside - _CODE_GAP_MM))
    above = feet[len(head) - 1] + _FOOT * head[-1].size_pt * POINT_MM
    state_mm = 1.25 * STATE_PT * POINT_MM if text.state else 0.0
    code_mm = min(how.code_mm, height - above - state_mm - 0.2)
    if code_mm < _LEAST_CODE_MM:
        raise TooLongError(LabelLine.WHOLE)
    rows = (*head, *body)
    own = _placed(rows[:OWN_ROWS], tuple(feet[:OWN_ROWS]), edge)
    common = _placed(rows[OWN_ROWS:], tuple(feet[OWN_ROWS:]), edge)
    code_x, code_y = edge + width - code_mm, edge + height - code_mm
    if text.state:
        state = state_piece(text)
        foot = code_y - edge - 0.3 * STATE_PT * POINT_MM
        common += _placed((Row(state.at(width - state.width)),), (foot,), edge)
    return LabelLayout(label.route, own, common, label.code, code_x, code_y, code_mm)


@lru_cache(maxsize=256)
def _placed(rows: tuple[Row, ...], feet: tuple[float, ...], edge: float) -> tuple[Placed, ...]:
    """Put rows on their feet, remembered for the labels that say the same."""
    return tuple(
        Placed(edge + run.x, edge + foot, run.width, run.text, run.size_pt, run.bold)
        for row, foot in zip(rows, feet, strict=True)
        for run in row.runs
    )


def _feet(head: Sequence[Row], body: Sequence[Row], lead: float, height: float) -> list[float]:
    """Give the foot of every line, pulled apart as far as there is room; none without room."""
    rows = [*head, *body]
    first = _CAP * rows[0].size_pt * POINT_MM
    pitches = [pitch_mm(row, lead) for row in rows[1:]]
    room = height - first - sum(pitches) - _FOOT * rows[-1].size_pt * POINT_MM
    if room < 0:
        return []
    wishes = [
        max(_HAND_MM - pitch, 0) if row.by_hand else 0.0
        for row, pitch in zip(rows[1:], pitches, strict=True)
    ]
    wishes[len(head) - 1] += _APART_MM
    pitches, room = _wider(pitches, wishes, room)
    pitches, _left = _wider(pitches, [_MORE_MM] * len(pitches), room)
    feet = [first]
    for pitch in pitches:
        feet.append(feet[-1] + pitch)
    return feet


def _wider(
    pitches: Sequence[float], wishes: Sequence[float], room: float
) -> tuple[list[float], float]:
    """Give each line the same share of what it wishes for; return what is left of the room."""
    wanted = sum(wishes)
    share = min(1.0, room / wanted) if wanted else 0.0
    grown = [pitch + wish * share for pitch, wish in zip(pitches, wishes, strict=True)]
    return grown, room - wanted * share
