"""A person can redo every sum from the working that `calculate` prints."""

import json
from collections.abc import Callable
from fractions import Fraction
from math import prod

import pytest

from tests.cli.conftest import Run
from tests.cli.plans import Json
from tests.cli.programs import PLAN

Terms = dict[str, Fraction]

REDONE: dict[str, Callable[[Terms], Fraction]] = {
    "stock-strength-cells-per-ul": lambda t: prod(t.values(), start=Fraction(1)),
    "draw-to-ul": lambda t: t["give-ul"] + t["needle-keeps-ul"],
    "taken-ul": lambda t: t["draw-to-ul"] + t["hub-ul"],
    "pushed-to-zero-ul": lambda t: t["draw-to-ul"] - t["needle-keeps-ul"],
    "bag-made-to-ul": lambda t: t["give-ul"] + t["line-keeps-ul"],
    "needed-ul": lambda t: t["taken-by-all-ul"] + t["stays-in-tube-ul"],
    "stock-ul": lambda t: (
        t["ordered-concentration-cells-per-ul"] * t["needed-ul"] / t["stock-strength-cells-per-ul"]
    ),
    "diluent-ul": lambda t: (
        t["stock-ul"] * t["stock-strength-cells-per-ul"] / t["ordered-concentration-cells-per-ul"]
        - t["stock-ul"]
    ),
    "bag-diluent-ul": lambda t: t["needed-ul"] - t["stock-ul"],
    "achieved-concentration-cells-per-ul": lambda t: (
        t["stock-ul"] * t["stock-strength-cells-per-ul"] / t["volume-ul"]
    ),
    "stock-total-ul": lambda t: (
        t["stock-in-suspensions-ul"] + t["count-sample-ul"] + t["stays-in-pool-ul"]
    ),
    "vials": lambda t: t["stock-total-ul"] / t["vial-gives-ul"],
    "left-over-ul": lambda t: t["stock-available-ul"] - t["stock-total-ul"],
    "cells-left-over": lambda t: t["cells-thawed"] - t["cells-needed"],
}


@pytest.fixture
def said(run: Run) -> Json:
    return json.loads(run("calculate", PLAN).out)


def test_each_result_of_the_working_follows_from_its_terms(said: Json) -> None:
    redone = {step["result"] for step in said["working"]}

    assert redone == set(REDONE)
    for step in said["working"]:
        terms = {name: Fraction(value) for name, value in step["terms"].items()}
        assert REDONE[step["result"]](terms) == Fraction(step["exact"]), step


def test_each_rounded_result_is_close_to_the_exact_one_and_on_the_safe_side(said: Json) -> None:
    graduations = {
        str(item["number"]): item["graduation_ul"]
        for item in said["containers"]
        if item["container"] == "syringe"
    }
    bags = {item["suspension"] for item in said["containers"] if item["container"] == "bag"}
    rounded = [step for step in said["working"] if step["rounded"] is not None]

    assert {step["result"] for step in rounded} == {"draw-to-ul", "stock-ul", "diluent-ul", "vials"}
    for step in rounded:
        exact = Fraction(step["exact"])
        match step["result"]:
            case "draw-to-ul":
                graduation = graduations[step["about"]]
                assert step["rounded"] == -(-exact // graduation) * graduation
            case "vials":
                assert step["rounded"] == -(-exact // 1)
            case "stock-ul" if step["about"] not in bags:
                assert 0 <= step["rounded"] - exact < 500
            case _:
                assert abs(step["rounded"] - exact) <= 500


def test_the_working_leads_to_the_numbers_that_are_acted_on(said: Json) -> None:
    def rounded(result: str) -> dict[str, int]:
        return {s["about"]: s["rounded"] for s in said["working"] if s["result"] == result}

    def exact(result: str) -> dict[str, int]:
        return {s["about"]: s["exact"] for s in said["working"] if s["result"] == result}

    assert sum(rounded("vials").values()) == said["vials_to_thaw"] == 6
    assert rounded("stock-ul") == {s["letter"]: s["stock_ul"] for s in said["suspensions"]}
    assert rounded("diluent-ul") | exact("bag-diluent-ul") == {
        s["letter"]: s["diluent_ul"] for s in said["suspensions"]
    }
    assert rounded("draw-to-ul") == {
        str(item["number"]): item["draw_to_ul"]
        for item in said["containers"]
        if item["container"] == "syringe"
    }


def test_each_step_says_in_words_how_it_is_done(said: Json) -> None:
    assert {step["result"]: bool(step["how"]) for step in said["working"]} == dict.fromkeys(
        REDONE, True
    )
