"""Everything else that a plan states: patient, procedure, levels, product and reasons."""

from collections.abc import Collection, Iterable

from spineplanner.domain import anatomy
from spineplanner.domain.anatomy import USUAL_LUMBAR_COUNT, LumbarCount, Site
from spineplanner.domain.edits.reasons import key_of, with_reasons, without_reasons
from spineplanner.domain.edits.refused import EditError, SitesWouldVanish, validated
from spineplanner.domain.findings import FindingKey
from spineplanner.domain.plan import Anticoagulant, Counting, Patient, Plan, Reason
from spineplanner.domain.rules import Rule


@validated
def set_patient(plan: Plan, /, **changes: object) -> Plan:
    """Change what is stated of the patient, by the fields of Patient."""
    return plan.replace(patient=plan.patient.replace(**changes))


@validated
def change_patient(plan: Plan) -> Plan:
    """Wipe the patient and everything that was stated for this patient alone.

    The doses stay; those at sites that only this patient's count of vertebrae has go first.
    """
    _keep_sites(plan, USUAL_LUMBAR_COUNT)
    return plan.replace(
        patient=Patient(), counting=Counting(), anticoagulant=None, reasons=(), notes=None
    )


@validated
def set_procedure(plan: Plan, /, **changes: object) -> Plan:
    """Change when, where and by whom, by the fields of Procedure."""
    return plan.replace(procedure=plan.procedure.replace(**changes))


@validated
def set_counting(plan: Plan, /, **changes: object) -> Plan:
    """Change how the levels were counted, by the fields of Counting but lumbar_count."""
    return plan.replace(counting=plan.counting.replace(**changes))


@validated
def set_lumbar_count(plan: Plan, *, count: LumbarCount) -> Plan:
    """State how many lumbar vertebrae there are; no ordered site may vanish with it.

    Another count gives the levels other names, which somebody must compare again.
    """
    _keep_sites(plan, count)
    confirmed = plan.counting.confirmed and count == plan.counting.lumbar_count
    counting = plan.counting.replace(lumbar_count=count, confirmed=confirmed)
    return plan.replace(counting=counting)


def _keep_sites(plan: Plan, count: LumbarCount) -> None:
    lost = tuple(item.site for item in plan.aliquots if item.site not in anatomy.sites(count))
    if lost:
        raise EditError(SitesWouldVanish(lost))


@validated
def set_supply(plan: Plan, /, **changes: object) -> Plan:
    """Change product, lots, bases and shares, by the fields of Supply."""
    return plan.replace(supply=plan.supply.replace(**changes))


@validated
def set_diluents(plan: Plan, /, **changes: object) -> Plan:
    """Change what is diluted with, by the fields of Diluents."""
    return plan.replace(diluents=plan.diluents.replace(**changes))


@validated
def set_infusion(plan: Plan, /, **changes: object) -> Plan:
    """Change the bag's fill, line and time, by the fields of Infusion."""
    return plan.replace(infusion=plan.infusion.replace(**changes))


@validated
def set_anticoagulant(plan: Plan, *, status: Anticoagulant | None) -> Plan:
    """State whether the patient takes anticoagulants."""
    return plan.replace(anticoagulant=status)


@validated
def set_target(plan: Plan, *, cells: int | None) -> Plan:
    """Set the total that is aimed at."""
    return plan.replace(target_cells=cells)


@validated
def set_notes(plan: Plan, *, notes: str | None) -> Plan:
    """Write what the sheet should say besides."""
    return plan.replace(notes=notes)


@validated
def give_reason(
    plan: Plan,
    *,
    rule: Rule,
    site: Site | None,
    evidence: str,
    text: str,
    standing: Collection[FindingKey] = (),
) -> Plan:
    """Accept a finding for a reason; see `give_reasons`."""
    reason = Reason(rule=rule, site=site, evidence=evidence, text=text)
    return plan.replace(reasons=with_reasons(plan.reasons, (reason,), standing))


@validated
def withdraw_reason(plan: Plan, *, rule: Rule, site: Site | None, evidence: str) -> Plan:
    """Take a reason back, so that its finding is open again."""
    return plan.replace(reasons=without_reasons(plan.reasons, {(rule, site, evidence)}))


@validated
def give_reasons(
    plan: Plan, *, reasons: Iterable[Reason], standing: Collection[FindingKey] = ()
) -> Plan:
    """Accept several findings in one step.

    Earlier reasons for their rules and sites go, but for those that answer one of the findings
    that are `standing`.
    """
    return plan.replace(reasons=with_reasons(plan.reasons, reasons, standing))


@validated
def withdraw_reasons(plan: Plan, *, reasons: Iterable[Reason]) -> Plan:
    """Take several reasons back in one step, so that their findings are open again."""
    gone = {key_of(reason) for reason in reasons}
    return plan.replace(reasons=without_reasons(plan.reasons, gone))
