"""Which labels there are, what they rest on, and when there are none."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from spineplanner.domain.anatomy import Route
from spineplanner.domain.envelope import SheetState
from spineplanner.domain.label_stock import Adjustment, LabelStock, Spot, free_stock_id, spots
from spineplanner.domain.labels import (
    LabelRefusal,
    LabelSheet,
    LabelsRefusedError,
    NoSuchContainers,
    NotPrepared,
    OrderSuperseded,
    PatientNotIdentified,
    ReasonMissing,
    compose_labels,
)
from spineplanner.domain.plan import Patient
from spineplanner.domain.worksheet import Worksheet
from spineplanner.resources import asset
from spineplanner.store.label_stocks import read_label_stock, read_label_stocks
from tests.paper.scenes import SCENES, sheet

SHIPPED = read_label_stocks(asset("labels"))
A4 = read_label_stock(asset("labels", "a4-3x7.json"))


def refusals(given: Worksheet, **options: object) -> tuple[LabelRefusal, ...]:
    with pytest.raises(LabelsRefusedError) as caught:
        compose_labels(given, **options)  # type: ignore[arg-type] # options of one test each
    return caught.value.reasons


def of_patient(**changes: object) -> Worksheet:
    worked = sheet("worked")
    return replace(worked, plan=worked.plan.replace(patient=worked.plan.patient.replace(**changes)))


def changed(**changes: object) -> LabelStock:
    return A4.replace(**changes)


def test_every_container_has_one_label_in_the_order_of_the_numbers() -> None:
    made = compose_labels(sheet("all-41"))
    assert [label.number for label in made.labels] == list(range(1, 42))
    assert made.containers == 41
    assert [label.route for label in made.labels[-3:]] == [
        Route.EPIDURAL,
        Route.EPIDURAL,
        Route.INTRAVENOUS,
    ]


def test_a_code_names_plan_revision_check_code_and_container_and_no_two_are_alike() -> None:
    made = compose_labels(sheet("worked"), spares=2)
    head = made.head
    assert made.labels[2].code == f"{head.number} {head.revision} {head.code} 3"
    assert made.labels[-1].code == f"{head.number} {head.revision} {head.code} S2"
    assert len({label.code for label in made.labels}) == 12


def test_a_spare_has_no_container_no_number_and_no_route() -> None:
    spare = compose_labels(sheet("worked"), spares=1).labels[-1]
    assert (spare.row, spare.number, spare.route) == (None, None, None)
    assert spare.lots == ("2291-04",)


def test_labels_rest_on_no_count_until_it_is_entered() -> None:
    assert not compose_labels(sheet("worked")).measured
    assert compose_labels(sheet("counted")).measured


def test_the_use_by_is_the_end_of_the_thaw_and_the_stability_on_the_procedures_clock() -> None:
    ended = SCENES["counted"]().record.thaw_ended_at
    made = compose_labels(sheet("counted"))
    assert ended is not None
    assert made.use_by is not None
    assert made.use_by == ended + timedelta(hours=5)
    assert str(made.use_by.tzinfo) == "Europe/London"
    assert compose_labels(sheet("worked")).use_by is None


def again(made: LabelSheet) -> list[int | None]:
    return [label.number for label in made.labels if label.again]


def test_only_some_labels_are_printed_the_first_time_without_a_reason() -> None:
    made = compose_labels(sheet("worked"), only=(7, 3))
    assert [label.number for label in made.labels] == [3, 7]
    assert made.containers == 10
    assert again(made) == []


def test_only_those_that_were_printed_before_are_printed_again() -> None:
    made = compose_labels(
        sheet("worked"), only=(7, 3, 4), earlier=(1, 3, 4), reason="smudged", spares=1
    )
    assert [label.number for label in made.labels] == [3, 4, 7, None]
    assert again(made) == [3, 4]
    assert again(compose_labels(sheet("worked"), earlier=(9,), reason="torn")) == [9]


def test_a_reason_without_an_earlier_print_makes_no_reprint() -> None:
    assert again(compose_labels(sheet("worked"), only=(3,), reason="to be sure")) == []


def test_labels_printed_before_are_refused_without_a_reason_by_number() -> None:
    assert refusals(sheet("worked"), only=(3, 4), earlier=(4, 9)) == (ReasonMissing((4,)),)
    assert refusals(sheet("worked"), earlier=(9, 2)) == (ReasonMissing((2, 9)),)
    assert compose_labels(sheet("worked"), only=(3,), earlier=(4, 9)).labels


def test_containers_that_are_not_there_are_refused_by_number() -> None:
    given = sheet("worked")
    assert refusals(given, only=(3, 12, 11), reason="x") == (NoSuchContainers((11, 12), 10),)


@pytest.mark.parametrize("missing", [{"name": None}, {"record_number": None, "birth_date": None}])
def test_a_patient_without_two_identifiers_gets_no_label(missing: dict[str, None]) -> None:
    assert refusals(of_patient(**missing)) == (PatientNotIdentified(),)


@pytest.mark.parametrize("missing", [{"record_number": None}, {"birth_date": None}])
def test_a_name_and_one_more_identifier_suffice(missing: dict[str, None]) -> None:
    assert compose_labels(of_patient(**missing)).labels


def test_what_cannot_be_prepared_is_not_labelled() -> None:
    empty = sheet("empty")
    named = replace(
        empty, plan=empty.plan.replace(patient=Patient(name="EXAMPLE", record_number="1"))
    )
    assert refusals(named) == (NotPrepared(empty.preparation.refusals),)


def test_a_superseded_order_is_not_labelled() -> None:
    worked = sheet("worked")
    old = replace(worked, head=replace(worked.head, state=SheetState.SUPERSEDED))
    assert refusals(old) == (OrderSuperseded(worked.head.revision),)


@pytest.mark.parametrize("spares", [-1, 51])
def test_an_absurd_number_of_spares_is_refused(spares: int) -> None:
    with pytest.raises(ValueError, match="spare"):
        compose_labels(sheet("worked"), spares=spares)


@pytest.mark.parametrize("stock", SHIPPED, ids=lambda stock: stock.id)
def test_shipped_stocks_are_as_large_as_they_say_and_say_where_they_come_from(
    stock: LabelStock,
) -> None:
    sizes = {"a4-3x7": (63500, 38100, 21), "letter-3x10": (66675, 25400, 30)}
    size = sizes.get(stock.id, (59000, 38100, 1))
    assert (stock.label_width_um, stock.label_height_um, stock.per_page) == size
    assert len(stock.source.text) > 40


@pytest.mark.parametrize("stock", SHIPPED, ids=lambda stock: stock.id)
def test_shipped_labels_lie_in_the_middle_of_their_page(stock: LabelStock) -> None:
    assert stock.page_width_um - stock.right_um == pytest.approx(stock.left_um, abs=1)
    assert stock.page_height_um - stock.bottom_um == pytest.approx(stock.top_um, abs=1)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"pitch_x_um": 63_499}, "labels_overlap"),
        ({"pitch_y_um": 38_099}, "labels_overlap"),
        ({"left_um": 14_501}, "labels_off_page"),
        ({"top_um": 30_301}, "labels_off_page"),
        ({"down": 8}, "labels_off_page"),
        ({"pitch_x_um": None}, "labels_without_pitch"),
        ({"across": 0}, "greater_than_equal"),
        ({"left_um": -1}, "greater_than_equal"),
    ],
)
def test_a_stock_whose_labels_overlap_or_leave_the_page_is_refused(
    changes: dict[str, int | None], error: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        changed(**changes)
    assert [item["type"] for item in caught.value.errors()] == [error]


def test_labels_that_just_touch_each_other_and_the_edge_are_taken() -> None:
    assert changed(pitch_x_um=63_500, left_um=0).corner_um(4) == (63_500, 15_150 + 38_100)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Cryo 30 × 20 mm", "cryo-30-20-mm"),
        ("Größe Ä", "groe-a"),
        ("標籤", "own"),
        ("Ours", "ours-3"),
        ("x" * 120, "x" * 60),
    ],
)
def test_a_stock_gets_an_id_of_its_name_that_no_other_has(name: str, made: str) -> None:
    assert free_stock_id(name, {"ours", "ours-2"}) == made
    assert changed(id=made).id == made


def test_a_long_name_that_is_taken_gives_an_id_that_is_not_too_long() -> None:
    assert free_stock_id("x" * 120, {"x" * 60}) == "x" * 58 + "-2"


def test_a_start_skips_labels_and_goes_on_over_pages() -> None:
    places = spots(A4, count=41, start=20)
    assert places[0] == Spot(0, 19)
    assert places[1:3] == (Spot(0, 20), Spot(1, 0))
    assert places[-1] == Spot(2, 17)


@given(start=st.integers(1, 21), count=st.integers(0, 91))
def test_no_two_labels_share_a_place_and_none_is_left_out(start: int, count: int) -> None:
    places = spots(A4, count=count, start=start)
    positions = [spot.page * 21 + spot.place for spot in places]
    assert positions == list(range(start - 1, start - 1 + count))
    assert all(0 <= spot.place < 21 for spot in places)


@pytest.mark.parametrize("start", [0, 22])
def test_a_start_beyond_the_page_is_refused(start: int) -> None:
    with pytest.raises(ValueError, match="of 21"):
        spots(A4, count=1, start=start)


def test_an_adjustment_scales_from_the_corner_and_then_moves() -> None:
    made = Adjustment(offset_x_um=500, offset_y_um=-300, scale_bp=10_100)
    assert made.moved_um(7_250, 15_150) == (7_823, 15_002)


@pytest.mark.parametrize(
    ("adjustment", "kept"),
    [
        (Adjustment(), True),
        (Adjustment(offset_x_um=-7_250, offset_y_um=15_150), True),
        (Adjustment(offset_x_um=-7_251), False),
        (Adjustment(offset_y_um=15_151), False),
        (Adjustment(scale_bp=10_500), False),
        (Adjustment(scale_bp=10_300), True),
    ],
)
def test_labels_must_stay_on_the_page(adjustment: Adjustment, kept: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert adjustment.keeps_on_page(A4) is kept
