"""The manual, which comes with the program and needs no network."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.resources import asset
from spineplanner.wording.translate import _

PICTURE_WIDTH = 100
"""How wide a picture of the manual is, in characters of the text around it."""


class HelpWindow(QDialog):
    """Shows the manual beside the window; links lead within it only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Manual"))
        self.pages = ManualPages(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.pages.backward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        character = self.fontMetrics().averageCharWidth()
        # Not higher than a screen of 768 lines has room for.
        self.resize((PICTURE_WIDTH + 16) * character, min(100 * character, 680))

    def go_to(self, section: str) -> None:
        """Show a section by the name of its heading; where none is named, stay."""
        if section:
            self.pages.setSource(self.pages.source().resolved(QUrl(f"#{section}")))
            # Only once the window has its size is it known where the heading stands.
            QTimer.singleShot(0, self.pages, partial(self.pages.scrollToAnchor, section))


class ManualPages(QTextBrowser):
    """The manual's text with its pictures.

    Colours of links are fixed when a page is read: a change between light and dark reads it anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Manual"))
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(2 * self.fontMetrics().averageCharWidth())
        self.setSource(QUrl.fromLocalFile(str(asset("manual", "manual.html"))))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Read a part of the manual; a picture comes smooth in the width of the text."""
        url = self.source().resolved(QUrl(name))
        if type != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(type, name)
        density = self.devicePixelRatioF()
        width = round(PICTURE_WIDTH * self.fontMetrics().averageCharWidth() * density)
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = QImage(url.toLocalFile()).scaledToWidth(width, smooth)
        picture.setDevicePixelRatio(density)
        return picture

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.reload()
