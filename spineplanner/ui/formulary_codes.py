"""The field for the codes that a product is scanned by: one a row."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.ui.fields import Row, TypedField
from spineplanner.ui.formulary_points import ListedField
from spineplanner.wording.reading_codes import read_product_code
from spineplanner.wording.translate import _


@dataclass(frozen=True, slots=True)
class _Listed:
    """A code as a row has it."""

    code: str


class CodesField(ListedField):
    """The codes in the order in which they were typed; a scanner may type them too."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, _row, _row_name, arrange=_codes, parent=parent)
        self.show_remark(
            _("GTIN (8, 12, 13 or 14 digits) or ISBT 128 product code (5 or 8 signs), or a scan.")
        )

    @override
    def show_value(self, value: object) -> None:
        codes = value if isinstance(value, tuple) else ()
        super().show_value(tuple(_Listed(code) for code in codes))


def _codes(listed: tuple[_Listed, ...]) -> tuple[str, ...]:
    return tuple(item.code for item in listed)


def _row(parent: QWidget) -> Row:
    return Row(
        {"code": TypedField(_("code"), read_product_code, str)},
        _Listed,
        needed={"code": _("Remove the row with the cross at its end.")},
        shares=(1,),
        parent=parent,
    )


def _row_name(number: int) -> str:
    return _("Code {number}").format(number=number)
