"""The code that stands for an order: equal for equal orders, and for no others."""

import hashlib
import json
import re

import pytest

from spineplanner.domain import check_code as module
from spineplanner.domain.anatomy import Level
from spineplanner.domain.check_code import check_code, entries_used
from spineplanner.domain.formulary import Formulary, LimitName, Source
from spineplanner.domain.plan import Plan
from spineplanner.domain.preparation import MATHS_VERSION
from tests.domain.cases import (
    FLUID,
    LEFT,
    MILLION,
    PRODUCT,
    aliquot,
    cervical,
    changed,
    clinic,
    complete_plan,
    ordering,
    shipped,
    with_diluent,
    with_limit,
    with_product,
)


def _code(plan: Plan | None = None, formulary: Formulary | None = None) -> str:
    return check_code(plan or complete_plan(), formulary or clinic())


def test_it_is_two_groups_of_four_that_can_not_be_misread() -> None:
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", _code())


def test_it_is_the_same_on_any_machine_and_in_any_release_with_the_same_maths() -> None:
    plan, formulary = complete_plan(), clinic()
    reread = Plan.model_validate_json(plan.model_dump_json())
    again = Formulary.model_validate_json(formulary.model_dump_json())
    assert check_code(reread, again) == check_code(plan, formulary)


def test_it_shows_the_first_forty_bits_of_a_digest_five_by_five() -> None:
    plan, formulary = complete_plan(), clinic()
    used = [json.loads(entry.model_dump_json()) for entry in entries_used(plan, formulary)]
    content = {
        "formulary": used,
        "maths": MATHS_VERSION,
        "plan": json.loads(plan.model_dump_json()),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(text.encode()).digest()[:5])
    signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    letters = "".join(signs[int(bits[at : at + 5], 2)] for at in range(0, 40, 5))
    assert _code() == f"{letters[:4]}-{letters[4:]}"


def test_it_does_not_depend_on_the_order_in_which_a_file_is_written() -> None:
    plan = complete_plan()
    document = plan.model_dump(mode="json")
    backwards = dict(reversed(document.items()))
    backwards["patient"] = dict(reversed(document["patient"].items()))
    backwards["aliquots"] = document["aliquots"][::-1]
    reread = Plan.model_validate_json(json.dumps(backwards))
    assert list(backwards) != list(document)
    assert _code(reread) == _code(plan)


def test_any_change_of_the_order_changes_it() -> None:
    plan = complete_plan()
    others = [
        plan.replace(notes="x"),
        plan.replace(target_cells=None),
        plan.replace(anticoagulant=None),
        plan.replace(aliquots=plan.aliquots[1:]),
        plan.replace(aliquots=(plan.aliquots[0].replace(cells=MILLION + 1), *plan.aliquots[1:])),
        changed("patient", weight_g=82_001).plan,
        changed("counting", confirmed=False).plan,
        changed("supply", recovery_bp=8999).plan,
        changed("infusion", minutes=31).plan,
        changed("diluents", facet="plasma-lyte-a").plan,
    ]
    codes = {_code(other) for other in [plan, *others]}
    assert len(codes) == len(others) + 1


def _with_changed_source(formulary: Formulary, part: str, id: str | None = None) -> Formulary:
    source = Source(text="EXAMPLE", certainty=formulary.bench.source.certainty)
    entries = getattr(formulary, part)
    if not isinstance(entries, tuple):
        return formulary.replace(**{part: entries.replace(source=source)})
    assert any(entry.id == id for entry in entries)
    changed_entries = [x.replace(source=source) if x.id == id else x for x in entries]
    return formulary.replace(**{part: tuple(changed_entries)})


@pytest.mark.parametrize(
    ("part", "id"),
    [
        ("products", PRODUCT),
        ("needles", "spinal-22g-90mm"),
        ("diluents", FLUID),
        ("syringes", "syringe-5ml"),
        ("allergens", "albumin"),
        ("limits", "facet-lumbar-volume-usual-ul"),
        ("bench", None),
    ],
)
def test_any_change_of_an_entry_in_use_changes_it(part: str, id: str | None) -> None:
    assert _code(formulary=_with_changed_source(clinic(), part, id)) != _code()


@pytest.mark.parametrize(
    ("part", "id"),
    [
        ("products", "rexlemestrocel-30m-5ml"),
        ("protocols", "sharan-2023"),
        ("needles", "tuohy-17g-90mm"),
        ("diluents", "lactated-ringer"),
        ("limits", "facet-cervical-volume-usual-ul"),
        ("cervical_epidural", None),
    ],
)
def test_no_change_of_an_entry_that_is_not_used_changes_it(part: str, id: str | None) -> None:
    assert _code(formulary=_with_changed_source(clinic(), part, id)) == _code()


def test_what_is_used_depends_on_the_plan() -> None:
    neck = cervical(Level.C7_T1)
    moved = _with_changed_source(clinic(), "cervical_epidural")
    assert _code(neck, moved) != _code(neck)
    facet = ordering(aliquot(LEFT, MILLION, 500))
    vein = with_limit(clinic(), LimitName.VEIN_VOLUME_HARD, 1)
    assert _code(facet, vein) == _code(facet)
    assert _code(formulary=vein) != _code()
    followed = complete_plan().replace(protocol="sharan-2023")
    other = _with_changed_source(clinic(), "protocols", "sharan-2023")
    assert _code(followed, other) != _code(followed)


def test_an_allergen_that_nothing_in_use_holds_is_not_used() -> None:
    none_listed = with_diluent(with_product(clinic(), allergens=None), allergens=())
    used = {entry.id for entry in entries_used(complete_plan(), none_listed)}
    assert not used & {allergen.id for allergen in clinic().allergens}


def test_the_order_of_a_clinics_lists_does_not_matter() -> None:
    parts = ("limits", "allergens", "diluents", "needles", "products", "protocols")
    turned = clinic().replace(**{part: getattr(clinic(), part)[::-1] for part in parts})
    assert _code(formulary=turned) == _code()


def test_another_version_of_the_maths_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _code()
    monkeypatch.setattr(module, "MATHS_VERSION", MATHS_VERSION + 1)
    assert _code() != before


def test_a_limit_that_becomes_set_changes_it() -> None:
    assert _code(formulary=shipped()) != _code()
