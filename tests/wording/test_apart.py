"""How sure an allocation of vials is, and why there is none, is said in whole sentences."""

import pytest

from spineplanner.domain.apart import (
    Allocation,
    AllocationRefusal,
    Goal,
    LargerThanAnyVial,
    NotSettledInTime,
    Part,
    TooFewVials,
    Unproved,
    VialUse,
)
from spineplanner.domain.prepare import prepare
from spineplanner.wording.apart import (
    allocation_refusal_sentence,
    better_sentence,
    proof_sentence,
    vial_map_words,
    vial_name,
    with_vials,
)
from tests.domain.apart_cases import apart_clinic, lot, published


@pytest.mark.parametrize(
    ("unproved", "said"),
    [
        (None, "Proved: no other way"),
        (Unproved(Goal.VIALS, 1), "Best found: another way may open 1 vial fewer."),
        (Unproved(Goal.VIALS, 2), "Best found: another way may open up to 2 vials fewer."),
        (Unproved(Goal.WASTE, 3_400_000), "may leave up to 3.4 million cells less."),
        (Unproved(Goal.EXPIRY, 1), "may use vials that expire earlier."),
    ],
)
def test_an_allocation_says_how_sure_it_is(unproved: Unproved | None, said: str) -> None:
    assert said in proof_sentence(Allocation((), unproved))


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (LargerThanAnyVial((1, 2, 4), 30_000_000, 0), "No vial can be used for 1, 2, 4."),
        (
            LargerThanAnyVial((10,), 87_000_000, 18_000_000),
            "10: up to 87 million cells are needed from one vial, and the fullest gives 18.",
        ),
        (TooFewVials(3, 1, proved=True), "With 3 on hand, 1 vial is missing"),
        (TooFewVials(3, 2, proved=False), "With 3 on hand, at least 2 vials are missing"),
        (NotSettledInTime(12), "one of the 12 vials on hand"),
    ],
)
def test_a_refusal_is_a_sentence_with_its_numbers(refusal: AllocationRefusal, said: str) -> None:
    sentence = allocation_refusal_sentence(refusal)
    assert said in sentence
    assert sentence.endswith(".")


def test_a_vial_is_named_by_its_lot_where_one_is_stated() -> None:
    assert vial_name(VialUse("EX-1", 2, (), 3_300)) == "Lot EX-1, vial 2"
    assert vial_name(VialUse(None, 2, (), 3_300)) == "Vial 2"


def test_a_map_says_what_each_vial_fills_and_those_alike_together() -> None:
    facets = tuple(Part(number, 330) for number in (1, 2, 3))
    uses = (
        VialUse("EX-1", 1, (*facets, Part(9, 1_200)), 3_300),
        VialUse("EX-1", 2, (Part(7, 330), Part(10, 700, bag=True)), 3_300),
        VialUse("EX-1", 3, (Part(10, 3_300, bag=True),), 3_300),
        VialUse("EX-1", 4, (Part(10, 3_300, bag=True),), 3_300),
    )
    assert vial_map_words(uses) == [
        "vial 1: syringes 1 to 3 (0.33 mL each), syringe 9 (1.2 mL): 2.19 of 3.3 mL",
        "vial 2: syringe 7 (0.33 mL), bag 10 (0.7 mL): 1.03 of 3.3 mL",
        "vials 3, 4, each: bag 10 (3.3 mL): 3.3 of 3.3 mL",
    ]


def test_what_is_made_names_its_vials_only_where_they_are_kept_apart() -> None:
    apart, pooled = (prepare(published(), apart_clinic(), apart=kept) for kept in (True, False))
    assert with_vials("A", apart.suspensions[0]) == "A, from vial 1"
    assert with_vials("J", apart.suspensions[9]) == "J, from vials 2 to 7"
    assert with_vials("A", pooled.suspensions[0]) == "A"


def test_what_is_better_in_another_way_is_said() -> None:
    seven = prepare(published(), apart_clinic())
    many = prepare(published(lots=(lot("EX-1", 20),), viability_bp=6_000), apart_clinic())
    none = prepare(published(product=None), apart_clinic())
    assert better_sentence(many, seven) == "7 vials serve instead of 10."
    assert better_sentence(none, seven) == "A way was found to fill each syringe from one vial."
    assert "of which more expire earlier" in better_sentence(seven, seven)
    fewer_cells = prepare(published(recovery_bp=8_900), apart_clinic())
    assert "leaves" in better_sentence(seven, fewer_cells)
