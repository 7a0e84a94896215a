"""Makes the worklist's rows again when the maths or the formulary has changed."""

from dataclasses import replace
from uuid import UUID

from spineplanner.domain.store_problems import StoreFault
from spineplanner.domain.worklist import Summary
from spineplanner.store.plans import PlanStore, StoreProblemError, Summarise

_UNREADABLE = {StoreFault.PLAN_NEWER, StoreFault.PLAN_UNREADABLE}


def refresh(
    store: PlanStore,
    summarise: Summarise,
    *,
    maths_version: int,
    formulary_digest: str,
    limit: int = 20,
) -> int:
    """Make a few stale rows again, those at the top of the list first.

    A plan that can't be read shows no vials from then on, for those it showed are not known to
    be true.

    Returns:
        How many were stale, up to the limit; call it until that is 0.

    Raises:
        StoreProblemError: the database can't be read or written.
    """
    stale = store.stale_summaries(
        maths_version=maths_version, formulary_digest=formulary_digest, limit=limit
    )
    for plan_id in stale:
        try:
            stored = store.load(plan_id)
        except StoreProblemError as error:
            if error.problem.fault not in _UNREADABLE:
                raise
            _without_vials(store, plan_id, maths_version, formulary_digest)
        else:
            fresh = summarise(stored.envelope)
            store.put_summary(plan_id, version=stored.version, summary=fresh)
    return len(stale)


def _without_vials(store: PlanStore, plan_id: UUID, maths_version: int, digest: str) -> None:
    row = store.listed(plan_id)
    if row is None:
        return
    fresh: Summary = replace(
        row.summary, vials=None, maths_version=maths_version, formulary_digest=digest
    )
    store.put_summary(plan_id, version=row.version, summary=fresh)
