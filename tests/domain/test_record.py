"""The record of the day."""

import pytest
from pydantic import ValidationError

from spineplanner.domain.anatomy import VEIN
from spineplanner.domain.entries import Done, Fate, Filled, LeftOver, Made, Pooled, Vial
from spineplanner.domain.formulary import Basis, ContainerKind
from spineplanner.domain.record import Count, Record
from tests.domain.cases import LEFT, MILLION, NOW

DONE, CHECK = Done(by="N. Example", at=NOW), Done(by="C. Example", at=NOW)
DRAWN = Filled(
    container_number=1,
    site=LEFT,
    cells=MILLION,
    volume_ul=500,
    letter="A",
    drawn_ul=550,
    drawn=DONE,
    checked=CHECK,
)


def test_a_new_record_says_nothing() -> None:
    record = Record()
    assert (record.thaw_started_at, record.thaw_ended_at, record.counts) == (None, None, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"cells_per_ml": 0},
        {"viability_bp": 0},
        {"viability_bp": 10_001},
        {"vials": 0},
        {"pool_ul": -1},
        {"counted_at": NOW.replace(tzinfo=None)},
        {"basis": "some"},
    ],
)
def test_a_count_is_of_cells_that_exist(changes: dict[str, object]) -> None:
    count = Count(cells_per_ml=MILLION, basis=Basis.TOTAL, viability_bp=8000, vials=3, pool_ul=9000)
    with pytest.raises(ValidationError):
        count.replace(**changes)


def test_a_thaw_may_end_at_once_but_not_before() -> None:
    assert Record(thaw_started_at=NOW, thaw_ended_at=NOW).thaw_ended_at == NOW
    assert Record(thaw_ended_at=NOW).thaw_started_at is None
    with pytest.raises(ValidationError, match="ends before it starts"):
        Record(thaw_started_at=NOW, thaw_ended_at=NOW.replace(hour=1))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"drawn": None}, "volume without who"),
        ({"drawn_ul": None}, "volume without who"),
        ({"given_ul": 500}, "volume without who"),
        ({"container": ContainerKind.BAG}, "draws a bag"),
        ({"drawn": None, "drawn_ul": None}, "before it is drawn"),
        ({"checked": None, "drawn": None, "drawn_ul": None, "given": DONE}, "volume without who"),
        ({"checked": Done(by="n.  EXAMPLE", at=NOW)}, "by who prepared it"),
        ({"letter": "a"}, "pattern"),
        ({"container_number": 42}, "41"),
    ],
)
def test_a_container_is_drawn_then_checked_by_somebody_else(
    changes: dict[str, object], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        DRAWN.replace(**changes)


def test_a_bag_is_not_checked_by_who_made_it() -> None:
    made = Made(
        letter="C", sites=(VEIN,), cells=1, volume_ul=1, stock_ul=1, diluent_ul=0, made=DONE
    )
    bag = Filled(
        container_number=4,
        site=VEIN,
        cells=1,
        volume_ul=1,
        container=ContainerKind.BAG,
        letter="C",
        checked=DONE,
    )
    with pytest.raises(ValidationError, match="by who prepared it"):
        Record(made=(made,), filled=(bag,))
    other = made.replace(made=CHECK)
    assert Record(made=(other,), filled=(bag,)).made_of("C") == other


def test_nothing_is_recorded_twice() -> None:
    vial = Vial(lot="EX-1", vial="EX-17", good=True, taken=DONE)
    pool = Pooled(volume_ul=1, measured=DONE)
    for twice in (
        {"vials": (vial, vial.replace(vial="ex-17"))},
        {"pooled": (pool, pool.replace(volume_ul=2))},
        {"filled": (DRAWN, DRAWN.replace(container_number=2))},
    ):
        with pytest.raises(ValidationError, match="twice"):
            Record().replace(**twice)


def test_what_is_kept_has_a_place() -> None:
    with pytest.raises(ValidationError, match="not where"):
        LeftOver(volume_ul=1, fate=Fate.KEPT, settled=DONE)
    assert LeftOver(volume_ul=0, fate=Fate.DISCARDED, settled=DONE).where is None


def test_an_entry_has_an_aware_time_and_a_name() -> None:
    for wrong in ({"by": ""}, {"at": NOW.replace(tzinfo=None)}):
        with pytest.raises(ValidationError):
            DONE.replace(**wrong)
