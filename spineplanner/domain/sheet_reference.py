"""The code of a printed sheet, scanned or typed, and what became of the order it was printed of."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spineplanner.domain.check_code import ALPHABET
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.saving import FixedRevision


@dataclass(frozen=True, slots=True)
class SheetReference:
    """What a sheet says of itself: its check code, and from its QR code plan and revision."""

    code: str
    number: str | None = None
    revision: int | None = None


class ReferenceFault(StrEnum):
    """Why a text is no sheet's code."""

    EMPTY = "empty"
    CUT_SHORT = "cut short"
    TWICE = "twice"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NotAReference:
    """A text that is no sheet's code; `letter` is one that no check code has."""

    fault: ReferenceFault
    letter: str = ""


_CODE = r"([A-Z0-9]{4})[\s-]*([A-Z0-9]{4})"
_PLAN = r"SP[\s-]*([0-9]{4})[\s-]*([A-Z]{1,3})[\s-]*([0-9]{4,6})"
_WHOLE = re.compile(rf"{_PLAN}\s+([0-9]{{1,6}})\s+{_CODE}(?:\s+S?[0-9]{{1,2}})?")
"""A label's code ends in the number of its container, or of a spare one."""

_CODE_ALONE = re.compile(_CODE)
_BEGUN = re.compile(r"SP[\s-]*[0-9]{4}[\s-].*|[A-Z0-9]{1,4}-?[A-Z0-9]{0,3}")


def read_reference(text: str) -> SheetReference | NotAReference:
    """Read what a QR code holds, "SP-2026-A-0113 3 7F3A-92CK", a label's, or a check code alone.

    Capitals, spaces and the kind of hyphen do not matter. What a stuttering scanner sends twice
    is refused, and so is what ends in the middle: nothing is guessed.
    """
    typed = "".join(_plain(character) for character in text).upper().strip()
    if not typed:
        return NotAReference(ReferenceFault.EMPTY)
    if whole := _WHOLE.fullmatch(typed):
        year, station, counter, revision, *halves = whole.groups()
        number = f"SP-{year}-{station}-{counter}"
        return _reference(halves, number=number, revision=int(revision))
    if alone := _CODE_ALONE.fullmatch(typed):
        return _reference(list(alone.groups()))
    if len(_WHOLE.findall(typed)) > 1 or _is_doubled(typed):
        return NotAReference(ReferenceFault.TWICE)
    if _BEGUN.fullmatch(typed):
        return NotAReference(ReferenceFault.CUT_SHORT)
    return NotAReference(ReferenceFault.OTHER)


def _plain(character: str) -> str:
    """Any dash as a hyphen; what a scanner adds around a code as a space."""
    category = unicodedata.category(character)
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    return " " if category in {"Cc", "Cf", "Zs"} else character


def _is_doubled(typed: str) -> bool:
    packed = re.sub(r"[\s-]", "", typed)
    half = len(packed) // 2
    return len(packed) >= 16 and packed[:half] == packed[half:]


def _reference(
    halves: list[str], *, number: str | None = None, revision: int | None = None
) -> SheetReference | NotAReference:
    for letter in "".join(halves):
        if letter not in ALPHABET:
            return NotAReference(ReferenceFault.LETTER, letter)
    return SheetReference("-".join(halves), number, revision)


@dataclass(frozen=True, slots=True)
class Current:
    """The sheet shows the order as it is now.

    `counted_at` is when the stock was counted, if it was: the numbers of a sheet that was printed
    before rest on what was planned. It is as the clock at the procedure's place shows it, and
    absent too where the count has no time.
    """

    revision: int
    counted: bool = False
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Superseded:
    """The sheet shows an earlier revision.

    Where `before` and `now` are equal, the order was changed and changed back, or the formulary
    or the calculation is another one.
    """

    revision: int
    now_revision: int
    before: Plan
    now: Plan
    same_code: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """No revision of this plan has such a code."""


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """The sheet belongs to the plan of that number."""

    number: str


def _current(envelope: Envelope) -> Current:
    counts = envelope.record.counts
    times = [count.counted_at for count in counts if count.counted_at is not None]
    there = envelope.plan.procedure.there
    last = max(times, key=lambda at: at.timestamp(), default=None)
    return Current(envelope.revision, bool(counts), None if last is None else there(last))


Standing = Current | Superseded | Unknown | OtherPlan


def standing(
    reference: SheetReference,
    envelope: Envelope,
    fixed: Sequence[FixedRevision],
    code_now: str,
) -> Standing:
    """Say whether a sheet still shows the order.

    Args:
        reference: what the sheet says of itself.
        envelope: the plan as it is now.
        fixed: its revisions of which sheets were printed.
        code_now: the check code of the plan as it is now.
    """
    if reference.number not in {None, envelope.number}:
        return OtherPlan(str(reference.number))
    if reference.code == code_now and reference.revision in {None, envelope.revision}:
        return _current(envelope)
    for printed in sorted(fixed, key=lambda item: -item.envelope.revision):
        revision = printed.envelope.revision
        if (
            printed.check_code == reference.code
            and reference.revision in {None, revision}
            and revision <= envelope.revision
        ):
            same = reference.code == code_now
            before, now = printed.envelope.plan, envelope.plan
            return Superseded(revision, envelope.revision, before, now, same)
    return Unknown()
