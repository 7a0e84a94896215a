"""A field for several things of one kind: a row for each, and an empty one to add another."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.ui.field_frame import Field
from spineplanner.ui.field_typed import TypedField
from spineplanner.wording.translate import _


class Row(QWidget):
    """The fields of one thing; it is asked for as a whole when all that it needs is typed.

    `make` builds the thing of its parts by name, `needed` says what to do about those that it
    can't be without, `shares` divide the width.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(
        self,
        parts: dict[str, TypedField],
        make: Callable[..., object],
        *,
        needed: dict[str, str],
        shares: tuple[int, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parts, self._make, self._needed = parts, make, needed
        self._value: object = None
        self._draft: dict[str, object] = dict.fromkeys(parts)
        self._shown = dict(self._draft)
        self.remove = QPushButton("×", self)
        self.remove.setProperty("look", "link")
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(policy)
        self.remove.setVisible(False)
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for (name, field), share in zip(parts.items(), shares, strict=True):
            field.setParent(self)
            layout.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
            field.committed.connect(partial(self.take, name))
            field.entry.abandoned.connect(partial(self._forget, name))
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)

    def entries(self) -> list[QWidget]:
        """What takes the focus, in tab order."""
        typed = [entry for field in self._parts.values() for entry in field.entries()]
        return [*typed, self.remove]

    def show_value(self, value: object) -> None:
        """Show a thing, or None to add one."""
        if value == self._value:
            return
        self._value = value
        self._begin()
        self.remove.setVisible(value is not None)
        for name, field in self._parts.items():
            field.show_value(self._draft[name])
            field.show_remark("")

    def revert(self) -> None:
        """Show the thing again, without what was typed of it and not asked for."""
        self._begin()
        for name, field in self._parts.items():
            field.show_value(self._draft[name])
            field.revert()
            field.show_remark("")

    def _begin(self) -> None:
        self._draft = {name: getattr(self._value, name, None) for name in self._parts}
        self._shown = dict(self._draft)

    def name(self, what: str, *, headed: bool) -> None:
        """Say what the row is, before the name of each of its fields; the first has headings."""
        for field in self._parts.values():
            field.label.setVisible(headed)
            field.entry.setAccessibleName(f"{what}: {field.name}")
        self.remove.setAccessibleName(_("Remove {what}").format(what=what))
        self.remove.setToolTip(self.remove.accessibleName())

    def take(self, name: str, part: object) -> None:
        """Take one part; ask for the whole when nothing needed is missing."""
        if part is None and name in self._needed and self._value is not None:
            self._parts[name].refuse(self._needed[name])
            return
        self._draft[name] = part
        lacking = [needed for needed in self._needed if self._draft[needed] is None]
        if not lacking:
            for field in self._parts.values():
                field.show_remark("")
            self.changed.emit(self._make(**self._draft))
            return
        self._shown[name] = part
        self._parts[name].show_value(part)
        begun = self.is_begun
        self._parts[lacking[0]].show_remark(self._needed[lacking[0]] if begun else "")
        for needed in lacking if not begun else ():
            self._parts[needed].clear_reason()

    def _forget(self, name: str) -> None:
        """Escape takes back one part, also where the whole was asked for and refused."""
        self._draft[name] = self._shown[name]

    @property
    def is_begun(self) -> bool:
        """Whether a thing is begun that can't be added before more of it is typed."""
        return self._value is None and any(part is not None for part in self._draft.values())

    def refuse_begun(self) -> None:
        """Say at the first part that is missing what to do about it."""
        missing = [name for name in self._needed if self._draft[name] is None]
        if self.is_begun and missing and not self._parts[missing[0]].is_refused:
            self._parts[missing[0]].refuse(self._needed[missing[0]])

    @property
    def parts(self) -> list[TypedField]:
        """The fields from left to right."""
        return list(self._parts.values())


class RowsField(Field):
    """Several things of one kind as rows; committed as the whole tuple.

    `arrange` puts the things in order before they are committed.
    """

    def __init__(
        self,
        label: str,
        make_row: Callable[[QWidget], Row],
        name_row: Callable[[int], str],
        *,
        arrange: Callable[[tuple[Any, ...]], tuple[object, ...]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent=parent)
        self._make_row, self._name_row, self._arrange = make_row, name_row, arrange
        self._asked: Row | None = None
        self._values: tuple[object, ...] = ()
        self.rows: list[Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self.row.addLayout(self._column, 1)
        self._fit()

    @override
    def entries(self) -> list[QWidget]:
        return [entry for row in self.rows for entry in row.entries()]

    @property
    @override
    def is_stated(self) -> bool:
        return bool(self._values)

    @override
    def show_value(self, value: object) -> None:
        if isinstance(value, tuple) and value != self._values:
            self._values = value
            self._fit()
            self.clear_reason()

    @override
    def revert(self) -> None:
        self.clear_reason()
        for row in self.rows:
            row.revert()

    @override
    def commit(self) -> None:
        for row in self.rows:
            for part in row.parts:
                part.commit()

    @override
    def _mark(self, *, wrong: bool) -> None:
        """Mark the row that was asked for last, not all of them."""
        asked = [row for row in self.rows if row is self._asked] if wrong else self.rows
        for entry in [part.entry for row in asked for part in row.parts]:
            entry.setProperty("wrong", "true" if wrong else "false")
            entry.style().unpolish(entry)
            entry.style().polish(entry)

    def _fit(self) -> None:
        """Have a row for each value and an empty one; the keyboard stays in the row it is in."""
        while len(self.rows) <= len(self._values):
            self._append()
        while len(self.rows) > len(self._values) + 1:
            self._drop()
        for place, row in enumerate(self.rows):
            row.show_value(self._values[place] if place < len(self._values) else None)
        self.label.setBuddy(self.rows[0].entries()[0])
        self.entries_changed.emit()

    def _append(self) -> None:
        row = self._make_row(self)
        row.name(self._name_row(len(self.rows) + 1), headed=not self.rows)
        row.changed.connect(self._change)
        row.removed.connect(self._remove)
        for part in row.parts:
            part.entry.typed_in.connect(self.clear_reason)
            part.entry.abandoned.connect(self.clear_reason)
        self._column.addWidget(row)
        row.show()
        self.rows.append(row)

    def _drop(self) -> None:
        row = self.rows.pop()
        focused = QApplication.focusWidget()
        if focused is not None and row.isAncestorOf(focused):
            self.rows[-1].entries()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _place(self) -> int:
        return next(place for place, row in enumerate(self.rows) if row is self.sender())

    def _change(self, value: object) -> None:
        place = self._place()
        self._asked = self.rows[place]
        self._ask((*self._values[:place], value, *self._values[place + 1 :]))

    def _remove(self) -> None:
        place = self._place()
        self.rows[place].entries()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask((*self._values[:place], *self._values[place + 1 :]))

    def _ask(self, things: tuple[object, ...]) -> None:
        self.committed.emit(self._arrange(things))
