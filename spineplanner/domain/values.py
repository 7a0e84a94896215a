"""The frozen base of every document, and the exact kinds of number and text they are made of."""

import unicodedata
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

WHOLE_BP = 10_000
"""A whole, in hundredths of a per cent."""

MAX_CELLS = 1_000_000_000_000
MAX_VOLUME_UL = 10_000_000
SHORT_TEXT = 120
LONG_TEXT = 2_000


class Value(BaseModel):
    """A frozen, strict record that refuses fields it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, allow_inf_nan=False
    )

    def replace(self, **changes: object) -> Self:
        """Return this value with some fields changed, validated as if it had been read.

        Raises:
            pydantic.ValidationError: a change is not valid, alone or with the other fields.
        """
        fields: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(fields | changes)


def _unprintable(character: str) -> bool:
    """Tell whether a character steers the text, or has no assigned shape, rather than showing."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shown(text: str) -> str:
    for position, character in enumerate(text, start=1):
        if _unprintable(character):
            raise PydanticCustomError(
                "hidden_character",
                "holds the hidden character U+{code} at position {position}",
                {"code": f"{ord(character):04X}", "position": position},
            )
    return text


def _line(text: str) -> str:
    if _shown(text) != text.strip():
        raise PydanticCustomError("outer_space", "begins or ends with a space", {})
    return text


def _note(text: str) -> str:
    for line in text.split("\n"):
        _line(line.strip(" "))
    return text


Line = Annotated[str, Field(min_length=1, max_length=SHORT_TEXT), AfterValidator(_line)]
"""One printed line: 1 to 120 characters, no control, hidden or direction-changing ones."""

TypedText = Annotated[str, Field(max_length=SHORT_TEXT), AfterValidator(_shown)]
"""What stands in a field while it is typed: a line at most, with its outer spaces."""

Note = Annotated[str, Field(min_length=1, max_length=LONG_TEXT), AfterValidator(_note)]
"""A paragraph: up to 2 000 characters; line feeds are the only control characters."""

Key = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The name by which a formulary entry is referred to: lower case, digits, hyphens."""

Cells = Annotated[int, Field(gt=0, le=MAX_CELLS)]
"""A whole number of cells."""

CellsPerMl = Annotated[int, Field(gt=0, le=MAX_CELLS)]
"""A counted concentration, in whole cells per millilitre."""

Volume = Annotated[int, Field(gt=0, le=MAX_VOLUME_UL)]
"""A volume in whole microlitres, above nothing."""

VolumeOrZero = Annotated[int, Field(ge=0, le=MAX_VOLUME_UL)]
"""A volume in whole microlitres that may be nothing."""

Share = Annotated[int, Field(gt=0, le=WHOLE_BP)]
"""A share of a whole in hundredths of a per cent, above nothing: 8500 is 85 %."""

ShareOrZero = Annotated[int, Field(ge=0, le=WHOLE_BP)]
"""A share of a whole in hundredths of a per cent that may be nothing."""

Minutes = Annotated[int, Field(gt=0, le=60 * 24 * 31)]
Grams = Annotated[int, Field(ge=200, le=500_000)]
"""A body weight in whole grams, from 200 g to 500 kg."""


def of_whole(share_bp: int) -> Fraction:
    """Turn hundredths of a per cent into the exact share of one."""
    return Fraction(share_bp, WHOLE_BP)


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return magnitude if value >= 0 else -magnitude


def significant(value: Fraction, digits: int) -> Fraction:
    """Round to so many significant digits, halves away from zero; zero stays zero.

    This is how a concentration is printed: a count is not better known than that.
    """
    over, under = abs(value.numerator), value.denominator
    if over == 0:
        return value
    # The value is at least 10 to the power of `tens`, and less than a hundred times that: whole
    # numbers alone, for hundreds of these are printed at every count.
    tens = len(str(over)) - len(str(under)) - 1
    if over * 10 ** max(-tens - 1, 0) >= under * 10 ** max(tens + 1, 0):
        tens += 1
    places = digits - 1 - tens
    rounded = half_up(
        Fraction(value.numerator * 10 ** max(places, 0), under * 10 ** max(-places, 0))
    )
    return Fraction(rounded * 10 ** max(-places, 0), 10 ** max(places, 0))
