"""The schematic looks as it did when somebody last looked at it: see references.py to renew."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.drawing.references import FOLDER, SCENES, render

MEAN_TOLERANCE = 0.6
"""Mean difference of a channel, of 255: antialiasing differs a little between renderers."""
PIXEL_TOLERANCE = 64
CHANGED_TOLERANCE = 0.001
"""The share of pixels that may differ by more than `PIXEL_TOLERANCE`."""


@pytest.mark.parametrize("scene", SCENES)
def test_the_picture_is_the_one_that_was_looked_at(scene: str) -> None:
    now = Image.open(BytesIO(render(scene))).convert("RGB")
    then = Image.open(FOLDER / f"{scene}.png").convert("RGB")
    assert now.size == then.size
    difference = ImageChops.difference(now, then)
    assert max(ImageStat.Stat(difference).mean) < MEAN_TOLERANCE
    histogram = difference.convert("L").histogram()
    assert sum(histogram[PIXEL_TOLERANCE:]) < CHANGED_TOLERANCE * now.width * now.height


def test_there_is_no_picture_that_nobody_draws() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(SCENES)
