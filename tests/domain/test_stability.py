"""Between measured points the viability lies on a line; beyond them nothing is said."""

from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.check_code import check_code
from spineplanner.domain.formulary import Certainty, Product
from spineplanner.domain.stability import StabilityPoint, StabilityPoints, viability_after
from tests.domain.cases import PRODUCT, clinic, complete_plan, shipped, with_product

POINTS = (
    StabilityPoint(minutes=10, viability_bp=9440),
    StabilityPoint(minutes=90, viability_bp=8110),
)


@pytest.mark.parametrize(
    ("minutes", "viability"),
    [
        (9, None),
        (10, Fraction(944, 1000)),
        (50, Fraction(9440 + 8110, 20_000)),
        (90, Fraction(811, 1000)),
        (91, None),
    ],
)
def test_viability_after_so_many_minutes(minutes: int, viability: Fraction | None) -> None:
    assert viability_after(POINTS, minutes) == viability


def test_of_nothing_measured_nothing_is_known() -> None:
    assert viability_after((), 0) is None


@pytest.mark.parametrize("minutes", [(10, 10), (90, 10)])
def test_points_go_from_the_first_minute_to_the_last(minutes: tuple[int, int]) -> None:
    points = [StabilityPoint(minutes=minute, viability_bp=9000) for minute in minutes]
    with pytest.raises(ValidationError, match="from the first minute to the last"):
        TypeAdapter(StabilityPoints).validate_python(tuple(points))


def test_points_in_order_are_taken() -> None:
    assert TypeAdapter(StabilityPoints).validate_python(POINTS) == POINTS


def test_a_product_keeps_its_points_and_their_source() -> None:
    product = with_product(clinic(), stability_points=POINTS).product(PRODUCT)
    assert product is not None
    assert Product.model_validate_json(product.model_dump_json()) == product
    assert product.source_of("stability_points") != product.source


def test_a_product_without_points_is_written_as_before_there_were_any() -> None:
    product = with_product(clinic(), stability_points=()).product(PRODUCT)
    assert product is not None
    assert "stability_points" not in product.model_dump(mode="json")
    assert "stability_points" not in product.model_dump(exclude_unset=True)
    assert Product.model_validate_json(product.model_dump_json()) == product


def test_points_are_part_of_what_a_check_code_stands_for() -> None:
    plan = complete_plan()
    changed, none = (with_product(clinic(), stability_points=points) for points in (POINTS, ()))
    assert check_code(plan, changed) != check_code(plan, none)


def test_the_shipped_points_are_those_of_the_paper_and_said_to_be_taken_over() -> None:
    product = shipped().product(PRODUCT)
    assert product is not None
    points = [(point.minutes, point.viability_bp) for point in product.stability_points]
    assert points == [(0, 9440), (90, 8110), (385, 5900)]
    source = product.source_of("stability_points")
    assert source.certainty is Certainty.INFERRED
    assert source.text.startswith("Taken over, not from this label")
    assert [item.id for item in shipped().products if item.stability_points] == [PRODUCT]
