"""Which sheet is in the hand: its code read, and whether it still holds."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from spineplanner.domain.check_code import check_code
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record
from spineplanner.domain.saving import FixedRevision
from spineplanner.domain.sheet_reference import (
    Current,
    NotAReference,
    OtherPlan,
    ReferenceFault,
    SheetReference,
    Standing,
    Superseded,
    Unknown,
    read_reference,
    standing,
)
from spineplanner.wording.second_looks import not_a_reference_sentence, standing_sentences
from tests.domain.cases import NOW, PRODUCT, clinic, complete_plan, with_product
from tests.domain.day_cases import count, on
from tests.domain.day_situations import more_cells

NUMBER = "SP-2026-A-0113"
WHOLE = SheetReference("7F3A-92CK", NUMBER, 3)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("SP-2026-A-0113 3 7F3A-92CK", WHOLE),
        ("sp-2026-a-0113 3 7f3a-92ck", WHOLE),
        ("  SP 2026 A 0113   3   7F3A 92CK\r\n", WHOLE),
        ("SP–2026–A–0113 3 7F3A–92CK", WHOLE),
        ("SP−2026−A−0113\t3\t7F3A−92CK", WHOLE),
        ("SP-2026-ABC-123456 12 7F3A92CK", SheetReference("7F3A-92CK", "SP-2026-ABC-123456", 12)),
        ("7F3A-92CK", SheetReference("7F3A-92CK")),
        ("7f3a 92ck", SheetReference("7F3A-92CK")),
        ("7f3a92ck", SheetReference("7F3A-92CK")),
    ],
)
def test_a_code_is_read_in_any_writing(typed: str, read: SheetReference) -> None:
    assert read_reference(typed) == read


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", ReferenceFault.EMPTY),
        (" \n", ReferenceFault.EMPTY),
        ("SP-2026-A-0113 3 7F3A", ReferenceFault.CUT_SHORT),
        ("SP-2026-A-0113 3", ReferenceFault.CUT_SHORT),
        ("SP-2026-A-01", ReferenceFault.CUT_SHORT),
        ("7F3A", ReferenceFault.CUT_SHORT),
        ("7F3A-92C", ReferenceFault.CUT_SHORT),
        ("7F3A-92CK7F3A-92CK", ReferenceFault.TWICE),
        ("7F3A-92CK 7F3A-92CK", ReferenceFault.TWICE),
        ("SP-2026-A-0113 3 7F3A-92CKSP-2026-A-0113 3 7F3A-92CK", ReferenceFault.TWICE),
        ("SP-2026-A-0113 3 7F3A-92CK SP-2026-A-0114 1 8F3A-92CK", ReferenceFault.TWICE),
        ("7F3A-92CKX", ReferenceFault.OTHER),
        ("01095011010209171719050810ABCD1234", ReferenceFault.OTHER),
        ("hello, world", ReferenceFault.OTHER),
    ],
)
def test_what_is_no_code_is_refused_with_a_word(typed: str, fault: ReferenceFault) -> None:
    assert read_reference(typed) == NotAReference(fault)


@pytest.mark.parametrize("letter", "01OI")
def test_a_letter_that_no_code_has_is_named(letter: str) -> None:
    refused = read_reference(f"{NUMBER} 3 7F3{letter}-92CK")
    assert refused == NotAReference(ReferenceFault.LETTER, letter)
    assert isinstance(refused, NotAReference)
    assert f"“{letter}”" in not_a_reference_sentence(refused)


def test_every_refused_code_has_its_own_sentence() -> None:
    said = {not_a_reference_sentence(NotAReference(fault, "0")) for fault in ReferenceFault}
    assert len(said) == len(ReferenceFault)
    assert all(sentence.endswith(".") for sentence in said)


def envelope(plan: Plan, revision: int) -> Envelope:
    return Envelope(id=UUID(int=7), number=NUMBER, revision=revision, plan=plan)


def fixed(plan: Plan, revision: int) -> FixedRevision:
    code = check_code(plan, clinic())
    return FixedRevision(envelope(plan, revision), code, NOW + timedelta(minutes=revision))


FIRST, SECOND = complete_plan(), more_cells()
CODES = {1: check_code(FIRST, clinic()), 2: check_code(SECOND, clinic())}


def look(
    code: str,
    *,
    number: str | None = NUMBER,
    revision: int | None = None,
    now: Envelope | None = None,
    printed: tuple[FixedRevision, ...] = (fixed(FIRST, 1),),
    code_now: str = CODES[2],
) -> Standing:
    reference = SheetReference(code, number, revision)
    return standing(reference, now or envelope(SECOND, 2), printed, code_now)


def test_the_present_order_is_current_by_either_code() -> None:
    assert look(CODES[2], revision=2) == Current(2)
    assert look(CODES[2], number=None) == Current(2)
    assert standing_sentences(Current(2), clinic()) == ["Current: the sheet is of revision 2."]


def test_once_counted_a_current_sheet_must_say_so() -> None:
    counted = envelope(SECOND, 2).replace(record=count(Record()))
    there = on(20).at.astimezone(ZoneInfo("Europe/London"))
    found = look(CODES[2], now=counted)
    assert found == Current(2, counted=True, counted_at=there)
    assert "COUNTED with that time, and not HOLD" in standing_sentences(found, clinic())[1]
    timeless = counted.record.counts[0].replace(counted_at=None)
    found = look(CODES[2], now=counted.replace(record=Record(counts=(timeless,))))
    assert found == Current(2, counted=True)
    assert "a sheet that says COUNTED" in standing_sentences(found, clinic())[1]


def test_a_labels_code_leads_to_its_sheet() -> None:
    for number in ("10", "S2"):
        read = read_reference(f"{NUMBER} 2 {CODES[2]} {number}")
        assert read == SheetReference(CODES[2], NUMBER, 2)
    doubled = f"{NUMBER} 2 {CODES[2]} 10" * 2
    assert read_reference(doubled) == NotAReference(ReferenceFault.TWICE)


@pytest.mark.parametrize("revision", [1, None])
def test_an_earlier_order_is_superseded_and_says_what_has_changed(revision: int | None) -> None:
    found = look(CODES[1], revision=revision)
    assert found == Superseded(1, 2, FIRST, SECOND, same_code=False)
    assert standing_sentences(found, clinic()) == [
        "Superseded: the sheet is of revision 1, the plan is at 2.",
        "L4–L5 facet LEFT: 1 million became 1.5 million",
    ]


def test_an_order_that_was_changed_and_changed_back_is_still_another_revision() -> None:
    printed = (fixed(FIRST, 1), fixed(SECOND, 2))
    now = envelope(FIRST, 3)
    found = look(CODES[1], revision=1, now=now, printed=printed, code_now=CODES[1])
    assert found == Superseded(1, 3, FIRST, FIRST, same_code=True)
    assert standing_sentences(found, clinic())[1] == "The order was changed and changed back."


def test_another_formulary_supersedes_a_sheet_of_the_same_order() -> None:
    other = with_product(clinic(), label_cells=24_000_000)
    assert FIRST.supply.product == PRODUCT
    now = envelope(FIRST, 2)
    found = look(CODES[1], revision=1, now=now, code_now=check_code(FIRST, other))
    assert isinstance(found, Superseded)
    said = "The order is the same; the formulary or the calculation has changed."
    assert standing_sentences(found, clinic())[1] == said


@pytest.mark.parametrize(
    ("code", "revision"),
    [
        ("7F3A-92CK", 1),
        ("7F3A-92CK", None),
        (CODES[1], 2),  # the code of one revision with the number of another
        (CODES[2], 5),  # a revision that this copy of the plan never had
    ],
)
def test_what_was_never_printed_is_unknown(code: str, revision: int | None) -> None:
    found = look(code, revision=revision)
    assert found == Unknown()
    (said,) = standing_sentences(found, clinic())
    assert said.startswith("Unknown: ")


def test_a_revision_after_the_present_one_is_unknown_even_where_it_was_printed() -> None:
    older_copy = envelope(SECOND, 1)
    printed = (fixed(FIRST, 2),)
    assert look(CODES[1], revision=2, now=older_copy, printed=printed) == Unknown()


def test_a_sheet_of_another_plan_is_named() -> None:
    found = look(CODES[2], number="SP-2026-A-0999", revision=2)
    assert found == OtherPlan("SP-2026-A-0999")
    assert standing_sentences(found, clinic()) == ["Another plan: the sheet is of SP-2026-A-0999."]


def test_of_equal_revisions_the_latest_is_named() -> None:
    printed = (fixed(FIRST, 1), fixed(SECOND, 2), fixed(FIRST, 3))
    now = envelope(SECOND, 4)
    found = look(CODES[1], number=None, now=now, printed=printed)
    assert isinstance(found, Superseded)
    assert found.revision == 3
