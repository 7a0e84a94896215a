"""Changes to a clinic's formulary, each giving a whole new one that is valid."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, assert_never

from spineplanner.domain.formulary import (
    Certainty,
    Entry,
    FigureSource,
    Formulary,
    Limit,
    LimitName,
    Source,
    Syringe,
)

LONGEST_ID = 60
NO_FIGURES = {"id", "name", "source", "figure_sources", "limit"}
"""Fields that name an entry and are no figure of it."""


class Kind(StrEnum):
    """A list of the formulary, as people look at it."""

    PRODUCTS = "products"
    PROTOCOLS = "protocols"
    SYRINGES = "syringes"
    NEEDLES = "needles"
    DILUENTS = "diluents"
    LIMITS = "limits"
    ALLERGENS = "allergens"
    BENCH = "bench"

    @property
    def is_closed(self) -> bool:
        """Whether its entries are those that the program asks for, none more and none fewer."""
        return self in {Kind.LIMITS, Kind.BENCH}


class Standing(StrEnum):
    """How an entry stands to the formulary that came with the program."""

    SHIPPED = "shipped"
    MODIFIED = "modified"
    ADDED = "added"
    REMOVED = "removed"


def entries(formulary: Formulary, kind: Kind) -> tuple[Entry, ...]:
    """The entries of a kind; a limit that the clinic's file lacks is among them, not set."""
    match kind:
        case Kind.LIMITS:
            limits = (formulary.limit(name) or _not_set(name) for name in LimitName)
            return (*limits, formulary.cervical_epidural)
        case Kind.BENCH:
            return (formulary.bench,)
        case Kind.PRODUCTS:
            return formulary.products
        case Kind.PROTOCOLS:
            return formulary.protocols
        case Kind.SYRINGES:
            return formulary.syringes
        case Kind.NEEDLES:
            return formulary.needles
        case Kind.DILUENTS:
            return formulary.diluents
        case Kind.ALLERGENS:
            return formulary.allergens
        case _:
            assert_never(kind)


def _not_set(name: LimitName) -> Limit:
    source = Source(text="The clinic’s file has no such limit", certainty=Certainty.CLINIC)
    return Limit(id=name.value, name=name.value, limit=name, source=source)


def find(formulary: Formulary, kind: Kind, id: str) -> Entry | None:
    """The entry of that id, if the formulary has it."""
    return next((entry for entry in entries(formulary, kind) if entry.id == id), None)


def put(formulary: Formulary, kind: Kind, entry: Entry) -> Formulary:
    """Put an entry in the place of the one with its id, or else after all others.

    Syringes are put in the order of their sizes.

    Raises:
        pydantic.ValidationError: the formulary would not be valid.
    """
    if kind is Kind.BENCH:
        return formulary.replace(bench=entry)
    if kind is Kind.LIMITS and not isinstance(entry, Limit):
        return formulary.replace(cervical_epidural=entry)
    present = formulary.limits if kind is Kind.LIMITS else entries(formulary, kind)
    changed = _with(present, entry)
    if kind is Kind.SYRINGES:
        syringes = [item for item in changed if isinstance(item, Syringe)]
        syringes.sort(key=lambda syringe: syringe.capacity_ul)
        changed = tuple(syringes)
    return formulary.replace(**{kind.value: changed})


def _with(present: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    if any(item.id == entry.id for item in present):
        return tuple(entry if item.id == entry.id else item for item in present)
    return (*present, entry)


def without(formulary: Formulary, kind: Kind, id: str) -> Formulary:
    """Take an entry away.

    Raises:
        ValueError: the program asks for every entry of this kind.
        pydantic.ValidationError: something else in the formulary needs it.
    """
    if kind.is_closed:
        raise ValueError(f"no entry of {kind} can be taken away")
    left = tuple(entry for entry in entries(formulary, kind) if entry.id != id)
    return formulary.replace(**{kind.value: left})


_AnEntry = TypeVar("_AnEntry", bound=Entry)


def figures_of(entry: Entry) -> tuple[str, ...]:
    """The names of an entry's figures."""
    return tuple(name for name in type(entry).model_fields if name not in NO_FIGURES)


def with_figures(entry: _AnEntry, figures: Mapping[str, object], source: Source) -> _AnEntry:
    """Change figures of an entry, and say that they and so the entry come from that source.

    A finding that cites the whole entry cites the newest source; every other figure keeps its
    own.

    Raises:
        pydantic.ValidationError: the entry would not be valid.
    """
    others: dict[Source, list[str]] = {}
    for figure in figures_of(entry):
        own = entry.source_of(figure)
        if figure not in figures and own != source:
            others.setdefault(own, []).append(figure)
    kept = tuple(FigureSource(figures=tuple(names), source=own) for own, names in others.items())
    return entry.replace(**figures, source=source, figure_sources=kept)


def free_id(formulary: Formulary, kind: Kind, wanted: str) -> str:
    """An id of a kind that no entry has yet: the wanted one, or that with a number."""
    taken = {entry.id for entry in entries(formulary, kind)}
    number = 1
    proposed = wanted[:LONGEST_ID]
    while proposed in taken:
        number += 1
        ending = f"-{number}"
        proposed = wanted[: LONGEST_ID - len(ending)].rstrip("-") + ending
    return proposed


def standings(
    formulary: Formulary, shipped: Formulary, kind: Kind
) -> tuple[tuple[Entry, Standing], ...]:
    """The entries of a kind with how they stand; those that were taken away come last."""
    original = {entry.id: entry for entry in entries(shipped, kind)}
    present = entries(formulary, kind)
    ids = {entry.id for entry in present}
    removed = [(entry, Standing.REMOVED) for entry in original.values() if entry.id not in ids]
    return (*((entry, _standing(entry, original.get(entry.id))) for entry in present), *removed)


def _standing(entry: Entry, original: Entry | None) -> Standing:
    if original is None:
        return Standing.ADDED
    return Standing.SHIPPED if entry == original else Standing.MODIFIED


def changed_entries(
    before: Formulary, after: Formulary
) -> Iterator[tuple[Kind, Entry | None, Entry | None]]:
    """Every entry that differs, as it was and as it is; None where there was or is none."""
    for kind in Kind:
        old = {entry.id: entry for entry in entries(before, kind)}
        new = {entry.id: entry for entry in entries(after, kind)}
        for id in {**old, **new}:
            if old.get(id) != new.get(id):
                yield kind, old.get(id), new.get(id)
