"""Shows each site to assistive programs as a check box of its own, with name, state and place.

Qt's own interface of a graphics view has no children for what it paints. The sites have no
actions here: PySide can't offer those, and keys do what they would.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import shiboken6
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from typing_extensions import override

from spineplanner.domain.anatomy import Site


class SiteHolder(Protocol):
    """A widget that holds sites, as this module asks it."""

    def sites_shown(self) -> Sequence[Site]:
        """Every site it holds, in order."""
        ...

    def words_for(self, site: Site) -> str:
        """What is spoken of a site."""
        ...

    def is_filled(self, site: Site) -> bool:
        """Whether something is ordered for a site."""
        ...

    def is_selected(self, site: Site) -> bool:
        """Whether a site is selected."""
        ...

    def focused_site(self) -> Site:
        """The site that keys act on."""
        ...

    def screen_rect(self, site: Site) -> QRect:
        """Where a site is on the screen."""
        ...


class SiteCard(Protocol):
    """A widget that is one site, as this module asks it."""

    def is_filled(self) -> bool:
        """Whether something is ordered for it."""
        ...

    def is_selected(self) -> bool:
        """Whether it is selected."""
        ...


# Qt holds interfaces by bare pointers: what it was given must live as long as the program does.
_kept: list[QAccessibleInterface] = []
_makers: dict[str, Callable[[QWidget], QAccessibleInterface]] = {}


class HolderAccess(QAccessibleWidget):
    """The widget, with its sites as children."""

    def __init__(self, widget: QWidget, holder: SiteHolder) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)
        self.widget_, self.holder = widget, holder
        self._children: dict[Site, SiteAccess] = {}

    def of(self, site: Site) -> "SiteAccess":
        """The interface of a site, always the same one."""
        if site not in self._children:
            self._children[site] = SiteAccess(self, site)
        return self._children[site]

    @override
    def childCount(self) -> int:
        return len(self.holder.sites_shown()) if shiboken6.isValid(self.widget_) else 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # may be null
        shown = self.holder.sites_shown()
        return self.of(shown[index]) if 0 <= index < len(shown) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        shown = list(self.holder.sites_shown())
        site = next((s for s, access in self._children.items() if access == child), None)
        return shown.index(site) if site in shown else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # may be null
        for site in self.holder.sites_shown():
            if self.holder.screen_rect(site).contains(x, y):
                return self.of(site)
        return None

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # may be null
        return self.of(self.holder.focused_site()) if self.widget_.hasFocus() else None


class SiteAccess(QAccessibleInterface):
    """One site."""

    def __init__(self, parent: HolderAccess, site: Site) -> None:
        super().__init__()
        self._parent, self._site = parent, site

    @override
    def isValid(self) -> bool:
        widget = self._parent.widget_
        return shiboken6.isValid(widget) and self._site in self._parent.holder.sites_shown()

    @override
    def object(self) -> QObject | None:  # type: ignore[override]  # may be null
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]  # may be null
        return self._parent.window()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._parent

    @override
    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # may be null
        return None

    @override
    def childCount(self) -> int:
        return 0

    @override
    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    @override
    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # may be null
        return None

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t is QAccessible.Text.Name and self.isValid():
            return self._parent.holder.words_for(self._site)
        return ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Names follow from the plan; nobody sets them."""

    @override
    def rect(self) -> QRect:
        return self._parent.holder.screen_rect(self._site) if self.isValid() else QRect()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.CheckBox

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = 1
            return state
        holder = self._parent.holder
        focused = holder.focused_site() == self._site and self._parent.widget_.hasFocus()
        state.focusable, state.selectable, state.checkable = 1, 1, 1
        state.focused = int(focused)
        state.selected = int(holder.is_selected(self._site))
        state.checked = int(holder.is_filled(self._site))
        return state

    @override
    def backgroundColor(self) -> QColor:
        return QColor()

    @override
    def foregroundColor(self) -> QColor:
        return QColor()


class CardAccess(QAccessibleWidget):
    """A widget that is one site itself."""

    def __init__(self, widget: QWidget, card: SiteCard) -> None:
        # Without a name here, it is the widget's own, which follows the plan.
        super().__init__(widget, QAccessible.Role.CheckBox)
        self._card = card

    @override
    def state(self) -> QAccessible.State:
        state = super().state()
        state.checkable, state.selectable = 1, 1
        state.checked = int(self._card.is_filled())
        state.selected = int(self._card.is_selected())
        return state


def show_sites_of(widget_class: type[QWidget]) -> None:
    """Let assistive programs see the sites of such widgets; they are SiteHolders."""
    _show(widget_class, lambda widget: HolderAccess(widget, cast("SiteHolder", widget)))


def show_as_site(widget_class: type[QWidget]) -> None:
    """Let assistive programs see such widgets as one site; they are SiteCards."""
    _show(widget_class, lambda widget: CardAccess(widget, cast("SiteCard", widget)))


def _show(widget_class: type[QWidget], make: Callable[[QWidget], QAccessibleInterface]) -> None:
    if not _makers:
        QAccessible.installFactory(_make)
    _makers[widget_class.__name__] = make


def _make(name: str, thing: QObject) -> QAccessibleInterface | None:
    maker = _makers.get(name)
    if maker is None or not isinstance(thing, QWidget):
        return None
    made = maker(thing)
    _kept.append(made)
    return made


def tell_focus(widget: QWidget, sites: Sequence[Site], site: Site) -> None:
    """Tell a screen reader that the focus is on another site, so that it speaks it."""
    if QAccessible.isActive() and site in sites:
        event = QAccessibleEvent(widget, QAccessible.Event.Focus)
        event.setChild(list(sites).index(site))
        QAccessible.updateAccessibility(event)


def tell_name(widget: QWidget, sites: Sequence[Site], site: Site) -> None:
    """Tell a screen reader that what is ordered for a site has changed."""
    if QAccessible.isActive() and site in sites:
        event = QAccessibleEvent(widget, QAccessible.Event.NameChanged)
        event.setChild(list(sites).index(site))
        QAccessible.updateAccessibility(event)
