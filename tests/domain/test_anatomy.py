"""Which sites exist, for whom, in what order, and how they are written."""

from itertools import pairwise

import pytest
from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.anatomy import (
    CAUDAL,
    VEIN,
    Level,
    LumbarCount,
    Region,
    Route,
    Side,
    Site,
    SiteField,
    SiteKind,
    levels,
    site_from_code,
    sites,
)
from spineplanner.wording.sites import site_name

COUNTS: list[LumbarCount] = [4, 5, 6]
NECK = ["C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7", "C7-T1"]
BACK = {
    4: ["T12-L1", "L1-L2", "L2-L3", "L3-L4", "L4-S1"],
    5: ["T12-L1", "L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1"],
    6: ["T12-L1", "L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-L6", "L6-S1"],
}


@pytest.mark.parametrize(("count", "many"), [(4, 35), (5, 38), (6, 41)])
def test_a_patient_has_so_many_sites(count: LumbarCount, many: int) -> None:
    assert len(set(sites(count))) == many


@pytest.mark.parametrize("count", COUNTS)
def test_levels_run_from_cranial_to_caudal_without_a_gap(count: LumbarCount) -> None:
    neck = levels(region=Region.CERVICAL, lumbar_count=count)
    back = levels(region=Region.LUMBAR, lumbar_count=count)
    assert [level.value for level in neck] == NECK
    assert [level.value for level in back] == BACK[count]
    for region in (neck, back):
        for upper, lower in pairwise(region):
            assert upper.lower_vertebra == lower.upper_vertebra
            assert upper.rank < lower.rank


@pytest.mark.parametrize("count", COUNTS)
def test_numbering_runs_over_facets_then_epidurals_then_caudal_then_vein(
    count: LumbarCount,
) -> None:
    order = [f"{level} facet {side}" for level in NECK + BACK[count] for side in ("LEFT", "RIGHT")]
    order += [f"{level} epidural" for level in NECK + BACK[count]]
    order += ["caudal epidural", "vein"]
    assert [site.code for site in sites(count)] == order
    assert sorted(sites(count), key=lambda site: site.rank) == list(sites(count))


@pytest.mark.parametrize("count", COUNTS)
def test_codes_are_read_back_and_no_two_sites_are_called_alike(count: LumbarCount) -> None:
    for site in sites(count):
        assert site_from_code(site.code) == site
    assert len({site_name(site) for site in sites(count)}) == len(sites(count))


@pytest.mark.parametrize("text", ["", "L4-L5 facet", "L4-L5 epidural LEFT", "L5", "L5-L7 epidural"])
def test_what_is_no_site_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="no site is called"):
        site_from_code(text)


def test_a_facet_has_a_side_and_nothing_else_has_one() -> None:
    for kind in SiteKind:
        for level in (None, Level.L4_L5):
            for side in (None, Side.LEFT):
                valid = {
                    SiteKind.FACET: level is not None and side is not None,
                    SiteKind.EPIDURAL: level is not None and side is None,
                    SiteKind.CAUDAL: level is None and side is None,
                    SiteKind.VEIN: level is None and side is None,
                }
                if valid[kind]:
                    assert Site(kind, level, side).kind is kind
                else:
                    with pytest.raises(ValueError, match="site with"):
                        Site(kind, level, side)


def test_a_junction_belongs_to_its_upper_segment() -> None:
    assert Level.C7_T1.region is Region.CERVICAL
    assert Level.T12_L1.region is Region.LUMBAR
    assert Level.L5_S1.region is Region.LUMBAR


def test_sites_know_their_region_route_and_mirror() -> None:
    left = Site(SiteKind.FACET, Level.C3_C4, Side.LEFT)
    space = Site(SiteKind.EPIDURAL, Level.C3_C4)
    assert left.mirrored == Site(SiteKind.FACET, Level.C3_C4, Side.RIGHT)
    assert left.mirrored.mirrored == left
    assert [site.mirrored for site in (space, CAUDAL, VEIN)] == [space, CAUDAL, VEIN]
    assert [s.region for s in (left, space, CAUDAL, VEIN)] == [
        Region.CERVICAL,
        Region.CERVICAL,
        Region.LUMBAR,
        None,
    ]
    assert [s.route for s in (left, space, CAUDAL, VEIN)] == [
        Route.FACET,
        Route.EPIDURAL,
        Route.EPIDURAL,
        Route.INTRAVENOUS,
    ]


def test_a_site_is_written_by_its_code_in_a_document() -> None:
    adapter: TypeAdapter[Site] = TypeAdapter(SiteField)
    for site in sites(6):
        assert adapter.validate_json(adapter.dump_json(site)) == site
    for wrong in ('"L4–L5 facet LEFT"', '"nowhere"', "7"):
        with pytest.raises(ValidationError):
            adapter.validate_json(wrong)
