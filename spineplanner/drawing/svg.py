"""Writes a drawing as SVG: the same text for the same drawing, always."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain, islice
from typing import assert_never

from spineplanner.drawing.palette import Look, Palette
from spineplanner.drawing.shapes import (
    Close,
    Command,
    Curve,
    Drawing,
    Line,
    Move,
    Point,
    Role,
    Shape,
    Text,
)

_BOLD = 700
_REGULAR = 400


def to_svg(
    drawing: Drawing,
    *,
    palette: Palette,
    size_mm: tuple[float, float] | None = None,
    paths: Sequence[str] = (),
) -> str:
    """Write the drawing; its lengths are millimetres, with at most two decimals.

    Args:
        drawing: what is written.
        palette: how its roles look.
        size_mm: the width and height in which it is shown, whole and in the middle; its own
            without them.
        paths: what `path_data` gives for the drawing's first shapes, where that is known already,
            as for bones that are dressed again.
    """
    box = " ".join(
        _number(value)
        for value in (drawing.frame.left, drawing.frame.top, drawing.width_mm, drawing.height_mm)
    )
    width, height = _number(drawing.width_mm), _number(drawing.height_mm)
    if size_mm is not None:
        width, height = (f"{length:.5f}" for length in size_mm)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" '
        f'height="{height}mm" viewBox="{box}" stroke-linejoin="round" '
        'stroke-linecap="round" font-family="Inter">',
        "<defs>",
        *_gradients(drawing, palette),
        "</defs>",
        *_shapes(drawing, palette, paths),
        *(_text(text, palette[text.role]) for text in drawing.texts),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _gradients(drawing: Drawing, palette: Palette) -> Iterator[str]:
    used = {shape.role for shape in drawing.shapes}
    for role in Role:
        look = palette[role]
        if role in used and look.fill_below:
            yield (
                f'<linearGradient id="{role}" x1="0" y1="0" x2="0" y2="1">'
                f'<stop offset="0" stop-color="{look.fill}"/>'
                f'<stop offset="1" stop-color="{look.fill_below}"/></linearGradient>'
            )


def _shapes(drawing: Drawing, palette: Palette, paths: Sequence[str]) -> Iterator[str]:
    paints = {
        role: _paint(role, palette[role], drawing.pen_mm)
        for role in {shape.role for shape in drawing.shapes}
    }
    others = (path_data(shape) for shape in islice(drawing.shapes, len(paths), None))
    for shape, path in zip(drawing.shapes, chain(paths, others), strict=True):
        yield f'<path d="{path}" {paints[shape.role]}/>'


def path_data(shape: Shape) -> str:
    """Write the outline of a shape in the letters of an SVG path."""
    return "".join(_command(command) for command in shape.outline)


def _paint(role: Role, look: Look, pen_mm: float) -> str:
    fill = f"url(#{role})" if look.fill_below else look.fill or "none"
    parts = [f'fill="{fill}"']
    if look.opacity < 1:
        parts.append(f'fill-opacity="{_number(look.opacity)}"')
    if look.line:
        parts.append(f'stroke="{look.line}" stroke-width="{_number(look.width * pen_mm)}"')
    if look.dash:
        dash = " ".join(_number(length * pen_mm) for length in look.dash)
        parts.append(f'stroke-dasharray="{dash}" stroke-linecap="butt"')
    return " ".join(parts)


def _text(text: Text, look: Look) -> str:
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size_mm)}" '
        f'font-weight="{_BOLD if text.bold else _REGULAR}" text-anchor="{text.anchor}" '
        f'fill="{look.fill or "none"}">{escape(text.string, quote=False)}</text>'
    )


def _command(command: Command) -> str:
    match command:
        case Move(to):
            return f"M{_point(to)}"
        case Line(to):
            return f"L{_point(to)}"
        case Curve(control_1, control_2, to):
            return f"C{_point(control_1)} {_point(control_2)} {_point(to)}"
        case Close():
            return "Z"
        case _:
            assert_never(command)


def _point(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """Write a number with at most two decimals, and no minus before a zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
