"""A card that answers a question: a shape and a word, and the sentences that say why."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtGui import QAccessible, QAccessibleEvent, QFont
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from spineplanner.ui.cards import plain_label, set_look


class Verdict(StrEnum):
    """How an answer looks; its value is the look of the style sheet."""

    GOOD = "good"
    ATTENTION = "confirm"
    STOP = "stop"


SHAPES = {Verdict.GOOD: "✓", Verdict.ATTENTION: "▲", Verdict.STOP: "■"}


class AnswerCard(QFrame):
    """Hidden until there is an answer; assistive technology hears every one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label(points=13, weight=QFont.Weight.Bold, parent=self)
        self._words = plain_label(parent=self)
        for label in (self._heading, self._words):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        self.hide()

    def answer(self, verdict: Verdict, heading: str, sentences: Sequence[str] = ()) -> None:
        """Say something else: a word or sentence, and more beneath it."""
        set_look(self, verdict.value)
        set_look(self._heading, verdict.value)
        self._heading.setText(f"{SHAPES[verdict]} {heading}")
        self._words.setText("\n".join(sentences))
        self._words.setVisible(bool(sentences))
        self.setAccessibleName(" ".join((heading, *sentences)))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing any more."""
        self.hide()
