"""A written order that people type in words, line by line: "L4–L5 facet left 1 million".

Each line names both vertebrae, the structure and, of a facet, the side in full; cells are in
million, said so. "iv" is the vein; a line that begins with "total" gives the sum. Nothing is
guessed: what could be read two ways is refused with its line and a word.
"""

import re
from dataclasses import dataclass

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Side, Site, SiteKind
from spineplanner.domain.written_order import OrderLine
from spineplanner.wording.reading import Misread, read_cells, shown
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _


@dataclass(frozen=True, slots=True)
class OrderRead:
    """What a typed order says: its sites, and the total if it states one."""

    lines: tuple[OrderLine, ...]
    total_cells: int | None


@dataclass(frozen=True, slots=True)
class OrderMisread:
    """The line, counted from 1, that can't be read, and why."""

    line: int
    why: str


_DASHES = re.compile(r"\s*(?:[-\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]|\bto\b)\s*")
_AMOUNT = re.compile(r"(?P<place>.*?)\s+(?P<amount>[0-9][0-9.,\s]*)million(?: cells)?")
_PLACE = re.compile(r"(?P<level>[ctl][0-9]{1,2}-[ctls][0-9]{1,2})\s+(?P<rest>.+)")
_VEIN = {"iv", "i.v.", "intravenous", "intravenous infusion", "vein"}
_CAUDAL = {"caudal", "caudal epidural"}
_EPIDURAL = {"epidural", "interlaminar epidural", "epidural, interlaminar"}
_FACET = re.compile(r"facet(?: joint)?(?:[\s,]+(?P<side>left|right))?|(?P<first>left|right) facet")
_LEVELS = {level.value.casefold(): level for level in Level}


def read_order(text: str) -> OrderRead | OrderMisread:
    """Read a whole order: one site a line, or separated by semicolons; empty lines are skipped."""
    lines: list[OrderLine] = []
    total: int | None = None
    for number, typed in enumerate(re.split(r"[\n;]", text), start=1):
        if not typed.strip():
            continue
        read = _read_line(typed.strip())
        if isinstance(read, Misread):
            return OrderMisread(number, read.why)
        place, cells = read
        if place is None:
            if total is not None:
                return OrderMisread(number, _("The total is given twice."))
            total = cells
        elif any(line.site == place for line in lines):
            return OrderMisread(number, _("{site} is given twice.").format(site=site_name(place)))
        else:
            lines.append(OrderLine(site=place, cells=cells))
    if not lines:
        return OrderMisread(1, _("Type the sites, one a line: L4–L5 facet left 1 million."))
    return OrderRead(tuple(lines), total)


def _read_line(typed: str) -> tuple[Site | None, int] | Misread:
    """The site and the cells of a line; no site is the total."""
    match = _AMOUNT.fullmatch(typed.casefold().rstrip(". "))
    if match is None:
        return Misread(
            _("“{text}”: end it with the cells in million, such as 1 million.").format(
                text=shown(typed)
            )
        )
    cells = read_cells(match["amount"])
    if isinstance(cells, Misread):
        return cells
    words = " ".join(_DASHES.sub("-", match["place"].rstrip(" :,")).split())
    if words == "total":
        return None, cells
    place = _site(words, typed)
    return place if isinstance(place, Misread) else (place, cells)


def _site(words: str, typed: str) -> Site | Misread:
    if words in _VEIN:
        return VEIN
    if words in _CAUDAL:
        return CAUDAL
    match = _PLACE.fullmatch(words)
    if match is None:
        return Misread(
            _("“{text}”: name both vertebrae and the structure, such as L4–L5 facet left.").format(
                text=shown(typed)
            )
        )
    level = _LEVELS.get(match["level"])
    if level is None:
        return Misread(_("There is no level {level}.").format(level=match["level"].upper()))
    if match["rest"] in _EPIDURAL:
        return Site(SiteKind.EPIDURAL, level)
    return _facet(level, match["rest"])


def _facet(level: Level, words: str) -> Site | Misread:
    match = _FACET.fullmatch(words)
    if match is None:
        return Misread(
            _("“{text}” is no structure: say facet left, facet right or epidural.").format(
                text=shown(words)
            )
        )
    side = match["side"] or match["first"]
    if side is None:
        return Misread(_("Say the side of the facet in full: left or right."))
    return Site(SiteKind.FACET, level, Side(side.upper()))
