"""Of which lot something is said, where there are several."""

from spineplanner.wording.translate import _


def of_lot(lot: str | None, said: str) -> str:
    """Say first of which lot a sentence is; nothing where there is only one."""
    return _("Lot {lot}: {said}").format(lot=lot, said=said) if lot else said
