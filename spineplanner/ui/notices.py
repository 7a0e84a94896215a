"""Two small windows: all keys, and what this program is."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spineplanner import __version__
from spineplanner.ui.actions import commands
from spineplanner.ui.cards import plain_label
from spineplanner.wording.translate import _


class KeysDialog(QDialog):
    """Every key, by what it does: those of commands, and those of the spine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        rows = [*spine_keys(), *command_keys()]
        table = QTableWidget(len(rows), 2, self)
        table.setAccessibleName(_("Keys"))
        table.setHorizontalHeaderLabels([_("Keys"), _("What they do")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, (keys, does) in enumerate(rows):
            table.setItem(row, 0, QTableWidgetItem(keys))
            table.setItem(row, 1, QTableWidgetItem(does))
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.addWidget(table)
        column.addWidget(_close_button(self))
        self.resize(560, 560)


def spine_keys() -> list[tuple[str, str]]:
    """The keys that the spine understands while it has the focus."""
    return [
        (_("Arrows"), _("On the spine: go to the next level, or to the patient’s other side")),
        (_("Space"), _("On the spine: give the site the brush’s dose, or select it")),
        (_("Digits"), _("On the spine: type the cells of the site")),
        (_("Delete"), _("On the spine and in the table: remove what is ordered")),
        (_("Shift+Arrows"), _("On the spine: select more sites")),
        (_("Ctrl+A"), _("On the spine: select all facets of the region")),
        (_("Esc"), _("On the spine: select nothing; in a field: take back what was typed")),
        (_("F2"), _("In the table: edit the cell")),
    ]


def command_keys() -> list[tuple[str, str]]:
    """The keys of all commands that have some."""
    native = QKeySequence.SequenceFormat.NativeText
    rows = []
    for command in commands():
        keys = [QKeySequence(key).toString(native) for key in command.keys]
        shown = dict.fromkeys(key for key in keys if key)
        if shown:
            rows.append((", ".join(shown), command.text.replace("&", "").rstrip("…")))
    return rows


class AboutDialog(QDialog):
    """Version, licences and intended use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About SpinePlanner"))
        column = QVBoxLayout(self)
        title = f"SpinePlanner {__version__}"
        column.addWidget(plain_label(title, points=15, weight=QFont.Weight.Bold, parent=self))
        for text in (
            _(
                "It plans where cells go in a patient’s spine, computes what must be prepared, "
                "and prints the sheets. It recommends no dose."
            ),
            _(
                "The treatment is investigational. A person checks every patient, site, side and "
                "number before anything is given."
            ),
            _(
                "Licence: Apache-2.0. The typeface is Inter (SIL Open Font License 1.1). Built on "
                "Qt for Python (LGPL-3.0), pydantic, SQLAlchemy, typst and zint."
            ),
            f"Python {platform.python_version()}, Qt {qVersion()}",
        ):
            label = plain_label(text, parent=self)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
            column.addWidget(label)
        column.addWidget(_close_button(self))
        self.setMinimumWidth(460)


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    box.rejected.connect(dialog.reject)
    return box
