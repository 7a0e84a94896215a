"""The sheets that the tests of this folder look at: the worked example, and plans made from it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache, partial

from spineplanner.domain.anatomy import VEIN, LumbarCount, Site, SiteKind, sites
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Basis, ContainerKind, Formulary
from spineplanner.domain.plan import Aliquot, Expiry, Lot, Plan, Study
from spineplanner.domain.prepare import prepare
from spineplanner.domain.record import Count, Record
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.paper.fonts import unprintable
from spineplanner.resources import asset
from spineplanner.store.formulary import read_formulary

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)
LITERAL = '#import "x" *b* $x$ <b>x</b> \\n _i_ `r` @a -> 2x3 [c] // //c ~ --'
"""What a person may type and a template must not take for markup."""
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Maximiliana Konstanzia Theodora"


def worked() -> Envelope:
    """The worked example as it is shipped."""
    return Envelope.model_validate_json(asset("examples", "worked-example.json").read_bytes())


def with_plan(**changes: object) -> Envelope:
    """The worked example with some fields of its plan changed."""
    return worked().replace(plan=worked().plan.replace(**changes))


def aliquot(site: Site) -> Aliquot:
    """A usual aliquot for a site."""
    match site.kind:
        case SiteKind.VEIN:
            return Aliquot(
                site=site, cells=87_000_000, volume_ul=100_000, container=ContainerKind.BAG
            )
        case SiteKind.FACET:
            return Aliquot(site=site, cells=1_000_000, volume_ul=500, needle="spinal-22g-90mm")
        case _:
            return Aliquot(site=site, cells=5_000_000, volume_ul=3_000, needle="tuohy-18g-90mm")


def filled(chosen: Iterable[Site], lumbar_count: LumbarCount = 5, on_hand: int = 40) -> Envelope:
    """The worked example with the usual aliquots at other sites."""
    plan = worked().plan
    return with_plan(
        aliquots=tuple(aliquot(site) for site in chosen),
        counting=plan.counting.replace(lumbar_count=lumbar_count),
        supply=plan.supply.replace(lots=(plan.supply.lots[0].replace(on_hand=on_hand),)),
    )


def everywhere(lumbar_count: LumbarCount) -> Envelope:
    """An aliquot at every site of such a patient."""
    return filled(sites(lumbar_count), lumbar_count)


def first_facets(number: int, *more: Site) -> Envelope:
    """So many lumbar facets from below, and other sites."""
    facets = [site for site in sites(5) if site.kind is SiteKind.FACET]
    return filled([*facets[-number:], *more])


def twenty() -> Envelope:
    """Twenty aliquots in one region: all of the lumbar spine, and the vein."""
    chosen = [s for s in sites(5) if s.region is not None and s.region.value == "lumbar"]
    return filled([*chosen, VEIN])


def twenty_mixed() -> Envelope:
    """Twenty aliquots in both regions."""
    facets = [site for site in sites(5) if site.kind is SiteKind.FACET]
    epidurals = [site for site in sites(5) if site.kind is SiteKind.EPIDURAL]
    return filled([*facets[4:22], epidurals[-2], VEIN])


def counted() -> Envelope:
    """The worked example after its count, a little better than planned."""
    count = Count(
        cells_per_ml=6_100_000,
        basis=Basis.TOTAL,
        viability_bp=8600,
        vials=6,
        pool_ul=21_400,
        method="trypan blue",
        counted_at=datetime(2026, 11, 24, 8, 5, tzinfo=UTC),
        counted_by="B. Example",
    )
    return worked().replace(
        record=Record(
            thaw_started_at=datetime(2026, 11, 24, 7, 50, tzinfo=UTC),
            thaw_ended_at=datetime(2026, 11, 24, 7, 54, tzinfo=UTC),
            counts=(count,),
        )
    )


def counted_untimed() -> Envelope:
    """The worked example after its count, where nobody has entered when it was thawed."""
    record = counted().record.replace(thaw_started_at=None, thaw_ended_at=None)
    return counted().replace(record=record)


def wordy() -> Envelope:
    """Names, notes and reasons as long as fields allow, of words that ask for line breaks."""
    plan = worked().plan
    sentence = "A long reason, typed in full by somebody careful. "
    return with_plan(
        patient=plan.patient.replace(
            name=LONG, record_number="EX-" + "0123456789" * 3, allergies=("penicillin", LONG)
        ),
        procedure=plan.procedure.replace(physician=LONG, clinic=LONG, room=LONG, study_number=LONG),
        counting=plan.counting.replace(
            studies=(Study(images=LONG, taken_on=datetime(2026, 10, 3, tzinfo=UTC).date()),) * 2
        ),
        reasons=(plan.reasons[0].replace(text=(sentence * 3)[:120]),),
        notes=(sentence * 40)[:2000],
    )


def literal() -> Envelope:
    """Markup in every field that a person types."""
    plan = worked().plan
    return with_plan(
        patient=plan.patient.replace(name=LITERAL, record_number=LITERAL, allergies=(LITERAL,)),
        procedure=plan.procedure.replace(
            physician=LITERAL, clinic=LITERAL, room=LITERAL, study_number=LITERAL
        ),
        reasons=(plan.reasons[0].replace(text=LITERAL),),
        notes=LITERAL,
    )


def many_lots() -> Envelope:
    """Eight lots of a few vials each, mixed as the plan allows."""
    plan = worked().plan
    lots = tuple(
        Lot(
            number=f"22{index}-0{index}", expiry=Expiry(year=2027, month=index, day=None), on_hand=5
        )
        for index in range(1, 9)
    )
    return with_plan(supply=plan.supply.replace(lots=lots, may_mix_lots=True))


def unflushed(kept_ul: int) -> Envelope:
    """The worked example with a line that keeps so much of the bag."""
    infusion = worked().plan.infusion
    return with_plan(infusion=infusion.replace(line_flushed=False, line_kept_ul=kept_ul))


def empty() -> Envelope:
    """A plan in which nothing is stated but one site without a dose."""
    site = next(iter(sites(5)))
    return worked().replace(plan=Plan(aliquots=(Aliquot(site=site),)), sample=False)


SCENES = {
    "worked": worked,
    "counted": counted,
    "counted-untimed": counted_untimed,
    "one-facet": lambda: first_facets(1),
    "vein": lambda: filled([VEIN]),
    "twenty": twenty,
    "twenty-mixed": twenty_mixed,
    "four-lumbar": lambda: everywhere(4),
    "all-38": lambda: everywhere(5),
    "all-41": lambda: everywhere(6),
    "wordy": wordy,
    "literal": literal,
    "many-lots": many_lots,
    "line-15-ml": lambda: unflushed(15_000),
    "line-25-ml": lambda: unflushed(25_000),
    "empty": empty,
}


BREAKS = {
    f"{number}-facets{'-and-vein' if more else ''}": partial(first_facets, number, *more)
    for number in range(4, 21)
    for more in ((), (VEIN,))
}
"""Plans by their number of rows, for where pages break."""


@cache
def formulary() -> Formulary:
    """The formulary as it is shipped."""
    return read_formulary(asset("formulary"))


@cache
def sheet(scene: str, kind: SheetKind = SheetKind.PREPARATION) -> Worksheet:
    """Compose one of the scenes."""
    envelope = (SCENES | BREAKS)[scene]()
    preparation = prepare(envelope.plan, formulary(), envelope.record.counts)
    findings = check(
        envelope.plan, formulary(), preparation, envelope.record, NOW, printable=unprintable
    )
    return compose(
        envelope, formulary(), preparation, findings, kind=kind, now=NOW, by="B. Example"
    )
