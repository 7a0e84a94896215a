"""The box that says how many vials to thaw, and what the product is."""

from typing import TypedDict

from spineplanner.domain.formulary import Product
from spineplanner.domain.plan import Expiry, Lot
from spineplanner.domain.preparation import Supply
from spineplanner.domain.worksheet import Worksheet
from spineplanner.wording import numbers
from spineplanner.wording.basis import basis_word
from spineplanner.wording.translate import _, ngettext


class Figure(TypedDict):
    """A number and what it is of."""

    value: str
    of: str


class SupplyText(TypedDict):
    """The words of the box; `vials` is a dash where they can't be computed."""

    vials: str
    caption: str
    lines: list[str]
    figures: list[Figure]


def supply_text(sheet: Worksheet) -> SupplyText:
    """Word the vials to thaw, beside what the label alone would say."""
    supply = sheet.preparation.supply
    if supply is None:
        return SupplyText(
            vials="–",
            caption=_("vials: not computable"),
            lines=[_("The open findings say why.")],
            figures=[_ordered(sheet)],
        )
    thawed = sheet.measured
    caption = (
        ngettext("vial thawed", "vials thawed", supply.vials)
        if thawed
        else ngettext("vial to thaw", "vials to thaw", supply.vials)
    )
    return SupplyText(
        vials=str(supply.vials),
        caption=caption,
        lines=_lines(supply, measured=thawed),
        figures=[_ordered(sheet), *_cells(supply)],
    )


def _lines(supply: Supply, *, measured: bool) -> list[str]:
    needs = numbers.vials_needed(pool.needed for pool in supply.pools)
    short = numbers.rough_per_cent(supply.label_short)
    if measured:
        left = numbers.volume(supply.left_over_ul)
        return [_("The count is entered: the stock suffices, {left} left over.").format(left=left)]
    if any(pool.uses for pool in supply.pools):
        return [
            _("kept apart, each syringe from one vial; the label alone says {vials}").format(
                vials=supply.label_vials
            )
        ]
    if supply.label_short > 0:
        return [
            _("needs {needs}; the label alone says {vials}, which is {short} short").format(
                needs=needs, vials=supply.label_vials, short=short
            )
        ]
    return [
        _("needs {needs}; the label alone says {vials}").format(
            needs=needs, vials=supply.label_vials
        )
    ]


def _ordered(sheet: Worksheet) -> Figure:
    basis = basis_word(sheet.plan.supply.dose_basis)
    return Figure(
        value=numbers.millions(sheet.plan.ordered_cells),
        of=_("million {basis} ordered").format(basis=basis),
    )


def _cells(supply: Supply) -> list[Figure]:
    figures = [
        Figure(value=numbers.rounded_millions(supply.cells_needed), of=_("million to prepare")),
        Figure(
            value=numbers.rounded_millions(supply.cells_thawed),
            of=ngettext("million in {vials} vial", "million in {vials} vials", supply.vials).format(
                vials=supply.vials
            ),
        ),
    ]
    if supply.viability_margin_permille is not None:
        margin = numbers.decimal_permille(supply.viability_margin_permille)
        figures.append(Figure(value=margin, of=_("viability that still serves")))
    return figures


class ProductText(TypedDict):
    """What is thawed: its name, and one fact a line."""

    name: str
    lines: list[str]


def product_text(sheet: Worksheet) -> ProductText:
    """Word the product, what is assumed of it, the lots and the diluents."""
    lines = [] if sheet.product is None else [_vial(sheet.product, sheet)]
    lines.append(_assumed(sheet))
    lines += [_lot(lot) for lot in sheet.lots] or [_("Lot not stated")]
    lines.append(_diluents(sheet))
    return ProductText(
        name=sheet.product.name if sheet.product else _("Product not stated"),
        lines=[text for text in lines if text],
    )


def _vial(product: Product, sheet: Worksheet) -> str:
    if product.label_cells is None or product.fill_ul is None:
        return _("Label not filled in")
    said = _("{cells} {basis} in {fill}").format(
        cells=numbers.cells(product.label_cells),
        basis=basis_word(sheet.plan.supply.label_basis),
        fill=numbers.volume(product.fill_ul),
    )
    if product.withdrawable_ul is None:
        return said
    return _("{vial}, {usable} usable").format(
        vial=said, usable=numbers.volume(product.withdrawable_ul)
    )


def _assumed(sheet: Worksheet) -> str:
    supply = sheet.plan.supply
    recovery, viability = supply.recovery_bp, supply.viability_bp
    recovered = (
        _("{share} recovered").format(share=numbers.per_cent_bp(recovery)) if recovery else ""
    )
    viable = _("{share} viable").format(share=numbers.per_cent_bp(viability)) if viability else ""
    return _("Planned: {recovered}, {viable}").format(
        recovered=recovered or _("recovery not stated"), viable=viable or _("viability not stated")
    )


def _lot(lot: Lot) -> str:
    return _("Lot {number}, {expiry}, {on_hand}").format(
        number=lot.number,
        expiry=_("expires {date}").format(date=expiry_date(lot.expiry))
        if lot.expiry
        else _("expiry not stated"),
        on_hand=_("{vials} on hand").format(vials=lot.on_hand)
        if lot.on_hand is not None
        else _("vials on hand not stated"),
    )


def expiry_date(expiry: Expiry) -> str:
    """The date as it is printed on the lot: a day, or a whole month."""
    if expiry.day is None:
        return numbers.month_of_year(expiry.year, expiry.month)
    return numbers.day(expiry.last_day)


def _diluents(sheet: Worksheet) -> str:
    names = [diluent.name for diluent in sheet.diluents]
    parts = [", ".join(names) if names else _("Diluent not stated")]
    dmso, weight_g = sheet.preparation.cryoprotectant, sheet.plan.patient.weight_g
    if dmso is not None and weight_g is not None:
        per_kg = numbers.decimal(dmso.patient_mg * 1000 / weight_g, places=0)
        parts.append(_("DMSO {amount} mg/kg in all").format(amount=per_kg))
    return "; ".join(parts)
