"""Which figures an entry of the formulary has, and the field that each is typed into."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from spineplanner.domain.anatomy import Level, Region, Route
from spineplanner.domain.formulary import (
    Allergen,
    Bench,
    Diluent,
    Entry,
    Formulary,
    LevelLimit,
    Limit,
    LimitName,
    Needle,
    Product,
    Protocol,
    Syringe,
)
from spineplanner.domain.formulary_edits import Kind
from spineplanner.ui.fields import (
    ChoiceField,
    Field,
    ListField,
    NoteField,
    NumberField,
    Option,
    TypedField,
)
from spineplanner.ui.formulary_codes import CodesField
from spineplanner.ui.formulary_doses import DosesField
from spineplanner.ui.formulary_points import PointsField
from spineplanner.ui.formulary_ticks import TicksField
from spineplanner.wording.formulary import figure_name, pooling_words, route_name
from spineplanner.wording.reading import (
    Misread,
    read_cells,
    read_minutes,
    read_share,
    read_volume,
    read_volume_or_zero,
    read_whole,
    write_cells,
    write_share,
    write_volume,
)
from spineplanner.wording.reading_limits import measure_of, read_share_or_zero
from spineplanner.wording.reading_text import read_line
from spineplanner.wording.sites import level_name
from spineplanner.wording.translate import _

Reader = Callable[[str], Any]
Make = Callable[[QWidget], Field]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: how its field is made, how typed text is read, whether it may be not set."""

    name: str
    make: Make
    read: Reader | None = None
    needed: bool = False


ENTRY_TYPES: dict[Kind, type[Entry]] = {
    Kind.PRODUCTS: Product,
    Kind.PROTOCOLS: Protocol,
    Kind.SYRINGES: Syringe,
    Kind.NEEDLES: Needle,
    Kind.DILUENTS: Diluent,
    Kind.ALLERGENS: Allergen,
}
"""What an entry is that the clinic adds to an open list."""


def figures_of_type(
    entry_type: type[Entry], formulary: Formulary, limit: LimitName | None = None
) -> list[Figure]:
    """The figures of a type of entry; for a limit, by which one it is.

    Raises:
        KeyError: there is no such type.
    """
    if entry_type is Limit:
        return [_of_limit(limit)] if limit is not None else []
    figures: dict[type[Entry], list[Figure]] = {
        Product: _of_product(formulary),
        Protocol: _of_protocol(),
        Syringe: _of_syringe(),
        Needle: _of_needle(),
        Diluent: _of_diluent(formulary),
        Allergen: [_words()],
        LevelLimit: [_level("highest"), _level("confirm_from")],
        Bench: _of_bench(),
    }
    return figures[entry_type]


def figures_of_entry(entry: Entry, formulary: Formulary) -> list[Figure]:
    """The figures of an entry."""
    limit = entry.limit if isinstance(entry, Limit) else None
    return figures_of_type(type(entry), formulary, limit)


def _of_product(formulary: Formulary) -> list[Figure]:
    return [
        _cells("label_cells"),
        _volume("fill_ul"),
        _volume("withdrawable_ul"),
        _volume("vial_ul"),
        _number("dmso_bp", read_share_or_zero, write_share, unit="%"),
        _number("release_viability_bp", read_share, write_share, unit="%"),
        _number("stability_minutes", read_minutes, str, unit=_("min")),
        _whole("thaw_celsius", least=0, most=45, unit=_("°C")),
        _allergens(formulary, absent_words=_("nobody has listed them")),
        _listed("stability_points", PointsField),
        _listed("codes", CodesField),
    ]


def _of_protocol() -> list[Figure]:
    name = "citation"
    citation = Figure(name, lambda parent: NoteField(figure_name(name), parent=parent))
    doses = Figure("doses", lambda parent: DosesField(figure_name("doses"), parent))
    return [citation, _cells("target_cells"), _pooling(), doses]


def _of_syringe() -> list[Figure]:
    return [
        _volume("capacity_ul", needed=True),
        _volume("graduation_ul", needed=True),
        _volume("hub_ul", zero=True, needed=True),
        _yes_or_no("measures", needed=True),
    ]


def _of_needle() -> list[Figure]:
    return [
        _whole("gauge", least=10, most=34, unit=_("G"), needed=True),
        _whole("length_mm", least=10, most=300, unit=_("mm"), needed=True),
        _volume("keeps_ul", zero=True, needed=True),
    ]


def _of_diluent(formulary: Formulary) -> list[Figure]:
    routes = [(route, route_name(route)) for route in Route]
    return [
        _yes_or_no("protein", needed=True),
        _yes_or_no("preservative_free"),
        _ticks("routes", routes),
        _allergens(formulary),
    ]


def _of_bench() -> list[Figure]:
    def make_filter(parent: QWidget) -> Field:
        return TypedField(figure_name("infusion_filter"), read_line, str, parent=parent)

    return [
        _volume("residual_ul", zero=True, needed=True),
        _number("overfill_bp", read_share_or_zero, write_share, unit="%", needed=True),
        _volume("count_sample_ul", zero=True, needed=True),
        _volume("pool_residual_ul", zero=True, needed=True),
        _volume("smallest_ul", needed=True),
        _volume("tube_ul", needed=True),
        Figure("infusion_filter", make_filter, read_line),
    ]


def _of_limit(limit: LimitName) -> Figure:
    measure = measure_of(limit)
    return _number("value", measure.read, measure.write, unit=measure.unit)


def _number(
    name: str,
    read: Reader,
    write: Callable[[Any], str],
    *,
    unit: str,
    needed: bool = False,
) -> Figure:
    def make(parent: QWidget) -> Field:
        field = NumberField(figure_name(name), read, write, unit=unit, needed=needed, parent=parent)
        if not needed:
            field.entry.setPlaceholderText(_("not set"))
        return field

    return Figure(name, make, read, needed)


def _cells(name: str) -> Figure:
    return _number(name, read_cells, write_cells, unit=_("million cells"))


def _volume(name: str, *, zero: bool = False, needed: bool = False) -> Figure:
    read = read_volume_or_zero if zero else read_volume
    return _number(name, read, write_volume, unit=_("mL"), needed=needed)


def _whole(name: str, *, least: int, most: int, unit: str, needed: bool = False) -> Figure:
    def read(text: str) -> int | Misread:
        typed = text.strip().casefold().removesuffix(unit.casefold())
        return read_whole(typed, least=least, most=most)

    return _number(name, read, str, unit=unit, needed=needed)


def _yes_or_no(name: str, *, needed: bool = False) -> Figure:
    def make(parent: QWidget) -> Field:
        options: list[Option] = [(True, _("yes")), (False, _("no"))]
        return ChoiceField(figure_name(name), options, can_unsay=not needed, parent=parent)

    return Figure(name, make, needed=needed)


def _pooling() -> Figure:
    def make(parent: QWidget) -> Field:
        words = {allowed: pooling_words(allowed) for allowed in (True, False)}
        options = [(allowed, said[:1].upper() + said[1:]) for allowed, said in words.items()]
        return ChoiceField(figure_name("pooling"), options, parent=parent)

    return Figure("pooling", make)


def _listed(name: str, field: Callable[[str, QWidget], Field]) -> Figure:
    return Figure(name, lambda parent: field(figure_name(name), parent))


def _level(name: str) -> Figure:
    def make(parent: QWidget) -> Field:
        levels = [level for level in Level if level.region is Region.CERVICAL]
        options = [(level, level_name(level)) for level in levels]
        return ChoiceField(figure_name(name), options, can_unsay=False, parent=parent)

    return Figure(name, make, needed=True)


def _ticks(name: str, options: list[tuple[Route, str]]) -> Figure:
    return Figure(name, lambda parent: TicksField(figure_name(name), options, parent=parent))


def _allergens(formulary: Formulary, absent_words: str = "") -> Figure:
    options = [(allergen.id, allergen.name) for allergen in formulary.allergens]
    make = partial(TicksField, figure_name("allergens"), options, absent_words=absent_words)
    return Figure("allergens", lambda parent: make(parent=parent))


def _words() -> Figure:
    def make(parent: QWidget) -> Field:
        field = ListField(
            figure_name("words"), none_label=_("none"), add_words=_("one more word"), parent=parent
        )
        field.none_known.hide()
        return field

    return Figure("words", make, needed=True)
