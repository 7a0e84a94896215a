"""Values that wait to be saved: of each plan the newest, over which version, and when."""

from dataclasses import dataclass, replace
from uuid import UUID

from spineplanner.domain.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Waiting:
    """A value to save over `version`, from `due_s` on; held while a person decides a conflict."""

    envelope: Envelope
    version: int
    due_s: float
    held: bool = False


class Pending:
    """The newest unsaved value of each plan. No value leaves it but by being saved or dropped.

    Times are seconds of one clock that only rises.
    """

    def __init__(self, *, delay_s: float, retry_s: float) -> None:
        self._delay_s = delay_s
        self._retry_s = retry_s
        self._waiting: dict[UUID, Waiting] = {}
        self._known: dict[UUID, int] = {}

    def put(self, envelope: Envelope, *, version: int, now_s: float) -> None:
        """Take a newer value of a plan; the first unsaved one decides when it is due.

        Args:
            envelope: the value.
            version: the last version its editor has heard of. Versions saved from here in the
                meantime are the editor's own.
            now_s: the moment.
        """
        plan = envelope.id
        version = max(version, self._known.get(plan, 0))
        self._known[plan] = version
        due_s = now_s + self._delay_s
        before = self._waiting.get(plan)
        if before is None:
            self._waiting[plan] = Waiting(envelope, version, due_s)
            return
        held = before.held and version <= before.version
        self._waiting[plan] = Waiting(envelope, version, min(before.due_s, due_s), held)

    def next_due_s(self) -> float | None:
        """When the next value is due; None where nothing waits for its time."""
        return min((item.due_s for item in self._waiting.values() if not item.held), default=None)

    def due(self, now_s: float) -> tuple[Waiting, ...]:
        """The values that are due, in order of their time."""
        items = [w for w in self._waiting.values() if not w.held and w.due_s <= now_s]
        return tuple(sorted(items, key=lambda item: item.due_s))

    def hurry(self, now_s: float) -> None:
        """Make every value due that is not held."""
        for plan, item in self._waiting.items():
            if not item.held:
                self._waiting[plan] = replace(item, due_s=now_s)

    def saved(self, item: Waiting, *, version: int) -> None:
        """Strike out a value that is on disk; a newer one of its plan still waits, over it."""
        plan = item.envelope.id
        self._known[plan] = version
        newest = self._waiting.get(plan)
        if newest is None:
            return
        if newest.envelope is item.envelope:
            del self._waiting[plan]
        else:
            self._waiting[plan] = replace(newest, version=version)

    def failed(self, item: Waiting, *, now_s: float) -> None:
        """Try a value again after a while, unless a newer one has taken its place."""
        plan = item.envelope.id
        newest = self._waiting.get(plan)
        if newest is not None and newest.envelope is item.envelope:
            self._waiting[plan] = replace(newest, due_s=now_s + self._retry_s)

    def hold(self, plan: UUID) -> None:
        """Save nothing of a plan until it is put over a newer version, or dropped."""
        newest = self._waiting.get(plan)
        if newest is not None:
            self._waiting[plan] = replace(newest, held=True)

    def drop(self, plan: UUID) -> None:
        """Forget a plan: what waits of it, and which version is known."""
        self._waiting.pop(plan, None)
        self._known.pop(plan, None)

    def unsaved(self) -> tuple[Envelope, ...]:
        """Every value that is not on disk, held ones too."""
        return tuple(item.envelope for item in self._waiting.values())
