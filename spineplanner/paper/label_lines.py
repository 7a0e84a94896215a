"""What stands on the lines of a label, in the arrangements that are tried from the roomiest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from spineplanner.domain.labels import LabelLine
from spineplanner.paper.label_rows import (
    Piece,
    Row,
    TooLongError,
    Words,
    flowed,
    spread,
    words_of,
    wrapped,
)
from spineplanner.wording.labels import LabelText

LEAST_PT, LEAST_BOLD_PT = 6.2, 9.3
"""The smallest letters, and the smallest of route and site; 6 pt and 9 pt where a printer is
made up for by a smaller scale."""

STATE_PT = 6.6
_SITE_STEP_PT = 0.5
_NAME_LINES = 2


OWN_ROWS = 2
"""So many rows from the top differ from label to label; those below are mostly the same."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Letter sizes in points, the distance of lines in ems, and what shares a line.

    `run_on` lets everything below the volumes share lines; `brief` says it in fewer words.
    """

    route_pt: float
    site_pt: float
    dose_pt: float
    name_pt: float
    small_pt: float
    lead: float
    code_mm: float
    run_on: bool = False
    site_beside_route: bool = False
    brief: bool = False


ARRANGEMENTS = (
    Arrangement(12, 13, 10, 9, 7, 1.2, 13),
    Arrangement(11, 12, 9.5, 8.5, 6.6, 1.16, 12),
    Arrangement(10, 11, 9, 8, 6.4, 1.1, 11),
    Arrangement(10, 11, 9, 8, 6.4, 1.1, 11, run_on=True),
    Arrangement(10, 10.5, 9, 8, 6.4, 1.1, 11, run_on=True, site_beside_route=True),
    Arrangement(10, 11, 9, 8, 6.4, 1.1, 11, run_on=True, brief=True),
    Arrangement(10, 11, 9, 7, 6.4, 1.1, 9, run_on=True, brief=True),
    Arrangement(
        LEAST_BOLD_PT, 9.8, 8, 7, LEAST_PT, 1.03, 8, run_on=True, site_beside_route=True, brief=True
    ),
)
"""From the roomiest to the tightest; all labels of a sheet have the same."""


def state_piece(text: LabelText) -> Piece:
    """The state of an order that is not approved, which stands over the code."""
    return Piece(tuple(text.state.split()), STATE_PT, LabelLine.PLAN)


def head_rows(text: LabelText, how: Arrangement, width: float) -> list[Row]:
    """Route, site, cells and volumes: what must be read at arm's length."""
    route = Piece(words_of(text.route), how.route_pt, LabelLine.ROUTE)
    count = Piece(words_of(text.count), min(how.route_pt, how.dose_pt + 1), LabelLine.ROUTE)
    again = Piece(tuple(text.reprint.split()), LEAST_PT + 0.3, LabelLine.ROUTE)
    cells = Piece(words_of(text.cells), how.dose_pt, LabelLine.CELLS)
    volumes = tuple(
        Piece(words_of(line), how.dose_pt, LabelLine.VOLUMES) for line in (text.give, text.draw)
    )
    planned = Piece(tuple(text.planned.split()), how.dose_pt - 1, LabelLine.VOLUMES)
    if how.site_beside_route:
        return [
            _site_row(text, how, width, beside=(route,)),
            spread((cells,), (again, count), width=width),
            spread(volumes, (planned,), width=width),
        ]
    return [
        spread((route,), (again, count), width=width),
        _site_row(text, how, width, beside=()),
        spread((cells,), (planned,), width=width),
        spread(volumes, (), width=width),
    ]


def _site_row(text: LabelText, how: Arrangement, width: float, beside: tuple[Piece, ...]) -> Row:
    """Set the site as large as it fits, and never below the least size."""
    size = how.site_pt
    while True:
        site = Piece(words_of(text.site), size, LabelLine.SITE)
        try:
            return spread((*beside, site), (), width=width)
        except TooLongError:
            if size - _SITE_STEP_PT < LEAST_BOLD_PT:
                raise TooLongError(LabelLine.SITE) from None
        size -= _SITE_STEP_PT


def body_rows(text: LabelText, how: Arrangement, width: float) -> tuple[Row, ...]:
    """Whose it is and what is in it, when, by whom and by which plan."""
    name, *groups = _groups(text, how)
    if how.run_on and name[0].width <= width:
        return flowed((*name, *chain(*groups)), width=width)
    names = wrapped(name[0], width=width, most=_NAME_LINES)
    if how.run_on:
        return (*names, *flowed(tuple(chain(*groups)), width=width))
    return (*names, *(row for group in groups for row in flowed(group, width=width)))


def _groups(text: LabelText, how: Arrangement) -> tuple[tuple[Piece, ...], ...]:
    """The name and what stands below it: pieces that belong together."""

    def pieces(lines: Iterable[Words], part: LabelLine) -> tuple[Piece, ...]:
        return tuple(Piece(words, how.small_pt, part, bold=False) for words in lines)

    return (
        (Piece(tuple(text.patient.split()), how.name_pt, LabelLine.PATIENT),),
        pieces((tuple(words.split()) for words in text.identifiers), LabelLine.IDENTIFIER),
        pieces(map(words_of, text.content), LabelLine.CONTENT),
        pieces(map(words_of, text.times), LabelLine.TIMES),
        pieces([tuple(text.plan.split())], LabelLine.PLAN),
    )


def longest_part(text: LabelText, how: Arrangement, width: float) -> LabelLine:
    """What to blame where there are too many lines: a text longer than one, or none of them."""
    piece = max((p for group in _groups(text, how) for p in group), key=lambda p: p.width)
    return piece.part if piece.width > width else LabelLine.WHOLE
