"""Which vial fills which syringe, for a clinic that does not pool vials."""

from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain.apart import (
    Allocation,
    LargerThanAnyVial,
    NotSettledInTime,
    OpenedVial,
    TooFewVials,
)
from spineplanner.domain.preparation import Container
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.chart import KeptApart
from spineplanner.ui.number_rows import NumberRows
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.apart import allocation_refusal_sentence, proof_sentence
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext

_SITES = 2
"""The column that takes the width that is left."""


class ApartWindow(QDialog):
    """A map from vials to syringes beside the plan, which it follows; it changes nothing.

    `search_wanted` asks for an answer by `show_answer`, `stop_wanted` for the best so far.
    """

    search_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._searching = False
        self.explained = _paragraph(
            _(
                "Where vials may not be pooled, each syringe is filled from one vial and has a "
                "tube of its own. The plan and its sheets pool the vials of a lot; this map is "
                "beside them and does not change them."
            ),
            self,
            look="quiet",
        )
        self.answer = _paragraph("", self, weight=QFont.Weight.DemiBold)
        self.total = _paragraph("", self)
        self.outside = _paragraph("", self)
        self.rows = NumberRows(self)
        self.stop = QPushButton(_("&Stop searching"), self)
        self.again = QPushButton(_("Search &again"), self)
        for button, act in ((self.stop, self._stop), (self.again, self._search)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        for label in (self.explained, self.answer, self.total):
            column.addWidget(label)
        column.addWidget(self.rows, 1)
        column.addWidget(self.outside)
        column.addLayout(foot)
        character = self.fontMetrics().averageCharWidth()
        self.resize(min(140 * character, 1000), min(80 * character, 560))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the plan: what is no longer of it goes at once, and a search begins."""
        old, self._snapshot = self._snapshot, snapshot
        if old is not None and _matter(old) == _matter(snapshot):
            return
        number, revision = snapshot.envelope.number, snapshot.envelope.revision
        self.setWindowTitle(
            _("Vials kept apart – {number}, revision {revision}").format(
                number=number, revision=revision
            )
        )
        self._search()

    def _search(self) -> None:
        self._searching = True
        self._say(_("Searching for the fewest vials…"), "")
        self._show_rows(())
        self._show_buttons()
        self.search_wanted.emit()

    def _stop(self) -> None:
        self.stop_wanted.emit()

    def show_answer(self, answer: KeptApart | Problem) -> None:
        """Show the map, or why there is none."""
        self._searching = False
        self._show_buttons()
        if isinstance(answer, Problem):
            self._say(answer.sentence, "stop")
            return
        self._say_outside(answer)
        match answer.answer:
            case Allocation() as allocation if answer.portions:
                self._say(proof_sentence(allocation), "" if allocation.unproved else "good")
                self._show_rows(allocation.vials)
            case Allocation():
                self._say(_("No syringe can be prepared yet, so there is nothing to fill."), "")
            case ConcentrationUnknown() as unknown:
                self._say(refusal_sentence(unknown), "stop")
            case LargerThanAnyVial() | TooFewVials() | NotSettledInTime() as refusal:
                self._say(allocation_refusal_sentence(refusal), "stop")
            case _:
                assert_never(answer.answer)

    def _say(self, sentence: str, look: str) -> None:
        self.answer.setText(sentence)
        set_look(self.answer, look)

    def _show_buttons(self) -> None:
        """Show the one of the two that can be of use, and leave the keyboard where it was."""
        had_focus = self.stop.hasFocus() or self.again.hasFocus()
        self.stop.setVisible(self._searching)
        self.again.setVisible(not self._searching)
        if had_focus:
            (self.stop if self._searching else self.again).setFocus()

    def _show_rows(self, vials: tuple[OpenedVial, ...]) -> None:
        heads = (
            _("Vial"),
            _("Syringes"),
            _("Sites"),
            _("Gives, million"),
            _("Taken, million"),
            _("Left over, million"),
        )
        containers = self._containers()
        rows = [_row(vial, containers) for vial in vials]
        self.rows.show_rows(_("Which vial fills which syringe"), heads, rows, widest=_SITES)
        self.rows.setEnabled(bool(vials))
        self.total.setText(_total(vials) if vials else "")
        self.total.setVisible(bool(vials))

    def _containers(self) -> dict[int, Container]:
        if self._snapshot is None:
            return {}
        return {item.number: item for item in self._snapshot.preparation.containers}

    def _say_outside(self, answer: KeptApart) -> None:
        """Say which containers are not in the map, and what becomes of them."""
        placed = {portion.number for portion in answer.portions}
        left_out = [item for item in self._containers().values() if item.number not in placed]
        bags = tuple(item.number for item in left_out if item.aliquot.is_bag)
        others = tuple(item.number for item in left_out if not item.aliquot.is_bag)
        said = []
        if bags:
            said.append(
                ngettext(
                    "Bag {numbers} is not allotted: it is pooled from as many vials as it takes, "
                    "besides those above.",
                    "Bags {numbers} are not allotted: they are pooled from as many vials as they "
                    "take, besides those above.",
                    len(bags),
                ).format(numbers=numbers.number_range(bags))
            )
        if others:
            said.append(
                _("Not in the map, because the volumes can't be computed: {numbers}.").format(
                    numbers=numbers.number_range(others)
                )
            )
        self.outside.setText(" ".join(said))
        self.outside.setVisible(bool(said))


def _row(vial: OpenedVial, containers: dict[int, Container]) -> tuple[str, ...]:
    sites = [
        f"{number}: {site_name(containers[number].site)}"
        for number in vial.numbers
        if number in containers
    ]
    return (
        _("Lot {lot}, vial {vial}").format(lot=vial.lot, vial=vial.vial),
        numbers.number_range(vial.numbers),
        "\n".join(sites),
        numbers.rounded_millions(vial.cells),
        numbers.rounded_millions(vial.used),
        numbers.rounded_millions(vial.left_over),
    )


def _total(vials: tuple[OpenedVial, ...]) -> str:
    left = numbers.rounded_millions(sum(vial.left_over for vial in vials))
    return ngettext(
        "{number} vial is opened; {left} million cells of it go to nobody. Each vial's count "
        "sample and what stays in it are taken off already.",
        "{number} vials are opened; {left} million cells of them go to nobody. Each vial's count "
        "sample and what stays in it are taken off already.",
        len(vials),
    ).format(number=len(vials), left=left)


def _paragraph(
    words: str, parent: QWidget, look: str = "", weight: QFont.Weight = QFont.Weight.Normal
) -> QLabel:
    label = plain_label(words, look=look, weight=weight, parent=parent)
    label.setWordWrap(True)
    return label


def _matter(snapshot: Snapshot) -> tuple[object, ...]:
    """What the map rests on: the order, the counts and the clinic's figures."""
    envelope = snapshot.envelope
    counts = envelope.record.counts
    return envelope.id, envelope.revision, envelope.plan, counts, snapshot.formulary
