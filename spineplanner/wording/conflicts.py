"""What is different between another window's plan and this one's, of order and record alike."""

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.wording.differences import Difference, differing
from spineplanner.wording.recorded import recorded
from spineplanner.wording.translate import _


def conflict_sentences(theirs: Envelope, mine: Envelope, formulary: Formulary) -> list[str]:
    """Say what both have otherwise, and what only one has: the record first, the order then.

    Args:
        theirs: what another window has saved.
        mine: what is here.
        formulary: has the names.
    """
    in_theirs, in_mine = recorded(theirs), recorded(mine)
    of_record = [
        Difference(what, in_theirs.get(what), in_mine.get(what))
        for what in dict.fromkeys((*in_theirs, *in_mine))
        if in_theirs.get(what) != in_mine.get(what)
    ]
    of_order = list(differing(theirs.plan, mine.plan, formulary))
    if theirs.revision != mine.revision:
        of_order.append(Difference(_("Revision"), str(theirs.revision), str(mine.revision)))
    return [_sentence(item) for item in (*of_record, *of_order)]


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
