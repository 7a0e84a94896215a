"""The form of one entry of the formulary: its name, its figures, and where each comes from."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from spineplanner.domain.formulary import ABSENT_WHEN_EMPTY, Certainty, Entry, Formulary
from spineplanner.domain.formulary_edits import Kind, Standing
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import Field, LineField, TypedField
from spineplanner.ui.formulary_draft import NAME
from spineplanner.ui.formulary_figures import Figure, figures_of_entry
from spineplanner.ui.formulary_source import SourceLine
from spineplanner.wording.formulary import entry_name, figure_name, standing_words
from spineplanner.wording.reading import Misread
from spineplanner.wording.translate import _

FIGURE_WIDTH = 36
"""The least width of the column of figures, in characters."""

UNSTATED = ABSENT_WHEN_EMPTY | {"pooling"}
"""Figures of which no source speaks as long as nobody has stated them."""

Judge = Callable[[str, object], str | None]
"""Tells why a figure of the entry can't have a value, or None where it can."""


class EntryForm(QScrollArea):
    """Shows one entry; while a figure is typed, it is said beside it why it would be wrong.

    `figure_wanted` carries the name of a figure and its new value, `source_wanted` the name and
    the clinic's words (None for the usual ones). The name of the entry is the figure "name".
    """

    figure_wanted = Signal(str, object)
    source_wanted = Signal(str, object)

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self._shown: tuple[object, ...] | None = None
        self.fields: dict[str, Field] = {}
        self.sources: dict[str, SourceLine] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Figures of the entry"))

    def show_entry(
        self, kind: Kind, entry: Entry, formulary: Formulary, standing: Standing
    ) -> None:
        """Show an entry; text that is being typed stays as long as the entry is the same."""
        figures = figures_of_entry(entry, formulary)
        allergens = tuple(item.id for item in formulary.allergens)
        shown = (kind, entry.id, standing is Standing.REMOVED, allergens)
        if shown != self._shown:
            self._shown = shown
            page = self._build(kind, figures)
            page.setEnabled(standing is not Standing.REMOVED)
        words = standing_words(standing)
        self._standing.setText(words[:1].upper() + words[1:])
        self._standing.setVisible(bool(words))
        self._title.setText(entry_name(entry))
        for name, field in self.fields.items():
            field.show_value(getattr(entry, name))
        for name, line in self.sources.items():
            source = entry.source_of(name)
            line.show_source(source)
            silent = name in UNSTATED and getattr(entry, name) in (None, ())
            line.setVisible(not silent or source.certainty is Certainty.CLINIC)

    def refuse(self, figure: str, why: str) -> None:
        """Keep what is typed, and say why it is wrong."""
        self.fields[figure].refuse(why)

    def commit(self) -> bool:
        """Commit what is being typed; tell whether nothing wrong is left standing."""
        for field in self._all_fields():
            field.commit()
        return not self.is_refused

    @property
    def is_refused(self) -> bool:
        """Whether something wrong stands in a field."""
        return any(field.is_refused for field in self._all_fields())

    def revert(self) -> None:
        """Show again what the entry holds."""
        for field in self._all_fields():
            field.revert()

    def _all_fields(self) -> list[Field]:
        return [*self.fields.values(), *(line.typed for line in self.sources.values())]

    def _build(self, kind: Kind, figures: list[Figure]) -> QFrame:
        page = QFrame(self)
        page.setProperty("look", "card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        character = self.fontMetrics().averageCharWidth()
        grid.setColumnMinimumWidth(0, FIGURE_WIDTH * character)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.fields, self.sources = {}, {}
        if not kind.is_closed:
            self._add(LineField(_("Name"), needed=True, parent=page), NAME, grid)
        for figure in figures:
            self._add(figure.make(page), figure.name, grid, figure)
        self._title = plain_label(points=13, weight=QFont.Weight.Bold, parent=page)
        self._title.setWordWrap(True)
        self._standing = plain_label(look="confirm", weight=QFont.Weight.DemiBold, parent=page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._title)
        column.addWidget(self._standing)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(page)
        self._chain()
        return page

    def _chain(self) -> None:
        """Let Tab go from each figure to its source and on, also through rows that came later."""
        parts: list[QWidget] = [self]
        for name, field in self.fields.items():
            source = self.sources.get(name)
            parts += [*field.entries(), *(source.entries() if source else ())]
        for one, next_one in pairwise(parts):
            QWidget.setTabOrder(one, next_one)

    def _add(
        self, field: Field, name: str, grid: QGridLayout, figure: Figure | None = None
    ) -> None:
        row = grid.rowCount()
        self.fields[name] = field
        field.committed.connect(partial(self.figure_wanted.emit, name))
        field.entries_changed.connect(self._chain)
        if isinstance(field, TypedField) and figure is not None and figure.read is not None:
            field.entry.typed_in.connect(partial(self._try, field, figure))
        grid.addWidget(field, row, 0, Qt.AlignmentFlag.AlignTop)
        if figure is not None:
            source = SourceLine(figure_name(name), field.parentWidget())
            source.text_wanted.connect(partial(self.source_wanted.emit, name))
            self.sources[name] = source
            grid.addWidget(source, row, 1)

    def _try(self, field: TypedField, figure: Figure) -> None:
        """Say while it is typed why it would be refused."""
        text = field.entry.typed()
        empty = not text.strip()
        if (empty and figure.needed) or figure.read is None:
            return
        value = None if empty else figure.read(text)
        why = value.why if isinstance(value, Misread) else self._judge(figure.name, value)
        if why is not None:
            field.refuse(why)
