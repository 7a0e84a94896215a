"""Measures a worksheet as PDF against typst setting a plain table of its rows and its pictures."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import typst

from benchmarks.plans import FULL, envelope
from benchmarks.result import Result
from benchmarks.timing import Work, medians
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.prepare import prepare
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.paper.fonts import unprintable
from spineplanner.paper.pictures import Picture, spine_pictures
from spineplanner.paper.sheets import pdf
from spineplanner.paper.typesetting import BODY_MM, Paper
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary
from spineplanner.wording.sheet import sheet_text

ROUNDS = 15
SIZES = (4, 10, FULL)
NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
COLUMNS = ("number", "site", "cells", "give", "mark", "syringe", "letter")


Item = TypeVar("Item")


def measure() -> list[Result]:
    """Time sheets of growing size; every round sets other data than the round before."""
    formulary = read_formulary(asset("formulary"))
    compiler = _plain_compiler()
    results = []
    for size in SIZES:
        plans, others, more = (_changing(size, first) for first in range(3))
        sheets = [_sheet(each, formulary) for each in others]
        tables = [_plain(_sheet(each, formulary)) for each in more]
        works: dict[str, Work] = {
            "plan to PDF": _next(plans, lambda each: pdf(_sheet(each, formulary), paper=Paper.A4)),
            "sheet to PDF": _next(sheets, lambda each: pdf(each, paper=Paper.A4)),
            "plain table": _next(tables, partial(_set, compiler)),
        }
        times = medians(works, rounds=ROUNDS)
        results += [
            Result(
                f"worksheet of {size} rows, from sheet to PDF", times["sheet to PDF"] * 1e3, "ms"
            ),
            Result("  from plan to PDF", times["plan to PDF"] * 1e3, "ms"),
            Result("  a plain table", times["plain table"] * 1e3, "ms"),
            Result("  times the table", times["plan to PDF"] / times["plain table"], "x", 2.0),
        ]
    return results


def _next(data: Sequence[Item], work: Callable[[Item], object]) -> Work:
    """Do the work with the next of the data each time."""
    turns = cycle(data)
    return lambda: work(next(turns))


def _changing(size: int, first: int) -> list[Envelope]:
    """Make a plan for every round; no work ever sets what another has set, for typst remembers."""
    return [_renamed(envelope(size), 3 * turn + first) for turn in range(ROUNDS + 1)]


def _renamed(document: Envelope, turn: int) -> Envelope:
    """Change what is printed on every page and beside every site."""
    patient = document.plan.patient.replace(name=f"EXAMPLE, Patient {turn}")
    aliquots = tuple(
        aliquot.replace(cells=(aliquot.cells or 0) + 1_000 * turn)
        for aliquot in document.plan.aliquots
    )
    return document.replace(plan=document.plan.replace(patient=patient, aliquots=aliquots))


def _sheet(document: Envelope, formulary: Formulary) -> Worksheet:
    plan, record = document.plan, document.record
    preparation = prepare(plan, formulary, record.counts)
    findings = check(plan, formulary, preparation, record, NOW, printable=unprintable)
    kind = SheetKind.PREPARATION
    return compose(document, formulary, preparation, findings, kind=kind, now=NOW, by="EXAMPLE")


def _plain(sheet: Worksheet) -> str:
    """The rows and pictures of a sheet as data for the plain table."""
    text: Mapping[str, Any] = sheet_text(sheet)
    pictures = spine_pictures(sheet, body_mm=BODY_MM[Paper.A4]).pictures
    rows = [[_words(row[column]) for column in COLUMNS] for row in text["table"]["rows"]]
    content = {
        "title": sheet.head.number,
        "names": COLUMNS,
        "rows": rows,
        "pictures": [
            {"svg": _whole(p), "width": p.width_mm, "height": p.height_mm} for p in pictures
        ],
        "date": {"year": NOW.year, "month": NOW.month, "day": NOW.day},
    }
    return json.dumps(content, ensure_ascii=False)


def _whole(picture: Picture) -> str:
    """Join the layers of a picture, as anybody would give it to typst."""
    _opening, above = picture.svg.split("\n", maxsplit=1)
    return picture.bones.removesuffix("</svg>\n") + above


def _words(cell: str | list[Mapping[str, str]]) -> str:
    return cell if isinstance(cell, str) else "".join("".join(run.values()) for run in cell)


def _plain_compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[asset("fonts")]
    )
    folder = Path(__file__).parent
    return typst.Compiler(folder / "plain_table.typ", root=folder, font_paths=fonts)


def _set(compiler: typst.Compiler, data: str) -> object:
    """Set the plain table to the same standards as a sheet."""
    return compiler.compile(
        format="pdf", sys_inputs={"data": data}, pdf_standards=["a-2a", "ua-1"], timestamp=NOW
    )
