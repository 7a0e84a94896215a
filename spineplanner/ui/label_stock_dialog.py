"""A label stock of the clinic's own: copied from another, measured in millimetres, seen at once."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spineplanner.domain.formulary import Certainty, Source
from spineplanner.domain.label_stock import (
    MAX_REPEATS,
    LabelStock,
    Misfit,
    Rank,
    free_stock_id,
)
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.fields import Field, LineField, NumberField, TypedField
from spineplanner.ui.label_map import LabelMap
from spineplanner.wording.labels import misfit_sentence
from spineplanner.wording.reading import read_whole
from spineplanner.wording.reading_labels import read_length, write_length
from spineplanner.wording.reading_text import read_note
from spineplanner.wording.translate import _, ngettext

SIDES = (
    ("page_width_um", "left_um", "label_width_um", "across", "pitch_x_um"),
    ("page_height_um", "top_um", "label_height_um", "down", "pitch_y_um"),
)
"""The fields of the labels side by side, and of those one below another, as `Rank` has them."""

OPTIONAL = ("pitch_x_um", "pitch_y_um")


class LabelStockDialog(QDialog):
    """The fields of one stock and a picture of its page.

    `kept` carries the stock and the one that it is instead of, None for a new one; `removed` the
    one to take away. Whoever hears them answers by `refuse`, or by accepting the dialog.
    """

    kept = Signal(object, object)
    removed = Signal(object)

    def __init__(
        self,
        like: LabelStock,
        others: Sequence[LabelStock],
        *,
        own: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            like: the stock to change where it is the clinic's `own`, else the one to copy.
            others: all other stocks, whose names are taken.
            own: whether `like` itself is changed.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(_("Change our label stock") if own else _("Label stock of our own"))
        self._before = like if own else None
        self._others = tuple(others)
        self._values = _values_of(like)
        if not own:
            self._values["name"] = _("{name}, our own").format(name=like.name)
        self.fields: dict[str, Field] = dict(self._make_fields())
        self._misfits: list[Field] = []
        self._sure = False
        self.map = LabelMap(self)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.reason = plain_label(look="stop", parent=self)
        self.reason.setWordWrap(True)
        self.reason.hide()
        self._lay_out(own=own)
        for name, field in self.fields.items():
            field.show_value(self._values[name])
            field.committed.connect(partial(self._take, name))
        self._look_again()

    def _make_fields(self) -> Iterator[tuple[str, Field]]:
        yield "name", LineField(_("&Name"), needed=True, parent=self)
        lengths = {
            "page_width_um": _("&Page, width"),
            "page_height_um": _("Page, &height"),
            "label_width_um": _("&Label, width"),
            "label_height_um": _("Label, h&eight"),
            "left_um": _("From the page’s le&ft edge"),
            "top_um": _("From the page’s &top edge"),
            "across": _("Labels &side by side"),
            "down": _("Labels one &below another"),
            "pitch_x_um": _("From one to the next, to the &right"),
            "pitch_y_um": _("From one to the next, &down"),
        }
        for name, label in lengths.items():
            yield name, self._number(name, label)
        source = TypedField(
            _("&Where these sizes come from"),
            read_note,
            _on_one_line,
            needed=True,
            parent=self,
        )
        yield "source", source

    def _number(self, name: str, label: str) -> NumberField:
        if name in ("across", "down"):
            count = partial(read_whole, least=1, most=MAX_REPEATS)
            return NumberField(label, count, str, needed=True, parent=self)
        least = 0 if name in ("left_um", "top_um") else 1
        read: Callable[[str], Any] = partial(read_length, least_um=least)
        needed = name not in OPTIONAL
        return NumberField(label, read, write_length, unit=_("mm"), needed=needed, parent=self)

    def _lay_out(self, *, own: bool) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.addWidget(self.fields["name"], 0, 0, 1, 2)
        for index, name in enumerate(list(self.fields)[1:-1]):
            grid.addWidget(self.fields[name], 1 + index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["source"], 6, 0, 1, 2)
        grid.setRowStretch(7, 1)
        side = QVBoxLayout()
        side.addWidget(self.map)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(grid, 3)
        row.addLayout(side, 2)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self.reason)
        column.addWidget(self._buttons(own=own))
        character = self.fontMetrics().averageCharWidth()
        self.resize(120 * character, 60 * character)

    def _buttons(self, *, own: bool) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.keep_button = box.addButton(_("Keep"), QDialogButtonBox.ButtonRole.ApplyRole)
        set_look(self.keep_button, "primary")
        self.keep_button.clicked.connect(self._keep)
        self.remove_button: QPushButton | None = None
        if own:
            role = QDialogButtonBox.ButtonRole.DestructiveRole
            self.remove_button = box.addButton(_("Delete this stock"), role)
            self.remove_button.clicked.connect(self._remove)
        for button in box.findChildren(QPushButton):
            button.setAutoDefault(False)
        box.rejected.connect(self.reject)
        return box

    def refuse(self, why: str) -> None:
        """Say why nothing was kept."""
        self.reason.setText(why)
        self.reason.setVisible(bool(why))

    def _take(self, name: str, value: object) -> None:
        self._values[name] = value
        self.fields[name].show_value(value)
        self.refuse("")
        self._look_again()

    def _look_again(self) -> None:
        """Say beside its field what does not fit, and draw the page if all does."""
        for field in self._misfits:
            field.clear_reason()
        self._misfits = []
        for side in SIDES:
            rank = self._rank(side)
            if rank is None or rank.misfit is None:
                continue
            count, pitch = side[3], side[4]
            field = self.fields[count if rank.misfit is Misfit.OFF_PAGE else pitch]
            if not field.is_refused:
                field.refuse(misfit_sentence(rank.misfit, rank))
                self._misfits.append(field)
        if not self._misfits and all(self._rank(side) for side in SIDES):
            self._draw(self._stock())

    def _rank(self, side: tuple[str, ...]) -> Rank | None:
        """The labels along one side of the page; None where something is not stated."""
        page, first, label, count, pitch = (self._values[name] for name in side)
        if None in (page, first, label, count):
            return None
        return Rank(page, first, label, count, pitch)

    def _draw(self, stock: LabelStock) -> None:
        self.map.show_page(stock, 1, tuple(map(str, range(1, stock.per_page + 1))))
        self.map.setAccessibleDescription(
            ngettext(
                "A page has {count} label.", "A page has {count} labels.", stock.per_page
            ).format(count=stock.per_page)
        )

    def _stock(self) -> LabelStock:
        """The stock of the values, which have to fit."""
        values = dict(self._values)
        source = Source(text=values.pop("source"), certainty=Certainty.CLINIC)
        taken = [other.id for other in self._others]
        own = self._before.id if self._before else free_stock_id(values["name"], taken)
        return LabelStock(id=own, source=source, **values)

    def _keep(self) -> None:
        for field in self.fields.values():
            field.commit()
        if self._values["name"] in {other.name for other in self._others}:
            self.fields["name"].refuse(_("Another label stock has this name."))
        wrong = next((field for field in self.fields.values() if field.is_refused), None)
        if wrong is not None:
            wrong.take_focus()
            return
        self.kept.emit(self._stock(), self._before)

    def _remove(self) -> None:
        """Ask once more, by the button itself."""
        if self.remove_button is None or self._before is None:
            return
        if self._sure:
            self.removed.emit(self._before)
            return
        self._sure = True
        self.remove_button.setText(_("Delete for good"))
        self.refuse(
            _("“{name}” will be gone from this workstation.").format(name=self._before.name)
        )


def _values_of(stock: LabelStock) -> dict[str, Any]:
    names = [name for side in SIDES for name in side]
    return {
        "name": stock.name,
        **{name: getattr(stock, name) for name in names},
        "source": stock.source.text,
    }


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
