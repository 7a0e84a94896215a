"""Changes to a formulary: each gives a whole valid one, or is refused; and what they amount to."""

import pytest
from pydantic import ValidationError

from spineplanner.domain.anatomy import Level
from spineplanner.domain.formulary import Certainty, Formulary, Limit, LimitName, Source
from spineplanner.domain.formulary_edits import (
    LONGEST_ID,
    Kind,
    Standing,
    changed_entries,
    entries,
    figures_of,
    find,
    free_id,
    put,
    standings,
    with_figures,
    without,
)
from tests.domain.cases import NEEDLE, PRODUCT, shipped

OURS = Source(text="Measured here", certainty=Certainty.CLINIC)
OPEN_KINDS = [kind for kind in Kind if not kind.is_closed]


def _ids(formulary: Formulary, kind: Kind) -> list[str]:
    return [entry.id for entry in entries(formulary, kind)]


def _lacking(name: LimitName) -> Formulary:
    """A clinic whose file was written before there was such a limit."""
    limits = tuple(limit for limit in shipped().limits if limit.limit is not name)
    return shipped().replace(limits=limits)


def _limit(formulary: Formulary, id: str) -> Limit:
    limit = find(formulary, Kind.LIMITS, id)
    assert isinstance(limit, Limit)
    return limit


def test_only_limits_and_the_bench_are_what_the_program_asks_for() -> None:
    assert [kind for kind in Kind if kind.is_closed] == [Kind.LIMITS, Kind.BENCH]


@pytest.mark.parametrize("kind", OPEN_KINDS)
def test_a_kind_lists_the_entries_of_its_part(kind: Kind) -> None:
    assert entries(shipped(), kind) == getattr(shipped(), kind.value)


def test_the_bench_is_the_one_entry_of_its_kind() -> None:
    assert entries(shipped(), Kind.BENCH) == (shipped().bench,)


def test_every_limit_is_listed_though_the_clinics_file_lacks_one() -> None:
    lacking = LimitName.USE_BY_NEAR
    *limits, highest = entries(_lacking(lacking), Kind.LIMITS)

    assert [limit.limit for limit in limits if isinstance(limit, Limit)] == list(LimitName)
    assert highest == shipped().cervical_epidural
    assert _limit(_lacking(lacking), lacking.value).value is None


def test_a_limit_that_the_clinics_file_lacks_can_be_set() -> None:
    lacking = LimitName.USE_BY_NEAR
    formulary = _lacking(lacking)
    limit = with_figures(_limit(formulary, lacking.value), {"value": 20}, OURS)

    changed = put(formulary, Kind.LIMITS, limit).limit(lacking)

    assert changed is not None
    assert (changed.value, changed.source) == (20, OURS)


def test_an_entry_that_nobody_has_is_not_found() -> None:
    assert find(shipped(), Kind.NEEDLES, "no-such-needle") is None


@pytest.mark.parametrize("kind", OPEN_KINDS)
def test_an_entry_is_put_in_the_place_of_the_one_with_its_id(kind: Kind) -> None:
    first = entries(shipped(), kind)[0].replace(name="Renamed")

    changed = put(shipped(), kind, first)

    assert find(changed, kind, first.id) == first
    assert _ids(changed, kind) == _ids(shipped(), kind)


def test_an_entry_with_a_new_id_comes_after_all_others() -> None:
    ours = shipped().needles[0].replace(id="ours")

    assert put(shipped(), Kind.NEEDLES, ours).needles == (*shipped().needles, ours)


def test_a_new_syringe_stands_where_its_size_belongs() -> None:
    smallest, second, *_ = shipped().syringes
    between = smallest.replace(
        id="between", capacity_ul=smallest.capacity_ul + smallest.graduation_ul
    )
    assert between.capacity_ul < second.capacity_ul

    assert put(shipped(), Kind.SYRINGES, between).syringes[:3] == (smallest, between, second)


def test_the_bench_and_the_highest_level_are_put_in_their_own_places() -> None:
    bench = shipped().bench.replace(tube_ul=40_000)
    level = shipped().cervical_epidural.replace(highest=Level.C7_T1, confirm_from=Level.C7_T1)

    changed = put(put(shipped(), Kind.BENCH, bench), Kind.LIMITS, level)

    assert (changed.bench, changed.cervical_epidural) == (bench, level)
    assert changed.limits == shipped().limits


def test_an_entry_that_contradicts_another_is_refused() -> None:
    twin = shipped().syringes[0].replace(id="twin")

    with pytest.raises(ValidationError, match="smallest to largest"):
        put(shipped(), Kind.SYRINGES, twin)


def test_an_entry_is_taken_away_and_all_others_stay() -> None:
    left = without(shipped(), Kind.NEEDLES, NEEDLE)

    assert left.needles == tuple(needle for needle in shipped().needles if needle.id != NEEDLE)
    assert left.replace(needles=shipped().needles) == shipped()


def test_an_entry_that_others_name_is_not_taken_away() -> None:
    named = next(item for product in shipped().products for item in product.allergens or ())

    with pytest.raises(ValidationError, match="unknown allergen"):
        without(shipped(), Kind.ALLERGENS, named)


@pytest.mark.parametrize("kind", [Kind.LIMITS, Kind.BENCH])
def test_what_the_program_asks_for_is_not_taken_away(kind: Kind) -> None:
    with pytest.raises(ValueError, match="can be taken away"):
        without(shipped(), kind, entries(shipped(), kind)[0].id)


def test_what_names_an_entry_is_no_figure_of_it() -> None:
    assert figures_of(shipped().needles[0]) == ("gauge", "length_mm", "keeps_ul")
    assert figures_of(shipped().limits[0]) == ("value",)


def test_a_changed_figure_cites_its_source_and_every_other_keeps_its_own() -> None:
    product = shipped().product(PRODUCT)
    assert product is not None
    kept = [figure for figure in figures_of(product) if figure != "thaw_celsius"]

    changed = with_figures(product, {"thaw_celsius": 38}, OURS)

    assert changed.thaw_celsius == 38
    assert changed.source == changed.source_of("thaw_celsius") == OURS
    assert [changed.source_of(figure) for figure in kept] == [
        product.source_of(figure) for figure in kept
    ]


def test_figures_that_come_from_the_new_source_already_are_not_cited_twice() -> None:
    needle = shipped().needles[0]
    once = with_figures(needle, {"keeps_ul": 90}, OURS)

    twice = with_figures(once, {"length_mm": 100}, OURS)

    assert [item.figures for item in twice.figure_sources] == [("gauge",)]
    assert twice.source_of("keeps_ul") == OURS


def test_a_figure_that_can_not_be_is_refused() -> None:
    with pytest.raises(ValidationError, match="gauge"):
        with_figures(shipped().needles[0], {"gauge": 99}, OURS)


def test_an_id_that_is_free_is_taken_as_it_is() -> None:
    assert free_id(shipped(), Kind.NEEDLES, "ours") == "ours"


def test_an_id_that_is_taken_gets_the_first_free_number() -> None:
    second = shipped().needles[0].replace(id=f"{NEEDLE}-2")

    assert free_id(shipped(), Kind.NEEDLES, NEEDLE) == f"{NEEDLE}-2"
    assert free_id(put(shipped(), Kind.NEEDLES, second), Kind.NEEDLES, NEEDLE) == f"{NEEDLE}-3"


def test_a_long_id_is_cut_and_makes_room_for_its_number() -> None:
    wanted = "n" * (LONGEST_ID - 3) + "-" + "m" * 20
    first = free_id(shipped(), Kind.NEEDLES, wanted)
    taken = put(shipped(), Kind.NEEDLES, shipped().needles[0].replace(id=first))

    assert first == wanted[:LONGEST_ID]
    assert free_id(taken, Kind.NEEDLES, wanted) == "n" * (LONGEST_ID - 3) + "-2"


def test_entries_stand_to_the_shipped_ones_and_those_taken_away_come_last() -> None:
    first, second, *others = shipped().needles
    renamed, ours = second.replace(name="Renamed"), second.replace(id="ours")
    formulary = shipped().replace(needles=(ours, renamed, *others))

    assert standings(formulary, shipped(), Kind.NEEDLES) == (
        (ours, Standing.ADDED),
        (renamed, Standing.MODIFIED),
        *((needle, Standing.SHIPPED) for needle in others),
        (first, Standing.REMOVED),
    )


def test_every_change_is_told_with_what_was_and_what_is() -> None:
    first, second, *others = shipped().needles
    renamed, ours = second.replace(name="Renamed"), second.replace(id="ours")
    bench = shipped().bench.replace(tube_ul=40_000)
    after = shipped().replace(needles=(renamed, *others, ours), bench=bench)

    assert list(changed_entries(shipped(), after)) == [
        (Kind.NEEDLES, first, None),
        (Kind.NEEDLES, second, renamed),
        (Kind.NEEDLES, None, ours),
        (Kind.BENCH, shipped().bench, bench),
    ]


def test_nothing_is_told_of_formularies_that_are_equal() -> None:
    assert list(changed_entries(shipped(), shipped())) == []
