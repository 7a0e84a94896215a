"""The steps after the count: each suspension, each container, and what is left over."""

from collections.abc import Iterator

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.day import DayStep, Figure, FigureName, StepKind, StepState
from spineplanner.domain.entries import Done, Filled, Made
from spineplanner.domain.preparation import Container, Drawn, Preparation, Suspension
from spineplanner.domain.recognising import filled_for, is_counted, made_for
from spineplanner.domain.record import Record


def make_step(
    suspension: Suspension,
    preparation: Preparation,
    record: Record,
    exchange: Exchange | None = None,
) -> DayStep:
    """Mix one suspension or fill one bag; not while the thawed vials give too little for all.

    Args:
        suspension: what is made.
        preparation: which it belongs to.
        record: what was made of it.
        exchange: what is done with the fluid of a prefilled bag; None for all else.
    """
    made = made_for(record, suspension, preparation)
    done = made.made if made else None
    figures: tuple[Figure, ...]
    stock = Figure(FigureName.STOCK, suspension.stock_ul, made.stock_ul if made else None)
    fluid_ul = made.diluent_ul if made else None
    figures = (stock, Figure(FigureName.DILUENT, suspension.diluent_ul, fluid_ul))
    if exchange is not None:
        figures = (*_exchanged(exchange, made), stock)
    return DayStep(
        StepKind.MAKE,
        _state(done, ready=_suffices(preparation) and is_counted(preparation, suspension.lot)),
        figures,
        done,
        suspension.lot,
        suspension=suspension,
        stale=made is None and record.made_of(suspension.letter) is not None,
        exchange=exchange,
    )


def _exchanged(exchange: Exchange, made: Made | None) -> Iterator[Figure]:
    """What is withdrawn from a bag or added to it, in the sheet's numbers; both where they differ.

    A count that was entered again may ask to add where it was withdrawn before.
    """
    done = exchange.measured(made.diluent_ul) if made else None
    added = Figure(FigureName.ADDED, exchange.added_ul, done.added_ul if done else None)
    if not added.planned or (done is not None and done.withdrawn_ul):
        withdrawn_ul = done.withdrawn_ul if done else None
        yield Figure(FigureName.WITHDRAWN, exchange.withdrawn_ul, withdrawn_ul)
    if added.planned or added.actual:
        yield added


def _suffices(preparation: Preparation) -> bool:
    return preparation.supply is not None


def container_steps(
    container: Container, preparation: Preparation, record: Record
) -> Iterator[DayStep]:
    """Draw, label, check and give a syringe; label, check and infuse a bag."""
    filled = filled_for(record, container)
    suspension = preparation.suspension(container.letter)
    made = suspension is not None and made_for(record, suspension, preparation) is not None
    stale = filled is None and record.filled_for(container.site) is not None
    steps = _of_bag if container.aliquot.is_bag else _of_syringe
    for kind, done, ready, figures in steps(container, filled, record, made=made):
        yield DayStep(
            kind, _state(done, ready=ready), figures, done, container=container, stale=stale
        )


_Part = tuple[StepKind, Done | None, bool, tuple[Figure, ...]]


def _of_syringe(
    container: Container, filled: Filled | None, _record: Record, *, made: bool
) -> Iterator[_Part]:
    mark_ul = container.volumes.mark_ul if isinstance(container.volumes, Drawn) else None
    mark = Figure(FigureName.MARK, mark_ul, filled.drawn_ul if filled else None)
    drawn = filled.drawn if filled else None
    yield StepKind.DRAW, drawn, made, (mark,)
    yield StepKind.LABEL, filled.labelled if filled else None, made, ()
    yield StepKind.CHECK, filled.checked if filled else None, drawn is not None, ()
    given = filled.given if filled else None
    yield StepKind.GIVE, given, drawn is not None, (_give(container, filled),)


def _of_bag(
    container: Container, filled: Filled | None, record: Record, *, made: bool
) -> Iterator[_Part]:
    started = record.infusion_started
    yield StepKind.LABEL, filled.labelled if filled else None, made, ()
    yield StepKind.CHECK, filled.checked if filled else None, made, ()
    yield StepKind.START_INFUSION, started, made, ()
    given = filled.given if filled else None
    yield StepKind.END_INFUSION, given, started is not None, (_give(container, filled),)


def _give(container: Container, filled: Filled | None) -> Figure:
    ordered = container.aliquot.volume_ul
    return Figure(FigureName.GIVE, ordered, filled.given_ul if filled else None)


def left_over_step(preparation: Preparation, record: Record) -> DayStep:
    """Say what is left and what becomes of it."""
    left, supply = record.left_over, preparation.supply
    done = left.settled if left else None
    figure = Figure(
        FigureName.LEFT,
        supply.left_over_ul if supply else None,
        left.volume_ul if left else None,
    )
    return DayStep(
        StepKind.LEFT_OVER, _state(done, ready=bool(preparation.counts)), (figure,), done
    )


def _state(done: Done | None, *, ready: bool) -> StepState:
    if done is not None:
        return StepState.DONE
    return StepState.OPEN if ready else StepState.NOT_YET
