"""One line of advice that can be dismissed for good."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from spineplanner.ui.cards import plain_label
from spineplanner.wording.translate import _


class Hint(QFrame):
    """A line of advice; `dismissed` carries its name, and it is gone."""

    dismissed = Signal(str)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        """Make the line.

        Args:
            name: by which it is remembered that it was dismissed: lower case and hyphens.
            text: the advice, in one sentence or two.
            parent: the widget it stands in.
        """
        super().__init__(parent)
        self.name = name
        self.setProperty("look", "note")
        self.setAccessibleName(_("Hint"))
        self.setAccessibleDescription(text)
        label = plain_label(text, look="quiet", points=9, parent=self)
        label.setWordWrap(True)
        self.dismiss = QPushButton(_("Got it"), self)
        self.dismiss.setProperty("look", "link")
        self.dismiss.setAccessibleName(_("Got it. Dismiss the hint: {text}").format(text=text))
        self.dismiss.setToolTip(_("The help menu brings all hints back."))
        self.dismiss.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.addWidget(label, 1)
        row.addWidget(self.dismiss)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit(self.name)
