"""The questions that need the system's own dialogs: which file, and whether to leave unsaved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.envelope import Envelope
    from spineplanner.domain.worksheet import SheetKind


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()


def plan_to_open(parent: QWidget) -> Path | None:
    """Ask for a plan file to read; None where the person thinks better of it."""
    name, _kind = QFileDialog.getOpenFileName(
        parent, _("Import a plan file"), str(_documents()), _("Plan files (*.json);;All files (*)")
    )
    return Path(name) if name else None


def plan_to_write(parent: QWidget, envelope: "Envelope") -> Path | None:
    """Ask where to write a plan; the name proposed tells nothing of the patient."""
    proposed = _documents() / f"{envelope.number}.json"
    return _to_write(parent, _("Export as a plan file"), proposed, _("Plan files (*.json)"))


def pdf_to_write(parent: QWidget, envelope: "Envelope", kind: "SheetKind") -> Path | None:
    """Ask where to write a sheet; the name proposed is plan number, revision and kind."""
    proposed = _documents() / f"{envelope.number}-revision-{envelope.revision}-{kind.value}.pdf"
    return _to_write(parent, _("Save the sheet as PDF"), proposed, _("PDF files (*.pdf)"))


def chart_to_write(parent: QWidget, envelope: "Envelope", topic: str, kind: str) -> Path | None:
    """Ask where to write a chart or its numbers, as "svg", "csv" or "pdf"."""
    proposed = _documents() / f"{envelope.number}-revision-{envelope.revision}-{topic}.{kind}"
    kinds = _("{kind} files (*.{ending})").format(kind=kind.upper(), ending=kind)
    return _to_write(parent, _("Save the chart"), proposed, kinds)


def labels_to_write(parent: QWidget, envelope: "Envelope", *, trial: bool) -> Path | None:
    """Ask where to write labels; the name proposed is plan number and revision."""
    name = f"{envelope.number}-revision-{envelope.revision}-labels.pdf"
    proposed = _documents() / ("label-test-sheet.pdf" if trial else name)
    return _to_write(parent, _("Save labels as PDF"), proposed, _("PDF files (*.pdf)"))


def _to_write(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(proposed.suffix)


def close_anyway(parent: QWidget, sentence: str) -> bool:
    """Ask whether to close although something is not saved; not closing is the answer of Esc."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Not saved"))
    box.setText(sentence)
    box.setInformativeText(_("If you close now, the last changes are lost."))
    stay = box.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(_("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is leave
