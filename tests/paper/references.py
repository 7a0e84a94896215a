"""Pages that the sheets are compared with; run this module to set them anew.

After a change that is meant to be seen, run `python -m tests.paper.references` from the top of
the project, look at every page it writes, and commit those that should have changed.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from spineplanner.domain.worksheet import SheetKind
from spineplanner.paper.sheets import png
from spineplanner.paper.typesetting import Paper
from tests.paper.scenes import sheet

FOLDER = Path(__file__).parent / "reference"
PPI = 45
PAGES = {
    "preparation-worked-1": ("worked", SheetKind.PREPARATION, Paper.A4, 0),
    "preparation-worked-2": ("worked", SheetKind.PREPARATION, Paper.A4, 1),
    "preparation-counted-2": ("counted", SheetKind.PREPARATION, Paper.A4, 1),
    "preparation-six-lumbar-2": ("all-41", SheetKind.PREPARATION, Paper.LETTER, 1),
    "physician-twenty-1": ("twenty-mixed", SheetKind.PHYSICIAN, Paper.LETTER, 0),
    "checker-worked-1": ("worked", SheetKind.CHECKER, Paper.A4, 0),
}


def render(name: str) -> Image.Image:
    """Set one of the pages, in grey, with a check code that no change of a formulary changes."""
    scene, kind, paper, page = PAGES[name]
    composed = sheet(scene, kind)
    composed = replace(composed, head=replace(composed.head, code="7F3A-92CK"))
    made = png(composed, paper=paper, ppi=PPI)[page]
    return Image.open(BytesIO(made)).convert("L")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in PAGES:
        render(each).save(FOLDER / f"{each}.png", optimize=True)
