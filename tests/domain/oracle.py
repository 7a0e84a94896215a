"""The preparation sums done a second time, naively and slowly, to hold the program against.

Written from the maths alone: plain loops, fractions throughout, a scan of every tenth of a per
cent where the program searches. It knows plans that state everything, and is told which lot a
suspension comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from spineplanner.domain.formulary import Basis, Formulary, Syringe
from spineplanner.domain.plan import Aliquot, Plan
from spineplanner.domain.record import Count

TUBE_REFUSALS = {"TooSmallToMeasure", "TooLargeForTheTube"}
DMSO_MG_PER_UL = Fraction(110, 100)


@dataclass
class Tube:
    """One suspension: whose it is, and what goes into it."""

    numbers: tuple[int, ...]
    bag: bool
    lot: str | None
    concentration: Fraction
    needed: Fraction
    stock: int = 0
    diluent: int = 0
    strength: Fraction = Fraction(0)
    refusal: str | None = None

    @property
    def achieved(self) -> Fraction:
        return self.stock * self.strength / (self.stock + self.diluent)


@dataclass
class Answer:
    """What a plan needs, as this second sum finds it."""

    marks: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    tubes: list[Tube] = field(default_factory=list)
    refusals: set[str] = field(default_factory=set)
    totals: dict[str | None, int] = field(default_factory=dict)
    vials: dict[str | None, int] = field(default_factory=dict)
    left_over: dict[str | None, int] = field(default_factory=dict)
    cells_left_over: Fraction = Fraction(0)
    label_vials: int = 0
    label_short: Fraction = Fraction(0)


def syringe_for(volume: Fraction, syringes: list[Syringe]) -> Syringe | None:
    for syringe in sorted(syringes, key=lambda syringe: syringe.capacity_ul):
        if syringe.capacity_ul >= volume:
            return syringe
    return None


def measured(volume: Fraction, syringes: list[Syringe], to_mark: Callable[[Fraction], int]) -> int:
    """Read a volume on the scale of its syringe, in fills above the largest one."""
    largest = max(syringes, key=lambda syringe: syringe.capacity_ul)
    full = max(0, ceil(volume / largest.capacity_ul) - 1) * largest.capacity_ul
    volume -= full
    syringe = largest if full else syringe_for(volume, syringes)
    assert syringe is not None
    reading = to_mark(volume / syringe.graduation_ul) * syringe.graduation_ul
    assert reading <= syringe.capacity_ul
    return full + reading


def up(volume: Fraction, syringes: list[Syringe]) -> int:
    return measured(volume, syringes, ceil)


def nearest(volume: Fraction, syringes: list[Syringe]) -> int:
    return measured(volume, syringes, lambda marks: floor(marks + Fraction(1, 2)))


def next_mark(volume: int, syringes: list[Syringe]) -> int:
    return up(volume + Fraction(1, 1000), syringes)


def basis_factor(held: Basis, wanted: Basis, viability: Fraction) -> Fraction:
    if held is Basis.TOTAL and wanted is Basis.VIABLE:
        return viability
    if held is Basis.VIABLE and wanted is Basis.TOTAL:
        return 1 / viability
    return Fraction(1)


class Sums:
    """The sums of one plan under one set of shares."""

    def __init__(self, plan: Plan, formulary: Formulary, counts: tuple[Count, ...] = ()) -> None:
        self.plan, self.formulary, self.bench = plan, formulary, formulary.bench
        self.counts = {count.lot: count for count in counts}
        product = formulary.product(plan.supply.product)
        assert product is not None
        assert product.label_cells is not None
        assert product.fill_ul is not None
        assert product.withdrawable_ul is not None
        self.label_cells, self.fill = product.label_cells, product.fill_ul
        self.withdrawable = product.withdrawable_ul
        self.vial = product.withdrawable_ul + plan.supply.thaw_diluent_ul
        self.dmso = product.dmso_bp
        self.several_pools = False
        self.measuring = [syringe for syringe in formulary.syringes if syringe.measures]

    def count(self, lot: str | None) -> Count | None:
        """The pool's own count, or one of the only pool there is."""
        return self.counts.get(lot) or (None if self.several_pools else self.counts.get(None))

    def strength(self, lot: str | None) -> Fraction:
        supply, count = self.plan.supply, self.count(lot)
        assert supply.label_basis is not None
        assert supply.dose_basis is not None
        assert supply.recovery_bp is not None
        assert supply.viability_bp is not None
        if count is not None:
            share = Fraction(count.viability_bp, 10_000)
            return Fraction(count.cells_per_ml, 1_000) * basis_factor(
                count.basis, supply.dose_basis, share
            )
        share = Fraction(supply.viability_bp, 10_000)
        undiluted = Fraction(self.withdrawable, self.vial)
        thawed = Fraction(self.label_cells, self.fill) * Fraction(supply.recovery_bp, 10_000)
        return thawed * basis_factor(supply.label_basis, supply.dose_basis, share) * undiluted

    def mark(self, aliquot: Aliquot) -> tuple[int, int] | None:
        """The mark to draw to and what is taken; None where no syringe is large enough."""
        needle = self.formulary.needle(aliquot.needle)
        assert needle is not None
        assert aliquot.volume_ul is not None
        wanted = Fraction(aliquot.volume_ul + needle.keeps_ul + aliquot.extension_ul)
        syringe = syringe_for(wanted, list(self.formulary.syringes))
        if syringe is None:
            return None
        mark = ceil(wanted / syringe.graduation_ul) * syringe.graduation_ul
        return mark, mark + syringe.hub_ul

    def mix(self, tube: Tube) -> None:
        """Find stock and diluent of a suspension, or why there are none."""
        tube.strength = self.strength(tube.lot)
        if tube.concentration > tube.strength:
            tube.refusal = "StockTooDilute"
        elif tube.bag:
            self.mix_bag(tube)
        else:
            self.mix_tube(tube)

    def mix_bag(self, tube: Tube) -> None:
        volume = tube.needed
        exact = tube.concentration * volume / tube.strength
        tube.stock = nearest(exact, self.measuring)
        while tube.stock > volume:
            tube.stock = int(volume) - int(volume) % self.graduation(int(volume))
        tube.diluent = int(volume) - tube.stock
        if exact < self.bench.smallest_ul or tube.stock < self.bench.smallest_ul:
            tube.refusal = "TooSmallToMeasure"

    def graduation(self, volume: int) -> int:
        syringe = syringe_for(Fraction(volume), self.measuring)
        return (syringe or self.measuring[-1]).graduation_ul

    def mix_tube(self, tube: Tube) -> None:
        smallest = self.bench.smallest_ul
        exact = tube.concentration * tube.needed / tube.strength
        stock = up(max(exact, Fraction(smallest)), self.measuring)
        diluent = self.diluent(stock, tube)
        while stock + diluent < tube.needed:
            stock = next_mark(stock, self.measuring)
            diluent = self.diluent(stock, tube)
        tube.stock, tube.diluent = stock, diluent
        if stock + diluent > self.bench.tube_ul:
            small = exact < smallest and tube.needed <= self.bench.tube_ul
            tube.refusal = "TooSmallToMeasure" if small else "TooLargeForTheTube"

    def diluent(self, stock: int, tube: Tube) -> int:
        smallest = up(Fraction(self.bench.smallest_ul), self.measuring)
        exact = stock * tube.strength / tube.concentration - stock
        if exact >= smallest:
            return nearest(exact, self.measuring)
        return smallest if smallest - exact <= exact else 0

    def tubes(self, lots: Mapping[int, str | None], taken: Mapping[int, int]) -> list[Tube]:
        """Sort the containers into suspensions, in order of first use."""
        groups: dict[object, list[int]] = {}
        for number, aliquot in enumerate(self.plan.aliquots, start=1):
            if number not in taken:
                continue
            assert aliquot.cells is not None
            assert aliquot.volume_ul is not None
            key: object = (
                Fraction(aliquot.cells, aliquot.volume_ul),
                self.plan.diluents.of(aliquot.site.route),
                lots.get(number),
            )
            groups.setdefault(number if aliquot.is_bag else key, []).append(number)
        return [self.tube(tuple(numbers), lots, taken) for numbers in groups.values()]

    def tube(
        self, numbers: tuple[int, ...], lots: Mapping[int, str | None], taken: Mapping[int, int]
    ) -> Tube:
        first = self.plan.aliquots[numbers[0] - 1]
        assert first.cells is not None
        assert first.volume_ul is not None
        total = Fraction(sum(taken[number] for number in numbers))
        overfill = max(
            Fraction(self.bench.residual_ul), total * Fraction(self.bench.overfill_bp, 10_000)
        )
        return Tube(
            numbers=numbers,
            bag=first.is_bag,
            lot=lots.get(numbers[0]),
            concentration=Fraction(first.cells, first.volume_ul),
            needed=total if first.is_bag else total + overfill,
        )

    def answer(self, lots: Mapping[int, str | None]) -> Answer:
        """All the sums, for containers that come from these lots."""
        answer = Answer()
        self.several_pools = len(set(lots.values())) > 1
        for number, aliquot in enumerate(self.plan.aliquots, start=1):
            if aliquot.is_bag:
                assert aliquot.volume_ul is not None
                kept = self.plan.infusion.kept_ul
                assert kept is not None
                answer.taken[number] = aliquot.volume_ul + kept
                continue
            drawn = self.mark(aliquot)
            if drawn is None:
                answer.refusals.add("TooLargeForASyringe")
                continue
            answer.marks[number], answer.taken[number] = drawn
        if not self.plan.aliquots:
            answer.refusals.add("NoAliquots")
        answer.tubes = self.tubes(lots, answer.taken)
        for tube in answer.tubes:
            self.mix(tube)
            if tube.refusal:
                answer.refusals.add(tube.refusal)
        if answer.refusals <= TUBE_REFUSALS:
            self.vials(answer)
        return answer

    def vials(self, answer: Answer) -> None:
        fixed = self.bench.count_sample_ul + self.bench.pool_residual_ul
        for tube in answer.tubes:
            answer.totals[tube.lot] = answer.totals.get(tube.lot, fixed) + tube.stock
        for lot, total in answer.totals.items():
            count = self.count(lot)
            if count is None:
                answer.vials[lot] = ceil(Fraction(total, self.vial))
                available = answer.vials[lot] * self.vial
            else:
                answer.vials[lot] = count.vials
                available = count.pool_ul + self.bench.count_sample_ul
                if total - self.bench.count_sample_ul > count.pool_ul:
                    answer.refusals.add("NotEnoughVials")
            answer.left_over[lot] = available - total
            answer.cells_left_over += answer.left_over[lot] * self.strength(lot)
        ordered = sum(aliquot.cells or 0 for aliquot in self.plan.aliquots)
        answer.label_vials = ceil(Fraction(ordered, self.label_cells))
        whole = sum(answer.totals.values())
        answer.label_short = max(Fraction(0), 1 - Fraction(answer.label_vials * self.vial, whole))

    def local_dmso(self, tube: Tube) -> Fraction:
        """The share of a suspension that is cryoprotectant."""
        assert self.dmso is not None
        undiluted = Fraction(self.withdrawable, self.vial)
        share = Fraction(tube.stock, tube.stock + tube.diluent)
        return share * undiluted * Fraction(self.dmso, 10_000)


def lowest_serving(
    plan: Plan, formulary: Formulary, lots: Mapping[int, str | None], *, share: str
) -> int:
    """The lowest tenth of a per cent of that share with no more vials of any lot than now.

    Whether the tubes would hold it all is not asked: it is the vials that serve.
    """
    now = Sums(plan, formulary).answer(lots).vials
    present: int = getattr(plan.supply, share)
    lowest = ceil(Fraction(present, 10))
    for permille in range(lowest, 0, -1):
        other = plan.replace(supply=plan.supply.replace(**{share: permille * 10}))
        answer = Sums(other, formulary).answer(lots)
        if answer.refusals - TUBE_REFUSALS or any(answer.vials[lot] > now[lot] for lot in now):
            break
        lowest = permille
    return lowest
