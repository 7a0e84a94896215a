"""The formulary in people's words: its kinds, figures, faults and differences."""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import ValidationError

from spineplanner.domain.anatomy import Level, Region, Route, SiteKind
from spineplanner.domain.formulary import (
    ContainerKind,
    Entry,
    Formulary,
    LevelLimit,
    Limit,
    ProtocolDose,
)
from spineplanner.domain.formulary_edits import Kind, Standing, changed_entries, figures_of
from spineplanner.domain.stability import StabilityPoint
from spineplanner.wording import numbers
from spineplanner.wording.fields import limit_names
from spineplanner.wording.reading_limits import measure_of
from spineplanner.wording.sites import level_name
from spineplanner.wording.translate import _


def kind_name(kind: Kind) -> str:
    """Name a list of the formulary."""
    return {
        Kind.PRODUCTS: _("Products"),
        Kind.PROTOCOLS: _("Protocols"),
        Kind.SYRINGES: _("Syringes"),
        Kind.NEEDLES: _("Needles"),
        Kind.DILUENTS: _("Diluents"),
        Kind.LIMITS: _("Limits"),
        Kind.ALLERGENS: _("Allergens"),
        Kind.BENCH: _("Bench"),
    }[kind]


def new_name(kind: Kind) -> str:
    """What an entry is called that the clinic adds."""
    return {
        Kind.PRODUCTS: _("Own product"),
        Kind.PROTOCOLS: _("Own protocol"),
        Kind.SYRINGES: _("Own syringe"),
        Kind.NEEDLES: _("Own needle"),
        Kind.DILUENTS: _("Own diluent"),
        Kind.ALLERGENS: _("Own allergen"),
    }.get(kind, "")


def standing_words(standing: Standing) -> str:
    """Say how an entry stands to the one that came with the program; nothing where it is it."""
    return {
        Standing.SHIPPED: "",
        Standing.MODIFIED: _("modified by the clinic"),
        Standing.ADDED: _("added by the clinic"),
        Standing.REMOVED: _("removed by the clinic"),
    }[standing]


def entry_name(entry: Entry) -> str:
    """Name an entry: a limit by what it limits, anything else by its own name."""
    if isinstance(entry, Limit):
        words = limit_names((entry.limit,))
        return words[:1].upper() + words[1:]
    return entry.name


def figure_name(figure: str) -> str:
    """Name a figure of an entry.

    Raises:
        KeyError: no entry has such a figure.
    """
    return _figures()[figure]


def _figures() -> dict[str, str]:
    return _figures_of_products() | {
        "citation": _("Citation"),
        "target_cells": _("Target"),
        "pooling": _("Pooling of vials"),
        "doses": _("Doses"),
        "capacity_ul": _("Holds"),
        "graduation_ul": _("Finest mark"),
        "hub_ul": _("Stays below the zero mark"),
        "measures": _("Fine enough to mix with"),
        "gauge": _("Gauge"),
        "length_mm": _("Length"),
        "keeps_ul": _("Keeps after the injection"),
        "protein": _("Holds protein"),
        "preservative_free": _("Free of preservatives"),
        "routes": _("May be used for"),
        "words": _("Words that it is known by"),
        "value": _("Limit"),
        "highest": _("Highest level that is not stopped"),
        "confirm_from": _("Wants a reason from this level up"),
        "residual_ul": _("Stays in a mixing tube"),
        "overfill_bp": _("Or this share of it, if that is more"),
        "count_sample_ul": _("Spent on the count"),
        "pool_residual_ul": _("Stays in the pooling tube"),
        "smallest_ul": _("Smallest volume that may be measured"),
        "tube_ul": _("Largest suspension"),
        "infusion_filter": _("Filter of an infusion"),
    }


def _figures_of_products() -> dict[str, str]:
    return {
        "label_cells": _("Cells on the label"),
        "fill_ul": _("Fill of a vial"),
        "withdrawable_ul": _("Can be withdrawn from a vial"),
        "vial_ul": _("Size of the vial"),
        "dmso_bp": _("DMSO"),
        "release_viability_bp": _("Least viability for release"),
        "stability_minutes": _("To be used within, after the thaw"),
        "stability_points": _("Viability measured after the thaw"),
        "thaw_celsius": _("Thawed at"),
        "allergens": _("Components that patients may be allergic to"),
        "codes": _("Codes that its vials are scanned by"),
    }


def route_name(route: Route) -> str:
    """Name a way in."""
    return {
        Route.FACET: _("facet joints"),
        Route.EPIDURAL: _("the epidural space"),
        Route.INTRAVENOUS: _("the vein"),
    }[route]


def place_name(kind: SiteKind, region: Region | None) -> str:
    """Name a kind of site in a region."""
    words = {
        (SiteKind.FACET, Region.CERVICAL): _("Cervical facet"),
        (SiteKind.FACET, Region.LUMBAR): _("Lumbar facet"),
        (SiteKind.FACET, None): _("Facet of either region"),
        (SiteKind.EPIDURAL, Region.CERVICAL): _("Cervical epidural"),
        (SiteKind.EPIDURAL, Region.LUMBAR): _("Lumbar epidural"),
        (SiteKind.EPIDURAL, None): _("Epidural of either region"),
        (SiteKind.CAUDAL, None): _("Caudal epidural"),
        (SiteKind.VEIN, None): _("Vein"),
    }
    return words.get((kind, region)) or words[kind, None]


def pooling_words(allowed: bool | None) -> str:  # noqa: FBT001 - it is what is asked about
    """Say whether a protocol lets vials be pooled."""
    if allowed is None:
        return _("not stated")
    return _("vials may be pooled") if allowed else _("vials are kept apart")


def container_name(container: ContainerKind) -> str:
    """Name what an aliquot is given from."""
    return {ContainerKind.SYRINGE: _("syringe"), ContainerKind.BAG: _("bag")}[container]


def entry_remark(entry: Entry) -> str:
    """Say the one figure that an entry of a list is looked up for; nothing where it has several."""
    match entry:
        case Limit():
            return figure_words(entry, "value", entry.value)
        case LevelLimit():
            return _("up to {level}").format(level=level_name(entry.highest))
        case _:
            return ""


def figure_words(entry: Entry, figure: str, value: object) -> str:
    """Say the value of an entry's figure with its unit."""
    if figure == "pooling" and (value is None or isinstance(value, bool)):
        return pooling_words(value)
    if value is None:
        return _("not set")
    if isinstance(entry, Limit) and isinstance(value, int):
        return measure_of(entry.limit).say(value)
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int():
            return _number(figure, value)
        case tuple():
            return ", ".join(_item(item) for item in value) or _("none")
        case _:
            return _item(value)


def _number(figure: str, value: int) -> str:
    if figure.endswith("_cells"):
        return numbers.cells(value)
    if figure.endswith("_ul"):
        return numbers.volume(value)
    if figure.endswith("_bp"):
        return numbers.per_cent_bp(value)
    units = {"_minutes": _("{number} min"), "_celsius": _("{number} °C"), "_mm": _("{number} mm")}
    for ending, words in units.items():
        if figure.endswith(ending):
            return words.format(number=value)
    return str(value)


def _item(item: object) -> str:
    match item:
        case ProtocolDose():
            return _dose(item)
        case StabilityPoint():
            return _("{share} after {minutes} min").format(
                share=numbers.per_cent_bp(item.viability_bp), minutes=item.minutes
            )
        case Level():
            return level_name(item)
        case Route():
            return route_name(item)
        case StrEnum():
            return item.value
        case _:
            return f"“{item}”"


def _dose(dose: ProtocolDose) -> str:
    amount = numbers.cells(dose.cells)
    if dose.volume_ul is not None:
        volume = numbers.volume(dose.volume_ul)
        amount = _("{cells} in {volume}").format(cells=amount, volume=volume)
    return _("{place} {amount}").format(place=place_name(dose.kind, dose.region), amount=amount)


def formulary_differences(before: Formulary, after: Formulary) -> list[str]:
    """Say every difference between two formularies, one sentence for each figure."""
    said: list[str] = []
    for kind, old, new in changed_entries(before, after):
        entry = new or old
        where = f"{kind_name(kind)}, {entry_name(entry)}" if entry else kind_name(kind)
        if old is None:
            said.append(_("{where}: added").format(where=where))
        elif new is None:
            said.append(_("{where}: removed").format(where=where))
        else:
            said.extend(_changed(where, old, new))
    return said or ([_("The order of the entries differs")] if before != after else [])


def _changed(where: str, old: Entry, new: Entry) -> Iterator[str]:
    became = _("{where}, {figure}: {was} became {now}")
    if old.name != new.name:
        yield _("{where}: it was called {was}").format(where=where, was=old.name)
    figures = [name for name in figures_of(new) if getattr(old, name) != getattr(new, name)]
    for figure in figures:
        yield became.format(
            where=where,
            figure=figure_name(figure),
            was=figure_words(old, figure, getattr(old, figure)),
            now=figure_words(new, figure, getattr(new, figure)),
        )
    if not figures and old.name == new.name:
        yield _("{where}: another source").format(where=where)


def fault_words(error: ValidationError) -> str:
    """Say why a change can't be kept, and what to do."""
    first = error.errors(include_url=False, include_input=False)[0]
    words = _faults().get(first["type"])
    if words is None:
        return _("This can’t be kept: {why}.").format(why=first["msg"])
    return words.format(**first.get("ctx", {}))


def _faults() -> dict[str, str]:
    return {
        "volumes_out_of_order": _(
            "No more can be withdrawn than the vial is filled with, and no more is in it than it "
            "holds. Change the other volume first."
        ),
        "points_out_of_order": _("There is a point at these minutes already. Change one of them."),
        "marks_end_early": _(
            "What it holds must be a whole number of its finest marks. Change the other one first."
        ),
        "syringes_out_of_order": _("There is a syringe of this size already."),
        "nothing_measures": _("One syringe that is fine enough to mix with is needed."),
        "unknown_allergen": _(
            "A product or a diluent holds this allergen. Take it off there first."
        ),
        "same_dose_twice": _("This would give two doses to one site. Empty the other one first."),
        "same_code_twice": _(
            "“{first}” and “{second}” would both go by the code {code}. Take it off one of them."
        ),
        "code_listed_twice": _("The code is listed already."),
        "level_not_cervical": _("Choose a cervical level."),
        "too_short": _("At least one is needed."),
    }
