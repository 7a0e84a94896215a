"""Whether a patient is allergic to what the product or a diluent holds, in any usual spelling.

A hit too many costs a question, a miss may cost a life: words are compared without case,
accents, plural endings, and however they are joined or dotted, but only as whole words.
"""

import re
import unicodedata
from collections.abc import Iterator

from spineplanner.domain.checks.case import Case, stop
from spineplanner.domain.findings import AllergicTo, Finding
from spineplanner.domain.formulary import Allergen
from spineplanner.domain.rules import Rule

_WORD = re.compile(r"[^\W_]+")


def listed(case: Case) -> Iterator[Finding]:
    """The patient is allergic to no listed component of the product or of a diluent."""
    stated = [_words(text) for text in case.plan.patient.allergies or ()]
    users = [case.product] if case.product else []
    uses = [(user.name, user.allergens or ()) for user in users]
    uses += [(diluent.name, diluent.allergens) for _route, diluent in case.diluents]
    known = {allergen.id: allergen for allergen in case.formulary.allergens}
    for name, components in dict.fromkeys(uses):
        for component in components:
            allergen = known[component]
            if any(_names(allergen, words) for words in stated):
                yield stop(
                    Rule.ALLERGY,
                    AllergicTo(allergen.name, name),
                    source=allergen.source,
                    field="patient.allergies",
                )


def _names(allergen: Allergen, stated: list[str]) -> bool:
    """Whether some run of whole words, joined, is one of the allergen's names, joined."""
    names = {"".join(_words(name)) for name in (allergen.name, *allergen.words)}
    longest = max(map(len, names))
    return any(joined in names for joined in _runs(stated, longest))


def _runs(words: list[str], longest: int) -> Iterator[str]:
    """Every run of neighbouring words, joined, up to a length."""
    for start in range(len(words)):
        joined = ""
        for word in words[start:]:
            joined += word
            if len(joined) > longest:
                break
            yield joined


def _words(text: str) -> list[str]:
    """The words of a text in one case, without accents and plural endings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return [_singular(word) for word in _WORD.findall(letters)]


def _singular(word: str) -> str:
    """Drop a plural's s; of three letters and fewer it belongs to an abbreviation."""
    return word.removesuffix("s") if len(word) > 3 else word
