"""Labels as they are printed: words, places, borders and codes, on every stock."""

import ctypes
import math
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2  # type: ignore[import-untyped] # it has no stubs
import pypdfium2.raw as pdfium  # type: ignore[import-untyped] # nor here
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from spineplanner.domain.envelope import SheetState
from spineplanner.domain.formulary import Basis
from spineplanner.domain.label_stock import LEAST_SCALE_BP, Adjustment, LabelStock
from spineplanner.domain.labels import (
    CannotBePrinted,
    DoesNotFit,
    LabelLine,
    LabelRefusal,
    LabelSheet,
    LabelsRefusedError,
    OffThePage,
    StartBeyondPage,
    compose_labels,
)
from spineplanner.paper.label_layout import lay_out
from spineplanner.paper.labels import labels_pdf, labels_png, trial_pdf
from spineplanner.paper.metrics import text_width_mm
from spineplanner.resources import asset
from spineplanner.store.label_stocks import read_label_stocks
from spineplanner.wording.labels import label_refusal_sentence
from tests.paper.pages import POINT_MM
from tests.paper.scenes import LITERAL, NOW, sheet

STOCKS = {stock.id: stock for stock in read_label_stocks(asset("labels"))}
A4, LETTER, ROLL = STOCKS["a4-3x7"], STOCKS["letter-3x10"], STOCKS["roll-62"]
INSET_MM = 0.8
each_stock = pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
Box = tuple[float, float, float, float]


@cache
def labels(scene: str = "counted", spares: int = 0) -> LabelSheet:
    return compose_labels(sheet(scene), spares=spares)


def called(name: str, record_number: str | None = "EX-0001") -> LabelSheet:
    made = labels()
    return replace(made, patient=made.patient.replace(name=name, record_number=record_number))


def words(made: bytes) -> str:
    """Everything a document says, with single spaces between words."""
    with pypdfium2.PdfDocument(made) as opened:
        return " ".join(
            " ".join(str(page.get_textpage().get_text_bounded()).split()) for page in opened
        )


def label_words(made: bytes, stock: LabelStock, place: int) -> str:
    """What the first page says on one label."""
    left, top = (length / 1000 / POINT_MM for length in stock.corner_um(place))
    width, height = stock.label_width_um / 1000 / POINT_MM, stock.label_height_um / 1000 / POINT_MM
    with pypdfium2.PdfDocument(made) as opened:
        page = opened[0]
        foot = page.get_height() - top - height
        text = page.get_textpage().get_text_bounded(left, foot, left + width, foot + height)
    return " ".join(str(text).split())


@cache
def drawn(made: bytes) -> tuple[Box, ...]:
    """Left, top, width and height of what is drawn on the first page, between its lines' middles.

    The bounds that pdfium gives lie a whole thickness of the line outside of that.
    """
    found: list[Box] = []
    with pypdfium2.PdfDocument(made) as opened:
        height = opened[0].get_height()
        for shape in opened[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = shape.get_bounds()
            thick = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(shape.raw, ctypes.byref(thick))
            out = thick.value * math.hypot(*shape.get_matrix().get()[:2])
            x, y = left + out, height - top + out
            wide, high = right - left - 2 * out, top - bottom - 2 * out
            found.append((x * POINT_MM, y * POINT_MM, wide * POINT_MM, high * POINT_MM))
    return tuple(found)


def refusals(made: LabelSheet, stock: LabelStock, **options: object) -> tuple[LabelRefusal, ...]:
    with pytest.raises(LabelsRefusedError) as caught:
        labels_pdf(made, stock, **options)  # type: ignore[arg-type] # options of one test each
    return caught.value.reasons


@each_stock
def test_a_facet_label_says_everything_that_a_giver_and_a_checker_need(stock: LabelStock) -> None:
    said = label_words(labels_pdf(labels(), stock), stock, 0)
    for part in (
        "FACET",
        "L2–L3 facet LEFT",
        "1 of 10",
        "1 million viable cells",
        "Give 0.5 mL",
        "Draw to 0.55 mL",
        "EXAMPLE, Patient",
        "MRN EX-0001",
        "lot 2291-04",
        "Plasma-Lyte A",
        "Prepared",
        "Use by 24 Nov 2026, 12:54",
        "Initials",
        f"SP-2026-A-0113 rev 3 {labels().head.code}",
        "SAMPLE",
    ):
        assert part in said
    assert "PLANNED" not in said
    assert "REPRINT" not in said


def test_an_epidural_and_a_bag_are_labelled_by_route_and_a_bag_has_no_mark() -> None:
    made = labels_pdf(labels(), A4)
    epidural, bag = label_words(made, A4, 8), label_words(made, A4, 9)
    assert epidural.startswith("EPIDURAL 9 of 10 L4–L5 interlaminar 5 million viable cells")
    assert "INTRAVENOUS" in bag
    assert "vein, bag, 30 min" in bag
    assert "87 million viable cells" in bag
    assert "Give 100 mL" in bag
    assert "Draw to" not in bag


@each_stock
def test_before_the_count_a_label_is_planned_and_its_mark_is_blank(stock: LabelStock) -> None:
    made = labels_pdf(labels("worked", spares=1), stock)
    pages = 11 if stock is ROLL else 1
    with pypdfium2.PdfDocument(made) as opened:
        assert len(opened) == pages
    said = words(made)
    assert said.count("PLANNED") == 11
    assert said.count("Draw to mL") == 10
    assert not re.search(r"Draw to [\d.]", said)
    assert "Use by 2" not in said


def test_a_spare_bears_the_patient_and_blanks_for_site_number_and_amounts() -> None:
    said = label_words(labels_pdf(labels("counted", spares=1), A4), A4, 10)
    assert said.startswith("SPARE of 10 Route, site million viable cells Give mL Draw to mL")
    assert "EXAMPLE, Patient" in said
    assert "MRN EX-0001" in said
    assert not re.search(r"LEFT|RIGHT|FACET", said)


def test_labels_printed_again_say_so_and_keep_their_number() -> None:
    again = compose_labels(
        sheet("counted"), only=(3, 5, 6), earlier=(3, 5), reason="smudged", spares=1
    )
    said = words(labels_pdf(again, A4))
    assert said.count("REPRINT") == 2
    assert "3 of 10" in said
    assert "5 of 10" in said
    assert "6 of 10" in said
    assert "4 of 10" not in said


@pytest.mark.parametrize(
    ("state", "printed"), [(SheetState.DRAFT, "DRAFT"), (SheetState.APPROVED, "")]
)
def test_what_is_not_approved_says_its_state_on_every_label(
    state: SheetState, printed: str
) -> None:
    made = replace(labels(), head=replace(labels().head, state=state))
    said = words(labels_pdf(made, A4))
    assert "SAMPLE" not in said
    assert len(re.findall("DRAFT|APPROVED", said)) == (10 if printed else 0)


@each_stock
def test_every_code_is_read_back_with_its_container(stock: LabelStock) -> None:
    made = labels("worked", spares=1)
    found: list[str] = []
    for page in labels_png(made, stock, ppi=300):
        picture = Image.open(BytesIO(page)).convert("L")
        read = zxingcpp.read_barcodes(picture)
        found += [code.text for code in read]
    assert sorted(found) == sorted(label.code for label in made.labels)


@each_stock
def test_codes_are_read_from_a_coarse_printer_at_the_smallest_scale(stock: LabelStock) -> None:
    """Printers of rolls have 203 dots an inch."""
    smallest = Adjustment(scale_bp=LEAST_SCALE_BP)
    pages = labels_png(labels("worked"), stock, ppi=203, adjustment=smallest)
    pictures = [Image.open(BytesIO(page)).convert("L") for page in pages]
    found = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    assert sorted(found) == sorted(label.code for label in labels("worked").labels)


@each_stock
@pytest.mark.parametrize(
    "adjustment",
    [
        Adjustment(),
        Adjustment(offset_x_um=1_200, offset_y_um=-700),
        Adjustment(offset_x_um=-1_000, offset_y_um=400, scale_bp=10_080),
        Adjustment(scale_bp=9_700),
    ],
    ids=["exact", "moved", "scaled", "smaller"],
)
def test_borders_are_where_the_stocks_labels_are(stock: LabelStock, adjustment: Adjustment) -> None:
    made = drawn(labels_pdf(labels("worked"), stock, adjustment=adjustment))
    scale = adjustment.scale_bp / 10_000
    half_lines = [*[0.15] * 8, 0.35, 0.25]
    for place, half in enumerate(half_lines if stock is not ROLL else half_lines[:1]):
        x, y = (length / 1000 * scale for length in stock.corner_um(place))
        size = (stock.label_width_um / 1000, stock.label_height_um / 1000)
        border = (
            x + adjustment.offset_x_um / 1000 + (INSET_MM + half) * scale,
            y + adjustment.offset_y_um / 1000 + (INSET_MM + half) * scale,
            *((length - 2 * (INSET_MM + half)) * scale for length in size),
        )
        assert any(box == pytest.approx(border, abs=0.05) for box in made)


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_the_page_has_the_stocks_size(stock: LabelStock) -> None:
    with pypdfium2.PdfDocument(labels_pdf(labels(), stock)) as opened:
        for page in opened:
            size = tuple(length * POINT_MM for length in page.get_size())
            expected = (stock.page_width_um / 1000, stock.page_height_um / 1000)
            assert size == pytest.approx(expected, abs=0.1)


def test_41_labels_go_on_over_two_pages_and_a_start_over_three() -> None:
    made = labels("all-41")
    for start, pages in ((1, [21, 20]), (20, [2, 21, 18])):
        document = labels_pdf(made, A4, start=start)
        with pypdfium2.PdfDocument(document) as opened:
            said = [str(page.get_textpage().get_text_bounded()) for page in opened]
        assert [len(re.findall(r"\d+ of 41", text)) for text in said] == pages
    assert label_words(labels_pdf(made, A4, start=20), A4, 0) == ""
    assert "1 of 41" in label_words(labels_pdf(made, A4, start=20), A4, 19)


def ink(place: int) -> tuple[float, float]:
    """How dark a label's border is, and which share of it is white, along its left side."""
    picture = Image.open(BytesIO(labels_png(labels("counted", spares=1), A4, ppi=300)[0]))
    grey = picture.convert("L")
    left, top = (round(length / 1000 / 25.4 * 300) for length in A4.corner_um(place))
    width, height = round(2.0 / 25.4 * 300), round(38.1 / 25.4 * 300)
    strip = grey.crop((left, top + height // 5, left + width, top + height * 4 // 5))
    rows = [
        sum(strip.getpixel((x, y)) < 128 for x in range(strip.width))  # type: ignore[operator] # grey
        for y in range(strip.height)
    ]
    return sum(rows) / len(rows) / 300 * 25.4, sum(row == 0 for row in rows) / len(rows)


def test_the_three_routes_have_borders_that_differ_without_colour() -> None:
    facet, epidural, vein, spare = ink(0), ink(8), ink(9), ink(10)
    assert facet[0] == pytest.approx(0.3, abs=0.07)
    assert facet[1] == 0
    assert epidural[1] == pytest.approx(1 / 3, abs=0.1)
    assert vein[0] == pytest.approx(0.7, abs=0.12)
    assert vein[1] == 0
    assert spare[0] < 0.15
    assert spare[1] > 0.4


def test_everything_is_black_on_white() -> None:
    for page in labels_png(labels(), A4, ppi=60):
        picture = Image.open(BytesIO(page)).convert("RGB")
        reds, greens, blues = (picture.getchannel(band) for band in "RGB")
        assert reds.tobytes() == greens.tobytes() == blues.tobytes()


@each_stock
@pytest.mark.parametrize("scale_bp", [9_700, 10_000])
def test_no_letter_is_below_6_pt_and_route_and_site_are_bold_and_9_pt_or_more(
    stock: LabelStock, scale_bp: int
) -> None:
    document = labels_pdf(
        labels("worked", spares=1), stock, adjustment=Adjustment(scale_bp=scale_bp)
    )
    with pypdfium2.PdfDocument(document) as opened:
        for page in opened:
            text = page.get_textpage()
            said = text.get_text_range()
            sizes = [size_pt(text, index) for index in range(text.count_chars())]
            shown = [size for size, letter in zip(sizes, said, strict=False) if letter.strip()]
            assert min(shown) >= 6
            for word in re.finditer(r"FACET|EPIDURAL|INTRAVENOUS|L\d–[LS]\d|LEFT|RIGHT", said):
                assert min(sizes[word.start() : word.end()]) >= 9
                assert pdfium.FPDFText_GetFontWeight(text, word.start()) >= 700


def size_pt(text: pypdfium2.PdfTextPage, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    return float(pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d))


@each_stock
def test_no_letter_leaves_its_label_and_no_line_runs_into_another(stock: LabelStock) -> None:
    for layout in lay_out(labels("all-41", spares=1), stock):
        inner = INSET_MM + 1.0
        for run in layout.placed:
            assert run.x >= inner
            assert run.x + run.width <= stock.label_width_um / 1000 - inner + 0.001
            assert run.y <= stock.label_height_um / 1000 - inner
        for one in layout.placed:
            for other in layout.placed:
                apart = (
                    one.x + one.width <= other.x + 0.001 or other.x + other.width <= one.x + 0.001
                )
                level = abs(one.y - other.y)
                size = max(one.size_pt, other.size_pt) * POINT_MM
                assert one is other or apart or level >= 0.72 * min(size, other.size_pt * POINT_MM)
        code_left, code_top = layout.code_x, layout.code_y
        for run in layout.placed:
            beside = run.x + run.width <= code_left + 0.001
            assert beside or run.y <= code_top


def test_measured_widths_are_the_set_ones() -> None:
    """Every letter's box stays within what was measured for its run."""
    made, layouts = labels_pdf(labels(), ROLL), lay_out(labels(), ROLL)
    with pypdfium2.PdfDocument(made) as opened:
        text = opened[0].get_textpage()
        said = text.get_text_range()
        for run in (run for run in layouts[0].placed if run.text):
            start = said.index(run.text)
            lefts, rights = zip(
                *(
                    (box[0], box[2])
                    for box in map(text.get_charbox, range(start, start + len(run.text)))
                ),
                strict=True,
            )
            assert min(lefts) * POINT_MM == pytest.approx(1.5 + run.x, abs=0.4)
            assert max(rights) * POINT_MM == pytest.approx(1.5 + run.x + run.width, abs=0.4)


@pytest.mark.parametrize(("weight", "bold"), [("Regular", False), ("Bold", True)])
def test_advances_are_those_of_the_font_files(weight: str, bold: bool) -> None:  # noqa: FBT001 - a parameter of the test
    font = ImageFont.truetype(
        asset("fonts", f"Inter-{weight}.otf"), 2048, layout_engine=ImageFont.Layout.BASIC
    )
    for letter in "AaWi1 –.,µéÅŁЖΩßñ’(":
        measured = text_width_mm(letter, size_pt=72, bold=bold)
        assert measured == pytest.approx(font.getlength(letter) / 2048 * 25.4, rel=0.004)


def test_a_long_name_takes_two_lines() -> None:
    name = "Featherstonehaugh-Wolfeschlegel, Maximiliana Konstanzia"
    said = label_words(labels_pdf(called(name), A4), A4, 0)
    assert name in said


@each_stock
def test_a_name_that_does_not_fit_is_refused_for_every_label_and_never_cut(
    stock: LabelStock,
) -> None:
    found = refusals(called("W" * 120), stock)
    assert found == tuple(DoesNotFit(n, LabelLine.PATIENT, stock.name) for n in range(1, 11))
    sentence = label_refusal_sentence(found[2])
    assert "label 3" in sentence
    assert "patient’s name" in sentence


def test_a_record_number_and_a_lot_that_do_not_fit_are_refused_by_line() -> None:
    found = refusals(called("EXAMPLE", "8" * 120), A4)
    assert {refusal.line for refusal in found if isinstance(refusal, DoesNotFit)} == {
        LabelLine.IDENTIFIER
    }
    made = labels()
    first = replace(made.labels[0], lots=("9" * 120,))
    found = refusals(replace(made, labels=(first, *made.labels[1:])), A4)
    assert found == (DoesNotFit(1, LabelLine.CONTENT, A4.name),)


def test_what_people_type_is_printed_literally() -> None:
    said = words(labels_pdf(called(LITERAL[:39]), A4))
    assert said.count(" ".join(LITERAL[:39].split())) == 10


@pytest.mark.parametrize("name", ["דוד כהן", "محمد", "山田", "Åse 😀"])
def test_letters_that_the_fonts_lack_are_refused_by_line_and_code(name: str) -> None:
    found = refusals(called(name), A4)
    assert len(found) == 10
    assert isinstance(found[0], CannotBePrinted)
    assert (found[0].number, found[0].line) == (1, LabelLine.PATIENT)
    assert "U+" in label_refusal_sentence(found[0])


def test_names_of_europe_fit_and_are_printed() -> None:
    for name in ("Łukasz Żółć-Ørsted", "Жанна Константинова", "Μαρία Παπαδοπούλου"):
        assert name in words(labels_pdf(called(name), A4))


def test_a_start_beyond_the_page_and_a_shift_off_it_are_refused() -> None:
    assert refusals(labels(), A4, start=22) == (StartBeyondPage(22, 21),)
    shifted = Adjustment(offset_x_um=-8_000)
    assert refusals(labels(), A4, adjustment=shifted) == (OffThePage(A4.name),)


def test_a_stock_too_small_for_what_a_label_must_say_is_refused() -> None:
    tiny = A4.replace(label_width_um=40_000, label_height_um=20_000)
    assert all(isinstance(refusal, DoesNotFit) for refusal in refusals(labels(), tiny))


@pytest.mark.parametrize(
    ("wide", "high"), [(1, 1), (3_000, 3_000), (5_000, 40_000), (40_000, 9_000)]
)
def test_labels_that_are_far_too_small_are_refused_for_every_container(
    wide: int, high: int
) -> None:
    found = refusals(labels(), ROLL.replace(label_width_um=wide, label_height_um=high))
    assert [refusal.number for refusal in found if isinstance(refusal, DoesNotFit)] == [
        *range(1, 11)
    ]


def test_a_very_large_label_is_set_no_larger_and_whole() -> None:
    wide = ROLL.replace(
        page_width_um=300_000,
        page_height_um=300_000,
        label_width_um=290_000,
        label_height_um=290_000,
    )
    said = label_words(labels_pdf(labels(), wide), wide, 0)
    assert "L2–L3 facet LEFT" in said
    assert f"SP-2026-A-0113 rev 3 {labels().head.code}" in said


@each_stock
def test_labels_that_begin_on_the_last_place_go_on_over_the_pages(stock: LabelStock) -> None:
    document = labels_pdf(labels("all-41"), stock, start=stock.per_page)
    with pypdfium2.PdfDocument(document) as opened:
        said = [str(page.get_textpage().get_text_bounded()) for page in opened]
    counted = [len(re.findall(r"\d+ of 41", text)) for text in said]
    assert counted[0] == 1
    assert sum(counted) == 41
    assert max(counted) <= stock.per_page


def bold_or_refused(made: LabelSheet, stock: LabelStock) -> str | tuple[LabelRefusal, ...]:
    """The bold words of a single label, or why it has none."""
    try:
        (layout,) = lay_out(made, stock)
    except LabelsRefusedError as error:
        return error.reasons
    return " ".join(run.text for run in layout.placed if run.bold)


@given(
    name=st.text(st.sampled_from("Wi.-'Ø Жm éx"), min_size=1, max_size=120)
    .map(str.strip)
    .filter(bool)
)
def test_a_name_is_printed_in_full_or_refused_by_its_line(name: str) -> None:
    made = replace(called(name), labels=labels().labels[:1])
    for stock in STOCKS.values():
        found = bold_or_refused(made, stock)
        if isinstance(found, str):
            assert " ".join(name.split()) in found
        else:
            assert found == (DoesNotFit(1, LabelLine.PATIENT, stock.name),)


@each_stock
def test_the_same_labels_give_the_same_bytes(stock: LabelStock) -> None:
    assert labels_pdf(labels(), stock) == labels_pdf(labels(), stock)
    assert labels_pdf(labels(), stock) != labels_pdf(labels("worked"), stock)


def test_labels_are_tagged_archivable_and_accessible() -> None:
    made = labels_pdf(labels(), A4)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    with pypdfium2.PdfDocument(made) as opened:
        assert opened.is_tagged()
        assert opened.get_metadata_value("Title") == "Labels of plan SP-2026-A-0113, revision 3"


@each_stock
def test_a_test_sheet_frames_and_numbers_every_label_at_its_edge(stock: LabelStock) -> None:
    adjustment = Adjustment(offset_x_um=700, offset_y_um=-400, scale_bp=10_050)
    made = trial_pdf(stock, adjustment=adjustment, at=NOW)
    said = words(made).split()
    assert {str(number) for number in range(1, stock.per_page + 1)} <= set(said)
    lines = drawn(made)
    for place in range(stock.per_page):
        x, y = (length / 1000 for length in adjustment.moved_um(*stock.corner_um(place)))
        width, height = (
            length / 1000 * 1.005 for length in (stock.label_width_um, stock.label_height_um)
        )
        for edge in ((x, y, width, 0), (x, y + height, width, 0), (x, y, 0, height)):
            assert any(line == pytest.approx(edge, abs=0.05) for line in lines)


def test_a_sheet_is_dated_in_any_time_zone() -> None:
    london = NOW.astimezone(ZoneInfo("Europe/London"))
    assert trial_pdf(A4, at=london).startswith(b"%PDF")


def test_a_test_sheets_rulers_are_as_long_as_they_say() -> None:
    for scale in (10_000, 10_100):
        made = trial_pdf(A4, adjustment=Adjustment(scale_bp=scale), at=NOW)
        assert words(made).count("100 mm") == 2
        lengths = [max(line[2:]) for line in drawn(made) if max(line[2:]) > 80]
        assert lengths == pytest.approx([100 * scale / 10_000] * 2, abs=0.05)


def test_cells_are_counted_as_the_order_says() -> None:
    total = replace(labels(), basis=Basis.TOTAL)
    assert words(labels_pdf(total, A4)).count("1 million total cells") == 8
