"""The field that a barcode scanner types into, ending with Enter: what is on a vial."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain.plan import Plan
from spineplanner.domain.scanning import ScannedVial, ScanRefused
from spineplanner.ui.cards import set_look
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.field_frame import Field
from spineplanner.wording.scanning import (
    scan_refusal_sentence,
    scanned_words,
    unknown_product_words,
)
from spineplanner.wording.translate import _

ReadVial = Callable[[str, Plan], ScannedVial | ScanRefused]
"""Reads a code, and finds the plan's lot that it is of; none where the code names no lot."""

SEPARATOR, SHOWN = "\x1d", "¦"
"""What parts the elements of GS1, and how it stands in the field: no code has a broken bar."""


SEPARATOR_KEYS = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_BracketRight)
"""The keys by which a scanner that is a keyboard types the separator."""


CODE_BEGINS = ("]", "=", "&", "(")
"""What no lot and no vial number begins with, and codes do."""


class ScanEntry(LineEntry):
    """A line that keeps the separator, which Qt drops because it can't be seen."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (event.modifiers(), event.key())
        if event.text() == SEPARATOR or keys == SEPARATOR_KEYS:
            self.insert(SHOWN)
        else:
            super().keyPressEvent(event)


class ScanField(Field):
    """Reads one code of a vial; a wrong one stays with the reason beneath.

    `read` carries what the code says as (lot, vial, expiry), each None where it does not say it:
    an expiry that only the plan has was read off no vial. `refused` tells that a code was not
    taken.
    """

    read = Signal(object, object, object)
    refused = Signal()

    def __init__(
        self, read_vial: ReadVial, plan: Plan, product: str, parent: QWidget | None = None
    ) -> None:
        """Make the field.

        Args:
            read_vial: reads what was typed.
            plan: what it is held against.
            product: the name of the plan's product.
            parent: the widget it belongs to.
        """
        super().__init__(_("Scan the vial"), parent=parent)
        self._read_vial, self._plan, self._product = read_vial, plan, product
        self._asked = ""
        self.entry = ScanEntry(self)
        self.entry.setPlaceholderText(_("ISBT 128 or GS1, ends with Enter"))
        self.label.setBuddy(self.entry)
        self.row.addWidget(self.entry, 1)
        self.entry.entered.connect(self._enter)
        self.entry.left.connect(self.commit)
        self.entry.abandoned.connect(self.revert)
        self.entry.typed_in.connect(self.clear_reason)
        self.describe()

    @override
    def entries(self) -> list[QWidget]:
        return [self.entry]

    @property
    @override
    def is_stated(self) -> bool:
        return bool(self.remark.text())

    @override
    def show_value(self, value: object) -> None:
        """Begin anew: a code is no value of the record."""
        self.revert()

    @override
    def revert(self) -> None:
        self._asked = ""
        self.entry.show_text("")
        self.clear_reason()

    def take(self, code: str) -> None:
        """Read a code that a scanner has typed somewhere else."""
        self.entry.setText(code)
        self._enter()

    def _enter(self) -> None:
        self._asked = ""
        self.commit()

    @override
    def commit(self) -> None:
        text = self.entry.typed()
        if not text.strip() or text == self._asked:
            return
        self._asked = text
        found = self._read_vial(text.replace(SHOWN, SEPARATOR), self._plan)
        if isinstance(found, ScanRefused):
            self.show_remark("")
            self.refuse(scan_refusal_sentence(found))
            self.entry.selectAll()
            self.refused.emit()
            return
        self.revert()
        self._remark_on(found)
        lot, vial = found.lot, found.scanned.vial
        self.read.emit(lot.number if lot else None, vial, found.scanned.expiry)

    def _remark_on(self, found: ScannedVial) -> None:
        """Say what was read, and what a person has to compare."""
        said = scanned_words(found.scanned)
        if found.product_unknown and found.scanned.product_code:
            asked = unknown_product_words(found.scanned.product_code, self._product)
            said = f"{said}. {asked}"
        set_look(self.remark, "confirm" if found.product_unknown else "quiet")
        self.show_remark(said)
