"""The command that prints labels: its options, and the document that they ask for."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spineplanner.domain.edits.occasion import Occasion
from spineplanner.wording.reading import Misread
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.domain.envelope import Envelope
    from spineplanner.domain.label_stock import Adjustment, LabelStock
    from spineplanner.domain.labels import LabelSheet
    from spineplanner.domain.worksheet import Worksheet

USUAL_STOCK = "a4-3x7"

_Value = TypeVar("_Value")


Plan = tuple["Envelope", "Worksheet"]
"""A plan with its record, and the preparation worksheet of this moment."""


class NotUnderstoodError(Exception):
    """An option that asks for nothing that can be printed; the message says why."""


def add_label_options(parser: argparse.ArgumentParser) -> None:
    """Tell the parser what the command takes besides the plan."""
    parser.add_argument("-o", "--output", type=Path, required=True, help=_("the PDF file"))
    parser.add_argument("--stock", default=USUAL_STOCK, help=_("the label stock, by its id"))
    parser.add_argument(
        "--start", type=int, default=1, metavar="N", help=_("the first free label of the page")
    )
    parser.add_argument("--offset-x", default="0", metavar="MM", help=_("move to the right"))
    parser.add_argument("--offset-y", default="0", metavar="MM", help=_("move down"))
    parser.add_argument("--scale", default="100", metavar="PERCENT", help=_("make larger"))
    parser.add_argument(
        "--only",
        metavar="3,5-7",
        help=_("only these labels; with --reason, or with --keep where none was printed before"),
    )
    parser.add_argument(
        "--reason", metavar="TEXT", help=_("why labels are printed again; they say REPRINT")
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=_(
            "enter the print in the record of the plan file, as the window does, and go by that "
            "record; otherwise nothing is kept of it"
        ),
    )
    parser.add_argument("--spare", type=int, default=0, metavar="N", help=_("so many blank ones"))
    parser.add_argument(
        "--test-sheet", action="store_true", help=_("frames and rulers instead of labels")
    )
    parser.add_argument("--by", metavar="NAME", help=_("who prints them"))


def label_document(
    given: argparse.Namespace,
    *,
    plan: Callable[[], Plan],
    folder: Path,
    clinic: Path,
    now: datetime,
    by: str,
) -> "tuple[bytes, Envelope | None]":
    """Make the PDF that the options ask for, and the plan with the print in its record.

    Args:
        given: the options.
        plan: reads the plan and composes its worksheet; asked only where labels are printed.
        folder: the program's own label stocks.
        clinic: the clinic's own label stocks; it need not exist.
        now: when it is printed, as an aware moment.
        by: who prints it.

    Returns:
        The PDF; and the plan to keep, None where nothing is to be kept.

    Raises:
        NotUnderstoodError: an option can't be read, or labels are refused.
        FileProblemError: a label stock can't be read.
    """
    # Typst takes longer to import than everything else here, and only this command needs it.
    from spineplanner.domain.labels import LabelsRefusedError
    from spineplanner.paper.labels import labels_pdf, trial_pdf
    from spineplanner.wording.labels import refusals_summary

    stock, adjustment = _stock(given, folder, clinic), _adjustment(given)
    try:
        if given.test_sheet:
            return trial_pdf(stock, adjustment=adjustment, at=now), None
        envelope, worksheet = plan()
        labels, reason = _labels(given, envelope, worksheet)
        made = labels_pdf(labels, stock, start=given.start, adjustment=adjustment)
    except LabelsRefusedError as error:
        raise NotUnderstoodError(refusals_summary(error.reasons)) from error
    if not given.keep:
        return made, None
    return made, _kept(envelope, labels, reason, Occasion(envelope.plan, by, now, now))


def _labels(
    given: argparse.Namespace, envelope: "Envelope", worksheet: "Worksheet"
) -> "tuple[LabelSheet, str | None]":
    """Compose the labels; without a record to go by, labels with a reason are printed again."""
    from spineplanner.domain.labels import MAX_SPARES, compose_labels
    from spineplanner.wording.reading_labels import read_containers
    from spineplanner.wording.reading_text import read_line

    only = () if given.only is None else _understood("--only", read_containers, given.only)
    reason = None if given.reason is None else _understood("--reason", read_line, given.reason)
    if not 0 <= given.spare <= MAX_SPARES:
        raise NotUnderstoodError(_("--spare: 0 to {most}.").format(most=MAX_SPARES))
    if only and reason is None and not given.keep:
        raise NotUnderstoodError(
            _(
                "--only: labels are printed again for a reason. Give --reason; or --keep, where "
                "the plan file’s record tells what was printed before."
            )
        )
    earlier = envelope.record.labels_out(envelope.revision)
    if reason is not None and not given.keep:
        earlier = tuple(row.container.number for row in worksheet.rows)
    made = compose_labels(worksheet, only=only, earlier=earlier, reason=reason, spares=given.spare)
    return made, reason if any(label.again for label in made.labels) else None


def _kept(
    envelope: "Envelope", labels: "LabelSheet", reason: str | None, occasion: Occasion
) -> "Envelope":
    """Enter the print in the plan's record."""
    from spineplanner.domain.edits import EditError, note_labels
    from spineplanner.wording.edits import refusal_words

    numbers = tuple(label.number for label in labels.labels if label.number is not None)
    try:
        record = note_labels(
            envelope.record,
            occasion=occasion,
            labels=numbers,
            revision=envelope.revision,
            reason=reason,
        )
    except EditError as error:
        raise NotUnderstoodError(refusal_words(error.reason)) from error
    return envelope.replace(record=record)


def _stock(given: argparse.Namespace, folder: Path, clinic: Path) -> "LabelStock":
    from spineplanner.store.label_stocks import read_label_stocks

    stocks = {stock.id: stock for stock in read_label_stocks(folder, clinic=clinic)}
    if given.stock not in stocks:
        raise NotUnderstoodError(
            _("--stock: there is no label stock “{id}”. There are: {ids}.").format(
                id=given.stock, ids=", ".join(stocks)
            )
        )
    return stocks[given.stock]


def _adjustment(given: argparse.Namespace) -> "Adjustment":
    from spineplanner.domain.label_stock import Adjustment
    from spineplanner.wording.reading_labels import read_offset, read_scale

    return Adjustment(
        offset_x_um=_understood("--offset-x", read_offset, given.offset_x),
        offset_y_um=_understood("--offset-y", read_offset, given.offset_y),
        scale_bp=_understood("--scale", read_scale, given.scale),
    )


def _understood(option: str, read: Callable[[str], _Value | Misread], text: str) -> _Value:
    value = read(text)
    if isinstance(value, Misread):
        raise NotUnderstoodError(f"{option}: {value.why}")
    return value
