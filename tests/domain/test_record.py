"""The record of the day."""

import pytest
from pydantic import ValidationError

from spineplanner.domain.formulary import Basis
from spineplanner.domain.record import Count, Record
from tests.domain.cases import MILLION, NOW


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
