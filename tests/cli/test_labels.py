"""Labels from the command line: a PDF, or one sentence on why there is none."""

import json
from pathlib import Path
from typing import IO

import pypdfium2  # type: ignore[import-untyped] # it has no stubs
import pytest

from spineplanner.domain.envelope import Envelope
from spineplanner.resources import asset
from spineplanner.store.exchange import read_plan
from tests.cli.conftest import Run
from tests.cli.plans import spoilt, written
from tests.cli.programs import PLAN


def said(path: Path) -> list[str]:
    """What each page says, with single spaces between words."""
    with pypdfium2.PdfDocument(path) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def test_labels_of_the_worked_example_are_written_and_named(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "labels.pdf"
    ran = run("labels", PLAN, "-o", output)
    assert (ran.code, ran.out, ran.err) == (0, f"{output}\n", "")
    (page,) = said(output)
    assert page.count("of 10") == 10
    assert page.count("PLANNED") == 10


def test_the_same_words_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        run("labels", PLAN, "-o", tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_all_options_together(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "labels.pdf"
    options = ["--only", "3,5-7", "--reason", "smudged", "--spare", "2", "--start", "20"]
    moved = ["--offset-x", "-0.5", "--offset-y", "1.25", "--scale", "100.5"]
    ran = run("labels", PLAN, "-o", output, *options, *moved, "--by", "B. Example")
    assert ran.code == 0
    first, second = said(output)
    assert [number for number in range(1, 11) if f"{number} of 10" in first] == [3, 5]
    assert [number for number in range(1, 11) if f"{number} of 10" in second] == [6, 7]
    assert (first + second).count("REPRINT") == 4
    assert second.count("SPARE") == 2


@pytest.mark.parametrize(("stock", "pages"), [("letter-3x10", 1), ("roll-62", 10)])
def test_every_shipped_stock_can_be_asked_for(
    run: Run, tmp_path: Path, stock: str, pages: int
) -> None:
    output = tmp_path / "labels.pdf"
    assert run("labels", PLAN, "-o", output, "--stock", stock).code == 0
    assert len(said(output)) == pages


def test_a_test_sheet_needs_no_plan(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "test.pdf"
    assert run("labels", "-o", output, "--test-sheet", "--offset-x", "0.5").code == 0
    (page,) = said(output)
    assert "Offset 0.5 mm right, 0 mm down; scale 100 %." in page
    assert "21" in page.split()


def test_the_clinics_own_stock_is_found_in_its_data(run: Run, home: Path, tmp_path: Path) -> None:
    own = json.loads(asset("labels", "a4-3x7.json").read_text("utf-8"))
    folder = home / "data" / "labels"
    folder.mkdir(parents=True)
    (folder / "own.json").write_text(json.dumps(own | {"id": "ours", "down": 6}), "utf-8")
    ran = run("labels", PLAN, "-o", tmp_path / "l.pdf", "--stock", "ours", "--start", "19")
    assert ran.code == 2
    assert "no label 19: start at 1 to 18" in ran.err
    assert run("labels", PLAN, "-o", tmp_path / "l.pdf", "--stock", "ours").code == 0


def test_a_clinics_wrong_stock_is_refused_by_name(run: Run, home: Path, tmp_path: Path) -> None:
    folder = home / "data" / "labels"
    folder.mkdir(parents=True)
    (folder / "own.json").write_text("{", "utf-8")
    ran = run("labels", PLAN, "-o", tmp_path / "l.pdf")
    assert ran.code == 2
    assert "own.json" in ran.err
    assert not (tmp_path / "l.pdf").exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--stock", "a5"], "There are: a4-3x7, letter-3x10, roll-62."),
        (["--start", "22"], "no label 22: start at 1 to 21"),
        (["--start", "0"], "no label 0"),
        (["--start", "x"], "--start"),
        (["--only", "3"], "--only: labels are printed again for a reason."),
        (["--only", "3;4", "--reason", "x"], "--only: “3;4” is no list such as 3,5-7."),
        (["--only", "7-5", "--reason", "x"], "runs backwards"),
        (["--only", "9,11", "--reason", "x"], "no container 11; the plan has 1 to 10"),
        (["--only", "3", "--reason", " "], "--reason"),
        (["--only", "3", "--reason", "a\u202eb"], "--reason"),
        (["--offset-x", "0,5"], "--offset-x: “0,5” is no length in mm"),
        (["--offset-y", "21"], "at most 20 mm"),
        (["--offset-x", "-8"], "would lie off the page"),
        (["--scale", "96.9"], "--scale: A scale is between 97 % and 105 %."),
        (["--scale", "1e2"], "no scale in per cent"),
        (["--spare", "51"], "--spare: 0 to 50."),
        (["--spare", "-1"], "--spare"),
    ],
)
def test_what_cannot_be_printed_is_one_sentence_and_no_file(
    run: Run, tmp_path: Path, options: list[str], expected: str
) -> None:
    ran = run("labels", PLAN, "-o", tmp_path / "labels.pdf", *options)
    assert ran.code == 2
    assert expected in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "labels.pdf").exists()


def test_labels_without_a_plan_are_refused(run: Run, tmp_path: Path) -> None:
    ran = run("labels", "-o", tmp_path / "labels.pdf")
    assert (ran.code, ran.err) == (2, "Labels need a plan; a test sheet needs none.\n")


def test_a_name_too_long_for_a_label_is_refused_with_label_and_line(
    run: Run, tmp_path: Path
) -> None:
    plan = written(tmp_path, spoilt("plan.patient.name", "Wolfeschlegelsteinhausen" * 5))
    ran = run("labels", plan, "-o", tmp_path / "labels.pdf")
    assert ran.code == 2
    assert "label 1 has no room for this: patient’s name." in ran.err
    assert "9 more like it." in ran.err


def test_a_name_in_letters_without_glyphs_is_refused(run: Run, tmp_path: Path) -> None:
    plan = written(tmp_path, spoilt("plan.patient.name", "דוד כהן"))
    ran = run("labels", plan, "-o", tmp_path / "labels.pdf")
    assert ran.code == 2
    assert not (tmp_path / "labels.pdf").exists()


def test_labels_are_never_written_over_their_plan(run: Run, tmp_path: Path) -> None:
    plan = written(tmp_path, json.loads(PLAN.read_bytes()))
    before = plan.read_bytes()
    assert run("labels", plan, "-o", plan).code == 2
    assert plan.read_bytes() == before


def kept_plan(folder: Path) -> Path:
    path = folder / "plan.json"
    path.write_bytes(PLAN.read_bytes())
    return path


def prints(plan: Path) -> list[tuple[list[int], str | None, str]]:
    record = json.loads(plan.read_bytes())["record"]
    return [
        (item["labels"], item.get("reprint_reason"), item["printed"]["by"])
        for item in record["label_prints"]
    ]


def test_nothing_is_kept_of_a_print_unless_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    plan = kept_plan(tmp_path)
    before = plan.read_bytes()
    assert run("labels", plan, "-o", tmp_path / "labels.pdf").code == 0
    assert plan.read_bytes() == before


def test_a_print_that_is_kept_goes_by_the_record_and_enters_it(run: Run, tmp_path: Path) -> None:
    plan, output = kept_plan(tmp_path), tmp_path / "labels.pdf"
    keeping = ("labels", plan, "-o", output, "--keep", "--by", "B. Example")
    assert run(*keeping, "--only", "3-5").code == 0
    assert "REPRINT" not in said(output)[0]
    assert prints(plan) == [([3, 4, 5], None, "B. Example")]

    output.unlink()
    refused = run(*keeping, "--only", "5-6")
    assert refused.code == 2
    assert "Label 5 was printed before. Say why it is printed again." in refused.err
    assert not output.exists()
    assert len(prints(plan)) == 1

    assert run(*keeping, "--only", "5-6", "--reason", "torn").code == 0
    assert said(output)[0].count("REPRINT") == 1
    assert prints(plan)[1] == ([5, 6], "torn", "B. Example")


def test_what_the_record_says_was_printed_wants_a_reason_without_keep_too(
    run: Run, tmp_path: Path
) -> None:
    plan, output = kept_plan(tmp_path), tmp_path / "labels.pdf"
    assert run("labels", plan, "-o", output, "--keep").code == 0
    refused = run("labels", plan, "-o", output)
    assert refused.code == 2
    assert "Labels 1 to 10 were printed before." in refused.err
    assert run("labels", plan, "-o", output, "--reason", "torn").code == 0
    assert said(output)[0].count("REPRINT") == 10
    assert len(prints(plan)) == 1


@pytest.mark.parametrize("source", [[], ["-"]])
def test_only_a_plan_file_keeps_a_print(run: Run, tmp_path: Path, source: list[str]) -> None:
    ran = run("labels", *source, "-o", tmp_path / "t.pdf", "--test-sheet", "--keep")
    assert (ran.code, ran.err) == (2, "--keep: only a plan file keeps what was printed.\n")


def test_a_plan_file_that_changes_meanwhile_is_not_written_over(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, output = kept_plan(tmp_path), tmp_path / "labels.pdf"
    times = iter(range(9))

    def read_and_edit(source: Path | IO[bytes]) -> Envelope:
        """Somebody saves another revision after the plan was read."""
        if next(times):
            document = json.loads(PLAN.read_bytes()) | {"revision": 9}
            plan.write_text(json.dumps(document), "utf-8")
        return read_plan(source)

    monkeypatch.setattr("spineplanner.cli.read_plan", read_and_edit)
    ran = run("labels", plan, "-o", output, "--keep")
    assert ran.code == 2
    assert "changed meanwhile. Nothing was written; print again." in ran.err
    assert json.loads(plan.read_bytes())["revision"] == 9
    assert not output.exists()
