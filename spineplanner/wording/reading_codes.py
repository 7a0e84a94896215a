"""Reads the code of a product that a person or a scanner types into the formulary."""

import re

from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.product_codes import TypedCode
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.translate import _

_CODE: TypeAdapter[str] = TypeAdapter(TypedCode)

_SCANNED = re.compile(
    r"(?:\][A-Za-z]\d)?(?:=<(?P<product>.{8})|=/(?P<processor>.{16})"
    r"|\(01\)(?P<bracketed>\d{14})|01(?P<gtin>\d{14}))(?:\D.*|\d{2}.*)?"
)
"""A code as a scanner sends it, of which only the product is wanted."""


def read_product_code(text: str) -> str | Misread:
    """Read a GTIN or an ISBT 128 product code, typed, or scanned with all that is around it."""
    typed = text.strip()
    scanned = _SCANNED.fullmatch(typed)
    code = next((part for part in scanned.groups() if part), typed) if scanned else typed
    try:
        return _CODE.validate_python(code, strict=True)
    except ValidationError as error:
        return Misread(_why(error, typed))


def _why(error: ValidationError, typed: str) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    match first["type"]:
        case "gtin_length":
            return _("A GTIN has 8, 12, 13 or 14 digits, and this has {count}.").format(
                count=first["ctx"]["count"]
            )
        case "wrong_check_digit":
            return _(
                "The last digit of a GTIN is a check digit, and this one does not fit. Compare it "
                "with the label, digit by digit."
            )
        case _:
            return _(
                "“{text}” is no product code. Type a GTIN, or the 5 or 8 signs of an ISBT 128 "
                "product code, such as S1295 or S1295400."
            ).format(text=shown(typed))
