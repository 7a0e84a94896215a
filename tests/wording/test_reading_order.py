"""A written order in people's words: a table of sentences, read exactly or refused with a word."""

import pytest

from spineplanner.wording.reading_order import OrderMisread, OrderRead, read_order

LEFT, RIGHT = "L4-L5 facet LEFT", "L4-L5 facet RIGHT"
BELOW_LEFT, BELOW_RIGHT = "L5-S1 facet LEFT", "L5-S1 facet RIGHT"
EPIDURAL = "L4-L5 epidural"


def said(text: str) -> dict[str, int | tuple[int, int]]:
    """What an order says: thousands of cells of each site, with microlitres where stated."""
    read = read_order(text)
    assert isinstance(read, OrderRead), read
    assert all(line.cells % 1000 == 0 for line in read.lines)
    return {
        line.site.code: line.cells // 1000
        if line.volume_ul is None
        else (line.cells // 1000, line.volume_ul)
        for line in read.lines
    }


@pytest.mark.parametrize(
    ("amount", "thousands"),
    [
        ("one million", 1_000),
        ("a million", 1_000),
        ("half a million", 500),
        ("half million", 500),
        ("a quarter of a million", 250),
        ("a quarter million", 250),
        ("three quarters of a million cells", 750),
        ("one and a half million", 1_500),
        ("two and a quarter million", 2_250),
        ("zero point five million", 500),
        ("one point two five million", 1_250),
        ("eighty-seven million", 87_000),
        ("eighty seven million cells", 87_000),
        ("EIGHTY-SEVEN MILLION", 87_000),
        ("nineteen million", 19_000),
        ("forty million", 40_000),
        ("a hundred million", 100_000),
        ("one hundred and five million", 105_000),
        ("two hundred five million", 205_000),
        ("nine hundred ninety-nine million", 999_000),
        ("five hundred thousand", 500),
        ("one million five hundred thousand", 1_500),
        ("one million two hundred and fifty thousand cells", 1_250),
        ("500 thousand cells", 500),
        ("0.5 thousand thousand cells", None),
        ("1500000 cells", 1_500),
        ("1,5 million", 1_500),
        ("87million cells", 87_000),
        ("100\N{NO-BREAK SPACE}million", 100_000),
    ],
)
def test_an_amount_is_read_to_the_cell(amount: str, thousands: int | None) -> None:
    for text in (f"iv {amount}", f"{amount} intravenously", f"iv: {amount}.", f"IV = {amount}"):
        if thousands is None:
            assert isinstance(read_order(text), OrderMisread)
        else:
            assert said(text) == {"vein": thousands}


@pytest.mark.parametrize(
    ("place", "site"),
    [
        ("left L4/5 facet", LEFT),
        ("L4/L5 facet, left", LEFT),
        ("left facet joint at L4-5", LEFT),
        ("the left facet of L4 to L5", LEFT),
        ("lumbar facet left L4-5", LEFT),
        ("left-facet L4-5", LEFT),
        ("L4-5 facet (left)", LEFT),
        ("- L4-5 left facet", LEFT),
        ("\N{BULLET} L4-5 left facet", LEFT),
        ("C7/Th1 epidural", "C7-T1 epidural"),
        ("cervical epidural C7-T1", "C7-T1 epidural"),
        ("T12-L1 epidural, interlaminar", "T12-L1 epidural"),
        ("L4-5 interlaminar epidural space", EPIDURAL),
        ("caudal", "caudal epidural"),
        ("caudal epidural", "caudal epidural"),
        ("epidural, caudal", "caudal epidural"),
        ("IV", "vein"),
        ("i.v.", "vein"),
        ("I. V.", "vein"),
        ("intravenous infusion", "vein"),
        ("IV infusion", "vein"),
        ("into the vein", "vein"),
    ],
)
def test_a_place_is_read_before_and_behind_the_amount(place: str, site: str) -> None:
    assert said(f"{place} 5 million") == {site: 5_000}
    assert said(f"{place}, five million cells") == {site: 5_000}
    assert said(f"{place} \N{EN DASH} 5 million.") == {site: 5_000}
    if not place.startswith(("-", "\N{BULLET}")):
        assert said(f"5 million, {place}") == {site: 5_000}


@pytest.mark.parametrize("dash", "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}"
                         "\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}\N{HYPHEN BULLET}"
                         "\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
                         "/\N{FRACTION SLASH}\N{DIVISION SLASH}")  # fmt: skip
def test_every_kind_of_dash_joins_two_vertebrae(dash: str) -> None:
    for level in (f"L4{dash}L5", f"L4 {dash} L5", f"l4{dash}5"):
        assert said(f"{level} facet left 1 million") == {LEFT: 1_000}


FOUR = dict.fromkeys((LEFT, RIGHT, BELOW_LEFT, BELOW_RIGHT), 1_000)


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("bilateral L4-5 and L5-S1 facets, 1 million each", FOUR),
        ("facets L4-5, L5-S1, both sides: one million cells each", FOUR),
        ("left and right L4/5 and L5/S1 facet joints 1 million per joint", FOUR),
        ("1 million each into the bilateral L4-5 & L5-S1 facets", FOUR),
        ("1 million into each of the bilateral L4-5, L5-S1 facets", FOUR),
        ("both L4-5 facets a million each", {LEFT: 1_000, RIGHT: 1_000}),
        ("L4-5 facet bilaterally, 1 million per side", {LEFT: 1_000, RIGHT: 1_000}),
        ("left L4-5 and L5-S1 facets, 1 million per level", {LEFT: 1_000, BELOW_LEFT: 1_000}),
        (
            "L4-5 and L5-S1 epidural 2 million each in 3 mL",
            {EPIDURAL: (2_000, 3_000), "L5-S1 epidural": (2_000, 3_000)},
        ),
    ],
)
def test_several_sites_of_a_line_are_a_grid(text: str, sites: dict[str, int]) -> None:
    assert said(text) == sites


@pytest.mark.parametrize(
    ("volume", "volume_ul"),
    [
        ("three mL", 3_000),
        ("3 ml", 3_000),
        ("0.5 mL", 500),
        ("half a mL", 500),
        ("three quarters of a millilitre", 750),
        ("one and a half milliliters", 1_500),
        ("100mL", 100_000),
    ],
)
def test_a_volume_is_read_beside_the_cells(volume: str, volume_ul: int) -> None:
    assert said(f"caudal five million cells in {volume}") == {"caudal epidural": (5_000, volume_ul)}
    assert said(f"5 million in {volume} L4-5 epidural") == {EPIDURAL: (5_000, volume_ul)}


@pytest.mark.parametrize(
    "total",
    [
        "total 100 million",
        "Total: one hundred million cells",
        "100 million in total",
        "altogether 100 million",
        "in all a hundred million",
        "total of 100 million.",
    ],
)
def test_a_total_is_no_site(total: str) -> None:
    read = read_order(f"iv 87 million\n{total}")
    assert isinstance(read, OrderRead)
    assert (len(read.lines), read.total_cells) == (1, 100_000_000)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        # How many cells each site gets
        ("bilateral L4-5 and L5-S1 facets, 1 million", "“each”"),
        ("L4-5 facets both sides 2 million", "“each”"),
        ("left L4-5 facet 1 million each", "“each” is of several sites"),
        ("bilateral L4-5 and L5-S1 facets, 1 million per side", "could be read in two ways"),
        ("bilateral L4-5 and L5-S1 facets, 1 million per level", "could be read in two ways"),
        ("L4-5 left facet 1 million total", "before or behind"),
        ("L4-5 left facet 1 million in total", "before or behind"),
        # Which sites
        ("left L4/5 1 million", "structure"),
        ("L4-5 facets 1 million each", "left or right"),
        ("left L4-5 facets 1 million", "“facets” are several"),
        ("left L4-5 and right L5-S1 facet 1 million each", "could be read in two ways"),
        ("both L4-5 and L5-S1 facets 1 million each", "both sides or both levels"),
        ("left/right L4-5 facets 1 million each", "not understood"),
        ("left or right L4-5 facet 1 million", "“or” is not understood"),
        ("left and left L4-5 facets 1 million each", "a side twice"),
        ("left L4-5 facet left 1 million", "could be read in two ways"),
        ("bilateral L4-5 and L4-5 facets 1 million each", "a place twice"),
        ("L4-5 left facet and epidural 1 million each", "could be read in two ways"),
        ("left L4-5 to L5-S1 facets 1 million each", "could be read in two ways"),
        ("left L2 to L5 facets 1 million each", "There is no level L2-L5"),
        ("left L3-L4-L5 facet 1 million", "both vertebrae"),
        ("left L4-5-S1 facet 1 million", "both vertebrae"),
        ("left L4-5, S1 facet 1 million", "both vertebrae"),
        ("left L45 facet 1 million", "both vertebrae"),
        ("left L5-L4 facet 1 million", "There is no level L5-L4"),
        ("left L4-5 epidural 5 million", "only a facet has a side"),
        ("caudal L5-S1 5 million", "no level"),
        ("epidural 5 million", "both vertebrae"),
        ("cervical epidural L4-5 5 million", "another region"),
        ("L4-5 transforaminal epidural 5 million", "“transforaminal” is not understood"),
        ("L facet L4-5 1 million", "left or right"),
        ("left L4-5 facet 1 million, right", "before or behind"),
        ("left L4-5 facet 1 million, L5-S1 epidural 5 million", "one amount"),
        # What is meant by it
        ("no left L4-5 facet 1 million", "“no” is not understood"),
        ("left L4-5 facet 1 million or more", "“or” is not understood"),
        ("left L4-5 facet up to 1 million", "“up” is not understood"),
        ("left L4-5 facet to 1 million", "“to” is not understood"),
        ("left L4-5 facet about 1 million", "“about” is not understood"),
        ("left L4-5 facet 1 million viable cells", "“viable” is not understood"),
        ("iv 87 million over 30 min", "“over” is not understood"),
        # Numbers
        ("left facet L4-5 million", "is not one number"),
        ("left facet L4 - 5 million", "is not one number"),
        ("L4 - 5 million left facet", "before or behind"),
        ("left facet L4 5 million", "both vertebrae"),
        ("left facet L4-5,5 million", "could be 0.5 or 5"),
        ("left facet L4-5.5 million", "could be 0.5 or 5"),
        ("left facet L4-5 .5 million", "could be 0.5 or 5"),
        ("left facet,1 million", "could be 0.1 or 1"),
        ("iv -1 million", "“-1” is not understood"),
        ("iv \N{MINUS SIGN}1 million", "not understood"),
        ("iv 1-2 million", "“-2” is not understood"),
        ("iv one-two million", "is not one number"),
        ("iv one to two million", "one amount"),
        ("iv 1 2 million", "separates digits"),
        ("iv 1, 5 million", "one amount"),
        ("1. 5 million iv", "not understood"),
        ("iv 1 million million", "is not one number"),
        ("iv 1 million 500 thousand", "is not one number"),
        ("iv 5 hundred thousand", "is not one number"),
        ("iv one million five hundred", "in million"),
        ("iv one million and a half", "in million"),
        ("iv twenty fifteen million", "is not one number"),
        ("iv twenty ten million", "is not one number"),
        ("iv eighty zero million", "is not one number"),
        ("iv one hundred zero million", "is not one number"),
        ("iv ten hundred million", "is not one number"),
        ("iv one point twenty-five million", "is not one number"),
        ("iv one point million", "is not one number"),
        ("iv forty and a half million", "is not one number"),
        ("iv one billion", "billion"),
        ("iv 1 billion cells", "billion"),
        ("iv zero million", "Above zero"),
        ("iv zero point zero million", "Above zero"),
        ("iv one point zero zero zero zero zero zero five million", "can't be divided"),
        ("iv 87", "in million"),
        ("iv eighty-seven", "in million"),
        ("iv 87 cells", "From 1000"),
        ("iv eighty-seven cells", "in million"),
        ("iv 1,000,000 cells", "separates digits"),
        ("iv 500,000 cells", "could be"),
        ("iv 1M", "write million"),
        ("iv 1 mio", "write million"),
        ("iv 1e6 cells", "not understood"),
        ("iv 1x10^6 cells", "not understood"),
        ("iv 1\N{VULGAR FRACTION ONE HALF} million", "not understood"),
        ("iv million", "is not one number"),
        ("iv cells", "in million"),
        ("iv 1 million/mL", "not understood"),
        ("iv 1 million per mL", "“per” is not understood"),
        ("iv 1 million in 1 cc", "write mL"),
        ("iv 1 million in zero mL", "is not one number"),
        ("iv 1 million in 0 mL", "Above zero"),
        ("iv 1 million in 0.5", "one amount"),
        ("iv 1 million in 2 million", "one amount"),
        ("iv 1 million 2 mL", "one amount"),
        ("total 1 million in 1 mL", "not understood"),
        # Letters that only look alike
        ("left \N{CYRILLIC CAPITAL LETTER ES}4-5 facet 1 million", "not understood"),
        ("iv \N{FULLWIDTH DIGIT ONE} million", "not understood"),
        ("iv 1\N{ZERO WIDTH SPACE}0 million", "not understood"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_word(text: str, why: str) -> None:
    read = read_order(text)
    assert isinstance(read, OrderMisread), read
    assert why in read.why


def test_the_line_that_is_refused_is_the_one_that_is_seen() -> None:
    read = read_order("\niv 1 million; caudal 1 million\n\nL4-5 epidural rubbish 1 million")
    assert isinstance(read, OrderMisread)
    assert (read.line, "“rubbish”" in read.why) == (4, True)


def test_a_site_that_a_grid_names_again_is_refused() -> None:
    read = read_order("left L4-5 facet 1 million\nbilateral L4-5 facets 1 million each")
    assert isinstance(read, OrderMisread)
    assert (read.line, read.why) == (2, "L4–L5 facet LEFT is given twice.")
