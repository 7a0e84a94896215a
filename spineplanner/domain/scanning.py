"""What a scanned code says of a vial, or why it is refused, as values."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from spineplanner.domain.plan import Expiry, Lot


class Symbology(StrEnum):
    """The standard that a code is written by."""

    ISBT_128 = "ISBT 128"
    GS1 = "GS1"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one code says; what it does not say is absent.

    `vial` tells vials of a lot apart: a division or a serial number. `product_code` is an ISBT 128
    product code or processor product identification code, or a GTIN of 14 digits; `donation` an
    ISBT 128 donation identification number without its flags. `expires_at` is the time of day on
    the last day, where the code gives one, on the clock of who labelled it. `patient` is the
    number of the patient that the product is meant for.
    """

    symbology: Symbology
    lot: str | None = None
    expiry: Expiry | None = None
    expires_at: time | None = None
    vial: str | None = None
    product_code: str | None = None
    donation: str | None = None
    patient: str | None = None


@dataclass(frozen=True, slots=True)
class ScannedVial:
    """A code that is held against the plan: its lot, absent where the code names none.

    `product_unknown` tells that its product code is no product's of the formulary, and that the
    plan's product has none listed: a person has to compare the label.
    """

    scanned: Scanned
    lot: Lot | None = None
    product_unknown: bool = False


class ScanFault(StrEnum):
    """Why a code is not taken."""

    EMPTY = "empty"
    HIDDEN_CHARACTER = "hidden-character"
    WRONG_KEYBOARD = "wrong-keyboard"
    SWAPPED_CASE = "swapped-case"
    SCANNED_TWICE = "scanned-twice"
    SEVERAL_CODES = "several-codes"
    NOT_A_PRODUCT = "not-a-product"
    UNKNOWN_IDENTIFIER = "unknown-identifier"
    ENDS_EARLY = "ends-early"
    GOES_ON = "goes-on"
    MISCOUNTED = "miscounted"
    CONTRADICTS = "contradicts"
    WRONG_CHECK = "wrong-check"
    NOT_ALLOWED = "not-allowed"
    NOT_A_DATE = "not-a-date"
    SAYS_NOTHING = "says-nothing"
    OTHER_LOT = "other-lot"
    LOT_CUT_SHORT = "lot-cut-short"
    LOT_CASE = "lot-case"
    LETTERS_CHANGED_OVER = "letters-changed-over"
    SEPARATOR_MISSING = "separator-missing"
    OTHER_EXPIRY = "other-expiry"
    OTHER_PRODUCT = "other-product"
    UNKNOWN_PRODUCT = "unknown-product"
    OTHER_PATIENT = "other-patient"


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """A code that is not taken: why, at which data identifier, what it has and what it should.

    `found` and `wanted` are never what a patient is called or numbered. `product` is the name of
    the product that the code is of, or that it should be of.
    """

    fault: ScanFault
    identifier: str = ""
    found: str = ""
    wanted: str = ""
    product: str = ""
