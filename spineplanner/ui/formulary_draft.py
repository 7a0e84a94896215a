"""The formulary while it is edited: what was kept, what would be, and the steps between."""

from collections.abc import Callable

from pydantic import ValidationError

from spineplanner.domain.formulary import Entry, Formulary, Product, Source
from spineplanner.domain.formulary_edits import (
    Kind,
    changed_entries,
    find,
    free_id,
    put,
    with_figures,
    without,
)
from spineplanner.domain.history import History
from spineplanner.domain.values import SHORT_TEXT
from spineplanner.ui.formulary_figures import ENTRY_TYPES
from spineplanner.wording.formulary import entry_name, fault_words, figure_name
from spineplanner.wording.translate import _

NAME = "name"
"""The name of an entry, where figures are spoken of."""


class Draft:
    """Every edit gives a whole, valid formulary, or raises `pydantic.ValidationError`."""

    def __init__(
        self, kept: Formulary, shipped: Formulary, own_source: Callable[[], Source]
    ) -> None:
        """Begin with what is kept.

        Args:
            kept: what the clinic uses now.
            shipped: what came with the program.
            own_source: makes the source of a figure that the clinic has just set.
        """
        self.kept = kept
        self.shipped = shipped
        self._own_source = own_source
        self._history: History[Formulary, str] = History(kept)

    @property
    def formulary(self) -> Formulary:
        """What would be kept now."""
        return self._history.present

    @property
    def is_kept(self) -> bool:
        """Whether there is no edit that would be lost."""
        return self.formulary == self.kept

    @property
    def undo_label(self) -> str | None:
        """The step that undo takes back."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """The step that redo takes again."""
        return self._history.redo_label

    def begin_anew(self, formulary: Formulary) -> None:
        """Forget all edits."""
        self.kept = formulary
        self._history = History(formulary)

    def take(self, label: str, formulary: Formulary) -> None:
        """Step to another formulary."""
        self._history = self._history.commit(label, formulary)

    def undo(self) -> tuple[Kind, str] | None:
        """Step back; tell where something changed."""
        return self._step(self._history.undo())

    def redo(self) -> tuple[Kind, str] | None:
        """Step forward again; tell where something changed."""
        return self._step(self._history.redo())

    def _step(self, history: History[Formulary, str]) -> tuple[Kind, str] | None:
        before, self._history = self.formulary, history
        for kind, old, new in changed_entries(before, self.formulary):
            entry = new or old
            if entry is not None:
                return kind, entry.id
        return None

    # Figures

    def why_not(self, kind: Kind, entry: Entry, figure: str, value: object) -> str | None:
        """Tell why a figure of an entry can't be that, or None where it can."""
        try:
            put(self.formulary, kind, self._with_figure(entry, figure, value))
        except ValidationError as error:
            return fault_words(error)
        return None

    def set_figure(self, kind: Kind, entry: Entry, figure: str, value: object) -> None:
        """Change a figure; from then on it is the clinic's."""
        changed = put(self.formulary, kind, self._with_figure(entry, figure, value))
        what = _("Name") if figure == NAME else figure_name(figure)
        self.take(f"{entry_name(entry)}, {what}", changed)

    def _with_figure(self, entry: Entry, figure: str, value: object) -> Entry:
        if figure == NAME:
            return entry.replace(name=value)
        return with_figures(entry, {figure: value}, self._own_source())

    def set_source(self, kind: Kind, entry: Entry, figure: str, text: str | None) -> None:
        """Say where a figure of the clinic comes from; without a text, that it is the clinic's."""
        own = self._own_source()
        source = own if text is None else own.replace(text=text)
        changed = with_figures(entry, {figure: getattr(entry, figure)}, source)
        words = _("{entry}, source of {figure}")
        label = words.format(entry=entry_name(entry), figure=figure_name(figure))
        self.take(label, put(self.formulary, kind, changed))

    # Entries

    def add(self, kind: Kind, figures: dict[str, object]) -> Entry:
        """Add an entry of the clinic's own, with some figures and its name.

        Raises:
            KeyError: nothing can be added to this kind.
        """
        none_yet: dict[str, object] = {"routes": ()} if kind is Kind.DILUENTS else {}
        id = free_id(self.formulary, kind, f"own-{kind.value.removesuffix('s')}")
        fields = none_yet | figures | {"id": id, "source": self._own_source()}
        return self._put_in(kind, ENTRY_TYPES[kind].model_validate(fields))

    def duplicate(self, kind: Kind, entry: Entry) -> Entry:
        """Add a copy of an entry; the codes of a product stay with the one that has them."""
        name = _("Copy of {name}").format(name=entry.name)[:SHORT_TEXT].strip()
        id = free_id(self.formulary, kind, entry.id)
        own: dict[str, object] = {"codes": ()} if isinstance(entry, Product) else {}
        return self._put_in(kind, entry.replace(id=id, name=name, **own))

    def _put_in(self, kind: Kind, entry: Entry) -> Entry:
        label = _("Add {name}").format(name=entry.name)
        self.take(label, put(self.formulary, kind, entry))
        return entry

    def remove(self, kind: Kind, entry: Entry) -> None:
        """Take an entry away."""
        label = _("Remove {name}").format(name=entry.name)
        self.take(label, without(self.formulary, kind, entry.id))

    def reset(self, kind: Kind, id: str) -> None:
        """Give an entry its shipped figures and sources back."""
        shipped = find(self.shipped, kind, id)
        if shipped is not None:
            label = _("{name}, back to the shipped figures").format(name=entry_name(shipped))
            self.take(label, put(self.formulary, kind, shipped))
