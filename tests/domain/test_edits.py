"""Every edit: pure, named for people, refused with a reason, and undone exactly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain import edits
from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Region, Side, Site, SiteKind, sites
from spineplanner.domain.edits import Dose, EditError, Occasion, VialLabel
from spineplanner.domain.edits.refused import (
    NoOtherSide,
    NoTarget,
    NothingLeft,
    NothingThere,
    NothingToMirror,
    NotValid,
    Refused,
    SiteAbsent,
    SitesWouldVanish,
)
from spineplanner.domain.formulary import Basis, ContainerKind, Protocol
from spineplanner.domain.history import History
from spineplanner.domain.plan import Anticoagulant, Patient, Plan
from spineplanner.domain.record import Count, Record
from spineplanner.domain.rules import Rule
from spineplanner.wording.edits import edit_name, refusal_words
from tests.domain.cases import (
    EPIDURAL,
    LEFT,
    MILLION,
    NEEDLE,
    NOW,
    RIGHT,
    clinic,
    complete_plan,
    two_lots,
)
from tests.domain.day_cases import ON_THE_DAY

DOSE = Dose(MILLION, 500, needle=NEEDLE)
BAG = Dose(None, 100_000, ContainerKind.BAG)
L6 = Site(SiteKind.FACET, Level.L6_S1, Side.LEFT)


def _protocol(id: str) -> Protocol:
    protocol = clinic().protocol(id)
    assert protocol is not None
    return protocol


def _refused(edit: Callable[..., object], *args: object, **kwargs: object) -> Refused:
    with pytest.raises(EditError) as caught:
        edit(*args, **kwargs)
    words = refusal_words(caught.value.reason)
    assert words.endswith(".")
    assert "_" not in words
    return caught.value.reason


def _ordered(plan: Plan) -> dict[Site, tuple[int | None, int | None]]:
    return {item.site: (item.cells, item.volume_ul) for item in plan.aliquots}


def test_placing_orders_a_dose_and_replaces_the_one_before() -> None:
    once = edits.place(Plan(), site=LEFT, dose=DOSE)
    assert _ordered(once) == {LEFT: (MILLION, 500)}
    twice = edits.place(once, site=LEFT, dose=Dose(2 * MILLION, 400))
    assert _ordered(twice) == {LEFT: (2 * MILLION, 400)}
    assert _ordered(once) == {LEFT: (MILLION, 500)}


def test_placing_where_the_patient_has_no_such_site_is_refused() -> None:
    assert _refused(edits.place, Plan(), site=L6, dose=DOSE) == SiteAbsent(L6, 5)


def test_filling_and_removing_several_sites_is_one_step() -> None:
    plan = edits.fill(Plan(), sites=(RIGHT, LEFT, EPIDURAL), dose=DOSE)
    assert [item.site for item in plan.aliquots] == [LEFT, RIGHT, EPIDURAL]
    assert _ordered(edits.remove(plan, sites=(LEFT, EPIDURAL))) == {RIGHT: (MILLION, 500)}
    assert edits.clear(plan).aliquots == ()
    assert _refused(edits.remove, plan, sites=(LEFT, VEIN)) == NothingThere(VEIN)


def test_filling_each_site_with_its_own_dose_is_one_step() -> None:
    other = Dose(2 * MILLION, 300, needle="spinal-25g-51mm")
    plan = edits.fill_each(Plan(), doses=((RIGHT, other), (LEFT, DOSE)))
    assert _ordered(plan) == {LEFT: (MILLION, 500), RIGHT: (2 * MILLION, 300)}
    assert [item.needle for item in plan.aliquots] == [NEEDLE, "spinal-25g-51mm"]


def test_cells_volume_needle_and_lot_are_set_for_several_sites_at_once() -> None:
    plan = two_lots(None, None, None, None)
    pair = (LEFT, RIGHT)
    plan = edits.set_cells(plan, sites=pair, cells=3)
    plan = edits.set_volume(plan, sites=pair, volume_ul=7)
    plan = edits.set_needle(plan, sites=pair, needle="tuohy-18g-90mm", extension_ul=9)
    plan = edits.set_lot(plan, sites=pair, lot="EX-2")
    for site in pair:
        found = plan.aliquot_at(site)
        assert found is not None
        assert (found.cells, found.volume_ul, found.lot) == (3, 7, "EX-2")
        assert (found.needle, found.extension_ul) == ("tuohy-18g-90mm", 9)
    opened = edits.set_volume(
        edits.set_cells(plan, sites=pair, cells=None), sites=pair, volume_ul=None
    )
    assert _ordered(opened)[LEFT] == (None, None)


def test_what_is_not_valid_is_refused_by_the_name_of_its_field() -> None:
    plan = complete_plan()
    reason = _refused(edits.set_cells, plan, sites=(LEFT,), cells=0)
    assert isinstance(reason, NotValid)
    assert refusal_words(reason) == "cells: must be greater than 0."
    unlisted = _refused(edits.set_lot, plan, sites=(LEFT,), lot="EX-9")
    assert "from a lot that is not listed" in refusal_words(unlisted)
    assert isinstance(_refused(edits.set_patient, plan, weight=1), NotValid)


def test_the_infusion_changes_its_container_with_its_needle() -> None:
    plan = complete_plan()
    syringe = edits.set_container(plan, container=ContainerKind.SYRINGE, needle=NEEDLE)
    assert [item.is_bag for item in syringe.aliquots] == [False] * 4
    assert edits.set_container(syringe, container=ContainerKind.BAG) == plan
    nothing = _refused(edits.set_container, Plan(), container=ContainerKind.BAG)
    assert nothing == NothingThere(VEIN)


def test_both_sides_copies_each_site_to_its_other_side() -> None:
    upper = Site(SiteKind.FACET, Level.L1_L2, Side.RIGHT)
    plan = edits.place(edits.place(Plan(), site=LEFT, dose=DOSE), site=upper, dose=Dose(2, 3))
    both = edits.both_sides(plan, sites=(LEFT, upper))
    assert _ordered(both)[RIGHT] == (MILLION, 500)
    assert _ordered(both)[upper.mirrored] == (2, 3)
    assert _refused(edits.both_sides, plan, sites=(RIGHT,)) == NothingThere(RIGHT)
    middle = edits.place(plan, site=EPIDURAL, dose=DOSE)
    assert _refused(edits.both_sides, middle, sites=(EPIDURAL,)) == NoOtherSide(EPIDURAL)


def test_mirroring_copies_one_side_of_a_region() -> None:
    neck = Site(SiteKind.FACET, Level.C4_C5, Side.LEFT)
    plan = edits.fill(Plan(), sites=(LEFT, neck, EPIDURAL), dose=DOSE)
    assert RIGHT in _ordered(edits.mirror(plan, from_side=Side.LEFT))
    lumbar = edits.mirror(plan, from_side=Side.LEFT, region=Region.LUMBAR)
    assert set(_ordered(lumbar)) == {LEFT, RIGHT, neck, EPIDURAL}
    assert _refused(edits.mirror, plan, from_side=Side.RIGHT) == NothingToMirror(Side.RIGHT)


def test_the_rest_of_the_target_goes_to_the_vein() -> None:
    plan = edits.fill(Plan(target_cells=100 * MILLION), sites=(LEFT, RIGHT), dose=DOSE)
    sent = edits.send_rest_to_vein(plan, dose=BAG)
    assert _ordered(sent)[VEIN] == (98 * MILLION, 100_000)
    more = edits.set_cells(sent, sites=(LEFT,), cells=3 * MILLION)
    assert _ordered(edits.send_rest_to_vein(more, dose=DOSE))[VEIN] == (96 * MILLION, 100_000)


def test_the_rest_is_counted_from_the_protocols_target_where_the_plan_has_none() -> None:
    plan = edits.place(Plan(protocol="sharan-2023"), site=LEFT, dose=DOSE)
    assert _refused(edits.send_rest_to_vein, plan, dose=BAG) == NoTarget()
    sent = edits.send_rest_to_vein(plan, dose=BAG, protocol=_protocol("sharan-2023"))
    assert _ordered(sent)[VEIN] == (99 * MILLION, 100_000)
    own = plan.replace(target_cells=10 * MILLION)
    sent = edits.send_rest_to_vein(own, dose=BAG, protocol=_protocol("sharan-2023"))
    assert _ordered(sent)[VEIN] == (9 * MILLION, 100_000)


def test_where_nothing_is_left_nothing_is_sent() -> None:
    reached = edits.place(Plan(target_cells=MILLION), site=LEFT, dose=DOSE)
    assert _refused(edits.send_rest_to_vein, reached, dose=BAG) == NothingLeft(0)
    beyond = edits.place(reached, site=RIGHT, dose=DOSE)
    assert _refused(edits.send_rest_to_vein, beyond, dose=BAG) == NothingLeft(MILLION)


def test_a_protocol_gives_its_target_and_doses_but_never_a_level() -> None:
    plan = edits.fill(Plan(), sites=(LEFT, EPIDURAL, CAUDAL), dose=Dose(7, 500, needle=NEEDLE))
    followed = edits.apply_protocol(plan, protocol=_protocol("sharan-2023"))
    assert _ordered(followed) == {
        LEFT: (MILLION, 500),
        EPIDURAL: (5 * MILLION, 500),
        CAUDAL: (7, 500),
        VEIN: (87 * MILLION, None),
    }
    assert (followed.protocol, followed.target_cells) == ("sharan-2023", 100 * MILLION)
    again = edits.apply_protocol(followed, protocol=_protocol("lanzoni-2021"))
    assert _ordered(again)[VEIN] == (100 * MILLION, 50_000)
    left = edits.leave_protocol(again)
    assert left == again.replace(protocol=None)


def test_a_protocol_without_doses_orders_nothing() -> None:
    followed = edits.apply_protocol(Plan(), protocol=_protocol("nct05147675"))
    assert followed == Plan(protocol="nct05147675", target_cells=100 * MILLION)


def test_a_level_that_was_not_planned_before_must_be_confirmed_again() -> None:
    plan = complete_plan()
    same = edits.set_cells(plan, sites=(LEFT,), cells=2 * MILLION)
    fewer = edits.place(edits.remove(plan, sites=(LEFT,)), site=LEFT, dose=DOSE)
    middle = edits.place(plan, site=CAUDAL, dose=DOSE)
    assert same.counting.confirmed
    assert fewer.counting.confirmed
    assert middle.counting.confirmed
    higher = edits.place(plan, site=Site(SiteKind.EPIDURAL, Level.L3_L4), dose=DOSE)
    assert not higher.counting.confirmed


def test_another_lumbar_count_asks_for_confirmation_and_lets_no_site_vanish() -> None:
    plan = complete_plan()
    assert edits.set_lumbar_count(plan, count=5) == plan
    six = edits.set_lumbar_count(plan, count=6)
    assert (six.lumbar_count, six.counting.confirmed) == (6, False)
    vanishing = (LEFT, RIGHT, EPIDURAL)
    assert _refused(edits.set_lumbar_count, plan, count=4) == SitesWouldVanish(vanishing)
    with_l6 = edits.place(six, site=L6, dose=DOSE)
    assert _refused(edits.change_patient, with_l6) == SitesWouldVanish((L6,))


def test_wiping_the_patient_leaves_nothing_of_that_patient() -> None:
    plan = edits.give_reason(
        complete_plan().replace(notes="EXAMPLE"),
        rule=Rule.DOSE_OFF,
        site=LEFT,
        evidence="x",
        text="y",
    )
    wiped = edits.change_patient(plan)
    assert (wiped.patient, wiped.reasons, wiped.notes) == (Patient(), (), None)
    assert wiped.anticoagulant is None
    assert wiped.counting == Plan().counting
    assert wiped.aliquots == plan.aliquots


STATEMENTS: list[tuple[Callable[..., Plan], str, dict[str, object]]] = [
    (edits.set_patient, "patient", {"weight_g": 70_000, "allergies": ("latex",)}),
    (edits.set_procedure, "procedure", {"room": "EXAMPLE room", "at": NOW}),
    (edits.set_counting, "counting", {"confirmed": True}),
    (edits.set_supply, "supply", {"recovery_bp": 8000, "dose_basis": Basis.TOTAL}),
    (edits.set_diluents, "diluents", {"facet": "plasma-lyte-a"}),
    (edits.set_infusion, "infusion", {"minutes": 20}),
]


@pytest.mark.parametrize(("edit", "part", "changes"), STATEMENTS)
def test_each_part_is_changed_by_its_fields(
    edit: Callable[..., Plan], part: str, changes: dict[str, object]
) -> None:
    before = Plan()
    after = edit(before, **changes)
    assert getattr(after, part) == getattr(before, part).replace(**changes)
    assert after.replace(**{part: getattr(before, part)}) == before


def test_target_notes_and_anticoagulant_are_stated_and_taken_back() -> None:
    plan = edits.set_target(Plan(), cells=5)
    plan = edits.set_notes(plan, notes="EXAMPLE")
    plan = edits.set_anticoagulant(plan, status=Anticoagulant.PAUSED)
    stated = (plan.target_cells, plan.notes, plan.anticoagulant)
    assert stated == (5, "EXAMPLE", Anticoagulant.PAUSED)
    plan = edits.set_target(plan, cells=None)
    plan = edits.set_notes(plan, notes=None)
    assert edits.set_anticoagulant(plan, status=None) == Plan()


def test_a_reason_replaces_the_one_for_the_same_rule_and_site() -> None:
    def give(plan: Plan, site: Site | None, text: str) -> Plan:
        return edits.give_reason(plan, rule=Rule.DOSE_OFF, site=site, evidence="e", text=text)

    plan = give(give(give(Plan(), LEFT, "one"), RIGHT, "two"), LEFT, "three")
    assert [(reason.site, reason.text) for reason in plan.reasons] == [
        (RIGHT, "two"),
        (LEFT, "three"),
    ]
    left = edits.withdraw_reason(plan, rule=Rule.DOSE_OFF, site=RIGHT, evidence="e")
    assert [reason.text for reason in left.reasons] == ["three"]


def _count(lot: str | None, vials: int = 3) -> Count:
    return Count(
        cells_per_ml=MILLION,
        basis=Basis.VIABLE,
        viability_bp=8000,
        vials=vials,
        pool_ul=9000,
        lot=lot,
    )


def test_a_count_replaces_that_of_the_same_pool() -> None:
    record = edits.record_count(Record(), count=_count("EX-1"))
    record = edits.record_count(record, count=_count("EX-2"))
    record = edits.record_count(record, count=_count("EX-1", vials=4))
    assert [(item.lot, item.vials) for item in record.counts] == [("EX-2", 3), ("EX-1", 4)]
    assert edits.withdraw_count(record, lot="EX-2").counts == (_count("EX-1", vials=4),)


def test_a_count_of_any_pool_and_one_of_a_lot_replace_each_other() -> None:
    named = edits.record_count(Record(), count=_count("EX-1"))
    anyone = edits.record_count(named, count=_count(None))
    assert anyone.counts == (_count(None),)
    assert edits.record_count(anyone, count=_count("EX-2")).counts == (_count("EX-2"),)


def test_a_thaw_does_not_end_before_it_starts() -> None:
    record = edits.record_thaw(Record(), started_at=NOW, ended_at=NOW + timedelta(minutes=5))
    assert record.thaw_ended_at == NOW + timedelta(minutes=5)
    earlier = NOW - timedelta(minutes=1)
    reason = _refused(edits.record_thaw, Record(), started_at=NOW, ended_at=earlier)
    assert isinstance(reason, NotValid)


NAMED: list[tuple[Callable[..., object], dict[str, object], str]] = [
    (edits.place, {"site": LEFT, "dose": DOSE}, "Place 1 million at L4–L5 facet LEFT"),
    (edits.place, {"site": VEIN, "dose": BAG}, "Place an aliquot at intravenous infusion"),
    (edits.fill, {"sites": (LEFT, RIGHT), "dose": DOSE}, "Place 1 million at 2 facets"),
    (edits.fill, {"sites": (LEFT, VEIN), "dose": DOSE}, "Place 1 million at 2 sites"),
    (
        edits.fill_each,
        {"doses": ((LEFT, DOSE), (RIGHT, DOSE))},
        "Place 1 million at 2 facets",
    ),
    (
        edits.fill_each,
        {"doses": ((LEFT, DOSE), (VEIN, BAG))},
        "Place cells at 2 sites",
    ),
    (edits.remove, {"sites": (LEFT,)}, "Remove L4–L5 facet LEFT"),
    (edits.clear, {}, "Remove all aliquots"),
    (
        edits.set_cells,
        {"sites": (EPIDURAL,), "cells": 5 * MILLION},
        "Order 5 million for L4–L5 epidural, interlaminar",
    ),
    (
        edits.set_cells,
        {"sites": (LEFT,), "cells": None},
        "Leave the cells of L4–L5 facet LEFT open",
    ),
    (
        edits.set_volume,
        {"sites": (LEFT, RIGHT), "volume_ul": 500},
        "Give 0.5 mL at 2 facets",
    ),
    (
        edits.set_volume,
        {"sites": (LEFT,), "volume_ul": None},
        "Leave the volume of L4–L5 facet LEFT open",
    ),
    (edits.set_needle, {"sites": (LEFT,)}, "Change the needle at L4–L5 facet LEFT"),
    (edits.set_container, {}, "Change the container of the infusion"),
    (edits.set_lot, {"sites": (LEFT,)}, "Choose the lot of L4–L5 facet LEFT"),
    (edits.both_sides, {"sites": (LEFT,)}, "Copy L4–L5 facet LEFT to the other side"),
    (edits.mirror, {"from_side": Side.LEFT}, "Mirror LEFT to RIGHT"),
    (edits.send_rest_to_vein, {}, "Send the rest to the vein"),
    (
        edits.apply_protocol,
        {"protocol": _protocol("sharan-2023")},
        "Apply Sharan 2023, one patient",
    ),
    (edits.leave_protocol, {}, "Leave the protocol"),
    (edits.set_patient, {"weight_g": 1, "name": "x"}, "Change weight, name"),
    (edits.change_patient, {}, "Wipe the patient"),
    (edits.set_procedure, {"at": NOW}, "Change date and time"),
    (edits.set_counting, {"studies": ()}, "Change images"),
    (edits.set_lumbar_count, {"count": 6}, "State 6 lumbar vertebrae"),
    (edits.set_supply, {"recovery_bp": 1}, "Change recovery"),
    (edits.set_diluents, {"facet": None}, "Change diluent for facet joints"),
    (edits.set_infusion, {"minutes": 9}, "Change infusion time"),
    (edits.set_anticoagulant, {}, "State the anticoagulant"),
    (edits.set_target, {}, "Change the target"),
    (edits.set_notes, {}, "Change the notes"),
    (edits.give_reason, {}, "Give a reason"),
    (edits.withdraw_reason, {}, "Withdraw a reason"),
    (edits.give_reasons, {"reasons": ()}, "Give a reason for 0 findings"),
    (edits.withdraw_reasons, {"reasons": ()}, "Withdraw the reason for 0 findings"),
    (edits.answer, {}, "Give a reason"),
    (edits.answer_finding, {}, "Give a reason"),
    (edits.withdraw_answers, {}, "Withdraw a reason"),
    (edits.record_count, {}, "Enter the count"),
    (edits.withdraw_count, {}, "Withdraw the count"),
    (edits.record_thaw, {}, "Enter the thaw"),
]


@pytest.mark.parametrize(("edit", "changes", "name"), NAMED)
def test_each_edit_is_named_for_people(
    edit: Callable[..., object], changes: dict[str, object], name: str
) -> None:
    assert edit_name(edit, **changes) == name


def test_no_edit_is_without_a_name() -> None:
    every = {getattr(edits, name) for name in edits.__all__}
    every -= {Dose, EditError, Occasion, VialLabel}
    assert {edit for edit, _changes, _name in (*NAMED, *ON_THE_DAY)} == every


_SITES = st.sampled_from(sites(5) + sites(6))
_SOME = st.lists(_SITES, min_size=1, max_size=4).map(tuple)
_DOSES = st.builds(
    Dose,
    st.none() | st.integers(-1, 10**8),
    st.none() | st.integers(-1, 10**5),
    st.sampled_from(ContainerKind),
    st.none() | st.just(NEEDLE),
)
_STEPS: st.SearchStrategy[tuple[Callable[..., Plan], dict[str, Any]]] = st.one_of(
    st.tuples(st.just(edits.place), st.fixed_dictionaries({"site": _SITES, "dose": _DOSES})),
    st.tuples(st.just(edits.fill), st.fixed_dictionaries({"sites": _SOME, "dose": _DOSES})),
    st.tuples(st.just(edits.remove), st.fixed_dictionaries({"sites": _SOME})),
    st.tuples(st.just(edits.clear), st.just({})),
    st.tuples(
        st.just(edits.set_cells),
        st.fixed_dictionaries({"sites": _SOME, "cells": st.none() | st.integers(-1, 10**8)}),
    ),
    st.tuples(
        st.just(edits.set_volume),
        st.fixed_dictionaries({"sites": _SOME, "volume_ul": st.none() | st.integers(-1, 9999)}),
    ),
    st.tuples(
        st.just(edits.set_lot),
        st.fixed_dictionaries({"sites": _SOME, "lot": st.sampled_from(("EX-1", "EX-9", None))}),
    ),
    st.tuples(st.just(edits.both_sides), st.fixed_dictionaries({"sites": _SOME})),
    st.tuples(st.just(edits.mirror), st.fixed_dictionaries({"from_side": st.sampled_from(Side)})),
    st.tuples(st.just(edits.send_rest_to_vein), st.fixed_dictionaries({"dose": _DOSES})),
    st.tuples(
        st.just(edits.apply_protocol),
        st.fixed_dictionaries({"protocol": st.sampled_from(clinic().protocols)}),
    ),
    st.tuples(
        st.just(edits.set_lumbar_count),
        st.fixed_dictionaries({"count": st.sampled_from((4, 5, 6))}),
    ),
    st.tuples(st.just(edits.change_patient), st.just({})),
    st.tuples(
        st.just(edits.set_target),
        st.fixed_dictionaries({"cells": st.none() | st.integers(-1, 10**9)}),
    ),
    st.tuples(st.just(edits.set_supply), st.just({"lots": ()})),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEPS, max_size=25))
def test_any_edits_keep_the_plan_valid_and_undo_restores_the_start_exactly(
    steps: list[tuple[Callable[..., Plan], dict[str, Any]]],
) -> None:
    start = complete_plan()
    history: History[Plan, str] = History(start)
    said: list[str] = []
    for edit, changes in steps:
        before = history.present
        try:
            after = edit(before, **changes)
        except EditError as refused:
            said.append(refusal_words(refused.reason))
            continue
        assert Plan.model_validate_json(after.model_dump_json()) == after
        history = history.commit(edit_name(edit, **changes), after)
    end, many = history.present, len(history.past)
    for _step in range(many):
        history = history.undo()
    assert history.present == start
    assert history.undo_label is None
    for _step in range(many):
        history = history.redo()
    assert history.present == end
    assert all(said)
