"""The house rules of the code: who imports whom, and what no module does."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "spineplanner"
MODULES = sorted(PACKAGE.rglob("*.py"))
EVERYONE = frozenset(
    [
        "domain",
        "wording",
        "drawing",
        "paper",
        "store",
        "solve",
        "scan",
        "ui",
        "resources",
        "places",
        "console",
        "logs",
    ]
)

MAY_IMPORT = {
    "domain": {"domain"},
    "wording": {"domain", "wording"},
    "drawing": {"domain", "wording", "drawing", "resources"},
    "paper": {"domain", "wording", "drawing", "paper", "resources"},
    "store": {"domain", "store", "resources"},
    "solve": {"domain", "solve", "resources"},
    "scan": {"domain", "scan", "resources"},
    "ui": {"domain", "wording", "drawing", "ui", "resources"},
    "resources": set[str](),
    "places": set[str](),
    "logs": set[str](),
    "console": {"domain", "store", "wording"},
    "cli_labels": EVERYONE | {"cli_labels"},
    "cli": EVERYONE | {"cli", "cli_labels"},
    "app": EVERYONE | {"app", "cli"},
    "__main__": {"cli", "app"},
    "__init__": set[str](),
}

HOMES = {
    "pydantic": EVERYONE | {"cli", "app"},
    "pydantic_core": {"domain", "store"},
    "typing_extensions": EVERYONE | {"cli", "app"},
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "pyqtgraph": {"ui"},
    "typst": {"paper"},
    "zint": {"paper"},
    "sqlalchemy": {"store"},
    "psycopg": {"store"},
    "highspy": {"solve"},
    "numpy": {"solve"},
    "stdnum": {"scan"},
    "biip": {"scan"},
    "platformdirs": {"places"},
}
"""Who may import each package that is not ours; one that is not listed, nobody may."""

NO_NAMES = re.compile(r"(util|helper|common|manager|controller|constant)s?")

OUTSIDE_WORLD = {
    "os",
    "io",
    "time",
    "shutil",
    "tempfile",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "sqlite3",
}
CLOCK_AND_FILES = {
    "now",
    "today",
    "utcnow",
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "exists",
    "is_file",
    "is_dir",
    "iterdir",
    "glob",
    "rglob",
    "mkdir",
    "unlink",
    "rename",
    "touch",
    "stat",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or later, as a dotted name."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case _:
                pass


each_module = pytest.mark.parametrize("path", MODULES, ids=name)
each_domain_module = pytest.mark.parametrize(
    "path", [path for path in MODULES if room(path) == "domain"], ids=name
)


@each_module
def test_a_module_imports_only_rooms_that_its_own_may_know(path: Path) -> None:
    ours = {module.split(".")[1] for module in imported(path) if module.startswith("spineplanner.")}
    if room(path) not in {"domain", "__init__"}:
        ours.discard("__version__")

    assert ours <= MAY_IMPORT[room(path)]


@each_module
def test_a_package_that_is_not_ours_is_imported_by_its_own_room_alone(path: Path) -> None:
    packages = {module.split(".")[0] for module in imported(path)} - {"spineplanner"}

    strangers = packages - sys.stdlib_module_names

    assert not {package for package in strangers if room(path) not in HOMES.get(package, set())}


@each_domain_module
def test_the_domain_has_no_clock_and_opens_no_files(path: Path) -> None:
    touched = {module.split(".")[0] for module in imported(path)} & OUTSIDE_WORLD
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called)):
                touched |= {called} & CLOCK_AND_FILES
            case _:
                pass

    assert not touched


@each_domain_module
def test_the_domain_has_no_floating_point(path: Path) -> None:
    floats = [
        node.lineno
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id in {"float", "Decimal"})
    ]

    assert not floats


@each_module
def test_a_module_says_in_one_sentence_what_it_is_for(path: Path) -> None:
    said = (ast.get_docstring(tree(path)) or "").split("\n\n")[0]

    assert re.fullmatch(r"[^.]([^.]|\.(?=\S))*\.", said)


@each_module
def test_no_module_is_named_after_nothing(path: Path) -> None:
    words = {
        word for part in path.relative_to(PACKAGE).with_suffix("").parts for word in part.split("_")
    }

    assert not [word for word in words if NO_NAMES.fullmatch(word)]


@each_module
def test_every_change_of_a_value_is_validated(path: Path) -> None:
    past_validation = {"model_copy", "model_construct"}

    assert not [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in past_validation
    ]


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if re.search(r"_(view|table|bar|form|panel)$", path.stem)],
    ids=name,
)
def test_a_view_imports_neither_another_view_nor_the_workbench(path: Path) -> None:
    ours = {
        module.split(".")[2] for module in imported(path) if module.startswith("spineplanner.ui.")
    }

    assert not [
        module
        for module in ours - {path.stem}
        if re.fullmatch(r"workbench|main_window|\w+_(view|table|bar|form|panel)", module)
    ]


def test_the_rooms_that_the_rules_speak_of_are_the_rooms_there_are() -> None:
    assert {room(path) for path in MODULES} <= set(MAY_IMPORT)


def loaded(tmp_path: Path, *arguments: str) -> str:
    """Run the program as a person does, and return what Python says it has imported."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-X", "importtime", "-m", "spineplanner", *arguments],
        cwd=ROOT,
        env={"SPINEPLANNER_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stderr


def test_a_worksheet_is_made_without_qt_and_without_a_database(tmp_path: Path) -> None:
    plan, output = ROOT / "assets/examples/worked-example.json", tmp_path / "sheet.pdf"

    said = loaded(tmp_path, "worksheet", str(plan), "-o", str(output))

    assert output.read_bytes().startswith(b"%PDF")
    assert "typst" in said
    assert not re.search("PySide6|shiboken6|pyqtgraph|numpy|sqlalchemy", said)


def test_typst_is_not_loaded_where_no_sheet_is_made(tmp_path: Path) -> None:
    said = loaded(tmp_path, "example")

    assert "spineplanner.cli" in said
    assert "typst" not in said
