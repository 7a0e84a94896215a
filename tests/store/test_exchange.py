"""Plan files: what is written is read again exactly, and what is damaged is refused and kept."""

import json
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.envelope import FORMAT_VERSION, Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.resources import asset
from spineplanner.store import schema
from spineplanner.store.documents import Json
from spineplanner.store.exchange import parse_plan, plan_json, read_plan, write_plan
from spineplanner.store.files import FileProblemError
from tests.domain.strategies import plans

EXAMPLE = asset("examples", "worked-example.json").read_bytes()


def envelope_of(plan: Plan) -> Envelope:
    return Envelope(id=UUID(int=1), number="SP-2026-A-0001", plan=plan)


@given(plans())
def test_a_plan_that_is_written_is_read_again_exactly(plan: Plan) -> None:
    envelope = envelope_of(plan)

    assert parse_plan(plan_json(envelope)) == envelope


@given(plans())
def test_a_plan_is_written_in_one_way_only(plan: Plan) -> None:
    written = plan_json(envelope_of(plan))

    assert plan_json(parse_plan(written)) == written


def test_the_example_comes_back_through_a_file_and_through_a_stream(tmp_path: Path) -> None:
    example = parse_plan(EXAMPLE)

    write_plan(example, tmp_path / "plan.json")

    assert read_plan(tmp_path / "plan.json") == example
    assert read_plan(BytesIO((tmp_path / "plan.json").read_bytes())) == example


def test_a_file_is_readable_text_without_what_was_not_given() -> None:
    text = plan_json(envelope_of(Plan())).decode()

    assert text.endswith("}\n")
    assert "null" not in text
    assert json.loads(text)["plan"]["patient"] == {}


def test_text_of_every_language_stays_readable() -> None:
    envelope = envelope_of(Plan(notes="naïve 例 Ж"))

    assert "naïve 例 Ж" in plan_json(envelope).decode()


def test_a_byte_order_mark_is_allowed() -> None:
    assert parse_plan(b"\xef\xbb\xbf" + EXAMPLE) == parse_plan(EXAMPLE)


@given(st.integers(min_value=0, max_value=len(EXAMPLE.rstrip()) - 1))
def test_a_truncated_file_is_refused(length: int) -> None:
    with pytest.raises(FileProblemError):
        parse_plan(EXAMPLE[:length])


def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    damaged = EXAMPLE.replace(b'"cells": 5000000', b'"cells": -5000000')
    path.write_bytes(damaged)

    with pytest.raises(FileProblemError):
        read_plan(path)

    assert path.read_bytes() == damaged
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_file_is_refused_with_both_versions(tmp_path: Path) -> None:
    document = json.loads(EXAMPLE) | {"version": FORMAT_VERSION + 1, "unheard_of": 1}

    with pytest.raises(FileProblemError) as refused:
        parse_plan(json.dumps(document).encode(), tmp_path)

    assert refused.value.problem == WholeFile(
        FileFault.NEWER, tmp_path, found=FORMAT_VERSION + 1, known=FORMAT_VERSION
    )


def test_an_older_file_is_raised_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_2(document: Json) -> Json:
        return document | {"version": 2, "steps": [2]}

    def to_3(document: Json) -> Json:
        return document | {"version": 3, "steps": [*document["steps"], 3]}

    monkeypatch.setattr(schema, "FORMAT_VERSION", 3)
    monkeypatch.setattr(schema, "UPGRADES", {1: to_2, 2: to_3})

    raised = schema.raised({"format": "spineplanner-plan", "version": 1})

    assert (raised["version"], raised["steps"]) == (3, [2, 3])


def test_every_older_version_has_its_upgrade() -> None:
    assert set(schema.UPGRADES) == set(range(1, FORMAT_VERSION))
