"""Pages of labels to compare with, one of each stock; run this module to set them anew.

After a change that is meant to be seen, run `python -m tests.paper.label_references` from the top
of the project, look at every page it writes, and commit those that should have changed.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from spineplanner.domain.labels import compose_labels
from spineplanner.paper.labels import labels_png
from spineplanner.resources import asset
from spineplanner.store.label_stocks import read_label_stocks
from tests.paper.scenes import sheet

FOLDER = Path(__file__).parent / "label_reference"
PPI = 80
STOCKS = {stock.id: stock for stock in read_label_stocks(asset("labels"))}
FIRST = 3
"""Used-up labels stay empty: the pages begin at this one, where a page has several."""


def render(stock: str) -> Image.Image:
    """Set the worked example's labels, two of them again and a spare, and give the first page.

    A roll's page is one label: there it is that of the epidural. The check code is one that no
    change of a formulary changes.
    """
    composed = sheet("counted")
    composed = replace(composed, head=replace(composed.head, code="7F3A-92CK"))
    made = compose_labels(composed, earlier=(2, 9), reason="EXAMPLE", spares=1)
    chosen = STOCKS[stock]
    roll = chosen.per_page == 1
    pages = labels_png(made, chosen, start=1 if roll else FIRST, ppi=2 * PPI if roll else PPI)
    return Image.open(BytesIO(pages[8 if roll else 0])).convert("L")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in STOCKS:
        render(each).save(FOLDER / f"{each}.png", optimize=True)
