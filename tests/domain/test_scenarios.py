"""Scenario files: a plan goes in, and the preparation that was worked out on paper comes out."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from spineplanner.domain.preparation import Bagged, Container, Drawn, Pool, Preparation, Supply
from spineplanner.domain.preparation import Suspension as Mixture
from spineplanner.domain.prepare import prepare
from spineplanner.domain.scale import fills
from spineplanner.domain.values import half_up
from tests.domain.scenarios import FILES, Json, read
from tests.domain.strategies import CLINIC

Figure = Fraction | int | None


def same(written: str, figure: Figure) -> bool:
    """Tell whether a figure, rounded to the digits that are written, is what is written."""
    if figure is None:
        return False
    places = len(written.partition(".")[2])
    scale = Fraction(10) ** places
    return half_up(Fraction(figure) * scale) == Fraction(written) * scale


def hold(expected: Json, figures: Mapping[str, Callable[[], Figure]], *, of: str) -> None:
    """Compare every figure that is written down."""
    for name, written in expected.items():
        figure = figures[name]()
        assert same(written, figure), f"{of}: {name} is {figure and float(figure)}, not {written}"


def hold_container(expected: Json, preparation: Preparation, container: Container) -> None:
    volumes = container.volumes
    assert isinstance(volumes, Drawn | Bagged)
    figures: dict[str, Callable[[], Figure]] = {
        "give_ml": lambda: Fraction(volumes.give_ul, 1000),
        "taken_ml": lambda: Fraction(container.taken_ul, 1000),
        "pushed_to_zero_ml": lambda: Fraction(volumes.pushed_ul, 1000),
        "achieved_million": lambda: (
            (preparation.achieved_cells(container) or 0) / Fraction(1_000_000)
        ),
    }
    match volumes:
        case Drawn(mark_ul=mark):
            figures["draw_to_ml"] = lambda: Fraction(mark, 1000)
        case Bagged() as bagged:
            figures["made_ml"] = lambda: Fraction(bagged.made_ul, 1000)
    hold(expected, figures, of=f"container {container.number}")


def hold_fills(written: list[str], volume_ul: int) -> None:
    read_off = [fill.volume_ul for fill in fills(volume_ul, CLINIC.measuring_syringes)]
    assert read_off == [Fraction(text) * 1000 for text in written]


def hold_suspension(expected: Json, preparation: Preparation, item: Mixture) -> None:
    expected = dict(expected)
    if "for" in expected:
        assert list(item.numbers) == expected.pop("for")
    for part, volume_ul in (("stock", item.stock_ul), ("diluent", item.diluent_ul)):
        if f"{part}_fills_ml" in expected:
            hold_fills(expected.pop(f"{part}_fills_ml"), volume_ul)
    hold(
        expected,
        {
            "million_per_ml": lambda: item.concentration / 1000,
            "needs_ml": lambda: item.needed_ul / 1000,
            "stock_exact_ml": lambda: item.stock_exact_ul / 1000,
            "stock_ml": lambda: Fraction(item.stock_ul, 1000),
            "diluent_exact_ml": lambda: item.diluent_exact_ul / 1000,
            "diluent_ml": lambda: Fraction(item.diluent_ul, 1000),
            "volume_ml": lambda: Fraction(item.volume_ul, 1000),
            "achieved_million_per_ml": lambda: item.achieved / 1000,
            "off_per_cent": lambda: item.error * 100,
            "dmso_per_cent": lambda: local_dmso(preparation, item.letter) * 100,
        },
        of=f"suspension {item.letter}",
    )


def local_dmso(preparation: Preparation, letter: str) -> Fraction:
    assert preparation.cryoprotectant is not None
    return dict(preparation.cryoprotectant.local)[letter]


def hold_pool(expected: Json, pool: Pool) -> None:
    hold(
        expected,
        {
            "vials": lambda: pool.vials,
            "needed_vials": lambda: pool.needed,
            "stock_total_ml": lambda: Fraction(pool.total_ul, 1000),
        },
        of=f"lot {pool.lot}",
    )


def totals(preparation: Preparation) -> dict[str, Callable[[], Figure]]:
    supply, strength = preparation.supply, preparation.planned_strength
    assert supply is not None
    assert strength is not None
    return {
        "stock_million_per_ml": lambda: strength.cells_per_ul / 1000,
        "vial_gives_ml": lambda: Fraction(supply.pools[0].vial_ul, 1000),
        "stock_total_ml": lambda: Fraction(supply.stock_ul, 1000),
        "needed_vials": lambda: supply.needed,
        "vials": lambda: supply.vials,
        "label_vials": lambda: supply.label_vials,
        "label_short_per_cent": lambda: supply.label_short * 100,
        "cells_needed_million": lambda: supply.cells_needed / 1_000_000,
        "cells_thawed_million": lambda: supply.cells_thawed / 1_000_000,
        "cells_left_over_million": lambda: supply.cells_left_over / 1_000_000,
        "left_over_ml": lambda: Fraction(supply.left_over_ul, 1000),
        "viability_margin_per_cent": lambda: Fraction(supply.viability_margin_permille or 0, 10),
        "spare": lambda: supply.spare,
        **dmso(preparation),
    }


def dmso(preparation: Preparation) -> dict[str, Callable[[], Figure]]:
    grams = preparation.cryoprotectant
    if grams is None:
        return {}
    return {
        "dmso_g": lambda: grams.patient_mg / 1000,
        "dmso_vein_g": lambda: grams.vein_mg / 1000,
    }


def hold_refusals(expected: list[Json], preparation: Preparation) -> None:
    """Names and numbers, and that nothing is shown that would be only partly true."""
    assert len(preparation.refusals) == len(expected)
    for refusal, written in zip(preparation.refusals, expected, strict=True):
        assert type(refusal).__name__ == written["name"]
        for name in written.keys() - {"name"}:
            assert plain(getattr(refusal, name)) == written[name], name
    assert preparation.supply is None
    assert preparation.cryoprotectant is None


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def hold_pools(expected: Json, supply: Supply) -> None:
    pools = {pool.lot.number: pool for pool in supply.pools if pool.lot}
    assert pools.keys() == expected.keys()
    for number, written in expected.items():
        hold_pool(written, pools[number])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_worked_out_on_paper_comes_out(path: Path) -> None:
    scenario = read(path)
    preparation = prepare(scenario.plan, scenario.formulary, scenario.counts)
    expect = dict(scenario.expect)
    containers = {str(item.number): item for item in preparation.containers}
    for number, written in expect.pop("containers", {}).items():
        hold_container(written, preparation, containers[number])
    suspensions = {item.letter: item for item in preparation.suspensions}
    written_suspensions = expect.pop("suspensions", {})
    for letter, written in written_suspensions.items():
        hold_suspension(written, preparation, suspensions[letter])
    if written_suspensions:
        assert suspensions.keys() == written_suspensions.keys()
    if "refusals" in expect:
        hold_refusals(expect.pop("refusals"), preparation)
        assert not expect
        return
    assert preparation.refusals == ()
    assert preparation.measured is expect.pop("measured", False)
    assert preparation.supply is not None
    if "pools" in expect:
        hold_pools(expect.pop("pools"), preparation.supply)
    hold(expect, totals(preparation), of="all")
