"""Which keys a field keeps for itself, and which must reach the window.

Before a key becomes a shortcut, Qt asks the widget with the focus whether it wants it
(ShortcutOverride); Qt's own text widgets always want undo and redo, which would hide those of the
plan. A field wants them only while its text is not committed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is one of the keys that commit."""
    return event.key() in _ENTER


def is_escape(event: QKeyEvent) -> bool:
    """Whether it is the key that reverts."""
    return event.key() == Qt.Key.Key_Escape


def claim(event: QKeyEvent, *, uncommitted: bool, redoable: bool = False) -> bool:
    """Answer Qt's question for undo, redo and Escape; tell whether it is answered.

    Args:
        event: of type ShortcutOverride.
        uncommitted: whether the field holds what nobody has committed.
        redoable: whether the field's own text has a step to redo.
    """
    if event.matches(QKeySequence.StandardKey.Undo) or is_escape(event):
        event.setAccepted(uncommitted)
        return True
    if event.matches(QKeySequence.StandardKey.Redo):
        event.setAccepted(uncommitted or redoable)
        return True
    return False


def leaves(reason: Qt.FocusReason) -> bool:
    """Whether losing the focus so means leaving the field: a menu over it does not."""
    return reason is not Qt.FocusReason.PopupFocusReason
