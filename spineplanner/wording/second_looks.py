"""What a second pair of eyes has found: in the written order, the second check, on a sheet."""

from typing import assert_never

from spineplanner.domain.blind_check import Asked
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.second_check import Checked, CheckedLine
from spineplanner.domain.sheet_reference import (
    Current,
    NotAReference,
    OtherPlan,
    ReferenceFault,
    Standing,
    Superseded,
    Unknown,
)
from spineplanner.domain.written_order import (
    CellsDiffer,
    NotOrdered,
    NotPlanned,
    OrderDifference,
    OrderSumOff,
    SideDiffers,
    TotalDiffers,
    VolumesDiffer,
)
from spineplanner.wording import numbers
from spineplanner.wording.differences import differences
from spineplanner.wording.sites import side_word, site_name
from spineplanner.wording.translate import _


def order_difference_sentence(difference: OrderDifference) -> str:
    """Say how the plan differs from the written order."""
    match difference:
        case SideDiffers(ordered=ordered, planned=planned):
            side = side_word(planned.side) if planned.side else ""
            return _("The order says {ordered}, the plan {side}.").format(
                ordered=site_name(ordered), side=side
            )
        case NotPlanned(site=site, cells=cells):
            return _("The order says {site}, {cells}; the plan has nothing there.").format(
                site=site_name(site), cells=numbers.cells(cells)
            )
        case NotOrdered(site=site, cells=cells):
            return _("The plan has {site}, {cells}; the order has nothing there.").format(
                site=site_name(site), cells=_cells(cells)
            )
        case CellsDiffer(site=site, ordered=ordered_cells, planned=planned_cells):
            return _("{site}: the order says {ordered}, the plan {planned}.").format(
                site=site_name(site),
                ordered=numbers.cells(ordered_cells),
                planned=_cells(planned_cells),
            )
        case VolumesDiffer(site=site, ordered_ul=ordered_ul, planned_ul=planned_ul):
            return _("{site}: the order says {ordered}, the plan {planned}.").format(
                site=site_name(site),
                ordered=numbers.volume(ordered_ul),
                planned=_("no volume yet") if planned_ul is None else numbers.volume(planned_ul),
            )
        case TotalDiffers(ordered=ordered_cells, planned=planned_total):
            return _("The order says {ordered} in all, the plan {planned}.").format(
                ordered=numbers.cells(ordered_cells), planned=numbers.cells(planned_total)
            )
        case OrderSumOff(total=total, lines=lines):
            return _("The lines of the order add up to {lines}; it says {total} in all.").format(
                lines=numbers.cells(lines), total=numbers.cells(total)
            )
        case _:
            assert_never(difference)


def _cells(cells: int | None) -> str:
    return _("no cells yet") if cells is None else numbers.cells(cells)


def asked_words(asked: Asked) -> str:
    """Name a number that the checker is asked for, with its unit."""
    match asked.what:
        case Checked.TOTAL:
            words = _("Cells ordered in all, in million")
        case Checked.VIALS:
            words = _("Vials to thaw")
        case Checked.STOCK:
            words = _("Stock of suspension {of}, in mL")
        case Checked.DRAW_TO:
            words = _("Syringe {of}: draw to, in mL")
        case _:
            assert_never(asked.what)
    return words.format(of=asked.of)


def checked_sentence(line: CheckedLine) -> str:
    """Say what the checker found and what was computed: the same, or not."""
    name = asked_words(Asked(line.what, line.of))
    computed = _figure(line.what, line.computed, absent=_("not computable"))
    if line.agrees:
        return _("{name}: both {number}.").format(name=name, number=computed)
    return _("{name}: checker {entered}, program {computed}.").format(
        name=name,
        entered=_figure(line.what, line.entered, absent=_("left blank")),
        computed=computed,
    )


def _figure(what: Checked, value: int | None, *, absent: str) -> str:
    if value is None:
        return absent
    match what:
        case Checked.TOTAL:
            return numbers.millions(value)
        case Checked.VIALS:
            return str(value)
        case Checked.STOCK | Checked.DRAW_TO:
            return numbers.ml(value)
        case _:
            assert_never(what)


def not_a_reference_sentence(refused: NotAReference) -> str:
    """Say why a text is no sheet's code."""
    match refused.fault:
        case ReferenceFault.EMPTY:
            return _("Scan or type the code of the sheet.")
        case ReferenceFault.CUT_SHORT:
            return _("The code ends in the middle. Scan or type it again.")
        case ReferenceFault.TWICE:
            return _("The code was read more than once. Scan it again.")
        case ReferenceFault.LETTER:
            return _(
                "“{letter}” is in no check code: it never has 0, O, 1 or I. Read it again."
            ).format(letter=refused.letter)
        case ReferenceFault.OTHER:
            return _("This is no code of a sheet, which looks like 7F3A-92CK.")
        case _:
            assert_never(refused.fault)


def standing_sentences(standing: Standing, formulary: Formulary) -> list[str]:
    """Say whether a sheet still holds, and what has changed since, one sentence for each."""
    match standing:
        case Current():
            return _current(standing)
        case Superseded():
            return [_superseded(standing), *_changes(standing, formulary)]
        case Unknown():
            return [_("Unknown: no sheet with this code was printed of this plan. Do not use it.")]
        case OtherPlan(number=number):
            return [_("Another plan: the sheet is of {number}.").format(number=number)]
        case _:
            assert_never(standing)


def _current(standing: Current) -> list[str]:
    said = _("Current: the sheet is of revision {revision}.").format(revision=standing.revision)
    if not standing.counted:
        return [said]
    if standing.counted_at is None:
        return [
            said,
            _("The stock has been counted: prepare only from a sheet that says COUNTED."),
        ]
    return [
        said,
        _(
            "The stock was counted at {time}: prepare only from a sheet that says COUNTED with "
            "that time, and not HOLD."
        ).format(time=numbers.moment(standing.counted_at)),
    ]


def _superseded(standing: Superseded) -> str:
    return _("Superseded: the sheet is of revision {then}, the plan is at {now}.").format(
        then=standing.revision, now=standing.now_revision
    )


def _changes(standing: Superseded, formulary: Formulary) -> list[str]:
    changes = differences(standing.before, standing.now, formulary)
    if changes:
        return changes
    if standing.same_code:
        return [_("The order was changed and changed back.")]
    return [_("The order is the same; the formulary or the calculation has changed.")]
