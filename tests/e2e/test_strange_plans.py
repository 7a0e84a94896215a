"""Plans with strange names, lost entries, and files that are no plans."""

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QTableView, QWidget

from spineplanner.domain.envelope import Envelope
from spineplanner.ui import files
from spineplanner.ui.main_window import MainWindow
from tests.cli.plans import Json, example, spoilt
from tests.e2e.conftest import StartProgram
from tests.e2e.hands import (
    CTRL,
    Key,
    buttons,
    click,
    click_site,
    named,
    patience,
    press,
    totals,
    words,
)
from tests.e2e.published_case import place

NAME = "<b>x</b><img src=x>"


def opened(window: MainWindow, document: Json, folder: Path) -> None:
    path = folder / "plan.json"
    path.write_text(json.dumps(document), "utf-8")
    window.import_from(path)
    patience(window.plan_page.isVisible)


def envelope_of(window: MainWindow) -> Envelope:
    assert window.snapshot is not None
    return window.snapshot.envelope


def texts_of_items(
    view: QAbstractItemView, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
) -> list[str]:
    """All that a list shows."""
    model = view.model()
    indexes = [
        model.index(row, column)
        for row in range(model.rowCount(QModelIndex()))
        for column in range(model.columnCount(QModelIndex()))
    ]
    return [str(index.data(role) or "") for index in indexes]


def rich(tip: str) -> bool:
    """Whether Qt would take it for a web page."""
    return bool(GuiQt.mightBeRichText(tip))


def check_plain(window: QWidget) -> None:
    """Wherever the name stands it is plain text: no label makes it bold, no tip loads it."""
    for label in window.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    owners: list[QWidget | QAction] = [*window.findChildren(QWidget), *window.findChildren(QAction)]
    for owner in owners:
        tip = owner.toolTip()
        assert not (rich(tip) and "<b>x" in tip), owner
    for view in window.findChildren(QAbstractItemView):
        for tip in texts_of_items(view, Qt.ItemDataRole.ToolTipRole):
            assert not (rich(tip) and "<b>x" in tip), tip


def test_a_patient_named_like_a_web_page_is_shown_as_named_everywhere(
    start_program: StartProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start_program()
    document = spoilt("plan.patient.name", NAME)
    document["plan"]["procedure"]["physician"] = NAME
    document["plan"]["supply"]["lots"][0]["number"] = NAME
    document["plan"]["patient"]["allergies"] = [NAME]
    opened(window, document, tmp_path)
    press(Key.Key_F4)
    assert NAME in words(window.header)
    assert NAME in window.windowTitle()
    name = named("Name", window.plan_page.form)
    assert isinstance(name, QLineEdit)
    assert name.text() == NAME
    check_plain(window)

    pdf = tmp_path / "sheet.pdf"
    monkeypatch.setattr(files, "pdf_to_write", lambda *_asked: pdf)
    press(Key.Key_3, CTRL)
    patience(named("Save as PDF…", window).isEnabled)
    click(named("Save as PDF…", window))
    with pypdfium2.PdfDocument(pdf) as document_:
        assert NAME in document_[0].get_textpage().get_text_range()

    press(Key.Key_O, CTRL)
    patience(window.worklist.isVisible)
    tables = window.worklist.findChildren(QTableView)
    assert NAME in [text for table in tables for text in texts_of_items(table)]
    check_plain(window)


LOST = {
    "supply.product": "product-that-is-gone",
    "protocol": "protocol-that-is-gone",
    "diluents.facet": "diluent-that-is-gone",
    "aliquots.0.needle": "needle-that-is-gone",
}


@pytest.mark.parametrize("what", LOST)
def test_a_plan_whose_entry_has_gone_opens_and_says_so(
    start_program: StartProgram, tmp_path: Path, what: str
) -> None:
    window = start_program()
    opened(window, spoilt(f"plan.{what}", LOST[what]), tmp_path)
    assert not window.banner.isVisible()
    assert totals(window)[0].startswith("100 ")
    assert LOST[what] in " ".join(words(window.plan_page.findings)), words(
        window.plan_page.findings
    )
    press(Key.Key_F4)
    press(Key.Key_3, CTRL)
    patience(lambda: window.sheet_view.pages is not None or said_why(window))
    press(Key.Key_1, CTRL)
    press(Key.Key_Z, CTRL)
    press(Key.Key_O, CTRL)
    patience(window.worklist.isVisible)


def said_why(window: MainWindow) -> bool:
    return any("could not be set" in text for text in words(window.sheet_view))


def aliquots_missing() -> Json:
    document = example()
    del document["plan"]["aliquots"][0]["site"]
    return document


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b" \n\t",
    "too large": lambda: b" " * 5_000_001,
    "a PDF": lambda: b"%PDF-1.7\n\0\1\2",
    "UTF-16": lambda: json.dumps(example()).encode("utf-16"),
    "cut short": lambda: json.dumps(example()).encode()[:-40],
    "not UTF-8": lambda: b'{"name": "M\xfcller"}',
    "deep list": lambda: b"[" * 100_000,
    "deep object": lambda: b'{"a":' * 60 + b"1" + b"}" * 60,
    "a list": lambda: b"[]",
    "a number": lambda: b"7",
    "another format": lambda: json.dumps(spoilt("format", "other")).encode(),
    "newer": lambda: json.dumps(spoilt("version", 99)).encode(),
    "NaN": lambda: json.dumps(spoilt("plan.aliquots.0.cells", float("nan"))).encode(),
    "huge": lambda: json.dumps(spoilt("plan.aliquots.0.cells", 10**40)).encode(),
    "fraction": lambda: json.dumps(spoilt("plan.aliquots.0.cells", 0.5)).encode(),
    "no site": lambda: json.dumps(aliquots_missing()).encode(),
    "wrong site": lambda: json.dumps(spoilt("plan.aliquots.2.site", "knee")).encode(),
    "site twice": lambda: json.dumps(spoilt("plan.aliquots.1.site", "L2-L3 facet LEFT")).encode(),
    "unknown field": lambda: json.dumps(spoilt("plan.dose", 1)).encode(),
}


def test_no_bad_file_changes_anything_and_each_is_met_with_a_sentence(
    start_program: StartProgram, tmp_path: Path
) -> None:
    window = start_program()
    opened(window, example(), tmp_path)
    before = envelope_of(window)
    bad = tmp_path / "bad.json"
    said = {}
    for name, make in BAD_FILES.items():
        bad.write_bytes(make())
        window.import_from(bad)
        said[name] = window.banner.said
        assert window.banner.isVisible(), name
        assert envelope_of(window) == before, name
        window.banner.clear()
    for name, path in (("missing", tmp_path / "no.json"), ("a folder", tmp_path)):
        window.import_from(path)
        said[name] = window.banner.said
    for name, sentence in said.items():
        assert sentence.endswith("."), name
        assert str(tmp_path) in sentence, name
    press(Key.Key_O, CTRL)
    patience(lambda: "1 plan" in words(window.worklist))


def test_a_file_of_a_plan_that_is_here_is_asked_about(
    start_program: StartProgram, tmp_path: Path
) -> None:
    window = start_program()
    opened(window, example(), tmp_path)
    other = spoilt("plan.notes", "from the file")
    path = tmp_path / "other.json"
    path.write_text(json.dumps(other), "utf-8")
    window.import_from(path)
    assert "is here already, with another content" in window.banner.said
    click_site(window, place("L4–L5 facet LEFT"))
    assert window.banner.isVisible()
    click(buttons("Leave it", window.banner)[0])
    assert envelope_of(window).plan.notes is None
    window.import_from(path)
    click(buttons("Replace it by the file", window.banner)[0])
    assert envelope_of(window).plan.notes == "from the file"
