"""The clinic's label stocks beside those that come with the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from spineplanner.domain.problems import FileFault, WholeFile, WrongFields
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError
from spineplanner.store.label_stocks import (
    StockChangedError,
    own_label_stocks,
    read_label_stock,
    read_label_stocks,
    remove_label_stock,
    write_label_stock,
)
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


A4 = read_label_stock(asset("labels", "a4-3x7.json"))
OURS = A4.replace(id="ours", name="Ours")


def test_a_stock_is_written_read_changed_and_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    assert own_label_stocks(folder) == ()
    write_label_stock(OURS, folder, instead_of=None)
    assert own_label_stocks(folder) == (OURS,)
    smaller = OURS.replace(down=6)
    write_label_stock(smaller, folder, instead_of=OURS)
    assert own_label_stocks(folder) == (smaller,)
    assert [path.name for path in folder.iterdir()] == ["ours.json"]
    remove_label_stock(smaller, folder)
    assert list(folder.iterdir()) == []


def test_a_stock_that_changed_meanwhile_is_neither_written_over_nor_taken_away(
    tmp_path: Path,
) -> None:
    write_label_stock(OURS, tmp_path, instead_of=None)
    theirs = OURS.replace(down=5)
    write_label_stock(theirs, tmp_path, instead_of=OURS)
    for read in (OURS, None):
        with pytest.raises(StockChangedError):
            write_label_stock(OURS.replace(down=6), tmp_path, instead_of=read)
    with pytest.raises(StockChangedError):
        remove_label_stock(OURS, tmp_path)
    assert own_label_stocks(tmp_path) == (theirs,)


def test_a_stock_that_is_gone_is_not_written_again(tmp_path: Path) -> None:
    with pytest.raises(StockChangedError):
        write_label_stock(OURS, tmp_path, instead_of=OURS)
    with pytest.raises(StockChangedError):
        remove_label_stock(OURS, tmp_path)
    assert own_label_stocks(tmp_path) == ()


def test_a_stock_in_a_file_of_any_name_is_changed_in_that_file(tmp_path: Path) -> None:
    written(tmp_path, "ours.json", document(id="other", name="Other"))
    written(tmp_path, "by hand.json", document(id="ours", name="Ours"))
    write_label_stock(OURS.replace(down=6), tmp_path, instead_of=OURS)
    write_label_stock(A4.replace(name="Mine"), tmp_path, instead_of=None)
    assert {path.name for path in tmp_path.iterdir()} == {
        "ours.json",
        "by hand.json",
        "a4-3x7.json",
    }
    stocks = {stock.id: stock for stock in own_label_stocks(tmp_path)}
    assert (stocks["ours"].down, stocks["other"].down) == (6, 7)


def test_a_new_stock_never_takes_the_file_of_another(tmp_path: Path) -> None:
    written(tmp_path, "ours.json", document(id="other", name="Other"))
    write_label_stock(OURS, tmp_path, instead_of=None)
    assert {stock.id for stock in own_label_stocks(tmp_path)} == {"ours", "other"}


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "labels").write_text("a file", "utf-8")
    with pytest.raises(FileProblemError):
        write_label_stock(OURS, tmp_path / "labels", instead_of=None)
