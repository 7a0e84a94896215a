"""Lots, vials and diluents."""

from dataclasses import replace

import pytest

from spineplanner.domain.anatomy import VEIN, Route
from spineplanner.domain.findings import (
    DiluentUsed,
    LotExpired,
    LotsMixed,
    NoSpare,
    OutOfBalance,
    ServesDownTo,
)
from spineplanner.domain.formulary import Basis, LimitName
from spineplanner.domain.plan import Expiry, Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.rules import Rule
from tests.domain.cases import (
    FLUID,
    LEFT,
    MILLION,
    NOW,
    Situation,
    aliquot,
    caudal,
    changed,
    clinic,
    complete_plan,
    limit_of,
    ordering,
    situation,
    two_lots,
    with_diluent,
    with_limit,
    with_lot,
)


@pytest.mark.parametrize(
    ("expiry", "expired"),
    [
        (Expiry(year=2026, month=11, day=23), True),
        (Expiry(year=2026, month=11, day=24), False),
        (Expiry(year=2026, month=10), True),
        (Expiry(year=2026, month=11), False),
    ],
)
def test_a_lot_may_be_used_to_the_end_of_its_last_day(expiry: Expiry, *, expired: bool) -> None:
    found = with_lot(expiry=expiry).found(Rule.LOT_EXPIRED)
    assert [f.evidence for f in found] == (
        [LotExpired("EX-1", expiry.last_day, NOW.date())] if expired else []
    )


def test_a_lot_does_not_expire_before_an_unknown_day() -> None:
    plan = with_lot(expiry=Expiry(year=2020, month=1)).plan
    plan = plan.replace(procedure=plan.procedure.replace(at=None))
    assert not situation(plan).found(Rule.LOT_EXPIRED)


def _mixed(plan: Plan, **supply: object) -> list[object]:
    plan = plan.replace(supply=plan.supply.replace(**supply))
    return [f.evidence for f in situation(plan).found(Rule.LOTS_MIXED)]


def test_named_lots_are_not_mixed_unless_the_plan_allows_it() -> None:
    two = two_lots("EX-1", "EX-1", "EX-1", "EX-2")
    assert _mixed(two) == [LotsMixed(("EX-1", "EX-2"))]
    assert not _mixed(two, may_mix_lots=True)
    assert not _mixed(two_lots("EX-2", "EX-2", "EX-2", None))


def test_lots_that_the_preparation_mixes_are_stopped_though_none_is_named() -> None:
    def two_pools(made: Preparation) -> Preparation:
        assert made.supply is not None
        (pool,) = made.supply.pools
        assert pool.lot is not None
        other = replace(pool, lot=pool.lot.replace(number="EX-2"))
        return replace(made, supply=replace(made.supply, pools=(pool, other)))

    (finding,) = replace(situation(), tampered=two_pools).found(Rule.LOTS_MIXED)
    assert finding.evidence == LotsMixed(("EX-1", "EX-2"))


def test_each_route_in_use_has_a_diluent() -> None:
    plan = complete_plan().replace(diluents=type(complete_plan().diluents)())
    found = situation(plan).found(Rule.DILUENT_NOT_CHOSEN)
    assert [(f.evidence, f.field) for f in found] == [
        (DiluentUsed(None, (Route.FACET,)), "diluents.facet"),
        (DiluentUsed(None, (Route.EPIDURAL,)), "diluents.epidural"),
        (DiluentUsed(None, (Route.INTRAVENOUS,)), "diluents.intravenous"),
    ]
    facet = ordering(aliquot(LEFT, MILLION, 500)).replace(diluents=plan.diluents)
    assert len(situation(facet).found(Rule.DILUENT_NOT_CHOSEN)) == 1


@pytest.mark.parametrize(("listed", "stopped"), [(True, False), (False, True), (None, True)])
def test_what_reaches_the_epidural_space_is_listed_as_preservative_free(
    *, listed: bool | None, stopped: bool
) -> None:
    formulary = with_diluent(clinic(), preservative_free=listed)
    for plan in (complete_plan(), caudal()):
        assert bool(situation(plan, formulary).found(Rule.DILUENT_PRESERVATIVE)) is stopped
    without = ordering(aliquot(LEFT, MILLION, 500))
    assert not situation(without, formulary).found(Rule.DILUENT_PRESERVATIVE)


def test_a_preservative_at_the_thaw_reaches_the_epidural_space_too() -> None:
    (finding,) = changed("supply", thaw_diluent="bacteriostatic-saline").found(
        Rule.DILUENT_PRESERVATIVE
    )
    assert finding.field == "supply.thaw_diluent"


def test_a_preservative_in_the_vein_does_not_reach_the_epidural_space() -> None:
    found = changed("diluents", intravenous="bacteriostatic-saline")
    assert not found.found(Rule.DILUENT_PRESERVATIVE)


def test_a_diluent_is_used_on_its_listed_routes() -> None:
    assert not changed("diluents", intravenous="lactated-ringer").found(Rule.DILUENT_ROUTE)
    (finding,) = changed("diluents", facet="lactated-ringer").found(Rule.DILUENT_ROUTE)
    assert finding.evidence == DiluentUsed("Lactated Ringer", (Route.FACET,))


def test_a_diluent_without_protein_is_named_once_with_all_its_routes() -> None:
    found = changed("diluents", facet="plasma-lyte-a", epidural="plasma-lyte-a")
    (finding,) = found.found(Rule.DILUENT_WITHOUT_PROTEIN)
    assert finding.evidence == DiluentUsed("Plasma-Lyte A", (Route.FACET, Route.EPIDURAL))
    assert finding.source == limit_of(clinic(), LimitName.CONCENTRATION_LEAST).source
    no_limit = with_limit(clinic(), LimitName.CONCENTRATION_LEAST, None)
    (finding,) = replace(found, formulary=no_limit).found(Rule.DILUENT_WITHOUT_PROTEIN)
    assert finding.source is None


def test_a_thaw_without_protein_is_a_matter_of_its_own() -> None:
    plan = changed("diluents", facet="plasma-lyte-a").plan
    plan = plan.replace(supply=plan.supply.replace(thaw_diluent="plasma-lyte-a"))
    found = situation(plan).found(Rule.DILUENT_WITHOUT_PROTEIN)
    assert [(f.evidence, f.field) for f in found] == [
        (DiluentUsed("Plasma-Lyte A", (Route.FACET,)), "diluents.facet"),
        (DiluentUsed("Plasma-Lyte A", ()), "supply.thaw_diluent"),
    ]


@pytest.mark.parametrize(("on_hand", "found"), [(3, [NoSpare(3)]), (4, []), (None, [])])
def test_one_vial_more_than_needed_is_on_hand(on_hand: int | None, found: list[NoSpare]) -> None:
    spoken = with_lot(on_hand=on_hand).found(Rule.NO_SPARE_VIAL)
    assert [f.evidence for f in spoken] == found


def test_anticoagulants_are_asked_for_with_an_epidural_alone() -> None:
    def open_question(plan: Plan) -> bool:
        found = situation(plan.replace(anticoagulant=None))
        return bool(found.found(Rule.ANTICOAGULANT_NOT_STATED))

    assert open_question(complete_plan())
    assert open_question(caudal())
    assert not open_question(ordering(aliquot(LEFT, MILLION, 500)))
    assert not open_question(ordering(aliquot(VEIN, 40 * MILLION, 50_000)))


def test_the_vials_serve_down_to_a_viability_that_is_said() -> None:
    (finding,) = changed("supply", label_basis=Basis.TOTAL).found(Rule.VIABILITY_MARGIN)
    assert isinstance(finding.evidence, ServesDownTo)
    assert finding.evidence.vials == 3
    assert 0 < finding.evidence.permille <= 850


def _tampered(change: str) -> Situation:
    def tamper(made: Preparation) -> Preparation:
        assert made.supply is not None
        first, *others = made.suspensions
        if change == "short":
            first = replace(first, taken_ul=first.volume_ul + 1)
        pool = made.supply.pools[0]
        if change == "overdrawn":
            pool = replace(pool, available_ul=pool.total_ul - 5)
        supply = replace(made.supply, pools=(pool,))
        return replace(made, suspensions=(first, *others), supply=supply)

    return replace(situation(), tampered=tamper)


def test_stock_and_tubes_add_up() -> None:
    def evidence(found: Situation) -> list[object]:
        return [f.evidence for f in found.found(Rule.STOCK_OUT_OF_BALANCE)]

    assert not evidence(_tampered("nothing"))
    assert evidence(_tampered("short")) == [OutOfBalance("A", 1)]
    assert evidence(_tampered("overdrawn")) == [OutOfBalance(None, -5)]


def test_every_diluent_here_is_the_one_in_use() -> None:
    assert {complete_plan().diluents.of(route) for route in Route} == {FLUID}
