"""Reads the asset files of the anatomy, once, and refuses what cannot be drawn in one sentence."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from pydantic import ValidationError

from spineplanner.domain.anatomy import LumbarCount, Region, levels
from spineplanner.drawing.outlines import Outlines, RegionOutlines


class OutlineError(Exception):
    """The anatomy cannot be drawn; the message names file, field and reason."""


@cache
def load_outlines(folder: Path) -> Outlines:
    """Read the outlines of both regions: `<region>.json`, and one file a form in `forms/`.

    Raises:
        OutlineError: a file is missing, or holds what cannot be drawn.
    """
    return MappingProxyType({region: _read_region(folder, region) for region in Region})


def _read_region(folder: Path, region: Region) -> RegionOutlines:
    path = folder / f"{region}.json"
    data = _read_json(path)
    vertebrae = data.get("vertebrae")
    names = {
        str(vertebra.get("form"))
        for vertebra in (vertebrae.values() if isinstance(vertebrae, dict) else ())
        if isinstance(vertebra, dict)
    }
    # Strict validation takes lists for tuples from JSON text only: hence text again, below.
    forms = {name: _read_json(folder / "forms" / f"{name}.json") for name in sorted(names)}
    try:
        outlines = RegionOutlines.model_validate_json(json.dumps(data | {"forms": forms}))
        _check_levels(outlines, region)
    except ValidationError as error:
        raise OutlineError(_sentence(path, error)) from None
    except ValueError as error:
        raise OutlineError(f"{path.name}: {error}.") from None
    return outlines


def _sentence(path: Path, error: ValidationError) -> str:
    """Say where the first mistake is, and which it is."""
    first = error.errors(include_url=False, include_input=False)[0]
    file, place = path.name, [str(step) for step in first["loc"]]
    if place[:1] == ["forms"]:
        file, place = f"forms/{place[1]}.json", place[2:]
    reason = first["msg"].removeprefix("Value error, ")
    return ": ".join([file, *([".".join(place)] if place else []), f"{reason}."])


def _read_json(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise OutlineError(f"{path.name}: the file cannot be read.") from None
    except ValueError as error:
        raise OutlineError(f"{path.name}: this is not JSON: {error}.") from None
    if not isinstance(data, dict):
        raise OutlineError(f"{path.name}: the file does not hold an object.")
    return data


def _check_levels(outlines: RegionOutlines, region: Region) -> None:
    for lumbar_count in get_args(LumbarCount):
        stack = outlines.column_for(lumbar_count).vertebrae
        drawn = tuple(f"{upper}-{lower}" for (upper, _), (lower, _) in pairwise(stack))
        if drawn != levels(region=region, lumbar_count=lumbar_count):
            raise ValueError(f"the column for {lumbar_count} lumbar vertebrae has other levels")
        for _, measured_as in stack[:-1]:
            form = outlines.forms[outlines.vertebrae[measured_as].form]
            if form.below is None:
                raise ValueError(f"the form of {measured_as} does not say where its sites are")
        last = outlines.forms[outlines.vertebrae[stack[-1][1]].form]
        if (last.hiatus is not None) != (region is Region.LUMBAR):
            raise ValueError("the hiatus belongs to the last vertebra of the lumbar column")
