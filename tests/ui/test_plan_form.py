from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Site, SiteKind
from spineplanner.domain.edits import EditError
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import evidence_key
from spineplanner.domain.formulary import Basis, Certainty, ContainerKind, Formulary, Source
from spineplanner.domain.plan import Anticoagulant, BagFill, Expiry, Lot, Plan, Study
from spineplanner.domain.rules import Rule, Severity
from spineplanner.ui.actions import menus
from spineplanner.ui.brush import Brush
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.fields import ChoiceField, ListField, TypedField
from spineplanner.ui.plan_form import PlanForm
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.edits import refusal_words
from tests.ui.conftest import NOW, MakeSnapshot

Keys = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
LONDON_NOW = NOW.astimezone(ZoneInfo("Europe/London"))


class Desk:
    """A form with what the window does for it: edits are made, refusals said, plans shown."""

    def __init__(self, form: PlanForm, make_snapshot: MakeSnapshot, plan: Plan) -> None:
        self.form, self.plan = form, plan
        self._make = make_snapshot
        self.edits: list[tuple[Callable[..., Plan], dict[str, object]]] = []
        self.brushes: list[Brush] = []
        form.edit_wanted.connect(self.apply)
        form.brush_wanted.connect(self.brushes.append)
        self.show(plan)

    def apply(self, edit: Callable[..., Plan], given: dict[str, object]) -> None:
        self.edits.append((edit, given))
        try:
            self.show(edit(self.plan, **given))
        except EditError as error:
            self.form.show_refusal(refusal_words(error.reason))

    def show(self, plan: Plan, **replacements: object) -> None:
        self.plan = plan
        self.form.show_snapshot(self.snapshot(plan, **replacements))

    def snapshot(self, plan: Plan, **replacements: object) -> Snapshot:
        return self._make(plan, **({"now": LONDON_NOW} | replacements))

    def typed(self, path: str) -> TypedField:
        field = self.form.fields[path]
        assert isinstance(field, TypedField)
        return field

    def choice(self, path: str) -> ChoiceField:
        field = self.form.fields[path]
        assert isinstance(field, ChoiceField)
        return field

    def type(self, path: str, text: str) -> None:
        self.form.fields[path].take_focus()
        retype(text)
        press(Keys.Key_Return)

    def choose(self, path: str, words: str) -> None:
        choice = self.choice(path)
        choice.take_focus()
        press(Keys.Key_Home)
        for _place in range(choice.entry.count()):
            if choice.entry.currentText() == words:
                break
            press(Keys.Key_Down)
        assert choice.entry.currentText() == words
        press(Keys.Key_Return)


@pytest.fixture
def desk(qtbot: QtBot, make_snapshot: MakeSnapshot) -> Desk:
    form = PlanForm()
    qtbot.addWidget(form)
    form.resize(520, 700)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return Desk(form, make_snapshot, Plan())


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def keys(text: str) -> None:
    QTest.keyClicks(focus(), text)


def retype(text: str) -> None:
    press(Keys.Key_A, Control)
    press(Keys.Key_Delete)
    keys(text)


def words_of(widget: QWidget) -> str:
    """Every word that is visible in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_new_plan_states_nothing(desk: Desk) -> None:
    typed = [f for f in desk.form.fields.values() if isinstance(f, TypedField)]
    empty = [field.entry.typed() for field in typed if field.name != "Added at the thaw"]
    assert set(empty) == {""}
    stated = {
        field.name: field.entry.currentText()
        for field in desk.form.fields.values()
        if isinstance(field, ChoiceField)
    }
    assert set(stated.values()) == {"not stated"}


def test_the_worked_example_stands_in_the_fields(desk: Desk, example: Envelope) -> None:
    desk.show(example.plan)
    assert desk.typed("patient.name").entry.typed() == "EXAMPLE, Patient"
    assert desk.typed("patient.birth_date").entry.typed() == "14 Mar 1979"
    assert "47 years old" in words_of(desk.form.fields["patient.birth_date"])
    assert desk.typed("patient.weight_g").entry.typed() == "82"
    assert desk.typed("target_cells").entry.typed() == "100"
    assert desk.typed("supply.recovery_bp").entry.typed() == "90"
    assert desk.choice("supply.dose_basis").entry.currentText() == "viable cells"
    assert desk.choice("infusion.line_flushed").entry.currentText() == "flushed afterwards"
    assert desk.choice("infusion.container").entry.currentText() == "bag"
    lots = desk.form.fields["supply.lots"].entries()
    assert [e.typed() for e in lots[:3] if isinstance(e, LineEntry)] == [
        "2291-04",
        "30 Jun 2027",
        "8",
    ]


def test_each_field_makes_its_own_edit(desk: Desk) -> None:
    desk.type("patient.name", "EXAMPLE, Patient")
    desk.type("patient.record_number", "EX-0001")
    desk.type("patient.birth_date", "14.3.1979")
    desk.type("patient.weight_g", "82,5")
    desk.type("procedure.physician", "Dr A. Example")
    desk.type("supply.recovery_bp", "90")
    desk.type("supply.viability_bp", "85 %")
    desk.type("infusion.minutes", "30")
    desk.choose("counting.counted_from", "up from the sacrum")
    desk.choose("counting.lumbar_count", "6")
    desk.choose("supply.product", "Cells, 25 million vial")
    desk.choose("supply.label_basis", "total cells")
    desk.choose("supply.dose_basis", "viable cells")
    desk.choose("diluents.facet", "Plasma-Lyte A")
    desk.choose("infusion.fill", "prefilled")
    desk.choose("anticoagulant", "paused")
    patient, supply = desk.plan.patient, desk.plan.supply
    assert patient.name == "EXAMPLE, Patient"
    assert patient.record_number == "EX-0001"
    assert patient.birth_date == date(1979, 3, 14)
    assert patient.weight_g == 82_500
    assert desk.plan.procedure.physician == "Dr A. Example"
    assert (supply.recovery_bp, supply.viability_bp) == (9000, 8500)
    assert (supply.label_basis, supply.dose_basis) == (Basis.TOTAL, Basis.VIABLE)
    assert supply.product == "cells-25m-3-8ml"
    assert desk.plan.counting.lumbar_count == 6
    assert desk.plan.infusion.minutes == 30
    assert desk.plan.infusion.fill is BagFill.PREFILLED
    assert desk.plan.diluents.facet == "plasma-lyte-a"
    assert desk.plan.anticoagulant is Anticoagulant.PAUSED
    assert len(desk.edits) == 16


def test_the_procedures_moment_is_stated_with_its_zone(desk: Desk) -> None:
    desk.form.fields["procedure.at"].take_focus()
    keys("24 Jul 2026")
    press(Keys.Key_Tab)
    keys("9:30")
    press(Keys.Key_Return)
    assert desk.plan.procedure.at == datetime(2026, 7, 24, 8, 30, tzinfo=UTC)
    assert desk.plan.procedure.at.date() == date(2026, 7, 24)
    assert desk.plan.procedure.zone == "Europe/London"
    assert len(desk.edits) == 1


def test_allergies_not_asked_for_are_told_from_none_known(desk: Desk) -> None:
    field = desk.form.fields["patient.allergies"]
    assert isinstance(field, ListField)
    assert "nobody has asked yet" in words_of(field)
    QTest.mouseClick(field.none_known, Qt.MouseButton.LeftButton, pos=tick_of(field.none_known))
    none_known = desk.plan.patient.allergies
    assert none_known is not None
    assert not none_known
    assert "nobody has asked yet" not in words_of(field)
    desk.type("patient.allergies", "latex")
    desk.type("patient.allergies", "DMSO")
    assert desk.plan.patient.allergies == ("latex", "DMSO")
    assert "latex" in words_of(field)


def tick_of(widget: QWidget) -> QPoint:
    place = widget.rect().center()
    place.setX(8)
    return place


def test_lots_are_added_part_by_part_and_removed(desk: Desk) -> None:
    field = desk.form.fields["supply.lots"]
    field.take_focus()
    keys("2291-04")
    press(Keys.Key_Tab)
    keys("Jun 2027")
    press(Keys.Key_Tab)
    keys("8")
    press(Keys.Key_Return)
    whole = Lot(number="2291-04", expiry=Expiry(year=2027, month=6), on_hand=8)
    assert desk.plan.supply.lots == (whole,)
    press(Keys.Key_Tab)
    assert focus().accessibleName() == "Remove Lot 1"
    press(Keys.Key_Tab)
    assert focus().accessibleName() == "Lot 2: number"
    keys("2291-05")
    press(Keys.Key_Return)
    assert [lot.number for lot in desk.plan.supply.lots] == ["2291-04", "2291-05"]
    QTest.mouseClick(field.entries()[3], Qt.MouseButton.LeftButton)
    assert [lot.number for lot in desk.plan.supply.lots] == ["2291-05"]


def test_a_lots_expiry_typed_first_waits_for_its_number(desk: Desk) -> None:
    entries = desk.form.fields["supply.lots"].entries()
    entries[1].setFocus()
    keys("2027-06-30")
    press(Keys.Key_Return)
    assert desk.edits == []
    assert "Type the lot number: it is added then." in words_of(desk.form)
    entries[0].setFocus()
    keys("2291-04")
    press(Keys.Key_Return)
    expiry = Expiry(year=2027, month=6, day=30)
    assert desk.plan.supply.lots == (Lot(number="2291-04", expiry=expiry),)
    assert "Type the lot number" not in words_of(desk.form)


def test_a_lot_named_twice_is_refused_beside_the_lots(desk: Desk) -> None:
    lot = Lot(number="2291-04")
    desk.show(desk.plan.replace(supply=desk.plan.supply.replace(lots=(lot,))))
    field = desk.form.fields["supply.lots"]
    field.entries()[4].setFocus()
    keys("2291-04")
    press(Keys.Key_Return)
    assert desk.plan.supply.lots == (lot,)
    assert "one lot twice" in field.reason.text()
    press(Keys.Key_Escape)
    assert not field.reason.isVisible()
    keys("2291-05")
    press(Keys.Key_Return)
    assert [lot.number for lot in desk.plan.supply.lots] == ["2291-04", "2291-05"]


def test_images_are_added_when_both_name_and_date_are_there(desk: Desk) -> None:
    desk.form.fields["counting.studies"].take_focus()
    keys("MRI")
    press(Keys.Key_Tab)
    assert desk.edits == []
    keys("3 Oct 2026")
    press(Keys.Key_Return)
    assert desk.plan.counting.studies == (Study(images="MRI", taken_on=date(2026, 10, 3)),)


def test_a_birth_after_the_procedure_is_refused_beside_the_field(
    desk: Desk, example: Envelope
) -> None:
    desk.show(example.plan)
    desk.type("patient.birth_date", "1 Jan 2027")
    field = desk.typed("patient.birth_date")
    assert desk.plan.patient.birth_date == date(1979, 3, 14)
    assert field.entry.typed() == "1 Jan 2027"
    assert field.reason.isVisible()
    press(Keys.Key_Escape)
    assert field.entry.typed() == "14 Mar 1979"
    assert not field.reason.isVisible()


def test_a_refusal_that_no_field_asked_for_is_not_taken(desk: Desk) -> None:
    desk.type("patient.name", "EXAMPLE")
    assert not desk.form.show_refusal("Not mine.")
    assert "Not mine." not in words_of(desk.form)


def test_a_protocol_fills_plan_and_brush_and_shows_its_citation(
    desk: Desk, formulary: Formulary
) -> None:
    desk.choose("protocol", "Sharan 2023, one patient")
    protocol = formulary.protocol("sharan-2023")
    assert protocol is not None
    assert desk.edits == [(edits.apply_protocol, {"protocol": protocol})]
    assert desk.brushes == [Brush().following(protocol)]
    said = words_of(desk.form.fields["protocol"])
    assert "Curr Stem Cell Res Ther 2023" in said
    assert "read at the source" in said
    assert "choose them on the spine" in said
    assert desk.typed("target_cells").entry.typed() == "100"


def test_a_plan_that_departs_from_its_protocol_says_so(desk: Desk) -> None:
    desk.choose("protocol", "Sharan 2023, one patient")
    assert "modified from" not in words_of(desk.form)
    desk.type("target_cells", "120")
    assert "modified from Sharan 2023, one patient" in words_of(desk.form)


def test_a_product_shows_its_figures_their_source_and_how_sure_each_is(desk: Desk) -> None:
    desk.choose("supply.product", "Cells, 25 million vial")
    said = words_of(desk.form.fields["supply.product"])
    assert "25 million on the label · 3.8 mL in the vial" in said
    assert "3.6 mL come out (inferred or chosen)" in said
    assert "10 % DMSO" in said
    assert "DailyMed" in said
    assert "read at the source" in said


def test_what_the_clinic_changed_says_so(desk: Desk, formulary: Formulary) -> None:
    changed = Source(text="our own vials", certainty=Certainty.CLINIC)
    products = tuple(entry.replace(source=changed) for entry in formulary.products)
    desk.choose("supply.product", "Cells, 25 million vial")
    desk.show(desk.plan, formulary=formulary.replace(products=products))
    said = words_of(desk.form.fields["supply.product"])
    assert "Modified by the clinic: our own vials" in said


def test_an_entry_that_has_gone_from_the_formulary_is_still_named(desk: Desk) -> None:
    desk.show(desk.plan.replace(supply=desk.plan.supply.replace(product="gone-product")))
    shown = desk.choice("supply.product").entry.currentText()
    assert shown == "“gone-product”, not listed"


def test_the_thaws_volume_goes_with_its_diluent_in_one_step(desk: Desk) -> None:
    assert not desk.typed("supply.thaw_diluent_ul").isEnabled()
    desk.choose("supply.thaw_diluent", "Plasma-Lyte A")
    desk.type("supply.thaw_diluent_ul", "1,5")
    assert desk.plan.supply.thaw_diluent_ul == 1500
    desk.choose("supply.thaw_diluent", "not stated")
    assert (desk.plan.supply.thaw_diluent, desk.plan.supply.thaw_diluent_ul) == (None, 0)
    assert len(desk.edits) == 3


def test_a_line_is_flushed_or_keeps_something(desk: Desk) -> None:
    desk.type("infusion.line_kept_ul", "20")
    assert (desk.plan.infusion.line_flushed, desk.plan.infusion.line_kept_ul) == (False, 20_000)
    desk.choose("infusion.line_flushed", "flushed afterwards")
    assert (desk.plan.infusion.line_flushed, desk.plan.infusion.line_kept_ul) == (True, None)


def test_the_vein_is_given_from_a_bag_or_a_syringe(desk: Desk, example: Envelope) -> None:
    assert not desk.choice("infusion.container").isEnabled()
    desk.show(example.plan)
    desk.choose("infusion.container", "syringe")
    assert desk.edits == [(edits.set_container, {"container": ContainerKind.SYRINGE})]


def test_levels_reviewed_are_asked_for_with_a_cervical_epidural(desk: Desk) -> None:
    field = desk.form.fields["counting.reviewed_epidurals"]
    assert not field.isVisible()
    site = Site(SiteKind.EPIDURAL, Level.C7_T1)
    desk.show(edits.place(desk.plan, site=site, dose=edits.Dose(5_000_000, 3000)))
    assert field.isVisible()
    assert desk.form.go_to("counting.reviewed_epidurals")
    last = field.entries()[-1]
    last.setFocus()
    press(Keys.Key_Space)
    assert desk.plan.counting.reviewed_epidurals == (Level.C7_T1,)


def test_a_lumbar_count_that_would_lose_a_site_is_refused_and_goes_back(
    desk: Desk, example: Envelope
) -> None:
    desk.show(example.plan)
    desk.choose("counting.lumbar_count", "4")
    assert desk.plan.counting.lumbar_count == 5
    assert "Remove these first" in words_of(desk.form.fields["counting.lumbar_count"])
    desk.form.revert()
    assert desk.choice("counting.lumbar_count").entry.currentText() == "5"


def test_reasons_are_listed_with_what_they_answer_and_can_be_withdrawn(
    desk: Desk, example: Envelope
) -> None:
    finding = next(
        f for f in desk.snapshot(example.plan).findings if f.severity is Severity.CONFIRM
    )
    text = "EXAMPLE: accepted by the lab"
    key = evidence_key(finding.evidence)
    given = {"rule": finding.rule, "site": finding.site, "evidence": key}
    plan = edits.give_reason(
        example.plan,
        rule=finding.rule,
        site=finding.site,
        evidence=evidence_key(finding.evidence),
        text=text,
    )
    stale = edits.give_reason(plan, rule=Rule.SUSPENSION_THIN, site=None, evidence="-", text="old")
    desk.show(stale)
    field = desk.form.fields["reasons"]
    assert text in words_of(field)
    assert "Answers nothing now" in words_of(field)
    QTest.mouseClick(field.entries()[0], Qt.MouseButton.LeftButton)
    assert desk.edits == [(edits.withdraw_reason, given)]
    assert text not in words_of(field)


def test_a_name_with_markup_is_shown_as_it_is_written(desk: Desk) -> None:
    evil = "<b>x</b><img src=x>"
    desk.type("patient.allergies", evil)
    desk.type("patient.name", evil)
    labels = [w for w in desk.form.findChildren(QLabel) if w.text() == evil]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert desk.typed("patient.name").entry.typed() == evil


def test_typing_survives_other_changes_but_not_undo_of_its_own_value(desk: Desk) -> None:
    desk.type("patient.name", "EXAMPLE")
    before = desk.plan
    desk.form.fields["patient.record_number"].take_focus()
    keys("EX-00")
    desk.show(edits.set_patient(before, weight_g=82_000))
    assert desk.typed("patient.record_number").entry.typed() == "EX-00"
    assert desk.typed("patient.weight_g").entry.typed() == "82"
    desk.show(edits.set_patient(before, record_number="EX-0002"))
    assert desk.typed("patient.record_number").entry.typed() == "EX-0002"


def test_commit_takes_what_is_being_typed(desk: Desk) -> None:
    desk.form.fields["patient.name"].take_focus()
    keys("EXAMPLE")
    desk.form.commit()
    desk.form.fields["supply.lots"].take_focus()
    keys("2291-04")
    desk.form.commit()
    assert desk.plan.patient.name == "EXAMPLE"
    assert desk.plan.supply.lots == (Lot(number="2291-04"),)


def test_nothing_can_be_entered_while_somebody_elses_plan_is_in_the_way(
    desk: Desk, example: Envelope
) -> None:
    desk.show(example.plan, theirs=example)
    assert not any(entry.isEnabled() for entry in desk.form.entries())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("patient", "Name"),
        ("patient.weight_g", "Weight"),
        ("patient.allergies", "Allergies"),
        ("procedure", "Date and time: date"),
        ("counting", "Counted from"),
        ("counting.lumbar_count", "Lumbar vertebrae"),
        ("counting.studies.images", "Images 1: images, such as MRI"),
        ("protocol", "Protocol"),
        ("target_cells", "Target"),
        ("supply", "Product"),
        ("supply.lots", "Lot 1: number"),
        ("supply.thaw_diluent", "Diluent at the thaw"),
        ("supply.may_mix_lots", "Lots may be mixed in one patient"),
        ("diluents", "For facet joints"),
        ("diluents.intravenous", "For the vein"),
        ("infusion", "The bag comes"),
        ("anticoagulant", "Anticoagulant"),
        ("notes", "Notes for the sheet"),
    ],
)
def test_a_finding_leads_to_its_field_and_points_at_it(desk: Desk, path: str, name: str) -> None:
    assert desk.form.go_to(path)
    assert focus().accessibleName() == name
    led = [f for f in desk.form.fields.values() if f.property("look") == "led"]
    assert len(led) == 1
    assert led[0].isAncestorOf(focus())
    assert not led[0].visibleRegion().isEmpty()


def test_a_finding_on_a_section_leads_to_what_is_still_open_there(
    desk: Desk, example: Envelope
) -> None:
    desk.show(example.plan)
    desk.show(edits.set_supply(desk.plan, recovery_bp=None))
    assert desk.form.go_to("supply")
    assert focus().accessibleName() == "Recovery"


def test_no_letter_leads_to_two_places(desk: Desk) -> None:
    labels = [label.text() for label in desk.form.findChildren(QLabel) if not label.isHidden()]
    ticks = [tick.text() for tick in desk.form.findChildren(QCheckBox)]
    marked = [text for text in (*labels, *ticks, *menus()) if "&" in text]
    letters = [text[text.index("&") + 1].casefold() for text in marked]
    assert sorted(set(letters)) == sorted(letters)
    assert len(letters) > 15


def test_pointing_ends_when_the_keyboard_goes_on(desk: Desk) -> None:
    desk.form.go_to("patient.weight_g")
    press(Keys.Key_Tab)
    assert [f for f in desk.form.fields.values() if f.property("look") == "led"] == []


@pytest.mark.parametrize("path", ["aliquots", "formulary.limits", "record.counts", ""])
def test_what_is_not_in_the_form_is_not_found(desk: Desk, path: str) -> None:
    assert not desk.form.go_to(path)


@pytest.mark.parametrize("width", [340, 520])
def test_tab_goes_through_every_field_in_the_order_in_which_they_stand(
    desk: Desk, example: Envelope, width: int
) -> None:
    desk.form.resize(width, 700)
    desk.show(example.plan.replace(patient=example.plan.patient.replace(allergies=("latex",))))
    expected = [e for e in desk.form.entries() if e.isVisible() and e.isEnabled()]
    expected[0].setFocus()
    walked = [focus()]
    while len(walked) < len(expected):
        press(Keys.Key_Tab)
        walked.append(focus())
    assert [w.accessibleName() for w in walked] == [e.accessibleName() for e in expected]
    assert all(widget.accessibleName() for widget in walked)
    assert len(walked) > 30
    press(Keys.Key_Backtab)
    assert focus() is expected[-2]
    assert desk.edits == []


@pytest.mark.parametrize("width", [340, 519, 520, 700])
def test_everything_fits_the_width_in_one_column_or_two(
    desk: Desk, example: Envelope, width: int
) -> None:
    desk.show(example.plan)
    desk.form.resize(width, 700)
    QApplication.processEvents()
    name, number = (desk.form.fields[f"patient.{n}"] for n in ("name", "record_number"))
    assert (name.y() == number.y()) is (width >= 520)
    right = desk.form.mapToGlobal(desk.form.rect().topRight()).x()
    for entry in desk.form.entries():
        if entry.isVisible():
            assert entry.mapToGlobal(entry.rect().topRight()).x() <= right
