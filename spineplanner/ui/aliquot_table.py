"""The card with the table of aliquots: the picture's equal, for reading and for editing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from spineplanner.domain.plan import Plan
from spineplanner.ui.aliquot_grid import AliquotGrid
from spineplanner.ui.cards import Card
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.translate import _, ngettext

_SIDE = 6


class AliquotTable(Card):
    """All aliquots in order of use, with a last row that adds a site.

    `add_wanted` carries a site that is to get the brush's dose, as a click on it does.
    """

    edit_wanted = Signal(object, object)
    selection_wanted = Signal(object, object)
    delete_wanted = Signal()
    context_wanted = Signal(object, object)
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Aliquots"), parent)
        self.grid = AliquotGrid(self)
        self.body.addWidget(self.grid)
        self._widen()
        self.setFocusProxy(self.grid)
        self.grid.edit_wanted.connect(self.edit_wanted)
        self.grid.selection_wanted.connect(self.selection_wanted)
        self.grid.delete_wanted.connect(self.delete_wanted)
        self.grid.context_wanted.connect(self.context_wanted)
        self.grid.add_wanted.connect(self.add_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _widen(self) -> None:
        """Let the rows reach further to the sides than the title: room is short there."""
        outer = self.layout()
        if outer is not None:
            sides = outer.contentsMargins()
            outer.setContentsMargins(_SIDE, sides.top(), _SIDE, sides.bottom())
            self.title.setContentsMargins(sides.left() - _SIDE, 0, 0, 0)
            self.remark.setContentsMargins(0, 0, sides.right() - _SIDE, 0)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the aliquots of a plan."""
        self.remark.setText(containers_words(snapshot.plan))
        self.grid.show_snapshot(snapshot)


def containers_words(plan: Plan) -> str:
    """How many containers there are: "8 syringes", "10 syringes and bags"."""
    count = len(plan.aliquots)
    if not count:
        return _("nothing ordered yet")
    if any(aliquot.is_bag for aliquot in plan.aliquots):
        return ngettext("{count} bag", "{count} syringes and bags", count).format(count=count)
    return ngettext("{count} syringe", "{count} syringes", count).format(count=count)
