"""The chart of the vials that a plan needs, over the viability or the recovery."""

from fractions import Fraction

from spineplanner.domain.protocols import keeps_vials_apart
from spineplanner.solve.series_csv import csv_text
from spineplanner.solve.whatif import Assumed, Threshold, VialSeries, vials_against
from spineplanner.ui.chart import Chart, Mark, Series, Shape, Topic
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.translate import _, ngettext

_TOPICS = {Assumed.VIABILITY: Topic.VIABILITY, Assumed.RECOVERY: Topic.RECOVERY}


def vials_chart(snapshot: Snapshot, assumed: Assumed) -> Chart:
    """Draw the vials that the order needs with one share after the other."""
    series = vials_against(snapshot.plan, snapshot.formulary, assumed)
    topic, title, assumes = _TOPICS[assumed], _title(assumed), _assumes(snapshot, series)
    heights = [point.vials for point in series.points if point.vials is not None]
    if not heights:
        why = [refusal_sentence(refusal) for refusal in snapshot.preparation.refusals]
        absent = " ".join([_("The vials can't be computed."), *why])
        return Chart(topic, title, assumes, absent=absent)
    heads = (_share_word(assumed), _("Vials to thaw"))
    return Chart(
        topic=topic,
        title=title,
        assumes=assumes,
        x_label=_("{share}, %").format(share=_share_word(assumed)),
        y_label=_("Vials to thaw"),
        x_range=(series.points[0].share_bp / 100 - 2.5, 102.5),
        y_top=max(heights) + 1,
        series=tuple(_lines(series)),
        marks=tuple(_marks(series, max(heights))),
        ticks=_ticks(series),
        heads=heads,
        rows=tuple(_rows(series)),
        csv=csv_text(
            (f"{heads[0]} (%)", heads[1]),
            [(Fraction(share, 100), vials) for share, vials in _exact(series)],
        ),
        result=_result(series, max(heights)),
    )


def _title(assumed: Assumed) -> str:
    if assumed is Assumed.VIABILITY:
        return _("Vials needed against viability")
    return _("Vials needed against recovery")


def _share_word(assumed: Assumed) -> str:
    return _("Viability") if assumed is Assumed.VIABILITY else _("Recovery")


def _assumes(snapshot: Snapshot, series: VialSeries) -> str:
    supply = snapshot.plan.supply
    if series.assumed is Assumed.VIABILITY:
        other = (_("recovery"), supply.recovery_bp)
    else:
        other = (_("viability"), supply.viability_bp)
    said = [
        _(
            "Assumes the order as it stands, planned as before any count, with more vials than "
            "are on hand where they are needed. Below {lowest} is not looked at."
        ).format(lowest=numbers.per_cent_bp(series.points[0].share_bp))
    ]
    if other[1] is not None:
        said.append(
            _("The {name} stays at {share}.").format(
                name=other[0], share=numbers.per_cent_bp(other[1])
            )
        )
    if keeps_vials_apart(snapshot.formulary.protocol(snapshot.plan.protocol)):
        said.append(
            _(
                "Vials are kept apart, and each syringe filled from the first that has enough; "
                "a search may find a way with fewer."
            )
        )
    if not series.matters:
        said.append(
            _("Label and dose count the same cells, so the viability does not enter the sum.")
        )
    return " ".join(said)


def _exact(series: VialSeries) -> list[tuple[int, int | None]]:
    """Every share that was looked at, with both sides of each step, from low to high."""
    known = {point.share_bp: point.vials for point in series.points}
    for step in series.thresholds:
        known |= {step.share_bp: step.vials, step.share_bp - 1: step.below}
    if series.today is not None:
        known[series.today.share_bp] = series.today.vials
    return sorted(known.items())


def _lines(series: VialSeries) -> list[Series]:
    line = tuple((share / 100, vials) for share, vials in _exact(series))
    steps = tuple((step.share_bp / 100, step.vials) for step in series.thresholds)
    lines = [Series(_("Vials to thaw"), "accent", Shape.LINE, line)]
    if steps:
        lines.append(Series(_("Below this, more vials"), "accent", Shape.DOTS, steps))
    if series.today is not None and series.today.vials is not None:
        today = ((series.today.share_bp / 100, series.today.vials),)
        lines.append(Series(_("Today"), "focus", Shape.DOTS, today))
    return lines


def _ticks(series: VialSeries) -> tuple[tuple[float, str], ...]:
    """Name every fifth per cent, the first and the last among them."""
    lowest = series.points[0].share_bp // 100
    return tuple((share, str(share)) for share in range(lowest, 101, 5))


def _marks(series: VialSeries, highest: int) -> list[Mark]:
    """Today, and the vials on hand where they are near what is needed.

    Many more would press the steps flat; the result says how many there are.
    """
    marks = []
    if series.today is not None:
        said = _("Today: {share}").format(share=numbers.per_cent_bp(series.today.share_bp))
        marks.append(Mark(series.today.share_bp / 100, said))
    if series.on_hand is not None and series.on_hand <= highest + 1:
        said = _("On hand: {number}").format(number=series.on_hand)
        marks.append(Mark(series.on_hand, said, upright=False))
    return marks


def _rows(series: VialSeries) -> list[tuple[str, ...]]:
    """The steps from the highest share down, each with the shares that it serves."""
    rows = []
    high = series.points[-1].share_bp
    for step in sorted(series.thresholds, key=lambda step: -step.share_bp):
        rows.append(_row(series, step.share_bp, high, step.vials))
        high = step.share_bp - 1
    rows.append(_row(series, series.points[0].share_bp, high, series.points[0].vials))
    return rows


def _row(series: VialSeries, low: int, high: int, vials: int | None) -> tuple[str, ...]:
    said = _("{low} to {high}").format(low=numbers.per_cent_bp(low), high=numbers.per_cent_bp(high))
    if low == high:
        said = numbers.per_cent_bp(low)
    if series.today is not None and low <= series.today.share_bp <= high:
        said = _("{range} (today: {share})").format(
            range=said, share=numbers.per_cent_bp(series.today.share_bp)
        )
    return said, _("can't be prepared") if vials is None else str(vials)


def _result(series: VialSeries, highest: int) -> str:
    return " ".join(part for part in (_today(series), _on_hand(series, highest)) if part)


def _on_hand(series: VialSeries, highest: int) -> str:
    """Say how many vials there are where their line would be above the picture."""
    if series.on_hand is None or series.on_hand <= highest + 1:
        return ""
    return ngettext(
        "On hand is {number} vial, above what is drawn.",
        "On hand are {number} vials, above what is drawn.",
        series.on_hand,
    ).format(number=series.on_hand)


def _today(series: VialSeries) -> str:
    today = series.today
    if today is None or today.vials is None:
        return ""
    said = ngettext(
        "Today, at {share}: {number} vial.", "Today, at {share}: {number} vials.", today.vials
    ).format(share=numbers.per_cent_bp(today.share_bp), number=today.vials)
    below = [step for step in series.thresholds if step.share_bp <= today.share_bp]
    if not below:
        return said
    return f"{said} {_next_step(max(below, key=lambda step: step.share_bp))}"


def _next_step(step: Threshold) -> str:
    share = numbers.per_cent_bp(step.share_bp)
    if step.below is None:
        return _("Below {share} it can't be prepared.").format(share=share)
    return _("Below {share} it takes {number}.").format(share=share, number=step.below)
