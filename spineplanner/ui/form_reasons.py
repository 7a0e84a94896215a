"""The section on the reasons that were given for findings; each can be withdrawn."""

from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from spineplanner.domain import edits
from spineplanner.domain.findings import Finding, reason_for
from spineplanner.domain.plan import Reason
from spineplanner.ui.cards import plain_label
from spineplanner.ui.fields import Field
from spineplanner.ui.form_section import Section
from spineplanner.ui.snapshot import Snapshot
from spineplanner.wording.findings import finding_title
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _

Said = tuple[Reason, str]
"""A reason, and what it answers in words."""


class ReasonsField(Field):
    """Reasons one below the other; `committed` carries the one to withdraw."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, bare=True, parent=parent)
        self._said: tuple[Said, ...] = ()
        self._lines: list[QWidget] = []
        self._buttons: list[QPushButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.row.addLayout(self._column, 1)
        self.show_remark(_("No reason has been given."))

    @override
    def entries(self) -> list[QWidget]:
        return list(self._buttons)

    @property
    @override
    def is_stated(self) -> bool:
        return bool(self._said)

    @override
    def take_focus(self) -> None:
        if self._buttons:
            super().take_focus()

    @override
    def show_value(self, value: object) -> None:
        """Reasons alone say nothing of what they answer: `show_reasons` is told that too."""

    def show_reasons(self, said: tuple[Said, ...]) -> None:
        """List reasons with what each answers."""
        if said == self._said:
            return
        had_focus = QApplication.focusWidget() in self._buttons
        self._said = said
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self._buttons = [], []
        for reason, answered in said:
            self._add(reason, answered)
        self.show_remark("" if said else _("No reason has been given."))
        self.entries_changed.emit()
        if had_focus:
            self.take_focus()

    def _add(self, reason: Reason, answered: str) -> None:
        line = QWidget(self)
        column = QVBoxLayout()
        column.setSpacing(0)
        for words, look in ((answered, ""), (reason.text, "quiet")):
            label = plain_label(words, look=look, points=9, parent=line)
            label.setWordWrap(True)
            column.addWidget(label)
        withdraw = QPushButton(_("Withdraw"), line)
        withdraw.setProperty("look", "link")
        withdraw.setAccessibleName(_("Withdraw the reason for: {what}").format(what=answered))
        withdraw.setAccessibleDescription(reason.text)
        withdraw.clicked.connect(partial(self._withdraw, reason))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(column, 1)
        row.addWidget(withdraw)
        self._column.addWidget(line)
        line.show()
        self._lines.append(line)
        self._buttons.append(withdraw)

    def _withdraw(self, reason: Reason, *_checked: object) -> None:
        self.committed.emit(reason)


class ReasonsSection(Section):
    """Why findings were accepted."""

    key = "reasons"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reasons given"), parent)
        self._list = ReasonsField(_("Reasons given"))
        self._list.committed.connect(self._withdraw)
        self.add("reasons", self._list, wide=True)

    @override
    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._list.show_reasons(
            tuple((reason, _answered(reason, snapshot)) for reason in snapshot.envelope.reasons)
        )

    def _withdraw(self, reason: Reason) -> None:
        given: dict[str, object] = {
            "rule": reason.rule,
            "site": reason.site,
            "evidence": reason.evidence,
        }
        self.ask(self._list, edits.withdraw_reason, given)


def _answered(reason: Reason, snapshot: Snapshot) -> str:
    """The finding that a reason answers; or that there is none any more."""
    for finding in snapshot.findings:
        if _answers(reason, finding):
            return finding_title(finding)
    rule = reason.rule.value.replace("-", " ")
    if reason.site is None:
        return _("Answers nothing now ({rule})").format(rule=rule)
    return _("Answers nothing now ({site}, {rule})").format(site=site_name(reason.site), rule=rule)


def _answers(reason: Reason, finding: Finding) -> bool:
    return reason_for(finding, (reason,)) is not None
