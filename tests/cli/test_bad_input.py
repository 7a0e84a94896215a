"""Bad input: a sentence that names the field, exit code 2, and nothing written."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.plans import Json, example, spoilt, written

CELLS = "aliquot 1, cells"
VOLUME = "aliquot 1, volume"
ON_HAND = "lot 1, vials on hand"
RAW = "RAW NUMBER"
"""Stands in a document where something is to be that json.dumps would not write."""


def refused(run: Run, folder: Path, data: bytes) -> str:
    """Ask every command that reads a plan; return the one sentence or two that all of them say."""
    path = folder / "plan.json"
    path.write_bytes(data)
    before = sorted(folder.rglob("*"))

    said = set()
    for command in (["calculate"], ["check"], ["worksheet", "-o", folder / "sheet.pdf"]):
        ran = run(command[0], path, *command[1:])
        assert (ran.code, ran.out) == (2, "")
        said.add(ran.err)

    assert sorted(folder.rglob("*")) == before
    assert path.read_bytes() == data
    assert len(said) == 1
    sentence = said.pop()
    assert sentence.endswith("\n")
    assert sentence.count("\n") == 1
    assert "Traceback" not in sentence
    assert re.match(re.escape(str(path)) + "[, ]", sentence)
    return sentence.removeprefix(str(path)).lstrip(", ").rstrip("\n")


def refused_field(run: Run, folder: Path, place: str, value: Json) -> str:
    return refused(run, folder, json.dumps(spoilt(place, value)).encode())


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("plan.aliquots.0.cells", CELLS),
        ("plan.aliquots.0.volume_ul", VOLUME),
        ("plan.target_cells", "target"),
        ("plan.patient.weight_g", "patient, weight"),
        ("plan.supply.recovery_bp", "recovery"),
        ("plan.infusion.minutes", "infusion time"),
    ],
)
@pytest.mark.parametrize("value", [0, -1, -(10**9), 10**15, 10**40])
def test_a_count_below_one_or_absurdly_large_is_refused(
    run: Run, tmp_path: Path, place: str, field: str, value: int
) -> None:
    said = refused_field(run, tmp_path, place, value)

    assert field in said
    assert re.search("must be (at least|at most|greater than) [0-9]", said)


@pytest.mark.parametrize("value", [-1, 10**6])
def test_vials_on_hand_are_a_count(run: Run, tmp_path: Path, value: int) -> None:
    assert ON_HAND in refused_field(run, tmp_path, "plan.supply.lots.0.on_hand", value)


@pytest.mark.parametrize("value", [0.5, 1.5, 1.0, 1.5e6, 1e300])
def test_a_fraction_or_an_exponent_is_refused_with_how_to_write_it(
    run: Run, tmp_path: Path, value: float
) -> None:
    said = refused_field(run, tmp_path, "plan.aliquots.0.cells", value)

    assert said == (
        f"{CELLS}: must be a whole number. "
        "Write digits alone, such as 1500000: no quotes, comma, point or exponent."
    )


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_what_is_no_number_is_refused_at_its_field(run: Run, tmp_path: Path, word: str) -> None:
    document = json.dumps(spoilt("plan.aliquots.0.cells", RAW)).replace(f'"{RAW}"', word)

    said = refused(run, tmp_path, document.encode())

    assert said.startswith(f"{CELLS}: must be a whole number.")


@pytest.mark.parametrize("digits", [4_000, 5_000, 100_000])
@pytest.mark.parametrize(("sign", "bound"), [("", "at most"), ("-", "greater than 0")])
def test_thousands_of_digits_are_refused_at_their_field(
    run: Run, tmp_path: Path, digits: int, sign: str, bound: str
) -> None:
    document = json.dumps(spoilt("plan.aliquots.0.cells", RAW))

    said = refused(run, tmp_path, document.replace(f'"{RAW}"', sign + "9" * digits).encode())

    assert said.startswith(f"{CELLS}: must be {bound}")


@pytest.mark.parametrize("value", ["1000000", "1,5", "1.5e6", "1 000 000", "1.5"])
def test_a_number_in_quotes_is_refused_with_how_to_write_it(
    run: Run, tmp_path: Path, value: str
) -> None:
    said = refused_field(run, tmp_path, "plan.aliquots.0.cells", value)

    assert said.startswith(f"{CELLS}: must be a whole number. Write digits alone")


@pytest.mark.parametrize("value", ["many", "", True, False, [1], {"cells": 1}])
def test_text_booleans_and_lists_are_no_numbers(run: Run, tmp_path: Path, value: Json) -> None:
    assert refused_field(run, tmp_path, "plan.aliquots.0.cells", value) == (
        f"{CELLS}: must be a whole number."
    )


@pytest.mark.parametrize(
    "site",
    [
        "L9-L10 facet LEFT",
        "L4-L5 facet",
        "L4-L5 epidural LEFT",
        "caudal epidural LEFT",
        "vein LEFT",
        "L4-L5 facet left",
        "L4-L5 facet L",
        "L4–L5 facet LEFT",
        "",
        "knee",
        7,
        None,
        {"kind": "facet", "level": "L4-L5", "side": "LEFT"},
    ],
)
def test_what_is_no_site_is_refused_with_how_sites_are_written(
    run: Run, tmp_path: Path, site: Json
) -> None:
    said = refused_field(run, tmp_path, "plan.aliquots.2.site", site)

    assert said.startswith("aliquot 3, site: must be a site such as L4-L5 facet LEFT")


def test_a_site_that_this_patient_does_not_have_is_refused(run: Run, tmp_path: Path) -> None:
    said = refused_field(run, tmp_path, "plan.aliquots.2.site", "L5-L6 facet LEFT")

    assert "L5-L6 facet LEFT" in said
    assert "5 lumbar vertebrae" in said


def test_the_same_site_twice_is_refused(run: Run, tmp_path: Path) -> None:
    said = refused_field(run, tmp_path, "plan.aliquots.1.site", "L2-L3 facet LEFT")

    assert said == "aliquots: order L2-L3 facet LEFT twice; keep one of them."


@pytest.mark.parametrize("field", ["recovery", "viability"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "must be greater than 0, which is 0 %."),
        (10_001, "must be at most 10000, which is 100 %."),
    ],
)
def test_a_share_of_nothing_or_of_more_than_all_is_refused(
    run: Run, tmp_path: Path, field: str, value: int, said: str
) -> None:
    assert refused_field(run, tmp_path, f"plan.supply.{field}_bp", value) == (
        f"cell supply, {field} ({field}_bp, in hundredths of a per cent): {said}"
    )


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [
        ("plan.patient.birth_date", "14.3.1979", "birth date"),
        ("plan.patient.birth_date", "2999-01-01", "birth date"),
        ("plan.procedure.at", "2026-11-24T09:30:00", "date and time"),
        ("plan.supply.lots.0.expiry", "06/27", "expiry"),
        ("plan.supply.lots.0.expiry", "2027-02-30", "expiry"),
        ("plan.supply.label_basis", "all", "what the label counts"),
        ("plan.counting.confirmed", "yes", "levels confirmed"),
        ("plan.counting.lumbar_count", 7, "number of lumbar vertebrae"),
        ("plan.aliquots.0.needle", "22G!", "needle"),
        ("plan.aliquots.0.container", "bag", "aliquot 1"),
        ("plan.aliquots", {}, "aliquots"),
        ("plan", [], "plan"),
        ("number", "113", "plan number"),
        ("id", "0113", "id"),
        ("plan.dose", 1, "dose"),
    ],
)
def test_every_other_wrong_field_is_named_too(
    run: Run, tmp_path: Path, place: str, value: Json, field: str
) -> None:
    said = refused_field(run, tmp_path, place, value)

    assert field in said
    assert re.search(r"(must|remove|check|correct|syringe)", said)
    assert said.endswith(".")


def test_of_several_wrong_fields_the_first_is_named_and_the_rest_counted(
    run: Run, tmp_path: Path
) -> None:
    document = spoilt("plan.aliquots.0.cells", 0)
    document["plan"]["aliquots"][3]["cells"] = -2
    document["plan"]["aliquots"][4]["cells"] = -3

    said = refused(run, tmp_path, json.dumps(document).encode())

    assert said == f"{CELLS}: must be greater than 0. 2 more fields are wrong."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b" " * 5_000_001, "is larger than 5 MB"),
        (b"%PDF-1.7\n\0\1\2", "is not text: byte 10 is zero"),
        (json.dumps(example()).encode("utf-16"), "is not UTF-8 text at byte 1"),
        (json.dumps(example()).encode()[:-40], "is not complete JSON, at line and column 1,"),
        (b'{"name": "M\xfcller"}', "is not UTF-8 text at byte 12"),
        (b"[" * 100_000, "is nested too deeply in line 1"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "is nested too deeply in line 1"),
        (b'{"format": 1, "format": 2}', "has the field “format” twice"),
        (b"[]", "is no SpinePlanner file of this kind"),
        (b"{}", "is no SpinePlanner file of this kind"),
        (b'{"format": "spineplanner-plan"}', "is no SpinePlanner file of this kind"),
        (b'"' + b'\\"' * 2_000_000, "is not complete JSON"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_a_file_that_is_no_plan_is_refused_as_a_whole(
    run: Run, tmp_path: Path, data: bytes, said: str
) -> None:
    assert refused(run, tmp_path, data).startswith(said)


def test_many_fields_of_which_one_comes_twice_are_refused_without_delay(
    run: Run, tmp_path: Path
) -> None:
    fields = ",".join(f'"{number}":0' for number in range(300_000))

    said = refused(run, tmp_path, f'{{{fields},"0":1}}'.encode())

    assert said == "has the field “0” twice. Keep one of them."


def test_a_newer_plan_is_refused_with_both_versions(run: Run, tmp_path: Path) -> None:
    said = refused_field(run, tmp_path, "version", 7)

    assert said.startswith("has version 7, and this program reads up to 1.")


@pytest.mark.parametrize("version", [0, -1, True, "1", 1.0, None])
def test_a_version_that_is_none_is_refused(run: Run, tmp_path: Path, version: Json) -> None:
    said = refused_field(run, tmp_path, "version", version)

    assert said.startswith("is no SpinePlanner file of this kind: its format or version")


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ude00\ud83d"])
@pytest.mark.parametrize("place", ["plan.patient.name", "plan.notes", "plan.supply.product"])
def test_half_a_character_is_refused_at_its_field(
    run: Run, tmp_path: Path, place: str, text: str
) -> None:
    said = refused_field(run, tmp_path, place, text)

    assert place.rsplit(".", maxsplit=1)[-1] in said
    assert re.search(r"hidden character U\+D[89A-F]", said)


def test_a_key_may_not_steer_the_terminal_or_fill_it(run: Run, tmp_path: Path) -> None:
    document = spoilt("plan.patient.name", "EXAMPLE")
    document["plan"]["patient"]["\x1b[31mred\n" + "x" * 100_000] = 1

    said = refused(run, tmp_path, json.dumps(document).encode())

    assert "\x1b" not in said
    assert len(said) < 300


HIDDEN = {
    "a right-to-left override": "EX\u202eAMPLE",
    "a right-to-left mark": "EX\u200fAMPLE",
    "a newline": "EX\nAMPLE",
    "a bell": "EX\aAMPLE",
    "a soft hyphen": "EX\u00adAMPLE",
    "a joined emoji": "👩\u200d⚕",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("plan.patient.name", "patient, name"),
        ("plan.procedure.physician", "procedure, physician"),
        ("plan.supply.lots.0.number", "lot 1, lot number"),
    ],
)
def test_a_name_with_hidden_characters_is_refused_at_its_field(
    run: Run, tmp_path: Path, place: str, field: str, text: str
) -> None:
    said = refused_field(run, tmp_path, place, text)

    assert field in said
    assert re.search(r"holds the hidden character U\+[0-9A-F]{4} as its character \d", said)
    assert said.endswith("remove it.")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * 300, "has more than 120 characters; shorten it"),
        (" EXAMPLE", "begins or ends with a space; remove it"),
        ("", "must not be empty"),
    ],
)
def test_a_name_that_is_too_long_or_untidy_is_refused_at_its_field(
    run: Run, tmp_path: Path, text: str, fault: str
) -> None:
    assert refused_field(run, tmp_path, "plan.patient.name", text) == f"patient, name: {fault}."


@pytest.mark.parametrize("text", ["EXAMPLE 🦴", "דוגמה", "例"])
def test_a_name_that_the_sheet_can_not_print_is_a_stop_and_prints_nothing(
    run: Run, tmp_path: Path, text: str
) -> None:
    plan = written(tmp_path, spoilt("plan.patient.name", text))

    checked = run("check", plan)
    printed = run("worksheet", plan, "-o", tmp_path / "sheet.pdf")

    assert checked.code == 1
    assert "STOP" in checked.out
    assert (printed.code, printed.out) == (2, "")
    assert "Characters that the sheet can't print, in name:" in printed.err
    assert list(tmp_path.iterdir()) == [plan]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the devices of POSIX")
@pytest.mark.parametrize(
    ("path", "said"), [("/dev/zero", "larger than 5 MB"), ("/dev/null", "is empty")]
)
def test_a_device_is_no_plan(run: Run, path: str, said: str) -> None:
    ran = run("check", path)

    assert ran.code == 2
    assert said in ran.err
