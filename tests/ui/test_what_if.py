"""The charts beside the plan: what they show, say and assume, and what goes out of them."""

import csv
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import pypdfium2  # type: ignore[import-untyped]  # it comes without types
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.app.chart_spread import usual_spread
from spineplanner.app.charts import chart_of
from spineplanner.app.thinking import Cancelled, Thinker
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.prepare import prepare
from spineplanner.domain.stability import StabilityPoint
from spineplanner.ui import chart_paper, files, theme
from spineplanner.ui.chart import Chart, Question, Shape, Topic
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from spineplanner.ui.what_if_window import WhatIfWindow, topics
from tests.ui.conftest import MakeSnapshot

POINTS = (
    StabilityPoint(minutes=0, viability_bp=9440),
    StabilityPoint(minutes=90, viability_bp=8110),
    StabilityPoint(minutes=385, viability_bp=5900),
)


class FilePrinters:
    """A printer that prints into a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def any(self) -> bool:
        return True

    def choose(self, parent: QWidget, *, paper: str, pages: int) -> QPrinter | None:
        del parent, paper
        assert pages == 1
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return printer


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WhatIfWindow:
    printers = FilePrinters(tmp_path / "printed.pdf")
    made = WhatIfWindow(usual_spread(), paper="a4", printers=printers)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def asked(window: WhatIfWindow) -> list[Question]:
    """What the window asks; nobody answers."""
    questions: list[Question] = []
    window.chart_wanted.connect(questions.append)
    return questions


def work(window: WhatIfWindow, snapshot: Snapshot) -> None:
    """Answer at once whatever the window asks of a plan, and show it."""

    def answer(question: Question) -> None:
        window.show_answer(chart_of(snapshot, question))

    window.chart_wanted.connect(answer)
    window.show_snapshot(snapshot)
    window.show()


def turn_to(window: WhatIfWindow, topic: Topic) -> Chart:
    QTest.mouseClick(window.buttons[topic], Qt.MouseButton.LeftButton)
    chart = window.page.chart
    assert chart is not None
    assert chart.topic is topic
    return chart


def rows_of(window: WhatIfWindow) -> list[tuple[str, ...]]:
    rows = window.page.rows
    return [rows.row_words(row) for row in range(rows.rowCount())]


def said(window: WhatIfWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def outlet(window: WhatIfWindow, words: str) -> QPushButton:
    return next(b for b in window.outlets if words in b.text().replace("&", ""))


def with_points(
    formulary: Formulary, envelope: Envelope, points: tuple[StabilityPoint, ...] = POINTS
) -> Formulary:
    return formulary.replace(
        products=tuple(
            product.replace(stability_points=points)
            if product.id == envelope.plan.supply.product
            else product
            for product in formulary.products
        )
    )


def test_the_vials_are_drawn_with_todays_point_and_every_step(
    window: WhatIfWindow, snapshot: Snapshot
) -> None:
    work(window, snapshot)
    chart = window.page.chart
    assert chart is not None
    line, steps, today = chart.series
    assert today.points == ((85.0, 6),)
    assert (82.09, 6) in steps.points
    assert {point for point in line.points if 82.0 <= point[0] <= 82.1} >= {(82.08, 7), (82.09, 6)}
    assert ("82.09 % to 98.61 % (today: 85 %)", "6") in rows_of(window)
    assert "Today, at 85 %: 6 vials. Below 82.09 % it takes 7." in said(window)
    assert "The recovery stays at 90 %." in said(window)
    assert [mark.words for mark in chart.marks] == ["Today: 85 %", "On hand: 8"]


def test_many_vials_on_hand_do_not_press_the_steps_flat(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    supply = example.plan.supply
    lots = tuple(lot.replace(on_hand=200) for lot in supply.lots)
    work(window, make_snapshot(example.plan.replace(supply=supply.replace(lots=lots))))
    chart = window.page.chart
    assert chart is not None
    assert max(y or 0 for _x, y in chart.series[0].points) == 10
    assert chart.y_top == 11
    assert [mark.words for mark in chart.marks] == ["Today: 85 %"]
    assert "On hand are 200 vials, above what is drawn." in said(window)


def test_vials_that_are_kept_apart_are_said_to_be(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope, formulary: Formulary
) -> None:
    apart = formulary.replace(
        protocols=tuple(protocol.replace(pooling=False) for protocol in formulary.protocols)
    )
    preparation = prepare(example.plan, apart)
    work(window, make_snapshot(example, formulary=apart, preparation=preparation))
    assert "Vials are kept apart, and each syringe filled from the first" in said(window)
    turn_to(window, Topic.SPREAD)
    assert "The vials are kept apart, and all those of a lot" in said(window)


def test_where_the_viability_does_not_enter_the_sum_a_sentence_says_so(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    basis = example.plan.supply.dose_basis
    supply = example.plan.supply.replace(label_basis=basis)
    work(window, make_snapshot(example.plan.replace(supply=supply)))
    assert basis is Basis.VIABLE
    assert "the viability does not enter the sum" in said(window)


def test_the_worked_example_fades_by_figures_that_are_said_to_be_taken_over(
    window: WhatIfWindow, snapshot: Snapshot
) -> None:
    work(window, snapshot)
    chart = turn_to(window, Topic.FADING)
    _curve, measured = chart.series
    assert [minute for minute, _cells in measured.points] == [0, 90, 385]
    assert "The measurements (inferred or chosen): Taken over, not from this label" in said(window)
    assert window.page.picture is not None


def test_without_measurements_there_is_a_sentence_and_no_curve(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope, formulary: Formulary
) -> None:
    work(window, make_snapshot(example, formulary=with_points(formulary, example, ())))
    assert window.page.picture is not None
    chart = turn_to(window, Topic.FADING)
    assert chart.series == ()
    assert window.page.picture is None
    assert not window.page.rows.isVisible()
    assert "none is made up" in said(window)
    assert not any(button.isEnabled() for button in window.outlets)


def test_cells_fade_as_measured_with_the_use_by_and_the_planned_times(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope, formulary: Formulary
) -> None:
    planned = example.plan.procedure.at
    assert planned is not None
    record = example.record.replace(thaw_ended_at=planned - timedelta(minutes=60))
    thawed = make_snapshot(
        example.replace(record=record), formulary=with_points(formulary, example)
    )
    work(window, thawed)
    chart = turn_to(window, Topic.FADING)
    marks = {mark.words: mark.at for mark in chart.marks}
    assert marks["Use by"] == 300
    assert marks["Planned procedure"] == 60
    _curve, measured = chart.series
    start, later, last = (y or 0 for _x, y in measured.points)
    assert later / start == pytest.approx(0.8110 / 0.9440)
    assert last / start == pytest.approx(0.59 / 0.9440)
    assert [row[0] for row in rows_of(window)] == ["0", "60", "90", "270", "300", "385"]


def test_doses_stand_level_by_level_with_what_was_ordered(
    window: WhatIfWindow, snapshot: Snapshot
) -> None:
    work(window, snapshot)
    chart = turn_to(window, Topic.DOSES)
    assert [name for _x, name in chart.ticks] == ["L2–L3", "L3–L4", "L4–L5", "L5–S1"]
    left, right, epidural, ordered = chart.series
    assert [s.shape for s in chart.series[:3]] == [
        Shape.SOLID_BARS,
        Shape.HOLLOW_BARS,
        Shape.RUNGED_BARS,
    ]
    assert all(a[0] < b[0] for a, b in zip(left.points, right.points, strict=True))
    assert len(epidural.points) == 1
    assert sorted(y or 0 for _x, y in ordered.points) == [1] * 8 + [5]
    assert ("L4–L5", "epidural", "5", "5.03", "+0.7 %") in rows_of(window)


def test_a_better_count_makes_the_intervals_narrower_and_says_so(
    window: WhatIfWindow, snapshot: Snapshot
) -> None:
    work(window, snapshot)
    before = turn_to(window, Topic.SPREAD).series[0].spans[0]
    entry = window.spread.count.entries()[0]
    assert "hemacytometer" in entry.accessibleDescription()
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    QTest.keySequence(entry, "Ctrl+A")
    QTest.keyClicks(entry, "3.6")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    chart = window.page.chart
    assert chart is not None
    after = chart.series[0].spans[0]
    assert before[0] < after[0] < after[1] < before[1]
    assert "a count is off by 3.6 % and each volume that a syringe measures" in said(window)
    assert "Probability that the vials to thaw suffice" in said(window)


def test_a_wrong_coefficient_stays_with_its_reason_and_asks_nothing(
    window: WhatIfWindow, snapshot: Snapshot, asked: list[Question]
) -> None:
    work(window, snapshot)
    turn_to(window, Topic.SPREAD)
    before = len(asked)
    entry = window.spread.syringe.entries()[0]
    QTest.keySequence(entry, "Ctrl+A")
    QTest.keyClicks(entry, "much")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert window.spread.syringe.is_refused
    assert len(asked) == before


def test_it_follows_the_plan_and_asks_only_where_the_plan_changed(
    window: WhatIfWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot, asked: list[Question]
) -> None:
    window.show_snapshot(snapshot)
    window.show_snapshot(replace(snapshot, selection=(snapshot.plan.aliquots[0].site,)))
    assert len(asked) == 1
    window.show_answer(chart_of(snapshot, asked[0]))
    fewer = snapshot.plan.replace(aliquots=snapshot.plan.aliquots[:-1])
    window.show_snapshot(make_snapshot(fewer))
    assert len(asked) == 2
    assert not any(button.isEnabled() for button in window.outlets)
    window.show_answer(chart_of(make_snapshot(fewer), asked[1]))
    assert window.page.chart is not None
    assert window.page.chart.series[2].points == ((85.0, 1),)
    assert all(button.isEnabled() for button in window.outlets)


def test_the_chart_of_one_patient_is_not_seen_beside_another(
    window: WhatIfWindow, snapshot: Snapshot, make_snapshot: MakeSnapshot, asked: list[Question]
) -> None:
    window.show_snapshot(snapshot)
    window.show_answer(chart_of(snapshot, asked[0]))
    other = snapshot.envelope.replace(number="SP-2026-B-0009", id=uuid4())
    window.show_snapshot(make_snapshot(other))
    assert window.page.chart is None
    assert window.page.picture is None
    assert "SP-2026-B-0009" in window.windowTitle()


def test_what_went_wrong_stands_where_the_chart_would_be(
    window: WhatIfWindow, snapshot: Snapshot
) -> None:
    window.show_snapshot(snapshot)
    window.show()
    window.show_answer(Problem("This could not be computed."))
    assert "This could not be computed." in said(window)


@pytest.mark.parametrize("topic", Topic)
def test_each_chart_has_names_a_table_and_an_assumption(
    window: WhatIfWindow,
    make_snapshot: MakeSnapshot,
    example: Envelope,
    formulary: Formulary,
    topic: Topic,
) -> None:
    work(window, make_snapshot(example, formulary=with_points(formulary, example)))
    if topic is not Topic.VIABILITY:
        turn_to(window, topic)
    chart, picture = window.page.chart, window.page.picture
    assert chart is not None
    assert picture is not None
    assert picture.accessibleName() == chart.title
    assert picture.accessibleDescription() == chart.assumes
    assert window.page.rows.accessibleName() == f"{chart.title}, as a table"
    assert chart.assumes in window.page.rows.accessibleDescription()
    assert len(rows_of(window)) > 1
    assert chart.assumes.startswith("Assumes ")
    assert chart.assumes in said(window)
    window.page.rows.setFocus()
    QTest.keyClick(window.page.rows, Qt.Key.Key_Down)
    assert window.page.rows.currentRow() == 1


def test_the_picture_turns_dark_with_the_window(
    window: WhatIfWindow, snapshot: Snapshot, dressed: QApplication
) -> None:
    work(window, snapshot)
    assert window.page.picture is not None
    assert window.page.picture.backgroundBrush().color().name() == theme.LIGHT.panel
    theme.choose(dressed, "dark")
    theme.dress(dressed)
    try:
        assert window.page.picture.backgroundBrush().color().name() == theme.DARK.panel
    finally:
        theme.choose(dressed, "light")
        theme.dress(dressed)


def test_a_long_source_covers_nothing_on_paper(
    window: WhatIfWindow,
    snapshot: Snapshot,
    written: Callable[[str], bytes],
) -> None:
    work(window, snapshot)
    assert window.page.chart is not None
    words = "EXAMPLE source of many words. " * 60
    window.page.show_chart(replace(window.page.chart, assumes=words))
    (page,) = pypdfium2.PdfDocument(written("pdf"))
    text = page.get_textpage()
    foot = lowest(text, "Not a worksheet.")
    assert foot < lowest(text, "EXAMPLE source") < lowest(text, "Vials to thaw")
    assert text.get_text_range().count("source") == 60
    assert snapshot.envelope.number in text.get_text_range().replace("\N{NON-BREAKING HYPHEN}", "-")


def lowest(text: pypdfium2.PdfTextPage, words: str) -> float:
    """How far above the foot of the page the lowest place of some words is."""
    found, bottom = text.search(words), []
    while place := found.get_next():
        bottom.append(text.get_charbox(place[0])[1])
    return float(min(bottom))


@pytest.mark.parametrize("width", [820, 1400])
def test_nothing_is_covered_or_cut_however_wide_the_window(
    window: WhatIfWindow, snapshot: Snapshot, width: int
) -> None:
    window.resize(width, 560)
    work(window, snapshot)
    for topic in (Topic.DOSES, Topic.SPREAD, Topic.RECOVERY):
        turn_to(window, topic)
        QApplication.processEvents()
        assert window.page.picture is not None
        plot = window.page.picture.getPlotItem()  # type: ignore[attr-defined]  # it is pyqtgraph's
        assert not plot.legend.sceneBoundingRect().intersects(plot.vb.sceneBoundingRect())
        rows = window.page.rows
        for column in range(rows.columnCount()):
            assert rows.columnWidth(column) >= rows.sizeHintForColumn(column)


def test_a_few_vials_have_no_halves_on_the_axis(
    window: WhatIfWindow, make_snapshot: MakeSnapshot, example: Envelope
) -> None:
    work(window, make_snapshot(example.plan.replace(aliquots=example.plan.aliquots[:1])))
    chart = window.page.chart
    assert chart is not None
    assert chart.y_top == 2
    assert window.page.picture is not None
    axis = window.page.picture.getPlotItem().getAxis("left")  # type: ignore[attr-defined]  # as above
    named = [words for _size, places in axis.tickValues(0, 2.4, 200)
             for words in axis.tickStrings(places, 1, 1)]  # fmt: skip
    assert sorted({*named}) == ["0", "1", "2"]


@pytest.fixture
def written(
    window: WhatIfWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], bytes]:
    """Press the button for a kind of file, and return what would be written."""
    wanted: list[tuple[Path, bytes]] = []
    window.file_wanted.connect(lambda path, data: wanted.append((path, data)))

    def choose(_parent: QWidget, _envelope: Envelope, topic: str, kind: str) -> Path:
        return tmp_path / f"{topic}.{kind}"

    monkeypatch.setattr(files, "chart_to_write", choose)

    def press(kind: str) -> bytes:
        QTest.mouseClick(outlet(window, kind.upper()), Qt.MouseButton.LeftButton)
        path, data = wanted.pop()
        assert path.suffix == f".{kind}"
        return data

    return press


def test_the_svg_has_picture_title_assumption_and_plan(
    window: WhatIfWindow, snapshot: Snapshot, written: Callable[[str], bytes]
) -> None:
    work(window, snapshot)
    svg = written("svg")
    assert QSvgRenderer(svg).isValid()
    text = svg.decode()
    for words in ("Vials needed against viability", "Today: 85 %", snapshot.envelope.number):
        assert words in text


def test_the_svg_is_of_lines_alone(
    window: WhatIfWindow, snapshot: Snapshot, written: Callable[[str], bytes]
) -> None:
    work(window, snapshot)
    for topic in (Topic.RECOVERY, Topic.DOSES, Topic.SPREAD):
        turn_to(window, topic)
        assert b"<image" not in written("svg")


def blue_runs(image: QImage, y: int) -> list[int]:
    """How wide each blue stretch of a row of dots is."""
    row = "".join(
        "#" if image.pixelColor(x, y).saturation() > 120 else " " for x in range(image.width())
    )
    return [len(run) for run in row.split()]


def test_on_a_finer_picture_the_lines_are_as_wide(window: WhatIfWindow, snapshot: Snapshot) -> None:
    work(window, snapshot)
    fine = chart_paper.picture(turn_to(window, Topic.SPREAD), "")
    rows = (blue_runs(fine, y) for y in range(fine.height() // 3, fine.height(), 40))
    whiskers = next(runs for runs in rows if len(runs) == len(snapshot.plan.aliquots))
    assert all(2 * chart_paper.FINE - 2 <= width <= 2 * chart_paper.FINE + 2 for width in whiskers)


def test_the_csv_is_the_exact_series(
    window: WhatIfWindow, snapshot: Snapshot, written: Callable[[str], bytes]
) -> None:
    work(window, snapshot)
    heads, *rows = csv.reader(io.StringIO(written("csv").decode("utf-8-sig")))
    assert heads == ["Viability (%)", "Vials to thaw"]
    assert ["82.09", "6"] in rows
    assert ["82.08", "7"] in rows


def test_pdf_and_print_are_one_page_with_the_chart(
    window: WhatIfWindow, snapshot: Snapshot, written: Callable[[str], bytes], tmp_path: Path
) -> None:
    work(window, snapshot)
    (page,) = pypdfium2.PdfDocument(written("pdf"))
    assert page.get_width() > page.get_height()
    assert "Vials needed against viability" in page.get_textpage().get_text_range()
    QTest.mouseClick(outlet(window, "Print"), Qt.MouseButton.LeftButton)
    assert "Sent to the printer." in said(window)
    (printed,) = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    picture = tmp_path / "printed.png"
    printed.render(scale=1).to_pil().save(picture)
    image = QImage(str(picture))
    accent = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).saturation() > 120
    ]
    assert len(accent) > 20


def test_a_plan_that_changes_while_a_place_is_chosen_is_not_written(
    window: WhatIfWindow,
    snapshot: Snapshot,
    make_snapshot: MakeSnapshot,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[Question],
) -> None:
    window.show_snapshot(snapshot)
    window.show_answer(chart_of(snapshot, asked[0]))
    window.show()
    wanted: list[object] = []
    window.file_wanted.connect(lambda *what: wanted.append(what))

    def choose(*_what: object) -> Path:
        fewer = snapshot.plan.replace(aliquots=snapshot.plan.aliquots[:-1])
        window.show_snapshot(make_snapshot(fewer))
        return Path("chart.csv")

    monkeypatch.setattr(files, "chart_to_write", choose)
    QTest.mouseClick(outlet(window, "CSV"), Qt.MouseButton.LeftButton)
    assert wanted == []
    assert "The plan changed meanwhile" in said(window)


def test_every_topic_has_a_button_with_a_letter_of_its_own() -> None:
    letters = [words[words.index("&") + 1].lower() for words in topics().values()]
    assert set(topics()) == set(Topic)
    assert len(set(letters)) == len(letters)


# The thread that computes


@pytest.fixture
def thinker(dressed: QApplication) -> Iterator[Thinker]:
    del dressed
    made = Thinker()
    yield made
    made.end()


def test_only_the_newest_of_a_kind_is_heard_and_the_older_one_told_to_stop(
    thinker: Thinker, qtbot: QtBot
) -> None:
    heard: list[object] = []
    begun = threading.Event()
    names: list[str] = []

    def long(stopped: Cancelled) -> str:
        begun.set()
        while not stopped():
            pass
        return "old"

    def short(_stopped: Cancelled) -> str:
        names.append(threading.current_thread().name)
        return "new"

    thinker.ask("chart", long, heard.append)
    assert begun.wait(5)
    thinker.ask("chart", short, heard.append)
    thinker.ask("map", short, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=5_000)
    assert heard == ["new", "new"]
    assert names == ["thinking", "thinking"]


def test_what_is_stopped_answers_with_the_best_so_far(thinker: Thinker, qtbot: QtBot) -> None:
    heard: list[object] = []

    def search(stopped: Cancelled) -> str:
        while not stopped():
            pass
        return "best so far"

    stop = thinker.ask("map", search, heard.append)
    stop()
    qtbot.waitUntil(lambda: heard == ["best so far"], timeout=5_000)


def test_what_nobody_foresaw_is_said_and_the_thread_lives_on(
    thinker: Thinker, qtbot: QtBot
) -> None:
    heard: list[object] = []

    def fail(_stopped: Cancelled) -> str:
        raise ZeroDivisionError

    thinker.ask("chart", fail, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=5_000)
    assert isinstance(heard[0], Problem)
    thinker.ask("chart", lambda _stopped: "well", heard.append)
    qtbot.waitUntil(lambda: heard[1:] == ["well"], timeout=5_000)


def test_after_the_end_nothing_is_heard(dressed: QApplication) -> None:
    thinker, heard = Thinker(), list[object]()
    answered = threading.Event()

    def think(_stopped: Cancelled) -> str:
        answered.set()
        return "late"

    thinker.ask("chart", think, heard.append)
    assert answered.wait(5)
    thinker.end()
    dressed.processEvents()
    assert heard == []


def test_a_chart_is_there_within_a_second(window: WhatIfWindow, snapshot: Snapshot) -> None:
    begun = perf_counter()
    work(window, snapshot)
    window.grab()
    assert perf_counter() - begun < 1
    assert window.page.picture is not None
