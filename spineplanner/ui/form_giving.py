"""The sections on what is diluted with, how the vein's cells are given, and what else is said."""

from typing import assert_never

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.anatomy import VEIN, Route
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.plan import Anticoagulant, BagFill, Plan
from spineplanner.ui.fields import ChoiceField, NoteField, NumberField
from spineplanner.ui.form_section import Section
from spineplanner.ui.form_sources import diluent_words
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import (
    read_minutes,
    read_volume_or_zero,
    write_volume,
)
from spineplanner.wording.translate import _


class DiluentsSection(Section):
    """What the suspensions of each route are diluted with."""

    key = "diluents"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Diluents"), parent)
        labels = {
            Route.FACET: _("For facet &joints"),
            Route.EPIDURAL: _("For the epidural &space"),
            Route.INTRAVENOUS: _("For the vein"),
        }
        self._choices = {route: ChoiceField(label) for route, label in labels.items()}
        for route, choice in self._choices.items():
            self.add(f"diluents.{route.value}", choice, edits.set_diluents)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        options = [(entry.id, entry.name) for entry in snapshot.formulary.diluents]
        for choice in self._choices.values():
            choice.show_options(options)
        super().show_snapshot(snapshot)
        above: set[str] = set()
        for route, choice in self._choices.items():
            diluent = snapshot.formulary.diluent(snapshot.plan.diluents.of(route))
            if diluent is None:
                choice.show_remark("")
                continue
            choice.show_remark(diluent_words(diluent, is_above=diluent.id in above))
            above.add(diluent.id)


class InfusionSection(Section):
    """How the vein's cells are given: from a bag or a syringe, through which line, how long."""

    key = "infusion"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Infusion"), parent)
        kinds = [(kind, _container_words(kind)) for kind in ContainerKind]
        self._container = ChoiceField(_("Given from a"), kinds, can_unsay=False)
        self._container.committed.connect(self._set_container)
        fill = ChoiceField(_("The bag comes"), [(fill, _fill_words(fill)) for fill in BagFill])
        self._flushed = ChoiceField(
            _("The line is"), [(True, _("flushed afterwards")), (False, _("not flushed"))]
        )
        self._flushed.committed.connect(self._set_flushed)
        self._kept = NumberField(
            _("The line keeps"), read_volume_or_zero, write_volume, unit=_("mL")
        )
        self._kept.committed.connect(self._set_kept)
        minutes = NumberField(_("Infusion time"), read_minutes, str, unit=_("min"))
        self.add("infusion.container", self._container, wide=True)
        self.add("infusion.fill", fill, edits.set_infusion)
        self.add("infusion.minutes", minutes, edits.set_infusion)
        self.add("infusion.line_flushed", self._flushed)
        self.add("infusion.line_kept_ul", self._kept)

    @override
    def value_of(self, path: str, plan: Plan) -> object:
        """The container belongs to the vein's aliquot, all else to the infusion."""
        if path != "infusion.container":
            return super().value_of(path, plan)
        vein = plan.aliquot_at(VEIN)
        return None if vein is None else vein.container

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        ordered = snapshot.plan.aliquot_at(VEIN) is not None
        self._container.setEnabled(ordered)
        self._container.show_remark("" if ordered else _("Nothing is ordered for the vein yet."))

    def _set_container(self, container: object) -> None:
        self.ask(self._container, edits.set_container, {"container": container})

    def _set_flushed(self, flushed: object) -> None:
        """A line that is flushed keeps nothing: both are stated in one step."""
        given = {"line_flushed": flushed}
        if flushed:
            given["line_kept_ul"] = None
        self.ask(self._flushed, edits.set_infusion, given)

    def _set_kept(self, kept_ul: object) -> None:
        """A line that keeps something is not flushed: both are stated in one step."""
        given = {"line_kept_ul": kept_ul}
        if kept_ul is not None:
            given["line_flushed"] = False
        self.ask(self._kept, edits.set_infusion, given)


class RemarksSection(Section):
    """Anticoagulants, and what the sheet should say besides."""

    key = "notes"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Anticoagulant and notes"), parent)
        status = ChoiceField(
            _("Anticoagulant"), [(status, _status_words(status)) for status in Anticoagulant]
        )
        self.add("anticoagulant", status, edits.set_anticoagulant, argument="status", wide=True)
        self.add("notes", NoteField(_("Notes for the sheet")), edits.set_notes, wide=True)


def _container_words(kind: ContainerKind) -> str:
    match kind:
        case ContainerKind.SYRINGE:
            return _("syringe")
        case ContainerKind.BAG:
            return _("bag")
        case _:
            assert_never(kind)


def _fill_words(fill: BagFill) -> str:
    match fill:
        case BagFill.PREFILLED:
            return _("prefilled")
        case BagFill.EMPTY:
            return _("empty")
        case _:
            assert_never(fill)


def _status_words(status: Anticoagulant) -> str:
    match status:
        case Anticoagulant.NONE:
            return _("none")
        case Anticoagulant.PAUSED:
            return _("paused")
        case Anticoagulant.CONTINUED:
            return _("continued")
        case _:
            assert_never(status)
