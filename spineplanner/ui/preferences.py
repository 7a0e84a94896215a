"""What a person has chosen for this workstation; nothing of any patient."""

from typing import Literal

from spineplanner.domain.anatomy import Region, SiteKind
from spineplanner.domain.values import Key, Line, Value


class UsualNeedle(Value):
    """The needle that is usual for a kind of site in a region."""

    kind: SiteKind
    region: Region | None = None
    needle: Key


class Preferences(Value):
    """Clinic, room, station letter, paper, language, theme, usual needles and window places."""

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
    places: tuple[tuple[Key, str], ...] = ()
    """Geometry and splitters, as Qt saves them, in base64, by the name of what they are of."""
