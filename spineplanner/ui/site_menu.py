"""The context menu of a site or of the selection: what can be done there."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Site, SiteKind
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording import numbers
from spineplanner.wording.edits import edit_name
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext

Edit = Callable[[Callable[..., object], dict[str, object]], None]


def site_menu(
    snapshot: Snapshot,
    site: Site,
    *,
    edit: Edit,
    give: Callable[[tuple[Site, ...]], None],
    type_dose: Callable[[], None],
    parent: QWidget,
) -> QMenu:
    """Make the menu of a site; where it is one of several selected, of all of them.

    Args:
        snapshot: what there is.
        site: where the menu was asked for.
        edit: takes an edit and its arguments.
        give: gives the empty ones the brush's dose for their kind.
        type_dose: opens the field for a dose.
        parent: what the menu belongs to.
    """
    chosen = snapshot.selection if site in snapshot.selection else (site,)
    filled = tuple(place for place in chosen if snapshot.plan.aliquot_at(place))
    menu = QMenu(parent)
    menu.setAccessibleName(site_name(site))
    menu.addSection(_heading(chosen))
    empty = tuple(place for place in chosen if place not in filled)
    if empty:
        menu.addAction(_give_words(snapshot, empty), lambda: give(empty))
    if filled:
        menu.addAction(_("Type cells and volume…"), type_dose)
        menu.addSeparator()
        _add_needles(menu, snapshot, filled, edit)
        if len(filled) == 1 and filled[0].kind is SiteKind.FACET:
            other: dict[str, object] = {"sites": filled}
            _add(menu, edit_name(edits.both_sides, **other), edit, edits.both_sides, other)
        menu.addSeparator()
        given: dict[str, object] = {"sites": filled}
        _add(menu, edit_name(edits.remove, **given), edit, edits.remove, given)
    return menu


def _give_words(snapshot: Snapshot, empty: tuple[Site, ...]) -> str:
    if len(empty) > 1:
        return ngettext(
            "Give cells to {count} site", "Give cells to {count} sites", len(empty)
        ).format(count=len(empty))
    given: dict[str, object] = {"site": empty[0], "dose": snapshot.brush.dose_for(empty[0])}
    return edit_name(edits.place, **given)


def _heading(chosen: tuple[Site, ...]) -> str:
    if len(chosen) == 1:
        return site_name(chosen[0])
    return _("{count} sites").format(count=len(chosen))


def _add(
    menu: QMenu,
    text: str,
    edit: Edit,
    what: Callable[..., object],
    given: dict[str, object],
) -> None:
    menu.addAction(text.replace("&", "&&"), lambda: edit(what, given))


def _add_needles(menu: QMenu, snapshot: Snapshot, filled: tuple[Site, ...], edit: Edit) -> None:
    """Offer the clinic's needles for what is given from a syringe."""
    syringes = tuple(
        place
        for place in filled
        if (item := snapshot.plan.aliquot_at(place)) is not None and not item.is_bag
    )
    if not syringes:
        return
    needles = menu.addMenu(_("Needle"))
    for needle in snapshot.formulary.needles:
        text = _("{needle}, keeps {volume}").format(
            needle=needle.name, volume=numbers.volume(needle.keeps_ul)
        )
        given: dict[str, object] = {"sites": syringes, "needle": needle.id}
        _add(needles, text, edit, edits.set_needle, given)
