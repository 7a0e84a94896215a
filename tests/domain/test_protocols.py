"""What a plan takes from its protocol."""

import pytest

from spineplanner.domain.check_code import check_code
from spineplanner.domain.formulary import Formulary, Protocol
from spineplanner.domain.plan import Plan
from spineplanner.domain.protocols import is_modified, keeps_vials_apart, target_of
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


def pooling(*, allowed: bool | None) -> Protocol:
    protocol = clinic().protocol("sharan-2023")
    assert protocol is not None
    return protocol.replace(pooling=allowed)


def with_pooling(*, allowed: bool | None) -> Formulary:
    protocol = pooling(allowed=allowed)
    others = [item for item in clinic().protocols if item.id != protocol.id]
    return clinic().replace(protocols=(*others, protocol))


@pytest.mark.parametrize(("allowed", "apart"), [(None, False), (True, False), (False, True)])
def test_vials_are_kept_apart_where_the_protocol_forbids_pooling(
    *, allowed: bool | None, apart: bool
) -> None:
    assert keeps_vials_apart(pooling(allowed=allowed)) is apart


def test_without_a_protocol_vials_are_pooled() -> None:
    assert not keeps_vials_apart(None)


def test_a_protocol_that_says_nothing_of_pooling_is_written_as_before_it_could() -> None:
    silent, stated = pooling(allowed=None), pooling(allowed=False)
    assert "pooling" not in silent.model_dump(mode="json")
    assert "pooling" not in silent.model_dump(exclude_unset=True)
    assert stated.model_dump(mode="json")["pooling"] is False
    for protocol in (silent, stated):
        assert Protocol.model_validate_json(protocol.model_dump_json()) == protocol


def test_whether_vials_are_pooled_is_part_of_what_a_check_code_stands_for() -> None:
    plan = ordering(aliquot(LEFT, MILLION, 500)).replace(protocol="sharan-2023")
    codes = {check_code(plan, with_pooling(allowed=allowed)) for allowed in (None, True, False)}
    assert len(codes) == 3
