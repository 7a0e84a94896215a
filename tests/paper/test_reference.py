"""The sheets look as they did when somebody last looked at them: see references.py to renew."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.paper.references import FOLDER, PAGES, render

MEAN_TOLERANCE = 0.4
"""Mean difference in grey levels, of 255: antialiasing differs a little between renderers."""
PIXEL_TOLERANCE = 64
CHANGED_TOLERANCE = 0.001
"""The share of pixels that may differ by more than `PIXEL_TOLERANCE`."""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_one_that_was_looked_at(name: str) -> None:
    now = render(name)
    then = Image.open(FOLDER / f"{name}.png").convert("L")
    assert now.size == then.size
    difference = ImageChops.difference(now, then)
    assert ImageStat.Stat(difference).mean[0] < MEAN_TOLERANCE
    assert sum(difference.histogram()[PIXEL_TOLERANCE:]) < (
        CHANGED_TOLERANCE * now.width * now.height
    )


def test_there_is_no_page_that_nobody_sets() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PAGES)
