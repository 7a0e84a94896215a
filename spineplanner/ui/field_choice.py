"""Fields that are chosen: one of several, or yes and no."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from spineplanner.ui.field_asking import SingleField
from spineplanner.ui.field_entries import Entry
from spineplanner.ui.field_frame import Field
from spineplanner.ui.field_keys import claim, is_escape
from spineplanner.ui.field_paint import Tick, draw_arrow
from spineplanner.wording.translate import _

Option = tuple[object, str]
"""A value and what it is called."""

LEAST_WIDTH = 8
"""The least width of a choice, in characters."""


class ChoiceEntry(Entry, QComboBox):
    """A combo box that the wheel passes over.

    `picked` is a choice from its list; what the arrow keys show is only tried, until `entered` or
    `left` asks to commit it, or `abandoned` to revert.
    """

    picked = Signal()

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
    @override
    def is_changed(self) -> bool:
        return self.currentIndex() != self._shown

    def _activate(self) -> None:
        if not self._trying:
            self.picked.emit()

    @override
    def claims(self, event: QKeyEvent) -> bool:
        return claim(event, uncommitted=is_escape(event) and self.is_changed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._trying = True
        super().keyPressEvent(event)
        self._trying = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_arrow(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(SingleField):
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
        self._values: list[object] = []
        self.entry = ChoiceEntry(self)
        self.hold(self.entry)
        self.entry.picked.connect(self.enter)
        self._fill()
        self.describe()

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

    @override
    def commit(self) -> None:
        index = self.entry.currentIndex()
        if not self.entry.is_changed or index == self._asked:
            return
        self.clear_reason()
        self._asked = index
        self.committed.emit(self._values[index])

    @override
    def typed_words(self) -> str:
        value = self._values[self.entry.currentIndex()]
        return "" if value is None else str(value)

    @override
    def type_words(self, words: str) -> None:
        """Choose by the value's own words; what is not offered any more is not chosen."""
        offered = ["" if value is None else str(value) for value in self._values]
        if words in offered:
            self.entry.setCurrentIndex(offered.index(words))
            self.commit()


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
