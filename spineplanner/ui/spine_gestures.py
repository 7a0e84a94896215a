"""Keys of the spine and the vein, read into what they mean."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from spineplanner.ui.spine_keys import Step

_STEPS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Home: Step.HOME,
    Qt.Key.Key_End: Step.END,
}
_WHOLE = {Step.HOME: Step.FIRST, Step.END: Step.LAST}
_SEPARATORS = ".,"


def step_of(event: QKeyEvent) -> Step | None:
    """The move that a key means; Home and End with Ctrl go over both pictures."""
    step = _STEPS.get(Qt.Key(event.key()))
    if step is not None and has(event, Qt.KeyboardModifier.ControlModifier):
        return _WHOLE.get(step, step)
    return step


def has(event: QKeyEvent, modifier: Qt.KeyboardModifier) -> bool:
    """Whether a modifier is held."""
    return bool(event.modifiers() & modifier)


def typed_number(event: QKeyEvent) -> str:
    """What begins a number, as typed: digits of any script, or a decimal sign; else nothing."""
    other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    if event.modifiers() & (other | Qt.KeyboardModifier.MetaModifier):
        return ""
    return text if text and (text.isdecimal() or text in _SEPARATORS) else ""


def is_menu(event: QKeyEvent) -> bool:
    """Whether a key asks for the context menu."""
    shifted = has(event, Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted)


def is_delete(event: QKeyEvent) -> bool:
    """Whether a key takes back what is selected."""
    return event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def is_select_all(event: QKeyEvent) -> bool:
    """Whether a key selects all facets of a region."""
    return event.key() == Qt.Key.Key_A and has(event, Qt.KeyboardModifier.ControlModifier)


def is_ours(event: QKeyEvent) -> bool:
    """Whether a key acts on sites, so that no command of the window may take it first."""
    return (
        step_of(event) is not None
        or bool(typed_number(event))
        or is_menu(event)
        or is_delete(event)
        or is_select_all(event)
        or event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Escape}
    )


def is_claimed(event: QEvent, ours: Callable[[QKeyEvent], bool]) -> bool:
    """Whether Qt asks about a shortcut whose key acts on sites here."""
    asks = event.type() is QEvent.Type.ShortcutOverride
    return asks and isinstance(event, QKeyEvent) and ours(event)


def is_for_one_site(event: QKeyEvent) -> bool:
    """Whether a key acts on a site that has no neighbours."""
    return is_ours(event) and step_of(event) is None and not is_select_all(event)
