"""Sentences with places in them that a hand fills in, or words that stand out."""

from enum import StrEnum
from string import Formatter

Segment = dict[str, str]
"""One run of a line: {"text": ...}, {"strong": ...} or {"blank": the name of a Blank}."""

Line = list[Segment]


class Blank(StrEnum):
    """A place on the paper for a hand: how much room it needs."""

    TICK = "tick"
    CLOCK = "clock"
    BRIEF = "brief"
    SHORT = "short"
    LONG = "long"


class Strong(str):
    """Words that must not be overlooked."""

    __slots__ = ()


def line(message: str, **parts: str | Blank) -> Line:
    """Fill a whole message whose named places are texts, strong words or blanks."""
    segments: Line = []
    for literal, name, _format, _conversion in Formatter().parse(message):
        if literal:
            segments.append({"text": literal})
        if name is not None:
            segments.append(_segment(parts[name]))
    return segments


def _segment(part: str | Blank) -> Segment:
    match part:
        case Blank():
            return {"blank": part.value}
        case Strong():
            return {"strong": str(part)}
        case _:
            return {"text": part}


def plain(segments: Line) -> str:
    """The words of a line alone, blanks left out."""
    return "".join(segment.get("text", segment.get("strong", "")) for segment in segments)
