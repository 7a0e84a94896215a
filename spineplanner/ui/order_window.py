"""The written order, typed in words, and every way in which the plan differs from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.written_order import WrittenOrder, order_differences
from spineplanner.ui.answer_card import AnswerCard, Verdict
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import LineField, TypedField
from spineplanner.ui.paper_window import PaperWindow, quiet, scrolled
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_order import OrderMisread, OrderRead, order_sentences, read_order
from spineplanner.wording.reading_text import read_note
from spineplanner.wording.second_looks import order_difference_sentence
from spineplanner.wording.translate import _, ngettext

LINES = 14
"""How many lines of the order are seen at once."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An order as it is typed, with what it says."""

    text: str
    read: OrderRead


def read_typed(text: str) -> Typed | Misread:
    """Read a whole order, or say which line can't be read and why."""
    note = read_note(text)
    if isinstance(note, Misread):
        return note
    # Not the note: lines are counted as they stand in the field, with empty ones before.
    read = read_order(text)
    if isinstance(read, OrderMisread):
        return Misread(_("Line {number}: {why}").format(number=read.line, why=read.why))
    return Typed(note, read)


class OrderWindow(PaperWindow):
    """The order on the left, the differences on the right; `withdraw_wanted` takes it back."""

    withdraw_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Written order"), parent)
        self._snapshot: Snapshot | None = None
        self.add_heading(
            _("Compare the plan with the written order"),
            _(
                "Type what the physician wrote, in words or digits, without looking at the plan: "
                "both vertebrae, the structure, the side in full, and the cells in million; "
                "of several sites in a line, the cells of each. A line that says “total” gives "
                "the sum. What is not understood is refused and named."
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._left(), 1)
        self.answer = AnswerCard(self)
        self.kept = quiet("", self)
        self.understood = plain_label(parent=self)
        self.understood.setWordWrap(True)
        row.addWidget(scrolled(self.answer, self.understood, self.kept, parent=self), 1)
        self.column.addLayout(row, 1)
        self.keep_button = QPushButton(_("&Keep and compare"), self)
        self.keep_button.setProperty("look", "primary")
        self.keep_button.clicked.connect(self.keep)
        self.withdraw_button = QPushButton(_("&Withdraw the order"), self)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.add_buttons(self.withdraw_button, self.keep_button)
        self.size_in_letters(140, 34)

    def _left(self) -> QVBoxLayout:
        self.text = TypedField(
            _("&Order, line by line"),
            read_typed,
            lambda typed: str(typed.text),
            several_lines=True,
            parent=self,
        )
        self.text.entry.setFixedHeight(self.fontMetrics().lineSpacing() * LINES)
        self.text.committed.connect(self.text.show_value)
        example = _(
            "For example: L4–L5 facet left 1 million; bilateral L4-5 and L5-S1 facets, one million "
            "each; caudal five million cells in three mL; IV 87 million; total 100 million"
        )
        self.by = LineField(_("&Typed by"), needed=True, parent=self)
        self.by.committed.connect(self.by.show_value)
        column = QVBoxLayout()
        column.addWidget(self.text)
        column.addWidget(quiet(example, self))
        column.addWidget(self.by)
        column.addStretch(1)
        return column

    @override
    def begin(self) -> None:
        """Let the order be typed."""
        self.text.take_focus()

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Compare with a plan as it is now."""
        before, self._snapshot = self._snapshot, snapshot
        order = snapshot.envelope.record.written_order
        if before is None:
            self.by.show_value(snapshot.operator or None)
        if before is None or before.envelope.record.written_order != order:
            self._show_order(order)
        if order is not None:
            self._compare(order, snapshot)

    def _show_order(self, order: WrittenOrder | None) -> None:
        self.withdraw_button.setEnabled(order is not None)
        if order is None:
            self.answer.clear()
            self.kept.setText("")
            self.understood.hide()
            self.text.show_value(None)
            return
        read = OrderRead(order.lines, order.total_cells)
        self.text.show_value(Typed(order.text, read))
        self.understood.setText("\n".join((_("It was read as:"), *order_sentences(read))))
        self.understood.show()
        shown, at = self._snapshot, order.typed.at
        self.kept.setText(
            _("Typed by {name}, {moment}. It is kept in the record.").format(
                name=order.typed.by,
                moment=numbers.moment(shown.plan.procedure.there(at) if shown else at),
            )
        )

    def _compare(self, order: WrittenOrder, snapshot: Snapshot) -> None:
        found = [
            order_difference_sentence(each) for each in order_differences(order, snapshot.plan)
        ]
        self._say_differences(found)

    def _say_differences(self, found: Sequence[str]) -> None:
        if not found:
            self.answer.answer(Verdict.GOOD, _("The plan is what the order says."))
            return
        heading = ngettext("{count} difference", "{count} differences", len(found))
        self.answer.answer(Verdict.STOP, heading.format(count=len(found)), found)

    @override
    def show_refusal(self, sentence: str) -> None:
        """Say why the order is not kept."""
        self.answer.answer(Verdict.ATTENTION, sentence)

    def keep(self) -> None:
        """Keep what is typed, if it can be read and somebody has typed it."""
        for field in (self.text, self.by):
            field.commit()
        if not self.text.is_stated and not self.text.is_refused:
            self.text.refuse(_("Type the sites, one a line."))
        if not self.by.is_stated and not self.by.is_refused:
            self.by.refuse(_("Say who has typed it."))
        for field in (self.text, self.by):
            if field.is_refused:
                field.take_focus()
                return
        typed = read_typed(self.text.entry.typed())
        if isinstance(typed, Typed):
            given = {
                "text": typed.text,
                "lines": typed.read.lines,
                "total_cells": typed.read.total_cells,
            }
            self.note_wanted.emit(edits.type_order, self.by.entry.typed().strip(), given)
