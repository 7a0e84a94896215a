"""What can be read off a scale, what is too thin, and what could be confused."""

from dataclasses import replace
from fractions import Fraction

import pytest

from spineplanner.domain.findings import (
    Alike,
    CryoprotectantAbove,
    LocalCryoprotectant,
    Reading,
    SmallReading,
    Thin,
)
from spineplanner.domain.formulary import LimitName
from spineplanner.domain.plan import BagFill, Plan
from spineplanner.domain.preparation import Drawn, Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.rules import Rule
from tests.domain.cases import (
    EPIDURAL,
    LEFT,
    MILLION,
    RIGHT,
    Situation,
    aliquot,
    changed,
    clinic,
    complete_plan,
    facets,
    ordering,
    situation,
    with_limit,
    with_product,
)


def _small(found: Situation) -> list[tuple[object, object]]:
    return [(f.evidence, f.site) for f in found.found(Rule.SMALL_IN_SYRINGE)]


def _measuring(stock_ul: int, diluent_ul: int) -> Situation:
    def tamper(made: Preparation) -> Preparation:
        first, *others = made.suspensions
        first = replace(first, stock_ul=stock_ul, diluent_ul=diluent_ul)
        return replace(made, suspensions=(first, *others))

    return replace(situation(), tampered=tamper)


def test_stock_and_diluent_fill_a_fifth_of_their_syringe() -> None:
    assert _small(_measuring(200, 200)) == []
    stock = SmallReading(Reading.STOCK, "A", 190, 1000)
    diluent = SmallReading(Reading.DILUENT, "A", 190, 1000)
    assert _small(_measuring(190, 200)) == [(stock, None)]
    assert _small(_measuring(200, 190)) == [(diluent, None)]


def test_of_several_fills_the_last_one_is_looked_at() -> None:
    assert _small(_measuring(500, 12_000)) == []
    last = SmallReading(Reading.DILUENT, "A", 1800, 10_000)
    assert _small(_measuring(500, 11_800)) == [(last, None)]
    assert _small(_measuring(500, 10_000)) == []
    assert _small(_measuring(500, 0)) == []


def test_a_mark_fills_a_fifth_of_its_syringe() -> None:
    assert _small(situation(facets(volume_ul=150, cells=300_000))) == []
    found = _small(situation(facets(volume_ul=140, cells=280_000)))
    mark = SmallReading(Reading.MARK, None, 190, 1000)
    assert found == [(mark, LEFT), (mark, RIGHT)]


def test_the_fluid_of_a_prefilled_bag_is_not_measured() -> None:
    def filled(fill: BagFill) -> list[tuple[object, object]]:
        plan = changed("infusion", fill=fill).plan
        bag = plan.aliquots[-1].replace(volume_ul=48_000, cells=38_400_000)
        return _small(situation(plan.replace(aliquots=(*plan.aliquots[:-1], bag))))

    assert filled(BagFill.PREFILLED) == []
    assert filled(BagFill.EMPTY) == [(SmallReading(Reading.DILUENT, "C", 1600, 10_000), None)]


def test_without_a_limit_every_reading_will_do() -> None:
    unset = with_limit(clinic(), LimitName.SYRINGE_FILL_LEAST, None)
    assert _small(replace(_measuring(10, 10), formulary=unset)) == []


def test_a_suspension_is_silent_at_the_least_and_heard_below_it() -> None:
    first = prepare(complete_plan(), clinic()).suspensions[2]
    per_ml = first.achieved * 1000

    def thin(limit: int | None) -> list[object]:
        formulary = with_limit(clinic(), LimitName.CONCENTRATION_LEAST, limit)
        return [f.evidence for f in situation(formulary=formulary).found(Rule.SUSPENSION_THIN)]

    assert thin(None) == []
    assert thin(int(per_ml)) == []
    assert thin(int(per_ml) + 1) == [Thin("C", first.achieved)]


def _alike(plan: Plan) -> list[object]:
    return [f.evidence for f in situation(plan).found(Rule.SUSPENSIONS_ALIKE)]


def test_two_suspensions_that_print_alike_are_heard() -> None:
    left = aliquot(LEFT, MILLION, 500)
    assert _alike(ordering(left, aliquot(RIGHT, 1_000_500, 500))) == [Alike(("A", "B"))]
    assert _alike(ordering(left, aliquot(RIGHT, 1_005_000, 500))) == []
    assert _alike(ordering(left, aliquot(RIGHT, MILLION, 500))) == []


def test_another_diluent_tells_suspensions_apart() -> None:
    plan = ordering(aliquot(LEFT, MILLION, 500), aliquot(EPIDURAL, 4_900_500, 2450))
    assert _alike(plan) == [Alike(("A", "B"))]
    diluents = plan.diluents.replace(epidural="plasma-lyte-a")
    assert _alike(plan.replace(diluents=diluents)) == []


def _per_kg(limit: int | None, weight_g: int | None = 82_000) -> list[object]:
    formulary = with_limit(clinic(), LimitName.DMSO_PER_KG, limit)
    found = situation(changed("patient", weight_g=weight_g).plan, formulary)
    return [f.evidence for f in found.found(Rule.DMSO_PER_KG)]


def test_dmso_is_compared_by_body_weight() -> None:
    stock_ul = 490 + 770 + 6800
    milligrams = stock_ul * Fraction(1, 10) * Fraction(11, 10)
    per_kg = milligrams / 82
    assert _per_kg(int(per_kg)) == [CryoprotectantAbove(per_kg, int(per_kg))]
    assert _per_kg(int(per_kg) + 1) == []
    assert _per_kg(int(per_kg), None) == []
    assert _per_kg(None) == []


def test_dmso_is_silent_exactly_at_the_limit() -> None:
    stock_ul = 490 + 770 + 6800
    weight_g = stock_ul * 11  # 0.11 mg in each microlitre: 10 mg/kg
    assert _per_kg(10, weight_g) == []
    assert _per_kg(10, weight_g - 1) != []


@pytest.mark.parametrize(
    ("name", "letter", "stock_ul", "volume_ul"),
    [
        (LimitName.LOCAL_DMSO_FACET, "A", 490, 1450),
        (LimitName.LOCAL_DMSO_EPIDURAL, "B", 770, 2770),
    ],
)
def test_local_dmso_is_compared_where_it_arrives(
    name: LimitName, letter: str, stock_ul: int, volume_ul: int
) -> None:
    share = Fraction(stock_ul, volume_ul) / 10

    def local(limit_bp: int | None) -> list[object]:
        formulary = with_limit(clinic(), name, limit_bp)
        return [f.evidence for f in situation(formulary=formulary).found(Rule.LOCAL_DMSO)]

    limit_bp = int(share * 10_000)
    assert local(limit_bp + 1) == []
    assert local(limit_bp) == [LocalCryoprotectant(letter, share, limit_bp)]
    assert local(None) == []


def test_without_known_dmso_none_is_compared() -> None:
    formulary = with_limit(clinic(), LimitName.LOCAL_DMSO_FACET, 0)
    formulary = with_limit(formulary, LimitName.DMSO_PER_KG, 0)
    assert situation(formulary=formulary).found(Rule.LOCAL_DMSO)
    unknown = situation(formulary=with_product(formulary, dmso_bp=None))
    assert not unknown.found(Rule.LOCAL_DMSO)
    assert not unknown.found(Rule.DMSO_PER_KG)


def test_the_volumes_these_tests_count_on_are_those_prepared() -> None:
    made = prepare(complete_plan(), clinic())
    assert [(s.stock_ul, s.volume_ul) for s in made.suspensions] == [
        (490, 1450),
        (770, 2770),
        (6800, 50_000),
    ]
    assert [c.volumes.mark_ul for c in made.containers if isinstance(c.volumes, Drawn)] == [
        550,
        550,
        2500,
    ]
