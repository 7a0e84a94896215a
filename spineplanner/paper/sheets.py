"""From a worksheet to its pages: words from wording, pictures from drawing, set by typst."""

from spineplanner.domain.worksheet import Worksheet
from spineplanner.paper.codes import qr_svg
from spineplanner.paper.pictures import spine_pictures
from spineplanner.paper.typesetting import BODY_MM, Paper, set_pages
from spineplanner.wording.sheet import sheet_text

SCREEN_PPI = 144.0


def pdf(sheet: Worksheet, *, paper: Paper) -> bytes:
    """Set a sheet as one PDF document."""
    words, pictures = _content(sheet, paper)
    return set_pages(words, pictures, paper=paper, form="pdf", at=sheet.head.printed_at)[0]


def png(sheet: Worksheet, *, paper: Paper, ppi: float = SCREEN_PPI) -> list[bytes]:
    """Set a sheet as one PNG picture a page."""
    words, pictures = _content(sheet, paper)
    return set_pages(words, pictures, paper=paper, form="png", at=sheet.head.printed_at, ppi=ppi)


def _content(sheet: Worksheet, paper: Paper) -> tuple[dict[str, object], dict[str, str]]:
    """Give the words of a sheet, and its pictures as SVG under the names that the words use."""
    drawn = spine_pictures(sheet, body_mm=BODY_MM[paper])
    named = {f"picture-{place}": picture for place, picture in enumerate(drawn.pictures)}
    words = {
        **sheet_text(sheet),
        "lang": "en",
        "beside": drawn.beside,
        "pictures": [
            {
                "name": name,
                "bones": f"{name}-bones",
                "width": picture.width_mm,
                "height": picture.height_mm,
            }
            for name, picture in named.items()
        ],
    }
    svgs = {name: picture.svg for name, picture in named.items()}
    bones = {f"{name}-bones": picture.bones for name, picture in named.items()}
    return words, {"qr": qr_svg(sheet.head.scanned), **svgs, **bones}
