"""Fields that ask for what stands in an entry when it is entered or left, and ask only once."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.ui.field_entries import Entry
from spineplanner.ui.field_frame import Field


class AskingField(Field):
    """A field with an entry that says when to commit and when to revert.

    `_asked` is what `committed` has carried and nobody has taken yet.
    """

    def __init__(self, label: str, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, bare=bare, parent=parent)
        self._asked: object = None

    def listen_to(self, entry: Entry) -> None:
        """Commit and revert when an entry says so."""
        entry.entered.connect(self.enter)
        entry.left.connect(self.commit)
        entry.abandoned.connect(self.revert)

    def enter(self) -> None:
        """Ask again even for what was refused: something else may have changed since."""
        self._asked = None
        self.commit()


class SingleField(AskingField):
    """A field whose value stands in one entry, all across its row."""

    def __init__(self, label: str, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, bare=bare, parent=parent)
        self._value: object = None
        self._held: list[QWidget] = []

    def hold(self, entry: Entry) -> None:
        """Put the entry in its row, and listen to it."""
        self._held = [entry]
        self.label.setBuddy(entry)
        self.row.addWidget(entry, 1)
        self.listen_to(entry)

    @override
    def entries(self) -> list[QWidget]:
        return [*self._held]

    @property
    @override
    def is_stated(self) -> bool:
        return self._value is not None

    def typed_words(self) -> str:
        """What stands in it, entered or not, as words that `type_words` takes again."""
        raise NotImplementedError

    def type_words(self, words: str) -> None:
        """Let words stand in it as if they were typed, right or wrong, and be left."""
        raise NotImplementedError
