"""What is different between two orders, in sentences: "L4–L5 facet LEFT: 1 million became …"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from spineplanner.domain.anatomy import Level, Site
from spineplanner.domain.formulary import Diluent, Formulary, Needle, Product, Protocol
from spineplanner.domain.plan import Aliquot, Expiry, Lot, Plan
from spineplanner.domain.values import Value
from spineplanner.wording import numbers
from spineplanner.wording.fields import field_name
from spineplanner.wording.scanning import expiry_words
from spineplanner.wording.sites import level_name, site_name
from spineplanner.wording.translate import _


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, and how it is said of both; None where one has no such aliquot."""

    what: str
    was: str | None
    now: str | None


def differences(before: Plan, after: Plan, formulary: Formulary) -> list[str]:
    """Say every difference, the aliquots' first; none where the orders are equal.

    Args:
        before: what was ordered.
        after: what is ordered now.
        formulary: has the names; what it does not know is said by its id.
    """
    return [difference_sentence(item) for item in differing(before, after, formulary)]


def difference_sentence(difference: Difference) -> str:
    """Say what became of what, or what was added or removed."""
    match difference:
        case Difference(what=what, was=None, now=now):
            return _("{site}: added, {amount}").format(site=what, amount=now)
        case Difference(what=what, was=was, now=None):
            return _("{site}: removed, it was {amount}").format(site=what, amount=was)
        case Difference(what=what, was=was, now=now):
            return _("{what}: {was} became {now}").format(what=what, was=was, now=now)


def differing(before: Plan, after: Plan, formulary: Formulary) -> Iterator[Difference]:
    """Every difference between two orders, the aliquots' first."""
    yield from _aliquots(before, after, formulary)
    yield from _statements(before, after, formulary)


def _aliquots(before: Plan, after: Plan, formulary: Formulary) -> Iterator[Difference]:
    sites = {item.site for item in (*before.aliquots, *after.aliquots)}
    for site in sorted(sites, key=lambda place: place.rank):
        old, new = before.aliquot_at(site), after.aliquot_at(site)
        if old is not None and new is not None:
            yield from _changed(site, old, new, formulary)
        else:
            was, now = (None if item is None else _amount(item) for item in (old, new))
            yield Difference(site_name(site), was, now)


def _amount(aliquot: Aliquot) -> str:
    absent = _("not stated")
    cells, volume = aliquot.cells, aliquot.volume_ul
    return _("{cells} in {volume}").format(
        cells=absent if cells is None else numbers.cells(cells),
        volume=absent if volume is None else numbers.volume(volume),
    )


def _changed(site: Site, old: Aliquot, new: Aliquot, formulary: Formulary) -> Iterator[Difference]:
    for field in type(old).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            what = site_name(site)
            if field != "cells":
                what = _of(what, field)
            yield _became(what, field, was, now, formulary)


def _of(where: str, field: str) -> str:
    return _("{where}, {field}").format(where=where, field=field_name(field))


def _became(what: str, field: str, was: object, now: object, formulary: Formulary) -> Difference:
    old, new = _said(field, was, formulary), _said(field, now, formulary)
    if old == new:
        # Two entries can have one name: then only their ids tell them apart.
        old, new = f"“{was}”", f"“{now}”"
    return Difference(what, old, new)


_PARTS = ("patient", "procedure", "counting", "supply", "diluents", "infusion")


def _statements(before: Plan, after: Plan, formulary: Formulary) -> Iterator[Difference]:
    for part in _PARTS:
        old, new = getattr(before, part), getattr(after, part)
        for field in type(old).model_fields:
            was, now = getattr(old, field), getattr(new, field)
            if was != now:
                yield _became(_of(field_name(part), field), field, was, now, formulary)
    for field in ("protocol", "target_cells", "anticoagulant", "notes"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield _became(field_name(field), field, was, now, formulary)
    if before.reasons != after.reasons:
        was_given, now_given = len(before.reasons), len(after.reasons)
        yield Difference(_("reasons given"), str(was_given), str(now_given))


def _said(field: str, value: object, formulary: Formulary) -> str:
    """Say a value as people do, by its kind and the unit that its field's name ends in."""
    match value:
        case None:
            return _("not stated")
        case bool():
            return _("yes") if value else _("no")
        case int():
            return _number(field, value)
        case datetime():
            return numbers.moment(value)
        case date():
            return numbers.day(value)
        case tuple():
            return ", ".join(_said(field, item, formulary) for item in value) or _("none")
        case Value():
            return _record(value, formulary)
        case StrEnum():
            return _word(value)
        case _:
            return f"“{_named(field, str(value), formulary)}”"


def _named(field: str, value: str, formulary: Formulary) -> str:
    """The name of an entry of the formulary that a field refers to; else the text itself."""
    entry: Product | Protocol | Needle | Diluent | None = None
    match field:
        case "product":
            entry = formulary.product(value)
        case "protocol":
            entry = formulary.protocol(value)
        case "needle":
            entry = formulary.needle(value)
        case "thaw_diluent" | "facet" | "epidural" | "intravenous":
            entry = formulary.diluent(value)
        case _:
            pass
    return entry.name if entry else value


def _number(field: str, value: int) -> str:
    if field in {"cells", "target_cells"}:
        return numbers.cells(value)
    if field.endswith("_ul"):
        return numbers.volume(value)
    if field.endswith("_bp"):
        return numbers.per_cent_bp(value)
    if field == "weight_g":
        return numbers.kilograms(value)
    if field == "minutes":
        return _("{minutes} min").format(minutes=value)
    return str(value)


def _record(value: Value, formulary: Formulary) -> str:
    match value:
        case Expiry():
            return expiry_words(value)
        case Lot():
            parts = (
                _("lot {number}").format(number=value.number),
                _("expires {day}").format(day=_said("expiry", value.expiry, formulary)),
                _("{hand} on hand").format(hand=_said("on_hand", value.on_hand, formulary)),
            )
            return ", ".join(parts)
        case _:
            fields = type(value).model_fields
            return ", ".join(_said(name, getattr(value, name), formulary) for name in fields)


def _word(value: StrEnum) -> str:
    return level_name(value) if isinstance(value, Level) else value.value
