"""The numbers that the checker is asked for, as empty fields one after the other."""

from functools import partial

from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from spineplanner.domain.blind_check import Asked
from spineplanner.domain.second_check import Checked
from spineplanner.ui.fields import NumberField
from spineplanner.wording.reading import (
    read_cells,
    read_volume_or_zero,
    read_whole,
    write_cells,
    write_volume,
)
from spineplanner.wording.second_looks import asked_words

COLUMNS = 3
MOST_VIALS = 10_000


class CheckLines(QWidget):
    """One field a number; Enter goes on to the next. A number stays while it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entered: dict[Asked, int | None] = {}
        self._fields: dict[Asked, NumberField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    @property
    def entered(self) -> dict[Asked, int | None]:
        """What was entered so far."""
        return {asked: self._entered.get(asked) for asked in self._fields}

    @property
    def fields(self) -> list[NumberField]:
        """The fields in the order of the checker's sheet."""
        return list(self._fields.values())

    def ask(self, asked: tuple[Asked, ...]) -> None:
        """Ask for these numbers."""
        if asked == tuple(self._fields):
            return
        for old in self._fields.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields = {}
        for place, line in enumerate(asked):
            field = self._fields[line] = _field(line, self)
            field.show_value(self._entered.get(line))
            field.committed.connect(partial(self._take, line))
            field.entry.entered.connect(self._go_on)
            self._grid.addWidget(field, place // COLUMNS, place % COLUMNS)
            field.show()

    def forget(self) -> None:
        """Empty all fields."""
        self._entered = {}
        for field in self._fields.values():
            field.show_value(None)
            field.revert()

    def commit(self) -> NumberField | None:
        """Take what is typed; give the first field with something wrong in it."""
        for field in self.fields:
            field.commit()
        return next((field for field in self.fields if field.is_refused), None)

    def _take(self, asked: Asked, number: int | None) -> None:
        self._entered[asked] = number
        self._fields[asked].show_value(number)

    def _go_on(self) -> None:
        entries = [field.entry for field in self.fields]
        focused = QApplication.focusWidget()
        place = next((n for n, entry in enumerate(entries) if entry is focused), None)
        if place is not None and not self.fields[place].is_refused and place + 1 < len(entries):
            self.fields[place + 1].take_focus()


def _field(asked: Asked, parent: QWidget) -> NumberField:
    words = asked_words(asked).replace("&", "&&")
    match asked.what:
        case Checked.TOTAL:
            return NumberField(words, read_cells, write_cells, parent=parent)
        case Checked.VIALS:
            read = partial(read_whole, least=0, most=MOST_VIALS)
            return NumberField(words, read, str, parent=parent)
        case Checked.STOCK | Checked.DRAW_TO:
            return NumberField(words, read_volume_or_zero, write_volume, parent=parent)
