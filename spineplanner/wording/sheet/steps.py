"""The steps of the preparation in words, each with its planned numbers and blanks."""

from collections.abc import Sequence
from typing import TypedDict, assert_never

from spineplanner.domain.bag_filling import Exchange
from spineplanner.domain.plan import Lot
from spineplanner.domain.preparation import Suspension
from spineplanner.domain.scale import Fill
from spineplanner.domain.sheet_steps import (
    DrawGroup,
    DrawSyringes,
    Hold,
    Infuse,
    KeepApart,
    LeftOver,
    MakeBag,
    MakeSuspension,
    PoolVials,
    Step,
    TakeCount,
    TakeVials,
    Thaw,
)
from spineplanner.domain.worksheet import Worksheet
from spineplanner.wording import numbers
from spineplanner.wording.apart import vial_map_words, with_vials
from spineplanner.wording.basis import basis_word
from spineplanner.wording.sheet.segments import Blank, Line, line
from spineplanner.wording.sheet.supply import expiry_date
from spineplanner.wording.translate import _, ngettext


class StepText(TypedDict):
    """One step; `planned` marks what must not be prepared from before the count."""

    number: str
    title: str
    lines: list[Line]
    planned: bool


class StepsText(TypedDict):
    """The steps before and after the line that holds the hand."""

    before: list[StepText]
    hold: str
    planned_note: str
    after: list[StepText]


def steps_text(sheet: Worksheet) -> StepsText:
    """Word all steps, numbered through."""
    holds = not sheet.measured
    several = sum(isinstance(step, TakeVials) for step in sheet.steps) > 1
    before: list[StepText] = []
    after: list[StepText] = []
    bucket, planned = before, False
    for step in sheet.steps:
        if isinstance(step, Hold):
            bucket, planned = after, True
            continue
        number = str(len(before) + len(after) + 1)
        title, lines = _words(step)
        if several and (lot := _lot_number(step)):
            title = _("{step} (lot {lot})").format(step=title, lot=lot)
        bucket.append(StepText(number=number, title=title, lines=lines, planned=planned))
    return StepsText(
        before=before,
        hold=_("HOLD. Enter the count, then print again.") if holds and sheet.steps else "",
        planned_note=_("PLANNED, do not prepare from this part before the count is entered"),
        after=after,
    )


def _words(step: Step) -> tuple[str, list[Line]]:  # noqa: C901 - one wording for each step
    match step:
        case TakeVials():
            return _take_vials(step)
        case Thaw():
            return _thaw(step)
        case PoolVials():
            return _pool(step)
        case KeepApart():
            return _keep_apart(step)
        case TakeCount():
            return _count(step)
        case MakeSuspension():
            return _suspension(step)
        case MakeBag():
            return _bag(step)
        case DrawSyringes():
            return _draw(step)
        case Infuse():
            return _infuse(step)
        case LeftOver():
            return _left_over(step)
        case Hold():
            raise ValueError("a hold is no step to take")
        case _:
            assert_never(step)


def _lot_number(step: Step) -> str | None:
    """The lot whose stock a step handles, where its title does not say so already."""
    match step:
        case PoolVials() | KeepApart() | TakeCount():
            return step.lot.number if step.lot else None
        case MakeSuspension() | MakeBag():
            return step.suspension.lot
        case _:
            return None


def _of_lot(lot: Lot | None) -> str:
    if lot is None:
        return _("the lot (not stated)")
    if lot.expiry is None:
        return _("lot {number}").format(number=lot.number)
    return _("lot {number}, expires {date}").format(number=lot.number, date=expiry_date(lot.expiry))


def _take_vials(step: TakeVials) -> tuple[str, list[Line]]:
    title = ngettext(
        "Take {vials} vial of {lot}: its number, tick if it looks good",
        "Take {vials} vials of {lot}: number each, tick if it looks good",
        step.vials,
    ).format(vials=step.vials, lot=_of_lot(step.lot))
    each = "{vial}_{number}_{tick}  ".replace("_", "\N{NO-BREAK SPACE}")
    blanks: Line = []
    for vial in range(1, step.vials + 1):
        blanks += line(each, vial=str(vial), number=Blank.BRIEF, tick=Blank.TICK)
    return title, [blanks]


def _thaw(step: Thaw) -> tuple[str, list[Line]]:
    title = _("Thaw at {celsius} °C").format(celsius=step.celsius) if step.celsius else _("Thaw")
    times = {
        "start": numbers.clock(step.started_at) if step.started_at else Blank.CLOCK,
        "end": numbers.clock(step.ended_at) if step.ended_at else Blank.CLOCK,
    }
    if step.stability_minutes is None:
        message = _("start {start}  end {end}  use by {by}  (no stability stated)")
        return title, [line(message, **times, by=Blank.CLOCK)]
    after = duration(step.stability_minutes)
    message = _("start {start}  end {end}  use by {by}  ({after} after the end)")
    return title, [line(message, **times, by=_use_by(step), after=after)]


def _use_by(step: Thaw) -> str | Blank:
    if step.use_by is None:
        return Blank.CLOCK
    if step.ended_at is not None and step.use_by.date() != step.ended_at.date():
        return numbers.moment(step.use_by)
    return numbers.clock(step.use_by)


def duration(minutes: int) -> str:
    """Write a length of time: "5 h", "90 min"."""
    if minutes % 60 == 0:
        return _("{hours} h").format(hours=minutes // 60)
    return _("{minutes} min").format(minutes=minutes)


def _pool(step: PoolVials) -> tuple[str, list[Line]]:
    expected = line(
        _("expect {volume}, measured {measured} mL"),
        volume=numbers.volume(step.expected_ul),
        measured=Blank.SHORT,
    )
    if step.diluent_ul == 0:
        title = ngettext(
            "Pool the one vial, add nothing", "Pool all {vials} vials, add nothing", step.vials
        ).format(vials=step.vials)
        return title, [expected]
    title = ngettext(
        "Add {volume} {diluent} to the vial, then pool",
        "Add {volume} {diluent} to each of {vials} vials, then pool all",
        step.vials,
    ).format(
        volume=numbers.volume(step.diluent_ul),
        diluent=step.diluent.name if step.diluent else _("diluent"),
        vials=step.vials,
    )
    return title, [expected]


def _keep_apart(step: KeepApart) -> tuple[str, list[Line]]:
    title = ngettext(
        "Do NOT pool. One vial fills as follows",
        "Do NOT pool. Keep the {vials} vials apart, numbered as above",
        step.vials,
    ).format(vials=step.vials)
    lines = [line("{use}", use=words) for words in vial_map_words(step.uses)]
    if unused := tuple(range(len(step.uses) + 1, step.vials + 1)):
        message = ngettext(
            "vial {vials}: nothing is taken from it",
            "vials {vials}: nothing is taken from them",
            len(unused),
        )
        lines.append(line(message, vials=numbers.number_range(unused)))
    if step.diluent_ul:
        added = _("first add {volume} {diluent} to each vial: it then holds {held}").format(
            volume=numbers.volume(step.diluent_ul),
            diluent=step.diluent.name if step.diluent else _("diluent"),
            held=numbers.volume(step.vial_ul),
        )
        lines.insert(0, line("{added}", added=added))
    return title, lines


def _count(step: TakeCount) -> tuple[str, list[Line]]:
    title = _("Take {volume} and count").format(volume=numbers.volume(step.sample_ul))
    if step.apart:
        title = _("Take {volume} from each vial, and count these samples together").format(
            volume=numbers.volume(step.sample_ul)
        )
    if step.count is not None:
        return title, _counted(step)
    wanted = _("planned {planned} million {basis}/mL").format(
        planned=numbers.concentration(step.strength), basis=basis_word(step.dose_basis)
    )
    release = step.release_viability_bp
    if release is not None:
        wanted = _("{planned}, at least {release} viable").format(
            planned=wanted, release=numbers.per_cent_bp(release)
        )
    blanks = line(
        _("total {total} million/mL  viable {viable} %  method {method}"),
        total=Blank.SHORT,
        viable=Blank.SHORT,
        method=Blank.LONG,
    )
    message = _("left after it {left} mL (expect {volume}); {wanted}")
    if step.apart:
        message = _("left in all of them {left} mL (expect {volume}); {wanted}")
    left = line(
        message,
        left=Blank.SHORT,
        volume=numbers.volume(step.left_ul),
        wanted=wanted,
    )
    return title, [blanks, left]


def _counted(step: TakeCount) -> list[Line]:
    count = step.count
    if count is None:
        return []
    counted = _("COUNTED: {cells} million {basis}/mL, {viable} viable, {left} left").format(
        cells=numbers.millions(count.cells_per_ml),
        basis=basis_word(count.basis),
        viable=numbers.per_cent_bp(count.viability_bp),
        left=numbers.volume(count.pool_ul),
    )
    by = [
        _("method {method}").format(method=count.method) if count.method else "",
        _("by {name}").format(name=count.counted_by) if count.counted_by else "",
        numbers.moment(step.counted_at) if step.counted_at else "",
    ]
    used = _("prepared with {strength} million {basis}/mL").format(
        strength=numbers.concentration(step.strength), basis=basis_word(step.dose_basis)
    )
    return [
        line("{counted}", counted=counted),
        line("{used}", used=", ".join(part for part in [used, *by] if part)),
    ]


def _for(suspension: Suspension) -> str:
    which = numbers.number_range(suspension.numbers)
    return ngettext("syringe {which}", "syringes {which}", len(suspension.numbers)).format(
        which=which
    )


def _suspension(step: MakeSuspension) -> tuple[str, list[Line]]:
    item = step.suspension
    ordered, achieved = numbers.concentrations(item.concentration, item.achieved)
    title = _("Suspension {letter}, {strength} million/mL, for {syringes}").format(
        letter=item.letter,
        strength=ordered,
        syringes=_for(item),
    )
    title = with_vials(title, item)
    made = _("{stock} + {diluent} = {volume}, achieves {achieved} ({error})").format(
        stock=_measured(item.stock_ul, step.stock_fills, _("stock")),
        diluent=_measured(
            item.diluent_ul,
            step.diluent_fills,
            step.diluent.name if step.diluent else _("diluent (not stated)"),
        ),
        volume=numbers.volume(item.volume_ul),
        achieved=achieved,
        error=numbers.signed_per_cent(item.error),
    )
    measured = line(
        _("measured: stock {stock} mL  diluent {diluent} mL"),
        stock=Blank.SHORT,
        diluent=Blank.SHORT,
    )
    return title, [line("{made}", made=made), measured]


def _measured(volume_ul: int, fills: Sequence[Fill], what: str) -> str:
    """A volume with how it is read: "2.1 mL stock (3 mL syringe)", "17.2 mL stock (10 + 7.2)"."""
    if volume_ul == 0:
        return _("no {what}").format(what=what)
    return _("{volume} {what} ({fills})").format(
        volume=numbers.volume(volume_ul), what=what, fills=fill_words(fills)
    )


def fill_words(fills: Sequence[Fill]) -> str:
    """In which syringe, or in which fills of it, a volume is measured."""
    size = numbers.volume(fills[-1].syringe.capacity_ul)
    if len(fills) == 1:
        return _("{size} syringe").format(size=size)
    parts = " + ".join(numbers.ml(fill.volume_ul) for fill in fills)
    if len(fills) > _FILLS_SHOWN:
        parts = _("{full} × {each} + {rest}").format(
            full=len(fills) - 1,
            each=numbers.ml(fills[0].volume_ul),
            rest=numbers.ml(fills[-1].volume_ul),
        )
    return _("{parts} in a {size} syringe").format(parts=parts, size=size)


_FILLS_SHOWN = 4


def _bag(step: MakeBag) -> tuple[str, list[Line]]:
    item = step.suspension
    ordered, reached = numbers.concentrations(item.concentration, step.achieved)
    title = _("Bag {letter}, {strength} million/mL, for bag {number}").format(
        letter=item.letter,
        strength=ordered,
        number=numbers.number_range(item.numbers),
    )
    title = with_vials(title, item)
    achieved = _("achieves {achieved} ({error})").format(
        achieved=reached, error=numbers.signed_per_cent(step.error)
    )
    measured = _("{achieved}; measured: diluent {diluent} mL  stock added {stock} mL")
    if step.exchange is not None and step.exchange.added_ul == 0:
        measured = _("{achieved}; measured: withdrawn {diluent} mL  stock added {stock} mL")
    blanks = line(measured, achieved=achieved, diluent=Blank.SHORT, stock=Blank.SHORT)
    return title, [line("{how}", how=_bag_words(step)), blanks]


def _bag_words(step: MakeBag) -> str:
    diluent = step.diluent.name if step.diluent else _("diluent (not stated)")
    if step.exchange is not None:
        return _prefilled(step, step.exchange, diluent)
    return _("into an empty bag put {diluent}, then add {stock} of stock").format(
        diluent=_measured(step.suspension.diluent_ul, step.diluent_fills, diluent),
        stock=_read(step.suspension.stock_ul, step.stock_fills),
    )


def _prefilled(step: MakeBag, done: Exchange, diluent: str) -> str:
    """What is done with the bag that comes; the total is said where it is another volume."""
    bag, stock_ul = numbers.volume(done.bag_ul), step.suspension.stock_ul
    if step.volume_ul == done.bag_ul:
        return _("withdraw {stock} from a prefilled {bag} bag, then add {volume} of stock").format(
            stock=_read(stock_ul, step.stock_fills), bag=bag, volume=numbers.volume(stock_ul)
        )
    stock, total = _read(stock_ul, step.stock_fills), numbers.volume(step.volume_ul)
    if done.withdrawn_ul:
        return _(
            "withdraw {withdrawn} from a prefilled {bag} bag, then add {stock} of stock "
            "({total} in all)"
        ).format(
            withdrawn=_read(done.withdrawn_ul, step.diluent_fills),
            bag=bag,
            stock=stock,
            total=total,
        )
    if done.added_ul:
        return _(
            "to a prefilled {bag} bag add {diluent}, then {stock} of stock ({total} in all)"
        ).format(
            bag=bag,
            diluent=_measured(done.added_ul, step.diluent_fills, diluent),
            stock=stock,
            total=total,
        )
    return _("to a prefilled {bag} bag add {stock} of stock ({total} in all)").format(
        bag=bag, stock=stock, total=total
    )


def _read(volume_ul: int, fills: Sequence[Fill]) -> str:
    """A volume with how it is read: "17.2 mL (10 + 7.2 in a 10 mL syringe)"."""
    return _("{volume} ({fills})").format(volume=numbers.volume(volume_ul), fills=fill_words(fills))


def _draw(step: DrawSyringes) -> tuple[str, list[Line]]:
    title = _("Mix gently before each draw. Draw to the mark, label, initial in the table")
    groups = "; ".join(_group(group) for group in step.groups)
    words = _("{groups}; give as in the table, discard the rest").format(groups=groups)
    return title, [line("{words}", words=words)]


def _group(group: DrawGroup) -> str:
    return ngettext(
        "syringe {numbers}: {size}, to {mark}",
        "syringes {numbers}: {size}, to {mark}",
        len(group.numbers),
    ).format(
        numbers=numbers.number_range(group.numbers),
        size=numbers.volume(group.syringe.capacity_ul),
        mark=numbers.volume(group.mark_ul),
    )


def _infuse(step: Infuse) -> tuple[str, list[Line]]:
    minutes = step.infusion.minutes
    time = _("{minutes} min").format(minutes=minutes) if minutes else _("time not stated")
    if step.infusion.line_flushed:
        after = _("flush the line after it")
    else:
        after = _("{kept} stays in the line, do not flush").format(
            kept=numbers.volume(step.kept_ul)
        )
    parts = [_("{filter} filter").format(filter=step.filter)] if step.filter else []
    title = _("Bag: {how}").format(how=", ".join([*parts, time, after]))
    times = line(_("start {start}  end {end}"), start=Blank.CLOCK, end=Blank.CLOCK)
    return title, [times]


def _left_over(step: LeftOver) -> tuple[str, list[Line]]:
    title = _("Left over (expect {volume})").format(volume=numbers.volume(step.expected_ul))
    fate = line(
        _("{volume} mL  discarded {discarded}  kept {kept}  where {where}"),
        volume=Blank.SHORT,
        discarded=Blank.TICK,
        kept=Blank.TICK,
        where=Blank.LONG,
    )
    return title, [fate]
