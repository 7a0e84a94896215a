"""The checks with real keys and clicks: what stands there, what is asked for, what is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.anatomy import sites
from spineplanner.domain.checks import CHECKS
from spineplanner.domain.edits import Dose
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding, evidence_key, finding_key, reason_for
from spineplanner.domain.plan import Plan
from spineplanner.domain.rules import Rule, Severity
from spineplanner.ui.finding_card import FindingCard
from spineplanner.ui.finding_groups import ONE_CHECK, groups
from spineplanner.ui.findings_view import FindingsView
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import MakeSnapshot


class Desk:
    """The checks, what they asked for, and a workbench that does it."""

    def __init__(self, qtbot: QtBot, make: MakeSnapshot, envelope: Envelope) -> None:
        self.make, self.envelope = make, envelope
        self.view = FindingsView()
        qtbot.addWidget(self.view)
        self.wanted: list[tuple[Callable[..., Any], dict[str, Any]]] = []
        self.went: list[Finding] = []
        self.said: list[str] = []
        self.view.edit_wanted.connect(self._edit)
        self.view.go_wanted.connect(self.went.append)
        self.view.announced.connect(self.said.append)
        self.snapshot = make(envelope)
        self.view.resize(480, 400)
        self.view.show()
        self.show(self.snapshot)
        self.view.activateWindow()
        QApplication.processEvents()

    def show(self, what: Plan | Snapshot) -> None:
        if isinstance(what, Plan):
            what = self.make(self.envelope.replace(plan=what))
        self.snapshot = what
        self.view.show_snapshot(what)
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    def _edit(self, edit: Callable[..., Any], given: dict[str, Any]) -> None:
        self.wanted.append((edit, given))
        self.show(edit(self.snapshot.plan, **given))

    def cards(self) -> list[FindingCard]:
        """The cards from top to bottom, as they are seen."""
        shown = [card for card in self.view.findChildren(FindingCard) if card.isVisible()]
        return sorted(shown, key=lambda card: card.y())

    def card(self, rule: Rule) -> FindingCard:
        return next(card for card in self.cards() if card.group.first.rule is rule)

    def finding(self, rule: Rule) -> Finding:
        return next(finding for finding in self.snapshot.findings if finding.rule is rule)


def texts(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return " | ".join(label.text() for label in labels)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def reason_typed(card: FindingCard, text: str) -> None:
    QTest.mouseClick(card.entry, Qt.MouseButton.LeftButton)
    QTest.keyClicks(card.entry, text)


@pytest.fixture
def desk(qtbot: QtBot, make_snapshot: MakeSnapshot, example: Envelope) -> Desk:
    return Desk(qtbot, make_snapshot, example)


@pytest.fixture
def too_much(desk: Desk) -> Desk:
    """Eight facets with more than the usual volume."""
    facets = tuple(item.site for item in desk.snapshot.plan.aliquots[:8])
    desk.show(edits.set_volume(desk.snapshot.plan, sites=facets, volume_ul=1200))
    return desk


def test_open_findings_come_first_then_answered_ones_then_notes(desk: Desk) -> None:
    desk.show(edits.set_patient(desk.snapshot.plan, allergies=None))
    kinds = [
        (list(Severity).index(card.group.severity), card.group.reason is not None)
        for card in desk.cards()
    ]
    assert kinds == sorted(kinds)
    assert len(set(kinds)) == 4
    assert desk.view.remark.text() == "1 stop · 1 to confirm"


def test_a_card_says_what_why_and_what_to_do_with_a_shape_and_a_word(desk: Desk) -> None:
    desk.show(edits.set_patient(desk.snapshot.plan, allergies=None))
    said = texts(desk.card(Rule.ALLERGIES_NOT_STATED))
    assert "■ STOP  Not stated: allergies." in said
    assert "Ask; “none known” is an answer, silence is not." in said
    assert "▲ CONFIRM" in texts(desk.card(Rule.DOSE_OFF))
    assert "● NOTE" in texts(desk.card(Rule.VIABILITY_MARGIN))


def test_why_shows_the_source_and_how_sure_it_is_by_keyboard(desk: Desk) -> None:
    card = desk.card(Rule.DOSE_OFF)
    source = desk.finding(Rule.DOSE_OFF).source
    assert source is not None
    assert source.text.removesuffix(".") not in texts(card)
    card.why.setFocus()
    QTest.keyClick(card.why, Qt.Key.Key_Space)
    assert source.text.removesuffix(".") in texts(card)
    QTest.keyClick(card.why, Qt.Key.Key_Space)
    assert source.text.removesuffix(".") not in texts(card)


def test_enter_gives_the_reason_and_it_is_shown(desk: Desk) -> None:
    finding = desk.finding(Rule.DOSE_OFF)
    card = desk.card(Rule.DOSE_OFF)
    reason_typed(card, "marks of 0.1 mL")
    assert "Not given yet: Enter gives it." in texts(card)
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    key = evidence_key(finding.evidence)
    given = {"rule": Rule.DOSE_OFF, "site": finding.site, "evidence": key}
    assert desk.wanted == [(edits.give_reason, given | {"text": "marks of 0.1 mL"})]
    assert reason_for(finding, desk.snapshot.plan.reasons) is not None
    said = texts(desk.card(Rule.DOSE_OFF))
    assert "✓ CONFIRMED" in said
    assert "Reason: marks of 0.1 mL" in said
    assert desk.view.remark.text() == "nothing open"


def test_a_reason_can_be_withdrawn(desk: Desk) -> None:
    rule, site, evidence = finding_key(desk.finding(Rule.DILUENT_WITHOUT_PROTEIN))
    click(desk.card(Rule.DILUENT_WITHOUT_PROTEIN).withdraw)
    given = {"rule": rule, "site": site, "evidence": evidence}
    assert desk.wanted == [(edits.withdraw_reason, given)]
    assert desk.card(Rule.DILUENT_WITHOUT_PROTEIN).entry.isVisible()


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 2000])
def test_a_reason_that_can_not_be_printed_stays_with_the_reason_why(desk: Desk, wrong: str) -> None:
    card = desk.card(Rule.DOSE_OFF)
    card.entry.setFocus()
    QApplication.clipboard().setText(wrong)
    card.entry.paste()
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    assert desk.wanted == []
    assert card.entry.property("wrong") == "true"
    assert card.entry.accessibleDescription() in texts(card)
    assert card.entry.accessibleDescription()
    assert card.entry.text() == wrong


def test_escape_takes_back_what_is_typed(desk: Desk) -> None:
    card = desk.card(Rule.DOSE_OFF)
    reason_typed(card, "half")
    QTest.keyClick(card.entry, Qt.Key.Key_Escape)
    assert card.entry.text() == ""
    assert "Not given yet" not in texts(card)


def test_what_is_typed_survives_other_changes_and_other_cards(desk: Desk) -> None:
    card = desk.card(Rule.DOSE_OFF)
    reason_typed(card, "half a rea")
    desk.show(edits.set_patient(desk.snapshot.plan, allergies=None, name=None))
    rule, site, evidence = finding_key(desk.finding(Rule.DILUENT_WITHOUT_PROTEIN))
    desk.show(edits.withdraw_reason(desk.snapshot.plan, rule=rule, site=site, evidence=evidence))
    assert desk.card(Rule.DOSE_OFF) is card
    assert card.entry.text() == "half a rea"
    assert card.entry.hasFocus()


def test_what_is_typed_is_gone_with_another_patients_plan(desk: Desk, example: Envelope) -> None:
    reason_typed(desk.card(Rule.DOSE_OFF), "only for this patient")
    desk.show(desk.make(example.replace(id=uuid4())))
    assert desk.card(Rule.DOSE_OFF).entry.text() == ""
    assert desk.said == []


def test_findings_alike_are_one_card_and_one_reason_answers_all(too_much: Desk) -> None:
    card = too_much.card(Rule.VOLUME_ABOVE_USUAL)
    assert "Numbers 1 to 8: " in texts(card)
    reason_typed(card, "wide joints")
    assert "Not given yet: Enter gives it for all 8." in texts(card)
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    [(edit, given)] = too_much.wanted
    assert edit is edits.give_reasons
    assert {reason.text for reason in given["reasons"]} == {"wide joints"}
    assert len(given["reasons"]) == 8
    click(too_much.card(Rule.VOLUME_ABOVE_USUAL).withdraw)
    assert too_much.wanted[-1][0] is edits.withdraw_reasons
    assert too_much.card(Rule.VOLUME_ABOVE_USUAL).entry.isVisible()


def test_a_group_that_loses_a_member_keeps_what_is_typed(too_much: Desk) -> None:
    card = too_much.card(Rule.VOLUME_ABOVE_USUAL)
    reason_typed(card, "wide")
    site = too_much.snapshot.plan.aliquots[0].site
    too_much.show(edits.set_volume(too_much.snapshot.plan, sites=(site,), volume_ul=500))
    assert too_much.card(Rule.VOLUME_ABOVE_USUAL) is card
    assert card.entry.text() == "wide"
    assert "Numbers 2 to 8: " in texts(card)


def test_a_reason_whose_numbers_changed_is_open_again_and_still_read(too_much: Desk) -> None:
    site = too_much.snapshot.plan.aliquots[0].site
    others = tuple(item.site for item in too_much.snapshot.plan.aliquots[1:8])
    too_much.show(edits.set_volume(too_much.snapshot.plan, sites=others, volume_ul=500))
    card = too_much.card(Rule.VOLUME_ABOVE_USUAL)
    reason_typed(card, "wide joint")
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    too_much.show(edits.set_volume(too_much.snapshot.plan, sites=(site,), volume_ul=1300))
    said = texts(too_much.card(Rule.VOLUME_ABOVE_USUAL))
    assert "The numbers have changed since this reason: wide joint" in said
    assert too_much.card(Rule.VOLUME_ABOVE_USUAL).entry.isVisible()


def test_aliquots_that_lack_the_same_are_one_card(desk: Desk) -> None:
    desk.show(edits.fill(Plan(), sites=sites(5)[:8], dose=Dose(None, None)))
    lacking = [card for card in desk.cards() if card.group.first.rule is Rule.REFUSAL]
    assert any("Numbers 1 to 8: Not stated" in texts(card) for card in lacking)


def test_go_there_says_which_finding(desk: Desk) -> None:
    click(desk.card(Rule.DOSE_OFF).go)
    assert desk.went == [desk.finding(Rule.DOSE_OFF)]


def test_the_first_open_finding_takes_the_keyboard(desk: Desk) -> None:
    desk.view.focus_first()
    assert QApplication.focusWidget() is desk.card(Rule.DOSE_OFF).entry
    desk.show(edits.set_patient(desk.snapshot.plan, allergies=None))
    desk.view.focus_first()
    assert QApplication.focusWidget() is desk.card(Rule.ALLERGIES_NOT_STATED).go


def test_tab_goes_through_the_cards_from_top_to_bottom(desk: Desk) -> None:
    desk.show(edits.set_patient(desk.snapshot.plan, allergies=None))
    desk.view.focus_first()
    first = QApplication.focusWidget()
    assert first is not None
    here = first
    seen: list[int] = []
    while not seen or here is not first:
        parent = here.parentWidget()
        assert isinstance(parent, FindingCard)
        seen.append(desk.cards().index(parent))
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget() or first
    assert seen == sorted(seen)
    assert len(set(seen)) > 3


def test_a_stop_that_comes_and_one_that_goes_are_spoken_of(desk: Desk) -> None:
    before = desk.snapshot.plan
    desk.show(edits.set_patient(before, allergies=None))
    assert desk.said == ["STOP  Not stated: allergies."]
    desk.show(before)
    assert desk.said[1:] == ["Settled: Not stated: allergies."]


def test_nothing_is_said_or_moved_where_nothing_changed(desk: Desk) -> None:
    cards = desk.cards()
    desk.show(replace(desk.snapshot, operator="ANOTHER EXAMPLE"))
    assert desk.cards() == cards
    assert desk.said == []


def test_how_many_checks_found_nothing_is_true(desk: Desk) -> None:
    spoke = {ONE_CHECK.get(f.rule, f.rule) for f in desk.snapshot.findings}
    silent = len(CHECKS) - len(spoke)
    assert f"✓ {silent} of {len(CHECKS)} checks found nothing" in texts(desk.view)


def test_each_check_is_counted_once() -> None:
    assert len({ONE_CHECK.get(rule, rule) for rule in Rule}) == len(CHECKS)


def test_while_somebody_elses_plan_waits_no_reason_is_taken(desk: Desk, example: Envelope) -> None:
    desk.show(replace(desk.snapshot, theirs=example))
    reason_typed(desk.card(Rule.DOSE_OFF), "text")
    assert desk.card(Rule.DOSE_OFF).entry.text() == ""
    assert not desk.card(Rule.DILUENT_WITHOUT_PROTEIN).withdraw.isEnabled()


def test_peoples_text_is_shown_as_text(desk: Desk) -> None:
    card = desk.card(Rule.DOSE_OFF)
    reason_typed(card, "<b>bold</b>")
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    label = next(
        label
        for label in desk.card(Rule.DOSE_OFF).findChildren(QLabel)
        if "<b>bold</b>" in label.text()
    )
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_nothing_is_cut_at_the_least_width(desk: Desk) -> None:
    desk.show(edits.fill(Plan(), sites=sites(5)[:-1], dose=Dose(9_000_000, 2500)))
    desk.view.resize(360, 250)
    QApplication.processEvents()
    for card in desk.cards():
        assert card.width() <= 360
        for label in card.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
                assert label.geometry().right() <= card.width()


def test_every_part_has_a_name(desk: Desk) -> None:
    for card in desk.cards():
        assert card.accessibleName()
        for part in (card.entry, card.why, card.withdraw, card.go):
            assert card.accessibleName() in part.accessibleName()


def test_groups_keep_every_finding(desk: Desk) -> None:
    desk.show(edits.fill(desk.snapshot.plan, sites=sites(5)[:-1], dose=Dose(9_000_000, 2500)))
    shown = desk.snapshot
    gathered = groups(shown.findings, shown.plan, shown.envelope.reasons)
    kept = [finding for group in gathered for finding in group.findings]
    assert sorted(map(repr, kept)) == sorted(map(repr, desk.snapshot.findings))


def test_a_finding_that_goes_takes_along_what_was_done_with_its_card(too_much: Desk) -> None:
    above = too_much.card(Rule.VOLUME_ABOVE_USUAL)
    reason_typed(above, "wide joints")
    click(above.why)
    before, facets = too_much.snapshot.plan, above.group.findings
    sites_ = tuple(finding.site for finding in facets if finding.site is not None)
    too_much.show(edits.set_volume(before, sites=sites_, volume_ul=500))
    assert "wide joints" not in "".join(card.entry.typed() for card in too_much.cards())
    too_much.show(before)
    again = too_much.card(Rule.VOLUME_ABOVE_USUAL)
    assert again.entry.typed() == ""
    assert not again.why.isChecked()
    assert "Source:" not in texts(again)
    assert "Not given yet" not in texts(again)
