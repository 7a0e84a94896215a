"""The field for when something was done: now, unless an earlier time is typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from spineplanner.domain.chronology import latest
from spineplanner.domain.moments import between, is_before
from spineplanner.domain.record import Record
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.field_typed import TypedField
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

YESTERDAY = timedelta(hours=12)
"""A time that has not come yet today is taken for yesterday's if it is no longer ago."""


def this_minute(clock: Callable[[], datetime]) -> datetime:
    """Now, as people write it: what is done within one minute is then in no disorder."""
    return clock().replace(second=0, microsecond=0)


def moment_now(clock: Callable[[], datetime], record: Record) -> datetime:
    """This minute, or the last thing recorded where that was within it, to the second."""
    now, minute, last = clock(), this_minute(clock), latest(record)
    within = last is not None and not is_before(last, minute) and not is_before(now, last)
    return last.astimezone(now.tzinfo) if last is not None and within else minute


class WhenField(TypedField):
    """A time of day of the clock's zone, with a date before it where it was on another day.

    Empty means now. A time that clocks show twice is asked about by two buttons.
    """

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        self._clock = clock
        self._meant: tuple[datetime, ...] = ()
        self._choices: tuple[QPushButton, ...] = ()
        super().__init__(_("When"), self._read_moment, self._write_moment, parent=parent)
        if isinstance(self.entry, LineEntry):
            self.entry.setPlaceholderText(_("now"))
        self._choices = (QPushButton(self), QPushButton(self))
        for button, choose in zip(self._choices, (self._first, self._second), strict=True):
            button.hide()
            button.clicked.connect(choose)
            self.row.addWidget(button)

    def _write_moment(self, at: datetime) -> str:
        now = this_minute(self._clock)
        local = at.astimezone(now.tzinfo)
        return numbers.clock(local) if local.date() == now.date() else numbers.moment(local)

    def _read_moment(self, text: str) -> datetime | Misread:
        now = this_minute(self._clock)
        before, _space, last = text.strip().rpartition(" ")
        clock = read_clock(last)
        day = read_day(before.rstrip(" ,")) if before else now.date()
        if isinstance(clock, Misread):
            return clock
        if isinstance(day, Misread):
            return day
        meant = moments(day, clock, now.tzinfo or UTC)
        known = tuple(at for at in meant if not is_before(now, at)) or meant
        if not before and known and all(is_before(now, at) for at in known):
            known = self._yesterday(now, known)
        match known:
            case ():
                return Misread(skipped_words(day, clock))
            case (only,):
                return only
            case _:
                self._meant = known
                return Misread(twice_words(day, clock))

    @override
    def typed_words(self) -> str:
        """With its day, where it is understood: tomorrow the same words would mean another."""
        text = super().typed_words()
        read = self._read_moment(text) if text.strip() else None
        if not isinstance(read, datetime):
            return text
        return numbers.moment(read.astimezone(self._clock().tzinfo))

    @staticmethod
    def _yesterday(now: datetime, later: tuple[datetime, ...]) -> tuple[datetime, ...]:
        """Shortly after midnight 23:50 is the evening before."""
        day = (later[0] - timedelta(days=1)).date()
        found = moments(day, later[0].time(), now.tzinfo or UTC)
        recent = tuple(at for at in found if between(at, now) <= YESTERDAY)
        return recent or later

    @override
    def refuse(self, why: str) -> None:
        super().refuse(why)
        for button, at in zip(self._choices, self._meant, strict=False):
            button.setText(offset_words(at))
            button.setAccessibleName(
                _("{name}: {offset}").format(name=self.name, offset=offset_words(at))
            )
            button.show()

    @override
    def clear_reason(self) -> None:
        super().clear_reason()
        self._meant = ()
        for button in self._choices:
            button.hide()

    def _first(self) -> None:
        self._choose(0)

    def _second(self) -> None:
        self._choose(1)

    def _choose(self, which: int) -> None:
        at = self._meant[which]
        self.clear_reason()
        self.committed.emit(at)
