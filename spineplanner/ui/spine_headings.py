"""What stands above a region: its name, and which side of it is which."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spineplanner.domain.anatomy import Region, Side
from spineplanner.ui.cards import plain_label
from spineplanner.wording.sites import side_word
from spineplanner.wording.translate import _


def region_word(region: Region) -> str:
    """Name a region in capitals."""
    return _("CERVICAL") if region is Region.CERVICAL else _("LUMBAR")


class RegionHeading(QWidget):
    """LEFT, the region and RIGHT in one line: it stays where it is when the picture scrolls."""

    def __init__(self, region: Region, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 6, 0)
        bold = QFont.Weight.Bold
        left, right = (plain_label(side_word(side), weight=bold, parent=self) for side in Side)
        name = plain_label(region_word(region), look="quiet", points=9, weight=bold, parent=self)
        line.addWidget(left)
        line.addStretch(1)
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(right)
