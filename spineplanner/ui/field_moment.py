"""A field for a date and a time of day at a place, whose clocks may skip or repeat an hour."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from spineplanner.ui.cards import plain_label
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.field_frame import Field
from spineplanner.wording import numbers
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_days import (
    moments,
    offset_words,
    read_clock,
    read_day,
    skipped_words,
    twice_words,
)
from spineplanner.wording.translate import _


class DateTimeField(Field):
    """A moment, typed as date and time; it is committed when both are left.

    A time that clocks jump over is refused. One that they show twice is asked about: two buttons
    say which is which by their distance from universal time.
    """

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self._value: datetime | None = None
        self._zone: tzinfo = UTC
        self._asked: tuple[str, str] | None = None
        self._meant: tuple[datetime, ...] = ()
        self.day, self.clock = LineEntry(self), LineEntry(self)
        self.day.setAccessibleName(_("{name}: date").format(name=self.name))
        self.clock.setAccessibleName(_("{name}: time on the 24-hour clock").format(name=self.name))
        self.day.setPlaceholderText(_("day month year"))
        self.clock.setPlaceholderText(_("hh:mm"))
        self.place = plain_label(look="quiet", points=9, parent=self)
        self.label.setBuddy(self.day)
        self.row.addWidget(self.day, 3)
        self.row.addWidget(self.clock, 2)
        self.row.addWidget(self.place)
        self.choices = [QPushButton(self), QPushButton(self)]
        below = QHBoxLayout()
        for place, button in enumerate(self.choices):
            button.setVisible(False)
            below.addWidget(button)
            button.clicked.connect(self._choose_first if place == 0 else self._choose_second)
        below.addStretch(1)
        outer = self.layout()
        if outer is not None:
            outer.addItem(below)
        for entry in (self.day, self.clock):
            entry.entered.connect(self._enter)
            entry.left.connect(self._leave)
            entry.abandoned.connect(self.revert)
            entry.typed_in.connect(self.clear_reason)
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        return [self.day, self.clock, *self.choices]

    @property
    @override
    def is_stated(self) -> bool:
        return self._value is not None

    def show_zone(self, zone: tzinfo, name: str) -> None:
        """Read and show times as the clocks of a zone do, and name it beside them."""
        self.place.setText(name)
        if zone != self._zone:
            self._zone = zone
            self.revert()

    @override
    def show_value(self, value: object) -> None:
        if value != self._value and (value is None or isinstance(value, datetime)):
            self._value = value
            self.revert()

    @override
    def revert(self) -> None:
        at = None if self._value is None else self._value.astimezone(self._zone)
        self._asked = None
        self.day.show_text("" if at is None else numbers.day(at))
        self.clock.show_text("" if at is None else numbers.clock(at))
        self.clear_reason()

    @override
    def clear_reason(self) -> None:
        super().clear_reason()
        self._meant = ()
        self._show_choices()

    def _enter(self) -> None:
        self._asked = None
        self._commit(partly=self._is_half())

    def _leave(self) -> None:
        """Going from the date to the time, or to the buttons, is not leaving the field."""
        inside = QApplication.focusWidget() in self.entries()
        if not inside or not self._is_half():
            self._commit(partly=inside)

    @override
    def commit(self) -> None:
        self._commit(partly=False)

    def _is_half(self) -> bool:
        return bool(self.day.typed().strip()) != bool(self.clock.typed().strip())

    def _commit(self, *, partly: bool) -> None:
        typed = (self.day.typed(), self.clock.typed())
        if typed == self._asked or not (self.day.is_changed or self.clock.is_changed):
            return
        if partly and QApplication.focusWidget() in self.entries() and self._is_half():
            return
        if not "".join(typed).strip():
            self._ask(None)
            return
        day, clock = read_day(typed[0]), read_clock(typed[1])
        if isinstance(day, Misread):
            self.refuse(day.why)
        elif isinstance(clock, Misread):
            self.refuse(clock.why)
        else:
            self._settle(
                moments(day, clock, self._zone),
                skipped=skipped_words(day, clock),
                twice=twice_words(day, clock),
            )

    def _settle(self, meant: tuple[datetime, ...], *, skipped: str, twice: str) -> None:
        match meant:
            case ():
                self.refuse(skipped)
            case (only,):
                self._ask(only)
            case _ if self._value in meant:
                self._ask(self._value)
            case _:
                self.refuse(twice)
                self._meant = meant
                self._show_choices()

    def _show_choices(self) -> None:
        for place, button in enumerate(self.choices):
            shown = place < len(self._meant)
            if shown:
                button.setText(offset_words(self._meant[place]))
                button.setAccessibleName(
                    _("{name}: {offset}").format(
                        name=self.name, offset=offset_words(self._meant[place])
                    )
                )
            if button.isHidden() is shown:
                button.setVisible(shown)

    def _choose_first(self) -> None:
        self._ask(self._meant[0])

    def _choose_second(self) -> None:
        self._ask(self._meant[1])

    def _ask(self, at: datetime | None) -> None:
        if at == self._value:
            self.revert()
            return
        self.clear_reason()
        self._asked = (self.day.typed(), self.clock.typed())
        self.committed.emit(at)
