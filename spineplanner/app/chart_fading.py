"""The chart of the viable cells over the minutes after the thaw."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from spineplanner.domain.formulary import Product
from spineplanner.domain.moments import between
from spineplanner.domain.thaw_clock import thaw_clock
from spineplanner.solve.fading import Fading, fading_of
from spineplanner.solve.series_csv import csv_text
from spineplanner.ui.chart import Chart, Mark, Series, Shape, Topic
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.findings import certainty_words
from spineplanner.wording.translate import _

MILLION = 1_000_000
LONGEST = 7 * 24 * 60
"""A planned time later than this many minutes after the thaw belongs to another day's work."""


def fading_chart(snapshot: Snapshot) -> Chart:
    """Draw what the product's own measurements say; without any, draw nothing."""
    product = snapshot.formulary.product(snapshot.plan.supply.product)
    topic, title = Topic.FADING, _("Viable cells after the thaw")
    use_by = product.stability_minutes if product else None
    basis = snapshot.plan.supply.dose_basis
    points = product.stability_points if product else ()
    fading = fading_of(snapshot.preparation, points, basis, use_by=use_by) if basis else None
    if fading is None:
        absent = _no_doses() if points else _no_data()
        return Chart(topic, title, "", absent=f"{absent} {_use_by_words(use_by)}".strip())
    marks = _marks(snapshot, fading)
    heads = (_("Minutes after the thaw"), _("Viable cells, million"), _("What"))
    last = max(fading.points[-1][0], *(mark.at for mark in marks), 1)
    return Chart(
        topic=topic,
        title=title,
        assumes=_assumes(snapshot),
        x_label=heads[0],
        y_label=heads[1],
        # The first dot stands on the axis and is not to be cut there.
        x_range=(-last * 0.02, last * 1.06),
        y_top=max(_millions(cells) for _minute, cells in fading.points) * 1.05,
        series=(
            _series(_("Between the measurements"), Shape.LINE, fading.points),
            _series(_("Measured viability"), Shape.DOTS, fading.measured),
        ),
        marks=marks,
        heads=heads,
        rows=_rows(fading, marks),
        csv=csv_text(heads[:2], [(minute, cells / MILLION) for minute, cells in fading.points]),
    )


def _rows(fading: Fading, marks: tuple[Mark, ...]) -> tuple[tuple[str, ...], ...]:
    """What was measured and what is marked, in order of time."""
    measured = [(Fraction(minute), _("measured")) for minute, _cells in fading.measured]
    marked = [(Fraction(mark.at), mark.words) for mark in marks]
    return tuple(
        (numbers.decimal(minute, places=0), _cells_at(fading, minute), words)
        for minute, words in sorted(measured + marked, key=lambda row: row[0])
    )


def _cells_at(fading: Fading, minute: Fraction) -> str:
    """The cells on the straight line between two measurements; nothing beyond them."""
    for (start, before), (end, after) in pairwise(fading.measured):
        if start <= minute <= end:
            cells = before + (after - before) * (minute - start) / (end - start)
            return numbers.rounded_millions(cells)
    return _("not measured")


def _series(name: str, shape: Shape, points: tuple[tuple[int, Fraction], ...]) -> Series:
    return Series(name, "good", shape, tuple((x, _millions(cells)) for x, cells in points))


def _millions(cells: Fraction) -> float:
    return float(cells / MILLION)


def _marks(snapshot: Snapshot, fading: Fading) -> tuple[Mark, ...]:
    """The use-by, and once the thaw has ended, when it is planned to inject and to infuse."""
    marks = []
    if fading.use_by is not None:
        marks.append(Mark(fading.use_by, _("Use by")))
    thawed, planned = snapshot.envelope.record.thaw_ended_at, snapshot.plan.procedure.at
    if thawed is None:
        return tuple(marks)
    if planned is not None:
        marks.append(Mark(between(thawed, planned).total_seconds() / 60, _("Planned procedure")))
    clock = thaw_clock(snapshot.plan, snapshot.formulary, snapshot.envelope.record, snapshot.now)
    if clock.infusion_by is not None:
        at = between(thawed, clock.infusion_by).total_seconds() / 60
        marks.append(Mark(at, _("Infusion must start by")))
    return tuple(mark for mark in marks if 0 <= mark.at <= LONGEST)


def _assumes(snapshot: Snapshot) -> str:
    said = [
        _(
            "Assumes the viability that the formulary has for the product, with straight lines "
            "between the measurements and nothing beyond them, for all containers together; the "
            "first measurement is taken to be what the containers are made to hold."
        ),
        *_source(snapshot.formulary.product(snapshot.plan.supply.product)),
    ]
    if snapshot.envelope.record.thaw_ended_at is None:
        said.append(_("The planned times are shown once the end of the thaw is recorded."))
    return " ".join(said)


def _source(product: Product | None) -> Iterator[str]:
    """Where the measurements come from: they may be those of another product."""
    if product is not None:
        source = product.source_of("stability_points")
        words = _("The measurements ({certainty}): {source}")
        said = words.format(certainty=certainty_words(source.certainty), source=source.text)
        yield said if said.endswith(".") else f"{said}."


def _no_data() -> str:
    return _(
        "No viability after the thaw is stated for this product in the formulary, so there is "
        "no curve to draw; none is made up."
    )


def _no_doses() -> str:
    return _("Nothing can be prepared yet, so there are no cells to follow.")


def _use_by_words(use_by: int | None) -> str:
    if use_by is None:
        return ""
    return _("It is to be used within {minutes} minutes after the thaw.").format(minutes=use_by)
