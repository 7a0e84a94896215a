"""Scenario files read into plans, so that what a clinician wrote can be held against the program.

Amounts ordered are written in millions of cells and millilitres, as on the sheet.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from spineplanner.domain.formulary import Formulary, Needle, Product
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Count
from tests.domain.strategies import CLINIC

FOLDER = Path(__file__).parent.parent / "scenarios"
FILES = sorted(FOLDER.glob("*.json"))

Json = dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """What `prepare` is given, and what is expected of it."""

    plan: Plan
    formulary: Formulary
    counts: tuple[Count, ...]
    expect: Json


def read(path: Path) -> Scenario:
    """Read one file; a key it should not have is an error."""
    document: Json = TypeAdapter(Json).validate_json(path.read_bytes())
    assert document.pop("shows").endswith(".")
    order = document.pop("order")
    plan = {
        "supply": {"product": "vial", **document.pop("supply")},
        "procedure": {"at": document.pop("procedure_at", None)},
        "counting": {"lumbar_count": document.pop("lumbar_count", None)},
        "infusion": document.pop("infusion", {}),
        "aliquots": [_aliquot(item, site) for item in order for site in item["sites"]],
    }
    vial = Product(id="vial", name="Vial", source=CLINIC.bench.source, **document.pop("vial"))
    formulary = CLINIC.replace(
        products=(vial,),
        needles=tuple(_needle(keeps) for keeps in sorted({_keeps_ul(item) for item in order})),
        bench=CLINIC.bench.replace(**document.pop("bench", {})),
    )
    counts = TypeAdapter(tuple[Count, ...]).validate_python(
        tuple(document.pop("counts", ())), strict=False
    )
    expect = document.pop("expect")
    assert not document
    return Scenario(Plan.model_validate(plan, strict=False), formulary, counts, expect)


def _keeps_ul(item: Json) -> int:
    return round(Fraction(item.get("needle_ml", "0")) * 1000)


def _needle(keeps_ul: int) -> Needle:
    source = CLINIC.bench.source
    name = f"keeps-{keeps_ul}"
    return Needle(id=name, name=name, source=source, gauge=22, length_mm=90, keeps_ul=keeps_ul)


def _aliquot(item: Json, site: str) -> Json:
    return {
        "site": site,
        "cells": int(Fraction(item["million"]) * 1_000_000),
        "volume_ul": int(Fraction(item["ml"]) * 1_000) if "ml" in item else None,
        "container": "bag" if item.get("bag") else "syringe",
        "needle": f"keeps-{_keeps_ul(item)}" if "needle_ml" in item else None,
    }
