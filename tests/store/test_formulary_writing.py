"""The clinic's formulary is written whole or not at all, and travels in one file."""

import json
import shutil
from pathlib import Path

import pytest

from spineplanner.domain.formulary import Certainty, Formulary, Source
from spineplanner.domain.formulary_edits import Kind, find, free_id, put, with_figures, without
from spineplanner.domain.problems import FileFault, WholeFile, WrongFields
from spineplanner.resources import asset
from spineplanner.store.files import FileProblemError
from spineplanner.store.formulary import (
    export_formulary,
    import_formulary,
    read_formulary,
    write_formulary,
)

SHIPPED = asset("formulary")
OURS = Source(text="Measured here", certainty=Certainty.CLINIC)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return tmp_path / "data" / "formulary"


@pytest.fixture
def shipped() -> Formulary:
    return read_formulary(SHIPPED)


def with_tube(formulary: Formulary, tube_ul: int) -> Formulary:
    bench = with_figures(formulary.bench, {"tube_ul": tube_ul}, OURS)
    return put(formulary, Kind.BENCH, bench)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_written_is_read_back_equal(clinic: Path, shipped: Formulary) -> None:
    changed = without(with_tube(shipped, 40_000), Kind.NEEDLES, shipped.needles[0].id)

    write_formulary(changed, clinic)

    assert read_formulary(SHIPPED, clinic=clinic) == changed


def test_only_parts_that_differ_become_the_clinics(clinic: Path, shipped: Formulary) -> None:
    write_formulary(with_tube(shipped, 40_000), clinic)

    assert names(clinic) == {"bench.json"}


def test_a_part_that_is_the_clinics_stays_it_when_its_figures_go_back(
    clinic: Path, shipped: Formulary
) -> None:
    write_formulary(with_tube(shipped, 40_000), clinic)

    write_formulary(shipped, clinic)

    assert names(clinic) == {"bench.json"}
    assert read_formulary(SHIPPED, clinic=clinic) == shipped


def test_a_limit_that_is_not_set_is_written_as_not_set(clinic: Path, shipped: Formulary) -> None:
    limit = find(shipped, Kind.LIMITS, "facet-lumbar-volume-hard-ul")
    assert limit is not None

    write_formulary(put(shipped, Kind.LIMITS, with_figures(limit, {"value": None}, OURS)), clinic)

    read = find(read_formulary(SHIPPED, clinic=clinic), Kind.LIMITS, limit.id)
    assert read is not None
    assert read.source == OURS
    assert '"value": null' not in (clinic / "limits.json").read_text("utf-8")


def test_a_part_that_can_not_be_written_leaves_all_parts_as_they_were(
    clinic: Path, shipped: Formulary
) -> None:
    write_formulary(with_tube(shipped, 40_000), clinic)
    (clinic / "needles.json").mkdir()
    changed = without(with_tube(shipped, 30_000), Kind.NEEDLES, shipped.needles[0].id)

    with pytest.raises(FileProblemError) as refused:
        write_formulary(changed, clinic)

    assert refused.value.problem == WholeFile(
        FileFault.IS_FOLDER, clinic / "needles.json", "Is a directory"
    )
    assert json.loads((clinic / "bench.json").read_bytes())["bench"]["tube_ul"] == 40_000
    assert names(clinic) == {"bench.json", "needles.json"}


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path, shipped: Formulary) -> None:
    (tmp_path / "data").write_text("in the way", "utf-8")

    with pytest.raises(FileProblemError) as refused:
        write_formulary(with_tube(shipped, 40_000), tmp_path / "data" / "formulary")

    problem = refused.value.problem
    assert isinstance(problem, WholeFile)
    assert problem.path == tmp_path / "data" / "formulary"


def test_a_file_that_was_wrong_is_kept_beside_the_new_one(clinic: Path, shipped: Formulary) -> None:
    clinic.mkdir(parents=True)
    (clinic / "limits.json").write_text("{ broken", "utf-8")

    write_formulary(with_tube(shipped, 40_000), clinic)
    write_formulary(with_tube(shipped, 30_000), clinic)

    assert read_formulary(SHIPPED, clinic=clinic).bench.tube_ul == 30_000
    assert (clinic / "limits.kept-1.json").read_text("utf-8") == "{ broken"
    assert names(clinic) == {"bench.json", "limits.json", "limits.kept-1.json"}


def test_one_file_takes_the_whole_formulary_to_another_workstation(
    tmp_path: Path, shipped: Formulary
) -> None:
    changed = with_tube(shipped, 40_000)

    export_formulary(changed, tmp_path / "ours.json")

    assert import_formulary(tmp_path / "ours.json") == changed


def test_a_single_part_is_no_whole_formulary(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "needles.json", tmp_path)

    with pytest.raises(FileProblemError) as refused:
        import_formulary(tmp_path / "needles.json")

    problem = refused.value.problem
    assert isinstance(problem, WrongFields)
    assert ("products",) in [fault.place for fault in problem.faults]


def test_an_imported_formulary_is_held_against_its_own_rules(
    tmp_path: Path, shipped: Formulary
) -> None:
    path = tmp_path / "ours.json"
    export_formulary(shipped, path)
    document = json.loads(path.read_bytes())
    document["syringes"].reverse()
    path.write_text(json.dumps(document), "utf-8")

    with pytest.raises(FileProblemError) as refused:
        import_formulary(path)

    problem = refused.value.problem
    assert isinstance(problem, WrongFields)
    assert [fault.error for fault in problem.faults] == ["syringes_out_of_order"]


def test_a_changed_figure_and_its_entry_say_the_clinic_and_other_figures_keep_their_source(
    shipped: Formulary,
) -> None:
    product = shipped.products[0]

    changed = with_figures(product, {"fill_ul": 3_700}, OURS)

    assert changed.source == OURS
    assert changed.source_of("fill_ul") == OURS
    for figure in ("label_cells", "withdrawable_ul", "dmso_bp", "allergens"):
        assert changed.source_of(figure) == product.source_of(figure)


def test_a_syringe_is_put_where_its_size_belongs(shipped: Formulary) -> None:
    fields = {"id": "own", "name": "2 mL", "capacity_ul": 2_000, "graduation_ul": 100}
    syringe = shipped.syringes[0].replace(**fields)

    sizes = [item.capacity_ul for item in put(shipped, Kind.SYRINGES, syringe).syringes]

    assert sizes == sorted(sizes)
    assert 2_000 in sizes


def test_a_limit_that_the_clinics_file_lacks_is_listed_and_can_be_set(shipped: Formulary) -> None:
    lacking = shipped.replace(limits=shipped.limits[1:])
    missing = find(lacking, Kind.LIMITS, shipped.limits[0].id)
    assert missing is not None

    set_again = put(lacking, Kind.LIMITS, with_figures(missing, {"value": 400}, OURS))

    limit = set_again.limit(shipped.limits[0].limit)
    assert limit is not None
    assert limit.value == 400


def test_an_id_that_is_free_is_found_within_its_length(shipped: Formulary) -> None:
    long = shipped.needles[0].replace(id="a" * 60)
    formulary = put(shipped, Kind.NEEDLES, long)

    assert free_id(formulary, Kind.NEEDLES, "own-needle") == "own-needle"
    assert free_id(formulary, Kind.NEEDLES, "a" * 60) == "a" * 58 + "-2"


@pytest.mark.parametrize("kind", [Kind.LIMITS, Kind.BENCH])
def test_what_the_program_asks_for_can_not_be_taken_away(shipped: Formulary, kind: Kind) -> None:
    with pytest.raises(ValueError, match="can be taken away"):
        without(shipped, kind, "bench")
