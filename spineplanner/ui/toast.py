"""A short message over the foot of the window, gone after a while; it moves nothing."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from spineplanner.ui.cards import plain_label

SHOWN_MS = 12_000
MARGIN = 14


class Toast(QFrame):
    """What was refused or done, in one sentence; a click on it takes it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("look", "toast")
        self._words = plain_label(parent=self)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._words)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(SHOWN_MS)
        self._gone.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def said(self) -> str:
        """What it says; nothing once it is gone."""
        return self._words.text() if self.isVisibleTo(self._over) else ""

    def say(self, sentence: str) -> None:
        """Say a sentence for a while, in place of what was said before."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        self._gone.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        parent = self._over
        width = min(parent.width() - 2 * MARGIN, self.fontMetrics().averageCharWidth() * 90)
        self._words.setFixedWidth(
            min(width - 30, self._words.fontMetrics().horizontalAdvance(self._words.text()) + 4)
        )
        self.adjustSize()
        left = (parent.width() - self.width()) // 2
        self.move(left, parent.height() - self.height() - 5 * MARGIN)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.hide()
        return super().event(event)
