"""A line across the window for what can't wait: it says what happened and offers the ways on."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spineplanner.ui.cards import plain_label, set_look
from spineplanner.wording.translate import ngettext

MOST_LINES = 6


class Banner(QFrame):
    """Hidden until something is said; buttons are the ways on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = plain_label(parent=self)
        self._words.setWordWrap(True)
        self._details = plain_label(look="quiet", points=9, parent=self)
        self._details.setWordWrap(True)
        words = QVBoxLayout()
        words.addWidget(self._words)
        words.addWidget(self._details)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.addLayout(words, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def said(self) -> str:
        """What it says now; nothing while it is hidden."""
        return self._words.text()

    def say(
        self,
        sentence: str,
        ways: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        details: Sequence[str] = (),
        look: str = "stop",
    ) -> None:
        """Say a sentence with its ways on, in place of what was said before."""
        self.clear()
        set_look(self, look)
        self._words.setText(sentence)
        shown = [f"• {line}" for line in details[:MOST_LINES]]
        if len(details) > MOST_LINES:
            more = len(details) - MOST_LINES
            shown.append(
                ngettext("… and {count} more", "… and {count} more", more).format(count=more)
            )
        self._details.setText("\n".join(shown))
        self._details.setVisible(bool(shown))
        for text, way in ways:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _checked=False, way=way: way())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._words.setText("")
        self._details.setText("")
        self.hide()
