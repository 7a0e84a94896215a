"""What is done with each syringe and bag: drawn, labelled, checked by somebody else, given."""

from spineplanner.domain.edits.occasion import Occasion, timely
from spineplanner.domain.edits.refused import EditError, validated
from spineplanner.domain.edits.refused_day import (
    CountFirst,
    DrawFirst,
    DrawTooMuch,
    GivenAlready,
    GiveTooMuch,
    MakeFirst,
    NotComputable,
    NothingRecorded,
    SamePerson,
    StartFirst,
)
from spineplanner.domain.entries import Filled, same_person
from spineplanner.domain.preparation import Container, Drawn, Preparation
from spineplanner.domain.recognising import filled_for, is_counted, made_for
from spineplanner.domain.record import Record


@validated
def draw(
    record: Record,
    *,
    occasion: Occasion,
    preparation: Preparation,
    container: Container,
    volume_ul: int,
) -> Record:
    """Enter to which mark a syringe was drawn; that an earlier draw was checked is gone.

    A label stays: it was stuck on for the same order. What a patient was given is never lost so.
    """
    _require_made(record, preparation, container)
    volumes, before = container.volumes, record.filled_for(container.site)
    if isinstance(volumes, Drawn) and volume_ul > volumes.syringe.capacity_ul:
        raise EditError(DrawTooMuch(container.number, volume_ul, volumes.syringe.capacity_ul))
    if before is not None and before.given is not None:
        raise EditError(GivenAlready(container.number))
    labelled = filled_for(record, container)
    filled = _new(container).replace(
        drawn_ul=volume_ul,
        drawn=occasion.done,
        labelled=labelled.labelled if labelled else None,
    )
    return timely(record, occasion, _with(record, filled))


@validated
def stick_label(record: Record, *, occasion: Occasion, container: Container) -> Record:
    """Enter that a container carries its label."""
    filled = filled_for(record, container) or _new(container)
    return timely(record, occasion, _with(record, filled.replace(labelled=occasion.done)))


@validated
def check_container(record: Record, *, occasion: Occasion, container: Container) -> Record:
    """Enter that somebody else than its preparer has checked a container."""
    filled = _ready(record, container)
    made = record.made_of(filled.letter)
    preparer = made.made if filled.is_bag and made else filled.drawn
    if preparer is not None and same_person(preparer.by, occasion.by):
        raise EditError(SamePerson(occasion.by))
    return timely(record, occasion, _with(record, filled.replace(checked=occasion.done)))


@validated
def give(record: Record, *, occasion: Occasion, container: Container, volume_ul: int) -> Record:
    """Enter what the patient was given from a syringe, and when; a bag's infusion is ended."""
    filled = _ready(record, container)
    if filled.is_bag:
        return end_infusion(record, occasion=occasion, container=container, volume_ul=volume_ul)
    if filled.drawn_ul is not None and volume_ul > filled.drawn_ul:
        raise EditError(GiveTooMuch(volume_ul, filled.drawn_ul))
    given = filled.replace(given_ul=volume_ul, given=occasion.done)
    return timely(record, occasion, _with(record, given))


@validated
def start_infusion(record: Record, *, occasion: Occasion, container: Container) -> Record:
    """Enter that the bag begins to run in; what was ordered is kept with it."""
    after = _with(record, _ready(record, container)).replace(infusion_started=occasion.done)
    return timely(record, occasion, after)


@validated
def end_infusion(
    record: Record, *, occasion: Occasion, container: Container, volume_ul: int
) -> Record:
    """Enter that the bag has run in, and how much of it."""
    if record.infusion_started is None:
        raise EditError(StartFirst())
    filled = _ready(record, container)
    made = record.made_of(filled.letter)
    held_ul = made.stock_ul + made.diluent_ul if made else volume_ul
    if volume_ul > held_ul:
        raise EditError(GiveTooMuch(volume_ul, held_ul))
    given = filled.replace(given_ul=volume_ul, given=occasion.done)
    after = _with(record, given).replace(infusion_ended=occasion.done)
    return timely(record, occasion, after)


@validated
def empty_container(record: Record, *, container: Container) -> Record:
    """Take back all that was entered for the site of a container."""
    if record.filled_for(container.site) is None:
        raise EditError(NothingRecorded())
    kept = tuple(item for item in record.filled if item.site != container.site)
    if not container.aliquot.is_bag:
        return record.replace(filled=kept)
    return record.replace(filled=kept, infusion_started=None, infusion_ended=None)


def _new(container: Container) -> Filled:
    aliquot = container.aliquot
    if container.letter is None or aliquot.cells is None or aliquot.volume_ul is None:
        raise EditError(NotComputable())
    return Filled(
        container_number=container.number,
        site=aliquot.site,
        cells=aliquot.cells,
        volume_ul=aliquot.volume_ul,
        container=aliquot.container,
        letter=container.letter,
    )


def _ready(record: Record, container: Container) -> Filled:
    """A syringe that was drawn, or a bag that was made, for the order as it is now."""
    filled = filled_for(record, container)
    if container.aliquot.is_bag:
        filled = filled or _new(container)
        if record.made_of(filled.letter) is None:
            raise EditError(MakeFirst(filled.letter))
        return filled
    if filled is None or filled.drawn is None:
        raise EditError(DrawFirst(container.number))
    return filled


def _require_made(record: Record, preparation: Preparation, container: Container) -> None:
    suspension = preparation.suspension(container.letter)
    if suspension is None:
        raise EditError(NotComputable())
    if not is_counted(preparation, suspension.lot):
        raise EditError(CountFirst())
    if made_for(record, suspension, preparation) is None:
        raise EditError(MakeFirst(suspension.letter))


def _with(record: Record, filled: Filled) -> Record:
    """The record with one entry for that site, in the order of the numbers."""
    others = [item for item in record.filled if item.site != filled.site]
    entries = sorted([*others, filled], key=lambda item: item.container_number)
    return record.replace(filled=tuple(entries))
