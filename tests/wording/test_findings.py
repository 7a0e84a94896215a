"""Findings as sentences: what, where, why and what to do."""

import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Route, Site
from spineplanner.domain.findings import (
    CanNotPrepare,
    CountedStrength,
    CryoprotectantAbove,
    DiluentUsed,
    DoseOff,
    EntryUnknown,
    Evidence,
    Finding,
    KeptApart,
    LocalCryoprotectant,
    NoSpare,
    OutOfBalance,
    Reading,
    ServesDownTo,
    SmallReading,
    Unprintable,
    UseBy,
    VolumeAbove,
)
from spineplanner.domain.formulary import Basis, Certainty, LimitName, Source
from spineplanner.domain.plan import Patient, Plan, Procedure, Supply
from spineplanner.domain.record import Count, Record
from spineplanner.domain.refusals import (
    AliquotIncomplete,
    ConcentrationUnknown,
    NoAliquots,
    NotEnoughVials,
    Refusal,
    StockTooDilute,
    TooLargeForASyringe,
    TooLargeForTheTube,
    TooSmallToMeasure,
)
from spineplanner.domain.rules import Rule, Severity
from spineplanner.wording.advice import advice
from spineplanner.wording.fields import field_name, is_field, limit_names
from spineplanner.wording.findings import (
    certainty_words,
    finding_advice,
    finding_title,
    finding_titles,
    severity_word,
)
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sites import level_name, side_word, site_name, tag_name
from tests.domain.cases import EPIDURAL, LEFT, NOW, RIGHT


def _above(site: Site, give_ul: int = 1600) -> Finding:
    evidence = VolumeAbove(give_ul, give_ul + 50, 1500)
    return Finding(Rule.VOLUME_ABOVE_HARD, Severity.STOP, evidence, site=site)


def _title(rule: Rule, evidence: Evidence) -> str:
    return finding_title(Finding(rule, Severity.STOP, evidence))


def test_a_title_says_where_and_what_with_its_numbers() -> None:
    title = "L4–L5 facet LEFT: 1.6 mL (1.65 mL pushed to zero), above 1.5 mL."
    assert finding_title(_above(LEFT)) == title


def test_what_is_said_alike_of_several_sites_is_said_once() -> None:
    numbers_of = {LEFT: 1, RIGHT: 2, EPIDURAL: 9}
    findings = [_above(LEFT), _above(RIGHT), _above(EPIDURAL, 1700)]
    assert finding_titles(findings, numbers_of) == [
        "Numbers 1, 2: 1.6 mL (1.65 mL pushed to zero), above 1.5 mL.",
        "L4–L5 epidural, interlaminar: 1.7 mL (1.75 mL pushed to zero), above 1.5 mL.",
    ]


def test_what_is_said_twice_of_no_site_is_said_once() -> None:
    finding = Finding(Rule.NO_SPARE_VIAL, Severity.CONFIRM, NoSpare(3))
    said = "All 3 vials on hand are needed, none is spare."
    assert finding_titles([finding, finding], {}) == [said]


def test_advice_says_why_with_its_source_and_how_sure_it_is() -> None:
    finding = replace(_above(LEFT), source=Source(text="EXAMPLE.", certainty=Certainty.READ))
    said = advice(Rule.VOLUME_ABOVE_HARD)
    assert finding_advice(finding) == f"{said} Source: EXAMPLE (read at the source)."
    assert finding_advice(_above(LEFT)) == said


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_has_advice_in_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].*\.", advice(rule))


def test_every_class_and_certainty_has_its_own_words() -> None:
    assert [severity_word(severity) for severity in Severity] == ["STOP", "CONFIRM", "NOTE"]
    assert len({certainty_words(certainty) for certainty in Certainty}) == len(Certainty)


@pytest.mark.parametrize(
    ("rule", "evidence", "title"),
    [
        (Rule.NO_SPARE_VIAL, NoSpare(1), "The 1 vial on hand is needed, none is spare."),
        (
            Rule.VIALS_KEPT_APART,
            KeptApart("EXAMPLE", 7, fewest=True, followed=True),
            "EXAMPLE keeps vials apart: 7 vials, each syringe from one.",
        ),
        (
            Rule.VIALS_KEPT_APART,
            KeptApart("EXAMPLE", 7, fewest=False, followed=False),
            "EXAMPLE keeps vials apart: 7 vials, each syringe from one. Whether fewer would do is "
            "not known. The vials that were chosen do not serve any more.",
        ),
        (
            Rule.VIABILITY_MARGIN,
            ServesDownTo(821, 6),
            "6 vials serve down to a viability of 82.1 %.",
        ),
        (
            Rule.VIABILITY_MARGIN,
            ServesDownTo(821, 1),
            "1 vial serves down to a viability of 82.1 %.",
        ),
        (
            Rule.ENTRY_UNKNOWN,
            EntryUnknown("supply.product", "x-1"),
            "The formulary has no “x-1” (product).",
        ),
        (
            Rule.TEXT_UNPRINTABLE,
            Unprintable("patient.name", ("Ж",)),
            "Characters that the sheet can't print, in name: U+0416.",
        ),
        (
            Rule.STOCK_OUT_OF_BALANCE,
            OutOfBalance(None, 10),
            "The sums of the stock are off by 0.01 mL.",
        ),
        (
            Rule.STOCK_OUT_OF_BALANCE,
            OutOfBalance("A", 10),
            "Suspension A is short of what is taken by 0.01 mL.",
        ),
        (
            Rule.DILUENT_WITHOUT_PROTEIN,
            DiluentUsed("Saline", ()),
            "Saline has no protein: at the thaw.",
        ),
        (
            Rule.DILUENT_NOT_CHOSEN,
            DiluentUsed(None, (Route.INTRAVENOUS,)),
            "No diluent is chosen: intravenous.",
        ),
        (
            Rule.SMALL_IN_SYRINGE,
            SmallReading(Reading.DILUENT, "A", 100, 1000),
            "Diluent of suspension A: 0.1 mL in a 1 mL syringe.",
        ),
        (
            Rule.COUNT_ABOVE_FROZEN,
            CountedStrength(Fraction(7000), Fraction(6000), Basis.TOTAL),
            "Counted 7 million total/mL, more than was frozen (6).",
        ),
        (
            Rule.DOSE_OFF,
            DoseOff(Fraction(204, 10_000), Fraction(-3, 1000), 200),
            "the dose is off by +2.04 %, pushed to zero −0.3 %.",
        ),
        (
            Rule.DOSE_OFF,
            DoseOff(Fraction(7, 1000), Fraction(-46, 1000), 200),
            "the dose is off by +0.7 %, pushed to zero −4.6 %.",
        ),
        (
            Rule.DMSO_PER_KG,
            CryoprotectantAbove(Fraction(10_002, 10), 1000),
            "DMSO 1,000.2 mg/kg, above 1,000 mg/kg.",
        ),
        (
            Rule.DMSO_PER_KG,
            CryoprotectantAbove(Fraction(12_346, 10), 1000),
            "DMSO 1,235 mg/kg, above 1,000 mg/kg.",
        ),
        (
            Rule.LOCAL_DMSO,
            LocalCryoprotectant("A", Fraction(501, 10_000), 500),
            "Suspension A holds 5.01 % DMSO, above 5 %.",
        ),
        (
            Rule.COUNT_OFF_PLAN,
            CountedStrength(Fraction(6580), Fraction(5030), Basis.VIABLE),
            "Counted 6.58 million viable/mL, planned 5.03.",
        ),
        (
            Rule.USE_BY_PASSED,
            UseBy(NOW),
            "The thawed stock had to be used by 24 Nov 2026, 09:30.",
        ),
    ],
)
def test_each_evidence_is_a_sentence(rule: Rule, evidence: Evidence, title: str) -> None:
    assert _title(rule, evidence) == title


REFUSALS: list[Refusal] = [
    NoAliquots(),
    AliquotIncomplete(LEFT, ("cells", "needle")),
    ConcentrationUnknown(("label_cells",)),
    StockTooDilute("A", (1, 2), Fraction(9000), Fraction(5000)),
    TooSmallToMeasure("A", (1,), Fraction(33), 100, 60_000, 50_000),
    TooLargeForTheTube("A", (1,), 60_000, 50_000),
    TooLargeForASyringe(LEFT, 70_000, 60_000),
    NotEnoughVials("EX-1", 3, 2100, 1, measured=False),
    NotEnoughVials(None, 0, 2100, 2, measured=False),
    NotEnoughVials("EX-1", 3, 2100, 1, measured=True),
]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_each_refusal_is_a_sentence_with_its_numbers(refusal: Refusal) -> None:
    said = refusal_sentence(refusal)
    assert re.fullmatch(r"[A-Z].*\.", said)
    assert not re.search(r"_|None|Fraction", said)
    evidence = CanNotPrepare(refusal)
    assert finding_title(Finding(Rule.REFUSAL, Severity.STOP, evidence, LEFT)) == said


def test_a_shortage_is_said_in_vials() -> None:
    few, none, measured = (refusal_sentence(REFUSALS[at]) for at in (7, 8, 9))
    assert "1 more vial" in few
    assert "2 more vials" in none
    assert "thaw 1 more vial" in measured


def test_every_field_that_a_person_fills_in_has_a_name() -> None:
    models = (Plan, Patient, Procedure, Supply, Record, Count)
    fields = {name for model in models for name in model.model_fields}
    assert [name for name in sorted(fields) if not is_field(name)] == []
    assert field_name("supply.recovery_bp") == "recovery"
    assert not is_field("no_such_field")
    assert is_field("dmso_bp")


def test_every_limit_has_its_own_name() -> None:
    assert len({limit_names((limit,)) for limit in LimitName}) == len(LimitName)


def test_sites_are_named_in_full_with_the_side_in_capitals() -> None:
    assert site_name(LEFT) == "L4–L5 facet LEFT"
    assert site_name(EPIDURAL) == "L4–L5 epidural, interlaminar"
    assert site_name(CAUDAL) == "caudal epidural"
    assert site_name(VEIN) == "intravenous infusion"
    assert [tag_name(site) for site in (RIGHT, EPIDURAL, CAUDAL, VEIN)] == [
        "L4–L5 RIGHT",
        "L4–L5 EPIDURAL",
        "caudal EPIDURAL",
        "INTRAVENOUS",
    ]
    assert level_name(Level.T12_L1) == "T12–L1"
    assert RIGHT.side is not None
    assert side_word(RIGHT.side) == "RIGHT"


def test_no_sentence_of_advice_uses_an_abbreviation_that_is_misread() -> None:
    said = json.dumps([advice(rule) for rule in Rule])
    assert not re.search(r"\bcc\b|\bIU\b|10\^|\d\.0\b", said)
