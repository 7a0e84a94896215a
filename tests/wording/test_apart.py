"""How sure an allocation of vials is, and why there is none, is said in whole sentences."""

import pytest

from spineplanner.domain.apart import (
    Allocation,
    AllocationRefusal,
    Goal,
    LargerThanAnyVial,
    NotSettledInTime,
    OpenedVial,
    TooFewVials,
    Unproved,
)
from spineplanner.wording.apart import allocation_refusal_sentence, proof_sentence, vial_words


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


def test_a_vial_names_its_syringes() -> None:
    assert vial_words(OpenedVial("EX-1", 2, 9, 9, (1, 2, 3, 5))) == (
        "Lot EX-1, vial 2: syringes 1 to 3, 5"
    )
    assert vial_words(OpenedVial("EX-1", 1, 9, 9, (4,))) == "Lot EX-1, vial 1: syringe 4"
