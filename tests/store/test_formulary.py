"""The formulary's files: the clinic's own win, and a wrong one is named and never passed over."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from spineplanner.domain.problems import FileFault, WholeFile, WrongFields
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError
from spineplanner.store.formulary import PARTS, read_formulary
from spineplanner.wording.problems import problem_summary

SHIPPED = asset("formulary")


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return tmp_path / "formulary"


def own(clinic: Path, part: str, **changes: Any) -> Path:  # noqa: ANN401 - any JSON
    """Give the clinic its own copy of a file, with some fields changed."""
    clinic.mkdir(exist_ok=True)
    path = clinic / f"{part}.json"
    document = json.loads((SHIPPED / path.name).read_bytes()) | changes
    kept = {key: value for key, value in document.items() if value is not None}
    path.write_text(json.dumps(kept), "utf-8")
    return path


def refusal(clinic: Path) -> WholeFile | WrongFields:
    with pytest.raises(FileProblemError) as refused:
        read_formulary(SHIPPED, clinic=clinic)
    return refused.value.problem


def test_what_comes_with_the_program_is_valid_and_whole() -> None:
    formulary = read_formulary(SHIPPED)

    assert formulary.product("cells-25m-3-8ml")
    assert formulary.protocol("sharan-2023")
    assert {path.stem for path in SHIPPED.glob("*.json")} == set(PARTS)


def test_a_clinic_without_files_of_its_own_uses_those_of_the_program(clinic: Path) -> None:
    assert read_formulary(SHIPPED, clinic=clinic) == read_formulary(SHIPPED)


def test_a_file_of_the_clinic_wins_and_the_others_stay(clinic: Path) -> None:
    bench = json.loads((SHIPPED / "bench.json").read_bytes())["bench"] | {"residual_ul": 333}
    own(clinic, "bench", bench=bench)

    formulary = read_formulary(SHIPPED, clinic=clinic)

    assert formulary.bench.residual_ul == 333
    assert formulary.products == read_formulary(SHIPPED).products


@pytest.mark.parametrize("part", list(PARTS))
def test_a_file_that_lacks_its_list_is_refused_by_its_path(clinic: Path, part: str) -> None:
    path = own(clinic, part, **{PARTS[part][0]: None})

    said = problem_summary(refusal(clinic))

    assert said.startswith(f"{path}, ")
    assert "is missing; add it." in said


@pytest.mark.parametrize("part", list(PARTS))
def test_a_field_that_is_not_its_own_is_refused_by_its_path(clinic: Path, part: str) -> None:
    path = own(clinic, part, stray=[])

    assert problem_summary(refusal(clinic)) == (
        f"{path}, stray: is no known field; check its spelling or remove it."
    )


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["9506000134352"], "entry 1: must be a GTIN in 14 digits or an ISBT 128 product code"),
        (["09506000134353"], "entry 1: is a GTIN whose check digit does not fit"),
        (["S1295", "S1295"], "(codes): lists one code twice; keep one of them."),
    ],
)
def test_a_product_code_that_is_none_is_refused_at_its_product(
    clinic: Path, codes: list[str], said: str
) -> None:
    products = json.loads((SHIPPED / "products.json").read_bytes())["products"]
    products[1]["codes"] = codes
    path = own(clinic, "products", products=products)

    summary = problem_summary(refusal(clinic))
    assert summary.startswith(f"{path}, product 2, codes of its vials")
    assert said in summary


def test_more_withdrawn_than_filled_is_refused_at_its_product(clinic: Path) -> None:
    products = json.loads((SHIPPED / "products.json").read_bytes())["products"]
    products[1] |= {"fill_ul": 5_000, "withdrawable_ul": 5_001}
    path = own(clinic, "products", products=products)

    said = problem_summary(refusal(clinic))

    assert said.startswith(f"{path}, product 2: must not have more withdrawable_ul than fill_ul")


def test_of_two_wrong_files_one_is_named_with_its_own_faults_alone(clinic: Path) -> None:
    products = json.loads((SHIPPED / "products.json").read_bytes())["products"]
    needles = json.loads((SHIPPED / "needles.json").read_bytes())["needles"]
    products[0]["fill_ul"] = 0
    needles[0]["gauge"] = 0
    path = own(clinic, "products", products=products)
    own(clinic, "needles", needles=needles)

    problem = refusal(clinic)

    assert isinstance(problem, WrongFields)
    assert problem.path == path
    assert {fault.place[0] for fault in problem.faults} == {"products"}


def test_what_concerns_several_files_is_said_of_their_folder(clinic: Path) -> None:
    own(clinic, "allergens", allergens=[])

    assert problem_summary(refusal(clinic)) == (
        f"{clinic}, the document: names an allergen that allergens.json lacks; add it there."
    )


@pytest.mark.parametrize("version", [0, True, 1.0, "1", None])
def test_a_file_without_a_version_is_refused(clinic: Path, version: object) -> None:
    path = own(clinic, "needles", version=version)

    assert refusal(clinic) == WholeFile(FileFault.NOT_A_PLAN, path, "version")


def test_a_newer_file_is_refused_with_both_versions(clinic: Path) -> None:
    path = own(clinic, "needles", version=2)

    assert refusal(clinic) == WholeFile(FileFault.NEWER, path, found=2, known=1)


def test_a_link_to_nowhere_is_refused_not_passed_over(clinic: Path) -> None:
    clinic.mkdir()
    (clinic / "limits.json").symlink_to(clinic / "gone.json")

    problem = refusal(clinic)

    assert isinstance(problem, WholeFile)
    assert (problem.fault, problem.path) == (FileFault.MISSING, clinic / "limits.json")


def test_a_folder_in_the_place_of_a_file_is_refused_not_passed_over(clinic: Path) -> None:
    (clinic / "limits.json").mkdir(parents=True)

    assert problem_summary(refusal(clinic)) == (
        f"{clinic / 'limits.json'} is a folder. Name a file in it."
    )


def test_reading_changes_no_file(clinic: Path) -> None:
    shutil.copytree(SHIPPED, clinic)
    before = {path: path.read_bytes() for path in clinic.iterdir()}

    read_formulary(SHIPPED, clinic=clinic)

    assert {path: path.read_bytes() for path in clinic.iterdir()} == before
