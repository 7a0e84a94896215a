"""Cards with a title, and labels that show people's text as text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from spineplanner.ui import theme


def plain_label(
    text: str = "",
    *,
    look: str = "",
    points: float = 10.0,
    weight: QFont.Weight = QFont.Weight.Normal,
    parent: QWidget | None = None,
) -> QLabel:
    """A label that never takes its text for markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(points=points, weight=weight))
    label.setText(text)
    if look:
        label.setProperty("look", look)
    return label


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another look of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Card(QFrame):
    """A white panel with a title on the left, a remark on the right and a body below."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        self.title = plain_label(title, points=11, weight=QFont.Weight.Bold, parent=self)
        self.remark = plain_label(look="quiet", points=9, parent=self)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.remark)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 10, 14, 10)
        outer.setSpacing(6)
        outer.addLayout(head)
        outer.addLayout(self.body, 1)
