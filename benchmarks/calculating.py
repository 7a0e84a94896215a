"""Measures the calculation with its checks against the same sums in plain floats."""

from datetime import datetime
from functools import partial

from benchmarks.plain_sums import Ordered, prepared
from benchmarks.plans import FULL, LARGEST, envelope
from benchmarks.result import Result
from benchmarks.timing import medians
from spineplanner.domain.anatomy import SiteKind
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.paper.fonts import unprintable
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary

ROUNDS = 200
NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
SIZES = (4, 10, 20, FULL, LARGEST)


def measure() -> list[Result]:
    """Time a full plan against its baseline, then plans of growing size."""
    formulary = read_formulary(asset("formulary"))
    return [*_against_floats(formulary), *_growth(formulary)]


def _against_floats(formulary: Formulary) -> list[Result]:
    results = []
    for alike, name, bound_ms in ((True, "3 suspensions", 2.0), (False, "38 suspensions", None)):
        full = envelope(FULL, alike=alike)
        ordered = _ordered(full.plan)
        _same_answer(ordered, prepare(full.plan, formulary))
        times = medians(
            {
                "engine": partial(_calculate, full, formulary),
                "floats": partial(prepared, ordered),
            },
            rounds=ROUNDS,
        )
        what = f"prepare and check, 38 aliquots in {name}"
        results += [
            Result(what, times["engine"] * 1e3, "ms", bound_ms),
            Result("  the same sums in floats", times["floats"] * 1e3, "ms"),
            Result("  times the floats", times["engine"] / times["floats"], "x", 40.0),
        ]
    return results


def _growth(formulary: Formulary) -> list[Result]:
    """Linear: from 20 to 41 an aliquot costs no more than from 4 to 20, give or take a half."""
    results = []
    for alike, name in ((True, "equal doses"), (False, "all doses different")):
        plans = {str(size): envelope(size, alike=alike) for size in SIZES}
        times = medians(
            {size: partial(_calculate, plan, formulary) for size, plan in plans.items()},
            rounds=ROUNDS,
        )
        first = (times["20"] - times["4"]) / 16
        then = (times["41"] - times["20"]) / 21
        results += [Result(f"{size} aliquots, {name}", t * 1e3, "ms") for size, t in times.items()]
        results.append(
            Result("  cost of an aliquot, 20 to 41 over 4 to 20", then / first, "x", 1.5)
        )
    return results


def _calculate(envelope: Envelope, formulary: Formulary) -> Preparation:
    preparation = prepare(envelope.plan, formulary, envelope.record.counts)
    check(envelope.plan, formulary, preparation, envelope.record, NOW, printable=unprintable)
    return preparation


def _ordered(plan: Plan) -> list[Ordered]:
    return [
        (
            (aliquot.cells or 0) / 1e6,
            (aliquot.volume_ul or 0) / 1e3,
            0.05 if aliquot.site.kind is SiteKind.FACET else 0.07,
            aliquot.is_bag,
        )
        for aliquot in plan.aliquots
    ]


def _same_answer(ordered: list[Ordered], preparation: Preparation) -> None:
    """Refuse to compare two calculations that disagree about the vials."""
    supply = preparation.supply
    if supply is None:
        raise RuntimeError(f"the plan can't be prepared: {preparation.refusals}")
    vials, label, viability, recovery, *_rest = prepared(ordered)
    plain = (vials, label, round(viability * 1000), round(recovery * 1000))
    ours = (
        supply.vials,
        supply.label_vials,
        supply.viability_margin_permille,
        supply.recovery_margin_permille,
    )
    if plain != ours:
        raise RuntimeError(f"the baseline gives {plain}, the engine {ours}")
