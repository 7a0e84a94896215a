"""The step at which vials are taken, one by one: scanned or typed, and looked at."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.day import DayStep
from spineplanner.domain.entries import Vial
from spineplanner.ui import theme
from spineplanner.ui.cards import plain_label
from spineplanner.ui.prepare_editor import Clock, DoneButton, StepEditor, enlarge
from spineplanner.ui.prepare_place import zone_of
from spineplanner.ui.prepare_scan import CODE_BEGINS, ReadVial, ScanField
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.day import time_of_day
from spineplanner.wording.scanning import expiry_words
from spineplanner.wording.translate import _


class VialEditor(StepEditor):
    """One vial after the other; those that are taken stand beneath and can be put back."""

    def __init__(
        self,
        step: DayStep,
        snapshot: Snapshot,
        clock: Clock,
        *,
        read_vial: ReadVial,
        parent: QWidget | None = None,
    ) -> None:
        self._read_vial = read_vial
        self._good = True
        super().__init__(step, snapshot, clock, parent)

    @override
    def _lay_out(self) -> None:
        plan = self._snapshot.plan
        product = self._snapshot.formulary.product(plan.supply.product)
        name = product.name if product else _("not stated")
        self._scan = ScanField(self._read_vial, plan, name, self)
        enlarge(self._scan)
        self._scan.read.connect(self._take_scan)
        self._scan.refused.connect(self._let_go)
        self._column.addWidget(self._scan)
        super()._lay_out()
        self.done.setText(_("Looks good: take it"))
        self.done.setAccessibleName(self.done.text())
        bad = DoneButton(_("Does not look good"), self)
        bad.setProperty("look", "")
        bad.clicked.connect(self._enter_bad)
        self._column.addWidget(bad, 0, Qt.AlignmentFlag.AlignRight)
        for vial in self._snapshot.envelope.record.vials:
            if self.step.lot in {vial.lot, None}:
                self._column.addLayout(self._taken(vial))

    def _taken(self, vial: Vial) -> QHBoxLayout:
        row = QHBoxLayout()
        said = vial_words(vial, self._snapshot)
        words = plain_label(said, points=11, parent=self)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        back = QPushButton(_("Put back"), self)
        back.setFont(theme.font(points=11))
        back.setProperty("look", "link")
        back.setProperty("reach", "glove")
        back.setAccessibleName(_("Put back: {vial}").format(vial=said))
        given = {"lot": vial.lot, "vial": vial.vial}
        back.clicked.connect(partial(self.note_wanted.emit, edits.put_vial_back, given))
        row.addWidget(back)
        return row

    @override
    def _first_who(self) -> str | None:
        return self._snapshot.operator or None

    @override
    def _first_when(self) -> datetime | None:
        """The vial to come is taken now, whenever the last one was."""
        return None

    @override
    def _answer(self, name: str, value: object) -> None:
        """Read a code that was scanned into the field of the lot or the vial as what it is."""
        if name in {"lot", "vial"} and isinstance(value, str) and value.startswith(CODE_BEGINS):
            self._fields[name].revert()
            self._scan.take(value)
        else:
            super()._answer(name, value)

    def _take_scan(self, lot: object, vial: object, expiry: object) -> None:
        """Fill in what the code says; what it does not say stays as it is, for the same vial."""
        before = self._answers["vial"]
        if None not in (before, vial) and before != vial:
            self._answer("expiry", None)
            self._scan.show_remark(f"{self._scan.remark.text()}. {_left(before)}")
        read = {"lot": lot, "vial": vial, "expiry": expiry}
        for name, value in read.items():
            if value is not None:
                self._answer(name, value)
        missing = self._next_missing()
        part = self.done if missing is None else self._fields[missing].entries()[0]
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        """Take no other vial for the one in the hand, whose code was refused just now."""
        before = self._answers["vial"]
        for name in ("lot", "vial", "expiry"):
            self._answer(name, None)
        if before is not None:
            self._scan.show_remark(_left(before))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead what a scanner types at a button into the field for it, from the first sign on."""
        if event.text().strip():
            self._scan.take_focus()
            self._scan.entry.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @override
    def take_focus(self) -> None:
        """Wait for the scanner, until something was scanned or typed."""
        if self._answers["lot"] is None and self._answers["vial"] is None:
            self._scan.take_focus()
        else:
            super().take_focus()

    @override
    def can_renew(self, step: DayStep, snapshot: Snapshot) -> bool:
        """Another vial begins anew."""
        before, now = self._snapshot, snapshot
        same = before.envelope.record.vials == now.envelope.record.vials
        return same and before.plan == now.plan and super().can_renew(step, snapshot)

    @override
    def answers(self) -> dict[str, object]:
        return super().answers() | {"good": self._good}

    @override
    def _go_on(self, name: str) -> None:
        """Enter leads to the buttons that say how the vial looks, and presses none of them."""
        if self._fields[name].is_refused:
            return
        missing = self._next_missing()
        part = self.done if missing is None else self._fields[missing].entries()[0]
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_bad(self) -> None:
        self._good = False
        self.enter()
        self._good = True


def _left(vial: object) -> str:
    return _("Vial {vial}, which stood here, is not taken: scan it again for that.").format(
        vial=vial
    )


def vial_words(vial: Vial, snapshot: Snapshot) -> str:
    """A vial that was taken: which, until when, how it looks, when and by whom."""
    at = vial.taken.at.astimezone(zone_of(snapshot.plan, snapshot.now))
    return _("{shape} vial {vial}, lot {lot}, expires {expiry}, {looks}; {clock}, {name}").format(
        shape="✓" if vial.good else "■",
        vial=vial.vial,
        lot=vial.lot,
        expiry=expiry_words(vial.expiry) if vial.expiry else _("not stated"),
        looks=_("looks good") if vial.good else _("does NOT look good"),
        clock=time_of_day(at),
        name=vial.taken.by,
    )
