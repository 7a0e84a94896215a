"""Writes which side is which around the bones and tags, and frames the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from spineplanner.drawing.curves import extent, points_of
from spineplanner.drawing.lettering import CAP_HEIGHT, box_of, width_mm, wrapped
from spineplanner.drawing.shapes import Anchor, Box, Role, Shape, Text
from spineplanner.drawing.tags import Margin

# Lengths in letters: multiples of the size of a name.
_EDGE = 0.5
_SIDE_SIZE, _SIDE_GAP = 1.3, 0.3
_CAPTION_GAP, _CAPTION_LINE, _CAPTION_REACH = 0.9, 1.3, 6.5


@dataclass(frozen=True, slots=True)
class Captions:
    """The words that say which side is which, in full."""

    left: str
    right: str
    seen_from_behind: str


def surround(
    captions: Captions,
    *,
    bones: Sequence[Shape],
    names: Sequence[Text],
    margins: Sequence[Margin],
    reach_mm: float,
    letter_mm: float,
) -> tuple[Box, tuple[Text, ...]]:
    """Write the sides in the upper corners of the bones, and the caption below everything.

    `reach_mm` is how far bones and names reach from the midline.
    """
    spine = extent(shape.outline for shape in bones)
    size = _SIDE_SIZE * letter_mm
    reach_mm = max(reach_mm, _words_reach(captions, size))
    baseline = _side_baseline(captions, bones, names, reach_mm, size)
    left, right = (
        Text(Role.SIDE_WORD, word, x, baseline, size, bold=True, anchor=anchor)
        for word, x, anchor in (
            (captions.left, -reach_mm, Anchor.START),
            (captions.right, reach_mm, Anchor.END),
        )
    )
    half = max([reach_mm, *(side.outer for side in margins)])
    below = max([spine.bottom, *(side.bottom for side in margins)])
    half = max(half, _CAPTION_REACH * letter_mm)
    lines = _caption(captions.seen_from_behind, below=below, half=half, letter=letter_mm)
    edge = _EDGE * letter_mm
    frame = Box(
        left=-half - edge,
        top=min([spine.top, box_of(left).top, *(side.top for side in margins)]) - edge,
        right=half + edge,
        bottom=max([below, *(box_of(line).bottom for line in lines)]) + edge,
    )
    return frame, (left, right, *lines)


def _words_reach(captions: Captions, size: float) -> float:
    """How far the sides' words reach where the bones are too narrow to keep them apart."""
    widest = max(width_mm(word, size_mm=size) for word in (captions.left, captions.right))
    return widest + _SIDE_GAP * size


def _side_baseline(
    captions: Captions, bones: Sequence[Shape], names: Sequence[Text], reach: float, size: float
) -> float:
    """Put the sides level with the top of the bones, or above what is in their corners."""
    widest = max(width_mm(word, size_mm=size) for word in (captions.left, captions.right))
    outer = [
        y for shape in bones for x, y in points_of(shape.outline) if abs(x) > reach - widest - size
    ]
    tops = [*outer, *(box_of(name).top for name in names)]
    level_with_top = extent(shape.outline for shape in bones).top + CAP_HEIGHT * size
    return min(level_with_top, min(tops) - _SIDE_GAP * size)


def _caption(sentence: str, *, below: float, half: float, letter: float) -> tuple[Text, ...]:
    first = below + (_CAPTION_GAP + CAP_HEIGHT) * letter
    return tuple(
        Text(
            Role.CAPTION,
            line,
            0.0,
            first + index * _CAPTION_LINE * letter,
            letter,
            bold=False,
            anchor=Anchor.MIDDLE,
        )
        for index, line in enumerate(wrapped(sentence, size_mm=letter, width=2 * half))
    )
