"""What the windows about a plan have in common: they stand before it, and are told of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spineplanner.ui.cards import plain_label
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _


class PaperWindow(QDialog):
    """A window about one plan, in front of it; what is typed in it stays when it is closed.

    `note_wanted` carries an edit of the day's record, who enters it, and its other arguments;
    the answer is another snapshot, or `show_refusal`.
    """

    note_wanted = Signal(object, str, object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show a plan as it is now."""
        raise NotImplementedError

    def show_refusal(self, sentence: str) -> None:
        """Say why something was not entered."""
        raise NotImplementedError

    def begin(self) -> None:
        """Prepare to be shown again; what is typed and not kept is still there."""

    def add_heading(self, title: str, explained: str) -> None:
        """Say at the top what the window is for."""
        self.column.addWidget(plain_label(title, points=13, weight=QFont.Weight.Bold, parent=self))
        self.column.addWidget(quiet(explained, self))

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put what can be done at the foot, and the way out beside it."""
        self.close_button = QPushButton(_("Close"), self)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (*buttons, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)

    def size_in_letters(self, wide: int, high: int) -> None:
        """Take a size in characters and lines."""
        metrics = self.fontMetrics()
        self.resize(wide * metrics.averageCharWidth(), high * metrics.lineSpacing())


def scrolled(*widgets: QWidget, parent: QWidget) -> QScrollArea:
    """Put what may be longer than the window one under another, to be scrolled."""
    inside = QWidget(parent)
    inside.setProperty("look", "plain")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area


def quiet(words: str, parent: QWidget) -> QLabel:
    """An explanation that wraps."""
    label = plain_label(words, look="quiet", points=9, parent=parent)
    label.setWordWrap(True)
    return label
