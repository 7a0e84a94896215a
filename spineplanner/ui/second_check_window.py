"""The blind second check: another person's numbers, typed where the program's are not seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.blind_check import asked, is_outdated, last_check
from spineplanner.domain.edits.papers import preparers
from spineplanner.domain.edits.refused_day import SamePerson
from spineplanner.domain.entries import same_person
from spineplanner.domain.second_check import SecondCheck
from spineplanner.ui.answer_card import AnswerCard, Verdict
from spineplanner.ui.check_lines import CheckLines
from spineplanner.ui.fields import LineField
from spineplanner.ui.paper_window import PaperWindow, quiet, scrolled
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.edits import refusal_words
from spineplanner.wording.second_looks import checked_sentence
from spineplanner.wording.translate import _, ngettext


class SecondCheckWindow(PaperWindow):
    """Two names and empty fields; then, when all is entered, both sides line by line.

    No number of the program is in it before the checker's are kept. Nothing of any plan can be
    reached while it is open, and the planning page is covered by whoever opens it, from `opened`
    until it is finished.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Second check"), parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._snapshot: Snapshot | None = None
        self._pages = QStackedWidget(self)
        self._entry, self._result = self._entry_page(), self._result_page()
        for page in (self._entry, self._result):
            self._pages.addWidget(page)
        self.column.addWidget(self._pages, 1)
        self.compare_button = QPushButton(_("Keep and &compare"), self)
        self.compare_button.setProperty("look", "primary")
        self.compare_button.clicked.connect(self.compare)
        self.last_button = QPushButton(_("Show the &last check"), self)
        self.last_button.clicked.connect(self._show_last)
        self.add_buttons(self.last_button, self.compare_button)
        self.size_in_letters(132, 36)

    def _entry_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.first = LineField(_("&Planned or prepared by"), needed=True, parent=page)
        self.checker = LineField(_("Chec&ked by"), needed=True, parent=page)
        names = QHBoxLayout()
        for field in (self.first, self.checker):
            field.committed.connect(field.show_value)
            field.committed.connect(self._look_at_names)
            names.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.lines = CheckLines(page)
        self.said = AnswerCard(page)
        column.addWidget(
            quiet(
                _(
                    "Compute these numbers from the checker’s sheet and type them here. What the "
                    "program has is shown when yours are kept, and not before. "
                    "Leave blank what you can’t compute."
                ),
                page,
            )
        )
        column.addLayout(names)
        column.addWidget(self.said)
        column.addWidget(scrolled(self.lines, parent=page), 1)
        return page

    def _result_page(self) -> QWidget:
        self.differing = AnswerCard(self)
        self.agreeing = AnswerCard(self)
        self.about = quiet("", self)
        return scrolled(self.about, self.differing, self.agreeing, parent=self)

    @override
    def begin(self) -> None:
        """Ask for numbers; what was typed before and not kept is still there."""
        self._pages.setCurrentWidget(self._entry)
        self._allow()
        (self.checker if self.first.is_stated else self.first).take_focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.opened.emit()
        super().showEvent(event)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Ask for the numbers of a plan as it is now; show a check that was just kept."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None:
            self.first.show_value(snapshot.operator or None)
        self.lines.ask(asked(snapshot.plan, snapshot.preparation))
        check = last_check(snapshot.envelope.record)
        earlier = last_check(before.envelope.record) if before is not None else None
        if before is not None and check is not None and check != earlier:
            self.lines.forget()
            self.checker.show_value(None)
            self._show_check(check)
        self._allow()

    def _allow(self) -> None:
        entering = self._pages.currentWidget() is self._entry
        check = last_check(self._snapshot.envelope.record) if self._snapshot else None
        self.compare_button.setVisible(entering)
        self.last_button.setVisible(entering and check is not None)

    @override
    def show_refusal(self, sentence: str) -> None:
        """Say why the numbers are not kept."""
        self.said.answer(Verdict.STOP, sentence)

    def _look_at_names(self) -> None:
        """Say at once that nobody checks what they have prepared themselves."""
        self.said.clear()
        name = self.checker.entry.typed().strip()
        if not name or self._snapshot is None:
            return
        record = self._snapshot.envelope.record
        others = (self.first.entry.typed().strip(), *preparers(record))
        if any(same_person(name, other) for other in others):
            self.checker.refuse(refusal_words(SamePerson(name)))
        else:
            self.checker.clear_reason()

    def compare(self) -> None:
        """Keep the checker's numbers, if all can be read and the checker is somebody else."""
        if self._snapshot is None or not self._names_are_given():
            return
        wrong = self.lines.commit()
        if wrong is not None:
            wrong.take_focus()
            return
        entered = self.lines.entered
        if all(number is None for number in entered.values()):
            self.said.answer(Verdict.ATTENTION, _("No number is entered yet."))
            self.lines.fields[0].take_focus()
            return
        given = {
            "first": self.first.entry.typed().strip(),
            "revision": self._snapshot.envelope.revision,
            "preparation": self._snapshot.preparation,
            "entered": entered,
        }
        by = self.checker.entry.typed().strip()
        self.note_wanted.emit(edits.enter_second_check, by, given)

    def _names_are_given(self) -> bool:
        for field in (self.first, self.checker):
            field.commit()
        if not self.first.is_stated and not self.first.is_refused:
            self.first.refuse(_("Say who has planned or prepared it."))
        if not self.checker.is_stated and not self.checker.is_refused:
            self.checker.refuse(_("Say who checks."))
        wrong = [field for field in (self.first, self.checker) if field.is_refused]
        if wrong:
            wrong[0].take_focus()
        return not wrong

    def _show_last(self) -> None:
        check = last_check(self._snapshot.envelope.record) if self._snapshot else None
        if check is not None:
            self._show_check(check)

    def _show_check(self, check: SecondCheck) -> None:
        """Say line by line where both found the same, and where not."""
        differing = [checked_sentence(line) for line in check.differences]
        agreeing = [checked_sentence(line) for line in check.lines if line.agrees]
        self.about.setText(self._about(check))
        if differing:
            heading = ngettext("{count} line differs", "{count} lines differ", len(differing))
            self.differing.answer(Verdict.STOP, heading.format(count=len(differing)), differing)
        else:
            self.differing.clear()
        if agreeing:
            heading = ngettext("{count} line agrees", "{count} lines agree", len(agreeing))
            self.agreeing.answer(Verdict.GOOD, heading.format(count=len(agreeing)), agreeing)
        else:
            self.agreeing.clear()
        self._pages.setCurrentWidget(self._result)
        self._allow()

    def _about(self, check: SecondCheck) -> str:
        words = _("Checked by {name}, {moment}, revision {revision}. It is kept in the record.")
        shown, at = self._snapshot, check.checked.at
        said = words.format(
            name=check.checked.by,
            moment=numbers.moment(shown.plan.procedure.there(at) if shown else at),
            revision=check.revision,
        )
        if shown is not None and is_outdated(check, shown.plan, shown.preparation):
            return f"{said} {_('The program’s numbers have changed since: check again.')}"
        return said
