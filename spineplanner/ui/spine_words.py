"""What is given to each site, in words: beside it, under the pointer and as it is spoken."""

from dataclasses import dataclass

from spineplanner.domain.anatomy import Site
from spineplanner.domain.plan import Plan
from spineplanner.wording import numbers
from spineplanner.wording.sites import site_name, tag_name
from spineplanner.wording.translate import _, ngettext


@dataclass(frozen=True, slots=True)
class Given:
    """What a plan orders for one site, with the number of its container."""

    number: int
    cells: int | None
    volume_ul: int | None
    bag: bool


def given_by_site(plan: Plan) -> dict[Site, Given]:
    """Number what is ordered, as the sheets do."""
    return {
        item.site: Given(number, item.cells, item.volume_ul, item.is_bag)
        for number, item in enumerate(plan.aliquots, start=1)
    }


def dose_words(given: Given) -> str:
    """The dose beside a site: "1 million · 0.5 mL"; what is not stated is a dash."""
    return _("{cells} · {volume}").format(cells=_cells(given), volume=_volume(given))


def shorter_dose_words(given: Given) -> tuple[str, ...]:
    """Other ways to write it where there is less room; no number is ever cut."""
    return (_("{cells} · …").format(cells=_cells(given)), "…")


def _cells(given: Given) -> str:
    return _("– million") if given.cells is None else numbers.cells(given.cells)


def _volume(given: Given) -> str:
    return _("– mL") if given.volume_ul is None else numbers.volume(given.volume_ul)


def key_words(site: Site, given: Given) -> str:
    """A site of the midline below the spine: "9  L4–L5 EPIDURAL · 5 million · 3 mL"."""
    return _("{number}  {site} · {dose}").format(
        number=given.number, site=tag_name(site), dose=dose_words(given)
    )


def more_words(count: int) -> str:
    """Where the room below the spine ends."""
    return ngettext(
        "and {count} more epidural, in the table", "and {count} more epidurals, in the table", count
    ).format(count=count)


def _container(given: Given) -> str:
    words = _("bag {number}") if given.bag else _("syringe {number}")
    return words.format(number=given.number)


def spoken(site: Site, given: Given | None) -> str:
    """A site as a screen reader says it: "L4–L5 facet LEFT, 1 million cells, syringe 5"."""
    if given is None:
        return _("{site}, empty").format(site=site_name(site))
    return _("{site}, {cells}, {container}").format(
        site=site_name(site), cells=_spoken_cells(given), container=_container(given)
    )


def _spoken_cells(given: Given) -> str:
    if given.cells is None:
        return _("cells not stated")
    return _("{cells} cells").format(cells=numbers.cells(given.cells))


def hint(site: Site, given: Given | None) -> str:
    """A site under the pointer: "L4–L5 facet LEFT, 1 million cells in 0.5 mL, syringe 5"."""
    if given is None:
        return spoken(site, None)
    volume = _("volume not stated") if given.volume_ul is None else _volume(given)
    return _("{site}, {cells} in {volume}, {container}").format(
        site=site_name(site),
        cells=_spoken_cells(given),
        volume=volume,
        container=_container(given),
    )


def usual_dose_words() -> str:
    """The dose that is usual beside a facet, to keep room for."""
    return dose_words(Given(number=1, cells=1_000_000, volume_ul=500, bag=False))
