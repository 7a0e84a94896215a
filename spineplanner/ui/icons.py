"""The program's own icons, drawn from SVG in the colour of the text around them."""

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from spineplanner.resources import asset

SIZES = (16, 20, 24, 32, 40, 48)


def program_icon() -> QIcon:
    """The icon of the program, for windows and task bars."""
    return QIcon(str(asset("icons", "spineplanner.svg")))


@cache
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """Draw an icon.

    Args:
        name: its file in assets/icons, without the ending.
        colour: of its lines, as #rrggbb.
        disabled: of its lines where what it stands for can't be done now.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    svg = asset("icons", f"{name}.svg").read_text("utf-8")
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(svg, colour, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(svg, disabled, size), QIcon.Mode.Disabled)
    return made


def _drawn(svg: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
