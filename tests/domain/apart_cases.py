"""The published case under a protocol that forbids pooling, and the clinic that has it."""

from functools import cache

from spineplanner.domain.anatomy import VEIN, Level, Side, Site, SiteKind, sites
from spineplanner.domain.formulary import Basis, Formulary
from spineplanner.domain.plan import Aliquot, Expiry, Lot, Plan
from spineplanner.domain.record import Count
from tests.domain.cases import MILLION, NEEDLE, aliquot, clinic, ordering

PROTOCOL = "kept-apart"
LEVELS = (Level.L2_L3, Level.L3_L4, Level.L4_L5, Level.L5_S1)


@cache
def apart_clinic() -> Formulary:
    """The clinic with a protocol that forbids pooling and says nothing else."""
    blank = clinic().protocol("blank")
    assert blank is not None
    own = blank.replace(id=PROTOCOL, name="EXAMPLE, vials apart", pooling=False)
    return clinic().replace(protocols=(*clinic().protocols, own))


def apart_plan(*aliquots: Aliquot, **supply: object) -> Plan:
    """An order under that protocol, of a label that counts total cells."""
    plan = ordering(*aliquots).replace(protocol=PROTOCOL)
    return plan.replace(supply=plan.supply.replace(label_basis=Basis.TOTAL, **supply))


def published(**supply: object) -> Plan:
    """Eight facets of 1 million, an epidural of 5 and a bag of 87, as maths.md has them.

    The epidural's needle keeps as much as those of the facets here, and 20 uL of tubing.
    """
    facets = [
        aliquot(Site(SiteKind.FACET, level, side), MILLION, 500)
        for level in LEVELS
        for side in (Side.LEFT, Side.RIGHT)
    ]
    epidural = Aliquot(
        site=Site(SiteKind.EPIDURAL, Level.L4_L5),
        cells=5 * MILLION,
        volume_ul=3_000,
        needle=NEEDLE,
        extension_ul=20,
    )
    return apart_plan(*facets, epidural, aliquot(VEIN, 87 * MILLION, 100_000), **supply)


def lot(number: str, on_hand: int | None, month: int = 6) -> Lot:
    """A lot that expires in some month of 2027."""
    return Lot(number=number, expiry=Expiry(year=2027, month=month), on_hand=on_hand)


def counted(cells_per_ml: int, *, vials: int, pool_ul: int, of: str | None = None) -> Count:
    """A count of viable cells."""
    return Count(
        cells_per_ml=cells_per_ml,
        basis=Basis.VIABLE,
        viability_bp=8500,
        vials=vials,
        pool_ul=pool_ul,
        lot=of,
    )


def unfit_for_first_fit(**supply: object) -> Plan:
    """Eight facets that take 1.7, 1.7, 1.5, 1.3, 1.3, 0.88, 0.66 and 0.66 mL of stock.

    Vials of 3.3 mL: 1.7 + 1.5, 1.7 + 0.88 + 0.66 and 1.3 + 1.3 + 0.66 are three; the largest
    first, each where it fits, needs four.
    """
    facets = (site for site in sites(5) if site.kind is SiteKind.FACET)
    doses = (
        (7_000_000, 2_000),
        (7_000_000, 2_000),
        (6_200_000, 2_000),
        (5_300_000, 2_000),
        (5_300_000, 2_000),
        (3_200_000, 1_000),
        (2_400_000, 1_000),
        (2_400_000, 1_000),
    )
    ordered = (aliquot(site, *dose) for site, dose in zip(facets, doses, strict=False))
    return apart_plan(*ordered, **supply)
