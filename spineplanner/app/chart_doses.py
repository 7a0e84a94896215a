"""The chart of the doses by level, LEFT and RIGHT, as ordered and as achieved."""

from collections.abc import Callable
from fractions import Fraction

from spineplanner.solve.level_doses import Dose, LevelDoses, doses_by_level
from spineplanner.solve.series_csv import csv_text
from spineplanner.ui.chart import Chart, Series, Shape, Topic
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.sites import level_name
from spineplanner.wording.translate import _

MILLION = 1_000_000
_APART = 0.3

Pick = Callable[[LevelDoses], Dose | None]


def doses_chart(snapshot: Snapshot) -> Chart:
    """Draw the doses of each level side by side, LEFT on the left, as seen from behind."""
    levels = doses_by_level(snapshot.preparation)
    topic, title = Topic.DOSES, _("Dose by level")
    if not levels:
        return Chart(topic, title, "", absent=_("No level has a dose yet."))
    doses = [
        (level, side, dose)
        for level in levels
        for side, dose in (
            (_("LEFT"), level.left),
            (_("epidural"), level.epidural),
            (_("RIGHT"), level.right),
        )
        if dose is not None
    ]
    heads = (_("Level"), _("Side"), _("Ordered, million"), _("Achieved, million"), _("Off by"))
    highest = max(max(dose.ordered, dose.achieved or 0) for _level, _side, dose in doses)
    return Chart(
        topic=topic,
        title=title,
        assumes=_(
            "Assumes the volumes to give of the plan as it is prepared now. Facet joints and "
            "epidural space by level; what goes to the caudal space or the vein is not shown."
        ),
        x_label=_("Level, LEFT on the left, as seen from behind"),
        y_label=_("Achieved cells, million"),
        x_range=(-0.7, len(levels) - 0.3),
        y_top=float(Fraction(highest) / MILLION) * 1.05,
        series=tuple(_bars(levels)),
        ticks=tuple((place, level_name(item.level)) for place, item in enumerate(levels)),
        heads=heads,
        rows=tuple(
            (level_name(item.level), side, numbers.millions(dose.ordered), *_achieved(dose))
            for item, side, dose in doses
        ),
        csv=csv_text(
            heads[:4],
            [
                (level_name(item.level), side, Fraction(dose.ordered, MILLION), _exact(dose))
                for item, side, dose in doses
            ],
        ),
    )


def _exact(dose: Dose) -> Fraction | None:
    return None if dose.achieved is None else dose.achieved / MILLION


def _achieved(dose: Dose) -> tuple[str, str]:
    if dose.achieved is None:
        return _("not computed"), ""
    off = dose.achieved / dose.ordered - 1
    return numbers.figures(dose.achieved / MILLION), numbers.signed_per_cent(off)


def _bars(levels: tuple[LevelDoses, ...]) -> list[Series]:
    epidural = any(item.epidural for item in levels)
    aside = _APART if epidural else _APART / 2
    sides: list[tuple[str, str, Shape, float, Pick]] = [
        (_("LEFT (filled)"), "facet", Shape.SOLID_BARS, -aside, lambda item: item.left),
        (_("RIGHT (open)"), "facet", Shape.HOLLOW_BARS, aside, lambda item: item.right),
        (_("Epidural (ruled)"), "epidural", Shape.RUNGED_BARS, 0, lambda item: item.epidural),
    ]
    bars, ordered = [], []
    for name, role, shape, off, pick in sides:
        given = [(place + off, pick(item)) for place, item in enumerate(levels)]
        there = [(x, dose) for x, dose in given if dose is not None]
        made = tuple((x, float(cells)) for x, dose in there if (cells := _exact(dose)) is not None)
        if made:
            bars.append(Series(name, role, shape, made))
        ordered += [(x, dose.ordered / MILLION) for x, dose in there]
    return [*bars, Series(_("Ordered (bar across)"), "text", Shape.RULES, tuple(ordered))]
