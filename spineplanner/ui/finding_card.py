"""One finding, or several alike, as a card: what, why, what to do, and a place for the reason."""

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spineplanner.domain import edits
from spineplanner.domain.findings import Finding, finding_key
from spineplanner.domain.rules import Severity
from spineplanner.ui.cards import plain_label, set_look
from spineplanner.ui.field_entries import LineEntry
from spineplanner.ui.finding_groups import Group
from spineplanner.wording.advice import advice
from spineplanner.wording.findings import certainty_words, severity_word
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_text import read_line
from spineplanner.wording.translate import _, ngettext

SHAPES = {Severity.STOP: "■", Severity.CONFIRM: "▲", Severity.NOTE: "●"}
ANSWERED = "✓"


def heading_words(group: Group) -> str:
    """The shape and word of a finding with its title: "■ STOP  Not stated: name"."""
    shape = ANSWERED if group.reason is not None else SHAPES[group.severity]
    word = _("CONFIRMED") if group.reason is not None else severity_word(group.severity)
    return f"{shape} {word}  {group.title}"


class FindingCard(QFrame):
    """What a group of findings says; a reason that is typed stays until Enter or Escape.

    `edit_wanted` carries an edit that gives or withdraws reasons, `go_wanted` a finding.
    """

    edit_wanted = Signal(object, object)
    go_wanted = Signal(object)

    body_points: ClassVar = 10.0
    small_points: ClassVar = 9.0

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self.group = group
        body, small = self.body_points, self.small_points
        self._title = plain_label(points=body, weight=QFont.Weight.DemiBold, parent=self)
        self._advice = plain_label(points=body, parent=self)
        self._given = plain_label(points=body, parent=self)
        self._source = plain_label(look="quiet", points=small, parent=self)
        self._remark = plain_label(points=small, parent=self)
        for label in (self._title, self._advice, self._given, self._source, self._remark):
            label.setWordWrap(True)
        self.entry = LineEntry(self)
        self.entry.setPlaceholderText(_("Type a reason, then Enter"))
        self.why = _link(_("Why"), self)
        self.why.setCheckable(True)
        self.withdraw = _link(_("Withdraw"), self)
        self.go = _link(_("Go there"), self)
        self._lay_out()
        self._connect()
        self._editable = True
        self._say("", wrong=False)
        self._show()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self._advice, 1)
        for link in (self.withdraw, self.why, self.go):
            foot.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 6, 5)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._given)
        column.addLayout(foot)
        column.addWidget(self.entry)
        column.addWidget(self._remark)
        column.addWidget(self._source)

    def _connect(self) -> None:
        self.entry.entered.connect(self._give)
        self.entry.abandoned.connect(self._abandon)
        self.entry.typed_in.connect(self._note_typing)
        self.why.toggled.connect(self._show_source)
        self.withdraw.clicked.connect(self._withdraw)
        self.go.clicked.connect(self._go)

    def show_group(self, group: Group, *, editable: bool) -> None:
        """Show another state of the findings; a reason being typed stays."""
        if group != self.group or editable != self._editable:
            self.group, self._editable = group, editable
            self._show()

    def forget(self) -> None:
        """Let go of what a person did with it, so that it can serve another finding."""
        self._abandon()
        self.why.setChecked(False)

    def _show(self) -> None:
        group = self.group
        asks = group.severity is Severity.CONFIRM and group.reason is None
        look = "note" if group.reason is not None else str(group.severity)
        set_look(self, look)
        set_look(self._title, "" if look == "note" else look)
        self._title.setText(heading_words(group))
        self._advice.setText(advice(group.first.rule))
        self._given.setText(_given_words(group))
        self._given.setVisible(bool(self._given.text()))
        self._source.setText(_source_words(group.first))
        self.why.setVisible(group.first.source is not None)
        self._show_source(self.why.isChecked())
        self.entry.setVisible(asks)
        self.entry.setReadOnly(not self._editable)
        self.withdraw.setVisible(group.reason is not None)
        self.withdraw.setEnabled(self._editable)
        if not asks:
            self._abandon()
        self._name()

    def _name(self) -> None:
        """Tell assistive technology of which finding each part is."""
        heading = heading_words(self.group)[2:]
        self.setAccessibleName(heading)
        self.setAccessibleDescription(self._advice.text())
        named = _("{what}: {finding}")
        self.entry.setAccessibleName(named.format(what=_("Reason"), finding=heading))
        for link in (self.why, self.withdraw, self.go):
            said = link.text().rstrip(" ▶▼")
            link.setAccessibleName(named.format(what=said, finding=heading))

    def _show_source(self, shown: bool) -> None:  # noqa: FBT001 - a signal carries it
        self.why.setText(_("Why ▼") if shown else _("Why ▶"))
        visible = shown and self.group.first.source is not None
        self._source.setVisible(visible)
        self.why.setAccessibleDescription(self._source.text() if visible else "")

    def open_entry(self) -> QWidget:
        """The part that settles the finding: its reason field, or the way to its cause."""
        return self.entry if self.entry.isVisibleTo(self) else self.go

    def stops(self) -> tuple[QWidget, ...]:
        """Its parts in tab order."""
        return (self.entry, self.withdraw, self.why, self.go)

    @property
    def draft(self) -> str:
        """A reason that is typed and not given."""
        return self.entry.typed() if self.entry.is_changed else ""

    def _note_typing(self) -> None:
        count = len(self.group.findings)
        words = ngettext(
            "Not given yet: Enter gives it.",
            "Not given yet: Enter gives it for all {count}.",
            count,
        ).format(count=count)
        self._say(words if self.draft else "", wrong=False)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._remark.setText(words)
        self._remark.setVisible(bool(words))
        set_look(self._remark, "stop" if wrong else "")
        self.entry.setAccessibleDescription(words)
        if self.entry.property("wrong") != ("true" if wrong else "false"):
            self.entry.setProperty("wrong", "true" if wrong else "false")
            self.entry.style().unpolish(self.entry)
            self.entry.style().polish(self.entry)

    def _abandon(self) -> None:
        self.entry.show_text("")
        self._say("", wrong=False)

    def _give(self) -> None:
        read = read_line(self.entry.typed())
        if isinstance(read, Misread):
            self._say(read.why, wrong=True)
            return
        if len(self.group.findings) > 1:
            self.edit_wanted.emit(edits.give_reasons, {"reasons": self.group.reasons(read)})
            return
        rule, site, evidence = finding_key(self.group.first)
        given = {"rule": rule, "site": site, "evidence": evidence, "text": read}
        self.edit_wanted.emit(edits.give_reason, given)

    def _withdraw(self) -> None:
        group = self.group
        if len(group.findings) > 1:
            reasons = group.reasons(group.reason or "")
            self.edit_wanted.emit(edits.withdraw_reasons, {"reasons": reasons})
        else:
            rule, site, evidence = finding_key(group.first)
            given = {"rule": rule, "site": site, "evidence": evidence}
            self.edit_wanted.emit(edits.withdraw_reason, given)

    def _go(self) -> None:
        self.go_wanted.emit(self.group.first)


def _link(text: str, parent: QWidget) -> QPushButton:
    link = QPushButton(text, parent)
    link.setProperty("look", "link")
    return link


def _given_words(group: Group) -> str:
    if group.reason is not None:
        return _("Reason: {text}").format(text=group.reason)
    if group.earlier is not None:
        return _("The numbers have changed since this reason: {text}").format(text=group.earlier)
    return ""


def _source_words(finding: Finding) -> str:
    if finding.source is None:
        return ""
    return _("Source: {source} ({certainty}).").format(
        source=finding.source.text.removesuffix("."),
        certainty=certainty_words(finding.source.certainty),
    )
