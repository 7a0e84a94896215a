"""Colours and fonts by role, light and dark, and the style that is made from them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

FAMILY = "Inter"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window as #rrggbb, by what it is for."""

    window: str
    panel: str
    field: str
    border: str
    field_border: str
    text: str
    quiet: str
    accent: str
    accent_text: str
    accent_pale: str
    selected: str
    hover: str
    focus: str
    facet: str
    epidural: str
    vein: str
    vein_pale: str
    stop: str
    stop_pale: str
    stop_border: str
    confirm: str
    confirm_pale: str
    confirm_border: str
    good: str
    good_pale: str
    bar: str
    bar_text: str
    bar_quiet: str
    disabled: str


LIGHT = Colours(
    window="#f1f5f8",
    panel="#ffffff",
    field="#ffffff",
    border="#dbe4ea",
    field_border="#748897",
    text="#16222e",
    quiet="#556675",
    accent="#0b62a0",
    accent_text="#ffffff",
    accent_pale="#e4f0f9",
    selected="#fdf0d8",
    hover="#eef4f8",
    focus="#c77700",
    facet="#0b68a6",
    epidural="#943472",
    vein="#2e721d",
    vein_pale="#eef6ea",
    stop="#961234",
    stop_pale="#fdecec",
    stop_border="#e6a3a3",
    confirm="#7a5600",
    confirm_pale="#fff6d9",
    confirm_border="#e2c46a",
    good="#05696f",
    good_pale="#9fd9c4",
    bar="#12303f",
    bar_text="#ffffff",
    bar_quiet="#b9cad4",
    disabled="#8a98a4",
)

DARK = Colours(
    window="#10181f",
    panel="#18232c",
    field="#111b23",
    border="#2c3b47",
    field_border="#6f8596",
    text="#e8eff4",
    quiet="#a7b7c3",
    accent="#58acea",
    accent_text="#08151f",
    accent_pale="#17354c",
    selected="#43371c",
    hover="#20303c",
    focus="#ffb74a",
    facet="#58acea",
    epidural="#e08abf",
    vein="#9fdc8c",
    vein_pale="#1b3316",
    stop="#ff9a9a",
    stop_pale="#3d1c1f",
    stop_border="#8e4347",
    confirm="#f3cf6d",
    confirm_pale="#3a2f12",
    confirm_border="#82692a",
    good="#5fdcd0",
    good_pale="#1c5658",
    bar="#0a1c27",
    bar_text="#f4f8fa",
    bar_quiet="#9fb3c0",
    disabled="#6b7a86",
)


def is_dark(application: QApplication) -> bool:
    """Whether the window is dark: by the person's choice, or else as the system is."""
    chosen = application.property(_CHOSEN)
    if chosen in _SCHEMES:
        return bool(chosen == "dark")
    return application.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colours_for(application: QApplication) -> Colours:
    """The colours for what the system asks for now."""
    return DARK if is_dark(application) else LIGHT


_CHOSEN = "spineplanner-theme"
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def choose(application: QApplication, chosen: str) -> None:
    """Follow the system, or be light or dark whatever the system is.

    The system is told too, for its own dialogs and frames; not every platform listens, so the
    choice is kept beside the application.
    """
    application.setProperty(_CHOSEN, chosen)
    application.styleHints().setColorScheme(_SCHEMES.get(chosen, Qt.ColorScheme.Unknown))


def load_fonts(folder: Path) -> None:
    """Make the program's own fonts known; the window does not depend on the system's.

    Raises:
        FileNotFoundError: a face can't be loaded.
    """
    for face in sorted(folder.glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(face)) < 0:
            raise FileNotFoundError(f"This font can't be loaded: {face.name}")


def font(*, points: float = 10.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's font, with figures that stand under one another."""
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def dress(application: QApplication) -> None:
    """Give the application its style, font and colours; called again when the system changes."""
    colours = colours_for(application)
    application.setStyle("Fusion")
    application.setFont(font())
    application.setPalette(_palette(colours))
    application.setStyleSheet(style_sheet(colours))


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.field,
        QPalette.ColorRole.AlternateBase: colours.hover,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.stop,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.quiet,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.accent_text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Mid: colours.border,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette


def style_sheet(c: Colours) -> str:
    """The style sheet: cards, pills, fields and buttons by their `look` property."""
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QWidget[look="window"] {{ background: {c.window}; }}
QFrame[look="card"], QFrame[look="header"] {{
  background: {c.panel}; border: 1px solid {c.border}; border-radius: 8px; }}
QFrame[look="header"] {{ border-radius: 0; border-width: 0 0 1px 0; }}
QFrame[look="bar"] {{ background: {c.bar}; border: none; border-radius: 8px; }}
QFrame[look="bar"] QLabel {{ color: {c.bar_text}; background: transparent; }}
QFrame[look="bar"] QLabel[look="quiet"] {{ color: {c.bar_quiet}; }}
QFrame[look="bar"] QPushButton {{
  border-radius: 14px; padding: 6px 14px; font-weight: 600; color: #ffffff; }}
QFrame[look="bar"] QPushButton[look="bar-stop"] {{
  background: #6d1f1f; border: 1px solid #f0a4a4; }}
QFrame[look="bar"] QPushButton[look="bar-confirm"] {{
  background: #5c4306; border: 1px solid #f0cd6b; }}
QFrame[look="bar"] QPushButton[look="bar-good"] {{
  background: #0b5641; border: 1px solid #7fd6b7; }}
QFrame[look="bar"] QPushButton:focus {{ border: 2px solid {c.focus}; padding: 5px 13px; }}
QFrame[look="toast"] {{ background: {c.bar}; border: 2px solid {c.focus}; border-radius: 8px; }}
QFrame[look="toast"] QLabel {{ color: {c.bar_text}; }}
QFrame[look="vein"] {{
  background: {c.vein_pale}; border: 1px solid {c.vein}; border-radius: 8px; }}
QFrame[look="vein"]:focus {{ border: 2px solid {c.focus}; }}
QFrame[look="stop"] {{
  background: {c.stop_pale}; border: 1px solid {c.stop_border}; border-radius: 6px; }}
QFrame[look="confirm"] {{
  background: {c.confirm_pale}; border: 1px solid {c.confirm_border}; border-radius: 6px; }}
QFrame[look="note"] {{
  background: {c.hover}; border: 1px solid {c.border}; border-radius: 6px; }}
QFrame[look="good"] {{
  background: {c.panel}; border: 2px solid {c.good}; border-radius: 6px; }}
QFrame[look="led"] {{ background: {c.selected}; border: none; border-radius: 6px; }}
QLabel {{ background: transparent; }}
QLabel[look="stop"], QLabel[look="confirm"], QLabel[look="note"], QLabel[look="vein"],
QLabel[look="good"] {{
  background: transparent; border: none; }}
QLabel[look="quiet"] {{ color: {c.quiet}; }}
QLabel[look="step"]:disabled {{ color: {c.quiet}; }}
QLabel[look="stop"] {{ color: {c.stop}; }}
QLabel[look="confirm"] {{ color: {c.confirm}; }}
QLabel[look="good"] {{ color: {c.good}; }}
QLabel[look="facet"] {{ color: {c.facet}; }}
QLabel[look="epidural"] {{ color: {c.epidural}; }}
QLabel[look="vein"] {{ color: {c.vein}; }}
QLabel[look="pill"] {{
  background: {c.confirm_pale}; color: {c.confirm}; border: 1px solid {c.confirm_border};
  border-radius: 12px; padding: 4px 12px; font-weight: 600; }}
QPushButton, QToolButton {{
  background: {c.panel}; border: 1px solid {c.field_border}; border-radius: 6px;
  padding: 5px 12px; min-height: 18px; }}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.accent_pale}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.focus}; padding: 4px 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.disabled}; border-color: {c.border}; }}
QPushButton[look="primary"] {{
  background: {c.accent}; color: {c.accent_text}; border: 1px solid {c.accent};
  font-weight: 600; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {c.focus}; }}
QPushButton[look="primary"]:disabled {{ background: {c.border}; color: {c.disabled}; }}
QPushButton[look="link"], QToolButton[look="link"] {{
  background: transparent; border: 1px solid transparent; color: {c.accent}; padding: 4px 6px; }}
QPushButton[look="link"]:hover, QToolButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus, QToolButton[look="link"]:focus {{
  border: 2px solid {c.focus}; padding: 3px 5px; }}
QPushButton[look="chip"] {{
  border-radius: 14px; padding: 5px 14px; font-weight: 600; border: 1px solid {c.border}; }}
QPushButton[look="chip"]:checked {{
  background: {c.accent_pale}; border: 2px solid {c.accent}; padding: 4px 13px; }}
QPushButton[look="chip"]:focus {{ border: 2px solid {c.focus}; padding: 4px 13px; }}
QPushButton[look="tab"] {{
  background: transparent; border: none; border-bottom: 3px solid transparent;
  border-radius: 0; padding: 12px 6px; font-weight: 600; color: {c.quiet}; }}
QPushButton[look="tab"]:checked {{ color: {c.accent}; border-bottom-color: {c.accent}; }}
QPushButton[look="tab"]:focus {{ color: {c.text}; background: {c.hover}; }}
QPushButton[look="step"], QPushButton[look="step-open"] {{
  text-align: left; padding: 0; border: 1px solid {c.border}; border-radius: 8px;
  min-height: 42px; }}
QPushButton[reach="glove"] {{ min-height: 34px; }}
QPushButton[look="step-open"] {{ background: {c.accent_pale}; border: 2px solid {c.accent}; }}
QPushButton[look="step"]:focus, QPushButton[look="step-open"]:focus {{
  border: 2px solid {c.focus}; padding: 0; }}
QPushButton[look="step"]:disabled {{ background: {c.window}; border: 1px dashed {c.field_border}; }}
QLabel[look="hold"] {{
  background: {c.stop_pale}; color: {c.stop}; border: 2px solid {c.stop}; border-radius: 8px;
  padding: 6px 12px; }}
QToolButton::menu-indicator {{ subcontrol-position: right center; right: 4px; }}
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QDateEdit, QDateTimeEdit {{
  background: {c.field}; border: 1px solid {c.field_border}; border-radius: 5px;
  padding: 4px 7px; selection-background-color: {c.accent};
  selection-color: {c.accent_text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border: 2px solid {c.focus}; padding: 3px 6px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {c.stop}; padding: 3px 6px; }}
QComboBox[look="choice"]::drop-down {{ border: none; width: 20px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
  color: {c.disabled}; border-color: {c.border}; background: {c.window}; }}
QCheckBox, QRadioButton {{ spacing: 7px; }}
QRadioButton::indicator {{
  width: 14px; height: 14px; border-radius: 8px;
  border: 1px solid {c.field_border}; background: {c.field}; }}
QRadioButton::indicator:checked {{
  width: 6px; height: 6px; border: 5px solid {c.accent}; background: {c.accent_text}; }}
QCheckBox:focus, QRadioButton:focus {{ background: {c.hover}; }}
QTableView, QListView, QTreeView {{
  background: {c.panel}; border: none; gridline-color: {c.border};
  selection-background-color: {c.selected}; selection-color: {c.text};
  alternate-background-color: {c.panel}; outline: none; }}
QTableView[look="rows"] {{ border: 1px solid {c.border}; border-radius: 8px; }}
QTableView[look="rows"]::item {{ border-bottom: 1px solid {c.border}; padding: 0 6px; }}
QTableView[look="rows"]::item:hover {{ background: {c.hover}; }}
QTableView[look="rows"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
QTableView::item:focus, QTableView[look="rows"]::item:focus {{
  border: 2px solid {c.focus}; }}
QTableView[look="rows"]::item:focus {{ padding: 0 4px; }}
QHeaderView {{ background: {c.panel}; }}
QHeaderView::section {{
  background: {c.panel}; color: {c.quiet}; border: none;
  border-bottom: 1px solid {c.border}; padding: 4px 6px; font-weight: 600; }}
QHeaderView[look="tight"]::section {{ padding: 1px 1px 3px 1px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {c.panel}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[look="plain"] {{
  background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{
  background: {c.field_border}; border-radius: 4px; margin: 2px;
  min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {c.panel}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_pale}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
QMenuBar {{ background: {c.panel}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.accent_pale}; }}
QToolTip {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.field_border};
  padding: 4px; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {c.border}; }}
QGroupBox {{ border: none; margin-top: 20px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
QStatusBar {{ background: {c.window}; color: {c.quiet}; }}
QDialog {{ background: {c.window}; }}
"""
