"""Where a written order sends cells: levels, sides and structure in people's words.

A closed list of words, all of which must be used up. Several levels or sides are a grid only
where the words leave no other reading: "bilateral L4-5 and L5-S1 facets" is four joints, "left
L4-5 and right L5-S1 facet" is refused.
"""

import re
from collections.abc import Sequence

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Region, Side, Site, SiteKind
from spineplanner.wording.order_tokens import Said, Token, not_understood
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.sites import level_name
from spineplanner.wording.translate import _

_PHRASES = {
    "both sides": "B",
    "on both sides": "B",
    "bilateral": "B",
    "bilaterally": "B",
    "both": "b",
    "left": "S",
    "right": "S",
    "facet joints": "P",
    "facet joint": "F",
    "facets": "P",
    "facet": "F",
    "interlaminar epidural space": "E",
    "epidural space": "E",
    "interlaminar epidural": "E",
    "epidural , interlaminar": "E",
    "epidural interlaminar": "E",
    "caudal epidural space": "C",
    "caudal epidural": "C",
    "epidural , caudal": "C",
    "caudal": "C",
    "epidural": "E",
    "intravenous infusion": "I",
    "iv infusion": "I",
    "intravenously": "I",
    "intravenous": "I",
    "iv": "I",
    "the vein": "I",
    "vein": "I",
    "lumbar": "R",
    "cervical": "R",
    "and": "A",
    ",": "K",
    **dict.fromkeys(("the", "level", "levels"), "f"),
    **dict.fromkeys(("into", "in", "to", "at", "of"), "p"),
}
"""What each phrase is, as one letter; the longest that fits is taken."""

PLACE_WORDS = frozenset(word for phrase in _PHRASES for word in phrase.split())
"""Every word that can be part of a place."""

_LONGEST = max(len(phrase.split()) for phrase in _PHRASES)
_LEVELS = re.compile(r"V(?:(?:K|A|KA)V)*")
_SIDES = re.compile(r"SAS")
_REGIONS = {"lumbar": Region.LUMBAR, "cervical": Region.CERVICAL}


def read_places(said: Sequence[Said]) -> tuple[Site, ...] | Misread:
    """Find every site that the words name, each once, in the order of levels and sides."""
    found = _phrases(said)
    if isinstance(found, Misread):
        return found
    letters = "".join(letter for letter, _words in found)
    if letters.rstrip("Kf").endswith("p"):
        return not_understood(said[-1].text)
    levels = tuple(each.level for each in said if each.level is not None)
    shape = re.sub(r"[KfpR]", "", _LEVELS.sub("L", _SIDES.sub("B", letters)))
    sites = _sites(shape, letters, levels, said)
    if isinstance(sites, Misread):
        return sites
    regions = {_REGIONS[words] for letter, words in found if letter == "R"}
    if any(site.region not in regions for site in sites if regions):
        return Misread(_("“{text}” names another region.").format(text=_text(said)))
    if len(set(sites)) < len(sites):
        return Misread(_("“{text}” names a place twice.").format(text=_text(said)))
    return sites


def _phrases(said: Sequence[Said]) -> list[tuple[str, str]] | Misread:
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(said):
        if said[place].token is Token.LEVEL:
            found.append(("V", said[place].text))
            place += 1
            continue
        for count in range(_LONGEST, 0, -1):
            words = " ".join(each.text for each in said[place : place + count])
            if words in _PHRASES:
                found.append((_PHRASES[words], words))
                place += count
                break
        else:
            return not_understood(said[place].text)
    return found


def _sites(
    shape: str, letters: str, levels: tuple[Level, ...], said: Sequence[Said]
) -> tuple[Site, ...] | Misread:
    match "".join(sorted(shape)):
        case "C":
            return (CAUDAL,)
        case "I":
            return (VEIN,)
        case "EL":
            return tuple(Site(SiteKind.EPIDURAL, level) for level in levels)
        case "BFL" | "BLP" | "FLS" | "LPS" | "FLb" | "LPb":
            return _facets(shape, letters, levels, said)
        case _:
            return Misread(_why(shape, said))


def _facets(
    shape: str, letters: str, levels: tuple[Level, ...], said: Sequence[Said]
) -> tuple[Site, ...] | Misread:
    named = [Side(each.text.upper()) for each in said if each.text in {"left", "right"}]
    if "b" in shape and len(levels) > 1:
        return Misread(_("“both” could be both sides or both levels. Say “both sides”."))
    sides = tuple(Side) if {"B", "b"} & {*shape} else tuple(named)
    if "SAS" in letters and len({*named}) == 1:
        return Misread(_("“{text}” names a side twice.").format(text=_text(said)))
    sites = tuple(Site(SiteKind.FACET, level, side) for level in levels for side in sides)
    if len(sites) == 1 and "P" in shape:
        return Misread(_("“facets” are several, and one is named. Name the others, or “facet”."))
    return sites


def _why(shape: str, said: Sequence[Said]) -> str:
    """Say what is missing from a place, or that it could be read in two ways."""
    kinds, levels, sides = (
        sum(shape.count(letter) for letter in letters) for letters in ("FPECI", "L", "SBb")
    )
    if kinds > 1 or levels > 1 or sides > 1 or "A" in shape:
        return _("“{text}” could be read in two ways. Write one site a line.").format(
            text=_text(said)
        )
    if {"E", "C", "I"} & {*shape}:
        if sides:
            return _("“{text}”: only a facet has a side.").format(text=_text(said))
        if levels:
            return _("“{text}”: this structure has no level.").format(text=_text(said))
        return _("Name both vertebrae of the epidural, such as L4–L5, or say caudal.")
    if not levels:
        return _(
            "“{text}”: name both vertebrae and the structure, such as L4–L5 facet left."
        ).format(text=_text(said))
    if not kinds:
        return _("“{text}”: say the structure, facet or epidural.").format(text=_text(said))
    return _("Say the side of the facet in full: left or right.")


def _text(said: Sequence[Said]) -> str:
    return shown(" ".join(level_name(each.level) if each.level else each.text for each in said))
