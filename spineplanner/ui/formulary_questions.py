"""What the formulary's window asks: which file, whether to take it, what becomes of edits."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spineplanner.ui.cards import plain_label, set_look
from spineplanner.wording.translate import _, ngettext

PROPOSED = "spineplanner-formulary.json"


def file_to_write(parent: QWidget) -> Path | None:
    """Ask where to write the whole formulary; None where the person thinks better of it."""
    name, _kind = QFileDialog.getSaveFileName(
        parent,
        _("Export the formulary"),
        str(_documents() / PROPOSED),
        _("Formulary files (*.json)"),
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(".json")


def file_to_read(parent: QWidget) -> Path | None:
    """Ask for a file that holds a whole formulary."""
    name, _kind = QFileDialog.getOpenFileName(
        parent,
        _("Import a formulary"),
        str(_documents()),
        _("Formulary files (*.json);;All files (*)"),
    )
    return Path(name) if name else None


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()


class DifferencesDialog(QDialog):
    """What a file would change, one sentence a line; accepted by "Take these figures"."""

    def __init__(
        self, name: str, differences: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a formulary"))
        count = len(differences)
        words = ngettext(
            "{name} differs from this formulary in {count} point:",
            "{name} differs from this formulary in {count} points:",
            count,
        )
        heading = plain_label(words.format(name=name, count=count), parent=self)
        heading.setWordWrap(True)
        self.differences = QListWidget(self)
        self.differences.setAccessibleName(_("Differences"))
        self.differences.setWordWrap(True)
        self.differences.addItems(list(differences))
        self.differences.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        take = buttons.addButton(_("Take these figures"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_look(take, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (heading, self.differences, buttons):
            column.addWidget(widget)
        character = self.fontMetrics().averageCharWidth()
        self.resize(100 * character, 60 * character)


class Question(QMessageBox):
    """A sentence with answers, of which the last is that of Escape; each does something."""

    def __init__(
        self,
        sentence: str,
        more: str,
        answers: Sequence[tuple[str, Callable[[], object] | None]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(parent.windowTitle())
        self.setText(sentence)
        self.setInformativeText(more)
        self._answers: list[tuple[QPushButton, Callable[[], object] | None]] = []
        for words, answer in answers:
            button = self.addButton(words, QMessageBox.ButtonRole.ActionRole)
            self._answers.append((button, answer))
        last = self._answers[-1][0]
        self.setEscapeButton(last)
        self.setDefaultButton(last)
        self.finished.connect(self._answer)

    def _answer(self) -> None:
        clicked = self.clickedButton()
        self.deleteLater()
        for button, answer in self._answers:
            if button is clicked and answer is not None:
                answer()
