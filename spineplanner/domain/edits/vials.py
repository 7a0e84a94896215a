"""Every change of which vial fills which syringe, where vials are kept apart."""

from spineplanner.domain.edits.occasion import Occasion, timely
from spineplanner.domain.edits.refused import validated
from spineplanner.domain.entries import ChosenVials, FromVial
from spineplanner.domain.record import Record


@validated
def choose_vials(record: Record, *, occasion: Occasion, syringes: tuple[FromVial, ...]) -> Record:
    """Choose the vial that each syringe is filled from, instead of what was chosen before.

    It may be chosen on a day before the procedure's.
    """
    chosen = ChosenVials(syringes=syringes, chosen=occasion.done)
    return timely(record, occasion, record.replace(chosen_vials=chosen), ahead=True)


@validated
def leave_vials_open(record: Record) -> Record:
    """Take the choice of vials back, so that each syringe is filled where it fits first."""
    return record.replace(chosen_vials=None)
