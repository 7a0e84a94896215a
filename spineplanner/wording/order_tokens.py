"""The words of a written order, told apart: levels, numbers, words and what stands between."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from spineplanner.domain.anatomy import Level
from spineplanner.wording.number_words import NUMBER_WORDS
from spineplanner.wording.reading import Misread, shown
from spineplanner.wording.translate import _


class Token(StrEnum):
    """What a word is for; each value is one letter, so that patterns are found in a line."""

    LEVEL = "V"
    NUMBER = "N"
    COUNTING = "W"
    """A word of a number, or a unit of cells."""
    ONE = "a"
    JOINING = "x"
    """"And" or "of": part of a number between two others, else between places."""
    MILLILITRES = "M"
    EACH = "e"
    IN = "i"
    COMMA = "k"
    WORD = "o"


@dataclass(frozen=True, slots=True)
class Said:
    """One word or mark of a line, in small letters, and the level that it names."""

    token: Token
    text: str
    level: Level | None = None


UNITS_OF_CELLS = frozenset({"million", "thousand", "billion", "cells"})
_MILLILITRES = {"ml", "millilitre", "millilitres", "milliliter", "milliliters"}
_WORDS = {
    **dict.fromkeys({*NUMBER_WORDS, *UNITS_OF_CELLS}, Token.COUNTING),
    **dict.fromkeys(_MILLILITRES, Token.MILLILITRES),
    "a": Token.ONE,
    "and": Token.JOINING,
    "of": Token.JOINING,
    "in": Token.IN,
    "apiece": Token.EACH,
}
_BONE = r"(?:th|[ctls])"
_SCAN = re.compile(
    rf"""
    (?P<space>\s+)
    |(?P<each>(?:each|per)\s(?:joint|facet|site|side|level)|each(?:\sof)?)(?![a-z0-9])
    |(?P<upper>{_BONE}[0-9]{{1,2}})
        (?:\s*[-/]\s*(?P<lower>{_BONE}?[0-9]{{1,2}})|\s*to\s+(?P<far>{_BONE}[0-9]{{1,2}}))
        (?![a-z0-9/-]|\s*[-/]\s*{_BONE}[0-9])
    |(?P<bone>{_BONE}[0-9]{{1,2}})(?![a-z0-9])
    |(?<![a-z.,-])(?P<number>[0-9]+(?:[.,][0-9]+)*)
    |(?P<word>i\.\s?v\.?|[a-z]+(?!\.?[a-z0-9]))
    |(?P<and>[&+](?=\s))
    |(?P<comma>,(?![0-9])|[:=()]|(?<=\s)-(?=\s))
    """,
    re.VERBOSE,
)
_BARE_MARK = re.compile(r"[.,][0-9]+")
_PIECE = re.compile(r"\S+")
_DASHES = {*"\N{MINUS SIGN}\N{HYPHEN BULLET}"}
# Looked up by name, for it is read and never written: the fonts do not have it.
_SLASHES = {unicodedata.lookup(name) for name in ("FRACTION SLASH", "DIVISION SLASH")}
_BULLET = re.compile(r"\A[-*\N{BULLET}]\s+")
_INSIDE_A_WORD = re.compile(r"(?<=[a-z])-(?=[a-z])")
_LEVELS = {level.value.casefold(): level for level in Level}


def tokens(line: str) -> tuple[Said, ...] | Misread:
    """Tell apart the words of one line, or say which is no word of an order."""
    text = _INSIDE_A_WORD.sub(" ", _plain(line))
    said: list[Said] = []
    place = 0
    while place < len(text):
        match = _SCAN.match(text, place)
        if match is None:
            return _not_understood(text, place)
        place = match.end()
        token = _said(match)
        if isinstance(token, Misread):
            return token
        said += token
    return tuple(said)


def pattern(said: tuple[Said, ...]) -> str:
    """Write a line as one letter a word."""
    return "".join(each.token for each in said)


def _plain(line: str) -> str:
    """Write every dash and slash alike, without a bullet before or a full stop behind."""
    marks = "".join(_mark(character) for character in line.casefold())
    return _BULLET.sub("", " ".join(marks.split())).rstrip(". ")


def _mark(character: str) -> str:
    if character in _DASHES or unicodedata.category(character) == "Pd":
        return "-"
    return "/" if character in _SLASHES else character


def _said(match: re.Match[str]) -> tuple[Said, ...] | Misread:
    match match.lastgroup:
        case "space":
            return ()
        case "lower" | "far":
            return _level(match["upper"], match["lower"] or match["far"])
        case "bone":
            return Misread(
                _("“{bone}”: name both vertebrae, such as L4–L5.").format(
                    bone=match["bone"].upper()
                )
            )
        case "each":
            return (Said(Token.EACH, match["each"]),)
        case "number":
            return (Said(Token.NUMBER, match["number"]),)
        case "and":
            return (Said(Token.JOINING, "and"),)
        case "comma":
            return (Said(Token.COMMA, ","),)
        case _:
            word = re.sub(r"[.\s]", "", match["word"])
            return (Said(_WORDS.get(word, Token.WORD), word),)


def _level(upper: str, lower: str) -> tuple[Said, ...] | Misread:
    """Find the level of two vertebrae; the second takes its letter from the first: L4-5."""
    if lower[0].isdecimal():
        lower = upper.rstrip("0123456789") + lower
    name = f"{upper}-{lower}".replace("th", "t")
    level = _LEVELS.get(name)
    if level is None:
        return Misread(_("There is no level {level}.").format(level=name.upper()))
    return (Said(Token.LEVEL, name, level),)


def _not_understood(text: str, place: int) -> Misread:
    rest = text[place:]
    bare = _BARE_MARK.match(rest)
    if bare:
        typed, digits = bare[0], bare[0][1:]
        return Misread(
            _("“{text}” could be 0.{digits} or {digits}. Write it so.").format(
                text=shown(typed), digits=digits
            )
        )
    piece = _PIECE.match(rest)
    return not_understood(piece[0] if piece else rest)


def not_understood(word: str) -> Misread:
    """Say that a word of an order is not understood, which is never passed over."""
    match word:
        case "m" | "mm" | "mio" | "mil" | "mln":
            return Misread(_("“{text}” can be misread: write million.").format(text=word))
        case "cc" | "ccm":
            return Misread(_("“{text}” can be misread: write mL.").format(text=word))
        case "l" | "r" | "lt" | "rt":
            return Misread(_("Say the side of the facet in full: left or right."))
        case _:
            said = _("“{text}” is not understood. Say it in other words; nothing is passed over.")
            return Misread(said.format(text=shown(word)))
