"""Everything that a view is given to show, as one frozen value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spineplanner.domain.anatomy import Site
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.ui.brush import Brush


class Saving(StrEnum):
    """Where the newest state of the plan is."""

    SAVED = "saved"
    PENDING = "pending"
    FAILED = "failed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan with what was computed from it, and what the window knows besides.

    `selection` is in the order of numbering; `focus` is the site that the keyboard acts on.
    `saving_problem` says why the plan could not be saved; `theirs` is what somebody else saved
    meanwhile, and while it is there nothing can be edited.
    """

    envelope: Envelope
    formulary: Formulary
    preparation: Preparation
    findings: tuple[Finding, ...]
    now: datetime
    operator: str
    brush: Brush
    selection: tuple[Site, ...] = ()
    focus: Site | None = None
    undo_name: str | None = None
    redo_name: str | None = None
    saving: Saving = Saving.SAVED
    saving_problem: str = ""
    theirs: Envelope | None = None

    @property
    def plan(self) -> Plan:
        """The order."""
        return self.envelope.plan

    @property
    def editable(self) -> bool:
        """Whether the plan can be edited now."""
        return self.theirs is None
