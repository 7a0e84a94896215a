"""What stands where the plans would be while there is none: three ways to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from spineplanner.ui.cards import Card, plain_label
from spineplanner.wording.translate import _


class Choice(Card):
    """Something to begin with: what it is, a sentence on what comes of it, and its button."""

    def __init__(
        self, title: str, sentence: str, verb: str, chosen: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        words = plain_label(sentence, look="quiet", parent=self)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.button = QPushButton(verb, self)
        self.button.setAccessibleDescription(sentence)
        self.button.clicked.connect(chosen)
        self.body.addWidget(words, 1)
        self.body.addWidget(self.button)
        wide = self.fontMetrics().averageCharWidth()
        self.setFixedWidth(wide * 38)
        self.setMinimumHeight(self.fontMetrics().height() * 10)


class Welcome(QWidget):
    """No plan is here yet: three ways to begin."""

    def __init__(
        self,
        *,
        new: Callable[[], object],
        import_: Callable[[], object],
        example: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("No plans yet"))
        title = plain_label(
            _("No plans yet. Where do you begin?"),
            points=16,
            weight=QFont.Weight.Bold,
            parent=self,
        )
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choices = (
            Choice(
                _("A new plan"),
                _("Enter the patient, then click the spine to place the cells."),
                _("New plan"),
                new,
                self,
            ),
            Choice(
                _("A plan file"),
                _("Take in a plan that was exported here or at another workstation."),
                _("Import a plan file…"),
                import_,
                self,
            ),
            Choice(
                _("The worked example"),
                _("Look at a finished plan of invented data, and try what you like on it."),
                _("Worked example"),
                example,
                self,
            ),
        )
        self.choices[0].button.setProperty("look", "primary")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        for choice in self.choices:
            row.addWidget(choice)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(24)
        column.addStretch(2)
        column.addWidget(title)
        column.addLayout(row)
        column.addStretch(3)
