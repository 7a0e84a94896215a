"""Every command as data: text, keys and when it can be used; the window says what each does."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from spineplanner.ui.fillings import FILLINGS
from spineplanner.ui.theme import Colours
from spineplanner.wording.translate import _

if TYPE_CHECKING:
    from spineplanner.ui.snapshot import Snapshot

Keys = QKeySequence.StandardKey


ICONS = frozenset(
    {
        "both-sides",
        "details",
        "duplicate",
        "export",
        "formulary",
        "import",
        "manual",
        "mirror-left",
        "mirror-right",
        "new",
        "pdf",
        "print",
        "redo",
        "rest",
        "settings",
        "undo",
        "zoom-in",
        "zoom-out",
    }
)
"""The commands that have an icon in assets/icons."""

When = Callable[["Snapshot | None"], bool]


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `menu` is the menu it stands in; one with a `group` stands in its submenu."""

    name: str
    menu: str
    text: str
    keys: tuple[str | Keys, ...] = ()
    when: When = lambda _snapshot: True
    group: str = ""
    first_of_block: bool = False


def _planning(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None


def _editable(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable


def _can_undo(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable and snapshot.undo_name is not None


def _can_redo(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable and snapshot.redo_name is not None


def _has_aliquots(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable and bool(snapshot.plan.aliquots)


def _has_selection(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable and bool(snapshot.selection)


def _has_facet_selected(snapshot: "Snapshot | None") -> bool:
    if snapshot is None or not _has_selection(snapshot):
        return False
    from spineplanner.domain.anatomy import SiteKind

    return any(site.kind is SiteKind.FACET for site in snapshot.selection)


def _has_target(snapshot: "Snapshot | None") -> bool:
    return snapshot is not None and snapshot.editable and snapshot.plan.target_cells is not None


def menus() -> tuple[str, ...]:
    """The menus, in order."""
    return (_("&File"), _("&Edit"), _("&Plan"), _("&View"), _("&Clinic"), _("&Help"))


def commands() -> tuple[Command, ...]:
    """All commands, in the order of the menus."""
    return (*_file(), *_edit(), *_plan(), *_view(), *_clinic(), *_help())


def _file() -> Iterator[Command]:
    menu = _("&File")
    yield Command("new", menu, _("&New plan"), (Keys.New,))
    yield Command("worklist", menu, _("&Plans…"), (Keys.Open,))
    yield Command(
        "duplicate",
        menu,
        _("&Duplicate without the patient"),
        ("Ctrl+Shift+D",),
        _planning,
    )
    yield Command(
        "example",
        menu,
        _("&Worked example"),
    )
    yield Command("window", menu, _("New &window"), ("Ctrl+Shift+N",))
    yield Command("import", menu, _("&Import a plan file…"), first_of_block=True)
    yield Command("export", menu, _("&Export as a plan file…"), (), _planning)
    yield Command(
        "print",
        menu,
        _("&Print…"),
        (Keys.Print,),
        _planning,
        first_of_block=True,
    )
    yield Command("pdf", menu, _("Save as P&DF…"), ("Ctrl+Shift+P",), _planning)
    yield Command(
        "close",
        menu,
        _("&Close window"),
        ("Ctrl+W", "Ctrl+Q", Keys.Close, Keys.Quit),
        first_of_block=True,
    )


def _edit() -> Iterator[Command]:
    menu = _("&Edit")
    yield Command("undo", menu, _("&Undo"), (Keys.Undo,), _can_undo)
    yield Command("redo", menu, _("&Redo"), (Keys.Redo,), _can_redo)
    yield Command(
        "select-all",
        menu,
        _("Select &all with cells"),
        ("Ctrl+Shift+A",),
        _has_aliquots,
        first_of_block=True,
    )
    yield Command("let-go", menu, _("Select &nothing"), ("Ctrl+Shift+L",), _planning)
    yield Command(
        "remove",
        menu,
        _("&Remove the selected"),
        ("Ctrl+Backspace",),
        _has_selection,
    )
    yield Command("clear", menu, _("Remove a&ll aliquots"), (), _has_aliquots)


def _plan() -> Iterator[Command]:
    menu = _("&Plan")
    yield Command(
        "details",
        menu,
        _("&Patient, procedure, product…"),
        ("F4",),
        _planning,
    )
    for filling in FILLINGS:
        yield Command(
            f"fill-{filling.name}",
            menu,
            filling.text(),
            filling.keys,
            _editable,
            group=_("&Fill"),
        )
    yield Command(
        "both-sides",
        menu,
        _("Same on the &other side"),
        ("Ctrl+B",),
        _has_facet_selected,
        first_of_block=True,
    )
    yield Command(
        "mirror-left",
        menu,
        _("Mirror &LEFT to RIGHT"),
        ("Ctrl+M",),
        _has_aliquots,
    )
    yield Command(
        "mirror-right",
        menu,
        _("Mirror &RIGHT to LEFT"),
        ("Ctrl+Shift+M",),
        _has_aliquots,
    )
    yield Command(
        "rest",
        menu,
        _("&Send the rest to the vein"),
        ("Ctrl+R",),
        _has_target,
    )
    yield Command("what-if", menu, _("What &if…"), ("Ctrl+I",), _planning, first_of_block=True)
    yield Command("vials-apart", menu, _("Vials &kept apart…"), (), _planning)
    yield Command("labels", menu, _("La&bels…"), ("Ctrl+Shift+B",), _planning, first_of_block=True)
    yield Command("check-sheet", menu, _("&Check a sheet…"), ("Ctrl+Shift+K",), _planning)
    yield Command("second-check", menu, _("S&econd check…"), (), _editable)
    yield Command("written-order", menu, _("&Written order…"), (), _editable)


def _view() -> Iterator[Command]:
    menu = _("&View")
    yield Command("plan", menu, _("&Plan"), ("Ctrl+1",), _planning)
    yield Command("prepare", menu, _("P&repare"), ("Ctrl+2",), _planning)
    yield Command(
        "worksheet",
        menu,
        _("&Worksheet"),
        ("Ctrl+3",),
        _planning,
    )
    yield Command(
        "zoom-in",
        menu,
        _("Zoom &in"),
        (Keys.ZoomIn, "Ctrl+="),
        _planning,
        first_of_block=True,
    )
    yield Command("zoom-out", menu, _("Zoom &out"), (Keys.ZoomOut,), _planning)
    yield Command("fit", menu, _("&Fit"), ("Ctrl+0",), _planning)


def _clinic() -> Iterator[Command]:
    menu = _("&Clinic")
    yield Command(
        "formulary",
        menu,
        _("&Formulary…"),
    )
    yield Command(
        "operator",
        menu,
        _("&Operator…"),
    )
    yield Command("settings", menu, _("&Settings…"), (Keys.Preferences,))


def _help() -> Iterator[Command]:
    menu = _("&Help")
    yield Command("manual", menu, _("&Manual"), (Keys.HelpContents,))
    yield Command("shortcuts", menu, _("&Keys"), ("Ctrl+F1",))
    yield Command(
        "hints",
        menu,
        _("Bring back &hints"),
    )
    yield Command(
        "diagnostics",
        menu,
        _("&Copy diagnostics"),
    )
    yield Command(
        "about",
        menu,
        _("&About SpinePlanner"),
    )


def _shortcuts(keys: Iterable[str | Keys]) -> list[QKeySequence]:
    """Every key that stands for a command on this system, each once."""
    found: dict[str, QKeySequence] = {}
    for key in keys:
        ways = QKeySequence.keyBindings(key) if isinstance(key, Keys) else [QKeySequence(key)]
        found |= {way.toString(): way for way in ways}
    return list(found.values())


class Actions:
    """The commands of one window as Qt actions, by name."""

    def __init__(self, window: QWidget, perform: Callable[[str], object]) -> None:
        self._commands = {command.name: command for command in commands()}
        self._actions: dict[str, QAction] = {}
        for command in self._commands.values():
            action = QAction(command.text, window)
            action.setShortcuts(_shortcuts(command.keys))
            action.triggered.connect(partial(_call, perform, command.name))
            self._actions[command.name] = action
        window.addActions(list(self._actions.values()))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Put every command into its menu."""
        for title in menus():
            menu = bar.addMenu(title)
            groups: dict[str, QMenu] = {}
            for command in self._commands.values():
                if command.menu == title:
                    self._add(command, menu, groups)

    def _add(self, command: Command, menu: QMenu, groups: dict[str, QMenu]) -> None:
        if command.first_of_block:
            menu.addSeparator()
        if command.group and command.group not in groups:
            groups[command.group] = menu.addMenu(command.group)
        (groups[command.group] if command.group else menu).addAction(self._actions[command.name])

    def draw_icons(self, colours: Colours) -> None:
        """Draw the icons of those commands that have one in the window's colours."""
        from spineplanner.ui.icons import icon

        for name, action in self._actions.items():
            if name in ICONS:
                action.setIcon(icon(name, colours.text, colours.disabled))

    def show_snapshot(self, snapshot: "Snapshot | None") -> None:
        """Enable what can be done now, and name what undo and redo would do."""
        for name, command in self._commands.items():
            self._actions[name].setEnabled(command.when(snapshot))
        undo = snapshot.undo_name if snapshot else None
        redo = snapshot.redo_name if snapshot else None
        self._name("undo", _("Undo"), undo)
        self._name("redo", _("Redo"), redo)

    def _name(self, name: str, verb: str, step: str | None) -> None:
        action = self._actions[name]
        action.setIconText(verb)
        said = _("{verb}: {step}").format(verb=verb, step=step) if step else verb
        action.setText(said.replace("&", "&&"))
        action.setToolTip(said)


def _call(perform: Callable[[str], object], name: str, *_checked: bool) -> None:
    perform(name)
