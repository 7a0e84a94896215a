"""The thaw clock: until when the thawed stock may be used, and how long that still is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from spineplanner.domain.chronology import latest
from spineplanner.domain.formulary import Formulary, LimitName
from spineplanner.domain.moments import between, is_before, later
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Record


class ClockState(StrEnum):
    """What the clock says; `USED` is when everything was given in time."""

    NOT_STARTED = "not started"
    NOT_STATED = "not stated"
    RUNNING = "running"
    NEAR = "near"
    PASSED = "passed"
    USED = "used"


class Since(StrEnum):
    """What the time is counted from."""

    THAW_START = "thaw start"
    THAW_END = "thaw end"


@dataclass(frozen=True, slots=True)
class ThawClock:
    """Until when the stock may be used, as seen at one moment.

    `left` is the time to `use_by`, negative once it has passed; `infusion_by` is when a bag
    must be begun so that it has run in by then, `infusion_left` the time to that. Both are
    absent once the infusion has begun, and where there is no bag or no infusion time.
    `behind` is the last recorded moment where the clock now shows an earlier one.
    """

    state: ClockState
    since: Since | None = None
    use_by: datetime | None = None
    left: timedelta | None = None
    infusion_by: datetime | None = None
    infusion_left: timedelta | None = None
    behind: datetime | None = None

    @property
    def infusion_late(self) -> bool:
        """Whether a bag that is begun now would not have run in before the use-by."""
        return self.infusion_left is not None and self.infusion_left < timedelta()


def thaw_clock(plan: Plan, formulary: Formulary, record: Record, now: datetime) -> ThawClock:
    """Read the clock.

    The product's time counts from the end of the thaw. While nobody has entered an end it is
    counted from the start, which is earlier: the stock is never taken for younger than it is.

    Args:
        plan: the order, for its product and its infusion.
        formulary: for the product's stability and how long before its end it is near.
        record: when the thaw was, and what was given when.
        now: an aware moment.
    """
    behind = _behind(record, now)
    moment = record.thaw_ended_at or record.thaw_started_at
    if moment is None:
        return ThawClock(ClockState.NOT_STARTED, behind=behind)
    since = Since.THAW_END if record.thaw_ended_at else Since.THAW_START
    product = formulary.product(plan.supply.product)
    if product is None or product.stability_minutes is None:
        return ThawClock(ClockState.NOT_STATED, since, behind=behind)
    use_by = later(moment, minutes=product.stability_minutes)
    infusion_by = _infusion_by(plan, record, use_by)
    left = between(now, use_by)
    infusion_left = between(now, infusion_by) if infusion_by else None
    used = _all_given(plan, record, use_by)
    return ThawClock(
        state=ClockState.USED if used else _state(left, _near(formulary)),
        since=since,
        use_by=use_by,
        left=left,
        infusion_by=infusion_by,
        infusion_left=infusion_left,
        behind=behind,
    )


def _behind(record: Record, now: datetime) -> datetime | None:
    last = latest(record)
    return last if last is not None and is_before(now, last) else None


def _near(formulary: Formulary) -> timedelta:
    limit = formulary.limit(LimitName.USE_BY_NEAR)
    return timedelta(minutes=-1 if limit is None or limit.value is None else limit.value)


def _state(left: timedelta, near: timedelta) -> ClockState:
    if left < timedelta():
        return ClockState.PASSED
    return ClockState.NEAR if left <= near else ClockState.RUNNING


def _infusion_by(plan: Plan, record: Record, use_by: datetime) -> datetime | None:
    minutes = plan.infusion.minutes
    has_bag = any(aliquot.is_bag for aliquot in plan.aliquots)
    if not has_bag or minutes is None or record.infusion_started is not None:
        return None
    return later(use_by, minutes=-minutes)


def _all_given(plan: Plan, record: Record, use_by: datetime) -> bool:
    """Whether every aliquot was given, and the last of them in time."""
    entries = [record.filled_for(aliquot.site) for aliquot in plan.aliquots]
    given = [entry.given.at for entry in entries if entry and entry.given]
    in_time = not any(is_before(use_by, at) for at in given)
    return bool(given) and len(given) == len(entries) and in_time
