"""Reads a sheet's PDF back: its words, where they stand, how large they are, and its lines."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdfium2  # type: ignore[import-untyped] # it has no stubs
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # nor here

from spineplanner.domain.worksheet import SheetKind
from spineplanner.paper.sheets import pdf
from spineplanner.paper.typesetting import Paper
from tests.paper.scenes import sheet

POINT_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Letter:
    """One printed letter: its size in points, and its box in millimetres from the upper left."""

    character: str
    size_pt: float
    weight: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page in millimetres, with the heights of its lines of at least 100 mm."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]
    rules: tuple[float, ...]


@cache
def document(scene: str, kind: SheetKind = SheetKind.PREPARATION, paper: Paper = Paper.A4) -> bytes:
    """Set one of the scenes."""
    return pdf(sheet(scene, kind), paper=paper)


@cache
def pages(
    scene: str, kind: SheetKind = SheetKind.PREPARATION, paper: Paper = Paper.A4
) -> tuple[Page, ...]:
    """Read all pages of a scene's sheet."""
    with pypdfium2.PdfDocument(document(scene, kind, paper)) as opened:
        return tuple(_page(page) for page in opened)


def words(scene: str, kind: SheetKind = SheetKind.PREPARATION, paper: Paper = Paper.A4) -> str:
    """Everything a scene's sheet says, with single spaces for line breaks."""
    return " ".join(" ".join(page.text.split()) for page in pages(scene, kind, paper))


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    rules = sorted(
        (height - (bottom + top) / 2) * POINT_MM
        for left, bottom, right, top in _lines(page)
        if (right - left) * POINT_MM > 100 and (top - bottom) * POINT_MM < 1
    )
    return Page(
        width * POINT_MM,
        height * POINT_MM,
        text.get_text_bounded(),
        tuple(_letters(text, height)),
        tuple(rules),
    )


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        yield shape.get_bounds()


def _letters(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Letter]:
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) or not chr(code).strip():
            continue
        left, bottom, right, top = text.get_charbox(index)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        if matrix.b or matrix.c:  # the watermark slants
            continue
        size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
        yield Letter(
            chr(code),
            size,
            pdfium.FPDFText_GetFontWeight(text, index),
            left * POINT_MM,
            (height - top) * POINT_MM,
            right * POINT_MM,
            (height - bottom) * POINT_MM,
        )
