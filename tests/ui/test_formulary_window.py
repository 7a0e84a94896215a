"""The formulary's window: figures are edited with keys, judged at once, and kept when asked."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMainWindow,
    QWidget,
)
from pytestqt.qtbot import QtBot

from spineplanner.domain.formulary import Certainty, ContainerKind, Formulary
from spineplanner.domain.formulary_edits import Kind
from spineplanner.store.formulary import export_formulary
from spineplanner.ui import formulary_questions
from spineplanner.ui.formulary_new import NewEntryDialog
from spineplanner.ui.formulary_questions import DifferencesDialog, Question
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.services import Problem, Services
from tests.ui.formularies import (
    CONTROL,
    LEFT,
    Clinic,
    button,
    entry,
    go_to,
    keep,
    listed,
    opened,
    type_in,
)


@pytest.fixture
def clinic(formulary: Formulary) -> Clinic:
    return Clinic(formulary)


@pytest.fixture
def window(qtbot: QtBot, clinic: Clinic) -> FormularyWindow:
    return opened(qtbot, clinic)


def test_every_entry_of_every_kind_shows_each_figure_with_its_source(
    window: FormularyWindow,
) -> None:
    for kind in Kind:
        go_to(window, kind)
        for row in range(window.lists.entries.count()):
            window.lists.entries.setCurrentRow(row)

            assert window.form.sources
            for line in window.form.sources.values():
                assert line.sureness.text()
                assert line.words.text()


def test_an_edited_limit_is_kept_in_its_unit_and_says_that_the_clinic_set_it(
    window: FormularyWindow, clinic: Clinic
) -> None:
    go_to(window, Kind.LIMITS, "Highest volume of a lumbar facet")

    type_in(entry(window, "value"), "1,2 mL")
    keep(window)

    (kept,) = clinic.kept
    limit = next(item for item in kept.limits if item.id == "facet-lumbar-volume-hard-ul")
    assert limit.value == 1200
    assert limit.source.certainty is Certainty.CLINIC
    assert limit.source.text == "Set by EXAMPLE on 24 Nov 2026"
    assert "1.2 mL · modified by the clinic" in window.lists.entries.currentItem().text()
    assert not window.keep.isEnabled()


def test_an_emptied_limit_is_not_set(window: FormularyWindow, clinic: Clinic) -> None:
    go_to(window, Kind.LIMITS, "Highest volume of a lumbar facet")

    type_in(entry(window, "value"), "")
    keep(window)

    limit = next(item for item in clinic.kept[0].limits if item.id == "facet-lumbar-volume-hard-ul")
    assert limit.value is None
    assert "not set" in window.lists.entries.currentItem().text()


@pytest.mark.parametrize(
    ("name", "typed", "cells_or_share"),
    [
        ("Usual cells of an infusion", "120", 120_000_000),
        ("Usual error of a dose", "2.5 %", 250),
        ("DMSO by body weight", "500", 500),
        ("DMSO in a facet joint", "0", 0),
        ("Thinnest suspension", "0.05", 50_000),
        ("Warning before the use-by time", "45 min", 45),
        ("Cells against siblings or protocol", "3", 3),
    ],
)
def test_each_limit_is_typed_in_the_unit_of_its_name(
    window: FormularyWindow,
    clinic: Clinic,
    name: str,
    typed: str,
    cells_or_share: int,
) -> None:
    go_to(window, Kind.LIMITS, name)

    type_in(entry(window, "value"), typed)
    keep(window)

    shipped = {item.id: item.value for item in clinic.shipped.limits}
    changed = {item.id: item.value for item in clinic.kept[0].limits}
    assert [v for id, v in changed.items() if v != shipped[id]] == [cells_or_share]


def test_a_figure_is_judged_while_it_is_typed_and_wrong_text_stays(
    window: FormularyWindow, clinic: Clinic
) -> None:
    field = window.form.fields["fill_ul"]
    for typed, words in (("1,500", "could be"), ("abc", "not a number"), ("3.5", "withdrawn")):
        type_in(entry(window, "fill_ul"), typed, key=None)
        assert words in field.reason.text()

    QTest.keyClick(entry(window, "fill_ul"), Qt.Key.Key_Return)
    assert entry(window, "fill_ul").text() == "3.5"
    assert "Change the other volume first" in field.reason.text()
    assert entry(window, "fill_ul").property("wrong") == "true"
    assert not window.keep.isEnabled()
    assert not clinic.kept

    QTest.keyClick(entry(window, "fill_ul"), Qt.Key.Key_Escape)
    assert entry(window, "fill_ul").text() == "3.8"
    assert not field.reason.text()


def test_nothing_is_kept_while_wrong_text_stands_in_a_field(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_in(entry(window, "vial_ul"), "7")
    type_in(entry(window, "fill_ul"), "3.5", key=Qt.Key.Key_Tab)

    keep(window)

    assert not clinic.kept
    assert window.message.text() == "Correct or take back what is marked first."


def test_a_figure_of_an_entry_keeps_the_sources_of_the_others(
    window: FormularyWindow, clinic: Clinic
) -> None:
    before = window.form.sources["label_cells"].words.text()

    type_in(entry(window, "withdrawable_ul"), "3.5")

    assert window.form.sources["label_cells"].words.text() == before
    assert window.form.sources["label_cells"].sureness.text() == "Read at the source"
    assert window.form.sources["withdrawable_ul"].sureness.text() == "Modified by the clinic"
    keep(window)
    product = clinic.kept[0].products[0]
    assert product.source_of("withdrawable_ul").certainty is Certainty.CLINIC
    assert product.source_of("label_cells") == clinic.shipped.products[0].source


def test_the_clinic_says_where_its_figure_comes_from(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_in(entry(window, "withdrawable_ul"), "3.5")

    type_in(window.form.sources["withdrawable_ul"].typed.entry, "Measured on 20 vials")
    keep(window)

    source = clinic.kept[0].products[0].source_of("withdrawable_ul")
    assert (source.text, source.certainty) == ("Measured on 20 vials", Certainty.CLINIC)


def test_a_figure_is_made_the_clinics_own_without_changing_it(
    window: FormularyWindow, clinic: Clinic
) -> None:
    QTest.mouseClick(window.form.sources["withdrawable_ul"].adopt, LEFT)
    keep(window)

    product = clinic.kept[0].products[0]
    assert product.withdrawable_ul == clinic.shipped.products[0].withdrawable_ul
    assert product.source_of("withdrawable_ul").certainty is Certainty.CLINIC


def test_a_key_that_leaves_the_entry_takes_what_is_typed_with_it(
    qtbot: QtBot, window: FormularyWindow
) -> None:
    type_in(entry(window, "label_cells"), "30", key=None)

    QTest.keyClick(entry(window, "label_cells"), Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(listed(window)) == 5)

    assert listed(window)[0] == "Cells, 25 million vial\nmodified by the clinic"
    assert entry(window, "name").text() == "Copy of Cells, 25 million vial"
    assert entry(window, "label_cells").text() == "30"


def test_wrong_text_that_is_left_behind_is_spoken_of(window: FormularyWindow) -> None:
    type_in(entry(window, "label_cells"), "many")

    go_to(window, Kind.BENCH)
    assert window.message.text() == "What was marked as wrong was not taken."

    go_to(window, Kind.PRODUCTS)
    assert entry(window, "label_cells").text() == "25"
    assert not window.keep.isEnabled()


def test_undo_takes_back_whole_edits_where_they_were_made(window: FormularyWindow) -> None:
    type_in(entry(window, "label_cells"), "30")
    go_to(window, Kind.BENCH)
    type_in(entry(window, "tube_ul"), "40")

    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert entry(window, "tube_ul").text() == "50"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert entry(window, "label_cells").text() == "25"
    assert not window.keep.isEnabled()
    assert not window.undo.isEnabled()

    QTest.mouseClick(window.redo, LEFT)
    assert entry(window, "label_cells").text() == "30"


def test_an_own_product_is_added_empty_and_renamed(window: FormularyWindow, clinic: Clinic) -> None:
    QTest.mouseClick(window.lists.add, LEFT)
    type_in(entry(window, "name"), "Cells of EXAMPLE")
    keep(window)

    product = clinic.kept[0].product("own-product-2")
    assert product is not None
    assert product.name == "Cells of EXAMPLE"
    assert product.label_cells is None
    assert listed(window)[-1] == "Cells of EXAMPLE\nadded by the clinic"


def test_a_needle_is_added_with_the_figures_it_can_not_be_without(
    window: FormularyWindow, clinic: Clinic
) -> None:
    go_to(window, Kind.NEEDLES)
    QTest.mouseClick(window.lists.add, LEFT)
    (dialog,) = window.findChildren(NewEntryDialog)
    (gauge, length, keeps) = (
        dialog.fields[name].entries()[0] for name in ("gauge", "length_mm", "keeps_ul")
    )

    type_in(gauge, "40")
    QTest.mouseClick(dialog.accept_button, LEFT)
    assert dialog.fields["gauge"].reason.text() == "From 10 to 34."
    assert dialog.fields["length_mm"].reason.text() == "This is needed."
    assert dialog.isVisible()

    for field, typed in ((gauge, "27"), (length, "40 mm"), (keeps, "0")):
        type_in(field, typed)
    QTest.mouseClick(dialog.accept_button, LEFT)
    assert not dialog.isVisible()
    keep(window)

    needle = clinic.kept[0].needle("own-needle")
    assert needle is not None
    assert (needle.gauge, needle.length_mm, needle.keeps_ul) == (27, 40, 0)


def test_a_syringe_of_a_size_that_is_there_is_refused_with_a_word(window: FormularyWindow) -> None:
    go_to(window, Kind.SYRINGES, "3 mL")
    before = listed(window)
    QTest.mouseClick(window.lists.duplicate, LEFT)
    (dialog,) = window.findChildren(NewEntryDialog)

    QTest.mouseClick(dialog.accept_button, LEFT)
    assert dialog.reason.text() == "There is a syringe of this size already."
    assert listed(window) == before

    type_in(dialog.fields["name"].entries()[0], "2 mL syringe")
    type_in(dialog.fields["capacity_ul"].entries()[0], "2")
    QTest.mouseClick(dialog.accept_button, LEFT)
    assert listed(window)[1] == "2 mL syringe\nadded by the clinic"


def test_a_duplicate_has_a_name_of_its_own(window: FormularyWindow) -> None:
    go_to(window, Kind.DILUENTS, "Lactated Ringer")

    QTest.mouseClick(window.lists.duplicate, LEFT)

    assert listed(window)[-1] == "Copy of Lactated Ringer\nadded by the clinic"


def test_a_removed_entry_is_warned_of_and_can_be_brought_back(
    window: FormularyWindow, clinic: Clinic
) -> None:
    go_to(window, Kind.NEEDLES)
    name = window.lists.entries.currentItem().text()
    QTest.mouseClick(window.lists.remove, LEFT)
    assert "A plan that names it will ask for another" in window.message.text()
    keep(window)
    assert len(clinic.kept[0].needles) == len(clinic.shipped.needles) - 1

    go_to(window, Kind.NEEDLES, name)
    assert listed(window)[-1] == f"{name}\nremoved by the clinic"
    assert not entry(window, "gauge").isEnabled()
    QTest.mouseClick(window.lists.reset, LEFT)

    keep(window)
    assert set(clinic.kept[1].needles) == set(clinic.shipped.needles)


def test_an_allergen_that_a_product_holds_is_not_removed(window: FormularyWindow) -> None:
    go_to(window, Kind.ALLERGENS)
    before = listed(window)

    QTest.mouseClick(window.lists.remove, LEFT)

    assert "Take it off there first" in window.message.text()
    assert listed(window) == before


@pytest.mark.parametrize("kind", [Kind.LIMITS, Kind.BENCH])
def test_what_the_program_asks_for_is_neither_added_nor_removed(
    window: FormularyWindow, kind: Kind
) -> None:
    go_to(window, kind)

    for item in (window.lists.add, window.lists.duplicate, window.lists.remove):
        assert not item.isEnabled()
        assert "none can be added" in item.toolTip()


def test_an_entry_goes_back_to_the_shipped_figures_with_their_sources(
    window: FormularyWindow,
) -> None:
    assert not window.lists.reset.isEnabled()
    type_in(entry(window, "label_cells"), "30")

    QTest.mouseClick(window.lists.reset, LEFT)

    assert entry(window, "label_cells").text() == "25"
    assert window.form.sources["label_cells"].sureness.text() == "Read at the source"
    assert not window.keep.isEnabled()


def test_components_are_ticked_and_that_nobody_listed_them_is_a_statement(
    window: FormularyWindow, clinic: Clinic
) -> None:
    field = window.form.fields["allergens"]
    ticks = {tick.text(): tick for tick in field.findChildren(QCheckBox)}

    ticks["porcine protein"].click()
    ticks["human albumin"].click()
    keep(window)
    assert clinic.kept[0].products[0].allergens == ("dmso", "bovine", "albumin")

    ticks["nobody has listed them"].click()
    keep(window)
    assert clinic.kept[1].products[0].allergens is None
    assert not any(tick.isChecked() for name, tick in ticks.items() if name[:6] != "nobody")


def test_doses_of_a_protocol_are_typed_by_place(window: FormularyWindow, clinic: Clinic) -> None:
    go_to(window, Kind.PROTOCOLS, "No protocol")
    field = window.form.fields["doses"]
    named = {item.accessibleName(): item for item in field.entries()}

    type_in(named["Lumbar facet: mL"], "0.5")
    assert "Type the cells first." in [label.text() for label in field.findChildren(QLabel)]
    QTest.keyClick(named["Lumbar facet: mL"], Qt.Key.Key_Escape)
    type_in(named["Lumbar facet: million cells"], "2")
    type_in(named["Lumbar facet: mL"], "0.5")
    type_in(named["Vein: million cells"], "80")
    container = named["Vein: container"]
    assert isinstance(container, QComboBox)
    QTest.keyClicks(container, "syringe")
    QTest.keyClick(container, Qt.Key.Key_Return)
    type_in(named["Facet of either region: million cells"], "1")

    assert "two doses to one site" in field.reason.text()
    marked = [name for name, item in named.items() if item.property("wrong") == "true"]
    assert marked == ["Facet of either region: million cells"]
    QTest.keyClick(named["Facet of either region: million cells"], Qt.Key.Key_Escape)
    keep(window)
    facet, vein = clinic.kept[0].protocols[0].doses
    assert (facet.cells, facet.volume_ul) == (2_000_000, 500)
    assert (vein.cells, vein.container) == (80_000_000, ContainerKind.SYRINGE)


def test_the_level_of_a_cervical_epidural_is_chosen(
    window: FormularyWindow, clinic: Clinic
) -> None:
    go_to(window, Kind.LIMITS, "cervical interlaminar")
    (combo,) = window.form.fields["highest"].entries()
    combo.setFocus()

    QTest.keyClicks(combo, "C7")
    QTest.keyClick(combo, Qt.Key.Key_Return)
    keep(window)

    assert clinic.kept[0].cervical_epidural.highest.value == "C7-T1"


def test_what_can_not_be_written_is_said_and_stays_to_be_kept(
    window: FormularyWindow, clinic: Clinic
) -> None:
    clinic.problem = Problem("The disk is full.")
    type_in(entry(window, "label_cells"), "30")

    keep(window)

    assert window.message.text() == "The disk is full."
    assert window.keep.isEnabled()
    assert entry(window, "label_cells").text() == "30"


def ask(window: FormularyWindow, answer: str) -> None:
    """Answer the question that the window asks now."""
    (question,) = [item for item in window.findChildren(Question) if item.isVisible()]
    QTest.mouseClick(button(question, answer), LEFT)


def test_closing_asks_what_becomes_of_edits(window: FormularyWindow, clinic: Clinic) -> None:
    type_in(entry(window, "label_cells"), "30", key=None)

    window.close()
    ask(window, "Stay")
    assert window.isVisible()

    window.close()
    ask(window, "Keep them")
    assert not window.isVisible()
    assert clinic.kept[0].products[0].label_cells == 30_000_000


def test_closing_can_lose_edits(window: FormularyWindow, clinic: Clinic) -> None:
    type_in(entry(window, "label_cells"), "30")

    window.close()
    ask(window, "Close and lose them")

    assert not window.isVisible()
    assert not clinic.kept


def test_a_window_without_edits_closes_without_a_question(window: FormularyWindow) -> None:
    window.close()

    assert not window.isVisible()
    assert not window.findChildren(Question)


def test_the_window_it_belongs_to_is_not_closed_over_edits(qtbot: QtBot, clinic: Clinic) -> None:
    main = QMainWindow()
    qtbot.addWidget(main)
    window = FormularyWindow(cast("Services", clinic), main)
    main.show()
    window.show()
    type_in(entry(window, "label_cells"), "30")

    main.close()
    assert main.isVisible()
    ask(window, "Close and lose them")
    main.close()

    assert not main.isVisible()


def test_figures_that_another_window_kept_meanwhile_are_asked_about(
    window: FormularyWindow, clinic: Clinic
) -> None:
    theirs = clinic.present.replace(needles=clinic.present.needles[1:])
    clinic.present = theirs
    type_in(entry(window, "label_cells"), "30")

    keep(window)
    ask(window, "Stay")
    assert not clinic.kept
    keep(window)
    ask(window, "Take theirs, and lose mine")

    assert entry(window, "label_cells").text() == "25"
    assert not window.keep.isEnabled()
    type_in(entry(window, "label_cells"), "30")
    keep(window)
    assert clinic.kept[0].needles == theirs.needles


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that the person chooses in the system's dialogs."""
    path = tmp_path / "formulary.json"
    for name in ("file_to_read", "file_to_write"):
        monkeypatch.setattr(formulary_questions, name, lambda _parent: path)
    return path


def test_figures_travel_to_another_workstation_in_one_file(
    window: FormularyWindow, clinic: Clinic, file: Path
) -> None:
    type_in(entry(window, "label_cells"), "30")
    QTest.mouseClick(window.export, LEFT)
    assert window.message.text() == f"Written to {file}."
    QTest.mouseClick(window.undo, LEFT)

    QTest.mouseClick(window.import_, LEFT)
    (dialog,) = window.findChildren(DifferencesDialog)
    said = [dialog.differences.item(row).text() for row in range(dialog.differences.count())]
    assert said == [
        "Products, Cells, 25 million vial, Cells on the label: 25 million became 30 million"
    ]
    assert entry(window, "label_cells").text() == "25"
    QTest.mouseClick(button(dialog, "Take these figures"), LEFT)

    assert entry(window, "label_cells").text() == "30"
    assert not clinic.kept
    keep(window)
    assert clinic.kept[0].products[0].label_cells == 30_000_000


def test_an_import_that_is_not_taken_changes_nothing(
    window: FormularyWindow, file: Path, formulary: Formulary
) -> None:
    export_formulary(formulary.replace(needles=()), file)

    QTest.mouseClick(window.import_, LEFT)
    (dialog,) = window.findChildren(DifferencesDialog)
    QTest.mouseClick(button(dialog, "Cancel"), LEFT)

    assert not window.keep.isEnabled()


def test_a_file_with_the_same_figures_is_said_to_be_so(
    window: FormularyWindow, file: Path, formulary: Formulary
) -> None:
    export_formulary(formulary, file)

    QTest.mouseClick(window.import_, LEFT)

    assert window.message.text() == "formulary.json holds the figures that are here."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not complete JSON"),
        (b"\x00\x01", "is not text"),
        (b'{"format": "spineplanner-plan", "version": 1}', "no SpinePlanner file of this kind"),
        (b'{"format": "spineplanner-formulary", "version": 99}', "newer SpinePlanner"),
        (b'{"format": "spineplanner-formulary", "version": 1}', "is missing"),
    ],
)
def test_a_bad_file_is_named_in_a_sentence(
    window: FormularyWindow, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)

    QTest.mouseClick(window.import_, LEFT)

    assert window.message.text().startswith(str(file))
    assert said in window.message.text()
    assert not window.keep.isEnabled()


def test_names_are_shown_as_text_never_as_markup(window: FormularyWindow) -> None:
    type_in(entry(window, "name"), "<b>x</b><img src=x>")

    assert listed(window)[0] == "<b>x</b><img src=x>\nmodified by the clinic"
    title = next(label for label in window.form.findChildren(QLabel) if "<b>" in label.text())
    assert title.textFormat() is Qt.TextFormat.PlainText


def test_every_field_is_named_and_reached_by_tab(
    dressed: QApplication, window: FormularyWindow
) -> None:
    fields = window.form.fields.values()
    wanted = {item for field in fields for item in field.entries() if item.isVisible()}
    window.lists.kinds.setFocus()
    reached: set[QWidget] = set()
    for _step in range(60):
        focused = dressed.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert wanted <= reached
    assert all(item.accessibleName() for item in wanted)
