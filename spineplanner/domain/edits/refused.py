"""Why an edit can't be made, as values; and the guard that turns invalid results into that."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pydantic import ValidationError

from spineplanner.domain.anatomy import Side, Site
from spineplanner.domain.edits.refused_day import RefusedOnTheDay
from spineplanner.domain.problems import FieldFault
from spineplanner.domain.values import Value


@dataclass(frozen=True, slots=True)
class SiteAbsent:
    """A patient with so many lumbar vertebrae does not have the site."""

    site: Site
    lumbar_count: int


@dataclass(frozen=True, slots=True)
class NothingThere:
    """No aliquot is ordered for the site."""

    site: Site


@dataclass(frozen=True, slots=True)
class NoOtherSide:
    """The site lies in the middle, or is the vein."""

    site: Site


@dataclass(frozen=True, slots=True)
class NothingToMirror:
    """No facet of that side has an aliquot."""

    side: Side


@dataclass(frozen=True, slots=True)
class NoTarget:
    """The plan has no target to take the rest from."""


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """The other aliquots reach the target already, or go beyond it by so many cells."""

    beyond: int


@dataclass(frozen=True, slots=True)
class SitesWouldVanish:
    """Aliquots are ordered for sites that would not exist any more."""

    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class NotValid:
    """The value with this change would not be valid; the faults name the fields."""

    faults: tuple[FieldFault, ...]


Refused = (
    SiteAbsent
    | NothingThere
    | NoOtherSide
    | NothingToMirror
    | NoTarget
    | NothingLeft
    | SitesWouldVanish
    | NotValid
    | RefusedOnTheDay
)


class EditError(Exception):
    """An edit that can't be made; `reason` holds why."""

    def __init__(self, reason: Refused) -> None:
        """Keep the reason as a value; words are made where it is shown."""
        super().__init__(type(reason).__name__)
        self.reason = reason


def _faults(error: ValidationError) -> tuple[FieldFault, ...]:
    """What is wrong, without what was given: it may be a patient's."""
    return tuple(
        FieldFault(
            place=item["loc"],
            error=item["type"],
            message=item["msg"],
            figures=tuple((name, str(value)) for name, value in item.get("ctx", {}).items()),
        )
        for item in error.errors(include_url=False, include_input=False)
    )


Arguments = ParamSpec("Arguments")
Edited = TypeVar("Edited", bound=Value)


def validated(
    edit: Callable[Concatenate[Edited, Arguments], Edited],
) -> Callable[Concatenate[Edited, Arguments], Edited]:
    """Turn what validation refuses into a refused edit."""

    @wraps(edit)
    def guarded(before: Edited, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Edited:
        try:
            return edit(before, *args, **kwargs)
        except ValidationError as error:
            raise EditError(NotValid(_faults(error))) from error

    return guarded
