"""What is typed at a step of the day and not entered: it is kept, and counts nowhere."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from spineplanner.domain.anatomy import SiteField
from spineplanner.domain.step_kind import StepKind
from spineplanner.domain.values import Line, TypedText, Value

MOST_DRAFTS = 1_000
"""More than all fields of all steps that a day can have."""

_TYPED_TEXT: TypeAdapter[str] = TypeAdapter(TypedText)


class DraftStep(Value):
    """The step that something is typed at, by what does not change when containers are numbered.

    `sites` are those of its container or suspension; a step of the stock has none.
    """

    kind: StepKind
    lot: Line | None = None
    sites: Annotated[tuple[SiteField, ...], Field(max_length=41)] = ()


class Draft(Value):
    """The words in one field, by what it asks for: right or wrong, and empty where it was wiped."""

    step: DraftStep
    ask: Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]
    words: TypedText


Drafts = Annotated[tuple[Draft, ...], Field(max_length=MOST_DRAFTS)]


def can_be_kept(text: str) -> bool:
    """Whether a text can be a draft: no longer than a line, and without hidden characters."""
    try:
        _TYPED_TEXT.validate_python(text)
    except ValidationError:
        return False
    return True


def typed_at(drafts: Iterable[Draft], step: DraftStep) -> dict[str, str]:
    """What is typed at a step, by what it asks for."""
    return {draft.ask: draft.words for draft in drafts if draft.step == step}


def with_typed(
    drafts: Iterable[Draft], step: DraftStep, typed: Mapping[str, str]
) -> tuple[Draft, ...]:
    """The drafts with those of one step replaced."""
    others = [draft for draft in drafts if draft.step != step]
    own = [Draft(step=step, ask=ask, words=words) for ask, words in typed.items()]
    return (*others, *own)
