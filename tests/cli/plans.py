"""The worked example as plain JSON, to be spoilt in one place."""

import json
from pathlib import Path
from typing import Any

from spineplanner.resources import asset

Json = Any


def example() -> Json:
    return json.loads(asset("examples", "worked-example.json").read_bytes())


def spoilt(place: str, value: Json) -> Json:
    """The example with one field changed, such as "plan.aliquots.0.cells"."""
    document = example()
    *parents, last = place.split(".")
    here = document
    for part in parents:
        here = here[int(part) if part.isdecimal() else part]
    here[last] = value
    return document


def written(folder: Path, document: Json) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps(document), "utf-8")
    return path
