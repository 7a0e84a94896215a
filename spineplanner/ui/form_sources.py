"""What stands beneath a choice of the formulary: its facts, its source and how sure that is."""

from collections.abc import Iterable

from spineplanner.domain.formulary import Certainty, Diluent, Entry, Product, Protocol, Source
from spineplanner.wording import numbers
from spineplanner.wording.findings import certainty_words
from spineplanner.wording.translate import _


def source_words(source: Source) -> str:
    """Where a figure comes from and how sure it is."""
    if source.certainty is Certainty.CLINIC:
        return _("Modified by the clinic: {source}").format(source=source.text)
    return _("Source: {source} ({certainty})").format(
        source=source.text, certainty=certainty_words(source.certainty)
    )


def product_words(product: Product) -> str:
    """What a vial holds, figure by figure, and where that comes from."""
    return _lines(_facts(product), product)


def protocol_words(protocol: Protocol) -> str:
    """A protocol's citation, and where its doses come from."""
    return _lines([protocol.citation] if protocol.citation else [], protocol)


def diluent_words(diluent: Diluent, *, is_above: bool = False) -> str:
    """What a diluent holds, and where that comes from, unless that is said above already."""
    protein = _("with protein") if diluent.protein else _("no protein")
    facts = [protein, _preservative(preservative_free=diluent.preservative_free)]
    words = " · ".join(facts)
    return _("{facts} (source above)").format(facts=words) if is_above else _lines([words], diluent)


def _lines(first: list[str], entry: Entry) -> str:
    return "\n".join([*first, source_words(entry.source)])


def _preservative(*, preservative_free: bool | None) -> str:
    match preservative_free:
        case True:
            return _("preservative-free")
        case False:
            return _("with preservative")
        case None:
            return _("preservatives not stated")


def _facts(product: Product) -> list[str]:
    figures = [
        ("label_cells", product.label_cells, _("{figure} on the label"), numbers.cells),
        ("fill_ul", product.fill_ul, _("{figure} in the vial"), numbers.volume),
        ("withdrawable_ul", product.withdrawable_ul, _("{figure} come out"), numbers.volume),
        ("dmso_bp", product.dmso_bp, _("{figure} DMSO"), numbers.per_cent_bp),
    ]
    known = [
        _sure(product, name, words.format(figure=write(value)))
        for name, value, words, write in figures
        if value is not None
    ]
    missing = [words.format(figure="–") for _name, value, words, _write in figures if value is None]
    lines = [" · ".join(known)] if known else []
    if missing:
        words = _("Not known: {facts}. Fill it in under Clinic, Formulary.")
        lines.append(words.format(facts=_unknown(missing)))
    return lines


def _unknown(facts: Iterable[str]) -> str:
    return ", ".join(fact.removeprefix("– ") for fact in facts)


def _sure(product: Product, figure: str, words: str) -> str:
    """A fact; how sure it is, where that differs from the rest of the entry."""
    certainty = product.source_of(figure).certainty
    if certainty is product.source.certainty:
        return words
    if certainty is Certainty.CLINIC:
        return _("{fact} (modified by the clinic)").format(fact=words)
    return _("{fact} ({certainty})").format(fact=words, certainty=certainty_words(certainty))
