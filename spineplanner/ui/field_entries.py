"""Where something is entered, with Enter, Escape and leaving told apart; and where text is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from spineplanner.ui.field_keys import claim, is_enter, is_escape, leaves

# Qt allows one of its own classes among the bases, and each entry has its own.
if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Entry(_Base):
    """What every entry does; it stands before Qt's class.

    `entered` and `left` ask to commit, `abandoned` to revert.
    """

    entered = Signal()
    left = Signal()
    abandoned = Signal()

    @property
    def is_changed(self) -> bool:
        """Whether it holds what is not committed."""
        raise NotImplementedError

    def claims(self, event: QKeyEvent) -> bool:
        """Answer whether a key is for this entry before it is a shortcut; tell if that is said."""
        raise NotImplementedError

    def commits(self, event: QKeyEvent) -> bool:
        """Whether a key asks to commit."""
        return is_enter(event)

    @override
    def event(self, event: QEvent) -> bool:
        asks = event.type() is QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self.claims(event):
            return event.isAccepted()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.commits(event):
            self.entered.emit()
            event.accept()
        elif is_escape(event) and self.is_changed:
            self.abandoned.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if leaves(event.reason()):
            self.left.emit()


class Typing(Entry):
    """An entry for text; the middle button pastes nothing.

    Undo and redo reach the window when nothing is typed.
    """

    typed_in = Signal()
    _shown = ""

    def typed(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def type_text(self, text: str) -> None:
        """Put text in that is not committed, in place of all that stands there."""
        raise NotImplementedError

    def is_redoable(self) -> bool:
        """Whether its own text has a step to redo."""
        raise NotImplementedError

    @property
    @override
    def is_changed(self) -> bool:
        return self.typed() != self._shown

    @override
    def claims(self, event: QKeyEvent) -> bool:
        return claim(event, uncommitted=self.is_changed, redoable=self.is_redoable())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            event.ignore()
        else:
            super().mouseReleaseEvent(event)


class LineEntry(Typing, QLineEdit):
    """One line; Enter and leaving commit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self.typed_in)

    @override
    def typed(self) -> str:
        return self.text()

    @override
    def type_text(self, text: str) -> None:
        self.setText(text)

    @override
    def is_redoable(self) -> bool:
        return self.isRedoAvailable()

    def show_text(self, text: str) -> None:
        """Show what is committed; its own undo begins anew."""
        self._shown = text
        self.setText(text)
        self.setCursorPosition(0 if not self.hasFocus() else len(text))


class NoteEntry(Typing, QPlainTextEdit):
    """Several lines; Enter begins another, Ctrl+Enter and leaving commit, Tab leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        self.textChanged.connect(self._tell)

    @override
    def typed(self) -> str:
        return self.toPlainText()

    @override
    def type_text(self, text: str) -> None:
        self.setPlainText(text)

    @override
    def is_redoable(self) -> bool:
        return self.document().isRedoAvailable()

    @override
    def commits(self, event: QKeyEvent) -> bool:
        return is_enter(event) and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def show_text(self, text: str) -> None:
        """Show what is committed; its own undo begins anew."""
        self._shown = self._told = text
        self.setPlainText(text)

    def _tell(self) -> None:
        """Formats change without a word changing, and that is no typing."""
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.typed_in.emit()
