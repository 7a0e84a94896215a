"""Measures labels as PDF against typst setting as many plain boxes with the same codes.

The boxes are empty, as the bound says, or hold the words of the label on lines of their own, or
all in one run without a place: typst spends most of its time on words. The boxes' codes are drawn
beforehand, and theirs are the standards of labels; labels are measured from their values, with
the drawing of codes and the placing of words, whose share is measured alone too.
"""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import cycle, groupby
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typst

from benchmarks.plans import LARGEST, envelope
from benchmarks.result import Result, table
from benchmarks.timing import Work, medians
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.label_stock import LabelStock
from spineplanner.domain.labels import LabelSheet, compose_labels
from spineplanner.domain.prepare import prepare
from spineplanner.domain.worksheet import SheetKind, compose
from spineplanner.paper.codes import data_matrix_svg
from spineplanner.paper.fonts import unprintable
from spineplanner.paper.label_layout import LabelLayout, lay_out
from spineplanner.paper.labels import labels_pdf
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary
from spineplanner.store.label_stocks import read_label_stock

ROUNDS = 15
SIZES = (10, LARGEST)
WORKS = 6
NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")

Item = TypeVar("Item")


def measure() -> list[Result]:
    """Time labels of two plans; every round sets other data than the round before."""
    formulary = read_formulary(asset("formulary"))
    stock = read_label_stock(asset("labels", "a4-3x7.json"))
    compiler = _plain_compiler()
    results = []
    for size in SIZES:
        plans, *others = (_changing(size, first) for first in range(WORKS))
        sheets, *more = ([_labels(each, formulary) for each in group] for group in others)
        boxes = [_plain(each, stock, _no_words) for each in more[0]]
        worded = [_plain(each, stock, _lines) for each in more[1]]
        run = [_plain(each, stock, _one_run) for each in more[2]]
        works: dict[str, Work] = {
            "plan": _next(plans, lambda each: labels_pdf(_labels(each, formulary), stock)),
            "labels": _next(sheets, lambda each: labels_pdf(each, stock)),
            "boxes": _next(boxes, partial(_set, compiler)),
            "worded": _next(worded, partial(_set, compiler)),
            "run": _next(run, partial(_set, compiler)),
            "placed": _next(more[3], lambda each: _placed(each, stock)),
        }
        times = medians(works, rounds=ROUNDS)
        results += [
            Result(f"{size} labels to PDF", times["labels"] * 1e3, "ms"),
            Result("  from plan to PDF", times["plan"] * 1e3, "ms"),
            Result("  of which placing words, drawing codes", times["placed"] * 1e3, "ms"),
            Result("  plain boxes with the codes", times["boxes"] * 1e3, "ms"),
            Result("  times these", times["labels"] / times["boxes"], "x", 2.0),
            Result("  the same boxes with the words", times["worded"] * 1e3, "ms"),
            Result("  times these", times["labels"] / times["worded"], "x", 2.0),
            Result("  the same boxes, words in one run", times["run"] * 1e3, "ms"),
            Result("  these, times empty boxes", times["run"] / times["boxes"], "x"),
        ]
    return results


def _next(data: Sequence[Item], work: Callable[[Item], object]) -> Work:
    """Do the work with the next of the data each time."""
    turns = cycle(data)
    return lambda: work(next(turns))


def _changing(size: int, first: int) -> list[Envelope]:
    """Make a plan for every round; no work ever sets what another has set, for typst remembers."""
    return [_renamed(envelope(size), WORKS * turn + first) for turn in range(ROUNDS + 1)]


def _renamed(document: Envelope, turn: int) -> Envelope:
    """Change the patient, and with that the check code in every label's code."""
    patient = document.plan.patient.replace(name=f"EXAMPLE, Patient {turn}")
    return document.replace(plan=document.plan.replace(patient=patient))


def _labels(document: Envelope, formulary: Formulary) -> LabelSheet:
    plan, record = document.plan, document.record
    preparation = prepare(plan, formulary, record.counts)
    findings = check(plan, formulary, preparation, record, NOW, printable=unprintable)
    kind = SheetKind.PREPARATION
    sheet = compose(document, formulary, preparation, findings, kind=kind, now=NOW, by="EXAMPLE")
    return compose_labels(sheet)


def _placed(sheet: LabelSheet, stock: LabelStock) -> list[str]:
    """What is done for labels before typst sets them."""
    return [data_matrix_svg(label.code) for label in lay_out(sheet, stock)]


def _plain(
    sheet: LabelSheet, stock: LabelStock, words: Callable[[LabelLayout], list[str]]
) -> dict[str, str]:
    """The codes of labels, drawn beforehand, and their words, as data for the plain boxes."""
    laid = lay_out(sheet, stock)
    boxes = [{"code": f"code-{place}", "lines": words(label)} for place, label in enumerate(laid)]
    content = {
        "title": sheet.head.number,
        "boxes": boxes,
        "date": {"year": NOW.year, "month": NOW.month, "day": NOW.day},
    }
    drawn = {f"code-{place}": data_matrix_svg(label.code) for place, label in enumerate(laid)}
    return {"data": json.dumps(content, ensure_ascii=False), **drawn}


def _no_words(_label: LabelLayout) -> list[str]:
    return []


def _one_run(label: LabelLayout) -> list[str]:
    return [" ".join(_lines(label))]


def _lines(label: LabelLayout) -> list[str]:
    lines = groupby(label.placed, key=lambda placed: placed.y)
    return [" ".join(placed.text or "____" for placed in row) for _y, row in lines]


def _plain_compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[asset("fonts")]
    )
    folder = Path(__file__).parent
    return typst.Compiler(folder / "plain_labels.typ", root=folder, font_paths=fonts)


def _set(compiler: typst.Compiler, inputs: dict[str, str]) -> object:
    """Set the plain boxes to the same standards as labels."""
    return compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=NOW
    )


def main() -> int:
    """Print the figures; 1 where a bound is missed."""
    results = measure()
    print(table(results))
    return 1 if any(result.missed for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
