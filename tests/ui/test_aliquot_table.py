"""The table of aliquots with real keys and clicks: what it shows, tells and refuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.anatomy import VEIN, Level, Side, Site, SiteKind, sites
from spineplanner.domain.edits import Dose
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.plan import Plan
from spineplanner.ui.aliquot_cells import Column
from spineplanner.ui.aliquot_grid import AliquotGrid
from spineplanner.ui.aliquot_table import AliquotTable
from spineplanner.ui.site_search import matching
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot

MILLION = 1_000_000
L45_LEFT = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
L45_RIGHT = L45_LEFT.mirrored
FREE = Site(SiteKind.FACET, Level.L1_L2, Side.LEFT)


class Desk:
    """A table, what it asked for, and a workbench that does it."""

    def __init__(self, qtbot: QtBot, make: MakeSnapshot, envelope: Envelope) -> None:
        self.make, self.envelope = make, envelope
        self.table = AliquotTable()
        qtbot.addWidget(self.table)
        self.grid: AliquotGrid = self.table.grid
        self.wanted: list[tuple[Callable[..., Any], dict[str, Any]]] = []
        self.selected: list[tuple[tuple[Site, ...], Site | None]] = []
        self.added: list[Site] = []
        self.snapshot = make(envelope)
        self.table.edit_wanted.connect(self._edit)
        self.table.selection_wanted.connect(self._select)
        self.table.add_wanted.connect(self._add)
        self.table.resize(700, 420)
        self.table.show()
        self.table.show_snapshot(self.snapshot)
        self.table.activateWindow()
        self.table.setFocus()
        QApplication.processEvents()

    def show(self, what: Plan | Snapshot) -> None:
        if isinstance(what, Plan):
            kept = {"selection": self.snapshot.selection, "focus": self.snapshot.focus}
            what = self.make(self.envelope.replace(plan=what), **kept)
        self.snapshot = what
        self.table.show_snapshot(what)
        QApplication.processEvents()

    def _edit(self, edit: Callable[..., Any], given: dict[str, Any]) -> None:
        self.wanted.append((edit, given))
        self.show(edit(self.snapshot.plan, **given))

    def _select(self, chosen: tuple[Site, ...], focus: Site | None) -> None:
        self.selected.append((chosen, focus))
        self.show(replace(self.snapshot, selection=chosen, focus=focus))

    def _add(self, site: Site) -> None:
        self.added.append(site)
        self.show(edits.place(self.snapshot.plan, site=site, dose=Dose(MILLION, 500)))

    def text(self, row: int, column: Column) -> str:
        return str(self.grid.model().index(row, column).data() or "")

    def centre(self, row: int, column: Column) -> QPoint:
        return self.grid.visualRect(self.grid.model().index(row, column)).center()

    def click(
        self, row: int, column: Column, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        at = self.centre(row, column)
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, keys, at)

    def double_click(self, row: int, column: Column) -> None:
        self.click(row, column)
        QTest.mouseDClick(
            self.grid.viewport(), Qt.MouseButton.LeftButton, pos=self.centre(row, column)
        )

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focused(), key)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(self.focused(), character)

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def editor(self) -> QLineEdit | None:
        widget = QApplication.focusWidget()
        return widget if isinstance(widget, QLineEdit) else None

    def rows_selected(self) -> list[int]:
        return sorted(index.row() for index in self.grid.selectionModel().selectedRows())


@pytest.fixture
def desk(qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope) -> Desk:
    return Desk(qtbot, make_snapshot, example)


def test_every_aliquot_is_a_row_with_its_numbers(desk: Desk) -> None:
    assert [desk.text(4, column) for column in list(Column)[:6]] == [
        "5",
        "L4–L5 facet LEFT",
        "1",
        "0.5",
        "0.55",
        "A",
    ]
    assert [desk.text(9, column) for column in list(Column)[2:7]] == ["87", "100", "–", "C", "bag"]
    assert desk.text(10, Column.NUMBER) == "+ Add a site…"
    assert desk.table.remark.text() == "10 syringes and bags"


def test_the_head_says_which_cells_are_counted(desk: Desk) -> None:
    def head() -> str:
        said = desk.grid.model().headerData(Column.CELLS, Qt.Orientation.Horizontal)
        return str(said).replace("\n", " ")

    assert head() == "Million viable"
    desk.show(edits.set_supply(desk.snapshot.plan, dose_basis=None))
    assert head() == "Million cells"


def test_what_is_not_stated_says_so_and_what_follows_is_a_dash(desk: Desk) -> None:
    desk.show(edits.set_cells(desk.snapshot.plan, sites=(L45_LEFT,), cells=None))
    assert desk.text(4, Column.CELLS) == "■ not stated"
    assert desk.text(4, Column.SUSPENSION) == "–"
    desk.table.resize(360, 250)
    QApplication.processEvents()
    assert desk.text(4, Column.CELLS).startswith("■")


@pytest.mark.parametrize(
    ("column", "typed", "edit", "given"),
    [
        (Column.CELLS, "2,5", edits.set_cells, {"cells": 2_500_000}),
        (Column.GIVE, "0.4", edits.set_volume, {"volume_ul": 400}),
        (Column.CELLS, "", edits.set_cells, {"cells": None}),
    ],
)
def test_a_number_is_edited_by_double_click_and_enter(
    desk: Desk, column: Column, typed: str, edit: object, given: dict[str, object]
) -> None:
    desk.double_click(4, column)
    desk.press(Qt.Key.Key_Backspace)
    desk.type(typed)
    desk.press(Qt.Key.Key_Return)
    assert desk.wanted == [(edit, {"sites": (L45_LEFT,), **given})]
    assert desk.editor() is None
    assert desk.focused() is desk.grid


def test_f2_opens_with_what_is_there_and_escape_gives_it_up(desk: Desk) -> None:
    desk.click(4, Column.GIVE)
    desk.press(Qt.Key.Key_F2)
    editor = desk.editor()
    assert editor is not None
    assert editor.text() == "0.5"
    desk.type("9")
    desk.press(Qt.Key.Key_Escape)
    assert (desk.editor(), desk.wanted) == (None, [])
    assert desk.text(4, Column.GIVE) == "0.5"


def test_digits_open_the_cells_with_what_was_typed(desk: Desk) -> None:
    desk.click(4, Column.SITE)
    desk.type("12")
    desk.press(Qt.Key.Key_Return)
    assert desk.wanted == [(edits.set_cells, {"sites": (L45_LEFT,), "cells": 12 * MILLION})]


def test_a_number_typed_with_several_rows_selected_is_one_edit_for_all(desk: Desk) -> None:
    desk.click(0, Column.SITE)
    desk.click(7, Column.CELLS, Qt.KeyboardModifier.ShiftModifier)
    desk.type("2")
    assert desk.grid.aside.words == "for 8 sites"
    assert desk.grid.aside.isVisible()
    desk.press(Qt.Key.Key_Return)
    facets = tuple(item.site for item in desk.snapshot.plan.aliquots[:8])
    assert desk.wanted == [(edits.set_cells, {"sites": facets, "cells": 2 * MILLION})]


@pytest.mark.parametrize("wrong", ["1,500", "x", "-1", "1.", "99999999"])
def test_a_wrong_text_stays_with_the_reason_beside_it(desk: Desk, wrong: str) -> None:
    desk.click(4, Column.CELLS)
    desk.press(Qt.Key.Key_F2)
    desk.type(wrong)
    desk.press(Qt.Key.Key_Return)
    editor = desk.editor()
    assert editor is not None
    assert (editor.text(), editor.property("wrong"), desk.wanted) == (wrong, "true", [])
    assert desk.grid.aside.isVisible()
    assert editor.accessibleDescription() == desk.grid.aside.words
    desk.click(1, Column.SITE)
    assert editor.isVisible()
    assert editor.text() == wrong


def test_a_wrong_text_survives_what_others_select_and_change(desk: Desk) -> None:
    desk.click(4, Column.CELLS)
    desk.type("1,500")
    desk.press(Qt.Key.Key_Return)
    editor = desk.editor()
    assert editor is not None
    desk.show(replace(desk.snapshot, selection=(L45_RIGHT,), focus=L45_RIGHT))
    desk.show(edits.set_volume(desk.snapshot.plan, sites=(L45_RIGHT,), volume_ul=700))
    assert (editor.isVisible(), editor.text()) == (True, "1,500")


def test_leaving_a_cell_commits_it(desk: Desk) -> None:
    desk.click(4, Column.CELLS)
    desk.type("3")
    desk.click(2, Column.SITE)
    assert desk.wanted == [(edits.set_cells, {"sites": (L45_LEFT,), "cells": 3 * MILLION})]


def test_the_same_number_again_is_no_edit(desk: Desk) -> None:
    desk.click(4, Column.CELLS)
    desk.press(Qt.Key.Key_F2)
    desk.type("1.0")
    desk.press(Qt.Key.Key_Return)
    assert (desk.wanted, desk.editor()) == ([], None)


def test_tab_commits_and_goes_to_the_next_input(desk: Desk) -> None:
    desk.click(4, Column.CELLS)
    desk.type("2")
    desk.press(Qt.Key.Key_Tab)
    assert desk.wanted[-1][0] is edits.set_cells
    assert desk.grid.currentIndex().column() == Column.GIVE
    desk.type("0.6")
    desk.press(Qt.Key.Key_Tab)
    assert desk.wanted[-1] == (edits.set_volume, {"sites": (L45_LEFT,), "volume_ul": 600})
    assert desk.grid.currentIndex().column() == Column.NEEDLE
    QTest.keyClick(desk.focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.grid.currentIndex().column() == Column.GIVE


def test_a_needle_is_chosen_for_all_selected_and_their_tubing_stays(desk: Desk) -> None:
    plan = edits.set_needle(
        desk.snapshot.plan,
        sites=(L45_LEFT, L45_RIGHT),
        needle=desk.snapshot.formulary.needles[0].id,
        extension_ul=100,
    )
    desk.show(plan)
    desk.click(4, Column.SITE)
    desk.click(5, Column.NEEDLE, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    chosen = desk.snapshot.formulary.needles[1].id
    assert desk.wanted == [
        (
            edits.set_needle,
            {"sites": (L45_LEFT, L45_RIGHT), "needle": chosen, "extension_ul": 100},
        )
    ]


def test_tubing_is_edited_and_the_needle_stays(desk: Desk) -> None:
    needle = desk.snapshot.plan.aliquots[4].needle
    desk.double_click(4, Column.EXTENSION)
    desk.type("0.2")
    desk.press(Qt.Key.Key_Return)
    assert desk.wanted == [
        (edits.set_needle, {"sites": (L45_LEFT,), "extension_ul": 200, "needle": needle})
    ]


def test_of_the_selected_only_those_with_equal_tubing_get_the_needle_and_it_says_so(
    desk: Desk,
) -> None:
    needle = desk.snapshot.plan.aliquots[4].needle
    desk.show(
        edits.set_needle(desk.snapshot.plan, sites=(L45_RIGHT,), needle=needle, extension_ul=100)
    )
    desk.click(4, Column.NEEDLE)
    desk.click(5, Column.NEEDLE, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_F2)
    assert desk.grid.aside.words == "for 1 of 2 sites: the others have other tubing"


def test_the_infusion_can_be_given_from_a_syringe(desk: Desk) -> None:
    desk.double_click(9, Column.CONTAINER)
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    assert desk.wanted[0][0] is edits.set_container
    assert desk.wanted[0][1]["container"] is ContainerKind.SYRINGE


def test_what_is_computed_can_not_be_edited(desk: Desk) -> None:
    desk.double_click(4, Column.MARK)
    assert desk.editor() is None
    desk.double_click(9, Column.EXTENSION)
    assert desk.editor() is None


def test_nothing_can_be_edited_while_somebody_elses_plan_is_waiting(desk: Desk) -> None:
    desk.click(4, Column.CELLS)
    desk.show(replace(desk.snapshot, theirs=desk.envelope))
    desk.type("2")
    assert desk.editor() is None
    desk.press(Qt.Key.Key_Insert)
    assert desk.editor() is None


def test_a_site_is_added_by_a_few_letters(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Insert)
    desk.type("l12 l")
    offers = desk.grid.findChild(QListWidget)
    assert isinstance(offers, QListWidget)
    assert [offers.item(row).text() for row in range(offers.count())] == ["L1–L2 facet LEFT"]
    desk.press(Qt.Key.Key_Return)
    assert desk.added == [FREE]
    assert desk.text(0, Column.SITE) == "L1–L2 facet LEFT"
    desk.type("3")
    desk.press(Qt.Key.Key_Return)
    assert desk.wanted == [(edits.set_cells, {"sites": (FREE,), "cells": 3 * MILLION})]


def test_a_site_is_added_with_the_mouse(desk: Desk) -> None:
    desk.click(10, Column.NUMBER)
    offers = desk.grid.findChild(QListWidget)
    assert isinstance(offers, QListWidget)
    at = offers.visualItemRect(offers.item(1)).center()
    QTest.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert desk.added == [Site(SiteKind.FACET, Level.C2_C3, Side.RIGHT)]


def test_enter_adds_nothing_that_is_not_marked(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Insert)
    desk.press(Qt.Key.Key_Return)
    assert desk.added == []
    desk.type("l45 l")
    assert desk.grid.aside.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert desk.added == []
    assert desk.grid.aside.words == "No free site is called so."
    desk.press(Qt.Key.Key_Escape)
    assert desk.editor() is None


def test_no_row_adds_a_site_where_all_have_cells(desk: Desk) -> None:
    full = edits.fill(Plan(), sites=sites(5)[:-1], dose=Dose(MILLION, 500))
    full = edits.place(full, site=VEIN, dose=Dose(MILLION, 500, ContainerKind.BAG))
    desk.show(full)
    assert desk.grid.model().rowCount() == 38
    desk.show(edits.remove(full, sites=(L45_LEFT,)))
    assert desk.grid.model().rowCount() == 38
    assert desk.text(37, Column.NUMBER) == "+ Add a site…"


def test_a_click_selects_and_tells_it_once(desk: Desk) -> None:
    desk.click(4, Column.SITE)
    desk.click(5, Column.SITE, Qt.KeyboardModifier.ControlModifier)
    assert desk.selected == [((L45_LEFT,), L45_LEFT), ((L45_LEFT, L45_RIGHT), L45_RIGHT)]


def test_coming_in_by_keyboard_keeps_what_is_selected_in_the_picture(desk: Desk) -> None:
    desk.grid.clearFocus()
    desk.show(replace(desk.snapshot, selection=(FREE,), focus=FREE))
    desk.table.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert desk.selected == []


def test_keys_move_and_select_and_escape_lets_go(desk: Desk) -> None:
    desk.click(4, Column.SITE)
    desk.press(Qt.Key.Key_Down)
    assert desk.selected[-1] == ((L45_RIGHT,), L45_RIGHT)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.selected[-1][0]


def test_a_shown_selection_is_not_told_back(desk: Desk) -> None:
    desk.show(replace(desk.snapshot, selection=(L45_LEFT, L45_RIGHT, FREE), focus=L45_LEFT))
    assert desk.rows_selected() == [4, 5]
    assert desk.grid.currentIndex().row() == 4
    assert desk.selected == []


def test_a_change_of_some_cells_resets_nothing(desk: Desk, qtbot: QtBot) -> None:
    model = desk.grid.model()
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    desk.click(4, Column.SITE)
    changed.clear()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.layoutChanged):
        desk.show(edits.set_volume(desk.snapshot.plan, sites=(VEIN,), volume_ul=90_000))
    assert (9, 9) in changed
    assert (0, 0) not in changed
    assert desk.rows_selected() == [4]


def test_selection_and_scroll_stay_when_rows_come_and_go(desk: Desk) -> None:
    every = edits.fill(desk.snapshot.plan, sites=sites(5)[:24], dose=Dose(MILLION, 500))
    desk.show(every)
    desk.show(replace(desk.snapshot, selection=(L45_LEFT,), focus=L45_LEFT))
    desk.grid.verticalScrollBar().setValue(100)
    desk.show(edits.remove(every, sites=(sites(5)[0], sites(5)[23])))
    assert desk.grid.verticalScrollBar().value() == 100
    row = desk.rows_selected()[0]
    assert desk.text(row, Column.SITE) == "L4–L5 facet LEFT"
    assert desk.selected == []


def test_delete_and_the_context_menu_are_asked_for(desk: Desk, qtbot: QtBot) -> None:
    desk.click(4, Column.SITE)
    with qtbot.waitSignal(desk.table.delete_wanted):
        desk.press(Qt.Key.Key_Delete)
    with qtbot.waitSignal(desk.table.delete_wanted):
        desk.press(Qt.Key.Key_Backspace)
    asked: list[Site | None] = []
    desk.table.context_wanted.connect(lambda site, _at: asked.append(site))
    at = desk.centre(6, Column.SITE)
    QApplication.sendEvent(
        desk.grid.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.grid.mapToGlobal(at)),
    )
    assert asked == [desk.snapshot.plan.aliquots[6].site]
    assert list(desk.selected[-1][0]) == asked


def test_the_wheel_never_edits(desk: Desk) -> None:
    desk.double_click(4, Column.NEEDLE)
    combo = desk.focused()
    before = combo.property("currentIndex")
    at = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        at,
        QPointF(combo.mapToGlobal(combo.rect().center())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's
    )
    QApplication.sendEvent(combo, wheel)
    assert combo.property("currentIndex") == before
    assert desk.wanted == []


def test_table_heads_and_cells_have_names(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.grid)
    assert table.text(QAccessible.Text.Name) == "Aliquots"
    model = desk.grid.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(4, Column.SITE).data(role) == (
        "L4–L5 facet LEFT, 1 million cells, give 0.5 mL, draw to 0.55 mL, from A"
    )
    assert model.index(4, Column.GIVE).data(role) == "L4–L5 facet LEFT, give 0.5 mL"
    said = model.headerData(Column.SUSPENSION, Qt.Orientation.Horizontal, role)
    assert said == "from suspension"


def test_the_first_six_columns_fit_at_the_least_width(desk: Desk) -> None:
    full = edits.fill(desk.snapshot.plan, sites=sites(5)[:-1], dose=Dose(12_500_000, 1250))
    desk.show(full)
    desk.table.resize(360, 250)
    QApplication.processEvents()
    header = desk.grid.horizontalHeader()
    end = header.sectionPosition(Column.SUSPENSION) + header.sectionSize(Column.SUSPENSION)
    assert end <= desk.grid.viewport().width()
    metrics = desk.grid.fontMetrics()
    for row in range(37):
        for column in list(Column)[:6]:
            width = metrics.horizontalAdvance(desk.text(row, column)) + 6
            assert width <= desk.grid.columnWidth(column), desk.text(row, column)


def test_selected_rows_are_told_apart_by_more_than_colour(desk: Desk) -> None:
    desk.click(4, Column.SITE)
    font = desk.grid.model().index(4, Column.NUMBER).data(Qt.ItemDataRole.FontRole)
    assert font.bold()
    assert desk.grid.model().index(5, Column.NUMBER).data(Qt.ItemDataRole.FontRole) is None


def test_another_plan_closes_what_was_being_typed(desk: Desk, example: Envelope) -> None:
    desk.click(4, Column.CELLS)
    desk.type("1,500")
    desk.press(Qt.Key.Key_Return)
    desk.show(desk.make(example.replace(id=uuid4())))
    assert desk.editor() is None
    assert not desk.grid.aside.isVisible()


def test_a_number_that_has_changed_meanwhile_is_not_shown_as_it_was(desk: Desk) -> None:
    plan = desk.snapshot.plan
    first = (plan.aliquots[0].site,)
    desk.show(edits.set_cells(plan, sites=first, cells=4 * MILLION))
    desk.click(0, Column.CELLS)
    desk.press(Qt.Key.Key_F2)
    open_ = desk.editor()
    assert open_ is not None
    assert open_.text() == "4"
    desk.show(plan)
    assert desk.editor() is None
    assert desk.text(0, Column.CELLS) == "1"


def test_rows_select_through_the_selection_model_too(desk: Desk, qtbot: QtBot) -> None:
    flags = QItemSelectionModel.SelectionFlag
    index = desk.grid.model().index(4, 0)
    with qtbot.waitSignal(desk.table.selection_wanted):
        desk.grid.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    assert desk.selected[-1][0] == (L45_LEFT,)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("l45 l", ["L4-L5 facet LEFT"]),
        ("L4-L5 right", ["L4-L5 facet RIGHT"]),
        ("left l4–l5", ["L4-L5 facet LEFT"]),
        ("l45", ["L4-L5 facet LEFT", "L4-L5 facet RIGHT", "L4-L5 epidural"]),
        ("c7t1 ep", ["C7-T1 epidural"]),
        ("caud", ["caudal epidural"]),
        ("iv", ["vein"]),
        ("zz", []),
    ],
)
def test_sites_are_found_by_a_few_letters(typed: str, found: list[str]) -> None:
    assert [site.code for site in matching(typed, sites(5))] == found
