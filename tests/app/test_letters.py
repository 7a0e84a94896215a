"""Every sign that the window writes is in the typeface that comes with it."""

import ast
from pathlib import Path

import pytest

import spineplanner
from spineplanner.paper.fonts import unprintable

PACKAGE = Path(spineplanner.__file__).parent
WRITERS = sorted(
    path for room in ("ui", "wording", "app", "drawing") for path in (PACKAGE / room).rglob("*.py")
)

READ_ALONE = "\N{REPLACEMENT CHARACTER}"
"""It stands for what could not be read in what somebody typed; nobody is shown it."""


def texts(path: Path) -> str:
    """All that stands in strings of a module."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return "".join(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sign_it_writes_can_be_drawn(path: Path) -> None:
    signs = "".join(sorted({sign for sign in texts(path) if sign.isprintable()}))
    assert not unprintable(signs) - {READ_ALONE}


def test_there_are_modules_to_look_at() -> None:
    assert len(WRITERS) > 50
