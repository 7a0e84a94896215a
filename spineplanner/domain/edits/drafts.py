"""What is typed on the day and not entered is kept, or forgotten."""

from collections.abc import Mapping

from spineplanner.domain.drafts import DraftStep, with_typed
from spineplanner.domain.edits.refused import validated
from spineplanner.domain.record import Record


@validated
def keep_typed(record: Record, *, step: DraftStep, typed: Mapping[str, str]) -> Record:
    """Keep what is typed at a step, by its fields, in place of what was typed there before."""
    return record.replace(drafts=with_typed(record.drafts, step, typed))
