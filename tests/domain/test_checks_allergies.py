"""An allergy to a listed component is found in whatever words it is stated."""

import pytest

from spineplanner.domain.findings import AllergicTo
from spineplanner.domain.rules import Rule
from tests.domain.cases import changed, clinic, complete_plan, situation, with_diluent, with_product


def _components(*stated: str) -> set[str]:
    found = changed("patient", allergies=stated).found(Rule.ALLERGY)
    return {f.evidence.component for f in found if isinstance(f.evidence, AllergicTo)}


@pytest.mark.parametrize(
    "text",
    [
        "DMSO",
        "dmso",
        "D.M.S.O.",
        "Dimethyl sulfoxide",
        "dimethyl-sulphoxide",
        "dimethylsulfoxide",
        "Di-methyl Sulfoxides",
        "the preservative (DMSO) in frozen cells",
        "sulfur",
    ],
)
def test_dmso_is_found(text: str) -> None:
    assert "dimethyl sulfoxide" in _components(text)


@pytest.mark.parametrize(
    "text",
    ["bovine serum", "Bovine", "BEEF", "beef-derived", "cows", "cow's milk", "fetal calf serum"],
)
def test_bovine_protein_is_found(text: str) -> None:
    assert "bovine protein" in _components(text)


@pytest.mark.parametrize("text", ["pork", "Pigs", "porcine heparin", "swine", "porcíne"])
def test_porcine_protein_is_found(text: str) -> None:
    assert "porcine protein" in _components(text)


@pytest.mark.parametrize("text", ["gelatine", "alpha-gal", "alpha gal syndrome", "red meat"])
def test_what_may_be_either_is_found_as_both(text: str) -> None:
    assert _components(text) == {"bovine protein", "porcine protein"}


@pytest.mark.parametrize("text", ["human albumin", "HSA", "Albumins"])
def test_a_component_of_the_diluent_is_found(text: str) -> None:
    assert _components(text) == {"human albumin"}


@pytest.mark.parametrize(
    "text", ["penicillin", "none", "coward", "spigot", "porcelain", "sulfa drugs", "hamamelis"]
)
def test_parts_of_other_words_are_not_taken_for_a_component(text: str) -> None:
    assert not _components(text)


def test_any_of_several_allergies_counts() -> None:
    assert _components("penicillin", "latex", "pork") == {"porcine protein"}


def test_the_finding_stops_and_names_product_and_source() -> None:
    (finding,) = changed("patient", allergies=("DMSO",)).found(Rule.ALLERGY)
    assert finding.evidence == AllergicTo("dimethyl sulfoxide", "Cells, 25 million vial")
    assert finding.source == clinic().allergens[0].source
    assert finding.field == "patient.allergies"


def test_a_component_that_is_not_used_is_no_matter() -> None:
    plan = complete_plan()
    plan = plan.replace(patient=plan.patient.replace(allergies=("albumin", "DMSO")))
    formulary = with_diluent(with_product(clinic(), allergens=()), allergens=())
    assert not situation(plan, formulary).found(Rule.ALLERGY)
    unlisted = with_diluent(with_product(clinic(), allergens=None), allergens=())
    assert not situation(plan, unlisted).found(Rule.ALLERGY)


def test_the_diluent_at_the_thaw_counts_even_without_a_product() -> None:
    plan = changed("supply", product=None, thaw_diluent="plasma-lyte-a-albumin-5").plan
    plan = plan.replace(
        patient=plan.patient.replace(allergies=("albumin",)), diluents=type(plan.diluents)()
    )
    assert len(situation(plan).found(Rule.ALLERGY)) == 1
