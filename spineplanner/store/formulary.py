"""The formulary's files: those that come with the program, and the clinic's own before them."""

from pathlib import Path
from typing import Any

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.problems import FieldFault, FileFault, WholeFile, WrongFields
from spineplanner.store.documents import FileProblemError, Json, parse_json, read_bytes, validate

FORMAT = "spineplanner-formulary"
FORMAT_VERSION = 1

PARTS = (
    "products",
    "protocols",
    "syringes",
    "needles",
    "diluents",
    "allergens",
    "limits",
    "bench",
)


def read_formulary(folder: Path, *, clinic: Path | None = None) -> Formulary:
    """Read all parts; a file of the same name in the clinic's folder wins.

    Raises:
        FileProblemError: a file can't be read, or some of its fields are wrong.
    """
    document: Json = {}
    origin: dict[str, Path] = {}
    for part in PARTS:
        own = clinic / f"{part}.json" if clinic is not None else None
        path = own if own is not None and own.exists() else folder / f"{part}.json"
        fields = _part(path)
        document |= fields
        origin |= dict.fromkeys(fields, path)
    try:
        return validate(Formulary, document)
    except FileProblemError as error:
        raise FileProblemError(_with_path(error.problem, origin)) from error


def _part(path: Path) -> dict[str, Any]:
    fields = parse_json(read_bytes(path), path)
    if fields.pop("format", None) != FORMAT:
        raise FileProblemError(WholeFile(FileFault.NOT_A_PLAN, path))
    version = fields.pop("version", None)
    if version != FORMAT_VERSION:
        found = version if isinstance(version, int) else 0
        raise FileProblemError(WholeFile(FileFault.NEWER, path, found=found, known=FORMAT_VERSION))
    return fields


def _with_path(problem: WholeFile | WrongFields, origin: dict[str, Path]) -> WrongFields:
    """Name the file that the first wrong field stands in."""
    faults: tuple[FieldFault, ...] = problem.faults if isinstance(problem, WrongFields) else ()
    first = str(faults[0].place[0]) if faults and faults[0].place else ""
    return WrongFields(origin.get(first), faults)
