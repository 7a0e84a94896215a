"""Filling several sites, each with its own dose."""

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Level, Side, Site, SiteKind
from spineplanner.domain.edits import Dose
from spineplanner.domain.plan import Lot, Plan, Supply
from spineplanner.wording.edits import edit_name

NECK = Site(SiteKind.FACET, Level.C5_C6, Side.LEFT)
BACK = Site(SiteKind.FACET, Level.L4_L5, Side.LEFT)
FINE = Dose(1_000_000, 300, needle="spinal-25g-51mm")
USUAL = Dose(1_000_000, 500, needle="spinal-22g-90mm")


def test_each_site_gets_its_own_dose_in_one_step() -> None:
    plan = edits.fill_each(Plan(), doses=((NECK, FINE), (BACK, USUAL)))
    assert [(item.site, item.volume_ul, item.needle) for item in plan.aliquots] == [
        (NECK, 300, "spinal-25g-51mm"),
        (BACK, 500, "spinal-22g-90mm"),
    ]


def test_a_lot_that_was_chosen_for_a_site_stays_chosen() -> None:
    supply = Supply(lots=(Lot(number="EX-1"),))
    plan = edits.place(Plan(supply=supply), site=BACK, dose=USUAL)
    plan = edits.set_lot(plan, sites=(BACK,), lot="EX-1")
    plan = edits.fill_each(plan, doses=((BACK, FINE), (NECK, FINE)))
    assert [(item.site, item.lot) for item in plan.aliquots] == [(NECK, None), (BACK, "EX-1")]


def test_it_is_named_by_the_amount_where_all_get_the_same() -> None:
    both = ((NECK, FINE), (BACK, USUAL))
    assert edit_name(edits.fill_each, doses=both) == "Place 1 million at 2 facets"
    other = ((NECK, Dose(2_000_000, 300)), (BACK, USUAL))
    assert edit_name(edits.fill_each, doses=other) == "Place cells at 2 facets"


def test_another_needle_leaves_each_sites_own_tubing() -> None:
    tubed = Dose(1_000_000, 500, needle="spinal-22g-90mm", extension_ul=300)
    plan = edits.fill_each(Plan(), doses=((BACK, tubed), (NECK, FINE)))
    plan = edits.set_needle(plan, sites=(BACK, NECK), needle="spinal-25g-51mm")
    assert [(item.needle, item.extension_ul) for item in plan.aliquots] == [
        ("spinal-25g-51mm", 0),
        ("spinal-25g-51mm", 300),
    ]
