"""The lines of a label, filled from left and right, measured before anything is set."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spineplanner.domain.labels import LabelLine
from spineplanner.paper.metrics import POINT_MM, text_width_mm
from spineplanner.wording.sheet.segments import Blank, Line

_GAP_MM = 1.8
"""Between things that share a line."""

_ROOM_MM = {
    Blank.TICK: 4.0,
    Blank.CLOCK: 12.0,
    Blank.BRIEF: 6.6,
    Blank.SHORT: 10.0,
    Blank.LONG: 24.0,
}
"""The least that a hand needs for each blank."""


Words = tuple[str | Blank, ...]
"""Single words and blanks."""


def words_of(line: Line) -> Words:
    """Part a line into single words and blanks."""
    words: list[str | Blank] = []
    for segment in line:
        if "blank" in segment:
            words.append(Blank(segment["blank"]))
        else:
            words += segment.get("text", segment.get("strong", "")).split()
    return tuple(words)


class TooLongError(Exception):
    """A text that is wider than its line; `part` says which."""

    def __init__(self, part: LabelLine) -> None:
        """Keep the part; whoever knows the label adds its number."""
        super().__init__(part.value)
        self.part = part


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set in one go, or a blank where `text` is empty. Millimetres and points."""

    x: float
    width: float
    text: str
    size_pt: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a label: what stands in it, from left to right."""

    runs: tuple[Run, ...]

    @property
    def size_pt(self) -> float:
        """Its largest letter."""
        return max(run.size_pt for run in self.runs)

    @property
    def by_hand(self) -> bool:
        """Whether a hand writes in it."""
        return any(not run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words and blanks that belong together, in one size and weight."""

    words: Words
    size_pt: float
    part: LabelLine
    bold: bool = True

    @property
    def space(self) -> float:
        """The width of a space."""
        return text_width_mm(" ", size_pt=self.size_pt, bold=self.bold)

    @property
    def width(self) -> float:
        """How long it is on one line."""
        runs = self.at(0)
        return runs[-1].x + runs[-1].width if runs else 0.0

    def width_of(self, word: str | Blank) -> float:
        """Measure a word, or the room of a blank."""
        if isinstance(word, Blank):
            return _ROOM_MM[word]
        return text_width_mm(word, size_pt=self.size_pt, bold=self.bold)

    def at(self, x: float) -> tuple[Run, ...]:
        """Set it on one line from there on, with neighbouring words in one run."""
        return tuple(replace(run, x=x + run.x) for run in _runs(self)) if x else _runs(self)


@lru_cache(maxsize=1024)
def _runs(piece: Piece) -> tuple[Run, ...]:
    """Set a piece from nought on."""
    runs: list[Run] = []
    for word in piece.words:
        width, text = piece.width_of(word), "" if isinstance(word, Blank) else word
        left = runs[-1].x + runs[-1].width + piece.space if runs else 0.0
        if text and runs and runs[-1].text:
            grown = left + width - runs[-1].x
            joined = f"{runs[-1].text} {text}"
            runs[-1] = Run(runs[-1].x, grown, joined, piece.size_pt, piece.bold)
        else:
            runs.append(Run(left, width, text, piece.size_pt, piece.bold))
    return tuple(runs)


@lru_cache(maxsize=256)
def spread(left: tuple[Piece, ...], right: tuple[Piece, ...], *, width: float) -> Row:
    """Fill one line from both sides, remembered for the labels that say the same.

    Raises:
        TooLongError: it is too narrow; the longest of them is named.
    """
    on_left, on_right = _filled(left), _filled(right)
    pieces = [*on_left, *on_right]
    if sum(piece.width for piece in pieces) + _GAP_MM * (len(pieces) - 1) > width:
        raise TooLongError(max(pieces, key=lambda piece: piece.width).part)
    runs: list[Run] = []
    x = 0.0
    for piece in on_left:
        runs += piece.at(x)
        x += piece.width + _GAP_MM
    x = width - sum(piece.width for piece in on_right) - _GAP_MM * (len(on_right) - 1)
    for piece in on_right:
        runs += piece.at(x)
        x += piece.width + _GAP_MM
    return Row(tuple(runs))


def _filled(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.words]


def wrapped(piece: Piece, *, width: float, most: int) -> tuple[Row, ...]:
    """Break words over a few lines.

    Raises:
        TooLongError: a word is too long, or there are too many.
    """
    rows = flowed((piece,), width=width)
    if len(rows) > most:
        raise TooLongError(piece.part)
    return rows


@lru_cache(maxsize=256)
def flowed(pieces: tuple[Piece, ...], *, width: float) -> tuple[Row, ...]:
    """Fill lines with pieces one after the other, remembered for the labels that say the same.

    A piece that has no room on the line begins the next; one that is longer than a line is
    broken between its words.

    Raises:
        TooLongError: a single word is longer than a line.
    """
    rows: list[list[Run]] = [[]]
    for piece in _filled(pieces):
        room = width - _start(rows[-1])
        if piece.width <= room:
            rows[-1] += piece.at(_start(rows[-1]))
        elif piece.width <= width:
            rows.append(list(piece.at(0)))
        else:
            _broken(piece, rows, width)
    return tuple(Row(tuple(runs)) for runs in rows if runs)


def _start(row: Sequence[Run]) -> float:
    return row[-1].x + row[-1].width + _GAP_MM if row else 0.0


def _broken(piece: Piece, rows: list[list[Run]], width: float) -> None:
    """Put the words of a long piece on as many lines as they need."""
    taken: Words = ()
    for word in piece.words:
        if piece.width_of(word) > width:
            raise TooLongError(piece.part)
        more = (*taken, word)
        if replace(piece, words=more).width <= width - _start(rows[-1]):
            taken = more
            continue
        if taken:
            rows[-1] += replace(piece, words=taken).at(_start(rows[-1]))
        rows.append([])
        taken = (word,)
    rows[-1] += replace(piece, words=taken).at(_start(rows[-1]))


def pitch_mm(row: Row, lead: float) -> float:
    """How far a line's foot is below that of the line before."""
    return row.size_pt * lead * POINT_MM
