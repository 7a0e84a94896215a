"""Points of a product's stability are said in words when they change."""

from spineplanner.domain.stability import StabilityPoint
from spineplanner.wording.formulary import figure_name, figure_words
from tests.domain.cases import PRODUCT, clinic, with_product

POINTS = (
    StabilityPoint(minutes=0, viability_bp=9440),
    StabilityPoint(minutes=90, viability_bp=8110),
)


def test_the_points_are_listed_with_share_and_time() -> None:
    product = with_product(clinic(), stability_points=POINTS).product(PRODUCT)
    assert product is not None
    assert figure_name("stability_points") == "Viability measured after the thaw"
    said = figure_words(product, "stability_points", POINTS)
    assert said == "94.4 % after 0 min, 81.1 % after 90 min"
