"""Which characters the sheets' fonts can print, known before anything is set."""

import json
from functools import cache, lru_cache

from spineplanner.resources import asset


@cache
def _printable() -> frozenset[int]:
    """Read the code points that every shipped face has, kept as first and last of each run."""
    runs = json.loads(asset("fonts", "coverage.json").read_text("utf-8"))
    return frozenset(code for first, last in runs for code in range(first, last + 1))


@lru_cache(maxsize=1024)
def unprintable(text: str) -> frozenset[str]:
    """The characters of a text that would not show on paper; line feeds need no glyph.

    Every label and every check asks of the same texts again: the answer is remembered.
    """
    return frozenset(
        character for character in text if character != "\n" and ord(character) not in _printable()
    )
