"""Reads the little of what was chosen that the first painted window can't do without."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = "preferences.json"


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The theme, the language, and the window's place as Qt saves it, in base64."""

    theme: str = "system"
    language: str = "en"
    geometry: str = ""


def first_look(folder: Path) -> FirstLook:
    """Read theme and place of the window; what can't be read is as if nothing were chosen.

    The file is read again with all its rules once the window is painted, and what is wrong with
    it is said then.
    """
    try:
        chosen = json.loads((folder / FILE).read_bytes())
        places = dict(chosen.get("places", ()))
        return FirstLook(
            theme=str(chosen.get("theme", "system")),
            language=str(chosen.get("language", "en")),
            geometry=str(places.get("window", "")),
        )
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return FirstLook()
