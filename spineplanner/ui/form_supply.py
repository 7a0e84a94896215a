"""The section on the product, what is assumed of it, and its lots."""

from typing import assert_never

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.formulary import Basis
from spineplanner.domain.plan import Expiry, Lot
from spineplanner.ui.fields import (
    ChoiceField,
    LineField,
    NumberField,
    Row,
    RowsField,
    TickField,
    TypedField,
)
from spineplanner.ui.form_section import Section
from spineplanner.ui.form_sources import diluent_words, product_words
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.reading import (
    Misread,
    read_share,
    read_volume_or_zero,
    read_whole,
    write_share,
    write_volume,
)
from spineplanner.wording.reading_days import read_expiry, write_expiry
from spineplanner.wording.translate import _

MOST_VIALS = 10_000


class SupplySection(Section):
    """The vials: no basis and no share has a default, somebody states them."""

    key = "supply"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Product and lots"), parent)
        bases = [(basis, _basis_words(basis)) for basis in Basis]
        self._product = ChoiceField(_("Prod&uct"))
        self._thaw = ChoiceField(_("Diluent at the thaw"))
        self._thaw.committed.connect(self._set_thaw)
        self._thaw_ul = NumberField(
            _("Added at the thaw"), read_volume_or_zero, write_volume, unit=_("mL per vial")
        )
        self._thaw_ul.committed.connect(self._set_thaw_volume)
        self.add("supply.product", self._product, edits.set_supply, wide=True)
        for path, label in (
            ("supply.label_basis", _("The label counts")),
            ("supply.dose_basis", _("An ordered cell is")),
        ):
            self.add(path, ChoiceField(label, bases), edits.set_supply)
        for path, label in (
            ("supply.recovery_bp", _("Recovery")),
            ("supply.viability_bp", _("Viability")),
        ):
            share = NumberField(label, read_share, write_share, unit="%")
            self.add(path, share, edits.set_supply)
        self.add("supply.thaw_diluent", self._thaw)
        self.add("supply.thaw_diluent_ul", self._thaw_ul)
        self.add(
            "supply.lots", RowsField(_("Lots"), _lot_row, _lot_name), edits.set_supply, wide=True
        )
        self.add(
            "supply.may_mix_lots",
            TickField(_("Lots may be &mixed in one patient")),
            edits.set_supply,
            wide=True,
        )

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        formulary, supply = snapshot.formulary, snapshot.plan.supply
        self._product.show_options([(entry.id, entry.name) for entry in formulary.products])
        self._thaw.show_options([(entry.id, entry.name) for entry in formulary.diluents])
        super().show_snapshot(snapshot)
        product = formulary.product(supply.product)
        self._product.show_remark(product_words(product) if product else "")
        diluent = formulary.diluent(supply.thaw_diluent)
        self._thaw.show_remark(diluent_words(diluent) if diluent else "")
        self._thaw_ul.setEnabled(supply.thaw_diluent is not None)

    def _set_thaw(self, diluent: object) -> None:
        """Without a diluent there is no volume of it: both go in one step."""
        given: dict[str, object] = {"thaw_diluent": diluent}
        if diluent is None:
            given["thaw_diluent_ul"] = 0
        self.ask(self._thaw, edits.set_supply, given)

    def _set_thaw_volume(self, volume_ul: object) -> None:
        self.ask(self._thaw_ul, edits.set_supply, {"thaw_diluent_ul": volume_ul or 0})


def _basis_words(basis: Basis) -> str:
    match basis:
        case Basis.TOTAL:
            return _("total cells")
        case Basis.VIABLE:
            return _("viable cells")
        case _:
            assert_never(basis)


def _read_on_hand(text: str) -> int | Misread:
    return read_whole(text, least=0, most=MOST_VIALS)


def _lot_row(parent: QWidget) -> Row:
    return Row(
        {
            "number": LineField(_("number")),
            "expiry": TypedField(_("expires"), read_expiry, write_expiry),
            "on_hand": NumberField(_("on hand"), _read_on_hand, str),
        },
        _lot,
        needed={"number": _("Type the lot number: it is added then.")},
        shares=(5, 6, 3),
        parent=parent,
    )


def _lot(*, number: str, expiry: Expiry | None, on_hand: int | None) -> Lot:
    return Lot(number=number, expiry=expiry, on_hand=on_hand)


def _lot_name(number: int) -> str:
    return _("Lot {number}").format(number=number)
