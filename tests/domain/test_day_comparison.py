"""Planned against actual, suspension by suspension and dose by dose."""

from fractions import Fraction

import pytest

from spineplanner.domain import edits
from spineplanner.domain.comparison import Comparison, compared, planned
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record
from spineplanner.wording.comparison import vials_sentences
from tests.domain.cases import MILLION, clinic, complete_plan, planned_cells_per_ml, two_lots
from tests.domain.day_cases import count, day_until, made_from, on
from tests.domain.day_situations import made_with

FIFTH_LESS = planned_cells_per_ml() * 4 // 5


def looked_at(record: Record, plan: Plan | None = None) -> Comparison:
    order = plan or complete_plan()
    return compared(planned(order, clinic()), made_from(record, order), record)


def test_before_the_count_there_is_nothing_to_compare() -> None:
    found = looked_at(Record())
    assert (found.vials.planned, found.vials.counted, found.vials.more) == (3, None, 0)
    assert not any(item.changed for item in found.suspensions)
    assert {item.error for item in found.containers} == {None}
    assert vials_sentences(found.vials) == []


def test_a_count_a_fifth_below_plan_asks_for_more_stock_and_another_vial() -> None:
    found = looked_at(count(day_until("pool"), cells_per_ml=FIFTH_LESS))
    # 8.06 mL of stock as planned become about 10.1 mL: with the pool's rest of 0.2 mL that is
    # still in the 10.7 mL that are left; a pool of 9 mL is short.
    assert found.vials.more == 0
    assert found.vials.needed is not None
    assert found.vials.needed > planned(complete_plan(), clinic()).supply.needed  # type: ignore[union-attr]
    short = looked_at(count(day_until("pool"), cells_per_ml=FIFTH_LESS, pool_ul=9_000))
    assert short.vials.more == 1
    assert short.vials.needed is None
    (said,) = vials_sentences(short.vials)
    assert said.startswith("Thaw 1 more vial: the stock is short by ")


def test_the_suspensions_stand_side_by_side() -> None:
    found = looked_at(count(day_until("pool"), cells_per_ml=FIFTH_LESS))
    a, b, c = found.suspensions
    assert [item.numbers for item in (a, b, c)] == [(1, 2), (3,), (4,)]
    assert all(item.changed and item.made is None for item in (a, b, c))
    # 2 million/mL in 1.44 mL (2 x 0.62 and 0.2) need 0.608 mL of 4.737 million/mL.
    assert a.planned is not None
    assert a.computed is not None
    assert (a.planned.stock_ul, a.planned.diluent_ul) == (490, 960)
    assert (a.computed.stock_ul, a.computed.diluent_ul) == (610, 830)


def test_a_suspension_that_can_not_be_made_any_more_is_said_so() -> None:
    found = looked_at(count(day_until("pool"), cells_per_ml=1_700_000, pool_ul=100_000))
    first = found.suspensions[0]
    assert first.computed is None
    assert first.changed


def test_a_dose_is_known_as_computed_then_as_made_then_as_given() -> None:
    computed = looked_at(day_until("count")).containers[0]
    assert computed.made_cells is None
    assert computed.computed_cells is not None
    assert computed.error == computed.computed_cells / MILLION - 1
    record = made_with(600).record
    made = looked_at(record).containers[0]
    strength = Fraction(planned_cells_per_ml(), 1000)
    assert made.made_cells == Fraction(600, 1560) * strength * 500
    assert made.error == made.made_cells / MILLION - 1
    given = looked_at(day_until("give 1")).containers[0]
    assert given.given_cells == given.made_cells == given.computed_cells
    assert given.given_cells is not None
    assert given.error == given.given_cells / MILLION - 1


def test_less_that_is_given_is_a_smaller_dose() -> None:
    record = day_until("check 1")
    box = made_from(record).containers[0]
    record = edits.give(record, occasion=on(62), container=box, volume_ul=250)
    found = looked_at(record).containers[0]
    assert found.given_cells is not None
    assert found.made_cells is not None
    assert found.given_cells * 2 == found.made_cells
    assert found.error == found.given_cells / MILLION - 1


def test_vials_that_were_counted_otherwise_than_planned_are_said() -> None:
    found = looked_at(count(day_until("pool"), vials=4, pool_ul=14_300))
    assert vials_sentences(found.vials) == ["Vials: planned 3, counted 4."]
    assert found.vials.taken == 3


@pytest.mark.parametrize(
    ("cells_per_ml", "changed"), [(FIFTH_LESS, 3), (planned_cells_per_ml(), 0)]
)
def test_what_the_count_has_changed_is_marked_and_nothing_else(
    cells_per_ml: int, changed: int
) -> None:
    found = looked_at(count(day_until("pool"), cells_per_ml=cells_per_ml))
    assert sum(item.changed for item in found.suspensions) == changed
    assert vials_sentences(found.vials) == []


def test_what_is_made_from_another_lot_than_planned_stands_beside_its_own() -> None:
    plan = two_lots(None, None, None, None)
    record = edits.enter_count(
        Record(),
        occasion=on(20, plan=plan),
        cells_per_ml=planned_cells_per_ml(),
        basis=plan.supply.dose_basis,
        viability_bp=8500,
        vials=3,
        pool_ul=10_700,
        lot="EX-2",
    )
    found = looked_at(record, plan)
    lots = [(s.planned and s.planned.lot, s.computed and s.computed.lot) for s in found.suspensions]
    assert lots == [("EX-1", "EX-2")] * 3


def test_a_container_that_can_not_be_computed_has_no_dose() -> None:
    plan = complete_plan()
    first, *others = plan.aliquots
    open_plan = plan.replace(aliquots=(first.replace(cells=None), *others))
    found = looked_at(Record(), open_plan)
    assert (found.containers[0].ordered_cells, found.containers[0].error) == (None, None)
    assert found.vials.planned is None
