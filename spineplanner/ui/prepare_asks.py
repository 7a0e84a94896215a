"""What a step of the day asks for, and the edit of the record that its answers make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from spineplanner.domain import edits
from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.day import DayStep, FigureName, StepKind, StepState
from spineplanner.domain.edits import Occasion, VialLabel
from spineplanner.domain.entries import Fate
from spineplanner.domain.formulary import Basis
from spineplanner.domain.recognising import count_of
from spineplanner.domain.record import Count
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import reading
from spineplanner.wording.day import fate_word, figure_name, figure_text
from spineplanner.wording.reading_days import read_expiry, write_expiry
from spineplanner.wording.reading_text import read_line
from spineplanner.wording.translate import _

MOST_VIALS = 10_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer that a step asks for, by the keyword of its edit.

    What has `options` is chosen, everything else is typed. `value` is what is known already;
    `planned` says what is expected, where that is known.
    """

    name: str
    label: str
    value: object = None
    planned: str = ""
    read: Callable[[str], Any] = read_line
    write: Callable[[Any], str] = str
    options: tuple[tuple[object, str], ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit of the record with what it is given."""

    edit: Callable[..., Any]
    given: dict[str, object]


_VOLUME = (reading.read_volume, reading.write_volume)
_VOLUME_OR_ZERO = (reading.read_volume_or_zero, reading.write_volume)


_MEASURED_OF = {
    FigureName.STOCK: ("stock_ul", _VOLUME),
    FigureName.DILUENT: ("diluent_ul", _VOLUME_OR_ZERO),
    FigureName.WITHDRAWN: ("withdrawn_ul", _VOLUME_OR_ZERO),
    FigureName.ADDED: ("added_ul", _VOLUME_OR_ZERO),
}
"""What is measured for a suspension or a bag: the keyword of its edit, and how it is written."""


def asks(step: DayStep, snapshot: Snapshot) -> tuple[Ask, ...]:
    """What must be typed or chosen before a step is done; nothing for a mere tick."""
    match step.kind:
        case StepKind.TAKE_VIALS:
            return _vial_asks()
        case StepKind.COUNT:
            return _count_asks(step, snapshot)
        case StepKind.MAKE:
            return tuple(_measured(step, f.name, *_MEASURED_OF[f.name]) for f in step.figures)
        case StepKind.POOL:
            return (_measured(step, FigureName.POOL, "volume_ul", _VOLUME),)
        case StepKind.DRAW:
            return (_measured(step, FigureName.MARK, "volume_ul", _VOLUME),)
        case StepKind.GIVE | StepKind.END_INFUSION:
            return (_measured(step, FigureName.GIVE, "volume_ul", _VOLUME_OR_ZERO),)
        case StepKind.LEFT_OVER:
            return _left_over_asks(step, snapshot)
        case _:
            return ()


def _vial_asks() -> tuple[Ask, ...]:
    """What is read off one vial; it begins empty for each, so that each is read."""
    expires = Ask("expiry", _("expires"), read=read_expiry, write=write_expiry, needed=False)
    return (Ask("lot", _("lot")), Ask("vial", _("vial number")), expires)


def _measured(
    step: DayStep,
    figure: FigureName,
    name: str,
    how: tuple[Callable[[str], Any], Callable[[Any], str]],
) -> Ask:
    """A number of the step, with what is entered of it."""
    of = next(item for item in step.figures if item.name is figure)
    read, write = how
    planned = "" if of.planned is None else figure_text(figure, of.planned)
    return Ask(name, figure_name(figure), of.actual, planned, read, write)


def _count_asks(step: DayStep, snapshot: Snapshot) -> tuple[Ask, ...]:
    """The vials that were entered as good are offered; which cells were counted is not guessed."""
    count = count_of(snapshot.preparation, step.lot)
    good = sum(vial.good for vial in snapshot.envelope.record.vials if vial.lot == step.lot)
    planned = {item.name: item.planned for item in step.figures}
    strength = planned[FigureName.STRENGTH]
    vials = planned[FigureName.COUNTED_VIALS]
    held = FigureName.HELD if FigureName.HELD in planned else FigureName.POOL
    return (
        Ask(
            "vials",
            figure_name(FigureName.COUNTED_VIALS),
            count.vials if count else good or None,
            "" if vials is None else figure_text(FigureName.COUNTED_VIALS, vials),
            partial(reading.read_whole, least=1, most=MOST_VIALS),
        ),
        Ask(
            "cells_per_ml",
            figure_name(FigureName.STRENGTH),
            count.cells_per_ml if count else None,
            "" if strength is None else figure_text(FigureName.STRENGTH, strength),
            reading.read_cells,
            reading.write_cells,
        ),
        Ask("basis", _("counted"), count.basis if count else None, options=_bases()),
        _viability(count, snapshot),
        _measured(step, held, "pool_ul", _VOLUME_OR_ZERO),
        Ask("method", _("method"), count.method if count else None, needed=False),
    )


def _bases() -> tuple[tuple[object, str], ...]:
    return ((Basis.VIABLE, _("viable cells")), (Basis.TOTAL, _("total cells")))


def _viability(count: Count | None, snapshot: Snapshot) -> Ask:
    planned_bp = snapshot.plan.supply.viability_bp
    return Ask(
        "viability_bp",
        figure_name(FigureName.VIABILITY),
        count.viability_bp if count else None,
        "" if planned_bp is None else figure_text(FigureName.VIABILITY, planned_bp),
        reading.read_share,
        reading.write_share,
    )


def _left_over_asks(step: DayStep, snapshot: Snapshot) -> tuple[Ask, ...]:
    left = snapshot.envelope.record.left_over
    fates = tuple((fate, fate_word(fate)) for fate in Fate)
    return (
        _measured(step, FigureName.LEFT, "volume_ul", _VOLUME_OR_ZERO),
        Ask("fate", _("what became of it"), left.fate if left else None, options=fates),
        Ask("where", _("kept where"), left.where if left else None, needed=False),
    )


def entry(
    step: DayStep, snapshot: Snapshot, answers: Mapping[str, object], occasion: Occasion
) -> Entry:
    """The edit that enters a step.

    Args:
        step: one that something fills, which a hold is not.
        snapshot: for the preparation that a suspension or syringe belongs to.
        answers: by the names of what the step asks for; of a vial also whether it is `good`.
        occasion: who did it, and when.
    """
    if step.edit is None:
        raise ValueError(step.kind)
    given: dict[str, Any] = {"occasion": occasion, **answers}
    match step.kind:
        case StepKind.TAKE_VIALS:
            return Entry(step.edit, _vial(answers, occasion))
        case StepKind.COUNT | StepKind.POOL:
            given["lot"] = step.lot
        case StepKind.MAKE:
            given |= {"preparation": snapshot.preparation, "suspension": step.suspension}
            if step.exchange is not None:
                given["exchanged"] = _exchanged(
                    step.exchange,
                    withdrawn_ul=given.pop("withdrawn_ul", 0),
                    added_ul=given.pop("added_ul", 0),
                )
        case StepKind.DRAW:
            given |= {"preparation": snapshot.preparation, "container": step.container}
        case _ if step.container is not None:
            given["container"] = step.container
        case _:
            pass
    return Entry(step.edit, given)


def _exchanged(planned: Exchange, *, withdrawn_ul: int, added_ul: int) -> Exchange:
    return replace(planned, withdrawn_ul=withdrawn_ul, added_ul=added_ul)


def _vial(answers: Mapping[str, Any], occasion: Occasion) -> dict[str, object]:
    label = VialLabel(answers["lot"], answers["vial"], answers["expiry"])
    return {"occasion": occasion, "label": label, "good": answers["good"]}


def withdrawal(step: DayStep, snapshot: Snapshot) -> Entry | None:
    """How what is entered in a step is taken back; None where nothing is.

    Vials are put back one by one, beneath their step. Of what was done for another order all is
    taken back at once.
    """
    record, container = snapshot.envelope.record, step.container
    given: dict[str, object] = {"container": container}
    if step.stale and container is not None:
        return Entry(edits.empty_container, given)
    match step.kind:
        case StepKind.MAKE if step.suspension and record.made_of(step.suspension.letter):
            return Entry(edits.unmake_suspension, {"letter": step.suspension.letter})
        case StepKind.COUNT if count := count_of(snapshot.preparation, step.lot):
            return Entry(edits.withdraw_count, {"lot": count.lot})
        case StepKind.POOL if step.state is StepState.DONE:
            return Entry(edits.withdraw_pool, {"lot": step.lot})
        case _ if step.state is StepState.DONE and step.kind in _TAKEN_BACK:
            return Entry(_TAKEN_BACK[step.kind], given if container else {})
        case _:
            return None


_TAKEN_BACK: dict[StepKind, Callable[..., Any]] = {
    StepKind.START_THAW: edits.withdraw_thaw_start,
    StepKind.END_THAW: edits.withdraw_thaw_end,
    StepKind.DRAW: edits.empty_container,
    StepKind.LABEL: edits.withdraw_label,
    StepKind.CHECK: edits.withdraw_check,
    StepKind.GIVE: edits.withdraw_given,
    StepKind.START_INFUSION: edits.withdraw_infusion_start,
    StepKind.END_INFUSION: edits.withdraw_given,
    StepKind.LEFT_OVER: edits.withdraw_left_over,
}
"""What takes a step back that is of the stock as a whole, or of one container."""
