"""The clinic's label stocks beside those that come with the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from spineplanner.domain.problems import FileFault, WholeFile, WrongFields
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError
from spineplanner.store.label_stocks import read_label_stocks
from spineplanner.wording.problems import problem_summary


def document(**changes: object) -> dict[str, Any]:
    shipped: dict[str, Any] = json.loads(asset("labels", "a4-3x7.json").read_text("utf-8"))
    return shipped | changes


def written(folder: Path, name: str, content: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(content), "utf-8")


def test_a_clinic_without_stocks_has_the_shipped_ones(tmp_path: Path) -> None:
    shipped = read_label_stocks(asset("labels"), clinic=tmp_path / "labels")
    assert {stock.id for stock in shipped} == {"a4-3x7", "letter-3x10", "roll-62"}


def test_a_clinics_stock_is_added_and_one_of_the_same_id_wins(tmp_path: Path) -> None:
    written(tmp_path, "own.json", document(id="own", name="Ours"))
    written(tmp_path, "a4.json", document(left_um=7_000))
    stocks = {stock.id: stock for stock in read_label_stocks(asset("labels"), clinic=tmp_path)}
    assert len(stocks) == 4
    assert stocks["a4-3x7"].left_um == 7_000
    assert stocks["own"].name == "Ours"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"left_um": 20_000}, "reach over the page’s edge"),
        ({"pitch_y_um": 38_000}, "overlap"),
        ({"label_width_um": 63.5}, "whole number"),
        ({"colour": "pink"}, "no known field"),
    ],
)
def test_a_clinics_wrong_stock_is_refused_by_file_and_fault(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    written(tmp_path, "own.json", document(**changes))
    with pytest.raises(FileProblemError) as caught:
        read_label_stocks(asset("labels"), clinic=tmp_path)
    assert said in problem_summary(caught.value.problem)
    assert str(tmp_path / "own.json") in problem_summary(caught.value.problem)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    written(tmp_path, "a.json", document(id="own"))
    written(tmp_path, "b.json", document(id="own"))
    with pytest.raises(FileProblemError) as caught:
        read_label_stocks(asset("labels"), clinic=tmp_path)
    assert isinstance(caught.value.problem, WrongFields)
    assert caught.value.problem.path == tmp_path / "b.json"


def test_a_newer_stock_and_another_kind_of_file_are_refused(tmp_path: Path) -> None:
    for content, fault in (
        (document(version=2), FileFault.NEWER),
        (document(format="spineplanner-plan"), FileFault.NOT_A_PLAN),
    ):
        written(tmp_path, "own.json", content)
        with pytest.raises(FileProblemError) as caught:
            read_label_stocks(asset("labels"), clinic=tmp_path)
        assert isinstance(caught.value.problem, WholeFile)
        assert caught.value.problem.fault is fault
