"""Points and codes of a product and the pooling of a protocol, edited with keys in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from spineplanner.domain.formulary import Certainty, Formulary, Product
from spineplanner.domain.formulary_edits import Kind
from spineplanner.domain.stability import StabilityPoint
from spineplanner.ui.formulary_window import FormularyWindow
from spineplanner.wording.formulary import formulary_differences
from tests.ui.formularies import CONTROL, LEFT, Clinic, go_to, keep, listed, opened, type_in

Key = Qt.Key
POINTS, CODES, POOLING = "stability_points", "codes", "pooling"
GTIN = "09506000134352"


@pytest.fixture
def clinic(formulary: Formulary) -> Clinic:
    """A clinic of whose products nobody has measured or listed anything."""
    products = [item.replace(stability_points=(), codes=()) for item in formulary.products]
    return Clinic(formulary.replace(products=tuple(products)))


@pytest.fixture
def window(qtbot: QtBot, clinic: Clinic) -> FormularyWindow:
    return opened(qtbot, clinic)


def part(window: FormularyWindow, figure: str, name: str) -> QWidget:
    """The part of a figure that is spoken of so."""
    entries = window.form.fields[figure].entries()
    [found] = [each for each in entries if each.accessibleName() == name]
    return found


def point(number: int, what: str) -> str:
    return f"Point {number}: {what}"


def type_point(window: FormularyWindow, number: int, minutes: str, share: str) -> None:
    type_in(part(window, POINTS, point(number, "minutes after the thaw")), minutes)
    type_in(part(window, POINTS, point(number, "viable")), share)


def shown(window: FormularyWindow, figure: str) -> list[str]:
    """What stands in the fields of a figure."""
    entries = window.form.fields[figure].entries()
    return [each.text() for each in entries if isinstance(each, QLineEdit)]


def why(window: FormularyWindow, figure: str) -> str:
    return window.form.fields[figure].reason.text()


def product(clinic: Clinic, number: int = 0) -> Product:
    return clinic.kept[-1].products[number]


def test_points_are_added_in_any_order_and_kept_in_that_of_time(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_point(window, 1, "0", "94,4")
    type_point(window, 2, "385 min", "59 %")
    type_point(window, 3, "90", "81.1")
    keep(window)

    assert [(p.minutes, p.viability_bp) for p in product(clinic).stability_points] == [
        (0, 9440),
        (90, 8110),
        (385, 5900),
    ]
    assert shown(window, POINTS) == ["0", "94.4", "90", "81.1", "385", "59", "", ""]
    assert product(clinic).source_of(POINTS).certainty is Certainty.CLINIC
    assert product(clinic).source_of("dmso_bp").certainty is Certainty.READ


def test_where_points_come_from_is_typed_beside_them(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_point(window, 1, "0", "94")
    type_in(window.form.sources[POINTS].typed.entry, "Measured on 20 vials")
    keep(window)

    assert product(clinic).source_of(POINTS).text == "Measured on 20 vials"


def test_no_source_is_said_to_know_what_nobody_has_listed(window: FormularyWindow) -> None:
    assert not window.form.sources[CODES].isVisible()
    assert window.form.sources["dmso_bp"].isVisible()

    type_in(part(window, CODES, "Code 1: code"), GTIN)
    assert window.form.sources[CODES].isVisible()
    assert window.form.sources[CODES].sureness.text() == "Modified by the clinic"


def test_a_point_is_edited_removed_and_brought_back(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_point(window, 1, "0", "94")
    type_point(window, 2, "90", "80")
    type_in(part(window, POINTS, point(1, "viable")), "95")
    QTest.keyClick(part(window, POINTS, "Remove Point 2"), Key.Key_Space)
    assert shown(window, POINTS) == ["0", "95", "", ""]

    QTest.keyClick(window, Key.Key_Z, CONTROL)
    assert shown(window, POINTS) == ["0", "95", "90", "80", "", ""]
    QTest.keyClick(window, Key.Key_Z, CONTROL)
    assert shown(window, POINTS) == ["0", "94", "90", "80", "", ""]
    assert window.undo.toolTip().endswith("Viability measured after the thaw")
    keep(window)
    assert [p.viability_bp for p in product(clinic).stability_points] == [9400, 8000]


def test_two_points_at_one_time_are_refused_and_the_row_is_mended(
    window: FormularyWindow, clinic: Clinic
) -> None:
    type_point(window, 1, "90", "81")
    type_point(window, 2, "90", "80")

    assert why(window, POINTS) == "There is a point at these minutes already. Change one of them."
    entries = window.form.fields[POINTS].entries()
    marked = [each.accessibleName() for each in entries if each.property("wrong") == "true"]
    assert marked == [point(2, "minutes after the thaw"), point(2, "viable")]
    keep(window)
    assert not clinic.kept

    type_in(part(window, POINTS, point(2, "minutes after the thaw")), "120")
    assert not why(window, POINTS)
    keep(window)
    assert [(p.minutes, p.viability_bp) for p in product(clinic).stability_points] == [
        (90, 8100),
        (120, 8000),
    ]


@pytest.mark.parametrize(
    ("minutes", "share", "said"),
    [
        ("1.5", "80", "Write a whole number."),
        ("-5", "80", "Not below zero."),
        ("50000", "80", "From 0 to 44,640."),
        ("30", "0", "Above zero."),
        ("30", "101", "At most 100 %."),
        ("30", "many", "“many” is not a number. Write it in digits from 0 to 9."),
    ],
)
def test_what_is_no_point_says_why_and_nothing_is_kept(
    window: FormularyWindow, clinic: Clinic, minutes: str, share: str, said: str
) -> None:
    type_in(window.form.fields["name"].entries()[0], "Cells of EXAMPLE")
    type_point(window, 1, minutes, share)
    keep(window)

    parts = [part for row in window.form.fields[POINTS].rows for part in row.parts]  # type: ignore[attr-defined]  # a field of rows
    assert said in [each.reason.text() for each in parts]
    assert not clinic.kept
    assert window.message.text() == "Correct or take back what is marked first."


def test_a_point_that_is_only_begun_is_not_lost_without_a_word(
    window: FormularyWindow, clinic: Clinic
) -> None:
    minutes = part(window, POINTS, point(1, "minutes after the thaw"))
    type_in(minutes, "30", key=Key.Key_Tab)
    type_in(window.form.fields["name"].entries()[0], "Cells of EXAMPLE")
    keep(window)

    described = part(window, POINTS, point(1, "viable")).accessibleDescription()
    assert "Type the per cent" in described
    assert not clinic.kept

    type_in(minutes, "")
    keep(window)
    assert product(clinic).stability_points == ()
    assert product(clinic).name == "Cells of EXAMPLE"


def test_escape_takes_back_what_was_refused_of_a_point(window: FormularyWindow) -> None:
    type_point(window, 1, "0", "94")
    type_point(window, 2, "90", "81")
    minutes = part(window, POINTS, point(2, "minutes after the thaw"))
    type_in(minutes, "0")
    assert why(window, POINTS)

    QTest.keyClick(minutes, Key.Key_Escape)
    assert not why(window, POINTS)
    type_in(part(window, POINTS, point(2, "viable")), "80")
    assert shown(window, POINTS) == ["0", "94", "90", "80", "", ""]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (GTIN, GTIN),
        ("9506000134352", GTIN),
        ("9-506000-134352", GTIN),
        (f"(01){GTIN}(10)EX-1(21)0003", GTIN),
        (f"]d201{GTIN}1727063010EX-1", GTIN),
        (f"01{GTIN}", GTIN),
        ("s1295", "S1295"),
        ("S1295400", "S1295400"),
        ("=<S12954A0", "S12954A0"),
    ],
)
def test_a_code_is_typed_or_scanned_and_kept_in_one_way(
    window: FormularyWindow, clinic: Clinic, typed: str, kept: str
) -> None:
    type_in(part(window, CODES, "Code 1: code"), typed)
    keep(window)

    assert product(clinic).codes == (kept,)
    assert shown(window, CODES) == [kept, ""]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9506000134353", "The last digit of a GTIN is a check digit"),
        ("12345", "A GTIN has 8, 12, 13 or 14 digits, and this has 5."),
        ("vial", "“vial” is no product code."),
    ],
)
def test_what_is_no_code_says_why_and_stays(
    window: FormularyWindow, clinic: Clinic, typed: str, said: str
) -> None:
    code = part(window, CODES, "Code 1: code")
    type_in(code, typed)
    keep(window)

    assert code.accessibleDescription().startswith(said)
    assert shown(window, CODES) == [typed]
    assert not clinic.kept


def test_one_code_is_of_one_product_and_is_listed_once(window: FormularyWindow) -> None:
    type_in(part(window, CODES, "Code 1: code"), GTIN)
    type_in(part(window, CODES, "Code 2: code"), GTIN)
    assert why(window, CODES) == "The code is listed already."
    QTest.keyClick(part(window, CODES, "Code 2: code"), Key.Key_Escape)
    assert not why(window, CODES)

    go_to(window, Kind.PRODUCTS, "Own product")
    type_in(part(window, CODES, "Code 1: code"), GTIN)
    assert why(window, CODES) == (
        "“Cells, 25 million vial” and “Own product (fill in)” would both go by the code "
        f"{GTIN}. Take it off one of them."
    )


def test_a_code_is_removed(window: FormularyWindow, clinic: Clinic) -> None:
    type_in(part(window, CODES, "Code 1: code"), GTIN)
    type_in(part(window, CODES, "Code 2: code"), "S1295")
    remove = part(window, CODES, "Remove Code 1")
    assert isinstance(remove, QPushButton)
    QTest.mouseClick(remove, LEFT)
    keep(window)

    assert product(clinic).codes == ("S1295",)


def test_a_copy_of_a_product_has_no_codes(window: FormularyWindow, clinic: Clinic) -> None:
    type_in(part(window, CODES, "Code 1: code"), GTIN)
    QTest.mouseClick(window.lists.duplicate, LEFT)

    assert listed(window)[-1] == "Copy of Cells, 25 million vial\nadded by the clinic"
    keep(window)
    assert (product(clinic).codes, product(clinic, -1).codes) == ((GTIN,), ())


@pytest.mark.parametrize(
    ("chosen", "allowed"), [("Vials may be pooled", True), ("Vials are kept apart", False)]
)
def test_a_protocol_says_whether_vials_are_pooled_or_says_nothing(
    window: FormularyWindow, clinic: Clinic, chosen: str, *, allowed: bool
) -> None:
    go_to(window, Kind.PROTOCOLS, "Sharan")
    assert not window.form.sources[POOLING].isVisible()
    go_to(window, Kind.PROTOCOLS, "No protocol")
    combo = part(window, POOLING, "Pooling of vials")
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "not stated"

    for words, wanted in ((chosen, allowed), ("not stated", None)):
        combo.setFocus()
        combo.setCurrentText(words)
        QTest.keyClick(combo, Key.Key_Return)
        keep(window)
        assert clinic.kept[-1].protocols[0].pooling is wanted
    assert clinic.kept[-1].protocols[0].source.certainty is Certainty.CLINIC


def test_what_changed_is_said_of_points_codes_and_pooling(clinic: Clinic) -> None:
    before = clinic.shipped
    first, *others = before.products
    points, codes = "Viability measured after the thaw", "Codes that its vials are scanned by"
    protocol, *rest = before.protocols
    point_of_clinic = StabilityPoint(minutes=90, viability_bp=8110)
    changed = first.replace(stability_points=(point_of_clinic,), codes=("S1295",))
    after = before.replace(
        products=(changed, *others), protocols=(protocol.replace(pooling=False), *rest)
    )
    assert formulary_differences(before, after) == [
        f"Products, {first.name}, {points}: none became 81.1 % after 90 min",
        f"Products, {first.name}, {codes}: none became “S1295”",
        f"Protocols, {protocol.name}, Pooling of vials: not stated became vials are kept apart",
    ]


def test_tab_goes_through_the_rows_and_to_their_source(
    dressed: QApplication, window: FormularyWindow
) -> None:
    type_point(window, 1, "0", "94")
    part(window, POINTS, point(1, "minutes after the thaw")).setFocus()
    reached = []
    for _step in range(6):
        focus = dressed.focusWidget()
        assert focus is not None
        reached.append(focus.accessibleName())
        QTest.keyClick(focus, Key.Key_Tab)

    assert reached == [
        point(1, "minutes after the thaw"),
        point(1, "viable"),
        "Remove Point 1",
        point(2, "minutes after the thaw"),
        point(2, "viable"),
        "Source of “Viability measured after the thaw”",
    ]
