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
    """What the clock says; `USED` is when everything was given in time.

    `DOUBTFUL` is a time that would run, where the clock shows less than is recorded already.
    """

    NOT_STARTED = "not started"
    NOT_STATED = "not stated"
    RUNNING = "running"
    NEAR = "near"
    DOUBTFUL = "doubtful"
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
    must be begun so that it has run in by then, `infusion_left` the time to that. Of a bag that
    began too late and still runs, `infusion_begun`, it is how much too late that was. All three
    are absent once the infusion has begun in time or ended, and where there is no bag or no
    infusion time. `behind` is the last recorded moment where the clock now shows an earlier one:
    it is at least as late as that, so that what is left is counted from there, and is the most
    that it can be.
    """

    state: ClockState
    since: Since | None = None
    use_by: datetime | None = None
    left: timedelta | None = None
    infusion_by: datetime | None = None
    infusion_left: timedelta | None = None
    behind: datetime | None = None
    is_near: bool = False
    infusion_begun: datetime | None = None

    @property
    def infusion_late(self) -> bool:
        """Whether a bag that is begun now, or runs, will not have run in before the use-by."""
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
    thawed = record.thaw_ended_at or record.thaw_started_at
    if thawed is None:
        return ThawClock(ClockState.NOT_STARTED, behind=behind)
    since = Since.THAW_END if record.thaw_ended_at else Since.THAW_START
    product = formulary.product(plan.supply.product)
    if product is None or product.stability_minutes is None:
        return ThawClock(ClockState.NOT_STATED, since, behind=behind)
    use_by = later(thawed, minutes=product.stability_minutes)
    moment = behind or now
    left = between(moment, use_by)
    by, begun = _infusion(plan, record, use_by)
    is_near = timedelta() <= left <= _near(formulary)
    used = is_all_given(plan, record) and not _given_late(record, use_by)
    return ThawClock(
        state=ClockState.USED if used else _state(left, is_near=is_near, behind=behind),
        since=since,
        use_by=use_by,
        left=left,
        infusion_by=by,
        infusion_left=between(begun or moment, by) if by else None,
        behind=behind,
        is_near=is_near and not used,
        infusion_begun=begun,
    )


def latest_start(plan: Plan, use_by: datetime) -> datetime | None:
    """When a bag must be begun so that it has run in by the use-by; None without bag or time."""
    minutes = plan.infusion.minutes
    if minutes is None or not any(aliquot.is_bag for aliquot in plan.aliquots):
        return None
    return later(use_by, minutes=-minutes)


def is_all_given(plan: Plan, record: Record) -> bool:
    """Whether every aliquot was given, in time or not."""
    entries = [record.filled_for(aliquot.site) for aliquot in plan.aliquots]
    return bool(entries) and all(entry is not None and entry.given for entry in entries)


def _behind(record: Record, now: datetime) -> datetime | None:
    last = latest(record)
    return last if last is not None and is_before(now, last) else None


def _near(formulary: Formulary) -> timedelta:
    limit = formulary.limit(LimitName.USE_BY_NEAR)
    return timedelta(minutes=-1 if limit is None or limit.value is None else limit.value)


def _state(left: timedelta, *, is_near: bool, behind: datetime | None) -> ClockState:
    """What has passed by a clock that is behind has passed; anything else is in doubt."""
    if left < timedelta():
        return ClockState.PASSED
    if behind is not None:
        return ClockState.DOUBTFUL
    return ClockState.NEAR if is_near else ClockState.RUNNING


def _infusion(
    plan: Plan, record: Record, use_by: datetime
) -> tuple[datetime | None, datetime | None]:
    """By when a bag must be begun that waits or began too late and runs; and when that was."""
    by, started = latest_start(plan, use_by), record.infusion_started
    if by is None or started is None:
        return by, None
    if record.infusion_ended is not None or not is_before(by, started.at):
        return None, None
    return by, started.at


def _given_late(record: Record, use_by: datetime) -> bool:
    return any(item.given and is_before(use_by, item.given.at) for item in record.filled)
