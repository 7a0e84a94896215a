"""What is different between two states of one plan, of order and record alike."""

from collections.abc import Iterator

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.wording.differences import Difference, difference_sentence, differing
from spineplanner.wording.recorded import recorded
from spineplanner.wording.translate import _


def conflict_sentences(theirs: Envelope, mine: Envelope, formulary: Formulary) -> list[str]:
    """Say what another window's plan and this one have otherwise, and what only one has."""
    return [_sentence(item) for item in _differing(theirs, mine, formulary)]


def replacement_sentences(here: Envelope, file: Envelope, formulary: Formulary) -> list[str]:
    """Say what would become of a plan that is here if a file took its place."""
    return [difference_sentence(item) for item in _differing(here, file, formulary)]


def _differing(one: Envelope, other: Envelope, formulary: Formulary) -> Iterator[Difference]:
    """The differences of the record, which nobody can do again, before those of the order."""
    in_one, in_other = recorded(one), recorded(other)
    for what in dict.fromkeys((*in_one, *in_other)):
        if in_one.get(what) != in_other.get(what):
            yield Difference(what, in_one.get(what), in_other.get(what))
    yield from differing(one.plan, other.plan, formulary)
    if one.revision != other.revision:
        yield Difference(_("Revision"), str(one.revision), str(other.revision))


def _sentence(difference: Difference) -> str:
    match difference:
        case Difference(what=what, was=None, now=mine):
            return _("{what}: only mine, {mine}").format(what=what, mine=mine)
        case Difference(what=what, was=theirs, now=None):
            return _("{what}: only theirs, {theirs}").format(what=what, theirs=theirs)
        case Difference(what=what, was=theirs, now=mine):
            return _("{what}: theirs {theirs}, mine {mine}").format(
                what=what, theirs=theirs, mine=mine
            )
