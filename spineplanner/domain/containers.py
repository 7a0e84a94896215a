"""From aliquots to numbered syringes and bags, and which of them share a suspension."""

from collections.abc import Mapping, Sequence
from math import gcd

from spineplanner.domain.formulary import Bench, Formulary
from spineplanner.domain.mixing import Batch, letter_at, residual
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.preparation import Bagged, Container, Drawn
from spineplanner.domain.refusals import AliquotIncomplete, TooLargeForASyringe
from spineplanner.domain.scale import mark_at_or_above, smallest_holding

Volumes = Drawn | Bagged
_Refused = AliquotIncomplete | TooLargeForASyringe


def fill_container(aliquot: Aliquot, plan: Plan, formulary: Formulary) -> Volumes | _Refused:
    """Work out the volumes of one syringe or bag.

    A syringe is drawn to the mark for what is given and what the needle keeps, measured up; a
    bag is made to what is given and what an unflushed line keeps.
    """
    needle = formulary.needle(aliquot.needle)
    kept_ul = plan.infusion.kept_ul
    missing = [name for name in ("cells", "volume_ul") if getattr(aliquot, name) is None]
    if aliquot.is_bag:
        missing += ["line"] if kept_ul is None else []
    else:
        missing += ["needle"] if needle is None else []
    if missing or aliquot.volume_ul is None:
        return AliquotIncomplete(aliquot.site, tuple(missing))
    if needle is None:
        return Bagged(aliquot.volume_ul, kept_ul or 0)
    needle_ul = needle.keeps_ul + aliquot.extension_ul
    through = aliquot.volume_ul + needle_ul
    syringe = smallest_holding(through, 1, formulary.syringes)
    if syringe is None:
        largest = formulary.syringes[-1].capacity_ul
        return TooLargeForASyringe(aliquot.site, through, largest)
    mark = mark_at_or_above(through, 1, formulary.syringes)
    return Drawn(aliquot.volume_ul, needle_ul, mark, syringe.hub_ul, syringe)


def batches(
    containers: Sequence[Container],
    plan: Plan,
    bench: Bench,
    lots: Mapping[int, str | None],
    *,
    apart: bool = False,
) -> tuple[Batch, ...]:
    """Gather the containers that share a suspension, in order of first use.

    Syringes with exactly equal cells per volume, the same diluent and the same lot share one;
    each bag is one of its own, and so is each syringe where vials are kept `apart`. `lots` has
    the lot of each container by its number. Containers whose volumes are unknown are left out.
    """
    shared: dict[tuple[object, ...], list[Container]] = {}
    for container in containers:
        aliquot = container.aliquot
        if container.volumes is not None and aliquot.cells and aliquot.volume_ul:
            alone = apart or aliquot.is_bag
            kinship = (
                (container.number,)
                if alone
                else (
                    *_ratio(aliquot),
                    plan.diluents.of(container.site.route),
                    lots[container.number],
                )
            )
            shared.setdefault(kinship, []).append(container)
    return tuple(
        _batch(letter_at(position), members, plan, bench, lots[members[0].number])
        for position, members in enumerate(shared.values())
    )


def _ratio(aliquot: Aliquot) -> tuple[int, int]:
    cells, volume = aliquot.cells or 0, aliquot.volume_ul or 1
    common = gcd(cells, volume)
    return cells // common, volume // common


def _batch(
    letter: str, members: list[Container], plan: Plan, bench: Bench, lot: str | None
) -> Batch:
    first = members[0].aliquot
    taken = sum(member.taken_ul for member in members)
    needed = taken if first.is_bag else taken + residual(taken, bench)
    return Batch(
        letter=letter,
        numbers=tuple(member.number for member in members),
        bag=first.is_bag,
        diluent=plan.diluents.of(first.site.route),
        lot=lot,
        concentration=_ratio(first),
        needed=(needed.numerator, needed.denominator),
        taken_ul=taken,
    )
