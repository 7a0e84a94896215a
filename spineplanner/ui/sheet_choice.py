"""What to print and on which paper, the ways to get it out, and how that goes."""

from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain.worksheet import SheetKind
from spineplanner.ui.cards import Card, plain_label, set_look
from spineplanner.wording.translate import _

INDENT = 23
"""Where the words of a radio button begin, in pixels, as the style sheet draws it."""


def sheet_words(kind: SheetKind) -> tuple[str, str]:
    """What a sheet is called, and what it is for."""
    match kind:
        case SheetKind.PHYSICIAN:
            return _("Physician plan"), _("Sites, doses and totals on one page.")
        case SheetKind.PREPARATION:
            return _("Preparation worksheet"), _("Every step and mark, with blanks to fill in.")
        case SheetKind.CHECKER:
            return (
                _("Checker’s sheet"),
                _("The inputs alone, for a second person to compute from."),
            )
        case _:
            assert_never(kind)


def paper_words() -> dict[str, str]:
    """The papers and what they are called."""
    return {"a4": _("A4"), "letter": _("Letter")}


class SheetChoice(Card):
    """The panel beside the pages."""

    chosen = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sheet"), parent)
        self.body.setSpacing(4)
        self._kinds = QButtonGroup(self)
        self._papers = QButtonGroup(self)
        self._kind_of: dict[QRadioButton, SheetKind] = {}
        for kind in (SheetKind.PREPARATION, SheetKind.PHYSICIAN, SheetKind.CHECKER):
            self._add_kind(kind)
        self._add_papers()
        self.body.addStretch(1)
        self._add_progress()
        self._add_ways_out()
        self._kinds.buttonClicked.connect(self.chosen)
        self._papers.buttonClicked.connect(self.chosen)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 40)

    def _add_kind(self, kind: SheetKind) -> None:
        title, purpose = sheet_words(kind)
        button = QRadioButton(title, self)
        button.setAccessibleDescription(purpose)
        button.setChecked(not self._kind_of)
        words = plain_label(purpose, look="quiet", points=9, parent=self)
        words.setWordWrap(True)
        words.setIndent(INDENT)
        self._kinds.addButton(button)
        self._kind_of[button] = kind
        self.body.addWidget(button)
        self.body.addWidget(words)
        self.body.addSpacing(8)

    def _add_papers(self) -> None:
        title = plain_label(_("Paper"), points=11, weight=QFont.Weight.Bold, parent=self)
        self.body.addSpacing(8)
        self.body.addWidget(title)
        row = QHBoxLayout()
        self._paper_of: dict[str, QPushButton] = {}
        for paper, words in paper_words().items():
            button = QPushButton(words, self)
            button.setProperty("look", "chip")
            button.setCheckable(True)
            button.setChecked(paper == "a4")
            button.setAccessibleName(_("Paper {name}").format(name=words))
            self._papers.addButton(button)
            self._paper_of[paper] = button
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_progress(self) -> None:
        self._said = plain_label(parent=self)
        self._said.setWordWrap(True)
        self._said.hide()
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(_("Cancel printing"), self)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._progress = QWidget(self)
        column = QVBoxLayout(self._progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        column.addWidget(self._cancel)
        self._progress.hide()
        self.body.addWidget(self._said)
        self.body.addWidget(self._progress)

    def _add_ways_out(self) -> None:
        self._print = QPushButton(_("Print…"), self)
        self._print.setProperty("look", "primary")
        self._print.clicked.connect(self.print_wanted)
        self._pdf = QPushButton(_("Save as PDF…"), self)
        self._pdf.clicked.connect(self.pdf_wanted)
        self.body.addSpacing(4)
        self.body.addWidget(self._print)
        self.body.addWidget(self._pdf)

    @property
    def kind(self) -> SheetKind:
        """Which sheet is chosen."""
        return next(kind for button, kind in self._kind_of.items() if button.isChecked())

    @property
    def paper(self) -> str:
        """Which paper is chosen."""
        return next(paper for paper, button in self._paper_of.items() if button.isChecked())

    def choose_paper(self, paper: str) -> None:
        """Choose a paper as a person would."""
        if paper != self.paper:
            self._paper_of[paper].setChecked(True)
            self.chosen.emit()

    def allow(self, *, print_: bool, pdf: bool) -> None:
        """Let what is shown go out, or not."""
        self._print.setEnabled(print_)
        self._pdf.setEnabled(pdf)

    def focus_pdf(self) -> None:
        """Point to the way that is left where there is no printer."""
        self._pdf.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, look: str = "confirm") -> None:
        """Say how it went, or nothing."""
        set_look(self._said, look)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def show_progress(self, done: int, of: int) -> None:
        """Show how far printing is; of 0 pages where that is not known yet."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._bar.setAccessibleName(
            _("Printing, page {page} of {pages}").format(page=done, pages=of)
            if of
            else _("Printing")
        )
        self._progress.show()

    def end_progress(self) -> None:
        """Show no progress any more."""
        self._progress.hide()
