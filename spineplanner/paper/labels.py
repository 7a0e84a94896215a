"""From labels to their pages: words placed on a stock and set by typst, and a sheet to test it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Literal

import typst

from spineplanner.domain.anatomy import Route
from spineplanner.domain.label_stock import Adjustment, LabelStock, spots
from spineplanner.domain.labels import (
    LabelRefusal,
    LabelSheet,
    LabelsRefusedError,
    OffThePage,
    StartBeyondPage,
)
from spineplanner.paper.codes import data_matrix_svg
from spineplanner.paper.label_layout import BORDER_INSET_MM, LabelLayout, Placed, lay_out
from spineplanner.paper.label_trial import trial_labels
from spineplanner.paper.typesetting import all_pages, our_fonts
from spineplanner.resources import asset
from spineplanner.wording.translate import _

SCREEN_PPI = 200.0
_BLANK_MM = 0.2
"""How thick a blank's line is."""

_SPARE = "spare"
"""What the template calls the border of a label without a route."""

Words = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Content:
    """What the template is given: the pages, and each code as SVG under its name."""

    words: Words
    codes: dict[str, str]


def labels_pdf(
    sheet: LabelSheet, stock: LabelStock, *, start: int = 1, adjustment: Adjustment | None = None
) -> bytes:
    """Set labels as one PDF document.

    Args:
        sheet: the labels.
        stock: what they are printed on, at actual size.
        start: the first free label of the first page, counted from 1 along the rows.
        adjustment: what makes up for the printer.

    Raises:
        LabelsRefusedError: a text does not fit or can't be printed, the page has no such label,
            or labels would lie off it. Nothing is cut.
    """
    content = _content(sheet, stock, start, adjustment or Adjustment())
    return _set(content, form="pdf", at=sheet.head.printed_at)[0]


def labels_png(
    sheet: LabelSheet,
    stock: LabelStock,
    *,
    start: int = 1,
    adjustment: Adjustment | None = None,
    ppi: float = SCREEN_PPI,
) -> list[bytes]:
    """Set labels as one PNG picture a page; as `labels_pdf` otherwise."""
    content = _content(sheet, stock, start, adjustment or Adjustment())
    return _set(content, form="png", at=sheet.head.printed_at, ppi=ppi)


def trial_pdf(stock: LabelStock, *, adjustment: Adjustment | None = None, at: datetime) -> bytes:
    """Set a page of numbered frames, crosses and rulers, to hold against a sheet of the stock.

    Args:
        stock: whose labels are framed.
        adjustment: what makes up for the printer so far.
        at: the document's date.

    Raises:
        LabelsRefusedError: labels would lie off the page.
    """
    return _set(_trial(stock, adjustment or Adjustment()), form="pdf", at=at)[0]


def trial_png(
    stock: LabelStock,
    *,
    adjustment: Adjustment | None = None,
    at: datetime,
    ppi: float = SCREEN_PPI,
) -> list[bytes]:
    """Set the same page as PNG."""
    return _set(_trial(stock, adjustment or Adjustment()), form="png", at=at, ppi=ppi)


def _content(sheet: LabelSheet, stock: LabelStock, start: int, adjustment: Adjustment) -> _Content:
    refusals: list[LabelRefusal] = []
    if not 1 <= start <= stock.per_page:
        refusals.append(StartBeyondPage(start, stock.per_page))
    if not adjustment.keeps_on_page(stock):
        refusals.append(OffThePage(stock.name))
    if refusals:
        raise LabelsRefusedError(*refusals)
    laid = lay_out(sheet, stock)
    places = spots(stock, count=len(laid), start=start)
    pages: list[list[Words]] = [[] for _page in range(places[-1].page + 1)] if places else []
    parts: dict[tuple[Placed, ...], int] = {}
    for index, (label, spot) in enumerate(zip(laid, places, strict=True)):
        used = [parts.setdefault(part, len(parts)) for part in (label.own, label.common)]
        x_um, y_um = adjustment.moved_um(*stock.corner_um(spot.place))
        pages[spot.page].append(
            {
                "x": x_um / 1000,
                "y": y_um / 1000,
                "route": label.route.value if label.route else _SPARE,
                "parts": used,
                "code": [f"code-{index}", *map(_short, _code_square(label))],
            }
        )
    title = _("Labels of plan {number}, revision {revision}").format(
        number=sheet.head.number, revision=sheet.head.revision
    )
    codes = {f"code-{index}": data_matrix_svg(label.code) for index, label in enumerate(laid)}
    words = _words(stock, adjustment, title, [_part(part) for part in parts], pages)
    return _Content(words, codes)


def _code_square(label: LabelLayout) -> tuple[float, float, float]:
    return label.code_x, label.code_y, label.code_mm


def _trial(stock: LabelStock, adjustment: Adjustment) -> _Content:
    if not adjustment.keeps_on_page(stock):
        raise LabelsRefusedError(OffThePage(stock.name))
    labels = trial_labels(stock, adjustment)
    page = [
        {"x": label["x"], "y": label["y"], "route": "", "parts": [index]}
        for index, label in enumerate(labels)
    ]
    return _Content(_words(stock, adjustment, _("Test sheet for labels"), labels, [page]), {})


def _words(
    stock: LabelStock,
    adjustment: Adjustment,
    title: str,
    parts: Sequence[Words],
    pages: Sequence[Sequence[Words]],
) -> Words:
    """Give the template everything but the codes; labels name their parts by place."""
    return {
        "title": title,
        "lang": "en",
        "width": stock.page_width_um / 1000,
        "height": stock.page_height_um / 1000,
        "scale": adjustment.scale_bp / 100,
        "label": {
            "width": stock.label_width_um / 1000,
            "height": stock.label_height_um / 1000,
            "inset": BORDER_INSET_MM,
        },
        "routes": ["", _SPARE, *Route],
        "alt": _("Code with plan number, revision, check code and container"),
        "parts": parts,
        "pages": pages,
    }


def _part(part: Sequence[Placed]) -> Words:
    """Some lines of a label: its words, and its blanks as lines."""
    return {
        "words": [[_short(p.x), _short(p.y), p.size_pt, p.bold, p.text] for p in part if p.text],
        "rules": [
            [_short(p.x), _short(p.y + _BLANK_MM), _short(p.width), 0, _BLANK_MM]
            for p in part
            if not p.text
        ],
    }


def _short(length_mm: float) -> float:
    """Leave micrometres: no printer does better, and reading digits takes time."""
    return round(length_mm, 3)


@cache
def _compiler() -> typst.Compiler:
    folder = asset("labels")
    return typst.Compiler(folder / "labels.typ", root=folder, font_paths=our_fonts())


def _set(
    content: _Content, *, form: Literal["pdf", "png"], at: datetime, ppi: float | None = None
) -> list[bytes]:
    """Set the pages; PDF is tagged, PDF/A-2a and PDF/UA-1."""
    words: Mapping[str, object] = {
        **content.words,
        "date": {"year": at.year, "month": at.month, "day": at.day},
    }
    pages = _compiler().compile(
        format=form,
        ppi=ppi,
        sys_inputs={"data": json.dumps(words, ensure_ascii=False), **content.codes},
        pdf_standards=["a-2a", "ua-1"] if form == "pdf" else [],
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    return all_pages(pages)
