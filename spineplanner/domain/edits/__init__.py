"""Every change a user makes: pure functions from a plan, or from a record, to the next.

Each takes the value first and what it changes by keyword. One that can't be made raises
EditError with the reason in it, and the value stays as it was.
"""

from spineplanner.domain.edits.aliquots import (
    Dose,
    apply_protocol,
    both_sides,
    clear,
    fill,
    fill_each,
    fill_region,
    leave_protocol,
    mirror,
    place,
    remove,
    send_rest_to_vein,
    set_cells,
    set_container,
    set_lot,
    set_needle,
    set_volume,
)
from spineplanner.domain.edits.record import record_count, record_thaw, withdraw_count
from spineplanner.domain.edits.refused import EditError
from spineplanner.domain.edits.statements import (
    change_patient,
    give_reason,
    set_anticoagulant,
    set_counting,
    set_diluents,
    set_infusion,
    set_lumbar_count,
    set_notes,
    set_patient,
    set_procedure,
    set_supply,
    set_target,
    withdraw_reason,
)

__all__ = [
    "Dose",
    "EditError",
    "apply_protocol",
    "both_sides",
    "change_patient",
    "clear",
    "fill",
    "fill_each",
    "fill_region",
    "give_reason",
    "leave_protocol",
    "mirror",
    "place",
    "record_count",
    "record_thaw",
    "remove",
    "send_rest_to_vein",
    "set_anticoagulant",
    "set_cells",
    "set_container",
    "set_counting",
    "set_diluents",
    "set_infusion",
    "set_lot",
    "set_lumbar_count",
    "set_needle",
    "set_notes",
    "set_patient",
    "set_procedure",
    "set_supply",
    "set_target",
    "set_volume",
    "withdraw_count",
    "withdraw_reason",
]
