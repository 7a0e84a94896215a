"""Queries of the worklist: in its order, page by page, by words."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select, true

from spineplanner.domain.worklist import Listed
from spineplanner.store.rows import place_in_list
from spineplanner.store.summaries import plain
from spineplanner.store.tables import summaries

_COLUMNS = summaries.c
_ORDER = (_COLUMNS.day.desc(), _COLUMNS.clock, _COLUMNS.plan_id)


def listing(words: str, *, limit: int, after: Listed | None, archived: bool) -> Select[Any]:
    """Select the rows of one page.

    The inner query reads nothing but the index, and only the rows that it finds are fetched.
    """
    found = (
        select(_COLUMNS.plan_id)
        .where(_has(words), _COLUMNS.archived == archived, _follows(after))
        .order_by(*_ORDER)
        .limit(limit)
    )
    return select(summaries).where(_COLUMNS.plan_id.in_(found)).order_by(*_ORDER)


def counting(words: str, *, archived: bool) -> Select[int]:
    """Count the rows of all pages."""
    found = select(func.count()).select_from(summaries)
    return found.where(_has(words), _COLUMNS.archived == archived)


def stale(*, maths_version: int, formulary_digest: str, limit: int) -> Select[str]:
    """Select plans whose summary rests on other maths or another formulary."""
    return (
        select(_COLUMNS.plan_id)
        .where(
            or_(
                _COLUMNS.maths_version != maths_version,
                _COLUMNS.formulary_digest != formulary_digest,
            )
        )
        .order_by(_COLUMNS.archived, *_ORDER)
        .limit(limit)
    )


def _has(words: str) -> ColumnElement[bool]:
    found = [func.instr(_COLUMNS.search, word) > 0 for word in plain(words).split()]
    return and_(true(), *found)


def _follows(after: Listed | None) -> ColumnElement[bool]:
    """What comes after a row; the day alone bounds the index, the rest only trims that day."""
    if after is None:
        return true()
    place = place_in_list(after.summary)
    day, clock = place["day"], place["clock"]
    before_it = or_(
        _COLUMNS.clock < clock,
        and_(_COLUMNS.clock == clock, _COLUMNS.plan_id <= str(after.id)),
    )
    return and_(_COLUMNS.day <= day, not_(and_(_COLUMNS.day == day, before_it)))
