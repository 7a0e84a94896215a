"""A preparation as plain data for other programs and for checking by hand, working included."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from spineplanner.domain.apart import VialMap
from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding, reason_for
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Reason
from spineplanner.domain.preparation import (
    MATHS_VERSION,
    Container,
    Drawn,
    Preparation,
    Supply,
    Suspension,
)
from spineplanner.domain.working import Quantity, Step, working
from spineplanner.wording import numbers
from spineplanner.wording.findings import finding_advice, finding_title
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

Data = dict[str, Any]
"""A JSON object. Whole numbers are cells or microlitres; exact ratios are written "20/3"."""


def calculation(
    envelope: Envelope,
    formulary: Formulary,
    preparation: Preparation,
    findings: Sequence[Finding],
) -> Data:
    """Write out a preparation with its findings and its working, and of which order it is."""
    supply = preparation.supply
    return {
        "number": envelope.number,
        "revision": envelope.revision,
        "state": envelope.state.value,
        "check_code": check_code(envelope.plan, formulary),
        "maths_version": MATHS_VERSION,
        "measured": preparation.measured,
        "vials_to_thaw": supply.vials if supply else None,
        "supply": _supply(supply) if supply else None,
        "containers": [_container(item, preparation) for item in preparation.containers],
        "suspensions": [_suspension(item) for item in preparation.suspensions],
        "refusals": [
            {"name": type(item).__name__, "sentence": refusal_sentence(item)}
            for item in preparation.refusals
        ],
        "findings": [_finding(item, envelope.reasons) for item in findings],
        **({"vial_map": _vial_map(preparation.vial_map)} if preparation.vial_map else {}),
        "working": [_step(step) for step in working(preparation)],
    }


def _exact(value: Fraction | int) -> int | str:
    ratio = Fraction(value)
    return ratio.numerator if ratio.denominator == 1 else str(ratio)


def _supply(supply: Supply) -> Data:
    viability, recovery = supply.viability_margin_permille, supply.recovery_margin_permille
    return {
        "needed_vials": _exact(supply.needed),
        "needed_vials_printed": numbers.vials_needed(p.needed for p in supply.pools),
        "vials": supply.vials,
        "spare_vials": supply.spare,
        "stock_ul": supply.stock_ul,
        "left_over_ul": supply.left_over_ul,
        "label_alone_vials": supply.label_vials,
        "label_alone_short": numbers.per_cent(supply.label_short),
        "cells_needed": _exact(supply.cells_needed),
        "cells_thawed": _exact(supply.cells_thawed),
        "cells_left_over": _exact(supply.cells_left_over),
        "serves_down_to_viability": numbers.decimal_permille(viability) if viability else None,
        "serves_down_to_recovery": numbers.decimal_permille(recovery) if recovery else None,
        "lots": [pool.lot.number if pool.lot else None for pool in supply.pools],
    }


def _vial_map(vial_map: VialMap) -> list[Data]:
    return [
        {
            "lot": use.lot,
            "vial": use.vial,
            "usable_ul": use.usable_ul,
            "for": [{"number": part.number, "stock_ul": part.stock_ul} for part in use.parts],
        }
        for use in vial_map.uses
    ]


def _container(container: Container, preparation: Preparation) -> Data:
    aliquot, volumes = container.aliquot, container.volumes
    achieved = preparation.achieved_cells(container)
    data: Data = {
        "number": container.number,
        "site": site_name(container.site),
        "container": aliquot.container.value,
        "cells": aliquot.cells,
        "give_ul": aliquot.volume_ul,
        "suspension": container.letter,
        "achieved_cells": None if achieved is None else _exact(achieved),
    }
    if isinstance(volumes, Drawn):
        data |= {
            "syringe": volumes.syringe.name,
            "graduation_ul": volumes.syringe.graduation_ul,
            "draw_to_ul": volumes.mark_ul,
            "taken_ul": volumes.taken_ul,
            "pushed_to_zero_ul": volumes.pushed_ul,
        }
    elif volumes is not None:
        data["made_to_ul"] = volumes.made_ul
    return data


def _suspension(item: Suspension) -> Data:
    return {
        "letter": item.letter,
        "for": list(item.numbers),
        "lot": item.lot,
        "diluent": item.diluent,
        "needed_ul": _exact(item.needed_ul),
        "stock_exact_ul": _exact(item.stock_exact_ul),
        "stock_ul": item.stock_ul,
        "diluent_exact_ul": _exact(item.diluent_exact_ul),
        "diluent_ul": item.diluent_ul,
        "volume_ul": item.volume_ul,
        "ordered_cells_per_ul": _exact(item.concentration),
        "achieved_cells_per_ul": _exact(item.achieved),
        "off": numbers.signed_per_cent(item.error, places=2),
    }


def _finding(finding: Finding, reasons: Sequence[Reason]) -> Data:
    reason = reason_for(finding, reasons)
    return {
        "rule": finding.rule.value,
        "severity": finding.severity.value,
        "site": site_name(finding.site) if finding.site else None,
        "field": finding.field,
        "title": finding_title(finding),
        "advice": finding_advice(finding),
        "answered_by": reason.text if reason else None,
    }


def _step(step: Step) -> Data:
    return {
        "about": step.about,
        "result": step.result.value,
        "how": formula(step),
        "terms": {term.quantity.value: _exact(term.value) for term in step.terms},
        "exact": _exact(step.exact),
        "rounded": step.rounded,
    }


_FORMULAS = {
    Quantity.STRENGTH: "product of the terms",
    Quantity.MARK: "give + needle, measured up",
    Quantity.TAKEN: "mark + hub",
    Quantity.PUSHED: "mark − needle",
    Quantity.MADE: "give + line",
    Quantity.NEEDED_VOLUME: "taken by all + what stays in the tube",
    Quantity.STOCK: "concentration × needed volume ÷ strength, measured up; a bag’s, to nearest",
    Quantity.DILUENT: "stock × strength ÷ concentration − stock, measured to nearest",
    Quantity.BAG_DILUENT: "volume of the bag − stock",
    Quantity.ACHIEVED: "stock × strength ÷ volume",
    Quantity.STOCK_TOTAL: "suspensions + count sample + what stays in the pool",
    Quantity.VIALS: "stock ÷ what a vial gives, rounded up to whole vials",
    Quantity.VIALS_APART: "vials that are opened, each syringe filled from one",
    Quantity.LEFT_OVER: "available − used",
    Quantity.CELLS_LEFT_OVER: "cells thawed − cells needed",
}


def formula(step: Step) -> str:
    """Say how a result follows from its terms."""
    return _(_FORMULAS[step.result])
