"""A written order that people type in words, line by line: "L4–L5 facet left 1 million".

Each line names its levels by both vertebrae, the structure and, of a facet, the side in full;
cells have their unit. "iv" is the vein; a line that says "total" gives the sum. Several sites
take "each". Every word must be understood; what could be read two ways is refused with its line.
"""

import re
from dataclasses import dataclass

from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.domain.written_order import OrderLine
from spineplanner.wording import numbers
from spineplanner.wording.order_tokens import Said, Token, not_understood, pattern, tokens
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.reading_amounts import in_million, read_amount, read_millilitres
from spineplanner.wording.reading_places import PLACE_WORDS, read_places
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


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line taken apart: where, the amount, the volume, and what "each" is of."""

    place: tuple[Said, ...]
    amount: tuple[Said, ...]
    volume: tuple[Said, ...]
    each: tuple[str, ...]


_NUMBER = "a?[NW](?:[ax]*[NW])*"
_FORM = re.compile(
    f"(?P<head>[^NWa]*)(?P<amount>{_NUMBER})(?:e?i(?P<volume>{_NUMBER}(?:x?a)?)M)?(?P<tail>[^NWM]*)"
)
_TOTALS = {
    "total", "in total", "total of", "total dose", "total dose of", "grand total",
    "in all", "altogether", "sum",
}  # fmt: skip
_KNOWN = PLACE_WORDS | {word for total in _TOTALS for word in total.split()}


def read_order(text: str) -> OrderRead | OrderMisread:
    """Read a whole order: a line, or what stands between semicolons, is one or several sites."""
    lines: list[OrderLine] = []
    total: int | None = None
    for number, written in enumerate(text.split("\n"), start=1):
        for typed in filter(str.strip, written.split(";")):
            read = _read_line(typed)
            if isinstance(read, Misread):
                return OrderMisread(number, read.why)
            if isinstance(read, int):
                if total is not None:
                    return OrderMisread(number, _("The total is given twice."))
                total = read
                continue
            for line in read:
                if any(other.site == line.site for other in lines):
                    twice = _("{site} is given twice.").format(site=site_name(line.site))
                    return OrderMisread(number, twice)
                lines.append(line)
    if not lines:
        return OrderMisread(1, _("Type the sites, one a line: L4–L5 facet left 1 million."))
    return OrderRead(tuple(lines), total)


def order_sentences(order: OrderRead) -> list[str]:
    """Say site by site how an order was read, and its total."""
    said = []
    for line in sorted(order.lines, key=lambda line: line.site.rank):
        words = _("{site}: {cells}") if line.volume_ul is None else _("{site}: {cells} in {volume}")
        volume = numbers.volume(line.volume_ul or 0)
        cells = numbers.cells(line.cells)
        said.append(words.format(site=site_name(line.site), cells=cells, volume=volume))
    if order.total_cells is not None:
        said.append(_("Total: {cells}").format(cells=numbers.cells(order.total_cells)))
    return said


def _read_line(typed: str) -> tuple[OrderLine, ...] | int | Misread:
    """The sites of a line with their cells, or the total."""
    said = tokens(typed)
    if isinstance(said, Misread):
        return said
    for each in said:
        if each.token is Token.WORD and each.text not in _KNOWN:
            return not_understood(each.text)
    parts = _parts(said, typed)
    if isinstance(parts, Misread):
        return parts
    cells = read_amount(parts.amount)
    if isinstance(cells, Misread):
        return cells
    if _words(parts.place) in _TOTALS and not parts.volume and not parts.each:
        return cells
    volume_ul = read_millilitres(parts.volume) if parts.volume else None
    if isinstance(volume_ul, Misread):
        return volume_ul
    sites = read_places(parts.place)
    if isinstance(sites, Misread):
        return sites
    unclear = _unclear(parts.each, sites)
    if unclear is not None:
        return unclear
    return tuple(OrderLine(site=site, cells=cells, volume_ul=volume_ul) for site in sites)


def _parts(said: tuple[Said, ...], typed: str) -> _Parts | Misread:
    match = _FORM.fullmatch(pattern(said))
    if match is None:
        if not any(each.token in {Token.NUMBER, Token.COUNTING} for each in said):
            return in_million(typed.split())
        return Misread(
            _("“{text}”: write the place and one amount in million, such as 1 million.").format(
                text=shown(typed.strip())
            )
        )
    head, tail = said[: match.end("head")], said[match.start("tail") :]
    if _words(head) and _words(tail):
        return Misread(
            _("“{text}”: write the amount before or behind all of the place.").format(
                text=shown(typed.strip())
            )
        )
    around = tuple(each.text for each in said if each.token is Token.EACH)
    return _Parts(
        place=tuple(each for each in (*head, *tail) if each.token is not Token.EACH),
        amount=said[match.start("amount") : match.end("amount")],
        volume=said[match.start("volume") : match.end("volume")] if match["volume"] else (),
        each=around,
    )


def _words(said: tuple[Said, ...]) -> str:
    unheard = {Token.COMMA, Token.EACH}
    return " ".join(each.text for each in said if each.token not in unheard)


def _unclear(each: tuple[str, ...], sites: tuple[Site, ...]) -> Misread | None:
    """Say what is missing where cells for several sites could be those of one or of all."""
    if len(sites) == 1:
        return None if not each else Misread(_("“each” is of several sites, and one is named."))
    if not each:
        return Misread(_("Several sites: say “each” behind the cells, or write one site a line."))
    levels = {site.level for site in sites}
    for words in each:
        several_levels = words.endswith("side") and len(levels) > 1
        several_sides = words.endswith("level") and len(levels) < len(sites)
        no_facet = words.endswith(("joint", "facet")) and sites[0].kind is not SiteKind.FACET
        if several_levels or several_sides or no_facet:
            return Misread(
                _("“{text}” could be read in two ways. Write one site a line.").format(text=words)
            )
    return None
