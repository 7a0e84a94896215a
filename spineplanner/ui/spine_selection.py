"""What is selected after a gesture."""

from collections.abc import Iterable, Sequence

from spineplanner.domain.anatomy import LumbarCount, Site
from spineplanner.ui.spine_keys import between


def ordered(chosen: Iterable[Site]) -> tuple[Site, ...]:
    """Each site once, in order of numbering."""
    return tuple(sorted(set(chosen), key=lambda site: site.rank))


def toggled(selection: Sequence[Site], site: Site) -> tuple[Site, ...]:
    """Add a site to the selection, or take it out."""
    return ordered(set(selection) ^ {site})


def extended(
    selection: Sequence[Site], anchor: Site, site: Site, lumbar_count: LumbarCount
) -> tuple[Site, ...]:
    """Select from the anchor to a site down their column; of another column, add the site."""
    if (anchor.kind, anchor.side) == (site.kind, site.side):
        return ordered(between(anchor, site, lumbar_count))
    return ordered((*selection, anchor, site))
