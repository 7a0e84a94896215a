"""Fields that are typed into: text, numbers and dates, read when they are left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.ui.field_asking import SingleField
from spineplanner.ui.field_entries import LineEntry, NoteEntry
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_days import read_day
from spineplanner.wording.reading_text import read_line, read_note
from spineplanner.wording.translate import _

Reader = Callable[[str], Any]
"""Reads typed text into a value, or into a Misread."""

Writer = Callable[[Any], str]
"""Writes a value as a field holds it; the reader gives it back."""

NUMBER_WIDTH = 16
"""The width of a number, in characters."""


class TypedField(SingleField):
    """A field whose text is read on Enter and on leaving, and shown again on Escape.

    Wrong text stays, with the reason beneath. An empty field means "not stated", unless `needed`.
    """

    def __init__(
        self,
        label: str,
        read: Reader,
        write: Writer,
        *,
        needed: bool = False,
        several_lines: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, bare=bare, parent=parent)
        self._read, self._write, self._needed = read, write, needed
        self.entry = NoteEntry(self) if several_lines else LineEntry(self)
        self.hold(self.entry)
        self.entry.typed_in.connect(self.clear_reason)
        self.describe()

    @override
    def show_value(self, value: object) -> None:
        if value == self._value:
            return
        self._value = value
        self.revert()

    @override
    def revert(self) -> None:
        self._asked = None
        self.entry.show_text(self._words())
        self.clear_reason()

    def _words(self) -> str:
        return "" if self._value is None else self._write(self._value)

    @override
    def commit(self) -> None:
        text = self.entry.typed()
        if not self.entry.is_changed or text == self._asked:
            return
        read = None if not text.strip() and not self._needed else self._read(text)
        if isinstance(read, Misread):
            self.refuse(read.why)
        elif read == self._value:
            self.revert()
        else:
            self.clear_reason()
            self._asked = text
            self.committed.emit(read)

    @override
    def typed_words(self) -> str:
        return self.entry.typed()

    @override
    def type_words(self, words: str) -> None:
        self.entry.type_text(words)
        self.commit()


class LineField(TypedField):
    """One printed line of text."""

    def __init__(
        self,
        label: str,
        *,
        needed: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, read_line, str, needed=needed, bare=bare, parent=parent)


class NoteField(TypedField):
    """A paragraph of text."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, read_note, str, several_lines=True, parent=parent)
        self.show_remark(_("Ctrl+Enter, or leaving it, keeps the note."))


class NumberField(TypedField):
    """A number with its unit beside it."""

    def __init__(
        self,
        label: str,
        read: Reader,
        write: Writer,
        *,
        unit: str = "",
        needed: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, read, write, needed=needed, bare=bare, parent=parent)
        self.entry.setMaximumWidth(self.fontMetrics().averageCharWidth() * NUMBER_WIDTH)
        if unit:
            self.show_unit(unit)
        self.row.addStretch(1)


class DateField(TypedField):
    """A date, typed in any form that reads in one way and printed back as "24 Nov 2026"."""

    def __init__(
        self,
        label: str,
        *,
        needed: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, read_day, numbers.day, needed=needed, bare=bare, parent=parent)
        if isinstance(self.entry, LineEntry):
            self.entry.setPlaceholderText(_("day month year"))
