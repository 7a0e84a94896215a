"""What is different between two orders, in sentences: "L4–L5 facet LEFT: 1 million became …"."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from spineplanner.domain.anatomy import Level, Site
from spineplanner.domain.plan import Aliquot, Expiry, Lot, Plan
from spineplanner.domain.values import Value
from spineplanner.wording import numbers
from spineplanner.wording.fields import field_name
from spineplanner.wording.sites import level_name, site_name
from spineplanner.wording.translate import _, ngettext


def differences(before: Plan, after: Plan) -> list[str]:
    """Say every difference, the aliquots' first; none where the orders are equal."""
    return [*_aliquots(before, after), *_statements(before, after)]


def _aliquots(before: Plan, after: Plan) -> Iterator[str]:
    sites = {item.site for item in (*before.aliquots, *after.aliquots)}
    for site in sorted(sites, key=lambda place: place.rank):
        old, new = before.aliquot_at(site), after.aliquot_at(site)
        if old is None and new is not None:
            yield _("{site}: added, {amount}").format(site=site_name(site), amount=_amount(new))
        elif old is not None and new is None:
            yield _("{site}: removed, it was {amount}").format(
                site=site_name(site), amount=_amount(old)
            )
        elif old is not None and new is not None:
            yield from _changed(site, old, new)


def _amount(aliquot: Aliquot) -> str:
    return _("{cells} in {volume}").format(
        cells=_said("cells", aliquot.cells), volume=_said("volume_ul", aliquot.volume_ul)
    )


def _changed(site: Site, old: Aliquot, new: Aliquot) -> Iterator[str]:
    for field in type(old).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield _became(site_name(site), field, was, now)


def _became(where: str, field: str, was: object, now: object) -> str:
    if field == "cells":
        message = _("{where}: {was} became {now}")
    else:
        message = _("{where}, {field}: {was} became {now}")
    return message.format(
        where=where, field=field_name(field), was=_said(field, was), now=_said(field, now)
    )


_PARTS = ("patient", "procedure", "counting", "supply", "diluents", "infusion")


def _statements(before: Plan, after: Plan) -> Iterator[str]:
    for part in _PARTS:
        old, new = getattr(before, part), getattr(after, part)
        for field in type(old).model_fields:
            was, now = getattr(old, field), getattr(new, field)
            if was != now:
                yield _became(field_name(part), field, was, now)
    for field in ("protocol", "target_cells", "anticoagulant", "notes"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield _("{field}: {was} became {now}").format(
                field=field_name(field), was=_said(field, was), now=_said(field, now)
            )
    if before.reasons != after.reasons:
        was_given, now_given = len(before.reasons), len(after.reasons)
        yield ngettext(
            "reasons given: {was} became {now}", "reasons given: {was} became {now}", now_given
        ).format(was=was_given, now=now_given)


def _said(field: str, value: object) -> str:
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
            return ", ".join(_said(field, item) for item in value) or _("none")
        case Value():
            return _record(value)
        case StrEnum():
            return _word(value)
        case _:
            return f"“{value}”"


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


def _record(value: Value) -> str:
    match value:
        case Expiry():
            return numbers.day(value.last_day)
        case Lot():
            parts = (
                _("lot {number}").format(number=value.number),
                _("expires {day}").format(day=_said("expiry", value.expiry)),
                _("{hand} on hand").format(hand=_said("on_hand", value.on_hand)),
            )
            return ", ".join(parts)
        case _:
            fields = type(value).model_fields
            return ", ".join(_said(name, getattr(value, name)) for name in fields)


def _word(value: StrEnum) -> str:
    return level_name(value) if isinstance(value, Level) else value.value
