"""A sentence that stands where something else would be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from spineplanner.ui.cards import plain_label


class Said(QWidget):
    """A sentence in the middle, with at most one way on."""

    def __init__(self, parent: QWidget | None = None, *, way: str = "") -> None:
        super().__init__(parent)
        self._words = plain_label(points=12, weight=QFont.Weight.DemiBold, parent=self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._words)
        self.way = QPushButton(way, self)
        self.way.setVisible(bool(way))
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, sentence: str) -> None:
        """Say another sentence."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
