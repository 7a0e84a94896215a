"""The written order: typed in words, compared with the plan, kept and withdrawn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from spineplanner.domain import edits
from spineplanner.domain.edits.occasion import Occasion
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.record import Record
from spineplanner.ui.order_window import OrderWindow
from spineplanner.ui.snapshot import Snapshot
from tests.ui.conftest import NOW, MakeSnapshot


@pytest.fixture
def window(qtbot: QtBot, snapshot: Snapshot) -> OrderWindow:
    made = OrderWindow()
    qtbot.addWidget(made)
    made.show_snapshot(snapshot)
    made.show()
    made.begin()
    return made


@pytest.fixture
def keep(
    window: OrderWindow, example: Envelope, make_snapshot: MakeSnapshot
) -> Callable[..., list[Record]]:
    """Enter what the window wants to have entered, as the planning page does."""
    kept: list[Record] = []

    def enter(edit: Callable[..., Record], by: str, given: dict[str, object]) -> None:
        occasion = Occasion(plan=example.plan, by=by, at=NOW, now=NOW)
        kept.append(edit(example.record, occasion=occasion, **given))
        window.show_snapshot(make_snapshot(example.replace(record=kept[-1])))

    window.note_wanted.connect(enter)
    return lambda: kept


def write(window: OrderWindow, *lines: str) -> None:
    """Type lines where the keyboard is, and press the button."""
    window.text.entry.setFocus()
    for line in lines:
        QTest.keyClicks(window.text.entry, line)
        QTest.keyClick(window.text.entry, Qt.Key.Key_Return)
    QTest.mouseClick(window.keep_button, Qt.MouseButton.LeftButton)


def answer(window: OrderWindow) -> list[str]:
    labels = window.answer.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible()).splitlines()


EXAMPLE = (
    *(f"{level} facet {side} 1 million"
      for level in ("L2-L3", "L3-L4", "L4-L5", "L5-S1")
      for side in ("left", "right")),
    "L4-L5 epidural 5 million",
    "iv 87 million",
    "total 100 million",
)  # fmt: skip


def test_an_order_that_says_what_is_planned_has_no_difference(
    window: OrderWindow, keep: Callable[[], list[Record]]
) -> None:
    write(window, *EXAMPLE)

    (record,) = keep()
    assert record.written_order is not None
    assert record.written_order.total_cells == 100_000_000
    assert len(record.written_order.lines) == 10
    assert record.written_order.typed.by == "EXAMPLE"
    assert answer(window) == ["✓ The plan is what the order says."]


def test_every_difference_is_said(window: OrderWindow, keep: Callable[[], list[Record]]) -> None:
    lines = [*EXAMPLE]
    lines[0] = "L2-L3 facet left 2 million"
    lines[8] = "L5-S1 epidural 5 million"
    write(window, *lines)

    assert len(keep()) == 1
    said = answer(window)
    assert said[0] == "■ 4 differences"
    assert "L2–L3 facet LEFT: the order says 2 million, the plan 1 million." in said
    assert any("L5–S1 epidural" in each and "nothing there" in each for each in said)
    assert any("L4–L5 epidural" in each and "nothing there" in each for each in said)
    assert "The lines of the order add up to 101 million; it says 100 million in all." in said


def test_an_order_in_words_is_shown_as_it_was_read(
    window: OrderWindow, keep: Callable[[], list[Record]]
) -> None:
    write(
        window,
        "bilateral L2-3, L3-4, L4-5 and L5/S1 facets, one million cells each",
        "five million cells in two mL, L4-L5 epidural",
        "IV eighty-seven million; total one hundred million",
    )

    assert len(keep()) == 1
    read = window.understood.text().splitlines()
    assert window.understood.isVisible()
    assert read[0] == "It was read as:"
    assert "L5–S1 facet RIGHT: 1 million" in read
    assert read[9:] == [
        "L4–L5 epidural, interlaminar: 5 million in 2 mL",
        "intravenous infusion: 87 million",
        "Total: 100 million",
    ]


def test_the_line_that_is_named_is_counted_as_it_stands(
    window: OrderWindow, keep: Callable[[], list[Record]]
) -> None:
    write(window, "", "", "iv 87 million; caudal 1 million", "iv 2 million")
    assert keep() == []
    assert window.text.reason.text().startswith("Line 4: ")


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_kept(
    window: OrderWindow, keep: Callable[[], list[Record]]
) -> None:
    write(window, "L4-L5 facet left 1 million", "L4-L5 facet rigt 1 million")

    assert keep() == []
    assert window.text.reason.text().startswith("Line 2: ")
    assert window.text.entry.hasFocus()
    assert window.text.entry.typed().startswith("L4-L5 facet left 1 million\n")


def test_nothing_typed_is_nothing_to_compare(
    window: OrderWindow, keep: Callable[[], list[Record]]
) -> None:
    write(window)
    assert keep() == []
    assert window.text.is_refused


def test_somebody_must_have_typed_it(
    qtbot: QtBot, snapshot: Snapshot, make_snapshot: MakeSnapshot
) -> None:
    window = OrderWindow()
    qtbot.addWidget(window)
    window.show_snapshot(make_snapshot(snapshot.envelope, operator=""))
    window.show()
    wanted: list[object] = []
    window.note_wanted.connect(lambda *given: wanted.append(given))

    write(window, "iv 87 million")

    assert wanted == []
    assert window.by.reason.text() == "Say who has typed it."
    assert window.focusWidget() is window.by.entry


def test_a_later_plan_is_compared_with_the_order_that_was_kept(
    window: OrderWindow,
    keep: Callable[[], list[Record]],
    example: Envelope,
    make_snapshot: MakeSnapshot,
) -> None:
    write(window, *EXAMPLE)
    site = example.plan.aliquots[0].site
    plan = edits.set_cells(example.plan, sites=(site,), cells=1_500_000)
    window.show_snapshot(make_snapshot(example.replace(plan=plan, record=keep()[0])))
    assert answer(window)[0] == "■ 2 differences"


def test_an_order_can_be_withdrawn(
    window: OrderWindow,
    qtbot: QtBot,
    keep: Callable[[], list[Record]],
    snapshot: Snapshot,
) -> None:
    assert not window.withdraw_button.isEnabled()
    write(window, *EXAMPLE)
    assert len(keep()) == 1

    with qtbot.waitSignal(window.withdraw_wanted, timeout=1000):
        QTest.mouseClick(window.withdraw_button, Qt.MouseButton.LeftButton)
    window.show_snapshot(snapshot)

    assert not window.answer.isVisible()
    assert window.text.entry.typed() == ""
    assert not window.withdraw_button.isEnabled()


def test_what_is_typed_and_not_kept_is_still_there_when_it_opens_again(
    window: OrderWindow, snapshot: Snapshot
) -> None:
    QTest.keyClicks(window.text.entry, "iv 87 mil")
    window.close()
    window.show_snapshot(snapshot)
    window.show()
    window.begin()
    assert window.text.entry.typed() == "iv 87 mil"


def test_a_refusal_is_said_in_the_window(window: OrderWindow) -> None:
    window.show_refusal("The clock says it is too early.")
    assert answer(window) == ["▲ The clock says it is too early."]
