"""Vials at the bench: what a scanner types, what is read off by hand, and how each looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from spineplanner.domain.day import StepKind
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from tests.ui.preparing import LOT, PREPARER, Day

Key = Qt.Key
SCAN = "Scan the vial"
CODE = f"(10){LOT}(17)270630(21)0001"


GTIN, OTHER_GTIN = "09506000134352", "00614141000036"
OURS, THEIRS = "Cells, 25 million vial", "Own product (fill in)"


@pytest.fixture
def day(qtbot: QtBot, example: Envelope, formulary: Formulary) -> Day:
    return Day(qtbot, example, formulary)


def scan(day: Day, code: str) -> None:
    """Type as a scanner does, the separator too, and end with Enter."""
    field = day.named(SCAN)
    field.setFocus()
    for sign in code:
        if sign == "\x1d":
            QTest.keyClick(field, Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClicks(field, sign)
    QTest.keyClick(field, Key.Key_Return)


def text(day: Day, name: str) -> str:
    field = day.named(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def test_a_scan_fills_lot_vial_and_expiry_and_leads_to_how_it_looks(day: Day) -> None:
    scan(day, CODE)

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0001")
    assert text(day, "expires") == "30 Jun 2027"
    assert "Lot 2291-04, vial 0001, expires 30 Jun 2027" in day.words()
    assert day.focused == "Looks good: take it"
    assert day.record.vials == ()


def test_an_expiry_that_the_code_does_not_say_is_left_to_be_read_off_the_vial(day: Day) -> None:
    scan(day, f"(10){LOT}(21)0001")
    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0001")
    assert text(day, "expires") == ""

    day.click("Looks good: take it")

    [vial] = day.record.vials
    assert vial.expiry is None
    assert "expires not stated" in day.words()


def test_another_vial_does_not_take_over_the_expiry_of_the_one_before(day: Day) -> None:
    scan(day, CODE)
    scan(day, f"(10){LOT}(21)0002")

    assert (text(day, "vial number"), text(day, "expires")) == ("0002", "")


def test_the_separator_of_a_scanner_parts_lot_and_vial(day: Day) -> None:
    scan(day, f"1727063010{LOT}\x1d210002")

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0002")


def test_a_vial_that_looks_good_is_taken_by_space(day: Day) -> None:
    scan(day, CODE)
    day.press(Key.Key_Space)

    [vial] = day.record.vials
    assert (vial.lot, vial.vial, vial.good, vial.taken.by) == (LOT, "0001", True, PREPARER)
    assert vial.expiry is not None
    assert (vial.taken.at.hour, vial.taken.at.minute) == (8, 0)
    assert day.workbench.snapshot.undo_name == "Take vial 0001"
    assert (text(day, "lot"), text(day, "vial number")) == ("", "")
    assert day.focused == SCAN


def test_a_vial_that_does_not_look_good_is_kept_apart_and_does_not_count(day: Day) -> None:
    scan(day, CODE)
    day.click("Does not look good")

    assert [vial.good for vial in day.record.vials] == [False]
    assert "does NOT look good" in day.words()
    assert "0" in day.words()
    assert day.open_kind() is StepKind.TAKE_VIALS


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("(10)9999-01(21)0001", "the plan uses 2291-04"),
        (f"(10){LOT}(17)280630(21)0001", "The vial expires 30 Jun 2028"),
        (CODE + CODE, "came twice"),
        ("=W12342612345", "ends before"),
        ("hello", "neither ISBT 128 nor GS1"),
    ],
)
def test_a_code_that_is_not_taken_stays_with_the_reason(day: Day, code: str, why: str) -> None:
    scan(day, code)

    assert why in day.named(SCAN).accessibleDescription()
    assert text(day, SCAN) == code
    assert (text(day, "lot"), text(day, "vial number")) == ("", "")


def with_codes(formulary: Formulary, codes: dict[str, tuple[str, ...]]) -> Formulary:
    """The same clinic with codes of products, by their names."""
    products = [item.replace(codes=codes.get(item.name, ())) for item in formulary.products]
    return formulary.replace(products=tuple(products))


def test_a_vial_of_the_plans_product_is_taken_without_a_word_about_it(
    qtbot: QtBot, example: Envelope, formulary: Formulary
) -> None:
    day = Day(qtbot, example, with_codes(formulary, {OURS: (GTIN,), THEIRS: (OTHER_GTIN,)}))

    scan(day, f"]d201{GTIN}10{LOT}\x1d210001")

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0001")
    assert "by the code" not in day.words()


@pytest.mark.parametrize("ours", [(), (GTIN,)])
def test_a_vial_of_another_product_is_refused_with_both_names(
    qtbot: QtBot, example: Envelope, formulary: Formulary, ours: tuple[str, ...]
) -> None:
    day = Day(qtbot, example, with_codes(formulary, {OURS: ours, THEIRS: (OTHER_GTIN,)}))

    scan(day, f"01{OTHER_GTIN}10{LOT}\x1d210001")

    said = day.named(SCAN).accessibleDescription()
    assert f"is that of “{THEIRS}”, and the plan uses “{OURS}”" in said
    assert said in day.words()
    assert (text(day, "lot"), text(day, "vial number")) == ("", "")
    qtbot.waitUntil(lambda: day.focused == SCAN)


def test_a_code_that_the_product_does_not_go_by_is_refused(
    qtbot: QtBot, example: Envelope, formulary: Formulary
) -> None:
    day = Day(qtbot, example, with_codes(formulary, {OURS: (GTIN,)}))

    scan(day, f"01{OTHER_GTIN}10{LOT}\x1d210001")

    assert f"{OTHER_GTIN} is none of “{OURS}”, which goes by {GTIN}" in day.words()
    assert (text(day, "lot"), text(day, "vial number")) == ("", "")


def test_where_nobody_has_given_codes_a_person_compares_the_label_and_decides(day: Day) -> None:
    scan(day, f"01{GTIN}10{LOT}\x1d210001")

    assert f"knows no product by the code {GTIN}" in day.words()
    assert f"that the vial holds “{OURS}” before you take it" in day.words()
    assert not day.record.vials
    day.press(Key.Key_Space)
    assert [vial.vial for vial in day.record.vials] == ["0001"]


def test_a_scan_at_the_button_is_read_and_the_vial_before_it_is_said_not_to_be_taken(
    day: Day,
) -> None:
    scan(day, CODE)
    assert day.focused == "Looks good: take it"

    for sign in f"(10){LOT}(17)270630(21)0002":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, sign)
    day.press(Key.Key_Return)

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0002")
    assert "Vial 0001, which stood here, is not taken" in day.words()
    assert not day.record.vials
    day.press(Key.Key_Return)
    assert [vial.vial for vial in day.record.vials] == ["0002"]


def test_a_scanner_that_ends_with_tab_leads_on_too(day: Day) -> None:
    field = day.named(SCAN)
    field.setFocus()
    QTest.keyClicks(field, CODE)
    QTest.keyClick(field, Key.Key_Tab)

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0001")
    assert day.focused == "Looks good: take it"


def test_the_code_of_a_shop_tells_a_wrong_product_and_names_no_lot(
    qtbot: QtBot, example: Envelope, formulary: Formulary
) -> None:
    day = Day(qtbot, example, with_codes(formulary, {OURS: (GTIN,), THEIRS: (OTHER_GTIN,)}))

    scan(day, "614141000036")
    assert f"is that of “{THEIRS}”" in day.words()
    day.type_into(SCAN, "]E09506000134352")
    day.press(Key.Key_Return)
    assert "names no lot" in day.words()


def test_a_refused_scan_leaves_no_other_vial_to_be_taken(day: Day) -> None:
    scan(day, CODE)
    scan(day, "(10)9999-01(21)0002")

    assert (text(day, "lot"), text(day, "vial number"), text(day, "expires")) == ("", "", "")
    assert "the plan uses 2291-04" in day.words()
    assert "Vial 0001, which stood here, is not taken" in day.words()
    day.click("Looks good: take it")
    assert not day.record.vials


def test_the_same_scan_twice_in_a_row_is_one_vial(day: Day) -> None:
    scan(day, CODE)
    for sign in CODE:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, sign)
    day.press(Key.Key_Return)

    assert text(day, "vial number") == "0001"
    assert "is not taken" not in day.words()
    day.press(Key.Key_Space)
    assert [vial.vial for vial in day.record.vials] == ["0001"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (f"10{LOT}210002", "the scanner drops the separator"),
        ("10229", "which begins so"),
        (f"+d210{LOT}", "another country’s keyboard"),
        ("=a99991712345600", "Switch Caps Lock off"),
        ("=G12341765432171", "check character of the donation number does not fit (71)"),
        ("(21)0001(21)0002", "with two values"),
    ],
)
def test_a_scan_that_came_spoilt_says_what_to_do(day: Day, code: str, why: str) -> None:
    scan(day, code)

    assert why in day.words()
    assert text(day, SCAN) == code
    assert (text(day, "lot"), text(day, "vial number")) == ("", "")


@pytest.mark.parametrize("field", ["lot", "vial number"])
def test_a_code_that_is_scanned_into_another_field_is_read_too(day: Day, field: str) -> None:
    day.type_into(field, CODE)
    day.press(Key.Key_Return)

    assert (text(day, "lot"), text(day, "vial number")) == (LOT, "0001")
    assert day.focused == "Looks good: take it"


def test_a_vial_is_typed_where_its_code_can_not_be_read(day: Day) -> None:
    day.type_into("lot", LOT)
    day.press(Key.Key_Return)
    assert day.focused == "vial number"
    day.type_into("vial number", "17")
    day.press(Key.Key_Return)
    assert day.focused == "Looks good: take it"
    day.press(Key.Key_Space)

    assert [(vial.lot, vial.vial) for vial in day.record.vials] == [(LOT, "17")]


def test_a_typed_vial_of_another_lot_is_refused_beside_the_step(day: Day) -> None:
    day.type_into("lot", "9999-01")
    day.type_into("vial number", "17")
    day.click("Looks good: take it")

    assert day.record.vials == ()
    assert "9999-01" in day.words(day.view.steps)


def test_a_vial_is_put_back_and_that_is_one_step_of_undo(day: Day) -> None:
    scan(day, CODE)
    day.press(Key.Key_Space)

    day.click("Put back")
    assert not day.record.vials
    assert day.workbench.snapshot.undo_name == "Put vial 0001 back"

    day.workbench.undo()
    assert [vial.vial for vial in day.record.vials] == ["0001"]


def test_the_vial_to_come_is_taken_now_whenever_the_last_one_was(day: Day) -> None:
    scan(day, CODE)
    day.press(Key.Key_Space)
    day.turn(7)
    scan(day, f"(10){LOT}(17)270630(21)0002")
    day.press(Key.Key_Space)

    assert [vial.taken.at.minute for vial in day.record.vials] == [0, 7]


def test_enter_presses_no_button_that_says_how_a_vial_looks(day: Day) -> None:
    scan(day, CODE)
    done = day.button("Looks good: take it")

    QTest.keyClicks(done, f"(10){LOT}(21)0002")
    QTest.keyClick(done, Key.Key_Return)

    assert day.record.vials == ()


def test_the_thaw_comes_next_once_enough_vials_are_taken(day: Day) -> None:
    for number in range(1, 7):
        scan(day, f"(10){LOT}(17)270630(21)000{number}")
        day.press(Key.Key_Space)

    assert day.open_kind() is StepKind.START_THAW
    assert day.focused.startswith("Done: Start the thaw")


def test_a_vial_that_contradicts_its_lot_is_refused_and_can_only_be_set_aside(day: Day) -> None:
    day.type_into("lot", LOT)
    day.type_into("vial number", "17")
    day.type_into("expires", "31 Jul 2027")
    day.click("Looks good: take it")

    assert not day.record.vials
    assert "one lot has one expiry" in day.words(day.view.steps)

    day.click("Does not look good")
    assert [vial.good for vial in day.record.vials] == [False]
