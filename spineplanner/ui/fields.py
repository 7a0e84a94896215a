"""The entry fields that all views share, gathered from their modules."""

from spineplanner.ui.field_choice import ChoiceField, Option, TickField
from spineplanner.ui.field_frame import Field
from spineplanner.ui.field_list import ListField
from spineplanner.ui.field_moment import DateTimeField
from spineplanner.ui.field_rows import Row, RowsField
from spineplanner.ui.field_typed import DateField, LineField, NoteField, NumberField, TypedField

__all__ = [
    "ChoiceField",
    "DateField",
    "DateTimeField",
    "Field",
    "LineField",
    "ListField",
    "NoteField",
    "NumberField",
    "Option",
    "Row",
    "RowsField",
    "TickField",
    "TypedField",
]
