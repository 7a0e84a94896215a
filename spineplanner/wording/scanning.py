"""What a scanned code says, and why one is not taken, in sentences with a way on."""

from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.plan import Expiry
from spineplanner.domain.scanning import ScanFault, Scanned, ScanRefused
from spineplanner.wording import numbers
from spineplanner.wording.translate import _


def scan_refusal_sentence(refused: ScanRefused) -> str:
    """Say what was read and why it is not taken, and what to do."""
    found, wanted = refused.found or "–", refused.wanted or "–"
    if refused.fault is ScanFault.OTHER_EXPIRY:
        found, wanted = _dated(found), _dated(wanted)
    return _sentences()[refused.fault].format(
        part=part_name(refused.identifier), found=found, wanted=wanted, product=refused.product
    )


def _dated(written: str) -> str:
    """Write an expiry as people read it that came as files have it."""
    try:
        return expiry_words(_EXPIRY.validate_python(written))
    except ValidationError:
        return written


_EXPIRY: TypeAdapter[Expiry] = TypeAdapter(Expiry)


def unknown_product_words(code: str, product: str) -> str:
    """Ask a person to compare the label, where nobody has said by which codes a product goes."""
    words = _(
        "The formulary knows no product by the code {code}. Read on the label that the vial holds "
        "“{product}” before you take it."
    )
    return words.format(code=code, product=product)


def scanned_words(scanned: Scanned) -> str:
    """Say what a code says: "Lot EX-1, vial 0003, expires 30 Jun 2027"."""
    parts = [
        (_("lot {value}"), scanned.lot),
        (_("donation {value}"), scanned.donation),
        (_("vial {value}"), scanned.vial),
        (_("product {value}"), scanned.product_code),
        (_("expires {value}"), _expiry_words(scanned)),
        (_("for patient {value}"), scanned.patient),
    ]
    words = ", ".join(words.format(value=value) for words, value in parts if value)
    return words[:1].upper() + words[1:]


def _expiry_words(scanned: Scanned) -> str | None:
    if scanned.expiry is None:
        return None
    day = expiry_words(scanned.expiry)
    if scanned.expires_at is None:
        return day
    return _("{day}, {clock}").format(day=day, clock=f"{scanned.expires_at:%H:%M}")


def expiry_words(expiry: Expiry) -> str:
    """Write a day or a month: "30 Jun 2027", "Jun 2027"."""
    if expiry.day is None:
        return numbers.month_of_year(expiry.year, expiry.month)
    return numbers.day(expiry.last_day)


def part_name(identifier: str) -> str:
    """Name the part of a code that a data identifier stands for."""
    names = {
        "": _("it"),
        "01": _("the product number (01)"),
        "10": _("the lot (10)"),
        "17": _("the expiry (17)"),
        "21": _("the serial number (21)"),
        "7003": _("the expiry (7003)"),
        "=": _("the donation number"),
        "=<": _("the product code"),
        "=/": _("the product code"),
        "=>": _("the expiry"),
        "&>": _("the expiry"),
        "=]": _("the expiry"),
        "=,": _("the division"),
        "&,1": _("the lot"),
        "&#": _("the patient's number"),
        "=+": _("the compound message"),
    }
    return names.get(identifier) or _("the part {identifier}").format(identifier=identifier)


def _sentences() -> dict[ScanFault, str]:
    return (
        _of_the_scan()
        | _of_the_scanner()
        | _of_the_code()
        | _of_the_lot()
        | _of_the_expiry_and_patient()
        | _of_the_product()
    )


def _of_the_scan() -> dict[ScanFault, str]:
    return {
        ScanFault.EMPTY: _("Nothing was scanned. Scan the code on the vial."),
        ScanFault.SCANNED_TWICE: _(
            "The same code came twice in one go. Clear the field and scan it once."
        ),
        ScanFault.SEVERAL_CODES: _(
            "Several codes came in one go. Clear the field and scan them one by one."
        ),
        ScanFault.ENDS_EARLY: _(
            "The code ends before {part} is complete. Scan it again, or type it in full."
        ),
    }


def _of_the_scanner() -> dict[ScanFault, str]:
    return {
        ScanFault.HIDDEN_CHARACTER: _(
            "The code holds the hidden character {found}, which no vial has. Scan it again; if "
            "it comes again, the scanner is set up wrongly."
        ),
        ScanFault.WRONG_KEYBOARD: _(
            "The code came with the sign {found} where none is. The scanner types for another "
            "country’s keyboard than this computer has: set it to this one, then scan again. "
            "Until then type lot and vial."
        ),
        ScanFault.SWAPPED_CASE: _(
            "The code came with small letters and capitals changed over. Switch Caps Lock off "
            "and scan it again."
        ),
    }


def _of_the_code() -> dict[ScanFault, str]:
    return {
        ScanFault.NOT_A_PRODUCT: _(
            "This code is neither ISBT 128 nor GS1, so it does not identify a vial. Scan "
            "another code on the label, or type lot and vial."
        ),
        ScanFault.UNKNOWN_IDENTIFIER: _(
            "The code holds a part that is not known here ({part}). Type lot and vial."
        ),
        ScanFault.GOES_ON: _(
            "After {part} the code goes on where it should end. Scan it again; if it comes "
            "again, type lot and vial."
        ),
        ScanFault.MISCOUNTED: _(
            "The code holds {found} parts and says that it holds {wanted}. Scan it again."
        ),
        ScanFault.CONTRADICTS: _(
            "The code gives {part} twice, with two values. Do not use the vial before its label "
            "is cleared up."
        ),
        ScanFault.WRONG_CHECK: _(
            "The check character of {part} does not fit ({found}). Scan it again, or compare "
            "what was typed with the label, sign by sign."
        ),
        ScanFault.NOT_ALLOWED: _(
            "{found} is not how {part} is written. Scan it again, or type lot and vial."
        ),
        ScanFault.NOT_A_DATE: _(
            "{found} in {part} is not a date of the calendar from 2000 on. Read the date on the "
            "label."
        ),
        ScanFault.SAYS_NOTHING: _(
            "The code is sound but names no lot. Scan the code with lot or donation number."
        ),
    }


def _of_the_lot() -> dict[ScanFault, str]:
    return {
        ScanFault.OTHER_LOT: _(
            "The vial is of {found}, and the plan uses {wanted}. Put it back and take another."
        ),
        ScanFault.LOT_CUT_SHORT: _(
            "The lot came as {found}, and the plan uses {wanted}, which begins so. Scan it again; "
            "if it comes again, the vial is of another lot: put it back."
        ),
        ScanFault.LOT_CASE: _(
            "The lot came as {found}, and the plan has {wanted}: only small letters and capitals "
            "differ. Switch Caps Lock off and scan it again, or correct the lot in the plan."
        ),
        ScanFault.LETTERS_CHANGED_OVER: _(
            "The lot came as {found}, and the plan has {wanted}: Y and Z are changed over. Read "
            "the label. If it says {wanted}, set the scanner to this computer’s keyboard, and "
            "until then type lot and vial."
        ),
        ScanFault.SEPARATOR_MISSING: _(
            "It came as {found}: {part} runs on into what follows. If the label shows them apart, "
            "the scanner drops the separator (FNC1): set it to send it, and until then type lot "
            "and vial."
        ),
    }


def _of_the_expiry_and_patient() -> dict[ScanFault, str]:
    return {
        ScanFault.OTHER_EXPIRY: _(
            "The vial expires {found}, and the plan has {wanted} for its lot. Compare with the "
            "label before you go on."
        ),
        ScanFault.OTHER_PATIENT: _(
            "The vial is meant for another patient than the plan's. Do not use it."
        ),
    }


def _of_the_product() -> dict[ScanFault, str]:
    return {
        ScanFault.OTHER_PRODUCT: _(
            "The product code {found} is that of “{product}”, and the plan uses “{wanted}”. Do "
            "not use the vial: put it back and take another."
        ),
        ScanFault.UNKNOWN_PRODUCT: _(
            "The product code {found} is none of “{product}”, which goes by {wanted}. Read the "
            "label. If the vial holds another product, put it back; if it holds this one, add "
            "the code in the formulary and scan it again."
        ),
    }
