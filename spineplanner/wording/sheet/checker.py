"""The checker's sheet: every input in words, every result a blank."""

from typing import TypedDict

from spineplanner.domain.anatomy import Route
from spineplanner.domain.formulary import Syringe
from spineplanner.domain.plan import BagFill, Infusion, Lot
from spineplanner.domain.worksheet import Row, Worksheet
from spineplanner.wording import numbers
from spineplanner.wording.basis import basis_word
from spineplanner.wording.sheet.rows import DASH, site_line
from spineplanner.wording.sheet.segments import Blank, Line, line
from spineplanner.wording.sheet.supply import expiry_date
from spineplanner.wording.translate import _


class Given(TypedDict):
    """One input: what it is, and its value in words."""

    name: str
    value: str


class CheckedRow(TypedDict):
    """One container as ordered; its mark is for the checker to find."""

    number: str
    site: Line
    cells: str
    give: str
    keeps: str
    container: str


class CheckerText(TypedDict):
    """The words of the checker's sheet."""

    intro: str
    given_title: str
    given: list[Given]
    rows: list[CheckedRow]
    results_title: str
    results: list[Line]


def checker_text(sheet: Worksheet) -> CheckerText:
    """Word the inputs, and leave every result to the checker."""
    return CheckerText(
        intro=_(
            "Work these out from the inputs alone, without seeing the preparation worksheet. "
            "Then compare, line by line."
        ),
        given_title=_("Inputs"),
        given=[*_product(sheet), *_bench(sheet), *_sources(sheet), *_counts(sheet)],
        rows=[_row(row, sheet) for row in sheet.rows],
        results_title=_("Your results"),
        results=_results(sheet),
    )


def _given(name: str, value: str | None) -> Given:
    return Given(name=name, value=value or _("not stated"))


def _product(sheet: Worksheet) -> list[Given]:
    supply, product = sheet.plan.supply, sheet.product
    label = product.label_cells if product else None
    fill = product.fill_ul if product else None
    usable = product.withdrawable_ul if product else None
    thaw = numbers.volume(supply.thaw_diluent_ul) if supply.thaw_diluent_ul else _("nothing")
    return [
        _given(_("label of one vial"), _of(label, basis_word(supply.label_basis))),
        _given(_("fill"), numbers.volume(fill) if fill else None),
        _given(_("usable"), numbers.volume(usable) if usable else None),
        _given(_("added to each vial at the thaw"), thaw),
        _given(_("recovery"), _share(supply.recovery_bp)),
        _given(_("viability"), _share(supply.viability_bp)),
        _given(_("an ordered cell means"), basis_word(supply.dose_basis)),
        _given(_("bag"), _bag(sheet)),
    ]


def _of(cells: int | None, basis: str) -> str | None:
    return f"{numbers.cells(cells)} {basis}" if cells else None


def _share(share_bp: int | None) -> str | None:
    return numbers.per_cent_bp(share_bp) if share_bp else None


def _bag(sheet: Worksheet) -> str:
    infusion = sheet.plan.infusion
    fill = {
        BagFill.PREFILLED: _("prefilled"),
        BagFill.EMPTY: _("empty"),
        None: _("fill not stated"),
    }[infusion.fill]
    kept = infusion.kept_ul
    keeps = _("line not stated") if kept is None else _("line keeps {volume}")
    return f"{fill}, {keeps.format(volume=numbers.volume(kept or 0))}"


def _bench(sheet: Worksheet) -> list[Given]:
    bench = sheet.bench
    stays = _("{volume}, or {share} of what is taken if that is more").format(
        volume=numbers.volume(bench.residual_ul), share=numbers.per_cent_bp(bench.overfill_bp)
    )
    apart = sheet.preparation.apart
    sizes = "; ".join(_syringe(syringe) for syringe in sheet.syringes)
    return [
        _given(_("stays in a mixing tube"), stays),
        _given(
            _("count sample of each vial") if apart else _("count sample"),
            numbers.volume(bench.count_sample_ul),
        ),
        _given(
            _("stays in each vial") if apart else _("stays in the pooling tube"),
            numbers.volume(bench.pool_residual_ul),
        ),
        _given(_("smallest volume to measure"), numbers.volume(bench.smallest_ul)),
        _given(_("syringes: size, marks, hub"), sizes),
    ]


def _syringe(syringe: Syringe) -> str:
    said = _("{size}: {marks}, {hub}")
    if not syringe.measures:
        said = _("{size}: {marks}, {hub}, not for measuring")
    return said.format(
        size=numbers.volume(syringe.capacity_ul),
        marks=numbers.ml(syringe.graduation_ul),
        hub=numbers.ml(syringe.hub_ul),
    )


def _sources(sheet: Worksheet) -> list[Given]:
    """What decides which containers share a suspension: their diluent, and their lot of several."""
    lots = sheet.plan.supply.lots
    given = [_given(_("diluent"), _diluents(sheet))]
    if sheet.preparation.apart:
        given.append(
            _given(
                _("vials"),
                _("kept apart: each syringe is filled from one and has a tube of its own"),
            )
        )
    if len(lots) > 1:
        mixed = sheet.plan.supply.may_mix_lots
        name = _("lots, may be used together") if mixed else _("lots, only one is used")
        given.append(_given(name, "; ".join(map(_lot, lots))))
    return given


def _diluents(sheet: Worksheet) -> str:
    """The diluent of each route in use, or the one of all: "Plasma-Lyte A"."""
    names = {diluent.id: diluent.name for diluent in sheet.diluents}
    words = {
        Route.FACET: _("facet {diluent}"),
        Route.EPIDURAL: _("epidural {diluent}"),
        Route.INTRAVENOUS: _("intravenous {diluent}"),
    }
    used = {
        route: names.get(sheet.plan.diluents.of(route) or "", _("not stated"))
        for route in dict.fromkeys(row.container.site.route for row in sheet.rows)
    }
    if len(set(used.values())) == 1:
        return next(iter(used.values()))
    return "; ".join(words[route].format(diluent=name) for route, name in used.items())


def _lot(lot: Lot) -> str:
    expiry = expiry_date(lot.expiry) if lot.expiry else _("not stated")
    on_hand = _("not stated") if lot.on_hand is None else str(lot.on_hand)
    return _("{lot}, expires {expiry}, on hand {on_hand}").format(
        lot=lot.number, expiry=expiry, on_hand=on_hand
    )


def _counts(sheet: Worksheet) -> list[Given]:
    return [
        _given(
            _("counted, lot {lot}").format(lot=count.lot) if count.lot else _("counted"),
            _count_message(sheet).format(
                vials=count.vials,
                cells=numbers.millions(count.cells_per_ml),
                basis=basis_word(count.basis),
                viable=numbers.per_cent_bp(count.viability_bp),
                left=numbers.volume(count.pool_ul),
            ),
        )
        for count in sheet.preparation.counts
    ]


def _count_message(sheet: Worksheet) -> str:
    if sheet.preparation.apart:
        return _("{vials} vials, {cells} million {basis}/mL, {viable} viable, {left} left in all")
    return _("{vials} vials, {cells} million {basis}/mL, {viable} viable, {left} left in the tube")


def _row(row: Row, sheet: Worksheet) -> CheckedRow:
    aliquot, needle = row.container.aliquot, row.needle
    keeps = needle.keeps_ul + aliquot.extension_ul if needle else None
    return CheckedRow(
        number=str(row.container.number),
        site=site_line(row.container.site, sheet.plan.infusion if aliquot.is_bag else None),
        cells=numbers.millions(aliquot.cells) if aliquot.cells else DASH,
        give=numbers.ml(aliquot.volume_ul) if aliquot.volume_ul else DASH,
        keeps=numbers.ml(keeps) if keeps is not None else DASH,
        container=_("bag") if aliquot.is_bag else _("syringe"),
    )


def _results(sheet: Worksheet) -> list[Line]:
    """Blanks for the totals, and for each suspension the sheet will name."""
    lines = [
        line(
            _("total ordered {total} million  stock {stock} million/mL  vials needed {needed}"),
            total=Blank.SHORT,
            stock=Blank.SHORT,
            needed=Blank.SHORT,
        ),
        line(
            _("vials to thaw {vials}  cells left over {cells} million"),
            vials=Blank.SHORT,
            cells=Blank.SHORT,
        ),
    ]
    containers = [row.container for row in sheet.rows]
    letters = {item.letter: item.aliquot.is_bag for item in containers if item.letter}
    lines += [
        line(
            _suspension(sheet.plan.infusion if is_bag else None),
            letter=letter,
            which=Blank.LONG,
            stock=Blank.SHORT,
            diluent=Blank.SHORT,
        )
        for letter, is_bag in letters.items()
    ]
    return lines


def _suspension(infusion: Infusion | None) -> str:
    """What is asked of a suspension, or of a bag: of a prefilled one what becomes of its fluid."""
    if infusion is None or infusion.fill is not BagFill.PREFILLED:
        return _("suspension {letter} for numbers {which}: stock {stock} mL  diluent {diluent} mL")
    if infusion.kept_ul:
        return _(
            "suspension {letter} for numbers {which}: stock {stock} mL  "
            "withdrawn or added {diluent} mL"
        )
    return _("suspension {letter} for numbers {which}: stock {stock} mL  withdrawn {diluent} mL")
