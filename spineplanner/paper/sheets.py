"""From a worksheet to its pages: words from wording, pictures from drawing, set by typst."""

from spineplanner.domain.worksheet import Worksheet
from spineplanner.paper.codes import qr_svg
from spineplanner.paper.pictures import spine_pictures
from spineplanner.paper.typesetting import BODY_MM, Paper, set_pages
from spineplanner.wording.sheet import sheet_text

SCREEN_PPI = 144.0


def pdf(sheet: Worksheet, *, paper: Paper) -> bytes:
    """Set a sheet as one PDF document."""
    return set_pages(_words(sheet, paper), form="pdf", at=sheet.head.printed_at)[0]


def png(sheet: Worksheet, *, paper: Paper, ppi: float = SCREEN_PPI) -> list[bytes]:
    """Set a sheet as one PNG picture a page."""
    return set_pages(_words(sheet, paper), form="png", at=sheet.head.printed_at, ppi=ppi)


def _words(sheet: Worksheet, paper: Paper) -> dict[str, object]:
    drawn = spine_pictures(sheet, body_mm=BODY_MM[paper])
    return {
        **sheet_text(sheet),
        "paper": paper.value,
        "lang": "en",
        "qr": qr_svg(sheet.head.scanned),
        "beside": drawn.beside,
        "pictures": [
            {"svg": picture.svg, "width": picture.width_mm, "height": picture.height_mm}
            for picture in drawn.pictures
        ],
    }
