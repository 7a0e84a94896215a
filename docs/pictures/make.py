"""Draws the pictures of the documents anew from the program: `python docs/pictures/make.py`."""

import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from spineplanner.app.demo import picture_of_example
from spineplanner.domain.checks import check
from spineplanner.domain.prepare import prepare
from spineplanner.domain.worksheet import SheetKind, compose
from spineplanner.paper.fonts import unprintable
from spineplanner.paper.sheets import png
from spineplanner.paper.typesetting import Paper
from spineplanner.resources import asset
from spineplanner.store.exchange import read_plan
from spineplanner.store.formulary import read_formulary

FOLDER = Path(__file__).resolve().parent
PRINTED_AT = datetime.fromisoformat("2026-11-24T08:12:00+00:00")
PPI = 120
"""Below that, small letters lose their edges."""


def worksheet() -> bytes:
    """Set the first page of the worked example's preparation worksheet."""
    formulary = read_formulary(asset("formulary"))
    document = read_plan(asset("examples", "worked-example.json"))
    plan, record = document.plan, document.record
    preparation = prepare(plan, formulary, record.counts)
    findings = check(plan, formulary, preparation, record, PRINTED_AT, printable=unprintable)
    sheet = compose(
        document,
        formulary,
        preparation,
        findings,
        kind=SheetKind.PREPARATION,
        now=PRINTED_AT,
        by="EXAMPLE",
    )
    return png(sheet, paper=Paper.A4, ppi=PPI)[0]


if __name__ == "__main__":
    (FOLDER / "worksheet.png").write_bytes(worksheet())
    picture_of_example(FOLDER / "window.png")
