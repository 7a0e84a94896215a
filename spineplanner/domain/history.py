"""Past, present and future of any value, with the name of what led from one to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State")
Label = TypeVar("Label")


@dataclass(frozen=True, slots=True)
class History(Generic[State, Label]):
    """An undoable value. Nothing in it is ever changed: each step returns a new history.

    `past` and `future` hold the states to go back and forward to, the nearest one last, each
    with the label of the step between it and its neighbour.
    """

    present: State
    past: tuple[tuple[Label, State], ...] = ()
    future: tuple[tuple[Label, State], ...] = ()

    def commit(self, label: Label, state: State) -> "History[State, Label]":
        """Step to a new state; what had been undone is forgotten.

        A state that equals the present is no step.
        """
        if state == self.present:
            return self
        return History(state, (*self.past, (label, self.present)))

    def throughout(self, change: Callable[[State], State]) -> "History[State, Label]":
        """Change every state: what undo and redo do not go back behind. This is no step."""
        return History(
            change(self.present),
            tuple((label, change(state)) for label, state in self.past),
            tuple((label, change(state)) for label, state in self.future),
        )

    def undo(self) -> "History[State, Label]":
        """Step back; without a past, stay."""
        if not self.past:
            return self
        label, state = self.past[-1]
        return History(state, self.past[:-1], (*self.future, (label, self.present)))

    def redo(self) -> "History[State, Label]":
        """Step forward again; without a future, stay."""
        if not self.future:
            return self
        label, state = self.future[-1]
        return History(state, (*self.past, (label, self.present)), self.future[:-1])

    @property
    def undo_label(self) -> Label | None:
        """The name of the step that undo takes back."""
        return self.past[-1][0] if self.past else None

    @property
    def redo_label(self) -> Label | None:
        """The name of the step that redo takes again."""
        return self.future[-1][0] if self.future else None
