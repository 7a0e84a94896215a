"""One section of the form: fields by the path of what they hold, in one column or two."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from spineplanner.domain.plan import Plan
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import Field
from spineplanner.ui.snapshot import Snapshot

Edit = Callable[..., Plan]


class Section(QFrame):
    """A card of the form. `key` is the part of the plan that its fields' paths begin with.

    A field is shown by its path and, unless a section does it otherwise, edits that one thing.
    """

    key = ""
    edit_wanted = Signal(object, object)
    brush_wanted = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self.fields: dict[str, Field] = {}
        self._wide: set[str] = set()
        self._columns = 0
        self.asked_last: Field | None = None
        self._heading = plain_label(title, points=11, weight=QFont.Weight.Bold, parent=self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 10)
        outer.setSpacing(4)
        outer.addWidget(self._heading)
        outer.addLayout(self._grid)

    def add(
        self,
        path: str,
        field: Field,
        edit: Edit | None = None,
        *,
        argument: str = "",
        wide: bool = False,
    ) -> None:
        """Put a field into the section.

        Args:
            path: of what it shows, such as "patient.name".
            field: the field.
            edit: what it edits the plan by; None where the section says what is done.
            argument: what the value is called for the edit, if not as the last part of the path.
            wide: whether it takes the whole width.
        """
        field.setParent(self)
        self.fields[path] = field
        if wide:
            self._wide.add(path)
        if edit is not None:
            name = argument or path.rsplit(".", maxsplit=1)[-1]
            field.committed.connect(partial(self._commit, field, edit, name))

    def _commit(self, field: Field, edit: Edit, name: str, value: object) -> None:
        self.ask(field, edit, {name: value})

    def ask(self, field: Field, edit: Edit, given: dict[str, object]) -> None:
        """Want an edit, and remember which field wanted it."""
        self.asked_last = field
        self.edit_wanted.emit(edit, given)

    def set_columns(self, columns: int) -> None:
        """Lay the fields out in so many columns; their order for the keyboard stays."""
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for path, field in self.fields.items():
            span = columns if path in self._wide else 1
            if column and column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the plan holds at each field's path."""
        for path, field in self.fields.items():
            field.show_value(self.value_of(path, snapshot.plan))

    def value_of(self, path: str, plan: Plan) -> object:
        """What the plan holds at the path of a field."""
        return value_at(plan, path)

    def leading_field(self) -> Field:
        """The first field that nobody has filled in, or else the first."""
        fields = list(self.fields.values())
        can_type = [field for field in fields if field.isEnabled() and not field.isHidden()]
        return next((field for field in can_type if not field.is_stated), can_type[0])

    def entries(self) -> list[QWidget]:
        """What takes the focus, in tab order."""
        return [entry for field in self.fields.values() for entry in field.entries()]


def value_at(plan: Plan, path: str) -> object:
    """What stands in a plan at a path such as "patient.name".

    Raises:
        AttributeError: a plan has no such place.
    """
    value: object = plan
    for name in path.split("."):
        value = getattr(value, name)
    return value
