"""Check a sheet: its code, scanned or typed, and whether it still shows the order."""

from collections.abc import Callable
from typing import assert_never
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain.check_code import check_code
from spineplanner.domain.saving import FixedRevision
from spineplanner.domain.sheet_reference import (
    Current,
    NotAReference,
    OtherPlan,
    SheetReference,
    Standing,
    Superseded,
    Unknown,
    read_reference,
    standing,
)
from spineplanner.ui.answer_card import AnswerCard, Verdict
from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.paper_window import PaperWindow, scrolled
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.second_looks import not_a_reference_sentence, standing_sentences
from spineplanner.wording.translate import _

Revisions = Callable[[UUID], tuple[FixedRevision, ...] | Problem]


class SheetCheckWindow(PaperWindow):
    """A field that a scanner types into; the next scan replaces the last.

    `revisions` gives the revisions of a plan of which sheets are out.
    """

    def __init__(self, revisions: Revisions, parent: QWidget | None = None) -> None:
        super().__init__(_("Check a sheet"), parent)
        self._revisions = revisions
        self._snapshot: Snapshot | None = None
        self._checked = ""
        self.add_heading(
            _("Does this sheet still hold?"),
            _(
                "Scan the code at the head of the sheet, or type its check code, "
                "such as 7F3A-92CK, and press Enter."
            ),
        )
        label = plain_label(_("&Code of the sheet"), look="quiet", points=9, parent=self)
        self.code = LineEntry(self)
        self.code.setAccessibleName(_("Code of the sheet"))
        label.setBuddy(self.code)
        self.answer = AnswerCard(self)
        self.column.addWidget(label)
        self.column.addWidget(self.code)
        self.column.addWidget(scrolled(self.answer, parent=self), 1)
        self.add_buttons()
        self.code.entered.connect(self.check)
        self.code.left.connect(self._leave)
        self.code.typed_in.connect(self.answer.clear)
        self.size_in_letters(84, 24)

    @override
    def begin(self) -> None:
        """Wait for another sheet."""
        self._checked = ""
        self.code.show_text("")
        self.answer.clear()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Compare with a plan as it is now; an answer about it as it was is given anew."""
        before, self._snapshot = self._snapshot, snapshot
        changed = before is not None and (
            before.envelope != snapshot.envelope or before.formulary != snapshot.formulary
        )
        if changed and self._checked and self.answer.isVisibleTo(self):
            self._say(self._checked)

    @override
    def show_refusal(self, sentence: str) -> None:
        """Say what went wrong."""
        self.answer.answer(Verdict.STOP, sentence)

    def _leave(self) -> None:
        """Some scanners end with Tab: the code is checked then too, and the next one awaited."""
        if self.code.typed().strip() and self.code.typed() != self._checked:
            self.check()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Say what became of the order that the sheet was printed of."""
        self._checked = self.code.typed()
        self._say(self._checked)
        self.code.selectAll()

    def _say(self, text: str) -> None:
        if self._snapshot is None:
            return
        reference = read_reference(text)
        if isinstance(reference, NotAReference):
            self.answer.answer(Verdict.ATTENTION, not_a_reference_sentence(reference))
            return
        found = self._standing(reference, self._snapshot)
        if isinstance(found, Problem):
            self.show_refusal(found.sentence)
            return
        first, *others = standing_sentences(found, self._snapshot.formulary)
        self.answer.answer(_verdict(found), first, others)

    def _standing(self, reference: SheetReference, snapshot: Snapshot) -> Standing | Problem:
        fixed = self._revisions(snapshot.envelope.id)
        if isinstance(fixed, Problem):
            return fixed
        code = check_code(snapshot.plan, snapshot.formulary)
        return standing(reference, snapshot.envelope, fixed, code)


def _verdict(found: Standing) -> Verdict:
    match found:
        case Current():
            return Verdict.GOOD
        case Superseded() | OtherPlan() | Unknown():
            return Verdict.STOP
        case _:
            assert_never(found)
