"""Findings in sentences: what and where, why with its source, and what to do."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from spineplanner.domain.anatomy import Route, Site
from spineplanner.domain.findings import (
    Alike,
    AllergicTo,
    AtSite,
    CanNotPrepare,
    CellsAbove,
    CellsTimes,
    CountedStrength,
    CountedViability,
    CryoprotectantAbove,
    DiluentUsed,
    DoseOff,
    EntryUnknown,
    Evidence,
    Finding,
    KeptApart,
    LimitsNotSet,
    LocalCryoprotectant,
    LotExpired,
    LotsMixed,
    NoSpare,
    NotStated,
    OutOfBalance,
    PoolAbove,
    ProtocolModified,
    Reading,
    ServesDownTo,
    SidesDiffer,
    SmallReading,
    Thin,
    TooCranial,
    TotalOff,
    Unprintable,
    UseBy,
    VolumeAbove,
)
from spineplanner.domain.formulary import Certainty
from spineplanner.domain.rules import Rule, Severity
from spineplanner.wording import numbers
from spineplanner.wording.advice import advice
from spineplanner.wording.basis import basis_word
from spineplanner.wording.fields import field_name, field_names, limit_names
from spineplanner.wording.lots import of_lot
from spineplanner.wording.refusals import refusal_sentence
from spineplanner.wording.sites import level_name, site_name
from spineplanner.wording.translate import _, ngettext


def severity_word(severity: Severity) -> str:
    """What a finding asks for."""
    match severity:
        case Severity.STOP:
            return _("STOP")
        case Severity.CONFIRM:
            return _("CONFIRM")
        case Severity.NOTE:
            return _("NOTE")
        case _:
            assert_never(severity)


def finding_title(finding: Finding) -> str:
    """Say what was found, and where."""
    said = _said(finding.rule, finding.evidence)
    if finding.site is None or isinstance(finding.evidence, CanNotPrepare):
        return said
    return _("{site}: {said}").format(site=site_name(finding.site), said=said)


def finding_titles(findings: Sequence[Finding], numbers_of: Mapping[Site, int]) -> list[str]:
    """Say several findings, each once: sites of which the same is said are named together.

    Args:
        findings: of one severity or sorted by it.
        numbers_of: the number of each site's container.
    """
    alike: dict[tuple[Rule, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, _said(finding.rule, finding.evidence)), []).append(finding)
    return [
        finding_title(group[0]) if len(group) == 1 else _together(said, group, numbers_of)
        for (_rule, said), group in alike.items()
    ]


def _together(said: str, group: Sequence[Finding], numbers_of: Mapping[Site, int]) -> str:
    found = sorted(numbers_of[finding.site] for finding in group if finding.site is not None)
    if not found:
        return said
    which = numbers.number_range(tuple(found))
    return _("Numbers {which}: {said}").format(which=which, said=said)


def finding_advice(finding: Finding) -> str:
    """Say why it matters, where that comes from and how sure it is, and what to do."""
    advised = advice(finding.rule)
    if finding.source is None:
        return advised
    return _("{advice} Source: {source} ({certainty}).").format(
        advice=advised,
        source=finding.source.text.removesuffix("."),
        certainty=certainty_words(finding.source.certainty),
    )


def certainty_words(certainty: Certainty) -> str:
    """How sure a figure is."""
    match certainty:
        case Certainty.READ:
            return _("read at the source")
        case Certainty.SECOND_HAND:
            return _("second-hand")
        case Certainty.BACKGROUND:
            return _("common knowledge, no source read")
        case Certainty.INFERRED:
            return _("inferred or chosen")
        case Certainty.CLINIC:
            return _("set by the clinic")
        case Certainty.EXAMPLE:
            return _("example only")
        case _:
            assert_never(certainty)


def _routes(routes: tuple[Route, ...]) -> str:
    words = {
        Route.FACET: _("facet"),
        Route.EPIDURAL: _("epidural"),
        Route.INTRAVENOUS: _("intravenous"),
    }
    return ", ".join(words[route] for route in routes)


def _said(rule: Rule, evidence: Evidence) -> str:  # noqa: C901 - one sentence for each evidence
    match evidence:
        case NotStated(fields=fields):
            return _("Not stated: {fields}.").format(fields=field_names(fields))
        case EntryUnknown(field=field, id=id):
            return _("The formulary has no “{id}” ({field}).").format(
                id=id, field=field_name(field)
            )
        case CanNotPrepare(refusal=refusal):
            return refusal_sentence(refusal)
        case LotExpired(number=number, last_day=last_day, procedure=procedure):
            return _("Lot {number} expires {last}, before the procedure on {day}.").format(
                number=number, last=numbers.day(last_day), day=numbers.day(procedure)
            )
        case LotsMixed(numbers=lots):
            return _("Cells of several lots: {lots}.").format(lots=", ".join(lots))
        case AtSite():
            return _at_site(rule)
        case AllergicTo(component=component, of=of):
            return _("Allergy to {component}, a component of {of}.").format(
                component=component, of=of
            )
        case DiluentUsed():
            return _diluent(rule, evidence)
        case VolumeAbove() | CellsAbove() | CellsTimes() | DoseOff() | TotalOff():
            return _amount(rule, evidence)
        case TooCranial(highest=highest):
            return _("cervical interlaminar epidural; the limit is {highest}.").format(
                highest=level_name(highest)
            )
        case ProtocolModified(protocol=protocol):
            return _("The plan is modified from {protocol}.").format(protocol=protocol)
        case CryoprotectantAbove(mg_per_kg=mg_per_kg, limit=limit):
            return _("DMSO {amount} mg/kg, above {limit} mg/kg.").format(
                amount=numbers.decimal(
                    mg_per_kg, places=numbers.places_above(mg_per_kg, limit, places=0)
                ),
                limit=numbers.decimal(limit, places=0),
            )
        case LocalCryoprotectant(letter=letter, share=share, limit_bp=limit_bp):
            return _("Suspension {letter} holds {share} DMSO, above {limit}.").format(
                letter=letter,
                share=numbers.per_cent(share, places=_places_above(share, limit_bp)),
                limit=numbers.per_cent_bp(limit_bp),
            )
        case SmallReading():
            return _small(evidence)
        case Thin(letter=letter, concentration=concentration):
            return _("Suspension {letter} holds only {cells} million/mL.").format(
                letter=letter, cells=numbers.concentration(concentration)
            )
        case NoSpare(vials=vials):
            return ngettext(
                "The {vials} vial on hand is needed, none is spare.",
                "All {vials} vials on hand are needed, none is spare.",
                vials,
            ).format(vials=vials)
        case Alike(letters=letters):
            return _("Suspensions {letters} print alike.").format(letters=", ".join(letters))
        case KeptApart():
            return _kept_apart(evidence)
        case ServesDownTo(permille=permille, vials=vials):
            return ngettext(
                "{vials} vial serves down to a viability of {viability}.",
                "{vials} vials serve down to a viability of {viability}.",
                vials,
            ).format(vials=vials, viability=numbers.decimal_permille(permille))
        case SidesDiffer(levels=levels):
            return _("Left and right differ at {levels}.").format(
                levels=", ".join(level_name(level) for level in levels)
            )
        case LimitsNotSet(limits=limits):
            return _("No limit is set for {limits}.").format(limits=limit_names(limits))
        case Unprintable(field=field, characters=characters):
            return _("Characters that the sheet can't print, in {field}: {which}.").format(
                field=field_name(field), which=", ".join(f"U+{ord(c):04X}" for c in characters)
            )
        case OutOfBalance(of=of, missing_ul=missing_ul):
            return _out_of_balance(of, numbers.volume(missing_ul))
        case CountedViability(viability_bp=viability_bp, least_bp=least_bp, lot=lot):
            said = _("Counted viability {viability}, below {least}.").format(
                viability=numbers.per_cent_bp(viability_bp), least=numbers.per_cent_bp(least_bp)
            )
            return of_lot(lot, said)
        case CountedStrength(lot=lot):
            return of_lot(lot, _counted(rule, evidence))
        case PoolAbove(lot=lot):
            return of_lot(lot, _pool_above(rule, evidence))
        case UseBy(at=at):
            return _use_by(rule, numbers.moment(at))
        case _:
            # What words the day takes longer to load than a sheet without one takes to be worded.
            from spineplanner.wording.findings_day import day_evidence_sentence

            return day_evidence_sentence(evidence)


def _out_of_balance(letter: str | None, volume: str) -> str:
    if letter is None:
        return _("The sums of the stock are off by {volume}.").format(volume=volume)
    return _("Suspension {letter} is short of what is taken by {volume}.").format(
        letter=letter, volume=volume
    )


def _at_site(rule: Rule) -> str:
    if rule is Rule.EPIDURAL_LEVEL_OPEN:
        return _("The protocol's epidural has no level yet.")
    if rule is Rule.GIVEN_UNCHECKED:
        return _("it went to the patient, and nobody else had checked it.")
    return _("the epidural space was not reviewed on images at this level.")


def _diluent(rule: Rule, used: DiluentUsed) -> str:
    routes = _routes(used.routes) or _("at the thaw")
    if used.diluent is None:
        return _("No diluent is chosen: {routes}.").format(routes=routes)
    if rule is Rule.DILUENT_PRESERVATIVE:
        message = _("{diluent} is not listed as preservative-free: {routes}.")
    elif rule is Rule.DILUENT_ROUTE:
        message = _("{diluent} is not listed for this route: {routes}.")
    else:
        message = _("{diluent} has no protein: {routes}.")
    return message.format(diluent=used.diluent, routes=routes)


def _amount(
    rule: Rule, evidence: VolumeAbove | CellsAbove | CellsTimes | DoseOff | TotalOff
) -> str:
    match evidence:
        case VolumeAbove(give_ul=give, pushed_ul=pushed, limit_ul=limit):
            return _("{give} ({pushed} pushed to zero), above {limit}.").format(
                give=numbers.volume(give),
                pushed=numbers.volume(pushed),
                limit=numbers.volume(limit),
            )
        case CellsAbove(cells=cells, limit=limit):
            return _("{cells}, above {limit}.").format(
                cells=numbers.cells(cells), limit=numbers.cells(limit)
            )
        case CellsTimes(cells=cells, of=of):
            if rule is Rule.CELLS_ABOVE_PROTOCOL:
                message = _("{cells}, where the protocol gives {of}.")
            else:
                message = _("{cells}, where its siblings get {of}.")
            return message.format(cells=numbers.cells(cells), of=numbers.cells(of))
        case DoseOff(given=given, pushed=pushed, limit_bp=limit_bp):
            places = _places_above(max(abs(given), abs(pushed)), limit_bp)
            return _("the dose is off by {given}, pushed to zero {pushed}.").format(
                given=numbers.signed_per_cent(given, places=places),
                pushed=numbers.signed_per_cent(pushed, places=places),
            )
        case TotalOff(ordered=ordered, target=target):
            return _("{ordered} ordered, the target is {target}.").format(
                ordered=numbers.cells(ordered), target=numbers.cells(target)
            )
        case _:
            assert_never(evidence)


def _places_above(share: Fraction, limit_bp: int) -> int:
    """How many decimals of a per cent show that a share is above its limit."""
    return numbers.places_above(share * 100, Fraction(limit_bp, 100), places=1)


def _small(evidence: SmallReading) -> str:
    match evidence.reading:
        case Reading.STOCK:
            message = _("Stock of suspension {of}: {volume} in a {size} syringe.")
        case Reading.DILUENT:
            message = _("Diluent of suspension {of}: {volume} in a {size} syringe.")
        case Reading.MARK:
            message = _("drawn to {volume} in a {size} syringe.")
        case _:
            assert_never(evidence.reading)
    return message.format(
        of=evidence.of,
        volume=numbers.volume(evidence.volume_ul),
        size=numbers.volume(evidence.capacity_ul),
    )


def _counted(rule: Rule, evidence: CountedStrength) -> str:
    if rule is Rule.COUNT_ABOVE_FROZEN:
        message = _("Counted {counted} million {basis}/mL, more than was frozen ({planned}).")
    else:
        message = _("Counted {counted} million {basis}/mL, planned {planned}.")
    counted, planned = numbers.beside(evidence.counted / 1000, evidence.planned / 1000)
    return message.format(counted=counted, planned=planned, basis=basis_word(evidence.basis))


def _pool_above(rule: Rule, evidence: PoolAbove) -> str:
    if rule is Rule.POOL_ABOVE_VIALS:
        message = ngettext(
            "The pool is said to be {pool}: {vials} vial can’t hold more than {held}.",
            "The pool is said to be {pool}: {vials} vials can’t hold more than {held}.",
            evidence.vials,
        )
    else:
        message = ngettext(
            "The pool is said to be {pool}: {vials} vial is filled with {held}.",
            "The pool is said to be {pool}: {vials} vials are filled with {held}.",
            evidence.vials,
        )
    return message.format(
        pool=numbers.volume(evidence.pool_ul),
        vials=evidence.vials,
        held=numbers.volume(evidence.held_ul),
    )


def _use_by(rule: Rule, at: str) -> str:
    if rule is Rule.USE_BY_PASSED:
        return _("The thawed stock had to be used by {at}.").format(at=at)
    if rule is Rule.INFUSION_LATE:
        return _("The infusion had to begin by {at} to end in time.").format(at=at)
    return _("The thawed stock must be used by {at}.").format(at=at)


def _kept_apart(evidence: KeptApart) -> str:
    said = ngettext(
        "{protocol} keeps vials apart: {vials} vial, each syringe from one.",
        "{protocol} keeps vials apart: {vials} vials, each syringe from one.",
        evidence.vials,
    ).format(protocol=evidence.protocol, vials=evidence.vials)
    if not evidence.fewest:
        said = _("{said} Whether fewer would do is not known.").format(said=said)
    if evidence.followed is False:
        said = _("{said} The vials that were chosen do not serve any more.").format(said=said)
    return said
