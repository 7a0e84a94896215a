"""The bound on a text's width holds for the fonts that come with the program."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont, features

from spineplanner.drawing.lettering import box_of, width_mm, wrapped
from spineplanner.drawing.shapes import Anchor, Role, Text
from spineplanner.resources import asset

FONTS = {
    weight: ImageFont.truetype(asset("fonts", f"Inter-{weight}.otf"), 1000)
    for weight in ("Regular", "Medium", "SemiBold", "Bold")
}
NO_ALTERNATES = ["-calt"] if features.check("raqm") else None
"""Sheets turn them off too: they would make an arrow of a dash and a sign."""

LETTERS = (
    set(string.ascii_letters + string.digits + string.punctuation)
    | set(" ·–—’‘“”„×±°µß…øØæÆœŒ")
    | set("áàâãäåçéèêëíìîïñóòôõöúùûüýÿÁÀÂÃÄÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÖÚÙÛÜÝčěšžůČŠŽ")
    | set("жщюЖЩЮωΩ")
)


@pytest.mark.parametrize("weight", FONTS)
def test_no_letter_is_wider_than_its_bound(weight: str) -> None:
    too_wide = {
        letter
        for letter in LETTERS
        if FONTS[weight].getlength(letter) / 1000 > width_mm(letter, size_mm=1.0)
    }
    assert not too_wide


@given(st.text("".join(sorted(LETTERS)), max_size=60))
def test_no_text_is_wider_than_its_bound(words: str) -> None:
    set_wide = FONTS["Bold"].getlength(words, features=NO_ALTERNATES)
    assert set_wide / 1000 <= width_mm(words, size_mm=1.0) + 1e-9


def test_the_bound_wastes_little_on_the_names_that_are_printed() -> None:
    for words in ("L4–L5 facet RIGHT", "L4–L5 EPIDURAL", "12.5 million · 0.5 mL"):
        assert width_mm(words, size_mm=1.0) < 1.15 * FONTS["Bold"].getlength(words) / 1000


@pytest.mark.parametrize(
    ("anchor", "left", "right"),
    [(Anchor.START, 10.0, 20.0), (Anchor.MIDDLE, 5.0, 15.0), (Anchor.END, 0.0, 10.0)],
)
def test_a_text_stands_at_its_place_by_its_anchor(
    anchor: Anchor, left: float, right: float
) -> None:
    size = 10.0 / width_mm("word", size_mm=1.0)
    text = Text(Role.CAPTION, "word", 10.0, 7.0, size, bold=False, anchor=anchor)
    box = box_of(text)
    assert (box.left, box.right) == pytest.approx((left, right))
    assert box.top < 7.0 < box.bottom


def test_a_sentence_that_fits_stays_on_one_line() -> None:
    assert wrapped("one two three", size_mm=1.0, width=100.0) == ("one two three",)


def test_a_sentence_is_broken_into_even_lines() -> None:
    assert wrapped("aaaa aaaa aaaa aaaa", size_mm=1.0, width=8.0) == ("aaaa aaaa", "aaaa aaaa")


def test_a_word_that_fits_nowhere_stands_alone() -> None:
    assert wrapped("a bbbbbbbbbbbb c", size_mm=1.0, width=3.0) == ("a", "bbbbbbbbbbbb", "c")


def test_no_words_make_no_lines() -> None:
    assert wrapped("  ", size_mm=1.0, width=3.0) == ()
