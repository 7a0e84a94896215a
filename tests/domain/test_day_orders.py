"""The written order against the plan: every difference, each once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.anatomy import CAUDAL, VEIN, Level, Side, Site, SiteKind, sites
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.written_order import (
    CellsDiffer,
    NotOrdered,
    NotPlanned,
    OrderDifference,
    OrderLine,
    OrderSumOff,
    SideDiffers,
    TotalDiffers,
    VolumesDiffer,
    WrittenOrder,
    order_differences,
)
from spineplanner.wording import numbers
from spineplanner.wording.reading_order import OrderMisread, OrderRead, read_order
from spineplanner.wording.second_looks import order_difference_sentence
from spineplanner.wording.sites import site_name
from tests.domain.cases import EPIDURAL, LEFT, MILLION, RIGHT, complete_plan
from tests.domain.day_cases import on


def order(
    *lines: tuple[Site, int], total: int | None = None, volume_ul: int | None = None
) -> WrittenOrder:
    return WrittenOrder(
        text="EXAMPLE",
        lines=tuple(
            OrderLine(site=site, cells=cells, volume_ul=volume_ul) for site, cells in lines
        ),
        total_cells=total,
        typed=on(0).done,
    )


def plan(*lines: tuple[Site, int | None], volume_ul: int | None = None) -> Plan:
    return Plan(
        aliquots=tuple(
            Aliquot(site=site, cells=cells, volume_ul=volume_ul) for site, cells in lines
        )
    )


ALL = ((LEFT, MILLION), (RIGHT, MILLION), (EPIDURAL, 4 * MILLION), (VEIN, 40 * MILLION))


def test_an_order_like_the_plan_has_no_difference() -> None:
    assert order_differences(order(*ALL, total=46 * MILLION), complete_plan()) == ()
    assert order_differences(order(*ALL), complete_plan()) == ()


@pytest.mark.parametrize(
    ("written", "planned", "difference", "said"),
    [
        (
            order((RIGHT, MILLION)),
            plan((LEFT, MILLION)),
            SideDiffers(RIGHT, LEFT),
            "The order says L4–L5 facet RIGHT, the plan LEFT.",
        ),
        (
            order((LEFT, MILLION), (CAUDAL, 5 * MILLION)),
            plan((LEFT, MILLION)),
            NotPlanned(CAUDAL, 5 * MILLION),
            "The order says caudal epidural, 5 million; the plan has nothing there.",
        ),
        (
            order((LEFT, MILLION)),
            plan((LEFT, MILLION), (RIGHT, MILLION)),
            NotOrdered(RIGHT, MILLION),
            "The plan has L4–L5 facet RIGHT, 1 million; the order has nothing there.",
        ),
        (
            order((LEFT, MILLION)),
            plan((LEFT, MILLION), (EPIDURAL, None)),
            NotOrdered(EPIDURAL, None),
            "The plan has L4–L5 epidural, interlaminar, no cells yet; the order has nothing there.",
        ),
        (
            order((LEFT, MILLION)),
            plan((LEFT, 10 * MILLION)),
            CellsDiffer(LEFT, MILLION, 10 * MILLION),
            "L4–L5 facet LEFT: the order says 1 million, the plan 10 million.",
        ),
        (
            order((LEFT, MILLION)),
            plan((LEFT, None)),
            CellsDiffer(LEFT, MILLION, None),
            "L4–L5 facet LEFT: the order says 1 million, the plan no cells yet.",
        ),
        (
            order((LEFT, MILLION), volume_ul=1000),
            plan((LEFT, MILLION), volume_ul=500),
            VolumesDiffer(LEFT, 1000, 500),
            "L4–L5 facet LEFT: the order says 1 mL, the plan 0.5 mL.",
        ),
        (
            order((LEFT, MILLION), volume_ul=1000),
            plan((LEFT, MILLION)),
            VolumesDiffer(LEFT, 1000, None),
            "L4–L5 facet LEFT: the order says 1 mL, the plan no volume yet.",
        ),
    ],
)
def test_each_difference_is_a_value_and_a_sentence(
    written: WrittenOrder, planned: Plan, difference: OrderDifference, said: str
) -> None:
    assert order_differences(written, planned) == (difference,)
    assert order_difference_sentence(difference) == said


def test_totals_are_compared_with_the_lines_and_with_the_plan() -> None:
    found = order_differences(order((LEFT, MILLION), total=2 * MILLION), plan((LEFT, MILLION)))
    assert found == (OrderSumOff(2 * MILLION, MILLION), TotalDiffers(2 * MILLION, MILLION))
    assert [order_difference_sentence(item) for item in found] == [
        "The lines of the order add up to 1 million; it says 2 million in all.",
        "The order says 2 million in all, the plan 1 million.",
    ]


def test_a_volume_that_the_order_does_not_state_is_no_difference() -> None:
    assert order_differences(order((LEFT, MILLION)), plan((LEFT, MILLION), volume_ul=500)) == ()


def test_a_volume_is_compared_on_the_planned_side_as_well() -> None:
    found = order_differences(
        order((RIGHT, MILLION), volume_ul=1000), plan((LEFT, MILLION), volume_ul=500)
    )
    assert found == (SideDiffers(RIGHT, LEFT), VolumesDiffer(LEFT, 1000, 500))


def test_the_wrong_side_with_the_wrong_cells_is_two_differences() -> None:
    found = order_differences(order((RIGHT, MILLION)), plan((LEFT, 2 * MILLION)))
    assert found == (SideDiffers(RIGHT, LEFT), CellsDiffer(LEFT, MILLION, 2 * MILLION))


def test_another_level_is_not_taken_for_another_side() -> None:
    above = Site(SiteKind.FACET, Level.L3_L4, Side.LEFT)
    found = order_differences(order((above, MILLION)), plan((LEFT, MILLION)))
    assert found == (NotPlanned(above, MILLION), NotOrdered(LEFT, MILLION))


_DOSES = st.dictionaries(
    st.sampled_from(sites(5)), st.sampled_from((MILLION, 2 * MILLION)), min_size=1, max_size=8
)


@settings(max_examples=100, deadline=None)
@given(_DOSES, _DOSES)
def test_an_order_differs_just_where_it_is_not_the_plan(
    ordered: dict[Site, int], planned: dict[Site, int]
) -> None:
    found = order_differences(order(*ordered.items()), plan(*planned.items()))
    assert (found == ()) == (ordered == planned)
    assert len(set(found)) == len(found)
    untouched = {site for site in ordered if planned.get(site) == ordered[site]}
    for difference in found:
        if isinstance(difference, NotPlanned | NotOrdered | CellsDiffer):
            assert difference.site not in untouched


@settings(max_examples=100, deadline=None)
@given(_DOSES, st.booleans(), st.sampled_from("\n;"))
def test_a_plan_that_is_typed_as_it_is_printed_is_read_as_it_is(
    doses: dict[Site, int],
    dashes: bool,  # noqa: FBT001 - drawn by Hypothesis
    between: str,
) -> None:
    typed = between.join(f"{site_name(site)} {numbers.cells(n)}" for site, n in doses.items())
    typed += f"{between}Total {numbers.cells(sum(doses.values()))}"
    read = read_order(typed if dashes else typed.replace("–", "-").lower())
    assert isinstance(read, OrderRead)
    assert {line.site: line.cells for line in read.lines} == doses
    assert read.total_cells == sum(doses.values())


@pytest.mark.parametrize(
    ("typed", "site", "cells"),
    [
        ("L4–L5 facet left 1 million", LEFT, MILLION),
        ("l4-l5 FACET LEFT: 0.5 million", LEFT, MILLION // 2),
        ("L4 to L5 facet joint, right, 1,5 million cells", RIGHT, MILLION * 3 // 2),
        ("L4 - L5 left facet 1 million.", LEFT, MILLION),
        ("C7-T1 epidural 5 million", Site(SiteKind.EPIDURAL, Level.C7_T1), 5 * MILLION),
        ("L4-L5 interlaminar epidural 5 million", EPIDURAL, 5 * MILLION),
        ("caudal 5 million", CAUDAL, 5 * MILLION),
        ("Caudal epidural 5 million", CAUDAL, 5 * MILLION),
        ("iv 87 million", VEIN, 87 * MILLION),
        ("I.V. 87million", VEIN, 87 * MILLION),
        ("intravenous 87 million", VEIN, 87 * MILLION),
        ("T12-L1 facet left 1 million", Site(SiteKind.FACET, Level.T12_L1, Side.LEFT), MILLION),
    ],
)
def test_an_order_is_read_in_peoples_words(typed: str, site: Site, cells: int) -> None:
    read = read_order(f"\n{typed}\n")
    assert read == OrderRead((OrderLine(site=site, cells=cells),), None)


@pytest.mark.parametrize(
    ("typed", "line", "why"),
    [
        ("", 1, "Type the sites"),
        ("total 100 million", 1, "Type the sites"),
        ("L4-L5 facet left 1", 1, "in million"),
        ("L4-L5 facet left 1 M", 1, "write million"),
        ("L4-L5 facet left", 1, "in million"),
        ("L4-L5 facet left 1,000 million", 1, "could be"),
        ("L4-L5 facet left 0 million", 1, "Above zero"),
        ("iv 1 million\nL4-L5 facet 1 million", 2, "left or right"),
        ("L4-L5 facet L 1 million", 1, "left or right"),
        ("L4-L5 disc 1 million", 1, "“disc” is not understood"),
        ("L5-S1 1 million", 1, "say the structure"),
        ("iv1,5 million", 1, "“iv1,5” is not understood"),
        ("L4 facet left 1 million", 1, "both vertebrae"),
        ("L4-L6 facet left 1 million", 1, "There is no level L4-L6"),
        ("facet left 1 million", 1, "both vertebrae"),
        ("\niv 1 million; iv 1 million", 2, "intravenous infusion is given twice"),
        ("iv 1 million\ntotal 1 million\ntotal 2 million", 3, "total is given twice"),
    ],
)
def test_what_could_be_read_two_ways_is_refused_with_its_line(
    typed: str, line: int, why: str
) -> None:
    read = read_order(typed)
    assert isinstance(read, OrderMisread)
    assert read.line == line
    assert why in read.why
