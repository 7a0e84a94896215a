"""The sections on the patient and on the procedure."""

from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.ui.fields import DateField, DateTimeField, LineField, ListField, NumberField
from spineplanner.ui.form_section import Section
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import read_weight, write_weight
from spineplanner.wording.reading_days import offset_words
from spineplanner.wording.translate import _, ngettext


class PatientSection(Section):
    """Who is treated."""

    key = "patient"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Patient"), parent)
        name, number = LineField(_("&Name")), LineField(_("&Record number"))
        self._born = DateField(_("B&irth date"))
        weight = NumberField(_("&Weight"), read_weight, write_weight, unit=_("kg"))
        allergies = ListField(
            _("&Allergies"), none_label=_("none &known"), add_words=_("add one, then Enter")
        )
        self.add("patient.name", name, edits.set_patient)
        self.add("patient.record_number", number, edits.set_patient)
        self.add("patient.birth_date", self._born, edits.set_patient)
        self.add("patient.weight_g", weight, edits.set_patient)
        self.add("patient.allergies", allergies, edits.set_patient, wide=True)
        self._allergies = allergies

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        patient, at = snapshot.plan.patient, snapshot.plan.procedure.local
        on = (at or snapshot.now).date()
        self._born.show_remark(_age(patient.birth_date, on) if patient.birth_date else "")
        asked = patient.allergies is not None
        self._allergies.show_remark("" if asked else _("Not stated: nobody has asked yet."))


class ProcedureSection(Section):
    """When, where, by whom and under which number."""

    key = "procedure"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Procedure"), parent)
        self._at = DateTimeField(_("&Date and time"))
        self._zone: tzinfo = UTC
        self._at.committed.connect(self._set_moment)
        self.add("procedure.at", self._at, wide=True)
        for path, label in (
            ("procedure.physician", _("Ph&ysician")),
            ("procedure.room", _("R&oom")),
            ("procedure.clinic", _("Clinic")),
            ("procedure.study_number", _("Protocol or IND number")),
        ):
            self.add(path, LineField(label), edits.set_procedure)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._zone = zone_for(snapshot)
        self._at.show_zone(self._zone, _zone_words(snapshot, self._zone))
        super().show_snapshot(snapshot)

    def _set_moment(self, at: object) -> None:
        """A moment is told with its zone, so that paper and list show the same clock."""
        zone = self._zone.key if at is not None and isinstance(self._zone, ZoneInfo) else None
        self.ask(self._at, edits.set_procedure, {"at": at, "zone": zone})


def zone_for(snapshot: Snapshot) -> tzinfo:
    """The zone that the plan states, or else that of the clock."""
    stated = snapshot.plan.procedure.zone
    return ZoneInfo(stated) if stated else snapshot.now.tzinfo or UTC


def _zone_words(snapshot: Snapshot, zone: tzinfo) -> str:
    if isinstance(zone, ZoneInfo):
        return zone.key
    return offset_words(snapshot.now.astimezone(zone))


def _age(born: date, on: date) -> str:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return ngettext("{years} year old", "{years} years old", years).format(years=years)
