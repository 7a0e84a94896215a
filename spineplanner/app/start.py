"""Starts the program: settings, store, workbench and window, in the order a person sees them."""

import sys
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTimeZone, QTranslator
from PySide6.QtWidgets import QApplication

from spineplanner import __version__
from spineplanner.app.clinic import Clinic
from spineplanner.app.desk import Desk
from spineplanner.app.faults import begin_log, catch_everything, log_tail
from spineplanner.paper.fonts import unprintable
from spineplanner.places import data_folder, log_folder
from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.extras import Extras
from spineplanner.ui.main_window import MainWindow
from spineplanner.ui.preferences import Preferences
from spineplanner.wording.translate import _


def main(arguments: Sequence[str]) -> int:
    """Open the planner, and return when its last window is closed."""
    begin_log(log_folder())
    application = QApplication([sys.argv[0], *arguments])
    program = Program(application)
    program.open_window()
    code = application.exec()
    program.end()
    return code


def local_clock() -> datetime:
    """The moment, in this workstation's zone by its IANA name, or by its offset without one."""
    try:
        return datetime.now(ZoneInfo(QTimeZone.systemTimeZoneId().toStdString()))
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.now().astimezone()


class Program(QObject):
    """All windows, and what they share."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.setApplicationName("SpinePlanner")
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("spineplanner")
        theme.load_fonts(asset("fonts"))
        self._application = application
        self._translate_qt()
        self.clinic = Clinic(data_folder(), local_clock)
        theme.choose(application, self.clinic.preferences.theme)
        theme.dress(application)
        application.styleHints().colorSchemeChanged.connect(self._redress)
        self.clinic.preferences_changed.connect(self._follow)
        self.windows: list[MainWindow] = []
        self._desks: list[Desk] = []
        catch_everything(self._say_fault)

    def _translate_qt(self) -> None:
        """Let Qt's own dialogs speak English like the rest, whatever the system speaks."""
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        translator = QTranslator(self)
        places = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_en", places):
            self._application.installTranslator(translator)

    def _redress(self) -> None:
        theme.dress(self._application)

    def _follow(self, preferences: Preferences) -> None:
        theme.choose(self._application, preferences.theme)
        theme.dress(self._application)
        for window in self.windows:
            window.use_preferences(preferences)

    def open_window(self) -> MainWindow:
        """Open one more window; the first one begins to load the plans once it is painted."""
        desk = Desk(self.clinic, self)
        window = MainWindow(desk, self._extras(desk))
        window.another_wanted.connect(self.open_window)
        self.clinic.formulary_changed.connect(window.use_formulary)
        self.windows.append(window)
        self._desks.append(desk)
        window.show()
        if not self.clinic.opened and len(self.windows) == 1:
            QTimer.singleShot(0, self.clinic.begin)
        return window

    def _extras(self, desk: Desk) -> Extras:
        return Extras(
            desk, printable=unprintable, log_tail=lambda: log_tail(log_folder()), parent=desk
        )

    def _say_fault(self) -> None:
        for window in self.windows:
            if window.isVisible():
                window.banner.say(
                    _(
                        "Something went wrong that nobody foresaw. Your plan is safe. "
                        "“Copy diagnostics” in the help menu has what to report."
                    )
                )

    def end(self) -> None:
        """Save and let go of everything."""
        for window in self.windows:
            window.close()
            window.deleteLater()
        for desk in self._desks:
            desk.end()
        self.clinic.end()
