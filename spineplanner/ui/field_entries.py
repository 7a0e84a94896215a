"""Where text is typed: one line or several, with Enter, Escape and leaving told apart."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from spineplanner.ui.field_keys import claim, is_enter, is_escape, leaves


class LineEntry(QLineEdit):
    """One line; `entered` and `left` ask to commit, `abandoned` to revert.

    The middle button pastes nothing, and undo and redo reach the window when nothing is typed.
    """

    entered = Signal()
    left = Signal()
    abandoned = Signal()
    typed_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.textEdited.connect(self.typed_in)

    def typed(self) -> str:
        """What stands in it."""
        return self.text()

    def show_text(self, text: str) -> None:
        """Show what is committed; its own undo begins anew."""
        self._shown = text
        self.setText(text)
        self.setCursorPosition(0 if not self.hasFocus() else len(text))

    @property
    def is_changed(self) -> bool:
        """Whether it holds text that is not committed."""
        return self.text() != self._shown

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            redoable = self.isRedoAvailable()
            if claim(event, uncommitted=self.is_changed, redoable=redoable):
                return event.isAccepted()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
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

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            event.ignore()
        else:
            super().mouseReleaseEvent(event)


class NoteEntry(QPlainTextEdit):
    """Several lines; Enter begins another, Ctrl+Enter and leaving commit, Tab leaves."""

    entered = Signal()
    left = Signal()
    abandoned = Signal()
    typed_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._told = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        self.textChanged.connect(self._tell)

    def typed(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show what is committed; its own undo begins anew."""
        self._shown = self._told = text
        self.setPlainText(text)

    @property
    def is_changed(self) -> bool:
        """Whether it holds text that is not committed."""
        return self.toPlainText() != self._shown

    def _tell(self) -> None:
        """Formats change without a word changing, and that is no typing."""
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.typed_in.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            redoable = self.document().isRedoAvailable()
            if claim(event, uncommitted=self.is_changed, redoable=redoable):
                return event.isAccepted()
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
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

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            event.ignore()
        else:
            super().mouseReleaseEvent(event)
