"""What stands beside planning: formulary, settings, operator, manual, keys and about."""

import platform
from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from spineplanner import __version__
from spineplanner.domain.checks.case import Printable
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.ui.brush import Brush
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.ui.help_window import HelpWindow
from spineplanner.ui.notices import AboutDialog, KeysDialog
from spineplanner.ui.preferences import Preferences
from spineplanner.ui.services import Services
from spineplanner.ui.settings_dialog import OperatorDialog, SettingsDialog
from spineplanner.wording.translate import _


class Talkative(Protocol):
    """A window that can say a line at its foot."""

    def say(self, sentence: str) -> None:
        """Say something for a while."""


class Extras(QObject):
    """Opens what a window's menus offer besides the plan; one of each at the most."""

    def __init__(
        self,
        services: Services,
        *,
        printable: Printable,
        log_tail: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.printable = printable
        self._log_tail = log_tail
        self._open: dict[str, QWidget] = {}

    def first_brush(self, envelope: Envelope) -> Brush:
        """The brush to begin with: the usual needles, and the protocol's doses where it has one."""
        needles = {
            (usual.kind, usual.region): usual.needle
            for usual in self._services.preferences().usual_needles
        }
        brush = Brush(needles=MappingProxyType(needles))
        protocol = self._services.formulary().protocol(envelope.plan.protocol)
        return brush if protocol is None else brush.following(protocol)

    def show_formulary(self, parent: QWidget) -> None:
        """Open the clinic's formulary."""
        self._show_once("formulary", lambda: FormularyWindow(self._services, parent))

    def show_settings(self, parent: QWidget) -> None:
        """Open the settings of this workstation."""
        self._show_once("settings", lambda: self._settings(parent))

    def _settings(self, parent: QWidget) -> QWidget:
        services = self._services
        dialog = SettingsDialog(services.preferences(), services.formulary(), parent)
        dialog.chosen.connect(self._take_settings)
        return dialog

    def _take_settings(self, chosen: Preferences) -> None:
        """Remember the settings; what was remembered beside the dialog meanwhile stays."""
        now = self._services.preferences()
        names = ("operator", "hints_dismissed", "label_stock", "label_adjustments", "places")
        beside = {name: getattr(now, name) for name in names}
        self._services.prefer(chosen.replace(**beside))

    def name_operator(self, parent: QWidget) -> None:
        """Ask who is using the program now."""
        self._show_once("operator", lambda: self._operator(parent))

    def _operator(self, parent: QWidget) -> QWidget:
        dialog = OperatorDialog(self._services.preferences(), parent)
        dialog.chosen.connect(self._take_operator)
        return dialog

    def _take_operator(self, chosen: Preferences) -> None:
        now = self._services.preferences()
        self._services.prefer(now.replace(operator=chosen.operator))

    def show_manual(self, parent: QWidget, section: str = "") -> None:
        """Open the manual at what is about the page that is in front."""
        self._show_once("manual", lambda: HelpWindow(parent))
        window = self._open["manual"]
        if isinstance(window, HelpWindow):
            window.go_to(section)

    def show_shortcuts(self, parent: QWidget) -> None:
        """List all keys."""
        self._show_once("keys", lambda: KeysDialog(parent))

    def show_about(self, parent: QWidget) -> None:
        """Say what this is, which version, and what it is meant for."""
        self._show_once("about", lambda: AboutDialog(parent))

    def _show_once(self, name: str, make: Callable[[], QWidget]) -> None:
        """Show a window, or bring the one to the front that is open already."""
        window = self._open.get(name)
        if window is None:
            window = self._open[name] = make()
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.destroyed.connect(partial(self._forget, name))
        window.show()
        window.raise_()
        window.activateWindow()

    def _forget(self, name: str, _gone: QObject | None = None) -> None:
        self._open.pop(name, None)

    def hint_is_wanted(self, hint: str) -> bool:
        """Whether a hint has not been dismissed."""
        return hint not in self._services.preferences().hints_dismissed

    def dismiss_hint(self, hint: str) -> None:
        """Show a hint no more."""
        preferences = self._services.preferences()
        if hint not in preferences.hints_dismissed:
            dismissed = (*preferences.hints_dismissed, hint)
            self._services.prefer(preferences.replace(hints_dismissed=dismissed))

    def bring_back_hints(self, parent: Talkative) -> None:
        """Show every hint again."""
        self._services.prefer(self._services.preferences().replace(hints_dismissed=()))
        parent.say(_("All hints are shown again."))

    def copy_diagnostics(self, parent: Talkative) -> None:
        """Put what to report onto the clipboard; nothing of any patient is in it."""
        QGuiApplication.clipboard().setText(diagnostics(self._services, self._log_tail()))
        parent.say(_("Copied. Nothing of any patient is in it."))


def diagnostics(services: Services, log_tail: str) -> str:
    """Say which program runs on what, with the end of its log."""
    formulary: Formulary = services.formulary()
    chosen: Preferences = services.preferences()
    lines = [
        f"SpinePlanner {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"Qt platform {QGuiApplication.platformName()}, "
        f"scale {QGuiApplication.primaryScreen().devicePixelRatio():g}",
        f"{len(formulary.products)} products, {len(formulary.limits)} limits, "
        f"paper {chosen.paper}, theme {chosen.theme}, station {chosen.station}",
        "",
        log_tail,
    ]
    return "\n".join(lines)
