"""Labels as pages: those of a plan, or the test sheet of a stock."""

from spineplanner.domain.labels import LabelSheet, compose_labels
from spineplanner.domain.worksheet import Worksheet
from spineplanner.paper import labels
from spineplanner.ui.services import LabelPages, LabelRequest


def label_pages(sheet: Worksheet, request: LabelRequest) -> LabelPages:
    """Set labels for the screen and as PDF.

    Raises:
        LabelsRefusedError: they can't be printed, for the reasons it holds.
    """
    pictures = tuple(label_pictures(sheet, request, ppi=labels.SCREEN_PPI))
    if request.trial:
        at = sheet.head.printed_at
        pdf = labels.trial_pdf(request.stock, adjustment=request.adjustment, at=at)
        return LabelPages(request, pdf, pictures, ())
    composed = _composed(sheet, request)
    pdf = labels.labels_pdf(
        composed, request.stock, start=request.start, adjustment=request.adjustment
    )
    numbers = tuple(label.number for label in composed.labels if label.number is not None)
    return LabelPages(request, pdf, pictures, numbers)


def label_pictures(sheet: Worksheet, request: LabelRequest, *, ppi: float) -> list[bytes]:
    """Set labels as one PNG picture a page; as `label_pages` otherwise."""
    if request.trial:
        at = sheet.head.printed_at
        return labels.trial_png(request.stock, adjustment=request.adjustment, at=at, ppi=ppi)
    return labels.labels_png(
        _composed(sheet, request),
        request.stock,
        start=request.start,
        adjustment=request.adjustment,
        ppi=ppi,
    )


def _composed(sheet: Worksheet, request: LabelRequest) -> LabelSheet:
    return compose_labels(
        sheet,
        only=request.only,
        earlier=request.earlier,
        reason=request.reason,
        spares=request.spares,
    )
