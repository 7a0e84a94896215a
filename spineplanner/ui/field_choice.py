"""Fields that are chosen: one of several, or yes and no."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from spineplanner.ui.field_frame import Field
from spineplanner.ui.field_keys import claim, is_enter, is_escape, leaves
from spineplanner.ui.field_paint import Tick, draw_arrow
from spineplanner.wording.translate import _

Option = tuple[object, str]
"""A value and what it is called."""

LEAST_WIDTH = 8
"""The least width of a choice, in characters."""


class ChoiceEntry(QComboBox):
    """A combo box that the wheel passes over.

    `picked` is a choice from its list; what the arrow keys show is only tried, until `entered` or
    `left` asks to commit it, or `abandoned` to revert.
    """

    picked = Signal()
    entered = Signal()
    left = Signal()
    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trying = False
        self._shown = -1
        self.setProperty("look", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._activate)

    def show_index(self, index: int) -> None:
        """Show what is committed."""
        self._shown = index
        self.setCurrentIndex(index)

    @property
    def is_changed(self) -> bool:
        """Whether it shows a choice that is not committed."""
        return self.currentIndex() != self._shown

    def _activate(self) -> None:
        if not self._trying:
            self.picked.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and claim(event, uncommitted=is_escape(event) and self.is_changed)
        ):
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
            self._trying = True
            super().keyPressEvent(event)
            self._trying = False

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if leaves(event.reason()):
            self.left.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_arrow(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of several, "not stated" first; where it can't be unsaid, only until it is stated."""

    def __init__(
        self,
        label: str,
        options: Sequence[Option] = (),
        *,
        can_unsay: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent=parent)
        self._options = tuple(options)
        self._can_unsay = can_unsay
        self._value: object = None
        self._values: list[object] = []
        self._asked: int | None = None
        self.entry = ChoiceEntry(self)
        self.label.setBuddy(self.entry)
        self.row.addWidget(self.entry, 1)
        self.entry.picked.connect(self._enter)
        self.entry.entered.connect(self._enter)
        self.entry.left.connect(self.commit)
        self.entry.abandoned.connect(self.revert)
        self._fill()
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        return [self.entry]

    @property
    @override
    def is_stated(self) -> bool:
        return self._value is not None

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer something else; the value stays."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._fill()

    @override
    def show_value(self, value: object) -> None:
        if value != self._value:
            self._value = value
            self._fill()

    @override
    def revert(self) -> None:
        self._asked = None
        self.clear_reason()
        self.entry.show_index(self._values.index(self._value))

    def _fill(self) -> None:
        """List what can be chosen, and the present value even where it can't any more."""
        offered: list[Option] = []
        if self._can_unsay or self._value is None:
            offered.append((None, _("not stated")))
        offered += self._options
        if all(value != self._value for value, _words in offered):
            offered.append((self._value, _("“{id}”, not listed").format(id=self._value)))
        self._values = [value for value, _words in offered]
        self.entry.clear()
        self.entry.addItems([words for _value, words in offered])
        self.revert()

    def _enter(self) -> None:
        self._asked = None
        self.commit()

    @override
    def commit(self) -> None:
        index = self.entry.currentIndex()
        if not self.entry.is_changed or index == self._asked:
            return
        self.clear_reason()
        self._asked = index
        self.committed.emit(self._values[index])


class TickField(Field):
    """A statement that is ticked or not, and committed at once."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, bare=True, parent=parent)
        self._value = False
        self.entry = Tick(label, self)
        self.row.addWidget(self.entry, 1)
        self.entry.clicked.connect(self._click)
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        return [self.entry]

    @property
    @override
    def is_stated(self) -> bool:
        return self._value

    @override
    def show_value(self, value: object) -> None:
        if bool(value) != self._value:
            self._value = bool(value)
            self.revert()

    @override
    def revert(self) -> None:
        self.entry.setChecked(self._value)
        self.clear_reason()

    def _click(self) -> None:
        self.committed.emit(self.entry.isChecked())
