"""The manual: two pages that come with the program and need no network."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from spineplanner.resources import asset
from spineplanner.wording.translate import _


class HelpWindow(QDialog):
    """Shows the manual beside the window; links lead within it only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Manual"))
        self._pages = QTextBrowser(self)
        self._pages.setAccessibleName(_("Manual"))
        self._pages.setOpenExternalLinks(False)
        self._pages.setSource(QUrl.fromLocalFile(str(asset("manual", "manual.html"))))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self._pages.backward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.resize(820, 720)
