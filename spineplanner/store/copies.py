"""Copies a plan for another patient: the order stays, and nothing of the last patient."""

from uuid import UUID

from spineplanner.domain.anatomy import USUAL_LUMBAR_COUNT, sites
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Counting, Patient, Plan
from spineplanner.domain.record import Record


def copied(envelope: Envelope, *, new_id: UUID, number: str) -> Envelope:
    """Copy an order under a new identity, as revision 1 with an empty record.

    What was true of that patient or that day is left out: the patient, the date, the images and
    the counting, anticoagulants, reasons, notes, and how many vials were on hand. A copy of a
    sample is a sample.
    """
    return envelope.replace(
        id=new_id,
        number=number,
        revision=1,
        plan=_without_patient(envelope.plan),
        record=Record(),
    )


def _without_patient(plan: Plan) -> Plan:
    lots = tuple(lot.replace(on_hand=None) for lot in plan.supply.lots)
    return plan.replace(
        patient=Patient(),
        procedure=plan.procedure.replace(at=None),
        counting=_counting(plan),
        supply=plan.supply.replace(lots=lots),
        anticoagulant=None,
        reasons=(),
        notes=None,
    )


def _counting(plan: Plan) -> Counting:
    """Nothing, or the lumbar count where the order names levels that others do not have.

    The checks ask for it to be confirmed against the new patient's images all the same.
    """
    usual = sites(USUAL_LUMBAR_COUNT)
    if all(aliquot.site in usual for aliquot in plan.aliquots):
        return Counting()
    return Counting(lumbar_count=plan.counting.lumbar_count)
