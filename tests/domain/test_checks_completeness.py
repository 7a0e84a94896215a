"""What must be stated before an order is whole."""

import json
from dataclasses import replace

import pytest

from spineplanner.domain.anatomy import VEIN, Level, Side, Site, SiteKind
from spineplanner.domain.findings import CanNotPrepare, EntryUnknown, NotStated, Unprintable
from spineplanner.domain.plan import CountedFrom, Infusion, Plan
from spineplanner.domain.record import Record
from spineplanner.domain.refusals import (
    AliquotIncomplete,
    ConcentrationUnknown,
    NoAliquots,
    NotEnoughVials,
    StockTooDilute,
    TooLargeForASyringe,
    TooLargeForTheTube,
    TooSmallToMeasure,
)
from spineplanner.domain.rules import Rule
from tests.domain.cases import (
    EPIDURAL,
    LEFT,
    MILLION,
    Situation,
    aliquot,
    cervical,
    changed,
    clinic,
    complete_plan,
    ordering,
    situation,
    with_lot,
    with_product,
)


def _missing(found: Situation, rule: Rule) -> list[tuple[str, ...]]:
    evidence = [finding.evidence for finding in found.found(rule)]
    assert all(isinstance(item, NotStated) for item in evidence)
    return [item.fields for item in evidence if isinstance(item, NotStated)]


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        (["name"], [("name",)]),
        (["record_number"], []),
        (["birth_date"], []),
        (["record_number", "birth_date"], [("record_number", "birth_date")]),
        (["name", "record_number", "birth_date"], [("name", "record_number", "birth_date")]),
    ],
)
def test_a_patient_has_a_name_and_one_more_identifier(
    gone: list[str], missing: list[tuple[str, ...]]
) -> None:
    found = changed("patient", **dict.fromkeys(gone))
    assert _missing(found, Rule.PATIENT_IDENTIFIERS) == missing


@pytest.mark.parametrize("field", ["at", "physician"])
def test_the_procedure_has_a_time_and_a_physician(field: str) -> None:
    assert _missing(changed("procedure", **{field: None}), Rule.PROCEDURE_NOT_STATED) == [(field,)]


def test_none_known_is_a_statement_of_allergies() -> None:
    assert changed("patient", allergies=None).found(Rule.ALLERGIES_NOT_STATED)
    assert not changed("patient", allergies=()).found(Rule.ALLERGIES_NOT_STATED)


@pytest.mark.parametrize(
    "field", ["product", "label_basis", "dose_basis", "recovery_bp", "viability_bp"]
)
def test_no_basis_and_no_share_is_assumed(field: str) -> None:
    assert _missing(changed("supply", **{field: None}), Rule.SUPPLY_NOT_STATED) == [(field,)]


def test_a_lot_is_stated_with_expiry_and_vials() -> None:
    assert _missing(changed("supply", lots=()), Rule.LOT_NOT_STATED) == [("lots",)]
    assert _missing(with_lot(expiry=None), Rule.LOT_NOT_STATED) == [("expiry",)]
    both = with_lot(expiry=None, on_hand=None)
    assert _missing(both, Rule.LOT_NOT_STATED) == [("expiry", "on_hand")]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("supply", "product"),
        ("supply", "thaw_diluent"),
        ("diluents", "facet"),
        ("diluents", "epidural"),
        ("diluents", "intravenous"),
    ],
)
def test_what_the_formulary_does_not_have_is_said(part: str, field: str) -> None:
    (finding,) = changed(part, **{field: "unknown"}).found(Rule.ENTRY_UNKNOWN)
    assert finding.evidence == EntryUnknown(f"{part}.{field}", "unknown")
    assert finding.field == f"{part}.{field}"


def test_an_unknown_needle_is_said_once_for_all_its_sites() -> None:
    plan = complete_plan()
    plan = plan.replace(
        aliquots=tuple(a if a.is_bag else a.replace(needle="unknown") for a in plan.aliquots)
    )
    (finding,) = situation(plan).found(Rule.ENTRY_UNKNOWN)
    assert finding.evidence == EntryUnknown("aliquots.needle", "unknown")


def test_the_epidural_of_a_protocol_needs_a_level_in_its_own_region() -> None:
    lumbar = ordering(aliquot(EPIDURAL, 5 * MILLION, 2450)).replace(protocol="sharan-2023")
    neck = cervical(Level.C7_T1).replace(protocol="sharan-2023")
    assert not situation(lumbar).found(Rule.EPIDURAL_LEVEL_OPEN)
    assert situation(neck).found(Rule.EPIDURAL_LEVEL_OPEN)
    assert not situation(neck.replace(protocol="lanzoni-2021")).found(Rule.EPIDURAL_LEVEL_OPEN)


def _refused(plan: Plan, found: Situation | None = None) -> dict[type, tuple[object, str | None]]:
    findings = (found or situation(plan)).found(Rule.REFUSAL)
    evidence = [(f.evidence, f.site, f.field) for f in findings]
    return {
        type(said.refusal): (site, field)
        for said, site, field in evidence
        if isinstance(said, CanNotPrepare)
    }


def test_each_refusal_leads_to_where_it_is_mended() -> None:
    tiny = with_product(clinic(), label_cells=10**12)
    few = with_lot(on_hand=1).plan
    open_line = complete_plan().replace(
        infusion=complete_plan().infusion.replace(line_flushed=None)
    )
    no_product = changed("supply", product=None).plan
    assert _refused(ordering()) == {NoAliquots: (None, "aliquots")}
    incomplete = ordering(aliquot(LEFT, MILLION, None))
    assert _refused(incomplete) == {AliquotIncomplete: (LEFT, "aliquots")}
    assert _refused(open_line) == {AliquotIncomplete: (VEIN, "infusion")}
    assert _refused(no_product) == {ConcentrationUnknown: (None, "supply")}
    strong = ordering(aliquot(LEFT, 10 * MILLION, 500))
    assert _refused(strong) == {StockTooDilute: (None, "aliquots.volume_ul")}
    large = ordering(aliquot(EPIDURAL, 70 * MILLION, 70_000))
    assert _refused(large) == {TooLargeForASyringe: (EPIDURAL, "aliquots.volume_ul")}
    levels = (Level.L1_L2, Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1)
    many = ordering(
        *(aliquot(Site(SiteKind.EPIDURAL, level), 12 * MILLION, 12_000) for level in levels)
    )
    assert _refused(many) == {TooLargeForTheTube: (None, "aliquots.volume_ul")}
    weak = ordering(aliquot(LEFT, MILLION, 500))
    assert _refused(weak, situation(weak, tiny)) == {
        TooSmallToMeasure: (None, "supply.thaw_diluent_ul")
    }
    assert _refused(few) == {NotEnoughVials: (None, "supply.lots")}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"counted_from": None}, ("counted_from",)),
        ({"studies": ()}, ("studies",)),
        ({"confirmed": False}, ("confirmed",)),
    ],
)
def test_levels_are_counted_on_images_and_confirmed(
    changes: dict[str, object], missing: tuple[str, ...]
) -> None:
    found = changed("counting", **changes)
    assert _missing(found, Rule.LEVELS_NOT_CONFIRMED) == [missing]


def test_the_lumbar_count_is_asked_for_where_the_lumbar_spine_is_treated() -> None:
    assert changed("counting", lumbar_count=None).found(Rule.LUMBAR_COUNT_NOT_STATED)
    neck = cervical(Level.C7_T1)
    counting = neck.counting.replace(lumbar_count=None, counted_from=CountedFrom.C2_DOWN)
    assert not situation(neck.replace(counting=counting)).found(Rule.LUMBAR_COUNT_NOT_STATED)


def test_each_cervical_epidural_is_reviewed_at_its_own_level() -> None:
    plan = cervical(Level.C7_T1)
    counting = plan.counting.replace(reviewed_epidurals=(Level.C6_C7,))
    assert not situation(plan).found(Rule.EPIDURAL_NOT_REVIEWED)
    (finding,) = situation(plan.replace(counting=counting)).found(Rule.EPIDURAL_NOT_REVIEWED)
    assert finding.site == Site(SiteKind.EPIDURAL, Level.C7_T1)
    assert finding.source == clinic().cervical_epidural.source


def test_a_cervical_facet_needs_no_epidural_review() -> None:
    facet = Site(SiteKind.FACET, Level.C5_C6, Side.LEFT)
    plan = ordering(aliquot(facet, MILLION, 300))
    assert not situation(plan).found(Rule.EPIDURAL_NOT_REVIEWED)


@pytest.mark.parametrize(
    ("infusion", "missing"),
    [
        (Infusion(), [("fill", "line", "minutes")]),
        (Infusion(line_flushed=False), [("fill", "line", "minutes")]),
        (Infusion(line_kept_ul=10_000), [("fill", "minutes")]),
        (Infusion(line_flushed=True, minutes=30), [("fill",)]),
    ],
)
def test_a_bag_has_its_fill_line_and_time(
    infusion: Infusion, missing: list[tuple[str, ...]]
) -> None:
    plan = complete_plan().replace(infusion=infusion)
    assert _missing(situation(plan), Rule.BAG_NOT_STATED) == missing


def test_without_a_bag_neither_line_nor_weight_is_asked_for() -> None:
    plan = ordering(aliquot(LEFT, MILLION, 500)).replace(infusion=Infusion())
    found = situation(plan.replace(patient=plan.patient.replace(weight_g=None)))
    assert not found.found(Rule.BAG_NOT_STATED)
    assert not found.found(Rule.WEIGHT_NOT_STATED)


@pytest.mark.parametrize("field", ["dmso_bp", "allergens", "stability_minutes"])
def test_what_the_product_does_not_say_is_said(field: str) -> None:
    found = situation(formulary=with_product(clinic(), **{field: None}))
    assert _missing(found, Rule.PRODUCT_NOT_STATED) == [(field,)]


def _lacking(letters: str) -> Situation:
    return replace(situation(), printable=lambda text: frozenset(text) & frozenset(letters))


def test_texts_of_plan_record_and_formulary_must_be_printable() -> None:
    plan = complete_plan().replace(notes="ж", patient=complete_plan().patient.replace(name="Ж"))
    count = {"cells_per_ml": MILLION, "vials": 1, "pool_ul": 0, "viability_bp": 1}
    document = {"counts": [count | {"basis": "total", "counted_by": "ж"}]}
    record = Record.model_validate_json(json.dumps(document))
    found = replace(_lacking("жЖµ"), plan=plan, record=record)
    evidence = {f.field: f.evidence for f in found.found(Rule.TEXT_UNPRINTABLE)}
    assert evidence == {
        "patient.name": Unprintable("patient.name", ("Ж",)),
        "notes": Unprintable("notes", ("ж",)),
        "record.counts.counted_by": Unprintable("record.counts.counted_by", ("ж",)),
        "formulary": Unprintable("formulary", ("µ",)),
    }


def test_a_citation_is_printed_too_and_a_filter_need_not_be_named() -> None:
    formulary = clinic().replace(bench=clinic().bench.replace(infusion_filter=None))
    plan = complete_plan().replace(protocol="sharan-2023")
    found = replace(_lacking("µ;"), plan=plan, formulary=formulary)
    assert [f.evidence for f in found.found(Rule.TEXT_UNPRINTABLE)] == [
        Unprintable("formulary", (";",))
    ]
