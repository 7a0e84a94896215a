"""What the record of the day has to say, in sentences."""

from spineplanner.domain.findings import (
    CheckDiffers,
    CheckOutdated,
    ClockBehind,
    ContainerOfAnother,
    DayEvidence,
    OrderDiffers,
    SuspensionOfAnother,
    TimesDisordered,
    VialExpired,
    VialExpiryDiffers,
    VialNotGood,
    VialsDisagree,
)
from spineplanner.wording import numbers
from spineplanner.wording.findings_bench import bench_evidence_sentence
from spineplanner.wording.happenings import disorder_sentence
from spineplanner.wording.lots import of_lot
from spineplanner.wording.scanning import expiry_words
from spineplanner.wording.second_looks import checked_sentence, order_difference_sentence
from spineplanner.wording.translate import _, ngettext


def day_evidence_sentence(evidence: DayEvidence) -> str:  # noqa: C901 - one sentence for each
    """Say what was found in the record."""
    match evidence:
        case ClockBehind(at=at):
            return _("The clock shows a time before {at}, which is recorded already.").format(
                at=numbers.moment(at)
            )
        case TimesDisordered(disorder=disorder):
            return disorder_sentence(disorder)
        case VialExpired(lot=lot, vial=vial, last_day=last_day, procedure=procedure):
            return _("Vial {vial} of lot {lot} expires {last}, before {day}.").format(
                vial=vial, lot=lot, last=numbers.day(last_day), day=numbers.day(procedure)
            )
        case VialExpiryDiffers(lot=lot, vial=vial, found=found, planned=planned):
            return _(
                "Vial {vial} of lot {lot} expires {found}, and the plan has {planned} for the lot."
            ).format(vial=vial, lot=lot, found=expiry_words(found), planned=expiry_words(planned))
        case VialNotGood(lot=lot, vial=vial):
            return _("Vial {vial} of lot {lot} did not look good; it does not count.").format(
                vial=vial, lot=lot
            )
        case VialsDisagree():
            return of_lot(evidence.lot, _vials_disagree(evidence))
        case SuspensionOfAnother(letter=letter):
            return _("Suspension {letter} was made for another order.").format(letter=letter)
        case ContainerOfAnother(container_number=number, cells=cells, volume_ul=volume_ul):
            return _("container {number} was filled for {cells} in {volume}.").format(
                number=number, cells=numbers.cells(cells), volume=numbers.volume(volume_ul)
            )
        case CheckDiffers(line=line):
            return checked_sentence(line)
        case CheckOutdated(at=at):
            return _("The numbers have changed since the second check of {at}.").format(
                at=numbers.moment(at)
            )
        case OrderDiffers(difference=difference):
            return order_difference_sentence(difference)
        case _:
            return bench_evidence_sentence(evidence)


def _vials_disagree(evidence: VialsDisagree) -> str:
    return ngettext(
        "The count is of {counted} vial; recorded as good: {good}.",
        "The count is of {counted} vials; recorded as good: {good}.",
        evidence.counted,
    ).format(counted=evidence.counted, good=evidence.good)
