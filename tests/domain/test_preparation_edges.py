"""Plans at the edges: one lot named by some, several pools and one count, odd graduations."""

from fractions import Fraction

from spineplanner.domain.anatomy import VEIN, site_from_code
from spineplanner.domain.formulary import Basis, Formulary, Product
from spineplanner.domain.mixing import letter_at
from spineplanner.domain.plan import Aliquot, Lot, Plan, Supply
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Count
from spineplanner.domain.refusals import ConcentrationUnknown, NotEnoughVials, TooSmallToMeasure
from tests.domain.apart_cases import counted, lot, published
from tests.domain.cases import clinic as whole_clinic
from tests.domain.scenarios import FOLDER, read
from tests.domain.strategies import CLINIC

EXAMPLE = read(FOLDER / "worked-example-1.json")
FLUSHED = EXAMPLE.plan.infusion
MIXED = read(FOLDER / "lots-mixed.json")
LEFT, RIGHT = site_from_code("L4-L5 facet LEFT"), site_from_code("L4-L5 facet RIGHT")


def count(lot: str | None = None, *, cells_per_ml: int = 6_000_000) -> Count:
    return Count(
        cells_per_ml=cells_per_ml,
        basis=Basis.VIABLE,
        viability_bp=9_000,
        vials=6,
        pool_ul=21_500,
        lot=lot,
    )


def facets(*lots: str | None, on_hand: int = 9, mix: bool = False, million: int = 1) -> Plan:
    """One facet a lot, of 1 mL each, from vials of 10 million viable cells in 1 mL."""
    sites = [site_from_code(f"L{n}-L{n + 1} facet LEFT") for n in range(1, 5)]
    return Plan(
        supply=Supply(
            product="vial",
            label_basis=Basis.VIABLE,
            dose_basis=Basis.VIABLE,
            recovery_bp=10_000,
            lots=(Lot(number="A", on_hand=on_hand), Lot(number="B", on_hand=9)),
            may_mix_lots=mix,
        ),
        aliquots=tuple(
            Aliquot(
                site=site,
                cells=million * 1_000_000,
                volume_ul=1_000,
                needle="spinal-22g-90mm",
                lot=lot,
            )
            for site, lot in zip(sites, lots, strict=False)
        ),
    )


def clinic(**bench: int) -> Formulary:
    vial = Product(
        id="vial",
        name="Vial",
        source=CLINIC.bench.source,
        label_cells=10_000_000,
        fill_ul=1_000,
        withdrawable_ul=1_000,
    )
    return CLINIC.replace(products=(vial,), bench=CLINIC.bench.replace(**bench))


def test_suspensions_are_lettered_beyond_z() -> None:
    assert [letter_at(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA")
    ]


def test_an_aliquot_that_names_the_lot_shares_the_suspension_of_those_that_name_none() -> None:
    for mix in (False, True):
        preparation = prepare(facets("A", None, mix=mix), clinic())
        assert [(s.numbers, s.lot) for s in preparation.suspensions] == [((1, 2), "A")]


def test_aliquots_that_name_different_lots_share_no_suspension() -> None:
    preparation = prepare(facets("A", "B", "A", mix=True), clinic())
    assert [(s.numbers, s.lot) for s in preparation.suspensions] == [((1, 3), "A"), ((2,), "B")]


def test_two_tubes_joined_into_one_are_held_against_the_vials_on_hand_again() -> None:
    # Apart, each takes 0.56 mL of stock; the one tube of both is read on a coarser syringe.
    bench = {"residual_ul": 0, "overfill_bp": 0, "count_sample_ul": 500, "pool_residual_ul": 350}
    formulary = clinic(**bench)
    plan = facets("A", None, on_hand=2, mix=True)
    plan = plan.replace(aliquots=tuple(a.replace(cells=4_750_000) for a in plan.aliquots))
    for aliquot in plan.aliquots:
        (alone,) = prepare(plan.replace(aliquots=(aliquot,)), formulary).suspensions
        assert alone.stock_ul == 560
    preparation = prepare(plan, formulary)
    assert [item.stock_ul for item in preparation.suspensions] == [1_200]
    assert preparation.refusals == (NotEnoughVials("A", 2, 50, 1, measured=False),)


def test_one_count_serves_no_two_pools() -> None:
    preparation = prepare(MIXED.plan, MIXED.formulary, (count(),))
    assert preparation.supply is not None
    assert len(preparation.supply.pools) == 2
    assert not preparation.measured
    assert all(pool.strength.count is None for pool in preparation.supply.pools)
    assert preparation.supply.recovery_margin_permille is not None


def test_the_count_that_names_the_lot_comes_before_one_that_names_none() -> None:
    plan = facets("A", "A")
    own, any_lot = count("A", cells_per_ml=5_000_000), count(cells_per_ml=9_000_000)
    preparation = prepare(plan, clinic(), (any_lot, own))
    assert preparation.supply is not None
    assert [pool.strength.count for pool in preparation.supply.pools] == [own]


def test_two_pools_with_one_counted_are_not_measured_yet() -> None:
    preparation = prepare(MIXED.plan, MIXED.formulary, (count("EX-1"),))
    assert preparation.supply is not None
    counted = {p.lot.number: p.strength.count for p in preparation.supply.pools if p.lot}
    assert counted == {"EX-1": count("EX-1"), "EX-2": None}
    assert not preparation.measured
    both = prepare(MIXED.plan, MIXED.formulary, (count("EX-1"), count("EX-2")))
    assert both.measured


def test_the_vein_has_its_part_of_the_cryoprotectant_of_a_shared_suspension() -> None:
    vein = Aliquot(site=VEIN, cells=2_000_000, volume_ul=1_000, needle="catheter-20g-32mm")
    facet = Aliquot(site=LEFT, cells=2_000_000, volume_ul=1_000, needle="spinal-22g-90mm")
    plan = EXAMPLE.plan.replace(aliquots=(facet, vein))
    preparation = prepare(plan, CLINIC.replace(products=EXAMPLE.formulary.products))
    assert len(preparation.suspensions) == 1
    assert preparation.cryoprotectant is not None
    assert preparation.cryoprotectant.vein_mg * 2 == preparation.cryoprotectant.patient_mg


def test_a_product_that_does_not_state_its_cryoprotectant_has_no_sum_of_it() -> None:
    assert prepare(facets("A"), clinic()).cryoprotectant is None


def test_a_bag_whose_stock_rounds_to_less_than_can_be_measured_is_refused() -> None:
    order = EXAMPLE.plan.aliquots[-1].replace(cells=15_000)
    plan = EXAMPLE.plan.replace(aliquots=(order,))
    bench = EXAMPLE.formulary.bench.replace(smallest_ul=1)
    preparation = prepare(plan, EXAMPLE.formulary.replace(bench=bench))
    (refusal,) = preparation.refusals
    assert isinstance(refusal, TooSmallToMeasure)
    assert refusal.stock_exact_ul == Fraction(15_000) / Fraction(382_500, 76)


def test_a_bag_of_nothing_but_stock_takes_no_more_than_it_holds() -> None:
    order = EXAMPLE.plan.aliquots[-1].replace(cells=1_000_100, volume_ul=100_010)
    plan = facets("A").replace(aliquots=(order.replace(cells=1_000_100_000),), infusion=FLUSHED)
    plan = plan.replace(supply=plan.supply.replace(lots=()))
    (bag,) = prepare(plan, clinic()).suspensions
    assert bag.stock_exact_ul == 100_010
    assert (bag.stock_ul, bag.diluent_ul) == (100_000, 10)
    small = plan.replace(aliquots=(order.replace(cells=10_050_000, volume_ul=995),))
    assert [type(refusal).__name__ for refusal in prepare(small, clinic()).refusals] == [
        "StockTooDilute"
    ]
    whole = plan.replace(aliquots=(order.replace(cells=9_950_000, volume_ul=995),))
    (bag,) = prepare(whole, clinic()).suspensions
    assert (bag.stock_ul, bag.diluent_ul) == (990, 5)


def test_diluent_that_is_too_little_to_measure_becomes_the_least_or_nothing() -> None:
    bench = {"residual_ul": 0, "overfill_bp": 0, "smallest_ul": 100}
    by_cells = {}
    for cells in (9_000_000, 9_400_000, 9_800_000):
        plan = facets("A")
        plan = plan.replace(aliquots=(plan.aliquots[0].replace(cells=cells),))
        (tube,) = prepare(plan, clinic(**bench)).suspensions
        by_cells[cells] = (tube.stock_ul, tube.diluent_ul)
    # Taken 1.17 mL. 9.0: exact 1.053 -> 1.1 + 0.122; 9.4: 1.0998 -> 1.1 + 0.070; 9.8: 1.2 + 0.024.
    assert by_cells == {9_000_000: (1_100, 120), 9_400_000: (1_100, 100), 9_800_000: (1_200, 0)}


def test_a_smallest_volume_between_two_marks_is_read_on_the_next() -> None:
    plan = facets("A")
    plan = plan.replace(aliquots=(plan.aliquots[0].replace(cells=9_050_000),))
    bench = {"residual_ul": 0, "overfill_bp": 0, "smallest_ul": 114}
    (tube,) = prepare(plan, clinic(**bench)).suspensions
    assert tube.diluent_exact_ul == Fraction(1_100 * 10_000, 9_050) - 1_100
    assert tube.diluent_ul == 120


def test_no_vials_are_said_to_be_spare_where_nobody_has_counted_them() -> None:
    plan = facets("A")
    unknown = plan.supply.replace(lots=(Lot(number="A"),))
    supply = prepare(plan.replace(supply=unknown), clinic()).supply
    assert supply is not None
    assert supply.spare is None


def test_an_unknown_product_is_named_as_what_is_missing() -> None:
    supply = EXAMPLE.plan.supply.replace(product="elsewhere")
    refusals = prepare(EXAMPLE.plan.replace(supply=supply), EXAMPLE.formulary).refusals
    assert refusals == (ConcentrationUnknown(("product",)),)


def test_too_few_vials_hide_no_other_refusal() -> None:
    scenario = read(FOLDER / "refused-stock-too-dilute.json")
    weak = scenario.plan.aliquots[0]
    fine = weak.replace(site=RIGHT, cells=1_000_000)
    supply = scenario.plan.supply.replace(lots=(Lot(number="EX-1", on_hand=0),))
    plan = scenario.plan.replace(aliquots=(weak, fine), supply=supply)
    preparation = prepare(plan, scenario.formulary)
    names = {type(refusal).__name__ for refusal in preparation.refusals}
    assert names == {"NotEnoughVials", "StockTooDilute"}
    assert preparation.suspension("A") is None
    assert preparation.suspension("B") is not None
    first, second = preparation.containers
    assert preparation.achieved_cells(first) is None
    assert preparation.achieved_cells(second) is not None


def test_a_shortage_is_told_once() -> None:
    preparation = prepare(facets("A", "A", on_hand=0, million=5), clinic())
    assert [type(refusal) for refusal in preparation.refusals] == [NotEnoughVials]


def test_a_container_that_cannot_be_filled_takes_nothing() -> None:
    scenario = read(FOLDER / "refused-aliquot-incomplete.json")
    containers = prepare(scenario.plan, scenario.formulary).containers
    assert [(item.volumes, item.taken_ul, item.letter) for item in containers] == [
        (None, 0, None),
        (None, 0, None),
    ]


def test_another_vial_is_counted_again_which_takes_another_sample() -> None:
    """4.026 million/mL: 2.7 + 1.5 + 21.6 + 0.2 = 26 mL of 22.4; a vial of 3.6 is 0.1 too little."""
    count = counted(4_026_000, vials=6, pool_ul=22_400)
    pooled = prepare(published(), whole_clinic(), (count,), apart=False)
    assert pooled.refusals == (NotEnoughVials("EX-1", 6, 3_600, 2, measured=True),)
    one_more = counted(4_026_000, vials=7, pool_ul=22_400 + 3_600 - 100)
    assert prepare(published(), whole_clinic(), (one_more,), apart=False).refusals
    two_more = counted(4_026_000, vials=8, pool_ul=22_400 + 7_200 - 100)
    assert not prepare(published(), whole_clinic(), (two_more,), apart=False).refusals


def test_of_two_counted_lots_the_one_that_was_thawed_enough_of_is_used() -> None:
    """Of BBB with 6 million/mL 17.6 of 17.8 + 0.1 mL serve; AAA was thawed beside it."""
    lots = (lot("AAA", 2, month=3), lot("BBB", 6, month=9))
    order = published(lots=lots, may_mix_lots=True)
    counts = (
        counted(4_000_000, vials=2, pool_ul=7_000, of="AAA"),
        counted(6_000_000, vials=5, pool_ul=17_800, of="BBB"),
    )
    preparation = prepare(order, whole_clinic(), counts, apart=False)
    assert preparation.refusals == ()
    assert {item.lot for item in preparation.suspensions} == {"BBB"}
