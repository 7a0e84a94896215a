"""Every fault that the documents can have is said in people's words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.problems import FieldFault, FileFault, WholeFile
from spineplanner.wording.field_paths import place_words
from spineplanner.wording.problems import fault_sentence, problem_summary

DOMAIN = Path(__file__).parents[2] / "spineplanner" / "domain"


def own_faults() -> Iterator[str]:
    """The names of the faults that our own validators raise."""
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="PydanticCustomError"), args=[ast.Constant(value=name), *_]
                ):
                    yield str(name)
                case _:
                    pass


def keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Every field's key of a model and of the models in it."""
    seen.add(model)
    for key, field in model.model_fields.items():
        yield key
        for inner in inside(field.annotation):
            if inner not in seen:
                yield from keys(inner, seen)


def inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from inside(part)


@pytest.mark.parametrize("name", sorted(set(own_faults())))
def test_a_fault_of_our_own_has_words_and_says_what_to_do(name: str) -> None:
    said = fault_sentence(FieldFault(("plan",), name, message="RAW"))

    assert "RAW" not in said
    assert ";" in said or "must" in said


@pytest.mark.parametrize("model", [Envelope, Formulary])
def test_every_field_of_a_document_has_a_name_without_underscores(model: type[BaseModel]) -> None:
    found = set(keys(model, set()))

    assert {"sample", "source"} & found
    for key in found:
        assert "_" not in place_words((key, "x")).split(",")[0]


@pytest.mark.parametrize("fault", list(FileFault))
def test_every_fault_of_a_file_is_one_sentence_or_two_with_its_name(fault: FileFault) -> None:
    problem = WholeFile(fault, Path("plan.json"), "detail", (1, 2), found=9, known=8)

    said = problem_summary(problem)

    assert said.startswith("plan.json ")
    assert said.endswith(".")
    assert "{" not in said
