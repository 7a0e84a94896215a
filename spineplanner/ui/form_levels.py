"""The section on how the levels were counted, on which images, and what was seen there."""

from datetime import date
from typing import assert_never

from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Region, SiteKind, levels
from spineplanner.domain.plan import CountedFrom, Plan, Study
from spineplanner.ui.field_paint import Tick
from spineplanner.ui.fields import (
    ChoiceField,
    DateField,
    Field,
    LineField,
    Row,
    RowsField,
    TickField,
)
from spineplanner.ui.form_section import Section
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.sites import level_name
from spineplanner.wording.translate import _

CERVICAL = levels(region=Region.CERVICAL, lumbar_count=5)


class LevelsField(Field):
    """The cervical levels at which the epidural space was seen on images; each is a tick."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self._value: tuple[Level, ...] = ()
        self.ticks = {level: Tick(level_name(level), self) for level in CERVICAL}
        grid = QGridLayout()
        for place, (level, tick) in enumerate(self.ticks.items()):
            tick.setAccessibleName(f"{self.name}: {level_name(level)}")
            tick.clicked.connect(self._click)
            grid.addWidget(tick, place // 3, place % 3)
        self.row.addLayout(grid, 1)
        self.label.setBuddy(self.ticks[CERVICAL[0]])

    @override
    def entries(self) -> list[QWidget]:
        return list(self.ticks.values())

    @property
    @override
    def is_stated(self) -> bool:
        return bool(self._value)

    @override
    def show_value(self, value: object) -> None:
        if isinstance(value, tuple) and value != self._value:
            self._value = value
            self.revert()

    @override
    def revert(self) -> None:
        for level, tick in self.ticks.items():
            tick.setChecked(level in self._value)
        self.clear_reason()

    def _click(self) -> None:
        seen = tuple(level for level, tick in self.ticks.items() if tick.isChecked())
        self.committed.emit(seen)


class LevelsSection(Section):
    """How the levels were counted and on which images."""

    key = "counting"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Levels"), parent)
        counted = ChoiceField(
            _("Counted from"), [(way, _counted_words(way)) for way in CountedFrom]
        )
        count = ChoiceField(
            _("&Lumbar vertebrae"),
            [(number, str(number)) for number in (4, 5, 6)],
            can_unsay=False,
        )
        studies = RowsField(_("Ima&ges"), _study_row, _study_name)
        confirmed = TickField(_("Levels confirmed against the images"))
        self._reviewed = LevelsField(_("Cervical epidural space reviewed on images at"))
        self.add("counting.counted_from", counted, edits.set_counting)
        self.add("counting.lumbar_count", count, edits.set_lumbar_count, argument="count")
        self.add("counting.studies", studies, edits.set_counting, wide=True)
        self.add("counting.confirmed", confirmed, edits.set_counting, wide=True)
        self.add("counting.reviewed_epidurals", self._reviewed, edits.set_counting, wide=True)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        self._reviewed.setVisible(asks_for_review(snapshot.plan))


def asks_for_review(plan: Plan) -> bool:
    """Whether a cervical epidural is ordered, or its review was stated once."""
    ordered = any(
        item.site.kind is SiteKind.EPIDURAL and item.site.region is Region.CERVICAL
        for item in plan.aliquots
    )
    return ordered or bool(plan.counting.reviewed_epidurals)


def _counted_words(way: CountedFrom) -> str:
    match way:
        case CountedFrom.C2_DOWN:
            return _("down from C2")
        case CountedFrom.T12_DOWN:
            return _("down from the last rib")
        case CountedFrom.SACRUM_UP:
            return _("up from the sacrum")
        case _:
            assert_never(way)


def _study_row(parent: QWidget) -> Row:
    return Row(
        {
            "images": LineField(_("images, such as MRI")),
            "taken_on": DateField(_("taken on")),
        },
        _study,
        needed={
            "images": _("Name the images: they are added then."),
            "taken_on": _("State the date: they are added then."),
        },
        shares=(1, 1),
        parent=parent,
    )


def _study(*, images: str, taken_on: date) -> Study:
    return Study(images=images, taken_on=taken_on)


def _study_name(number: int) -> str:
    return _("Images {number}").format(number=number)
