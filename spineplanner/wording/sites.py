"""The names of sites, as screen and paper print them."""

from typing import assert_never

from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.wording.translate import _

EN_DASH = "\N{EN DASH}"


def level_name(level: Level) -> str:
    """Name a level by both vertebrae: "L4–L5"."""
    return level.value.replace("-", EN_DASH)


def side_word(side: Side) -> str:
    """The patient's side, in full and in capitals."""
    match side:
        case Side.LEFT:
            return _("LEFT")
        case Side.RIGHT:
            return _("RIGHT")
        case _:
            assert_never(side)


def site_name(site: Site) -> str:
    """Name a site in full: "L4–L5 facet LEFT"."""
    level = level_name(site.level) if site.level else ""
    match site.kind:
        case SiteKind.FACET:
            side = side_word(site.side) if site.side else ""
            return _("{level} facet {side}").format(level=level, side=side)
        case SiteKind.EPIDURAL:
            return _("{level} epidural, interlaminar").format(level=level)
        case SiteKind.CAUDAL:
            return _("caudal epidural")
        case SiteKind.VEIN:
            return _("intravenous infusion")
        case _:
            assert_never(site.kind)


def tag_name(site: Site) -> str:
    """Name a site beside the picture: "L4–L5 LEFT", "L4–L5 EPIDURAL"."""
    level = level_name(site.level) if site.level else ""
    match site.kind:
        case SiteKind.FACET:
            side = side_word(site.side) if site.side else ""
            return _("{level} {side}").format(level=level, side=side)
        case SiteKind.EPIDURAL:
            return _("{level} EPIDURAL").format(level=level)
        case SiteKind.CAUDAL:
            return _("caudal EPIDURAL")
        case SiteKind.VEIN:
            return _("INTRAVENOUS")
        case _:
            assert_never(site.kind)
