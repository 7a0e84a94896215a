"""Labels look as they did when somebody last looked: see label_references.py to renew."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.paper.label_references import FOLDER, STOCKS, render
from tests.paper.test_reference import MEAN_TOLERANCE, PIXEL_TOLERANCE

CHANGED_TOLERANCE = 0.0002
"""The share of pixels that may differ: less than the letters of two words on one label."""


@pytest.mark.parametrize("stock", STOCKS)
def test_the_labels_are_those_that_were_looked_at(stock: str) -> None:
    now = render(stock)
    then = Image.open(FOLDER / f"{stock}.png").convert("L")
    assert now.size == then.size
    difference = ImageChops.difference(now, then)
    assert ImageStat.Stat(difference).mean[0] < MEAN_TOLERANCE
    assert sum(difference.histogram()[PIXEL_TOLERANCE:]) < (
        CHANGED_TOLERANCE * now.width * now.height
    )


def test_every_shipped_stock_has_a_page_and_there_is_no_other() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(STOCKS)
