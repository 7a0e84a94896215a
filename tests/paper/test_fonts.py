"""What is said to be printable can be set, and what can't is found before anything is set."""

import unicodedata

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.checks import check
from spineplanner.domain.prepare import prepare
from spineplanner.domain.rules import Rule
from spineplanner.paper.fonts import unprintable
from spineplanner.resources import asset
from tests.paper.scenes import NOW, formulary, with_plan, worked

PAGE = (
    '#set document(title: "t")\n'
    '#set text(font: "Inter", lang: "en", fallback: false)\n'
    '#for w in ("regular", "medium", "semibold", "bold") { text(weight: w, sys.inputs.words) }'
)
FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[asset("fonts")]
)
SHOWN = [
    chr(code)
    for code in range(0x20, 0x2_0000)
    if unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
]
PRINTABLE = [letter for letter in SHOWN if not unprintable(letter)]
HIDDEN = [letter for letter in SHOWN if unprintable(letter)]


def set_words(words: str) -> bytes:
    """Set words in every weight; PDF/A refuses a letter that the font does not have."""
    made = typst.compile(
        PAGE.encode(),
        format="pdf",
        sys_inputs={"words": words},
        font_paths=FONTS,
        pdf_standards=["a-2a"],
    )
    assert isinstance(made, bytes)
    return made


def test_whatever_is_printable_can_be_set() -> None:
    assert len(PRINTABLE) > 2_000
    assert set_words(" ".join(PRINTABLE))


@pytest.mark.parametrize("letter", HIDDEN[:: len(HIDDEN) // 12])
def test_what_is_not_printable_cannot_be_set(letter: str) -> None:
    with pytest.raises(typst.TypstError):
        set_words(letter)


def test_names_of_europe_are_printable() -> None:
    assert not unprintable("Åse Ørsted, Łukasz Żółć, Ğül, Đặng, Μαρία, Жанна, O’Brien–Ñuñez")


@pytest.mark.parametrize("letter", ["漢", "ع", "א", "😀", "\u0915"])
def test_letters_without_glyphs_are_named(letter: str) -> None:
    assert unprintable(f"Ann {letter}") == {letter}


@given(st.text(max_size=20))
def test_what_is_not_printable_is_part_of_the_text(text: str) -> None:
    assert unprintable(text) <= set(text)


def test_a_name_that_cannot_be_printed_is_a_stop_before_anything_is_set() -> None:
    plan = worked().plan
    envelope = with_plan(patient=plan.patient.replace(name="Ann 漢"))
    preparation = prepare(envelope.plan, formulary(), ())
    findings = check(
        envelope.plan, formulary(), preparation, envelope.record, NOW, printable=unprintable
    )
    assert Rule.TEXT_UNPRINTABLE in {finding.rule for finding in findings}
