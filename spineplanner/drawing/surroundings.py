"""Writes which side is which around the bones and tags, and frames the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from spineplanner.drawing.column import Skeleton
from spineplanner.drawing.curves import points_of
from spineplanner.drawing.lettering import CAP_HEIGHT, box_of, width_mm, wrapped
from spineplanner.drawing.shapes import Anchor, Box, Role, Text
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
    spine: Skeleton,
    names: Sequence[Text],
    margins: Sequence[Margin],
    key: Sequence[Text] = (),
    reach_mm: float,
    letter_mm: float,
) -> tuple[Box, tuple[Text, ...]]:
    """Write the sides over their names, and the caption below everything.

    Without names beside them the sides stand in the upper corners of the bones.

    `reach_mm` is how far bones and names reach from the midline.
    """
    size = _SIDE_SIZE * letter_mm
    reach_mm = max(reach_mm, _words_reach(captions, size))
    if named := [side for side in margins if side.outer > side.name]:
        start = max(side.name for side in named)
        baseline = min(
            spine.box.top + CAP_HEIGHT * size, min(side.top for side in named) - _SIDE_GAP * size
        )
        at = ((captions.left, -start, Anchor.END), (captions.right, start, Anchor.START))
        reach_mm = start + _words_reach(captions, size)
    else:
        baseline = _side_baseline(captions, spine, names, reach_mm, size)
        baseline = min([baseline, *(side.top - _SIDE_GAP * size for side in margins)])
        at = ((captions.left, -reach_mm, Anchor.START), (captions.right, reach_mm, Anchor.END))
    left, right = (
        Text(Role.SIDE_WORD, word, x, baseline, size, bold=True, anchor=anchor)
        for word, x, anchor in at
    )
    half = max([reach_mm, *(side.outer for side in margins)])
    below = max(
        [spine.box.bottom, *(side.bottom for side in margins), *(box_of(t).bottom for t in key)]
    )
    half = max([half, _CAPTION_REACH * letter_mm, *(-box_of(text).left for text in key)])
    half = max([half, *(box_of(text).right for text in key)])
    lines = _caption(captions.seen_from_behind, below=below, half=half, letter=letter_mm)
    edge = _EDGE * letter_mm
    frame = Box(
        left=-half - edge,
        top=min([spine.box.top, box_of(left).top, *(side.top for side in margins)]) - edge,
        right=half + edge,
        bottom=max([below, *(box_of(line).bottom for line in lines)]) + edge,
    )
    return frame, (left, right, *lines)


def _words_reach(captions: Captions, size: float) -> float:
    """How far the sides' words reach where the bones are too narrow to keep them apart."""
    widest = max(width_mm(word, size_mm=size) for word in (captions.left, captions.right))
    return widest + _SIDE_GAP * size


def _side_baseline(
    captions: Captions,
    spine: Skeleton,
    names: Sequence[Text],
    reach: float,
    size: float,
) -> float:
    """Put the sides level with the top of the bones, or above what is in their corners."""
    widest = max(width_mm(word, size_mm=size) for word in (captions.left, captions.right))
    outer = [
        y
        for shape in spine.shapes
        for x, y in points_of(shape.outline)
        if abs(x) > reach - widest - size
    ]
    tops = [*outer, *(box_of(name).top for name in names)]
    level_with_top = spine.box.top + CAP_HEIGHT * size
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
