"""The section on the protocol that is followed, and the target."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.anatomy import SiteKind
from spineplanner.domain.formulary import Protocol
from spineplanner.domain.protocols import is_modified
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import ChoiceField, NumberField
from spineplanner.ui.form_section import Section
from spineplanner.ui.form_sources import protocol_words
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import read_cells, write_cells
from spineplanner.wording.translate import _


class ProtocolSection(Section):
    """Which preset of doses is followed; choosing one is an edit, and fills the brush too."""

    key = "protocol"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Protocol and target"), parent)
        self._snapshot: Snapshot | None = None
        self._protocol = ChoiceField(_("Pro&tocol"), can_unsay=False)
        self._protocol.committed.connect(self._apply)
        target = NumberField(_("Target"), read_cells, write_cells, unit=_("million cells"))
        self.modified = plain_label(look="confirm", points=9, parent=self)
        self.modified.setWordWrap(True)
        self.modified.hide()
        self.add("protocol", self._protocol, wide=True)
        self.add("target_cells", target, edits.set_target, argument="cells", wide=True)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.modified)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._protocol.show_options([(p.id, p.name) for p in snapshot.formulary.protocols])
        super().show_snapshot(snapshot)
        protocol = snapshot.formulary.protocol(snapshot.plan.protocol)
        self._protocol.show_remark(_remark(protocol) if protocol else "")
        words = ""
        if protocol is not None and is_modified(snapshot.plan, protocol):
            words = _("modified from {protocol}").format(protocol=protocol.name)
        self.modified.setText(words)
        self.modified.setVisible(bool(words))

    def _apply(self, id: object) -> None:
        """Follow a protocol: its doses where sites are ordered, and in the brush for the others."""
        snapshot = self._snapshot
        protocol = snapshot.formulary.protocol(str(id)) if snapshot else None
        if snapshot is None or protocol is None:
            self._protocol.revert()
            return
        brush = snapshot.brush.following(protocol)
        self.ask(self._protocol, edits.apply_protocol, {"protocol": protocol})
        self.brush_wanted.emit(brush)


def _remark(protocol: Protocol) -> str:
    words = protocol_words(protocol)
    if all(dose.kind is SiteKind.VEIN for dose in protocol.doses):
        return words
    return "\n".join([words, _("It names no levels: choose them on the spine.")])
