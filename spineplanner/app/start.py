"""Starts the program: settings, store, workbench and window, in the order a person sees them."""

import gc
import gettext
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimeZone,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from spineplanner import __version__
from spineplanner.app.faults import begin_log, catch_everything, log_tail
from spineplanner.app.first_look import first_look
from spineplanner.paper.fonts import unprintable
from spineplanner.places import data_folder, log_folder
from spineplanner.resources import asset
from spineplanner.ui import theme
from spineplanner.ui.main_window import MainWindow
from spineplanner.wording.translate import DOMAIN, _, use

if TYPE_CHECKING:
    from spineplanner.app.clinic import Clinic
    from spineplanner.app.desk import Desk
    from spineplanner.ui.extras import Extras
    from spineplanner.ui.preferences import Preferences

HEAVY = (
    "spineplanner.store.sqlite",
    "spineplanner.store.writer",
    "spineplanner.app.clinic",
    "spineplanner.app.desk",
    "spineplanner.ui.extras",
)
"""What the list of plans needs, in the order it is loaded in behind the first window."""

PLANNING = "spineplanner.ui.planning"
"""What working on a plan needs besides; it is loaded while the list is looked at."""


def main(arguments: Sequence[str]) -> int:
    """Open the planner, and return when its last window is closed."""
    begin_log(log_folder())
    application = QApplication([sys.argv[0], *arguments])
    program = Program(application)
    program.open_window()
    code = application.exec()
    program.end()
    return code


def use_language(code: str) -> None:
    """Speak another language where the program has its catalogue; English is the source."""
    try:
        catalogue = gettext.translation(DOMAIN, asset("locale"), languages=[code])
    except OSError:
        return
    use(catalogue)


def local_clock() -> datetime:
    """The moment, in this workstation's zone by its IANA name, or by its offset without one."""
    try:
        return datetime.now(ZoneInfo(QTimeZone.systemTimeZoneId().toStdString()))
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.now().astimezone()


def _load_more() -> None:
    """Load what working on a plan needs, and let the collector of garbage leave that alone.

    What is loaded stays until the end; looking through it again and again would stop the window
    for longer than a frame in the middle of a click.
    """
    import_module(PLANNING)
    gc.freeze()


class Program(QObject):
    """All windows, and what they share.

    The first window is painted before anything heavy is loaded; threads then load it, and the
    window's thread only waits for them where a person is quicker.
    """

    _loaded = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.setApplicationName("SpinePlanner")
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("spineplanner")
        theme.load_fonts(asset("fonts"))
        self._application = application
        self._translate_qt()
        self._look = first_look(data_folder())
        use_language(self._look.language)
        self._theme = self._look.theme
        theme.choose(application, self._theme)
        theme.dress(application)
        application.styleHints().colorSchemeChanged.connect(self._redress)
        self._loaded.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._loading = Thread(target=self._load, name="loading", daemon=True)
        self._loading_more = Thread(target=_load_more, name="loading more", daemon=True)
        self.windows: list[MainWindow] = []
        self._desks: list[Desk] = []
        self._covered = False
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

    @cached_property
    def clinic(self) -> "Clinic":
        """What all windows share; made when the first window is painted, or somebody needs it."""
        from spineplanner.app.clinic import Clinic

        clinic = Clinic(data_folder(), local_clock)
        clinic.preferences_changed.connect(self._follow)
        clinic.ready.connect(self._begin_windows)
        return clinic

    def _load(self) -> None:
        """Load, on a thread of its own, what the first painted window did without."""
        for name in HEAVY:
            import_module(name)
        self._loaded.emit()

    def _begin(self) -> None:
        # Pictures as SVG are loaded with the rest, behind the first window.
        from spineplanner.ui.icons import program_icon

        self._application.setWindowIcon(program_icon())
        self.clinic.open_now()
        self._loading_more.start()

    def _now(self) -> datetime:
        return self.clinic.clock()

    def _begin_windows(self) -> None:
        for window in self.windows:
            window.begin()

    def _follow(self, preferences: "Preferences") -> None:
        # To dress every widget anew takes a second, and closing a window is a choice too.
        if preferences.theme != self._theme:
            self._theme = preferences.theme
            theme.choose(self._application, preferences.theme)
            theme.dress(self._application)
        for window in self.windows:
            window.use_preferences(preferences)

    def open_window(self) -> MainWindow:
        """Open one more window; the first one begins to load the plans once it is painted."""
        window = MainWindow(self._furnish, clock=self._now, geometry=self._look.geometry)
        window.another_wanted.connect(self.open_window)
        window.covered.connect(self._cover)
        if self._covered:
            window.cover(covered=True)
        self.windows.append(window)
        window.show()
        if len(self.windows) == 1:
            window.painted.connect(self._loading.start)
        elif self.clinic.opened:
            window.begin()
        return window

    def _cover(self, covered: bool) -> None:  # noqa: FBT001 - signals take no keywords
        """Let no window show what a second person is to compute without seeing it."""
        self._covered = covered
        for window in self.windows:
            window.cover(covered=covered)

    def _furnish(self, window: MainWindow) -> "tuple[Desk, Extras]":
        """Make what a window needs of the world."""
        if self._loading.is_alive():
            self._loading.join()
        from spineplanner.app.desk import Desk
        from spineplanner.ui.extras import Extras

        desk = Desk(self.clinic, self)
        extras = Extras(
            desk, printable=unprintable, log_tail=lambda: log_tail(log_folder()), parent=desk
        )
        self.clinic.formulary_changed.connect(window.use_formulary)
        self._desks.append(desk)
        return desk, extras

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
        for thread in (self._loading, self._loading_more):
            if thread.is_alive():
                thread.join()
        for window in self.windows:
            window.close()
            window.deleteLater()
        for desk in self._desks:
            desk.end()
        self.clinic.end()
