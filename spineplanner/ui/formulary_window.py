"""The window in which a clinic looks at its formulary and edits it."""

from collections.abc import Callable
from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain.formulary import Certainty, Entry, Formulary, Source
from spineplanner.domain.formulary_edits import Kind, entries, find, standings
from spineplanner.ui import formulary_questions as questions
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.formulary_draft import NAME, Draft
from spineplanner.ui.formulary_form import EntryForm
from spineplanner.ui.formulary_lists import EntryLists
from spineplanner.ui.formulary_new import NewEntryDialog
from spineplanner.ui.services import Problem, Services
from spineplanner.wording import numbers
from spineplanner.wording.formulary import fault_words, formulary_differences, new_name
from spineplanner.wording.translate import _


class FormularyWindow(QWidget):
    """Lists of entries beside the form of one; nothing counts before it is kept.

    Every edit gives a whole, valid formulary, and undo takes back whole edits. The window asks
    what becomes of edits that are not kept, also when the window it belongs to is closed.
    """

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Formulary"))
        self._services = services
        self.draft = Draft(services.formulary(), services.shipped_formulary(), self._own_source)
        self._kind, self._id = Kind.PRODUCTS, ""
        self._question: questions.Question | None = None
        self.lists = EntryLists(self)
        self.form = EntryForm(self._judge, self)
        self.message = plain_label(parent=self)
        self.message.setWordWrap(True)
        self.undo = self._button(_("&Undo"), self._undo)
        self.redo = self._button(_("R&edo"), self._redo)
        self.import_ = self._button(_("&Import…"), self._import)
        self.export = self._button(_("E&xport…"), self._export)
        self.keep = self._button(_("&Keep these figures"), self._keep)
        self.keep.setProperty("look", "primary")
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        QShortcut(QKeySequence.StandardKey.Redo, self, self._redo)
        QShortcut(QKeySequence.StandardKey.Save, self, self._keep)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        self._lay_out()
        self._connect()
        self._choose(self._kind, "")
        if parent is not None:
            parent.window().installEventFilter(self)

    @property
    def _entry(self) -> Entry | None:
        return find(self.draft.formulary, self._kind, self._id)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        explained = plain_label(
            _(
                "What this clinic uses and what the checks compare with. Figures count from when "
                "they are kept; a plan that rests on a changed figure gets another check code."
            ),
            look="quiet",
            parent=self,
        )
        explained.setWordWrap(True)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.lists)
        middle.addWidget(self.form, 1)
        foot = QHBoxLayout()
        for button in (self.undo, self.redo, self.import_, self.export):
            foot.addWidget(button)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(explained)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        character = self.fontMetrics().averageCharWidth()
        self.resize(min(180 * character, 1320), min(100 * character, 700))

    def _connect(self) -> None:
        self.lists.chosen.connect(self._choose)
        for wanted, act in (
            (self.lists.add_wanted, self._add),
            (self.lists.duplicate_wanted, self._duplicate),
            (self.lists.remove_wanted, self._remove),
            (self.lists.reset_wanted, self._reset),
        ):
            wanted.connect(self.form.commit)  # a key may ask for it while a field is typed in
            wanted.connect(act)
        self.form.figure_wanted.connect(self._set_figure)
        self.form.source_wanted.connect(self._set_source)

    # Showing

    def _choose(self, kind: Kind, id: str) -> None:
        """Go to an entry; what is being typed is committed by leaving it, where it can be."""
        lost = (kind, id) != (self._kind, self._id) and self.form.is_refused
        listed = standings(self.draft.formulary, self.draft.shipped, kind)
        ids = [entry.id for entry, _standing in listed]
        self._kind = kind
        self._id = id if id in ids else next(iter(ids), "")
        self._show()
        if lost:
            self.say(_("What was marked as wrong was not taken."), look="confirm")

    def _show(self) -> None:
        listed = standings(self.draft.formulary, self.draft.shipped, self._kind)
        self.lists.show_entries(self._kind, listed, self._id)
        for entry, standing in listed:
            if entry.id == self._id:
                self.form.show_entry(self._kind, entry, self.draft.formulary, standing)
        undo, redo = self.draft.undo_label, self.draft.redo_label
        self.undo.setEnabled(undo is not None)
        self.undo.setToolTip(_("Undo: {step}").format(step=undo) if undo else "")
        self.redo.setEnabled(redo is not None)
        self.redo.setToolTip(_("Redo: {step}").format(step=redo) if redo else "")
        self.keep.setEnabled(not self.draft.is_kept)
        self.setWindowTitle(_("Formulary") if self.draft.is_kept else _("Formulary, not kept yet"))

    def say(self, sentence: str, *, look: str = "quiet") -> None:
        """Say something at the foot of the window."""
        self.message.setText(sentence)
        set_look(self.message, look)

    # Editing

    def _own_source(self) -> Source:
        """The source that a figure has when the clinic has set it and said no more."""
        day = numbers.day(self._services.clock().date())
        operator = self._services.preferences().operator
        if operator is None:
            return Source(text=_("Set on {day}").format(day=day), certainty=Certainty.CLINIC)
        words = _("Set by {operator} on {day}").format(operator=operator, day=day)
        return Source(text=words, certainty=Certainty.CLINIC)

    def _judge(self, figure: str, value: object) -> str | None:
        """Tell why a figure of the entry can't be that, before it is."""
        entry = self._entry
        if entry is None:
            return None
        return self.draft.why_not(self._kind, entry, figure, value)

    def _set_figure(self, figure: str, value: object) -> None:
        entry = self._entry
        if entry is None:
            return
        try:
            self.draft.set_figure(self._kind, entry, figure, value)
        except ValidationError as error:
            self.form.refuse(figure, fault_words(error))
        else:
            self._edited()

    def _set_source(self, figure: str, text: str | None) -> None:
        entry = self._entry
        if entry is not None:
            self.draft.set_source(self._kind, entry, figure, text)
            self._edited()

    def _edited(self, entry: Entry | None = None) -> None:
        """Show what was edited; go to the entry, if one is given."""
        if entry is not None:
            self._id = entry.id
        self.say("")
        self._show()

    def _undo(self) -> None:
        self._go_to(self.draft.undo())

    def _redo(self) -> None:
        self._go_to(self.draft.redo())

    def _go_to(self, place: tuple[Kind, str] | None) -> None:
        self.say("")
        if place is not None:
            self._choose(*place)

    def _add(self) -> None:
        if self._kind in {Kind.PRODUCTS, Kind.PROTOCOLS}:
            self._edited(self.draft.add(self._kind, {NAME: new_name(self._kind)}))
        else:
            self._ask_for_new(None)

    def _duplicate(self) -> None:
        entry = self._entry
        if entry is None:
            return
        if self._kind is Kind.SYRINGES:  # two of one size can't be told apart
            self._ask_for_new(entry)
        else:
            self._edited(self.draft.duplicate(self._kind, entry))

    def _ask_for_new(self, like: Entry | None) -> None:
        dialog = NewEntryDialog(self._kind, self.draft.formulary, like=like, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(partial(self._finish_new, dialog))
        dialog.open()

    def _finish_new(self, dialog: NewEntryDialog, figures: dict[str, object]) -> None:
        try:
            made = self.draft.add(self._kind, figures)
        except ValidationError as error:
            dialog.refuse(fault_words(error))
        else:
            self._edited(made)
            dialog.accept()

    def _remove(self) -> None:
        entry = self._entry
        if entry is None:
            return
        row = self.lists.entries.currentRow()
        try:
            self.draft.remove(self._kind, entry)
        except ValidationError as error:
            self.say(fault_words(error), look="stop")
            return
        left = entries(self.draft.formulary, self._kind)
        self._choose(self._kind, left[min(row, len(left) - 1)].id if left else "")
        words = _(
            "“{name}” is removed. A plan that names it will ask for another. Ctrl+Z brings it back."
        )
        self.say(words.format(name=entry.name), look="confirm")

    def _reset(self) -> None:
        try:
            self.draft.reset(self._kind, self._id)
        except ValidationError as error:
            self.say(fault_words(error), look="stop")
        else:
            self._edited()

    # Keeping, and other workstations

    def _keep(self) -> bool:
        """Keep the figures; tell whether they are kept."""
        if not self.form.commit():
            self.say(_("Correct or take back what is marked first."), look="stop")
            return False
        if self.draft.is_kept:
            return True
        if self._services.formulary() != self.draft.kept:
            self._ask_about_theirs()
            return False
        return self._write()

    def _write(self) -> bool:
        problem = self._services.keep_formulary(self.draft.formulary)
        if problem is not None:
            self.say(problem.sentence, look="stop")
            return False
        self.draft.kept = self.draft.formulary
        self._show()
        self.say(_("Kept. Every open plan is computed with these figures from now on."))
        return True

    def _ask_about_theirs(self) -> None:
        self._ask(
            _("Another window has kept other figures since this one was opened."),
            _("Keeping yours takes theirs back."),
            [
                (_("Keep mine"), self._write),
                (_("Take theirs, and lose mine"), self._take_theirs),
                (_("Stay"), None),
            ],
        )

    def _take_theirs(self) -> None:
        self.draft.begin_anew(self._services.formulary())
        self._choose(self._kind, self._id)

    def _export(self) -> None:
        if not self.form.commit():
            self.say(_("Correct or take back what is marked first."), look="stop")
            return
        path = questions.file_to_write(self)
        if path is None:
            return
        problem = self._services.export_formulary(self.draft.formulary, path)
        if problem is not None:
            self.say(problem.sentence, look="stop")
        else:
            self.say(_("Written to {path}.").format(path=path))

    def _import(self) -> None:
        path = questions.file_to_read(self)
        if path is None:
            return
        read = self._services.import_formulary(path)
        if isinstance(read, Problem):
            self.say(read.sentence, look="stop")
            return
        found = formulary_differences(self.draft.formulary, read)
        if not found:
            self.say(_("{name} holds the figures that are here.").format(name=path.name))
            return
        dialog = questions.DifferencesDialog(path.name, found, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._take_file, path.name, read))
        dialog.open()

    def _take_file(self, name: str, formulary: Formulary) -> None:
        self.draft.take(_("Import {name}").format(name=name), formulary)
        self._choose(self._kind, self._id)
        self.say(_("Taken from {name}. Look it through, then keep it.").format(name=name))

    # Closing

    def _ask(
        self,
        sentence: str,
        more: str,
        answers: list[tuple[str, Callable[[], object] | None]],
    ) -> None:
        self._question = questions.Question(sentence, more, answers, self)
        self._question.open()

    def _ask_to_leave(self) -> None:
        self._ask(
            _("The formulary has edits that are not kept."),
            _("If you close it now, they are lost."),
            [
                (_("Keep them"), self._keep_and_close),
                (_("Close and lose them"), self._lose_and_close),
                (_("Stay"), None),
            ],
        )

    def _keep_and_close(self) -> None:
        if self._keep():
            self.close()

    def _lose_and_close(self) -> None:
        self.draft.begin_anew(self.draft.kept)
        self.form.revert()
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        clean = self.form.commit()
        if clean and self.draft.is_kept:
            super().closeEvent(event)
        else:
            event.ignore()
            self._ask_to_leave()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back the closing of the window this one belongs to, while edits are not kept."""
        if event.type() is QEvent.Type.Close and self.isVisible():
            self.form.commit()
            if not self.draft.is_kept:
                event.ignore()
                self.raise_()
                self._ask_to_leave()
                return True
        return super().eventFilter(watched, event)
