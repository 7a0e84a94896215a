"""What the window asks of the world, as one contract: the store, paper, files and settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from spineplanner.domain.envelope import Envelope
    from spineplanner.domain.formulary import Formulary
    from spineplanner.domain.label_stock import Adjustment, LabelStock
    from spineplanner.domain.plan import Plan
    from spineplanner.domain.saving import FixedRevision
    from spineplanner.domain.scanning import ScannedVial, ScanRefused
    from spineplanner.domain.worklist import Page
    from spineplanner.domain.worksheet import SheetKind
    from spineplanner.ui.chart import Chart, KeptApart, Question, Spread
    from spineplanner.ui.preferences import Preferences
    from spineplanner.ui.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan to work on; `revision_fixed` tells that a sheet of its revision is out."""

    envelope: Envelope
    revision_fixed: bool = False


class WayOn(StrEnum):
    """What a window can do about the plans that can't be opened."""

    NONE = "none"
    TRY_AGAIN = "try again"
    BEGIN_ANEW = "begin anew"


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be done, in a sentence that says what to do."""

    sentence: str
    way_on: WayOn = WayOn.NONE


@dataclass(frozen=True, slots=True)
class Clash:
    """A file holds a plan that is here already, with another content."""

    here: Envelope
    file: Envelope


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """Which sheet to set, and for which paper ("a4" or "letter")."""

    kind: SheetKind
    paper: str


@dataclass(frozen=True, slots=True)
class Pages:
    """A sheet that is set: one PDF, and a PNG picture of each page."""

    request: SheetRequest
    pdf: bytes
    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """Which labels to set, on what; `trial` asks for the test sheet of the stock instead.

    `only` are the numbers of the containers to label, all where empty; `earlier` those that were
    printed before, for which there is a `reason`; `start` counts the labels of the first page
    from 1.
    """

    stock: LabelStock
    adjustment: Adjustment
    start: int = 1
    only: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    reason: str | None = None
    spares: int = 0
    trial: bool = False


@dataclass(frozen=True, slots=True)
class LabelPages:
    """Labels that are set: one PDF, a PNG picture of each page, and of which containers."""

    request: LabelRequest
    pdf: bytes
    pictures: tuple[bytes, ...]
    numbers: tuple[int, ...]


class SaveHearer(Protocol):
    """Who works on a plan and is told how saving it goes."""

    @property
    def snapshot(self) -> Snapshot:
        """What there is now."""

    def saved(self, envelope: Envelope) -> None:
        """Hear that an envelope is safe on disk."""

    def save_failed(self, sentence: str) -> None:
        """Hear that the plan could not be saved."""

    def save_conflicted(self, theirs: Envelope) -> None:
        """Hear that somebody else saved this plan meanwhile."""


class Services(Protocol):
    """The callables that `app` hands to every window.

    None blocks for longer than a frame or two, except where a person waits for a file; what
    takes time answers through a callback on the window's thread.
    """

    def clock(self) -> datetime:
        """The moment, in the clinic's zone."""
        ...

    def preferences(self) -> Preferences:
        """What the person has chosen."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Remember what the person has chosen."""
        ...

    def formulary(self) -> Formulary:
        """What the clinic uses."""
        ...

    def keep_formulary(self, formulary: Formulary) -> Problem | None:
        """Write the clinic's own formulary."""
        ...

    def shipped_formulary(self) -> Formulary:
        """The formulary that came with the program."""
        ...

    def export_formulary(self, formulary: Formulary, path: Path) -> Problem | None:
        """Write a whole formulary into one file, for another workstation."""
        ...

    def import_formulary(self, path: Path) -> Formulary | Problem:
        """Read a whole formulary from a file; nothing is kept by that."""
        ...

    def usual_spread(self) -> Spread:
        """What is assumed of counts and syringes, with the sources."""
        ...

    def what_if(
        self, snapshot: Snapshot, question: Question, heard: Callable[[Chart | Problem], None]
    ) -> None:
        """Compute a chart; of several questions only the newest is answered."""
        ...

    def keep_apart(
        self, snapshot: Snapshot, heard: Callable[[KeptApart | Problem], None]
    ) -> Callable[[], None]:
        """Choose each syringe's vial; what is returned stops the search at the best so far."""
        ...

    def when_ready(self, heard: Callable[[Problem | None], None]) -> None:
        """Say when the plans can be read, or why they can't."""
        ...

    def try_again(self) -> Problem | None:
        """Try once more to open the plans."""
        ...

    def start_anew(self) -> Problem | None:
        """Keep the database that can't be read aside, and begin an empty one."""
        ...

    def worklist(self, query: str, *, most: int) -> Page | Problem:
        """The plans that match, by procedure date."""
        ...

    def create(self, based_on: Envelope | None = None) -> Opened | Problem:
        """Make an empty plan, or a copy of one without its patient."""
        ...

    def example(self) -> Opened | Problem:
        """Make a plan of the worked example, marked SAMPLE."""
        ...

    def open(self, plan: UUID, *, forgetting: bool = False) -> Opened | Problem:
        """Read a plan: what is unsaved of it here, unless that is to be forgotten."""
        ...

    def attach(self, hearer: SaveHearer | None) -> None:
        """Tell this one from now on how saving goes."""
        ...

    def save(self, envelope: Envelope) -> None:
        """Save a plan soon; how it went is told to the window that works on it."""
        ...

    def copy_of(self, envelope: Envelope) -> Envelope | Problem:
        """Give what is here another identity, so that both are kept."""
        ...

    def flush(self) -> Problem | None:
        """Wait, not for long, until everything is saved; say what is not."""
        ...

    def fix_revision(self, envelope: Envelope) -> Problem | None:
        """Keep an order as it stands on a sheet that is printed now."""
        ...

    def fixed_revisions(self, plan: UUID) -> tuple[FixedRevision, ...] | Problem:
        """The revisions of a plan of which a sheet is out."""
        ...

    def import_file(self, path: Path, *, replacing: bool = False) -> Opened | Clash | Problem:
        """Read a plan from a file."""
        ...

    def export_file(self, envelope: Envelope, path: Path) -> Problem | None:
        """Write a plan to a file."""
        ...

    def set_pages(
        self,
        snapshot: Snapshot,
        request: SheetRequest,
        heard: Callable[[Pages | Problem], None],
    ) -> None:
        """Set a sheet, off the window's thread; a newer request replaces one that still waits."""
        ...

    def print_pages(
        self,
        snapshot: Snapshot,
        request: SheetRequest,
        ppi: int,
        heard_page: Callable[[int, int, bytes], None],
        done: Callable[[Problem | None], None],
    ) -> None:
        """Set a sheet for a printer, off the window's thread: a grey PNG picture a page.

        `heard_page` gets a page's number, how many there are, and the picture; then `done` is
        called once.
        """
        ...

    def label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        """The label stocks of the program and of the clinic."""
        ...

    def own_label_stocks(self) -> tuple[LabelStock, ...] | Problem:
        """The clinic's own label stocks alone."""
        ...

    def keep_label_stock(self, stock: LabelStock, instead_of: LabelStock | None) -> Problem | None:
        """Write a stock of the clinic's own: a new one, or for the one that was read."""
        ...

    def remove_label_stock(self, stock: LabelStock) -> Problem | None:
        """Take a stock of the clinic's own away, if it is still as it was read."""
        ...

    def set_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        heard: Callable[[LabelPages | Problem], None],
    ) -> None:
        """Set labels as `set_pages` sets sheets; what is refused is a problem in words."""
        ...

    def print_labels(
        self,
        snapshot: Snapshot,
        request: LabelRequest,
        ppi: int,
        heard_page: Callable[[int, int, bytes], None],
        done: Callable[[Problem | None], None],
    ) -> None:
        """Set labels for a printer, as `print_pages` does sheets."""
        ...

    def read_vial(self, text: str, plan: Plan) -> ScannedVial | ScanRefused:
        """Read the code on a vial; with the plan's lot that it is of, where it names one."""
        ...

    def write_file(self, path: Path, data: bytes) -> Problem | None:
        """Write a file in one step."""
        ...
