"""An order that is written from a plan, in several people's styles, reads back to that plan."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from spineplanner.domain.anatomy import LumbarCount, Side, Site, SiteKind, sites
from spineplanner.domain.entries import Done
from spineplanner.domain.plan import Aliquot, Counting, Plan
from spineplanner.domain.written_order import CellsDiffer, WrittenOrder, order_differences
from spineplanner.wording.reading_order import OrderRead, read_order
from tests.domain.day_cases import on

MILLION = 1_000_000
ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int, random: Random) -> str:
    """A number from 1 to 999 in words, with and without hyphens and "and"."""
    hundreds, rest = divmod(number, 100)
    below = ONES[rest] if rest < 20 else TENS[rest // 10]
    if rest >= 20 and rest % 10:
        below += random.choice("- ") + ONES[rest % 10]
    if not hundreds:
        return below
    head = f"{ONES[hundreds]} hundred"
    return head + random.choice((" ", " and ")) + below if below else head


def amount(cells: int, random: Random) -> str:
    """Cells as one person or the other writes them."""
    millions, rest = divmod(cells, MILLION)
    halves = {500_000: "half", 250_000: "a quarter", 750_000: "three quarters"}
    ways = [f"{cells / MILLION:.6f}".rstrip("0").rstrip(".") + " million", f"{cells} cells"]
    if millions > 999:
        pass
    elif not rest:
        ways.append(f"{spelled(millions, random)} million")
    elif not millions and rest in halves:
        ways.append(f"{halves[rest]} {'a' if rest == 500_000 else 'of a'} million")
    elif rest in halves and millions < 20:
        part = "a half" if rest == 500_000 else halves[rest]
        ways.append(f"{spelled(millions, random)} and {part} million")
    if rest % 1000 == 0 and rest and millions <= 999:
        head = f"{spelled(millions, random)} million " if millions else ""
        ways.append(f"{head}{spelled(rest // 1000, random)} thousand")
    chosen = random.choice(ways)
    return chosen if chosen.endswith("cells") else chosen + random.choice(("", " cells"))


def level(site: Site, random: Random) -> str:
    assert site.level is not None
    upper, lower = site.level.upper_vertebra, site.level.lower_vertebra
    joint = random.choice("-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}/")
    if upper[0] == lower[0] and random.random() < 0.5:
        lower = lower[1:]
    if random.random() < 0.2:
        joint = f" {joint} "
    return f"{upper}{joint}{lower}"


def place(site: Site, random: Random) -> str:
    match site.kind:
        case SiteKind.VEIN:
            return random.choice(("IV", "i.v.", "intravenous infusion", "into the vein"))
        case SiteKind.CAUDAL:
            return random.choice(("caudal", "caudal epidural"))
        case SiteKind.EPIDURAL:
            where = level(site, random)
            return random.choice((f"{where} epidural", f"interlaminar epidural at {where}"))
        case SiteKind.FACET:
            assert site.side is not None
            side, where = site.side.value.lower(), level(site, random)
            return random.choice(
                (f"{side} {where} facet", f"{where} facet, {side}", f"{side} facet joint {where}")
            )


def both(group: list[Site], random: Random) -> str:
    """Both joints of several levels at once."""
    levels = [level(site, random) for site in group if site.side is Side.LEFT]
    listed = " and ".join((", ".join(levels[:-1]), levels[-1])) if levels[1:] else levels[0]
    return random.choice(
        (f"bilateral {listed} facets", f"facets {listed}, both sides", f"{listed} facets bilateral",
         f"left and right {listed} facet joints")
    )  # fmt: skip


@dataclass(frozen=True)
class Dose:
    cells: int
    volume_ul: int | None


def written(doses: dict[Site, Dose], random: Random) -> str:
    lines = list(_lines(doses, random))
    total = sum(dose.cells for dose in doses.values())
    if random.random() < 0.5:
        lines.append(f"{random.choice(('total', 'Total:', 'in all'))} {amount(total, random)}")
    random.shuffle(lines)
    styled: Callable[[str], str] = random.choice((str, str.upper, str.lower))
    return "".join(styled(line) + random.choice(("\n", ";", ".\n", "\n\n")) for line in lines)


def _lines(doses: dict[Site, Dose], random: Random) -> Iterator[str]:
    groups: dict[Dose, list[Site]] = defaultdict(list)
    for site, dose in doses.items():
        paired = site.side is not None and doses.get(site.mirrored) == dose
        if paired and random.random() < 0.9:
            groups[dose].append(site)
    for dose, members in groups.items():
        pairs = [site for site in members if site.mirrored in members]
        groups[dose] = pairs
        if pairs:
            yield _line(both(pairs, random), f"{_dose(dose, random)} each", random)
    for site, dose in doses.items():
        if site not in groups.get(dose, ()):
            yield _line(place(site, random), _dose(dose, random), random)


def _dose(dose: Dose, random: Random) -> str:
    said = amount(dose.cells, random)
    return said if dose.volume_ul is None else f"{said} in {dose.volume_ul / 1000:g} mL"


def _line(where: str, dose: str, random: Random) -> str:
    return random.choice((f"{where} {dose}", f"{where}: {dose}", f"{where} - {dose}",
                          f"{dose}, {where}"))  # fmt: skip


_CELLS = st.one_of(
    st.sampled_from((MILLION, 5 * MILLION, 87 * MILLION, 500_000, 250_000, 1_750_000)),
    st.integers(1, 999).map(lambda millions: millions * MILLION),
    st.integers(1, 9_999).map(lambda thousands: thousands * 1000),
)
_DOSE = st.builds(Dose, _CELLS, st.sampled_from((None, None, 500, 1000, 3000)))
_ALIKE = st.tuples(st.lists(_DOSE, min_size=1, max_size=2), st.sampled_from((4, 5, 6))).flatmap(
    lambda given: st.dictionaries(
        st.sampled_from(sites(given[1])), st.sampled_from(given[0]), min_size=1, max_size=20
    )
)


def order_of(text: str) -> WrittenOrder:
    read = read_order(text)
    assert isinstance(read, OrderRead), (text, read)
    done: Done = on(0).done
    return WrittenOrder(text=text, lines=read.lines, total_cells=read.total_cells, typed=done)


def plan_of(doses: dict[Site, Dose]) -> Plan:
    counts: tuple[LumbarCount, ...] = (5, 4, 6)
    fitting = next(count for count in counts if doses.keys() <= {*sites(count)})
    return Plan(
        counting=Counting(lumbar_count=fitting),
        aliquots=tuple(
            Aliquot(site=site, cells=dose.cells, volume_ul=dose.volume_ul)
            for site, dose in doses.items()
        ),
    )


@settings(max_examples=100, deadline=None)
@given(_ALIKE, st.randoms(use_true_random=False))
def test_an_order_in_any_style_is_the_plan_it_was_written_from(
    doses: dict[Site, Dose], random: Random
) -> None:
    order = order_of(written(doses, random))
    assert {line.site: Dose(line.cells, line.volume_ul) for line in order.lines} == doses
    assert order_differences(order, plan_of(doses)) == ()


@settings(max_examples=100, deadline=None)
@given(_ALIKE, st.randoms(use_true_random=False), st.data())
def test_one_changed_dose_is_the_one_difference_that_is_said(
    doses: dict[Site, Dose], random: Random, data: st.DataObject
) -> None:
    text = "\n".join(_lines(doses, random))
    site = data.draw(st.sampled_from(sorted(doses, key=lambda each: each.rank)))
    changed = doses | {site: Dose(doses[site].cells + 1000, doses[site].volume_ul)}
    assert order_differences(order_of(text), plan_of(changed)) == (
        CellsDiffer(site, doses[site].cells, doses[site].cells + 1000),
    )
