"""The order holds what was stated, and nothing that contradicts itself."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from spineplanner.domain.anatomy import VEIN, Level, Route, sites
from spineplanner.domain.envelope import Envelope, SheetState
from spineplanner.domain.plan import Aliquot, Diluents, Expiry, Infusion, Plan
from tests.domain.cases import (
    EPIDURAL,
    LEFT,
    MILLION,
    NOW,
    RIGHT,
    aliquot,
    complete_plan,
    ordering,
)
from tests.domain.strategies import plans


def test_a_new_plan_states_nothing() -> None:
    plan = Plan()
    assert plan.aliquots == ()
    assert plan.patient.allergies is None
    assert plan.supply.label_basis is None
    assert plan.supply.dose_basis is None
    assert plan.supply.recovery_bp is None
    assert plan.infusion.kept_ul is None
    assert not plan.counting.confirmed


@settings(max_examples=30, deadline=None)
@given(plans())
def test_a_plan_is_read_back_as_it_was_written(plan: Plan) -> None:
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_aliquots_stand_in_the_order_of_their_numbers() -> None:
    turned = [aliquot(site, MILLION, 500) for site in reversed(sites(5)[:-1])]
    plan = ordering(aliquot(VEIN, MILLION, 500), *turned)
    assert [item.site for item in plan.aliquots] == list(sites(5))
    assert plan.ordered_cells == 38 * MILLION
    assert plan.aliquot_at(LEFT) == aliquot(LEFT, MILLION, 500)
    assert Plan().aliquot_at(LEFT) is None


def test_what_is_not_ordered_yet_adds_nothing() -> None:
    plan = ordering(aliquot(LEFT, None, 500), aliquot(RIGHT, 3, 500))
    assert plan.ordered_cells == 3


def _refused(match: str, change: Callable[[], object]) -> None:
    with pytest.raises(ValidationError, match=match):
        change()


def test_each_site_is_ordered_once_and_exists() -> None:
    left = aliquot(LEFT, MILLION, 500)
    _refused("orders L4-L5 facet LEFT twice", lambda: ordering(left, left))
    six = aliquot(sites(6)[-3], MILLION, 500)
    _refused("with 5 lumbar vertebrae does not have", lambda: ordering(six))
    four = complete_plan().counting.replace(lumbar_count=4)
    _refused("with 4 lumbar", lambda: complete_plan().replace(counting=four))


def test_only_the_vein_has_a_bag_and_a_bag_has_no_needle() -> None:
    bag = aliquot(VEIN, MILLION, 500)
    _refused("bag for a site in the spine", lambda: bag.replace(site=LEFT))
    _refused("gives a needle to a bag", lambda: bag.replace(needle="spinal-22g-90mm"))
    _refused("gives a needle to a bag", lambda: bag.replace(extension_ul=5))
    assert bag.is_bag
    assert not Aliquot(site=VEIN).is_bag


def test_lots_have_different_numbers_and_are_listed_where_they_are_named() -> None:
    plan = complete_plan()
    (lot,) = plan.supply.lots
    _refused("names one lot twice", lambda: plan.supply.replace(lots=(lot, lot)))
    other = aliquot(LEFT, MILLION, 500).replace(lot="EX-9")
    _refused("from a lot that is not listed", lambda: plan.replace(aliquots=(other,)))


def test_what_is_added_at_the_thaw_has_a_name() -> None:
    supply = complete_plan().supply
    _refused("without thaw_diluent", lambda: supply.replace(thaw_diluent_ul=1))
    assert supply.replace(thaw_diluent_ul=1, thaw_diluent="plasma-lyte-a").thaw_diluent_ul == 1


def test_a_flushed_line_keeps_nothing() -> None:
    assert Infusion(line_flushed=True).kept_ul == 0
    assert Infusion(line_flushed=False, line_kept_ul=10).kept_ul == 10
    _refused("line that is flushed", lambda: Infusion(line_flushed=True, line_kept_ul=0))


def test_only_cervical_levels_are_reviewed() -> None:
    counting = complete_plan().counting.replace(reviewed_epidurals=(Level.L1_L2,))
    _refused("lists a lumbar level", lambda: complete_plan().replace(counting=counting))


def test_nobody_is_born_after_the_procedure() -> None:
    plan = complete_plan()
    born = plan.patient.replace(birth_date=NOW.date())
    assert plan.replace(patient=born).patient == born
    later = born.replace(birth_date=NOW.date() + timedelta(days=1))
    _refused("birth_date after the procedure", lambda: plan.replace(patient=later))


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("2027-06-30", date(2027, 6, 30)),
        ("2027-06", date(2027, 6, 30)),
        ("2028-02", date(2028, 2, 29)),
    ],
)
def test_an_expiry_is_a_day_or_the_end_of_a_month(text: str, last_day: date) -> None:
    expiry = Expiry.model_validate_json(json.dumps(text))
    assert expiry.last_day == last_day
    assert json.loads(expiry.model_dump_json()) == text


@pytest.mark.parametrize("text", ["2027", "2027-13", "2027-02-29", "27-06-30", "06/2027", ""])
def test_what_is_no_expiry_is_refused(text: str) -> None:
    _refused("expiry|month|calendar", lambda: Expiry.model_validate_json(json.dumps(text)))


def test_each_route_has_its_diluent() -> None:
    chosen = Diluents(facet="a", epidural="b", intravenous="c")
    assert [chosen.of(route) for route in Route] == ["a", "b", "c"]


def test_an_epidural_is_part_of_the_complete_plan() -> None:
    assert complete_plan().aliquot_at(EPIDURAL) is not None


@pytest.mark.parametrize("number", ["SP-2026-A-0113", "SP-2026-ABC-000113"])
def test_an_envelope_says_what_its_sheets_say(number: str) -> None:
    id = "6f1c2b1e-5f0e-4c57-9d1a-0f3f5f7f1a2b"
    document = {"id": id, "number": number, "plan": {}}
    envelope = Envelope.model_validate_json(json.dumps(document))
    assert envelope.state is SheetState.DRAFT
    assert envelope.replace(sample=True).state is SheetState.SAMPLE
    _refused("number", lambda: envelope.replace(number="SP-26-A-1"))
    _refused("revision", lambda: envelope.replace(revision=0))
