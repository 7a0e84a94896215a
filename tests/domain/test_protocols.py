"""What a plan takes from its protocol."""

import pytest

from spineplanner.domain.plan import Plan
from spineplanner.domain.protocols import is_modified, target_of
from tests.domain.cases import LEFT, MILLION, aliquot, clinic, ordering


@pytest.mark.parametrize(
    ("own", "protocol", "target"),
    [
        (None, None, None),
        (5, None, 5),
        (None, "sharan-2023", 100 * MILLION),
        (5, "sharan-2023", 5),
        (None, "blank", None),
    ],
)
def test_the_target_is_the_plans_own_or_else_its_protocols(
    own: int | None, protocol: str | None, target: int | None
) -> None:
    assert target_of(Plan(target_cells=own), clinic().protocol(protocol)) == target


def test_levels_not_chosen_yet_are_no_departure() -> None:
    protocol = clinic().protocol("sharan-2023")
    assert protocol is not None
    one = ordering(aliquot(LEFT, MILLION, 500)).replace(target_cells=100 * MILLION)
    assert not is_modified(one, protocol)
    assert is_modified(one.replace(target_cells=MILLION), protocol)
