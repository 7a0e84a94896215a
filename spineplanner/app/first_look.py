"""Reads the little of what was chosen that the first painted window can't do without."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = "preferences.json"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The theme, and the window's place as Qt saves it, in base64."""

    theme: str = "system"
    geometry: str = ""


def first_look(folder: Path) -> FirstLook:
    """Read theme and place of the window; what can't be read is as if nothing were chosen.

    The file is read again with all its rules once the window is painted, and what is wrong with
    it is said then.
    """
    try:
        chosen = json.loads((folder / FILE).read_bytes())
        places = dict(chosen.get("places", ()))
        return FirstLook(str(chosen.get("theme", "system")), str(places.get("window", "")))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return FirstLook()
