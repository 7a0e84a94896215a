"""Planned and actual side by side, in sentences: whether the vials suffice."""

from spineplanner.domain.comparison import VialsCompared
from spineplanner.wording import numbers
from spineplanner.wording.translate import _, ngettext


def vials_sentences(vials: VialsCompared) -> list[str]:
    """Say whether the vials suffice: "Thaw 1 more vial: the stock is short by 2.1 mL."."""
    said = []
    if vials.more:
        said.append(
            ngettext(
                "Thaw {more} more vial: the stock is short by {short}, and counting again "
                "takes some of it.",
                "Thaw {more} more vials: the stock is short by {short}, and counting again "
                "takes some of it.",
                vials.more,
            ).format(more=vials.more, short=numbers.volume(vials.short_ul))
        )
    if vials.counted is not None and vials.planned is not None and vials.counted != vials.planned:
        said.append(
            _("Vials: planned {planned}, counted {counted}.").format(
                planned=vials.planned, counted=vials.counted
            )
        )
    return said
