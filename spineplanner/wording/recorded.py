"""Everything that a record says of the day, each by what it is about."""

from collections.abc import Iterator
from typing import assert_never

from spineplanner.domain.drafts import DraftStep
from spineplanner.domain.entries import Done, Filled
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.record import Count, Record
from spineplanner.domain.second_check import SecondCheck
from spineplanner.domain.step_kind import StepKind
from spineplanner.wording import numbers
from spineplanner.wording.basis import basis_word
from spineplanner.wording.day import fate_word
from spineplanner.wording.scanning import expiry_words
from spineplanner.wording.sites import site_name
from spineplanner.wording.translate import _, ngettext

Said = tuple[str, str]
"""What something is about, and what is said of it."""

MOST_SITES = 2
"""How many sites a suspension is named by before they are counted."""


def recorded(envelope: Envelope) -> dict[str, str]:
    """Say what is recorded, in the order of work, with moments as clocks of the plan show them."""
    plan, record = envelope.plan, envelope.record
    said: dict[str, str] = {}
    for parts in (_vials, _stock, _made, _containers, _end, _papers, _typed):
        for what, words in parts(record, plan):
            said[what] = f"{said[what]}; {words}" if what in said else words
    return said


def _done(done: Done, plan: Plan) -> str:
    at = numbers.moment(plan.procedure.there(done.at))
    return _("{moment}, {name}").format(moment=at, name=done.by)


def _vials(record: Record, plan: Plan) -> Iterator[Said]:
    for vial in record.vials:
        yield (
            _("Vial {vial}, lot {lot}").format(vial=vial.vial, lot=vial.lot),
            _("{looks}, expires {expiry}; {done}").format(
                looks=_("looks good") if vial.good else _("does NOT look good"),
                expiry=expiry_words(vial.expiry) if vial.expiry else _("not stated"),
                done=_done(vial.taken, plan),
            ),
        )
    if record.chosen_vials is not None:
        chosen = record.chosen_vials
        each = ", ".join(
            _("{site} from vial {vial}").format(site=site_name(item.site), vial=item.vial)
            for item in chosen.syringes
        )
        yield _("Vials of the syringes"), f"{each}; {_done(chosen.chosen, plan)}"


def _stock(record: Record, plan: Plan) -> Iterator[Said]:
    thaws = (
        (_("Start of the thaw"), record.thaw_started_at, record.thaw_started_by),
        (_("End of the thaw"), record.thaw_ended_at, record.thaw_ended_by),
    )
    for what, at, by in thaws:
        if at is not None:
            moment = numbers.moment(plan.procedure.there(at))
            yield what, f"{moment}, {by}" if by else moment
    for pooled in record.pooled:
        words = f"{numbers.volume(pooled.volume_ul)}; {_done(pooled.measured, plan)}"
        yield _of_lot(_("Volume of the pool"), pooled.lot), words
    for count in record.counts:
        yield _of_lot(_("Count"), count.lot), _count(count, plan)


def _of_lot(what: str, lot: str | None) -> str:
    return what if lot is None else _("{what}, lot {lot}").format(what=what, lot=lot)


def _count(count: Count, plan: Plan) -> str:
    said = [
        _("{cells}/mL {basis}").format(
            cells=numbers.cells(count.cells_per_ml), basis=basis_word(count.basis)
        ),
        ngettext("{count} vial", "{count} vials", count.vials).format(count=count.vials),
        _("viability {share}").format(share=numbers.per_cent_bp(count.viability_bp)),
        _("{volume} left").format(volume=numbers.volume(count.pool_ul)),
    ]
    if count.method is not None:
        said.append(count.method)
    who = count.counted_by or _("nobody named")
    if count.counted_at is not None:
        at = numbers.moment(plan.procedure.there(count.counted_at))
        who = _("{moment}, {name}").format(moment=at, name=who)
    return f"{', '.join(said)}; {who}"


def _made(record: Record, plan: Plan) -> Iterator[Said]:
    for made in record.made:
        words = _("{stock} of stock, {diluent} of diluent; {done}").format(
            stock=numbers.volume(made.stock_ul),
            diluent=numbers.volume(made.diluent_ul),
            done=_done(made.made, plan),
        )
        yield _("Suspension {letter}").format(letter=made.letter), words


def _containers(record: Record, plan: Plan) -> Iterator[Said]:
    for filled in record.filled:
        for what, volume_ul, done in _handled(filled):
            if done is not None:
                words = _done(done, plan)
                if volume_ul is not None:
                    words = f"{numbers.volume(volume_ul)}; {words}"
                yield what, words


def _handled(filled: Filled) -> Iterator[tuple[str, int | None, Done | None]]:
    what = _("Bag {number}, {site}") if filled.is_bag else _("Syringe {number}, {site}")
    where = what.format(number=filled.container_number, site=site_name(filled.site))
    yield _("{container}, drawn").format(container=where), filled.drawn_ul, filled.drawn
    yield _("{container}, labelled").format(container=where), None, filled.labelled
    yield _("{container}, checked").format(container=where), None, filled.checked
    yield _("{container}, given").format(container=where), filled.given_ul, filled.given


def _end(record: Record, plan: Plan) -> Iterator[Said]:
    if record.infusion_started is not None:
        yield _("Start of the infusion"), _done(record.infusion_started, plan)
    if record.infusion_ended is not None:
        yield _("End of the infusion"), _done(record.infusion_ended, plan)
    left = record.left_over
    if left is not None:
        said = [numbers.volume(left.volume_ul), fate_word(left.fate)]
        if left.where is not None:
            said.append(left.where)
        yield _("Left over"), f"{', '.join(said)}; {_done(left.settled, plan)}"


def _papers(record: Record, plan: Plan) -> Iterator[Said]:
    for check in record.second_checks:
        yield _("Second check, {done}").format(done=_done(check.checked, plan)), _check(check)
    for labels in record.label_prints:
        what = _("Labels printed, {done}").format(done=_done(labels.printed, plan))
        words = _("{numbers} of revision {revision}").format(
            numbers=numbers.number_range(labels.labels), revision=labels.revision
        )
        if labels.reprint_reason is not None:
            words = f"{words}, “{labels.reprint_reason}”"
        yield what, words
    if record.written_order is not None:
        order = record.written_order
        yield _("Written order"), f"“{order.text}”; {_done(order.typed, plan)}"
    for reason in record.reasons:
        yield _("Reason for “{evidence}”").format(evidence=reason.evidence), f"“{reason.text}”"


def _check(check: SecondCheck) -> str:
    differ = len(check.differences)
    if not differ:
        return _("revision {revision}, nothing differs").format(revision=check.revision)
    return ngettext(
        "revision {revision}, {count} number differs",
        "revision {revision}, {count} numbers differ",
        differ,
    ).format(revision=check.revision, count=differ)


def _typed(record: Record, plan: Plan) -> Iterator[Said]:
    del plan
    for draft in record.drafts:
        what = _("Typed and not entered, {step}").format(step=_step(draft.step))
        yield what, f"“{draft.words}”"


def _step(step: DraftStep) -> str:
    """What a step does, and for which sites or lot."""
    words = _kind(step.kind)
    if step.sites:
        where = ", ".join(map(site_name, step.sites))
        if len(step.sites) > MOST_SITES:
            count = len(step.sites)
            where = ngettext("{count} site", "{count} sites", count).format(count=count)
        return _("{what} for {where}").format(what=words, where=where)
    return _of_lot(words, step.lot)


def _kind(kind: StepKind) -> str:  # noqa: C901 - one name for each kind
    match kind:
        case StepKind.TAKE_VIALS:
            return _("vials")
        case StepKind.START_THAW:
            return _("start of the thaw")
        case StepKind.END_THAW:
            return _("end of the thaw")
        case StepKind.POOL:
            return _("volume of the pool")
        case StepKind.COUNT:
            return _("count")
        case StepKind.HOLD:
            return _("hold")
        case StepKind.MAKE:
            return _("suspension")
        case StepKind.DRAW:
            return _("drawing")
        case StepKind.LABEL:
            return _("label")
        case StepKind.CHECK:
            return _("check")
        case StepKind.GIVE:
            return _("giving")
        case StepKind.START_INFUSION:
            return _("start of the infusion")
        case StepKind.END_INFUSION:
            return _("end of the infusion")
        case StepKind.LEFT_OVER:
            return _("what was left")
        case _:
            assert_never(kind)
