"""The formulary: refused where it contradicts itself, and as its sources say where it ships."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from spineplanner.domain.anatomy import SiteKind
from spineplanner.domain.formulary import Certainty, Formulary, LimitName
from tests.domain.cases import MILLION, PRODUCT, shipped

Document = dict[str, Any]


def _document() -> Document:
    return shipped().model_dump(mode="json")


def _refused(document: Document, match: str) -> None:

    with pytest.raises(ValidationError, match=match):
        Formulary.model_validate_json(json.dumps(document))


@pytest.mark.parametrize(
    "part", ["products", "protocols", "needles", "diluents", "allergens", "limits"]
)
def test_an_id_is_used_once(part: str) -> None:
    document = _document()
    document[part].append(document[part][0])
    _refused(document, "two entries with one id")


def test_a_limit_is_set_once_though_under_two_ids() -> None:
    document = _document()
    document["limits"].append(document["limits"][0] | {"id": "other"})
    _refused(document, "sets one limit twice")


def test_syringes_run_from_smallest_to_largest_and_one_measures() -> None:
    document = _document()
    document["syringes"].reverse()
    _refused(document, "from smallest to largest")
    document = _document()
    for syringe in document["syringes"]:
        syringe["measures"] = False
    _refused(document, "a syringe that measures")
    document["syringes"] = []
    _refused(document, "at least 1 item")


def test_the_marks_of_a_syringe_reach_its_end() -> None:
    document = _document()
    document["syringes"][0]["graduation_ul"] = 30
    _refused(document, "a multiple of graduation_ul")


@pytest.mark.parametrize("part", ["products", "diluents"])
def test_an_allergen_that_is_named_is_listed(part: str) -> None:
    document = _document()
    document[part][0]["allergens"] = ["unknown"]
    _refused(document, "unknown allergen")


@pytest.mark.parametrize(
    "volumes",
    [{"withdrawable_ul": 3801}, {"fill_ul": 6001}, {"fill_ul": None, "withdrawable_ul": 6001}],
)
def test_a_vial_gives_no_more_than_it_holds(volumes: Document) -> None:
    document = _document()
    document["products"][0] |= volumes
    _refused(document, "withdrawable_ul <= fill_ul <= vial_ul")


def test_a_source_is_of_a_figure_that_exists() -> None:
    document = _document()
    document["products"][0]["figure_sources"][0]["figures"] = ["no_such_figure"]
    _refused(document, "unknown figure")


def test_a_protocol_gives_one_dose_to_a_site() -> None:
    document = _document()
    sharan = next(x for x in document["protocols"] if x["id"] == "sharan-2023")
    facet = sharan["doses"][0]
    sharan["doses"] = [facet, facet | {"region": None}]
    _refused(document, "two doses to one site")
    sharan["doses"] = [facet, facet]
    _refused(document, "two doses to one site")
    sharan["doses"] = [facet, facet | {"region": "cervical"}]
    read = Formulary.model_validate_json(json.dumps(document))
    found = read.protocol("sharan-2023")
    assert found is not None
    assert len(found.doses) == 2


@pytest.mark.parametrize("level", ["highest", "confirm_from"])
def test_the_limit_of_cervical_epidurals_is_a_cervical_level(level: str) -> None:
    document = _document()
    document["cervical_epidural"][level] = "L1-L2"
    _refused(document, "names a lumbar level")


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("products", {"label_cells": 0}),
        ("products", {"label_cells": 1.5}),
        ("products", {"release_viability_bp": 10_001}),
        ("products", {"colour": "red"}),
        ("needles", {"gauge": 9}),
        ("limits", {"value": -1}),
        ("limits", {"limit": "no-such-limit"}),
        ("diluents", {"source": None}),
    ],
)
def test_what_is_no_figure_is_refused(part: str, changes: Document) -> None:
    document = _document()
    document[part][0] |= changes
    _refused(document, part)


def test_entries_are_found_by_their_ids() -> None:
    formulary = shipped()
    product, needle = formulary.product(PRODUCT), formulary.needle("tuohy-18g-90mm")
    assert product is not None
    assert needle is not None
    assert needle.keeps_ul == 70
    assert formulary.product(None) is None
    assert formulary.diluent("unknown") is None
    assert formulary.protocol("blank") is not None
    assert formulary.limit(LimitName.DMSO_PER_KG) is not None
    assert formulary.replace(limits=()).limit(LimitName.DMSO_PER_KG) is None
    assert [s.capacity_ul for s in formulary.measuring_syringes] == [1000, 3000, 5000, 10_000]


def test_every_limit_is_listed_even_where_none_is_set() -> None:
    assert {limit.limit for limit in shipped().limits} == set(LimitName)


def test_a_figure_has_its_own_source_or_that_of_its_entry() -> None:
    product = shipped().product(PRODUCT)
    assert product is not None
    assert product.source_of("label_cells") == product.source
    assert product.source_of("withdrawable_ul").certainty is Certainty.INFERRED
    assert product.source_of("stability_minutes").certainty is Certainty.BACKGROUND


def test_the_vial_is_as_on_its_label_and_the_two_others_as_published() -> None:
    products = {p.id: (p.label_cells, p.fill_ul, p.vial_ul) for p in shipped().products}
    assert products == {
        PRODUCT: (25 * MILLION, 3800, 6000),
        "rexlemestrocel-30m-5ml": (30 * MILLION, 5000, None),
        "rexlemestrocel-90m-5ml": (90 * MILLION, 5000, None),
        "own-product": (None, None, None),
    }


def test_what_is_not_known_of_a_product_is_absent() -> None:
    own = shipped().product("own-product")
    assert own is not None
    assert own.allergens is None
    assert own.dmso_bp is None


def test_the_published_case_has_its_doses_and_never_a_level() -> None:
    sharan = shipped().protocol("sharan-2023")
    assert sharan is not None
    doses = {d.kind: (d.cells, d.volume_ul, d.sites) for d in sharan.doses}
    assert doses == {
        SiteKind.FACET: (MILLION, None, 8),
        SiteKind.EPIDURAL: (5 * MILLION, None, 1),
        SiteKind.VEIN: (87 * MILLION, None, None),
    }
    assert sharan.target_cells == sum(cells * (n or 1) for cells, _ml, n in doses.values())


def test_every_protocol_but_the_blank_one_was_read_at_its_source() -> None:
    for protocol in shipped().protocols:
        if protocol.id == "blank":
            assert (protocol.doses, protocol.target_cells) == ((), None)
        else:
            assert protocol.source.certainty is Certainty.READ
            assert protocol.citation


def test_the_limits_are_those_of_the_design() -> None:
    values = {limit.limit: limit.value for limit in shipped().limits}
    assert {name: value for name, value in values.items() if value is not None} == {
        LimitName.FACET_CERVICAL_VOLUME_USUAL: 500,
        LimitName.FACET_CERVICAL_VOLUME_HARD: 1000,
        LimitName.FACET_LUMBAR_VOLUME_USUAL: 1000,
        LimitName.FACET_LUMBAR_VOLUME_HARD: 1500,
        LimitName.EPIDURAL_CERVICAL_VOLUME_USUAL: 3000,
        LimitName.EPIDURAL_CERVICAL_VOLUME_HARD: 4000,
        LimitName.EPIDURAL_LUMBAR_VOLUME_USUAL: 5000,
        LimitName.EPIDURAL_LUMBAR_VOLUME_HARD: 10_000,
        LimitName.CAUDAL_VOLUME_USUAL: 10_000,
        LimitName.CAUDAL_VOLUME_HARD: 20_000,
        LimitName.VEIN_VOLUME_USUAL: 100_000,
        LimitName.VEIN_CELLS_USUAL: 100 * MILLION,
        LimitName.SIBLING_FACTOR: 5,
        LimitName.DOSE_ERROR_USUAL: 200,
        LimitName.DOSE_ERROR_HARD: 1000,
        LimitName.DMSO_PER_KG: 1000,
        LimitName.SYRINGE_FILL_LEAST: 2000,
        LimitName.CONCENTRATION_LEAST: 100_000,
        LimitName.RELEASE_VIABILITY: 7000,
        LimitName.COUNT_OFF_PLAN: 2500,
        LimitName.COUNT_LEAST_OF_PLAN: 5000,
        LimitName.USE_BY_NEAR: 60,
    }


def test_no_usual_limit_is_above_the_highest() -> None:
    values = {limit.limit.value: limit.value for limit in shipped().limits}
    for name, usual in values.items():
        hard = values.get(name.replace("-usual", "-hard"))
        assert usual is None or hard is None or usual <= hard
