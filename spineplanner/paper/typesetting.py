"""Typst, kept warm: one compiler that sets whatever words it is given, by our fonts alone."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Literal, assert_never

import typst

from spineplanner.resources import asset


class Paper(StrEnum):
    """The paper a sheet is set for."""

    A4 = "a4"
    LETTER = "letter"


BODY_MM = {Paper.A4: 297.0 - 82, Paper.LETTER: 279.4 - 82}
"""The height between head and foot where names have a usual length, as the templates set them."""


_NO_BREAK_SPACE = "\u00a0"
_QUANTITY = re.compile(r"(?<=[\d.,]) (?=(?:million(?:/mL)?|mL|mg/kg|kg|°C|µm|min|h|y)\b|%)")
"""The space between a number and its unit, which stay on one line."""

_MAIN = b'#include "sheet.typ"'

_UNREAD = b"<!-- /* -->"
"""What a picture begins with: typst reads all that it is given as markup too, but no comment."""


def our_fonts() -> typst.Fonts:
    """The program's own fonts and no others, so that paper is the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[asset("fonts")],
    )


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=asset("worksheet"), font_paths=our_fonts())


def set_pages(
    words: Mapping[str, object],
    pictures: Mapping[str, str],
    *,
    paper: Paper,
    form: Literal["pdf", "png"],
    at: datetime,
    ppi: float | None = None,
) -> list[bytes]:
    """Set a sheet.

    Args:
        words: what the templates print; texts are only ever text there.
        pictures: SVG by the names that the templates or the words use.
        paper: what it is set for.
        form: "pdf" for one document (tagged, PDF/A-2a and PDF/UA-1), "png" for a picture a page.
        at: the document's date, of any zone, so that the same words and time give the same bytes.
        ppi: pixels per inch of the pictures.

    Returns:
        One document, or one picture a page.
    """
    text = _QUANTITY.sub(_NO_BREAK_SPACE, json.dumps(words, ensure_ascii=False))
    # Files and not inputs: with inputs that change, typst would set all of it anew.
    files = {
        "main.typ": _MAIN,
        "words.json": text.encode(),
        **{f"{name}.svg": _UNREAD + svg.encode() for name, svg in pictures.items()},
    }
    pages = _compiler().compile(
        files,  # type: ignore[type-var] # its stubs lack what it takes and its manual shows
        format=form,
        ppi=ppi,
        sys_inputs={"paper": paper.value},
        pdf_standards=["a-2a", "ua-1"] if form == "pdf" else [],
        timestamp=int(at.timestamp()),
    )
    return all_pages(pages)


def all_pages(set_: bytes | list[bytes] | None) -> list[bytes]:
    """What typst gave, whether one document, one picture or several.

    Raises:
        RuntimeError: it gave nothing.
    """
    match set_:
        case bytes():
            return [set_]
        case list():
            return set_
        case None:
            raise RuntimeError("typst gave no pages")
        case _:
            assert_never(set_)
