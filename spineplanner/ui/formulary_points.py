"""The field for what was measured after the thaw: rows of minutes and of viability."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain.stability import StabilityPoint
from spineplanner.ui.fields import NumberField, Row, RowsField
from spineplanner.wording.reading import (
    read_minutes_or_zero,
    read_share,
    write_share,
)
from spineplanner.wording.translate import _


class ListedField(RowsField):
    """Rows that nothing is kept of while one is only begun, or wrong."""

    @override
    def commit(self) -> None:
        super().commit()
        for row in self.rows:
            row.refuse_begun()

    @property
    @override
    def is_refused(self) -> bool:
        parts = [part for row in self.rows for part in row.parts]
        return super().is_refused or any(part.is_refused for part in parts)


class PointsField(ListedField):
    """The measured points; they are put in order of time, whichever is typed first."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, _row, _row_name, arrange=_in_order, parent=parent)


def _in_order(points: tuple[StabilityPoint, ...]) -> tuple[StabilityPoint, ...]:
    return tuple(sorted(points, key=lambda point: point.minutes))


def _row(parent: QWidget) -> Row:
    return Row(
        {
            "minutes": NumberField(
                _("minutes after the thaw"), read_minutes_or_zero, str, unit=_("min")
            ),
            "viability_bp": NumberField(_("viable"), read_share, write_share, unit="%"),
        },
        _point,
        needed={
            "minutes": _("Type the minutes: the point is added then."),
            "viability_bp": _("Type the per cent: the point is added then."),
        },
        shares=(1, 1),
        parent=parent,
    )


def _point(*, minutes: int, viability_bp: int) -> StabilityPoint:
    return StabilityPoint(minutes=minutes, viability_bp=viability_bp)


def _row_name(number: int) -> str:
    return _("Point {number}").format(number=number)
