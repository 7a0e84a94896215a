"""Two small dialogs: the settings of this workstation, and who is using the program."""

from collections.abc import Callable
from functools import partial
from string import ascii_uppercase

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.formulary import Formulary
from spineplanner.resources import asset
from spineplanner.ui.cards import Card, plain_label
from spineplanner.ui.fields import ChoiceField, Field, LineField, Option
from spineplanner.ui.preferences import Preferences, UsualNeedle
from spineplanner.wording import numbers
from spineplanner.wording.formulary import place_name
from spineplanner.wording.translate import DOMAIN, _

Place = tuple[SiteKind, Region | None]

NEEDLE_PLACES: tuple[Place, ...] = (
    (SiteKind.FACET, Region.LUMBAR),
    (SiteKind.FACET, Region.CERVICAL),
    (SiteKind.EPIDURAL, Region.LUMBAR),
    (SiteKind.EPIDURAL, Region.CERVICAL),
    (SiteKind.CAUDAL, Region.LUMBAR),
    (SiteKind.VEIN, None),
)
"""The kinds of site that a usual needle is chosen for, as sites say their region."""

ENGLISH = "en"


def languages() -> list[str]:
    """The languages that the program can speak: English, and those with a catalogue."""
    try:
        folder = asset("locale")
    except FileNotFoundError:
        return [ENGLISH]
    found = {path.parts[-3] for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return [ENGLISH, *sorted(found - {ENGLISH})]


def _language_name(code: str) -> str:
    locale = QLocale(code.replace("-", "_"))
    return "English" if code == ENGLISH else locale.nativeLanguageName() or code


class SettingsDialog(QDialog):
    """What a person chooses for this workstation; `chosen` carries all of it, on "Keep"."""

    chosen = Signal(object)

    def __init__(
        self, preferences: Preferences, formulary: Formulary, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self._preferences = preferences
        self.fields: dict[str, Field] = {}
        self.needles: dict[Place, ChoiceField] = {}
        page = QWidget(self)
        page.setProperty("look", "plain")
        cards = QVBoxLayout(page)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(10)
        cards.addWidget(self._workstation(page))
        cards.addWidget(self._program(page))
        cards.addWidget(self._usual_needles(formulary, page))
        cards.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(_buttons(self, self.keep))
        character = self.fontMetrics().averageCharWidth()
        self.resize(92 * character, 80 * character)

    def _workstation(self, parent: QWidget) -> Card:
        card = Card(_("This workstation"), parent)
        grid = QGridLayout()
        card.body.addLayout(grid)
        letters: list[Option] = [(letter, letter) for letter in ascii_uppercase]
        station = ChoiceField(_("&Station letter"), letters, can_unsay=False, parent=card)
        station.show_remark(_("It stands in every plan number: give each workstation its own."))
        papers: list[Option] = [("a4", "A4"), ("letter", "US Letter")]
        places = {
            "clinic": (LineField(_("&Clinic"), parent=card), 0, 0),
            "room": (LineField(_("&Room"), parent=card), 0, 1),
            "station": (station, 1, 0),
            "paper": (ChoiceField(_("&Paper"), papers, can_unsay=False, parent=card), 1, 1),
        }
        for name, (field, row, place) in places.items():
            self._add(name, field)
            grid.addWidget(field, row, place, Qt.AlignmentFlag.AlignTop)
        return card

    def _program(self, parent: QWidget) -> Card:
        card = Card(_("The program"), parent)
        grid = QGridLayout()
        card.body.addLayout(grid)
        themes: list[Option] = [
            ("system", _("as the system")),
            ("light", _("light")),
            ("dark", _("dark")),
        ]
        spoken: list[Option] = [(code, _language_name(code)) for code in languages()]
        theme = ChoiceField(_("&Theme"), themes, can_unsay=False, parent=card)
        theme.show_remark(_("Sheets and their preview stay white."))
        language = ChoiceField(_("&Language"), spoken, can_unsay=False, parent=card)
        language.show_remark(_("Another language is spoken from the next start."))
        for place, (name, field) in enumerate((("theme", theme), ("language", language))):
            self._add(name, field)
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        return card

    def _usual_needles(self, formulary: Formulary, parent: QWidget) -> Card:
        card = Card(_("Usual needles"), parent)
        explained = plain_label(
            _("A new aliquot gets the usual needle of its site; what the needle keeps is added."),
            look="quiet",
            points=9,
            parent=card,
        )
        explained.setWordWrap(True)
        card.body.addWidget(explained)
        grid = QGridLayout()
        card.body.addLayout(grid)
        chosen = {(u.kind, u.region): u.needle for u in self._preferences.usual_needles}
        options: list[Option] = [
            (
                needle.id,
                _("{needle}, keeps {volume}").format(
                    needle=needle.name, volume=numbers.volume(needle.keeps_ul)
                ),
            )
            for needle in formulary.needles
        ]
        for index, place in enumerate(NEEDLE_PLACES):
            field = ChoiceField(place_name(*place), options, parent=card)
            field.show_value(chosen.get(place))
            field.committed.connect(field.show_value)
            field.committed.connect(partial(self._take_needle, place))
            self.needles[place] = field
            grid.addWidget(field, index // 2, index % 2)
        return card

    def _add(self, name: str, field: Field) -> None:
        self.fields[name] = field
        field.show_value(getattr(self._preferences, name))
        field.committed.connect(partial(self._take, name))

    def _take(self, name: str, value: object) -> None:
        self._preferences = self._preferences.replace(**{name: value})
        self.fields[name].show_value(value)

    def _take_needle(self, place: Place, needle: str | None) -> None:
        kind, region = place
        others = (
            usual
            for usual in self._preferences.usual_needles
            if (usual.kind, usual.region) != place
        )
        own = () if needle is None else (UsualNeedle(kind=kind, region=region, needle=needle),)
        self._preferences = self._preferences.replace(usual_needles=(*others, *own))

    def keep(self) -> None:
        """Say what is chosen and close; wrong text is shown instead."""
        fields: list[Field] = [*self.fields.values(), *self.needles.values()]
        for field in fields:
            field.commit()
        wrong = [field for field in fields if field.is_refused]
        if wrong:
            wrong[0].take_focus()
            return
        self.chosen.emit(self._preferences)
        self.accept()


class OperatorDialog(QDialog):
    """Asks who is using the program now, by name; it is no password."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Operator"))
        self._preferences = preferences
        self.name = LineField(_("&Name"), parent=self)
        self.name.show_remark(_("Printed on sheets as who printed them."))
        self.name.show_value(preferences.operator)
        self.name.committed.connect(self._take)
        self.name.entry.entered.connect(self.keep)
        column = QVBoxLayout(self)
        heading = _("Who is using the program now?")
        column.addWidget(plain_label(heading, weight=QFont.Weight.DemiBold, parent=self))
        column.addWidget(self.name)
        column.addWidget(_buttons(self, self.keep))
        self.setMinimumWidth(48 * self.fontMetrics().averageCharWidth())
        self.name.take_focus()

    def _take(self, name: str | None) -> None:
        self._preferences = self._preferences.replace(operator=name)
        self.name.show_value(name)

    def keep(self) -> None:
        """Say who it is and close; a name that can't be printed is shown instead."""
        self.name.commit()
        if not self.name.is_refused:
            self.chosen.emit(self._preferences)
            self.accept()


def _buttons(dialog: "SettingsDialog | OperatorDialog", keep: Callable[[], None]) -> QWidget:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    box.rejected.connect(dialog.reject)
    kept = QPushButton(_("&Keep"), box)
    kept.setProperty("look", "primary")
    kept.setDefault(True)
    kept.clicked.connect(keep)
    box.addButton(kept, QDialogButtonBox.ButtonRole.ActionRole)
    return box
