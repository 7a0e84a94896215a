"""A product is known by GTINs and ISBT 128 codes: checked, written one way, and of one product."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.check_code import check_code
from spineplanner.domain.formulary import Product
from spineplanner.domain.product_codes import (
    ProductCodes,
    TypedCode,
    check_digit_fits,
    codes_agree,
)
from tests.domain.cases import PRODUCT, clinic, complete_plan, with_product

GTIN = "09506000134352"
TYPED: TypeAdapter[str] = TypeAdapter(TypedCode)
KEPT: TypeAdapter[tuple[str, ...]] = TypeAdapter(ProductCodes)


def why_not(kind: TypeAdapter[str] | TypeAdapter[tuple[str, ...]], value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        kind.validate_python(value)
    return refused.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (GTIN, GTIN),
        ("9506000134352", GTIN),
        ("950-6000-134352", GTIN),
        (" 9506000 134352 ", GTIN),
        ("614141000036", "00614141000036"),
        ("96385074", "00000096385074"),
        ("s1295", "S1295"),
        ("S12954A0", "S12954A0"),
        ("s12954a0", "S12954A0"),
        ("S1295vAa", "S1295vAa"),
        ("a9999xyz100t0476", "A9999XYZ100T0476"),
    ],
)
def test_a_typed_code_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert TYPED.validate_python(typed) == kept
    assert KEPT.validate_python((kept,)) == (kept,)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("9506000134353", "wrong_check_digit"),
        ("00000000000000", "wrong_check_digit"),
        ("123456789", "gtin_length"),
        ("123456789012345", "gtin_length"),
        ("", "no_product_code"),
        ("12954", "gtin_length"),
        ("S129", "no_product_code"),
        ("S129540", "no_product_code"),
        ("É1295", "no_product_code"),
        ("S12954A\n", "no_product_code"),
        ("A999917123456", "no_product_code"),
        ("９５０６０００１３４３５２", "no_product_code"),
    ],
)
def test_what_is_no_product_code_is_refused_with_its_kind(typed: str, why: str) -> None:
    assert why_not(TYPED, typed) == why


@pytest.mark.parametrize("code", ["9506000134352", "s1295", "S12954a0", " S1295", "96385074"])
def test_in_a_document_a_code_stands_as_it_is_kept(code: str) -> None:
    assert why_not(KEPT, (code,)) == "no_product_code"


def test_a_code_is_listed_once() -> None:
    assert why_not(KEPT, (GTIN, "S1295", GTIN)) == "code_listed_twice"


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[0-9]{13}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_of_a_gtin_is_always_found(first: str, place: int, more: int) -> None:
    [gtin] = [first + str(last) for last in range(10) if check_digit_fits(first + str(last))]
    wrong = str((int(gtin[place]) + more) % 10)
    assert not check_digit_fits(gtin[:place] + wrong + gtin[place + 1 :])
    assert check_digit_fits(gtin.lstrip("0") or "0")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (GTIN, GTIN, True),
        (GTIN, "19506000134359", False),
        (GTIN, "S1295", False),
        ("S1295", "S1295400", True),
        ("S1295", "S12964A0", False),
        ("S12954A0", "S12954B0", True),
        ("S12954A0", "S12950A0", False),
        ("T0416003", "T0416017", True),
        ("S1295", "A9999XYZ100S1295", True),
        ("S1295400", "A9999XYZ100S1295", True),
        ("A9999XYZ100S1295", "A9999XYZ200S1295", False),
    ],
)
def test_codes_name_one_product_as_far_as_both_say_which(
    one: str, other: str, *, agree: bool
) -> None:
    assert codes_agree(one, other) is agree
    assert codes_agree(other, one) is agree


@pytest.mark.parametrize("codes", [("S1295",), ("S12954B0",), (GTIN, "S1295400")])
def test_the_same_code_on_two_products_is_refused_with_both_names(codes: tuple[str, ...]) -> None:
    known = with_product(clinic(), codes=("S12954A0",))
    others = [
        item.replace(codes=codes) if item.id == "own-product" else item for item in known.products
    ]
    with pytest.raises(ValidationError, match="knows Cells, 25 million vial and Own product"):
        known.replace(products=tuple(others))


def test_a_code_is_found_with_the_products_that_it_is_one_of() -> None:
    known = with_product(clinic(), codes=("S1295", GTIN))
    assert [item.id for item in known.products_known_by("S12954A0")] == [PRODUCT]
    assert [item.id for item in known.products_known_by(GTIN)] == [PRODUCT]
    assert known.products_known_by("S12964A0") == ()


def test_a_product_without_codes_is_written_as_before_there_were_any() -> None:
    product = clinic().product(PRODUCT)
    assert product is not None
    assert "codes" not in product.model_dump(mode="json")
    assert "codes" not in product.model_dump(exclude_unset=True)
    assert Product.model_validate_json(product.model_dump_json()) == product


def test_codes_are_kept_and_are_part_of_what_a_check_code_stands_for() -> None:
    known = with_product(clinic(), codes=("S1295",))
    product = known.product(PRODUCT)
    assert product is not None
    assert Product.model_validate_json(product.model_dump_json()) == product
    assert check_code(complete_plan(), known) != check_code(complete_plan(), clinic())
