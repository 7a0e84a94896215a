"""Planned and actual side by side, in sentences: what the count and the bench have changed."""

from fractions import Fraction

from spineplanner.domain.comparison import (
    Comparison,
    ContainerCompared,
    SuspensionCompared,
    VialsCompared,
)
from spineplanner.domain.preparation import Suspension
from spineplanner.wording import numbers
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext


def comparison_sentences(comparison: Comparison) -> list[str]:
    """Say what is otherwise than planned: vials, suspensions, then each dose that is known."""
    return [
        *vials_sentences(comparison.vials),
        *(suspension_sentence(s) for s in comparison.suspensions if s.changed),
        *(s for s in map(dose_sentence, comparison.containers) if s),
    ]


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


def suspension_sentence(compared: SuspensionCompared) -> str:
    """Say what is to be measured for a suspension as planned, and now."""
    known = compared.computed or compared.planned
    return _("Suspension {letter}: planned {planned}, now {now}.").format(
        letter=known.letter if known else "–",
        planned=_mix(compared.planned),
        now=_mix(compared.computed),
    )


def _mix(suspension: Suspension | None) -> str:
    if suspension is None:
        return _("not computable")
    return _("{stock} stock + {diluent} diluent").format(
        stock=numbers.volume(suspension.stock_ul), diluent=numbers.volume(suspension.diluent_ul)
    )


def dose_sentence(compared: ContainerCompared) -> str:
    """Say what a site gets, as well as it is known; nothing before anything is counted."""
    error = compared.error
    cells, message = _best(compared)
    if error is None or cells is None or compared.ordered_cells is None:
        return ""
    return message.format(
        site=site_name(compared.site),
        cells=_("{number} million").format(number=numbers.figures(cells / numbers.MILLION)),
        ordered=numbers.cells(compared.ordered_cells),
        error=numbers.signed_per_cent(error),
    )


def _best(compared: ContainerCompared) -> tuple[Fraction | None, str]:
    if compared.given_cells is not None:
        return compared.given_cells, _("{site}: given {cells} of {ordered} ({error}).")
    if compared.made_cells is not None:
        return compared.made_cells, _("{site}: made {cells} of {ordered} ({error}).")
    return compared.computed_cells, _("{site}: will be {cells} of {ordered} ({error}).")
