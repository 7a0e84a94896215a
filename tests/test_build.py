"""The frozen build: its spec names only what exists, and what it makes works by itself."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spineplanner.app import start

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "build.spec"


def named(variable: str) -> list[str]:
    """The texts of one of the spec's lists; those made of the package's name are filled in."""
    tree = ast.parse(SPEC.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == variable:
            assert isinstance(node.value, ast.List)
            parts = [ast.unparse(part) for part in node.value.elts]
            return [str(eval(part, {"PACKAGE": "spineplanner"})) for part in parts]  # noqa: S307 - our own spec
    raise AssertionError(f"the spec has no {variable}")


def test_every_module_that_the_spec_adds_exists() -> None:
    for module in named("HIDDEN"):
        assert importlib.util.find_spec(module) is not None, module


def test_what_is_loaded_behind_the_first_window_is_in_the_build() -> None:
    assert {*start.HEAVY, start.PLANNING} <= set(named("HIDDEN"))


def test_nothing_that_the_program_imports_is_left_out_of_the_build() -> None:
    left_out = set(named("UNUSED"))
    for path in (ROOT / "spineplanner").rglob("*.py"):
        if path.parent.name == "solve":
            continue  # the solver is not part of the window yet
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert left_out.isdisjoint(names), f"{path.name} imports {names}"


def test_the_spec_takes_in_what_the_program_reads() -> None:
    text = SPEC.read_text("utf-8")
    for name in ("assets", "LICENSE"):
        assert f'ROOT / "{name}"' in text
        assert (ROOT / name).exists()


@pytest.mark.long
@pytest.mark.skipif(
    importlib.util.find_spec("PyInstaller") is None, reason="PyInstaller is not installed"
)
def test_the_frozen_program_makes_the_worked_example_by_itself(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm"]
    places = ["--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "work")]
    subprocess.run(  # noqa: S603 - this very interpreter
        [*build, *places, str(SPEC)], check=True, capture_output=True, timeout=900
    )
    program = tmp_path / "dist" / "spineplanner" / "spineplanner"
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": os.defpath, "HOME": str(tmp_path)}
    ended = subprocess.run(  # noqa: S603 - what was just built
        [program, "--self-test"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "window.png" in ended.stdout
