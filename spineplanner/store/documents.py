"""Reads a JSON document that may be hostile or broken, up to its fields; refuses it by name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError

from spineplanner.domain.problems import FieldFault, FileFault, WholeFile, WrongFields
from spineplanner.store.files import FileProblemError, os_problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
_MAX_DIGITS = 30
_NUMBER = re.compile(r"[+-]?[\d., ]+(e[+-]?\d+)?", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

Json = dict[str, Any]
Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def read_bytes(source: Path | IO[bytes]) -> bytes:
    """Read a file or a stream, never more than the largest document and one byte.

    Raises:
        FileProblemError: it is missing, a folder, unreadable or too large.
    """
    path = source if isinstance(source, Path) else None
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        else:
            data = source.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # of a name with a zero byte, or a closed stream
        raise FileProblemError(os_problem(error, path)) from error
    if len(data) > MAX_BYTES:
        raise FileProblemError(WholeFile(FileFault.TOO_LARGE, path))
    return data


def parse_json(data: bytes, path: Path | None = None) -> Json:
    """Parse a document into its top-level fields.

    A number that no field takes (NaN, infinity, thousands of digits) is let through as one that
    no field takes, so that its field can be named.

    Raises:
        FileProblemError: it is empty, binary, not UTF-8, not JSON, too deep, no object, or it
            has a key twice.
    """
    text = _text(data, path)
    _refuse_depth(text, path)
    try:
        document = json.loads(
            text,
            object_pairs_hook=lambda pairs: _each_key_once(pairs, path),
            parse_int=lambda digits: int(digits[:_MAX_DIGITS]),
        )
    except json.JSONDecodeError as error:
        raise FileProblemError(
            WholeFile(FileFault.NOT_JSON, path, error.msg, (error.lineno, error.colno))
        ) from error
    if not isinstance(document, dict):
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path))
    return document


def stated_version(document: Json, *, form: str, known: int, path: Path | None = None) -> int:
    """Tell which version of a kind of document this is.

    Args:
        document: the parsed document.
        form: the name by which the kind says what it is, as its field `format`.
        known: the newest version this program reads.
        path: where it was read from.

    Raises:
        FileProblemError: it is of another kind, or a newer program wrote it.
    """
    if document.get("format") != form:
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path))
    version = document.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path, "version"))
    if version > known:
        raise FileProblemError(WholeFile(FileFault.NEWER, path, found=version, known=known))
    return version


def validate(model: type[Model], document: Json, path: Path | None = None) -> Model:
    """Turn a parsed document into a value.

    Raises:
        FileProblemError: some fields are wrong; every one of them is named.
    """
    halves = tuple(_halves_of_characters(document, ()))
    if halves:
        raise FileProblemError(WrongFields(path, halves))
    try:
        return model.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise FileProblemError(WrongFields(path, field_faults(error))) from error


def field_faults(error: ValidationError) -> tuple[FieldFault, ...]:
    """List what is wrong with which field; no patient's text is kept."""
    return tuple(
        FieldFault(
            place=item["loc"],
            error=item["type"],
            message=item["msg"],
            figures=tuple((name, str(value)) for name, value in item.get("ctx", {}).items()),
            looks_like_number=_looks_like_number(item.get("input")),
        )
        for item in error.errors(include_url=False)
    )


def _looks_like_number(given: object) -> bool:
    return isinstance(given, float) or (
        isinstance(given, str) and _NUMBER.fullmatch(given) is not None
    )


def _halves_of_characters(value: object, place: Place) -> Iterator[FieldFault]:
    """Find halves of UTF-16 pairs: JSON can spell one alone, and no text may hold one."""
    match value:
        case str():
            found = _SURROGATE.search(value)
            if found:
                figures = (("code", f"{ord(found[0]):04X}"), ("position", str(found.start() + 1)))
                yield FieldFault(place, "hidden_character", "holds half a character", figures)
        case list():
            for index, item in enumerate(value):
                yield from _halves_of_characters(item, (*place, index))
        case dict():
            for key, item in value.items():
                yield from _halves_of_characters(key, place)
                yield from _halves_of_characters(item, (*place, key))
        case _:
            return


def _text(data: bytes, path: Path | None) -> str:
    if not data.strip():
        raise FileProblemError(WholeFile(FileFault.EMPTY, path))
    if data.startswith(_UTF16_MARKS):
        raise FileProblemError(WholeFile(FileFault.NOT_UTF8, path, at=(1,)))
    if b"\0" in data:
        raise FileProblemError(WholeFile(FileFault.BINARY, path, at=(data.index(b"\0") + 1,)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = (error.start + 1,)
        raise FileProblemError(WholeFile(FileFault.NOT_UTF8, path, at=at)) from error


def _refuse_depth(text: str, path: Path | None) -> None:
    """Count brackets before the parser recurses; those inside strings do not nest.

    A string that never ends is taken up to the end, so that no text is looked at twice.
    """
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, token.start()) + 1
                raise FileProblemError(WholeFile(FileFault.TOO_DEEP, path, at=(line,)))
        elif token[0] in "]}":
            depth -= 1


def _each_key_once(pairs: list[tuple[str, Any]], path: Path | None) -> Json:
    document: Json = {}
    for key, value in pairs:
        if key in document:
            raise FileProblemError(WholeFile(FileFault.SAME_KEY_TWICE, path, key))
        document[key] = value
    return document
