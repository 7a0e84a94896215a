"""Which cells a number counts, in a word."""

from spineplanner.domain.formulary import Basis
from spineplanner.wording.translate import _


def basis_word(basis: Basis | None) -> str:
    """Which cells are counted; nothing where nobody has said."""
    match basis:
        case Basis.VIABLE:
            return _("viable")
        case Basis.TOTAL:
            return _("total")
        case None:
            return _("(basis not stated)")
