"""Edits and keys that somebody might try in any order, sensible ones and others."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from PySide6.QtCore import Qt

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Side, Site, sites
from spineplanner.domain.edits import Dose
from spineplanner.domain.findings import evidence_key
from spineplanner.domain.formulary import Basis, ContainerKind, Formulary
from spineplanner.domain.plan import Anticoagulant, BagFill, CountedFrom
from spineplanner.domain.record import Count
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary
from spineplanner.ui.brush import Brush, BrushMode
from spineplanner.ui.snapshot import Snapshot

Act = tuple[Callable[..., Any], dict[str, object]]
"""An edit of the order or of the record, with its arguments."""

SHIPPED = read_formulary(asset("formulary"))

KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_5,
    Qt.Key.Key_Period,
    Qt.Key.Key_Comma,
)
NAMES = ("EXAMPLE, A", "EXAMPLE, B", "", "ÉXEMPLE, Ç", "x" * 300)


def some_site(chance: Random) -> Site:
    """Any site, also one that this patient may not have."""
    return chance.choice(sites(chance.choice((4, 5, 5, 6))))


def some_sites(chance: Random) -> tuple[Site, ...]:
    """One site or several."""
    return tuple(some_site(chance) for _each in range(chance.choice((1, 1, 2, 5))))


def some_dose(chance: Random, formulary: Formulary) -> Dose:
    """A dose, often with something missing, sometimes absurd."""
    return Dose(
        chance.choice((None, 0, 1, 1_000_000, 5_000_000, 87_000_000, 10**15)),
        chance.choice((None, 0, 1, 500, 1_000, 3_000, 100_000, 10**9)),
        chance.choice(list(ContainerKind)),
        chance.choice((None, "no-such-needle", *(needle.id for needle in formulary.needles))),
        chance.choice((0, 0, 150)),
    )


def some_brush(chance: Random, formulary: Formulary) -> Brush:
    """What a click might give."""
    return Brush(
        facet=some_dose(chance, formulary),
        epidural=some_dose(chance, formulary),
        mode=chance.choice(list(BrushMode)),
        both_sides=chance.random() < 0.3,
    )


def some_edit(chance: Random, snapshot: Snapshot) -> Act:
    """An edit of the order."""
    formulary = snapshot.formulary
    statement = _statement(chance, snapshot)
    makers: tuple[Callable[[], Act], ...] = (
        lambda: (edits.place, {"site": some_site(chance), "dose": some_dose(chance, formulary)}),
        lambda: (edits.fill, {"sites": some_sites(chance), "dose": some_dose(chance, formulary)}),
        lambda: (edits.remove, {"sites": some_sites(chance)}),
        lambda: (edits.clear, {}),
        lambda: (
            edits.set_cells,
            {"sites": some_sites(chance), "cells": chance.choice((None, 0, 2_000_000))},
        ),
        lambda: (
            edits.set_volume,
            {"sites": some_sites(chance), "volume_ul": chance.choice((None, -1, 750))},
        ),
        lambda: (
            edits.set_needle,
            {
                "sites": some_sites(chance),
                "needle": chance.choice((None, "no-such-needle", formulary.needles[0].id)),
            },
        ),
        lambda: (edits.set_container, {"container": chance.choice(list(ContainerKind))}),
        lambda: (edits.both_sides, {"sites": some_sites(chance)}),
        lambda: (edits.mirror, {"from_side": chance.choice(list(Side))}),
        lambda: (edits.send_rest_to_vein, {"dose": some_dose(chance, formulary)}),
        lambda: (edits.apply_protocol, {"protocol": chance.choice(SHIPPED.protocols)}),
        lambda: (edits.leave_protocol, {}),
        lambda: statement,
        lambda: statement,
        lambda: statement,
    )
    return chance.choice(makers)()


def _statement(chance: Random, snapshot: Snapshot) -> Act:
    """Something that is stated of the case, or withdrawn."""
    product = chance.choice((None, "gone", *(item.id for item in snapshot.formulary.products)))
    diluent = chance.choice((None, "gone", *(item.id for item in snapshot.formulary.diluents)))
    share = chance.choice((None, 0, 1, 8_500, 9_000, 10_000, 10_001))
    choices: tuple[Act, ...] = (
        (edits.set_patient, {"name": chance.choice(NAMES) or None}),
        (edits.set_patient, {"weight_g": chance.choice((None, 0, 1, 82_000))}),
        (edits.set_patient, {"allergies": chance.choice((None, (), ("DMSO",)))}),
        (edits.change_patient, {}),
        (edits.set_procedure, {"physician": chance.choice(NAMES) or None}),
        (edits.set_counting, {"counted_from": chance.choice((None, *CountedFrom))}),
        (edits.set_counting, {"confirmed": chance.random() < 0.5}),
        (edits.set_lumbar_count, {"count": chance.choice((4, 5, 6))}),
        (edits.set_supply, {"product": product}),
        (edits.set_supply, {"viability_bp": share}),
        (edits.set_supply, {"recovery_bp": share}),
        (edits.set_supply, {"dose_basis": chance.choice((None, *Basis))}),
        (edits.set_diluents, {"facet": diluent}),
        (edits.set_infusion, {"fill": chance.choice((None, *BagFill))}),
        (edits.set_infusion, {"minutes": chance.choice((None, 0, 30))}),
        (edits.set_anticoagulant, {"status": chance.choice((None, *Anticoagulant))}),
        (edits.set_target, {"cells": chance.choice((None, 0, 100_000_000))}),
        (edits.set_notes, {"notes": chance.choice((None, "", "two\nlines"))}),
    )
    if snapshot.findings and chance.random() < 0.2:
        finding = chance.choice(snapshot.findings)
        reason: dict[str, object] = {
            "rule": finding.rule,
            "site": finding.site,
            "evidence": evidence_key(finding.evidence),
            "text": "EXAMPLE reason",
        }
        return edits.give_reason, reason
    return chance.choice(choices)


def some_note(chance: Random, snapshot: Snapshot) -> Act:
    """An edit of the day's record."""
    count = Count(
        cells_per_ml=chance.choice((1, 4_000_000, 6_000_000)),
        basis=chance.choice(list(Basis)),
        viability_bp=chance.choice((1, 5_000, 9_000)),
        vials=chance.choice((1, 6, 8)),
        pool_ul=chance.choice((0, 20_000)),
    )
    now = snapshot.now
    choices: tuple[Act, ...] = (
        (edits.record_count, {"count": count}),
        (edits.withdraw_count, {"lot": None}),
        (edits.record_thaw, {"started_at": now, "ended_at": None}),
        (edits.record_thaw, {"started_at": now, "ended_at": now - timedelta(minutes=5)}),
    )
    return chance.choice(choices)


def some_formulary(chance: Random) -> Formulary:
    """The formulary that came with the program, or one that lost something a plan may use."""
    return chance.choice(
        (
            SHIPPED,
            SHIPPED.replace(products=SHIPPED.products[1:]),
            SHIPPED.replace(needles=SHIPPED.needles[1:]),
            SHIPPED.replace(diluents=SHIPPED.diluents[1:]),
            SHIPPED.replace(protocols=()),
            SHIPPED.replace(limits=()),
        )
    )
