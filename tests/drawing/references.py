"""Pictures that the drawings are compared with; run this module to draw them anew.

After a change that is meant to be seen, run `python -m tests.drawing.references` from the top of
the project, look at every picture it writes, and commit those that should have changed.
"""

from collections.abc import Callable
from pathlib import Path

import typst

from spineplanner.domain.anatomy import Region
from spineplanner.drawing.palette import COLOUR, GREY, Palette
from spineplanner.drawing.shapes import Drawing
from spineplanner.drawing.svg import to_svg
from spineplanner.resources import asset
from tests.drawing.scenes import draw

FOLDER = Path(__file__).parent / "reference"
SCENES: dict[str, tuple[Callable[[], Drawing], Palette]] = {
    "cervical-example": (lambda: draw(Region.CERVICAL), COLOUR),
    "cervical-all-grey": (lambda: draw(Region.CERVICAL, filled="all"), GREY),
    "lumbar-example": (lambda: draw(Region.LUMBAR), COLOUR),
    "lumbar-four-small": (lambda: draw(Region.LUMBAR, 4, filled="empty", tags=False), COLOUR),
    "lumbar-six-all-grey": (lambda: draw(Region.LUMBAR, 6, filled="all", letter_mm=9.0), GREY),
}
_PAGE = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", height: 150mm)
"""


def render(scene: str) -> bytes:
    """Draw a scene as PNG, 150 mm high."""
    draw_it, palette = SCENES[scene]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[asset("fonts")]
    )
    words = {"svg": to_svg(draw_it(), palette=palette)}
    return typst.compile(_PAGE.encode(), format="png", ppi=100, sys_inputs=words, font_paths=fonts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in SCENES:
        (FOLDER / f"{name}.png").write_bytes(render(name))
