"""Why something can't be entered in the record of the day, in sentences."""

from typing import assert_never

from spineplanner.domain.edits.refused_day import (
    BeforeTheDay,
    CountFirst,
    DrawFirst,
    DrawTooMuch,
    EndFirst,
    ExpiryDiffers,
    GivenAlready,
    GiveTooMuch,
    InFuture,
    LotNotPlanned,
    MakeFirst,
    NotComputable,
    NothingRecorded,
    OtherProduct,
    OutOfOrder,
    ReasonMissing,
    RefusedOnTheDay,
    SamePerson,
    StartFirst,
    VialTwice,
    WithdrawTooMuch,
)
from spineplanner.wording import numbers
from spineplanner.wording.happenings import disorder_sentence
from spineplanner.wording.scanning import expiry_words
from spineplanner.wording.translate import _, ngettext


def day_refusal_words(reason: RefusedOnTheDay) -> str:  # noqa: C901 - one sentence for each
    """Say why an entry was refused, and what to do."""
    match reason:
        case InFuture(at=at, now=now):
            return _("{at} has not come yet: it is {now}. Correct the time.").format(
                at=numbers.moment(at), now=numbers.moment(now)
            )
        case BeforeTheDay(at=at, day=day):
            return _("{at} is before the day of the procedure, {day}. Correct one of them.").format(
                at=numbers.moment(at), day=numbers.day(day)
            )
        case OutOfOrder(disorder=disorder):
            return _("{what} Correct one of the times.").format(what=disorder_sentence(disorder))
        case VialTwice(vial=vial):
            return _("Vial {vial} of lot {lot} is entered already.").format(
                vial=vial.vial, lot=vial.lot
            )
        case ExpiryDiffers(vial=vial, planned=expiry):
            return _(
                "Vial {vial} expires {found}, and the plan has {wanted} for lot {lot}: one lot has "
                "one expiry. Read it again. If it says so, take another vial or correct the plan."
            ).format(
                vial=vial.vial,
                lot=vial.lot,
                found=expiry_words(vial.expiry) if vial.expiry else _("not stated"),
                wanted=expiry_words(expiry),
            )
        case LotNotPlanned(lot=lot, planned=planned):
            return _other_lot(lot, planned)
        case OtherProduct(product=product, planned=planned):
            return _("The vial holds another product ({product}); the plan’s is {planned}.").format(
                product=product, planned=planned or _("not stated")
            )
        case CountFirst():
            return _("HOLD. Enter the count first.")
        case NotComputable():
            return _("It can’t be computed what this container holds. Complete the plan first.")
        case MakeFirst(letter=letter):
            return _(
                "Suspension {letter} is not made for this order. Enter first what was made."
            ).format(letter=letter)
        case DrawFirst(container_number=number):
            return _(
                "Syringe {number} is not drawn for this order. Enter first what was drawn."
            ).format(number=number)
        case StartFirst():
            return _("The infusion has not begun. Enter its start first.")
        case EndFirst():
            return _("The infusion has ended. Withdraw its end first.")
        case SamePerson(name=name):
            return _("{name} has prepared it. A second person must check it.").format(name=name)
        case DrawTooMuch(container_number=number, drawn_ul=drawn_ul, capacity_ul=capacity_ul):
            return _(
                "{drawn} can’t be drawn: syringe {number} holds {capacity}. Read its mark again."
            ).format(
                drawn=numbers.volume(drawn_ul), number=number, capacity=numbers.volume(capacity_ul)
            )
        case GivenAlready(container_number=number):
            return _(
                "Syringe {number} was given. Withdraw what was given first, if it was not."
            ).format(number=number)
        case GiveTooMuch(given_ul=given_ul, held_ul=held_ul):
            return _("{given} can’t be given: only {held} is in it.").format(
                given=numbers.volume(given_ul), held=numbers.volume(held_ul)
            )
        case WithdrawTooMuch(withdrawn_ul=withdrawn_ul, held_ul=held_ul):
            return _("{volume} can’t be withdrawn: the bag comes with {held}.").format(
                volume=numbers.volume(withdrawn_ul), held=numbers.volume(held_ul)
            )
        case ReasonMissing(labels=labels):
            return ngettext(
                "Label {labels} was printed before. Give a reason to print it again.",
                "Labels {labels} were printed before. Give a reason to print them again.",
                len(labels),
            ).format(labels=numbers.number_range(tuple(sorted(set(labels)))))
        case NothingRecorded():
            return _("There is no such entry to take back.")
        case _:
            assert_never(reason)


def _other_lot(lot: str, planned: tuple[str, ...]) -> str:
    if not planned:
        return _(
            "The plan names no lot. Enter lot {lot} in it first, or take another vial."
        ).format(lot=lot)
    return ngettext(
        "Lot {lot} is not the plan’s, which is {planned}. Take another vial.",
        "Lot {lot} is none of the plan’s, which are {planned}. Take another vial.",
        len(planned),
    ).format(lot=lot, planned=", ".join(planned))
