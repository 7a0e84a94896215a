"""The printed sheet as plain values: its head, rows, steps, figures and blanks, without words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope, SheetState
from spineplanner.domain.findings import Finding, reason_for
from spineplanner.domain.formulary import (
    Bench,
    Diluent,
    Formulary,
    Needle,
    Product,
    Protocol,
    Syringe,
)
from spineplanner.domain.plan import Lot, Plan, Reason
from spineplanner.domain.preparation import Container, Drawn, Preparation
from spineplanner.domain.protocols import is_modified
from spineplanner.domain.rules import Severity
from spineplanner.domain.sheet_steps import Step, steps_of


class SheetKind(StrEnum):
    """Which sheet is printed."""

    PHYSICIAN = "physician"
    PREPARATION = "preparation"
    CHECKER = "checker"


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of a sheet carries."""

    kind: SheetKind
    state: SheetState
    number: str
    revision: int
    code: str
    printed_at: datetime
    printed_by: str

    @property
    def scanned(self) -> str:
        """What the QR code holds: plan number, revision and check code."""
        return f"{self.number} {self.revision} {self.code}"


@dataclass(frozen=True, slots=True)
class Row:
    """One container. `drawn` is absent of a bag and where nothing can be drawn."""

    container: Container
    drawn: Drawn | None
    needle: Needle | None
    achieved_cells: Fraction | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding that was accepted, with the reason given."""

    finding: Finding
    reason: Reason


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet, before anybody has put it into words."""

    head: Head
    plan: Plan
    product: Product | None
    protocol: Protocol | None
    modified: bool
    lots: tuple[Lot, ...]
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    preparation: Preparation
    bench: Bench
    syringes: tuple[Syringe, ...]
    diluents: tuple[Diluent, ...]
    open_findings: tuple[Finding, ...]
    answered: tuple[Answered, ...]

    @property
    def measured(self) -> bool:
        """Whether it rests on a count, so that it may be prepared from."""
        return self.preparation.measured


def compose(
    envelope: Envelope,
    formulary: Formulary,
    preparation: Preparation,
    findings: Sequence[Finding],
    *,
    kind: SheetKind,
    now: datetime,
    by: str,
) -> Worksheet:
    """Lay out a sheet.

    Args:
        envelope: the plan with its identity and record.
        formulary: what the plan refers to.
        preparation: computed from that plan and its counts.
        findings: what the checks say of it.
        kind: which of the three sheets.
        now: when it is printed, as an aware moment.
        by: who prints it.
    """
    plan = envelope.plan
    protocol = formulary.protocol(plan.protocol)
    head = Head(
        kind=kind,
        state=envelope.state,
        number=envelope.number,
        revision=envelope.revision,
        code=check_code(plan, formulary),
        printed_at=now,
        printed_by=by,
    )
    answers = [(finding, reason_for(finding, envelope.reasons)) for finding in findings]
    return Worksheet(
        head=head,
        plan=plan,
        product=formulary.product(plan.supply.product),
        protocol=protocol,
        modified=protocol is not None and is_modified(plan, protocol),
        lots=_lots(plan, preparation),
        rows=tuple(_row(container, preparation, formulary) for container in preparation.containers),
        steps=steps_of(envelope, formulary, preparation),
        preparation=preparation,
        bench=formulary.bench,
        syringes=formulary.syringes,
        diluents=_diluents(plan, formulary),
        open_findings=tuple(
            f for f, reason in answers if reason is None and f.severity is not Severity.NOTE
        ),
        answered=tuple(Answered(f, reason) for f, reason in answers if reason is not None),
    )


def _lots(plan: Plan, preparation: Preparation) -> tuple[Lot, ...]:
    """The lots in use; where none could be chosen, all that are listed."""
    if preparation.supply is None:
        return plan.supply.lots
    return tuple(pool.lot for pool in preparation.supply.pools if pool.lot is not None)


def _row(container: Container, preparation: Preparation, formulary: Formulary) -> Row:
    volumes = container.volumes
    return Row(
        container=container,
        drawn=volumes if isinstance(volumes, Drawn) else None,
        needle=formulary.needle(container.aliquot.needle),
        achieved_cells=preparation.achieved_cells(container),
    )


def _diluents(plan: Plan, formulary: Formulary) -> tuple[Diluent, ...]:
    """The diluents of the routes in use and of the thaw, each once."""
    routes = {aliquot.site.route: None for aliquot in plan.aliquots}
    ids = dict.fromkeys([*map(plan.diluents.of, routes), plan.supply.thaw_diluent])
    found = (formulary.diluent(id) for id in ids)
    return tuple(diluent for diluent in found if diluent is not None)
