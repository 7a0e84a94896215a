"""Which vial fills which syringe, for a clinic that does not pool vials."""

from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain import edits
from spineplanner.domain.apart import (
    Allocation,
    LargerThanAnyVial,
    NotSettledInTime,
    TooFewVials,
    VialUse,
)
from spineplanner.domain.entries import FromVial
from spineplanner.domain.preparation import Container, Preparation
from spineplanner.domain.refusals import ConcentrationUnknown
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.chart import KeptApart
from spineplanner.ui.number_rows import NumberRows
from spineplanner.ui.services import Problem
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.apart import (
    allocation_refusal_sentence,
    better_sentence,
    proof_sentence,
    vial_name,
)
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext

_SITES = 2
"""The column that takes the width that is left."""


class ApartWindow(QDialog):
    """A map from vials to syringes and bags beside the plan, which it follows.

    Where the protocol forbids pooling it is the map of the sheets; else it shows what would be.
    `search_wanted` asks for an answer by `show_answer`, `stop_wanted` for the best so far.
    `note_wanted` enters in the record that vials are used as found, or as they fit first.
    """

    search_wanted = Signal()
    stop_wanted = Signal()
    note_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._searching = False
        self._found: tuple[FromVial, ...] = ()
        self.explained = _paragraph("", self, look="quiet")
        self.answer = _paragraph("", self, weight=QFont.Weight.DemiBold)
        self.total = _paragraph("", self)
        self.rows = NumberRows(self)
        self.use = QPushButton(_("&Use this way"), self)
        self.leave = QPushButton(_("Fill where it fits &first"), self)
        self.stop = QPushButton(_("&Stop searching"), self)
        self.again = QPushButton(_("Search &again"), self)
        acts = {
            self.use: self._use,
            self.leave: self._leave,
            self.stop: self._stop,
            self.again: self._search,
        }
        for button, act in acts.items():
            button.setAutoDefault(False)
            button.clicked.connect(act)
        set_look(self.use, "primary")
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.use, self.leave, self.stop, self.again):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        for label in (self.explained, self.answer, self.total):
            column.addWidget(label)
        column.addWidget(self.rows, 1)
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
        self.explained.setText(_explained(snapshot))
        self._search()

    def _search(self) -> None:
        self._searching, self._found = True, ()
        self._say(_("Searching for the fewest vials…"), "")
        self._show_map(None)
        self._show_buttons()
        self.search_wanted.emit()

    def _stop(self) -> None:
        self.stop_wanted.emit()

    def _use(self) -> None:
        self.note_wanted.emit(edits.choose_vials, {"syringes": self._found})

    def _leave(self) -> None:
        self.note_wanted.emit(edits.leave_vials_open, {})

    def show_answer(self, answer: KeptApart | Problem) -> None:
        """Show the map, and whether the search has found a better one; or why there is none."""
        self._searching = False
        if isinstance(answer, Problem):
            self._say(answer.sentence, "stop")
        else:
            self._show_found(answer)
        self._show_buttons()

    def _show_found(self, answer: KeptApart) -> None:
        kept_apart = self._snapshot is not None and self._snapshot.preparation.apart
        self._found = answer.syringes if kept_apart and answer.better else ()
        self._show_map(answer.best)
        match answer.answer:
            case Allocation() if answer.best.supply is None:
                refusals = map(refusal_sentence, (answer.after or answer.before).refusals)
                self._say(" ".join(refusals), "stop")
            case Allocation() as found if self._found and answer.after is not None:
                better = better_sentence(answer.before, answer.after)
                proof = proof_sentence(found) if answer.is_proved else _not_proved()
                unused = _("This way is not used yet.")
                self._say(" ".join([better, proof, unused]), "confirm")
            case Allocation() as found if answer.is_proved:
                self._say(proof_sentence(found), "" if found.unproved else "good")
            case Allocation():
                self._say(_not_proved(), "")
            case ConcentrationUnknown() as unknown:
                self._say(refusal_sentence(unknown), "stop")
            case _ if answer.before.supply is not None:
                self._say(_("Each is filled where it fits first; no other way was found."), "")
            case LargerThanAnyVial() | TooFewVials() | NotSettledInTime() as refusal:
                self._say(allocation_refusal_sentence(refusal), "stop")
            case _:
                assert_never(answer.answer)

    def _say(self, sentence: str, look: str) -> None:
        self.answer.setText(sentence)
        set_look(self.answer, look)

    def _show_buttons(self) -> None:
        """Show those that can be of use, and leave the keyboard in the window."""
        chosen = self._snapshot is not None and _is_chosen(self._snapshot)
        buttons = (self.use, self.leave, self.stop, self.again)
        had_focus = any(button.hasFocus() for button in buttons)
        self.use.setVisible(bool(self._found))
        self.leave.setVisible(chosen and not self._searching)
        self.stop.setVisible(self._searching)
        self.again.setVisible(not self._searching)
        if had_focus:
            (self.stop if self._searching else self.again).setFocus()

    def _show_map(self, preparation: Preparation | None) -> None:
        heads = (
            _("Vial"),
            _("Fills"),
            _("Sites, with the stock each takes"),
            _("Gives, mL"),
            _("Taken, mL"),
            _("Left, mL"),
        )
        vial_map = preparation.vial_map if preparation else None
        uses = vial_map.uses if vial_map else ()
        containers = {c.number: c for c in preparation.containers} if preparation else {}
        rows = [_row(use, containers) for use in uses]
        self.rows.show_rows(_("Which vial fills which syringe"), heads, rows, widest=_SITES)
        self.rows.setEnabled(bool(uses))
        self.total.setText(_total(uses) if uses else "")
        self.total.setVisible(bool(uses))


def _not_proved() -> str:
    return _("No better way was found; that there is none is not proved.")


def _explained(snapshot: Snapshot) -> str:
    if not snapshot.preparation.apart:
        return _(
            "The plan and its sheets pool the vials of a lot. This is what would be if they were "
            "kept apart: each syringe filled from one vial, with a tube of its own. To plan so, "
            "choose a protocol that keeps vials apart."
        )
    return _(
        "The protocol keeps vials apart: each syringe is filled from one vial and has a tube of "
        "its own; a bag takes what is left in them, and vials of its own. The sheets say the same."
    )


def _is_chosen(snapshot: Snapshot) -> bool:
    return snapshot.preparation.apart and snapshot.envelope.record.chosen_vials is not None


def _row(use: VialUse, containers: dict[int, Container]) -> tuple[str, ...]:
    sites = [
        _("{number}: {site}, {volume}").format(
            number=part.number,
            site=site_name(containers[part.number].site),
            volume=numbers.volume(part.stock_ul),
        )
        for part in use.parts
    ]
    return (
        vial_name(use),
        numbers.number_range(use.numbers),
        "\n".join(sites),
        numbers.ml(use.usable_ul),
        numbers.ml(use.stock_ul),
        numbers.ml(use.usable_ul - use.stock_ul),
    )


def _total(uses: tuple[VialUse, ...]) -> str:
    left = numbers.volume(sum(use.usable_ul - use.stock_ul for use in uses))
    return ngettext(
        "{number} vial is opened; {left} of it go to nobody. Its count sample and what stays in "
        "it are taken off already.",
        "{number} vials are opened; {left} of them go to nobody. Each vial's count sample and "
        "what stays in it are taken off already.",
        len(uses),
    ).format(number=len(uses), left=left)


def _paragraph(
    words: str, parent: QWidget, look: str = "", weight: QFont.Weight = QFont.Weight.Normal
) -> QLabel:
    label = plain_label(words, look=look, weight=weight, parent=parent)
    label.setWordWrap(True)
    return label


def _matter(snapshot: Snapshot) -> tuple[object, ...]:
    """What the map rests on: the order, the counts, the vials chosen and the clinic's figures."""
    envelope = snapshot.envelope
    record = envelope.record
    chosen = record.chosen_vials
    return (
        envelope.id,
        envelope.revision,
        envelope.plan,
        record.counts,
        chosen,
        snapshot.formulary,
    )
