"""Labels in words: what each line of a label says, and why labels are refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from spineplanner.domain.anatomy import Route, Site, SiteKind
from spineplanner.domain.envelope import SheetState
from spineplanner.domain.label_stock import Adjustment, LabelStock, Misfit, Rank
from spineplanner.domain.labels import (
    CannotBePrinted,
    DoesNotFit,
    Label,
    LabelLine,
    LabelRefusal,
    LabelSheet,
    NoSuchContainers,
    NotPrepared,
    OffThePage,
    OrderSuperseded,
    PatientNotIdentified,
    ReasonMissing,
    StartBeyondPage,
)
from spineplanner.domain.plan import Patient
from spineplanner.wording import numbers
from spineplanner.wording.basis import basis_word
from spineplanner.wording.reading_labels import write_length
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sheet.head import state_word
from spineplanner.wording.sheet.segments import Blank, Line, line
from spineplanner.wording.sites import level_name, site_name
from spineplanner.wording.translate import _, ngettext


@dataclass(frozen=True, slots=True)
class LabelText:
    """The words of one label, line by line; blanks are for a hand.

    `content` and `times` are pieces that may share a line of the label or not.
    """

    route: Line
    count: Line
    site: Line
    cells: Line
    give: Line
    draw: Line
    planned: str
    patient: str
    identifiers: tuple[str, ...]
    content: tuple[Line, ...]
    times: tuple[Line, ...]
    plan: str
    state: str
    reprint: str


def label_text(label: Label, sheet: LabelSheet, *, brief: bool = False) -> LabelText:
    """Word one label; briefly, for small ones, with a single identifier beside the name."""
    head = sheet.head
    return LabelText(
        route=line("{route}", route=route_word(label.route)),
        count=_count(label, sheet),
        site=_site(label, sheet),
        cells=_cells(label, sheet),
        give=_give(label),
        draw=_draw(label, measured=sheet.measured),
        planned="" if sheet.measured else _("PLANNED"),
        patient=sheet.patient.name or "",
        identifiers=_identifiers(sheet.patient)[: 1 if brief else None],
        content=_content(label, brief=brief),
        times=_times(sheet, brief=brief),
        plan=_("{number} rev {revision} {code}").format(
            number=head.number, revision=head.revision, code=head.code
        ),
        state="" if head.state is SheetState.APPROVED else state_word(head.state),
        reprint=_("REPRINT") if label.again else "",
    )


def route_word(route: Route | None) -> str:
    """The way in, in capitals; of a spare label, that it is one."""
    match route:
        case Route.FACET:
            return _("FACET")
        case Route.EPIDURAL:
            return _("EPIDURAL")
        case Route.INTRAVENOUS:
            return _("INTRAVENOUS")
        case None:
            return _("SPARE")
        case _:
            assert_never(route)


def _count(label: Label, sheet: LabelSheet) -> Line:
    number = Blank.BRIEF if label.number is None else str(label.number)
    return line(_("{number} of {count}"), number=number, count=str(sheet.containers))


def _site(label: Label, sheet: LabelSheet) -> Line:
    """Name the site in full; the route stands above or before it, and is not said twice."""
    if label.row is None:
        return line(_("Route, site {site}"), site=Blank.LONG)
    aliquot = label.row.container.aliquot
    bag = aliquot.is_bag
    return line("{site}", site=_site_words(aliquot.site, sheet.infusion_minutes, bag=bag))


def _site_words(site: Site, minutes: int | None, *, bag: bool) -> str:
    level = level_name(site.level) if site.level else ""
    match site.kind:
        case SiteKind.FACET:
            return site_name(site)
        case SiteKind.EPIDURAL:
            return _("{level} interlaminar").format(level=level)
        case SiteKind.CAUDAL:
            return _("caudal")
        case SiteKind.VEIN if not bag:
            return _("vein, syringe")
        case SiteKind.VEIN:
            return (
                _("vein, bag, {minutes} min").format(minutes=minutes) if minutes else _("vein, bag")
            )
        case _:
            assert_never(site.kind)


def _cells(label: Label, sheet: LabelSheet) -> Line:
    cells = label.row.container.aliquot.cells if label.row else None
    return line(
        _("{number} million {basis} cells"),
        number=numbers.millions(cells) if cells else Blank.BRIEF,
        basis=basis_word(sheet.basis),
    )


def _give(label: Label) -> Line:
    volume = label.row.container.aliquot.volume_ul if label.row else None
    return line(_("Give {volume} mL"), volume=numbers.ml(volume) if volume else Blank.BRIEF)


def _draw(label: Label, *, measured: bool) -> Line:
    """The mark to draw to: a bag has none, and before the count it is left to a hand."""
    if label.row is None:
        return line(_("Draw to {mark} mL"), mark=Blank.BRIEF)
    if label.row.drawn is None:
        return []
    mark = numbers.ml(label.row.drawn.mark_ul) if measured else Blank.BRIEF
    return line(_("Draw to {mark} mL"), mark=mark)


def _identifiers(patient: Patient) -> tuple[str, ...]:
    record, born = patient.record_number, patient.birth_date
    return (
        *([_("MRN {number}").format(number=record)] if record else []),
        *([_("born {day}").format(day=numbers.day(born))] if born else []),
    )


def _content(label: Label, *, brief: bool) -> tuple[Line, ...]:
    letter = label.row.container.letter if label.row else None
    lots = ", ".join(label.lots)
    return (
        line(
            _("From {letter}") if brief else _("Suspension {letter}"), letter=letter or Blank.BRIEF
        ),
        _source(lots, label.vials),
        line("{diluent}", diluent=label.diluent.name)
        if label.diluent
        else line(_("diluent {name}"), name=Blank.SHORT),
    )


def _source(lots: str, vials: tuple[int, ...]) -> Line:
    """The lot, and the vials of it where they are kept apart."""
    lot = lots or Blank.SHORT
    if not vials:
        return line(_("lot {number}"), number=lot)
    message = ngettext("lot {number} vial {vials}", "lot {number} vials {vials}", len(vials))
    return line(message, number=lot, vials=numbers.number_range(vials))


def _times(sheet: LabelSheet, *, brief: bool) -> tuple[Line, ...]:
    blank = Blank.SHORT if brief else Blank.LONG
    by = numbers.moment(sheet.use_by) if sheet.use_by else blank
    use_by = line(_("Use by {moment}"), moment=by)
    prepared = line(_("Prepared {clock}"), clock=Blank.SHORT)
    initials = line(_("Initials {first} {second}"), first=Blank.BRIEF, second=Blank.BRIEF)
    return (prepared, use_by, initials) if brief else (use_by, prepared, initials)


def trial_sentences(stock: LabelStock, adjustment: Adjustment) -> tuple[str, ...]:
    """What a test sheet says: how to use it, and what it was printed with."""
    return (
        _("{stock}.").format(stock=stock.name),
        _("Print at actual size and hold it against a sheet of labels before the light."),
        _("Offset {x} mm right, {y} mm down; scale {scale}.").format(
            x=numbers.ml(adjustment.offset_x_um),
            y=numbers.ml(adjustment.offset_y_um),
            scale=numbers.per_cent_bp(adjustment.scale_bp),
        ),
        _("Scale: 100 times the ruler’s length, by the length that you measure."),
    )


def misfit_sentence(misfit: Misfit, rank: Rank) -> str:
    """Say why labels can't lie on their page so, with the figures."""
    match misfit:
        case Misfit.PITCH_MISSING:
            return _("Say how far each label begins from the one before.")
        case Misfit.OVERLAP:
            return _(
                "The labels overlap: they begin every {pitch} mm and measure {size} mm."
            ).format(pitch=write_length(rank.pitch_um or 0), size=write_length(rank.label_um))
        case Misfit.OFF_PAGE:
            return _("The last label ends at {end} mm; the page ends at {page} mm.").format(
                end=write_length(rank.end_um), page=write_length(rank.page_um)
            )
        case _:
            assert_never(misfit)


def stock_changed_sentence(name: str) -> str:
    """Say that a label stock was not kept because somebody else has changed it."""
    return _(
        "Somebody else has changed the label stock “{name}” meanwhile. Nothing was kept; close "
        "this and look at it again."
    ).format(name=name)


def _line_name(part: LabelLine) -> str:  # noqa: C901 - one name for each part
    match part:
        case LabelLine.ROUTE:
            return _("route")
        case LabelLine.SITE:
            return _("site")
        case LabelLine.CELLS:
            return _("cells")
        case LabelLine.VOLUMES:
            return _("volumes")
        case LabelLine.PATIENT:
            return _("patient’s name")
        case LabelLine.IDENTIFIER:
            return _("second identifier")
        case LabelLine.CONTENT:
            return _("suspension, lot and diluent")
        case LabelLine.TIMES:
            return _("times and initials")
        case LabelLine.PLAN:
            return _("plan number")
        case LabelLine.WHOLE:
            return _("whole text")
        case _:
            assert_never(part)


def _label_name(number: int | None) -> str:
    return _("a spare label") if number is None else _("label {number}").format(number=number)


def refusals_summary(refusals: Sequence[LabelRefusal]) -> str:
    """Say the first reason, and how many more there are."""
    more = len(refusals) - 1
    first = label_refusal_sentence(refusals[0])
    if more == 0:
        return first
    rest = ngettext("{more} more like it.", "{more} more like it.", more).format(more=more)
    return f"{first} {rest}"


def label_refusal_sentence(refusal: LabelRefusal) -> str:
    """Say why labels are not printed, and what to do."""
    match refusal:
        case PatientNotIdentified():
            return _(
                "A label needs the patient’s name and a record number or birth date. State them."
            )
        case NotPrepared(refusals=refusals):
            because = " ".join(refusal_sentence(each) for each in refusals)
            return (
                _("Labels need a preparation that can be computed. {because}")
                .format(because=because)
                .strip()
            )
        case OrderSuperseded(revision=revision):
            return _(
                "Revision {revision} is superseded. Print the labels of the current revision."
            ).format(revision=revision)
        case NoSuchContainers(numbers=which, containers=containers):
            return _("There is no container {numbers}; the plan has 1 to {containers}.").format(
                numbers=numbers.number_range(which), containers=containers
            )
        case ReasonMissing(numbers=which):
            return ngettext(
                "Label {numbers} was printed before. Say why it is printed again.",
                "Labels {numbers} were printed before. Say why they are printed again.",
                len(which),
            ).format(numbers=numbers.number_range(which))
        case StartBeyondPage(start=start, per_page=per_page):
            return _("The page has no label {start}: start at 1 to {per_page}.").format(
                start=start, per_page=per_page
            )
        case OffThePage(stock=stock):
            return _(
                "With this offset and scale some labels of {stock} would lie off the page. "
                "Choose smaller ones."
            ).format(stock=stock)
        case DoesNotFit(number=number, line=part, stock=stock):
            return _(
                "{stock}: {label} has no room for this: {line}. Choose larger labels; "
                "nothing is cut or printed smaller."
            ).format(label=_label_name(number), line=_line_name(part), stock=stock)
        case CannotBePrinted(number=number, line=part, characters=characters):
            return _(
                "On {label} this can’t be printed: {line} ({characters}). "
                "Write it in other letters."
            ).format(
                label=_label_name(number),
                line=_line_name(part),
                characters=", ".join(f"U+{ord(character):04X}" for character in characters),
            )
        case _:
            assert_never(refusal)
