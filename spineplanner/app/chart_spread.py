"""The chart of how far delivered doses may be off, and how likely the vials suffice."""

from collections.abc import Iterator
from fractions import Fraction

from spineplanner.domain.preparation import Container
from spineplanner.domain.values import WHOLE_BP
from spineplanner.solve.series_csv import csv_text
from spineplanner.solve.uncertainty import (
    HEMACYTOMETER_CV,
    SYRINGE_CV,
    DeliveredDose,
    Uncertainty,
    Variation,
    uncertainty_of,
)
from spineplanner.ui.chart import Chart, Mark, Series, Shape, Spread, Topic
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

MILLION = 1_000_000
_SURE = 0.999


def usual_spread() -> Spread:
    """What is assumed unless the person states something else, and where that is from."""
    return Spread(
        count_bp=round(HEMACYTOMETER_CV * WHOLE_BP),
        syringe_bp=round(SYRINGE_CV * WHOLE_BP),
        count_source=_(
            "13.9 %: mean of four operators who counted thawed preadipocytes in a hemacytometer "
            "(11 to 19 %); a Coulter counter had 3.6 % (plasticsurgerykey.com)."
        ),
        syringe_source=_(
            "5 %: the tolerance of ISO 7886-1 below 5 mL from half scale on, on the wide side "
            "when taken for a coefficient of variation; the standard itself was not read."
        ),
    )


def spread_chart(snapshot: Snapshot, spread: Spread) -> Chart:
    """Draw each dose with where 95 of 100 real ones lie, in per cent of the order."""
    topic, title = Topic.SPREAD, _("Delivered doses, 95 % interval")
    made = uncertainty_of(
        snapshot.preparation, Variation(spread.count_bp / WHOLE_BP, spread.syringe_bp / WHOLE_BP)
    )
    pairs = _pairs(snapshot, made)
    assumes = _assumes(snapshot, spread, made)
    if not pairs:
        absent = _("Nothing can be prepared yet, so there are no doses to look at.")
        return Chart(topic, title, assumes, absent=absent)
    shares = [(number, _of_order(container, dose)) for number, container, dose in pairs]
    heads = (
        _("No."),
        _("Site"),
        _("Ordered, million"),
        _("95 of 100, million"),
    )
    return Chart(
        topic=topic,
        title=title,
        assumes=assumes,
        x_label=_("Container, by its number"),
        y_label=_("Dose, % of the order"),
        x_range=(0.4, len(pairs) * 1.16 + 0.6),
        y_top=max(100.0, *(high for _number, (_meant, _low, high) in shares)) * 1.05,
        series=(
            Series(
                _("95 of 100 real doses"),
                "accent",
                Shape.WHISKERS,
                tuple((x, None) for x, _share in enumerate(shares, start=1)),
                tuple((low, high) for _number, (_meant, low, high) in shares),
            ),
            Series(
                _("Meant"),
                "accent",
                Shape.DOTS,
                tuple((x, share[0]) for x, (_number, share) in enumerate(shares, start=1)),
            ),
        ),
        marks=(Mark(100, _("As ordered"), upright=False),),
        ticks=tuple((x, str(number)) for x, (number, _share) in enumerate(shares, start=1)),
        heads=heads,
        rows=tuple(_row(number, container, dose) for number, container, dose in pairs),
        csv=csv_text(
            (*heads[:3], _("Meant, million"), _("Low, million"), _("High, million")),
            [_numbers(number, container, dose) for number, container, dose in pairs],
        ),
        result=_suffices(snapshot, made),
    )


def _pairs(snapshot: Snapshot, made: Uncertainty) -> list[tuple[int, Container, DeliveredDose]]:
    doses = {dose.number: dose for dose in made.doses}
    return [
        (item.number, item, doses[item.number])
        for item in snapshot.preparation.containers
        if item.number in doses and item.aliquot.cells
    ]


def _of_order(container: Container, dose: DeliveredDose) -> tuple[float, float, float]:
    whole = (container.aliquot.cells or 1) / 100
    return dose.meant / whole, dose.low / whole, dose.high / whole


def _row(number: int, container: Container, dose: DeliveredDose) -> tuple[str, ...]:
    return (
        str(number),
        site_name(container.site),
        numbers.millions(container.aliquot.cells or 0),
        _("{low} to {high}").format(low=_figures(dose.low), high=_figures(dose.high)),
    )


def _numbers(
    number: int, container: Container, dose: DeliveredDose
) -> tuple[int, str, Fraction, float, float, float]:
    ordered = Fraction(container.aliquot.cells or 0, MILLION)
    meant, low, high = (cells / MILLION for cells in (dose.meant, dose.low, dose.high))
    return number, site_name(container.site), ordered, meant, low, high


def _figures(cells: float) -> str:
    return numbers.figures(Fraction(cells) / MILLION)


def _suffices(snapshot: Snapshot, made: Uncertainty) -> str:
    if made.vials_suffice is None:
        return _("Whether the vials suffice can't be said: the supply can't be computed.")
    if snapshot.preparation.measured:
        message = _("Probability that the counted stock suffices: {probability}.")
    else:
        message = _("Probability that the vials to thaw suffice: {probability}.")
    return message.format(probability=_probability(made.vials_suffice))


def _probability(share: float) -> str:
    """Write a probability; draws, however many, never make certain."""
    if share > _SURE:
        return _("more than 99.9 %")
    if share < 1 - _SURE:
        return _("less than 0.1 %")
    return numbers.per_cent(Fraction(share))


def _assumes(snapshot: Snapshot, spread: Spread, made: Uncertainty) -> str:
    when = (
        _("The stock has been counted: the volumes stand, and the count's error is in the doses.")
        if snapshot.preparation.measured
        else _(
            "Before the count: the real stock is taken to be off what is planned as far as a count "
            "may be; how recovery and viability differ from vial to vial is not in it. A weaker "
            "stock takes more of it, and that may be too much."
        )
    )
    drawn = _(
        "Assumes that a count is off by {count} and each volume that a syringe measures (stock, "
        "diluent, what is drawn) by {syringe}: coefficients of variation of factors of mean 1, "
        "log-normal and independent; {draws} random days with the seed {seed}."
    ).format(
        count=numbers.per_cent_bp(spread.count_bp),
        syringe=numbers.per_cent_bp(spread.syringe_bp),
        draws=numbers.decimal(made.draws, places=0),
        seed=made.seed,
    )
    return " ".join((drawn, when, *_apart(snapshot)))


def _apart(snapshot: Snapshot) -> Iterator[str]:
    supply = snapshot.preparation.supply
    if supply is not None and any(pool.uses for pool in supply.pools):
        yield _("The vials are kept apart, and all those of a lot are off by one factor.")
