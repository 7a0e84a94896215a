"""A page to test a label stock with: numbered frames, crosses at their corners, and two rulers."""

from spineplanner.domain.label_stock import Adjustment, LabelStock
from spineplanner.paper.metrics import POINT_MM, text_width_mm
from spineplanner.wording import numbers
from spineplanner.wording.labels import trial_sentences

_HAIR_MM, _LINE_MM = 0.1, 0.2
_CROSS_MM = 2.0
_RULER_MM = 100
_NUMBER_PT, _SMALL_PT = 12.0, 7.0

Trial = dict[str, object]
_Rule = list[float]


def trial_labels(stock: LabelStock, adjustment: Adjustment) -> list[Trial]:
    """Frame and number every label of a page, and lay rulers over the whole of it."""
    frames = [_frame(place, stock, adjustment) for place in range(stock.per_page)]
    return [*frames, _rulers(stock, adjustment)]


def _frame(place: int, stock: LabelStock, adjustment: Adjustment) -> Trial:
    width, height = stock.label_width_um / 1000, stock.label_height_um / 1000
    number_mm = _NUMBER_PT * POINT_MM
    words: list[list[object]] = [[2.0, 2.0 + number_mm, _NUMBER_PT, True, str(place + 1)]]
    if place == 0 and stock.per_page > 1:  # on a single label the rulers need the room
        words += _instructions(stock, adjustment, top=2.0 + number_mm)
    return _drawn(
        stock, place, adjustment, words, [*_outline(width, height), *_crosses(width, height)]
    )


def _instructions(stock: LabelStock, adjustment: Adjustment, *, top: float) -> list[list[object]]:
    """What to do with the page, in the first frame; left out where the frame is too small."""
    width, height = stock.label_width_um / 1000, stock.label_height_um / 1000
    pitch = 1.25 * _SMALL_PT * POINT_MM
    lines: list[str] = []
    for sentence in trial_sentences(stock, adjustment):
        start = len(lines)
        for word in sentence.split():
            longer = f"{lines[-1]} {word}" if len(lines) > start else word
            if len(lines) > start and text_width_mm(longer, size_pt=_SMALL_PT) <= width - 4:
                lines[-1] = longer
            else:
                lines.append(word)
    fits = top + pitch * len(lines) <= height - 2
    wide = max(text_width_mm(text, size_pt=_SMALL_PT) for text in lines) > width - 4
    if wide or not fits:
        return []
    return [
        [2.0, top + pitch * (index + 1), _SMALL_PT, False, text] for index, text in enumerate(lines)
    ]


def _outline(width: float, height: float) -> list[_Rule]:
    return [
        [0, 0, width, 0, _HAIR_MM],
        [0, height, width, 0, _HAIR_MM],
        [0, 0, height, 1, _HAIR_MM],
        [width, 0, height, 1, _HAIR_MM],
    ]


def _crosses(width: float, height: float) -> list[_Rule]:
    """Two short lines through each corner."""
    return [
        rule
        for x in (0.0, width)
        for y in (0.0, height)
        for rule in (
            [x - _CROSS_MM, y, 2 * _CROSS_MM, 0, _LINE_MM],
            [x, y - _CROSS_MM, 2 * _CROSS_MM, 1, _LINE_MM],
        )
    ]


def _rulers(stock: LabelStock, adjustment: Adjustment) -> Trial:
    """Two rulers through the middle of the page, with a tick each millimetre and a longer ten."""
    page_w, page_h = stock.page_width_um / 1000, stock.page_height_um / 1000
    rules: list[_Rule] = []
    words: list[list[object]] = []
    for across in (True, False):
        along, other = (page_w, page_h) if across else (page_h, page_w)
        length = min(_RULER_MM, int(along * 0.8) // 10 * 10)
        start, axis = (along - length) / 2, other / 2
        rules.append(_along(start, axis, length, across=across))
        for mm in range(length + 1):
            tick = 3.0 if mm % 10 == 0 else 2.0 if mm % 5 == 0 else 1.2
            rules.append(_tick(start + mm, axis, tick, across=across))
        name = numbers.decimal(length, places=0) + " mm"
        end = start + length + 1.0
        where = [end, axis + 1.0] if across else [axis + 1.0, end + 1.5]
        words.append([*where, _SMALL_PT, True, name])
    return {
        "x": adjustment.offset_x_um / 1000,
        "y": adjustment.offset_y_um / 1000,
        "words": words,
        "rules": rules,
    }


def _along(start: float, axis: float, length: float, *, across: bool) -> _Rule:
    return [start, axis, length, 0, _LINE_MM] if across else [axis, start, length, 1, _LINE_MM]


def _tick(at: float, axis: float, length: float, *, across: bool) -> _Rule:
    if across:
        return [at, axis - length, length, 1, _HAIR_MM]
    return [axis - length, at, length, 0, _HAIR_MM]


def _drawn(
    stock: LabelStock,
    place: int,
    adjustment: Adjustment,
    words: list[list[object]],
    rules: list[_Rule],
) -> Trial:
    x, y = adjustment.moved_um(*stock.corner_um(place))
    return {"x": x / 1000, "y": y / 1000, "words": words, "rules": rules}
