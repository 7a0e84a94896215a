"""The codes that a product is known by: GTINs of GS1, and product codes of ISBT 128.

Sources: GS1 General Specifications, 3.3.2 (a GTIN is kept in 14 digits) and 7.9.1 (its check
digit); ICCBBA ST-001, data structures 003 (product code) and 034 (processor product
identification code), read as quoted by others.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

GTIN_LENGTH = 14
GTIN_LENGTHS = (8, 12, 13, GTIN_LENGTH)
"""How many digits a GTIN is printed with; the shorter ones stand behind zeros in 14."""

DESCRIPTION_LENGTH, PRODUCT_LENGTH, PROCESSOR_LENGTH = 5, 8, 16
"""A product description code alone, a whole product code, and what a processor makes of one."""

_DESCRIPTION = r"[A-Z][A-Z0-9]{4}"
_FORMS = (
    r"\d{14}",
    _DESCRIPTION,
    _DESCRIPTION + r"[A-Za-z0-9][A-Z0-9][A-Za-z0-9]",
    r"[A-NP-Z0-9]{5}[A-Z0-9]{6}" + _DESCRIPTION,
)
_DIVIDED_EARLY = frozenset("MNRTVW")
"""Descriptions that begin so have three signs for the division and none for the collection."""


def check_digit_fits(gtin: str) -> bool:
    """Whether the last digit of a GTIN of any length is the one that its others ask for."""
    weighed = (int(sign) * (3, 1)[place % 2] for place, sign in enumerate(reversed(gtin[:-1])))
    return (sum(weighed) + int(gtin[-1])) % 10 == 0


def normal_code(typed: str) -> str:
    """Write a code as it is kept: a GTIN in 14 digits, a description in capitals.

    Spaces and, in a GTIN, hyphens do not count. The collection type and the second sign of a
    division may be small letters and stay as they are.

    Raises:
        pydantic_core.PydanticCustomError: it is none; its type tells why.
    """
    code = typed.replace(" ", "")
    digits = code.replace("-", "")
    if digits.isascii() and digits.isdigit():
        if len(digits) not in GTIN_LENGTHS:
            raise PydanticCustomError(
                "gtin_length", "a GTIN has 8, 12, 13 or 14 digits, not {count}", _count(digits)
            )
        return product_code(digits.zfill(GTIN_LENGTH))
    if len(code) == PRODUCT_LENGTH:
        return product_code(code[:5].upper() + code[5] + code[6].upper() + code[7])
    return product_code(code.upper())


def product_code(code: str) -> str:
    """Take a code that is written as it is kept.

    Raises:
        pydantic_core.PydanticCustomError: it is none; its type tells why.
    """
    if not any(re.fullmatch(form, code, re.ASCII) for form in _FORMS):
        raise PydanticCustomError(
            "no_product_code", "is no GTIN of 14 digits and no ISBT 128 product code", {}
        )
    if _is_gtin(code) and (not check_digit_fits(code) or not code.strip("0")):
        raise PydanticCustomError(
            "wrong_check_digit", "holds a GTIN whose check digit does not fit", {}
        )
    return code


def _count(digits: str) -> dict[str, object]:
    return {"count": len(digits)}


def _is_gtin(code: str) -> bool:
    return len(code) == GTIN_LENGTH


def _each_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) != len(codes):
        raise PydanticCustomError("code_listed_twice", "lists one code twice", {})
    return codes


ProductCodes = Annotated[
    tuple[Annotated[str, AfterValidator(product_code)], ...], AfterValidator(_each_once)
]
"""The codes of one product, each once, as they are kept."""

TypedCode = Annotated[str, AfterValidator(normal_code)]
"""A code as people type it, which becomes as it is kept."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What a code says of the product, without the division, which tells vials apart."""

    gtin: str | None = None
    description: str | None = None
    collection: str | None = None
    processor: str | None = None


def _named(code: str) -> _Named:
    match len(code):
        case 14:
            return _Named(gtin=code)
        case 16:
            return _Named(description=code[11:], processor=code[:11])
        case 8 if code[0] not in _DIVIDED_EARLY:
            return _Named(description=code[:5], collection=code[5])
        case _:
            return _Named(description=code[:5])


def codes_agree(one: str, other: str) -> bool:
    """Whether two codes name one product, as far as both say which; divisions do not count."""
    here, there = _named(one), _named(other)
    if (here.gtin, here.description) != (there.gtin, there.description):
        return False
    further = ((here.collection, there.collection), (here.processor, there.processor))
    return all(None in pair or pair[0] == pair[1] for pair in further)
