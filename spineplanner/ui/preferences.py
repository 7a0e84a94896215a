"""What a person has chosen for this workstation; nothing of any patient."""

from typing import Literal

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.label_stock import Adjustment
from spineplanner.domain.values import Key, Line, Value


class UsualNeedle(Value):
    """The needle that is usual for a kind of site in a region."""

    kind: SiteKind
    region: Region | None = None
    needle: Key


class StockAdjustment(Value):
    """What makes up for this workstation's printer on a label stock."""

    stock: Key
    adjustment: Adjustment


class Preferences(Value):
    """Clinic, room, station letter, paper, language, theme, usual needles, labels, places."""

    clinic: Line | None = None
    room: Line | None = None
    station: Literal[
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
        "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z",
    ] = "A"  # fmt: skip
    operator: Line | None = None
    paper: Literal["a4", "letter"] = "a4"
    language: Key = "en"
    theme: Literal["system", "light", "dark"] = "system"
    usual_needles: tuple[UsualNeedle, ...] = ()
    hints_dismissed: tuple[Key, ...] = ()
    label_stock: Key | None = None
    label_adjustments: tuple[StockAdjustment, ...] = ()
    places: tuple[tuple[Key, str], ...] = ()
    """Geometry and splitters, as Qt saves them, in base64, by the name of what they are of."""
