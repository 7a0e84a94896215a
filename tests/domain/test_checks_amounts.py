"""Volumes, cells and doses: silent at each limit, heard just above it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Region, Side, Site, SiteKind
from spineplanner.domain.findings import (
    CellsAbove,
    CellsTimes,
    DoseOff,
    LimitsNotSet,
    ProtocolModified,
    SidesDiffer,
    TooCranial,
    TotalOff,
    VolumeAbove,
)
from spineplanner.domain.formulary import Formulary, LimitName, ProtocolDose
from spineplanner.domain.limits import CELL_LIMITS, VOLUME_LIMITS
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.rules import Rule
from tests.domain.cases import (
    EPIDURAL,
    LEFT,
    MILLION,
    RIGHT,
    aliquot,
    cervical,
    clinic,
    complete_plan,
    facets,
    limit_of,
    ordering,
    situation,
    with_limit,
    with_product,
)

NECK_FACET = Site(SiteKind.FACET, Level.C4_C5, Side.LEFT)
NECK_EPIDURAL = Site(SiteKind.EPIDURAL, Level.C7_T1)
OF_EACH_KIND = (NECK_FACET, LEFT, NECK_EPIDURAL, EPIDURAL, CAUDAL, VEIN)

PRODUCT_MD = [
    (LEFT, 1000, 1500),
    (NECK_FACET, 500, 1000),
    (NECK_EPIDURAL, 3000, 4000),
    (EPIDURAL, 5000, 10_000),
    (CAUDAL, 10_000, 20_000),
]
"""Usual and highest volumes as product.md and its clinical facts give them."""


def _rules(site: Site, volume_ul: int, formulary: Formulary | None = None) -> set[Rule]:
    """What is said of a volume that is ordered for a site but can't be drawn yet."""
    cells = volume_ul * 1000
    order = aliquot(site, cells, volume_ul)
    order = order if order.is_bag else order.replace(needle=None)
    volume_rules = {Rule.VOLUME_ABOVE_USUAL, Rule.VOLUME_ABOVE_HARD}
    found = situation(ordering(order), formulary).look()
    return {f.rule for f in found if f.rule in volume_rules and f.site == site}


@pytest.mark.parametrize(("site", "usual", "hard"), PRODUCT_MD)
def test_a_volume_is_silent_at_its_limits_and_heard_above_them(
    site: Site, usual: int, hard: int
) -> None:
    assert _rules(site, usual) == set()
    assert _rules(site, usual + 1) == {Rule.VOLUME_ABOVE_USUAL}
    assert _rules(site, hard) == {Rule.VOLUME_ABOVE_USUAL}
    assert _rules(site, hard + 1) == {Rule.VOLUME_ABOVE_HARD}


def test_an_infusion_has_a_usual_volume_and_the_highest_a_clinic_sets() -> None:
    assert _rules(VEIN, 100_000) == set()
    assert _rules(VEIN, 100_001) == {Rule.VOLUME_ABOVE_USUAL}
    assert _rules(VEIN, 250_001) == {Rule.VOLUME_ABOVE_HARD}
    unset = with_limit(clinic(), LimitName.VEIN_VOLUME_HARD, None)
    assert _rules(VEIN, 250_001, unset) == {Rule.VOLUME_ABOVE_USUAL}


def test_a_volume_pushed_to_zero_is_looked_at_too() -> None:
    found = situation(facets(volume_ul=990)).found(Rule.VOLUME_ABOVE_USUAL)
    assert {f.site for f in found} == {LEFT, RIGHT}
    assert {f.evidence for f in found} == {VolumeAbove(990, 1050, 1000)}
    limit = limit_of(clinic(), LimitName.FACET_LUMBAR_VOLUME_USUAL)
    assert {(f.source, f.field) for f in found} == {(limit.source, "aliquots.volume_ul")}
    assert not situation(facets(volume_ul=950)).found(Rule.VOLUME_ABOVE_USUAL)


@pytest.mark.parametrize("site", OF_EACH_KIND)
def test_cells_are_silent_at_the_limits_of_their_site_and_heard_above_them(site: Site) -> None:
    usual, hard = CELL_LIMITS[site.kind]
    formulary = with_limit(with_limit(clinic(), usual, 2 * MILLION), hard, 3 * MILLION)

    def evidence(cells: int) -> list[tuple[Rule, object, object]]:
        rules = {Rule.CELLS_ABOVE_USUAL, Rule.CELLS_ABOVE_HARD}
        found = situation(ordering(aliquot(site, cells, 3000)), formulary).look()
        return [(f.rule, f.evidence, f.site) for f in found if f.rule in rules]

    over, far = 2 * MILLION + 1, 3 * MILLION + 1
    assert evidence(2 * MILLION) == []
    assert evidence(over) == [(Rule.CELLS_ABOVE_USUAL, CellsAbove(over, 2 * MILLION), site)]
    assert evidence(far) == [(Rule.CELLS_ABOVE_HARD, CellsAbove(far, 3 * MILLION), site)]


def test_every_kind_of_site_has_its_limits() -> None:
    kinds = {(site.kind, site.region) for site in OF_EACH_KIND}
    assert set(VOLUME_LIMITS) == kinds
    assert set(CELL_LIMITS) == set(SiteKind)


def _unset(plan: Plan, formulary: Formulary) -> set[LimitName]:
    names: set[LimitName] = set()
    for finding in situation(plan, formulary).found(Rule.LIMIT_NOT_SET):
        assert isinstance(finding.evidence, LimitsNotSet)
        names |= set(finding.evidence.limits)
    return names


def _nothing_set() -> Formulary:
    return clinic().replace(limits=())


def test_each_limit_that_would_apply_and_is_not_set_is_said() -> None:
    everywhere = ordering(*(aliquot(site, MILLION, 500) for site in OF_EACH_KIND))
    formulary = with_product(_nothing_set(), release_viability_bp=None)
    assert _unset(everywhere, formulary) == set(LimitName)
    assert _unset(everywhere.replace(supply=Plan().supply), formulary) == set(LimitName)


def test_a_limit_that_would_not_apply_is_not_missed() -> None:
    facet = ordering(aliquot(LEFT, MILLION, 500))
    unset = _unset(facet, _nothing_set())
    assert LimitName.FACET_LUMBAR_VOLUME_USUAL in unset
    assert LimitName.LOCAL_DMSO_FACET in unset
    assert not unset & {
        LimitName.FACET_CERVICAL_VOLUME_USUAL,
        LimitName.VEIN_CELLS_USUAL,
        LimitName.LOCAL_DMSO_EPIDURAL,
        LimitName.RELEASE_VIABILITY,
    }
    plain = with_product(_nothing_set(), dmso_bp=0, stability_minutes=None)
    assert not _unset(facet, plain) & {
        LimitName.LOCAL_DMSO_FACET,
        LimitName.DMSO_PER_KG,
        LimitName.USE_BY_NEAR,
    }
    assert not _unset(ordering(), _nothing_set())


def _times(*cells: int | None, protocol: str | None = None) -> dict[Site, tuple[Rule, object]]:
    levels = (Level.L1_L2, Level.L2_L3, Level.L3_L4, Level.L4_L5)
    facets_of = (Site(SiteKind.FACET, level, side) for level in levels for side in Side)
    orders = [aliquot(site, n, 1000) for site, n in zip(facets_of, cells, strict=False)]
    rules = {Rule.CELLS_ABOVE_SIBLINGS, Rule.CELLS_ABOVE_PROTOCOL}
    found = situation(ordering(*orders).replace(protocol=protocol)).look()
    return {f.site: (f.rule, f.evidence) for f in found if f.rule in rules and f.site}


def test_five_times_the_siblings_is_a_slip_of_the_decimal_point() -> None:
    odd = Site(SiteKind.FACET, Level.L2_L3, Side.LEFT)
    said = (Rule.CELLS_ABOVE_SIBLINGS, CellsTimes(5 * MILLION, MILLION))
    assert _times(MILLION, MILLION, 5 * MILLION) == {odd: said}
    assert _times(MILLION, MILLION, 5 * MILLION - 1) == {}
    assert _times(MILLION, None, 5 * MILLION) == {odd: said}


def test_the_lower_middle_one_of_the_others_counts() -> None:
    assert _times(MILLION, 2 * MILLION, 5 * MILLION)
    assert not _times(2 * MILLION, 2 * MILLION, 5 * MILLION)


def test_one_without_siblings_is_compared_with_none() -> None:
    assert _times(50 * MILLION) == {}
    neck = ordering(aliquot(NECK_FACET, MILLION, 300), aliquot(LEFT, 5 * MILLION, 1000))
    assert not situation(neck).found(Rule.CELLS_ABOVE_SIBLINGS)


def test_five_times_the_dose_of_the_protocol_is_heard() -> None:
    said = (Rule.CELLS_ABOVE_PROTOCOL, CellsTimes(5 * MILLION, MILLION))
    only = Site(SiteKind.FACET, Level.L1_L2, Side.LEFT)
    assert _times(5 * MILLION, protocol="sharan-2023") == {only: said}
    assert _times(5 * MILLION - 1, protocol="sharan-2023") == {}
    assert _times(5 * MILLION, protocol="lanzoni-2021") == {}
    assert _times(None, protocol="sharan-2023") == {}


def test_without_a_factor_nothing_is_compared() -> None:
    formulary = with_limit(clinic(), LimitName.SIBLING_FACTOR, None)
    plan = ordering(aliquot(LEFT, MILLION, 500), aliquot(RIGHT, 5 * MILLION, 1000))
    found = situation(plan.replace(protocol="sharan-2023"), formulary)
    assert not found.found(Rule.CELLS_ABOVE_SIBLINGS)
    assert not found.found(Rule.CELLS_ABOVE_PROTOCOL)


def _neck(level: Level, formulary: Formulary | None = None) -> list[tuple[Rule, object]]:
    rules = {Rule.CERVICAL_EPIDURAL, Rule.CERVICAL_EPIDURAL_TOO_HIGH}
    found = situation(cervical(level), formulary).look()
    return [(f.rule, f.evidence) for f in found if f.rule in rules]


def test_a_cervical_epidural_is_asked_about_at_c6_c7_and_stopped_above() -> None:
    assert _neck(Level.C7_T1) == []
    asked = (Rule.CERVICAL_EPIDURAL, TooCranial(Level.C6_C7, Level.C6_C7))
    assert _neck(Level.C6_C7) == [asked]
    for level in (Level.C2_C3, Level.C3_C4, Level.C4_C5, Level.C5_C6):
        stopped = (Rule.CERVICAL_EPIDURAL_TOO_HIGH, TooCranial(level, Level.C6_C7))
        assert _neck(level) == [stopped]


@pytest.mark.parametrize("confirm_from", [Level.C2_C3, Level.C6_C7, Level.C7_T1])
def test_what_is_above_the_highest_level_is_stopped_whatever_asks_for_a_reason(
    confirm_from: Level,
) -> None:
    limit = clinic().cervical_epidural.replace(highest=Level.C7_T1, confirm_from=confirm_from)
    formulary = clinic().replace(cervical_epidural=limit)
    assert [rule for rule, _ in _neck(Level.C6_C7, formulary)] == [Rule.CERVICAL_EPIDURAL_TOO_HIGH]


def test_a_lumbar_or_caudal_epidural_is_no_cervical_one() -> None:
    plan = ordering(aliquot(EPIDURAL, 4 * MILLION, 2450), aliquot(CAUDAL, 8 * MILLION, 4950))
    assert not situation(plan).found(Rule.CERVICAL_EPIDURAL)
    assert not situation(plan).found(Rule.CERVICAL_EPIDURAL_TOO_HIGH)


def _off(error_bp: int) -> set[Rule]:
    """What is said of a dose that is off by so much, as given."""

    def tamper(made: Preparation) -> Preparation:
        first, *others = made.suspensions
        aimed = first.achieved * 10_000 / (10_000 + error_bp)
        return replace(made, suspensions=(replace(first, concentration=aimed), *others))

    found = replace(situation(), tampered=tamper).look()
    return {f.rule for f in found if f.rule in {Rule.DOSE_OFF, Rule.DOSE_FAR_OFF}}


def test_a_dose_may_be_off_by_two_per_cent_and_is_stopped_beyond_ten() -> None:
    assert _off(200) == set()
    assert _off(201) == {Rule.DOSE_OFF}
    assert _off(-200) == set()
    assert _off(-201) == {Rule.DOSE_OFF}
    assert _off(1000) == {Rule.DOSE_OFF}
    assert _off(1001) == {Rule.DOSE_FAR_OFF}


def test_a_dose_pushed_to_zero_is_looked_at_too() -> None:
    plan = ordering(aliquot(EPIDURAL, 4 * MILLION, 2360))
    error = prepare(plan, clinic()).suspensions[0].error
    (finding,) = situation(plan).found(Rule.DOSE_OFF)
    assert finding.site == EPIDURAL
    assert finding.evidence == DoseOff(error, (1 + error) * Fraction(2450, 2360) - 1, 200)
    assert abs(error) < 0.02


def _total(target: int | None, protocol: str | None = None) -> list[object]:
    plan = complete_plan().replace(target_cells=target, protocol=protocol)
    return [f.evidence for f in situation(plan).found(Rule.TOTAL_OFF_TARGET)]


def test_the_total_is_the_target_to_the_cell() -> None:
    assert _total(46 * MILLION) == []
    assert _total(46 * MILLION + 1) == [TotalOff(46 * MILLION, 46 * MILLION + 1)]
    assert _total(None) == []


def test_the_target_falls_back_on_the_protocol() -> None:
    assert _total(None, "sharan-2023") == [TotalOff(46 * MILLION, 100 * MILLION)]
    assert _total(46 * MILLION, "sharan-2023") == []
    plan = complete_plan().replace(target_cells=None, protocol="sharan-2023")
    (finding,) = situation(plan).found(Rule.TOTAL_OFF_TARGET)
    protocol = clinic().protocol("sharan-2023")
    assert protocol is not None
    assert finding.source == protocol.source_of("target_cells")


def test_an_empty_plan_is_not_off_its_target() -> None:
    plan = ordering().replace(target_cells=MILLION)
    assert not situation(plan).found(Rule.TOTAL_OFF_TARGET)


SHARAN = tuple(
    Site(SiteKind.FACET, level, side)
    for level in (Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1)
    for side in Side
)


def _published(*more: Aliquot) -> Plan:
    facets_of = [aliquot(site, MILLION, 500) for site in SHARAN]
    plan = ordering(*facets_of, aliquot(EPIDURAL, 5 * MILLION, 2450), *more)
    return plan.replace(protocol="sharan-2023", target_cells=100 * MILLION)


def _modified(plan: Plan) -> bool:
    found = situation(plan).found(Rule.PROTOCOL_MODIFIED)
    said = [ProtocolModified("Sharan 2023, one patient")] if found else []
    assert [f.evidence for f in found] == said
    return bool(found)


def test_a_protocol_as_published_is_not_modified() -> None:
    assert not _modified(_published(aliquot(VEIN, 87 * MILLION, 100_000)))
    assert not _modified(_published())
    assert not _modified(_published().replace(target_cells=None))


def test_another_dose_site_number_or_target_modifies_a_protocol() -> None:
    extra = Site(SiteKind.FACET, Level.L1_L2, Side.LEFT)
    assert _modified(_published(aliquot(VEIN, 86 * MILLION, 100_000)))
    assert _modified(_published(aliquot(extra, MILLION, 500)))
    assert _modified(_published(aliquot(NECK_FACET, MILLION, 300)))
    assert _modified(_published().replace(target_cells=99 * MILLION))


def test_another_volume_modifies_a_protocol_that_gives_one() -> None:
    def lanzoni(volume_ul: int) -> Plan:
        plan = ordering(aliquot(VEIN, 100 * MILLION, volume_ul))
        return plan.replace(protocol="lanzoni-2021")

    assert not situation(lanzoni(50_000)).found(Rule.PROTOCOL_MODIFIED)
    assert situation(lanzoni(49_000)).found(Rule.PROTOCOL_MODIFIED)


def test_what_prescribes_nothing_is_not_modified() -> None:
    blank = complete_plan().replace(protocol="blank")
    assert not situation(blank).found(Rule.PROTOCOL_MODIFIED)
    total_only = ordering(aliquot(VEIN, 100 * MILLION, 50_000)).replace(protocol="nct05147675")
    assert not situation(total_only).found(Rule.PROTOCOL_MODIFIED)


def test_a_dose_is_meant_for_its_kind_and_region() -> None:
    lumbar = ProtocolDose(kind=SiteKind.FACET, region=Region.LUMBAR, cells=1)
    anywhere = ProtocolDose(kind=SiteKind.FACET, cells=1)
    assert lumbar.gives_to(LEFT)
    assert not lumbar.gives_to(NECK_FACET)
    assert anywhere.gives_to(NECK_FACET)
    assert not anywhere.gives_to(EPIDURAL)


def test_levels_whose_sides_differ_are_noted() -> None:
    def differ(*orders: Aliquot) -> list[object]:
        return [f.evidence for f in situation(ordering(*orders)).found(Rule.SIDES_DIFFER)]

    left = aliquot(LEFT, MILLION, 500)
    assert differ(left, aliquot(RIGHT, MILLION, 500), aliquot(EPIDURAL, MILLION, 2450)) == []
    assert differ(left, aliquot(RIGHT, MILLION, 400)) == [SidesDiffer((Level.L4_L5,))]
    assert differ(left, aliquot(RIGHT, 2 * MILLION, 500)) == [SidesDiffer((Level.L4_L5,))]
    assert differ(left) == [SidesDiffer((Level.L4_L5,))]
