"""Finds a site by the few letters that people type of its name: "l45 l" is L4–L5 facet LEFT."""

import re
from collections.abc import Iterable, Sequence

from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _


def matching(text: str, sites: Iterable[Site]) -> tuple[Site, ...]:
    """The sites whose names go with what is typed, in their own order.

    Each typed word must begin a word of the name, another one each; a level may be typed with
    or without its dash and the second letter: "l4-l5", "l4l5", "l45".
    """
    typed = [_bare(word) for word in text.split()]
    return tuple(site for site in sites if _goes_with([w for w in typed if w], _words(site)))


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word.casefold())


def _words(site: Site) -> list[tuple[str, ...]]:
    """The words of a site's name, each with its other spellings."""
    words: list[tuple[str, ...]] = [(_bare(word),) for word in site_name(site).split()]
    if site.level is not None:
        upper, lower = site.level.upper_vertebra, site.level.lower_vertebra
        joined = f"{upper}{lower}".casefold()
        words[0] = (joined, f"{upper}{lower[1:]}".casefold(), joined.strip("clts"))
    if site.kind is SiteKind.VEIN:
        words.append((_bare(_("vein")), _bare(_("IV"))))
    return words


def _goes_with(typed: Sequence[str], words: Sequence[tuple[str, ...]]) -> bool:
    """Whether every typed word begins a word of its own."""
    if not typed:
        return True
    return any(
        any(spelling.startswith(typed[0]) for spelling in word)
        and _goes_with(typed[1:], [*words[:place], *words[place + 1 :]])
        for place, word in enumerate(words)
    )
