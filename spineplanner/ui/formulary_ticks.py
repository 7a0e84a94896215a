"""A field where any of several things may be ticked, and where nobody may have looked yet."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget
from typing_extensions import override

from spineplanner.ui.fields import Field, Option

COLUMNS = 2


class TicksField(Field):
    """Any of several; committed as the whole tuple, in the order in which they are offered.

    With `absent_words` there is one more tick, for the statement that nobody has looked (None).
    """

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        *,
        absent_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent=parent)
        self._value: tuple[object, ...] | None = ()
        self._ticks = {value: QCheckBox(words, self) for value, words in options}
        self.absent = QCheckBox(absent_words, self) if absent_words else None
        grid = QGridLayout()
        for place, (value, tick) in enumerate(self._ticks.items()):
            tick.clicked.connect(partial(self._click, value))
            tick.setAccessibleName(f"{self.name}: {tick.text()}")
            grid.addWidget(tick, place // COLUMNS, place % COLUMNS)
        if self.absent is not None:
            self.absent.clicked.connect(self._click_absent)
            self.absent.setAccessibleName(f"{self.name}: {absent_words}")
            grid.addWidget(self.absent, len(self._ticks), 0, 1, COLUMNS)
        self.row.addLayout(grid, 1)
        self.label.setBuddy(self.entries()[0])
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        ticks: list[QWidget] = [*self._ticks.values()]
        return [*ticks, self.absent] if self.absent is not None else ticks

    @property
    @override
    def is_stated(self) -> bool:
        return self._value is not None

    @override
    def show_value(self, value: object) -> None:
        self._value = value if isinstance(value, tuple) else None
        self.revert()

    @override
    def revert(self) -> None:
        for value, tick in self._ticks.items():
            tick.setChecked(value in (self._value or ()))
        if self.absent is not None:
            self.absent.setChecked(self._value is None)
        self.clear_reason()

    def _click(self, value: object) -> None:
        ticked = {*(self._value or ())} ^ {value}
        unknown = tuple(item for item in self._value or () if item not in self._ticks)
        known = tuple(item for item in self._ticks if item in ticked)
        self.committed.emit((*known, *unknown))

    def _click_absent(self) -> None:
        self.committed.emit(None if self._value is not None else ())
