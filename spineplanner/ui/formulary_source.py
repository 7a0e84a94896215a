"""Where a figure comes from, beside it; the clinic's own words for it can be typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain.formulary import Certainty, Source
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.fields import TypedField
from spineplanner.wording.findings import certainty_words
from spineplanner.wording.reading_text import read_note
from spineplanner.wording.translate import _


class SourceLine(QWidget):
    """The source of one figure, with how sure it is.

    `text_wanted` carries what the clinic says of a figure of its own; None asks to make the
    figure the clinic's own as it stands.
    """

    text_wanted = Signal(object)

    def __init__(self, figure: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sureness = plain_label(points=9, weight=QFont.Weight.DemiBold, parent=self)
        self.sureness.setWordWrap(True)
        self.words = plain_label(look="quiet", points=9, parent=self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.typed = TypedField(
            _("Source of “{figure}”").format(figure=figure),
            read_note,
            _on_one_line,
            needed=True,
            bare=True,
            parent=self,
        )
        self.typed.committed.connect(self.text_wanted)
        self.adopt = QPushButton(_("Make it our own"), self)
        self.adopt.setProperty("look", "link")
        self.adopt.setAccessibleName(_("Make “{figure}” our own").format(figure=figure))
        self.adopt.setToolTip(_("For a figure that the clinic has measured or looked up itself."))
        self.adopt.clicked.connect(self._adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.addWidget(self.sureness, 1)
        head.addWidget(self.adopt)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.typed)
        column.addStretch(1)

    def show_source(self, source: Source) -> None:
        """Show a source; that of the clinic in a field."""
        own = source.certainty is Certainty.CLINIC
        words = _("modified by the clinic") if own else certainty_words(source.certainty)
        self.sureness.setText(words[:1].upper() + words[1:])
        set_look(self.sureness, "confirm" if own else "")
        self.words.setText(source.text)
        self.words.setVisible(not own)
        self.adopt.setVisible(not own)
        self.typed.setVisible(own)
        self.typed.show_value(source.text if own else None)

    def entries(self) -> list[QWidget]:
        """What takes the focus, in tab order."""
        return [*self.typed.entries(), self.adopt]

    def _adopt(self) -> None:
        self.text_wanted.emit(None)


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
