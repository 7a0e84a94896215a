"""The formulary's files: those that come with the program, and the clinic's own before them."""

import json
from pathlib import Path

from spineplanner.domain.formulary import Formulary
from spineplanner.domain.problems import FieldFault, WrongFields
from spineplanner.resources import asset
from spineplanner.store.documents import Json, parse_json, read_bytes, stated_version, validate
from spineplanner.store.files import (
    FileProblemError,
    os_problem,
    write_bytes_atomically,
    write_files_atomically,
)

FORMAT = "spineplanner-formulary"
FORMAT_VERSION = 1

PARTS: dict[str, tuple[str, ...]] = {
    "products": ("products",),
    "protocols": ("protocols",),
    "syringes": ("syringes",),
    "needles": ("needles",),
    "diluents": ("diluents",),
    "allergens": ("allergens",),
    "limits": ("limits", "cervical_epidural"),
    "bench": ("bench",),
}
"""Each file's name, and the fields that it must have and no other may."""


def read_formulary(folder: Path, *, clinic: Path | None = None) -> Formulary:
    """Read all parts; a file of the same name in the clinic's folder wins.

    Raises:
        FileProblemError: a file can't be read, or some of its fields are wrong. A clinic's file
            that is wrong is never replaced by the one that came with the program.
    """
    document: Json = {}
    origin: dict[str, Path] = {}
    for part, fields in PARTS.items():
        path = _path_of(f"{part}.json", folder, clinic)
        document |= _part(path, fields)
        origin |= dict.fromkeys(fields, path)
    try:
        return validate(Formulary, document)
    except FileProblemError as error:
        if isinstance(error.problem, WrongFields):
            raise FileProblemError(_of_one_file(error.problem, origin, folder)) from error
        raise


def write_formulary(formulary: Formulary, folder: Path) -> None:
    """Write the clinic's own parts, all or none.

    A part is the clinic's from its first difference to the one that comes with the program, and
    stays it: an update of the program does not change what the clinic has once decided. A file
    that could not be read before is kept beside the new one.

    Args:
        formulary: what the clinic uses from now on.
        folder: the clinic's; it need not exist.

    Raises:
        FileProblemError: a file can't be written; then none is changed.
    """
    shipped = read_formulary(asset("formulary"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblemError(os_problem(error, folder)) from error
    files: dict[Path, bytes] = {}
    for part, fields in PARTS.items():
        own = _path_of(f"{part}.json", asset("formulary"), folder) == folder / f"{part}.json"
        differs = any(getattr(formulary, field) != getattr(shipped, field) for field in fields)
        if own or differs:
            files[folder / f"{part}.json"] = _bytes(formulary, fields)
    write_files_atomically(_kept_aside(folder) | files)


def _kept_aside(folder: Path) -> dict[Path, bytes]:
    """Copies of the clinic's files under other names, where they are wrong; else none."""
    try:
        read_formulary(asset("formulary"), clinic=folder)
    except FileProblemError:
        own = [folder / f"{part}.json" for part in PARTS]
        return {_free(path): read_bytes(path) for path in own if path.exists()}
    return {}


def _free(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.kept-{number}.json")).exists():
        number += 1
    return aside


def _bytes(formulary: Formulary, fields: tuple[str, ...]) -> bytes:
    content = formulary.model_dump(mode="json", include=set(fields), exclude_none=True)
    document = {"format": FORMAT, "version": FORMAT_VERSION} | content
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


_ALL_FIELDS = tuple(field for fields in PARTS.values() for field in fields)


def export_formulary(formulary: Formulary, path: Path) -> None:
    """Write all parts into one file, for another workstation.

    Raises:
        FileProblemError: it can't be written.
    """
    write_bytes_atomically(path, _bytes(formulary, _ALL_FIELDS))


def import_formulary(path: Path) -> Formulary:
    """Read a file that holds all parts.

    Raises:
        FileProblemError: it can't be read, or some of its fields are wrong.
    """
    return validate(Formulary, _part(path, _ALL_FIELDS), path)


def _path_of(name: str, folder: Path, clinic: Path | None) -> Path:
    if clinic is None:
        return folder / name
    own = clinic / name
    try:
        own.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return folder / name
    except OSError as error:  # it may be there: limits that the clinic did not set are no answer
        raise FileProblemError(os_problem(error, own)) from error
    return own


def _part(path: Path, fields: tuple[str, ...]) -> Json:
    document = parse_json(read_bytes(path), path)
    stated_version(document, form=FORMAT, known=FORMAT_VERSION, path=path)
    expected = {"format", "version", *fields}
    wrong = [_fault(field, "missing") for field in fields if field not in document]
    wrong += [_fault(field, "extra_forbidden") for field in document if field not in expected]
    if wrong:
        raise FileProblemError(WrongFields(path, tuple(wrong)))
    return {field: document[field] for field in fields}


def _fault(field: str, error: str) -> FieldFault:
    return FieldFault(place=(field,), error=error, message=error)


def _of_one_file(problem: WrongFields, origin: dict[str, Path], folder: Path) -> WrongFields:
    """Keep the faults of the first wrong file and name it; what concerns several has their folder.

    Args:
        problem: what is wrong with the whole formulary.
        origin: the file that each of its fields was read from.
        folder: where the program's own files are.
    """
    paths = [origin.get(str(fault.place[0])) if fault.place else None for fault in problem.faults]
    if paths[0] is not None:
        faults = tuple(f for f, p in zip(problem.faults, paths, strict=True) if p == paths[0])
        return WrongFields(paths[0], faults)
    own = [path.parent for path in origin.values() if path.parent != folder]
    return WrongFields(own[0] if own else folder, problem.faults)
