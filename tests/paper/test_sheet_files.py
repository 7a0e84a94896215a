"""The files: the same bytes for the same sheet, accessible, archivable, and scanned back."""

import re
from dataclasses import replace
from datetime import UTC, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2  # type: ignore[import-untyped] # it has no stubs
import pytest
import zxingcpp
from PIL import Image

from spineplanner.domain.envelope import SheetState
from spineplanner.domain.worksheet import SheetKind, Worksheet
from spineplanner.drawing.palette import GREY
from spineplanner.drawing.shapes import Role
from spineplanner.paper.pictures import spine_pictures
from spineplanner.paper.sheets import pdf, png
from spineplanner.paper.typesetting import BODY_MM, Paper
from tests.paper.pages import document, pages
from tests.paper.scenes import sheet


def stated(state: SheetState) -> Worksheet:
    """The worked example's sheet in another state."""
    worked = sheet("worked")
    return replace(worked, head=replace(worked.head, state=state))


def slanting(made: bytes) -> str:
    """The word behind the first page's words: it is painted first."""
    with pypdfium2.PdfDocument(made) as opened:
        text = str(opened[0].get_textpage().get_text_bounded())
    return text.split("\n", maxsplit=1)[0].strip()


def test_a_sheet_is_set_by_the_clock_of_a_place() -> None:
    worked = sheet("worked")
    there = worked.head.printed_at.astimezone(ZoneInfo("America/New_York"))
    made = pdf(replace(worked, head=replace(worked.head, printed_at=there)), paper=Paper.A4)
    with pypdfium2.PdfDocument(made) as opened:
        made_at = opened.get_metadata_value("CreationDate")
    assert made_at == f"D:{worked.head.printed_at.astimezone(UTC):%Y%m%d%H%M%S}Z"


@pytest.mark.parametrize("kind", SheetKind)
def test_the_same_plan_and_time_give_the_same_bytes(kind: SheetKind) -> None:
    again = pdf(sheet("worked", kind), paper=Paper.A4)
    assert again == document("worked", kind)


def test_another_time_gives_other_bytes() -> None:
    worked = sheet("worked")
    later = replace(
        worked, head=replace(worked.head, printed_at=worked.head.printed_at + timedelta(minutes=1))
    )
    assert pdf(later, paper=Paper.A4) != document("worked")


@pytest.mark.parametrize("kind", SheetKind)
def test_a_sheet_is_tagged_archivable_and_accessible(kind: SheetKind) -> None:
    made = document("worked", kind)
    assert b"/StructTreeRoot" in made
    assert b"/MarkInfo" in made
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    with pypdfium2.PdfDocument(made) as opened:
        assert opened.is_tagged()
        assert "SP-2026-A-0113" in opened.get_metadata_value("Title")


@pytest.mark.parametrize("paper", Paper)
def test_the_code_on_every_page_is_read_back(paper: Paper) -> None:
    worked = sheet("worked")
    for page in png(worked, paper=paper, ppi=150):
        (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(page)).convert("L"))
        number, revision, code = found.text.split()
        assert (number, int(revision), code) == (
            worked.head.number,
            worked.head.revision,
            worked.head.code,
        )


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.A4, (210.0, 297.0)), (Paper.LETTER, (215.9, 279.4))]
)
def test_the_paper_is_the_one_asked_for(paper: Paper, size: tuple[float, float]) -> None:
    for page in pages("worked", SheetKind.PREPARATION, paper):
        assert (page.width, page.height) == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize("state", [s for s in SheetState if s is not SheetState.APPROVED])
def test_what_is_not_approved_has_its_state_behind_the_words(state: SheetState) -> None:
    assert slanting(pdf(stated(state), paper=Paper.A4)) == state.value


def test_what_is_approved_has_no_watermark() -> None:
    made = pdf(stated(SheetState.APPROVED), paper=Paper.A4)
    assert slanting(made) == "Preparation worksheet"


def test_pdf_and_pictures_have_the_same_pages() -> None:
    pictures = png(sheet("worked"), paper=Paper.A4, ppi=50)
    assert len(pictures) == len(pages("worked"))


def test_everything_is_grey_and_what_is_behind_the_words_is_pale() -> None:
    for made in png(sheet("worked"), paper=Paper.A4, ppi=60):
        page = Image.open(BytesIO(made)).convert("RGB")
        reds, greens, blues = (page.getchannel(band) for band in "RGB")
        assert reds.tobytes() == greens.tobytes() == blues.tobytes()
        tones = page.convert("L").histogram()
        behind = max(range(200, 255), key=lambda tone: tones[tone])
        assert tones[behind] > 5_000
        assert behind >= 0xEB


@pytest.mark.parametrize(("scene", "shown"), [("worked", 1), ("twenty-mixed", 2)])
def test_a_picture_is_read_aloud_once_though_it_is_painted_in_layers(
    scene: str, shown: int
) -> None:
    assert len(spine_pictures(sheet(scene), body_mm=BODY_MM[Paper.A4]).pictures) == shown
    assert document(scene).count(b"/S/Figure") == shown


def test_facets_and_epidurals_differ_in_shape_and_tone_without_colour() -> None:
    (drawn,) = spine_pictures(sheet("worked"), body_mm=BODY_MM[Paper.A4]).pictures
    assert GREY[Role.FACET_FILLED].fill != GREY[Role.EPIDURAL_FILLED].fill
    facets = re.findall(rf'd="([^"]+)" fill="{GREY[Role.FACET_FILLED].fill}"', drawn.svg)
    windows = re.findall(rf'd="([^"]+)" fill="{GREY[Role.EPIDURAL_FILLED].fill}"', drawn.svg)
    assert len(facets) == 8
    assert len(windows) == 1
    assert all("C" in outline.upper() for outline in facets)
    assert "C" not in windows[0].upper()
