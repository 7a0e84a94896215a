"""A first filling of vials, found without search: largest portions first, each where it fits."""

from collections.abc import Sequence

from spineplanner.solve.program import Filling, Kind


def first_fit(sizes: Sequence[int], demand: Sequence[int], kinds: Sequence[Kind]) -> Filling | None:
    """Fill the vials kind by kind, or return None where this way leads nowhere.

    Args:
        sizes: cells of the portions, from large to small.
        demand: how many portions there are of each size.
        kinds: the vials, in the order in which they are tried.
    """
    vials = [place for place, kind in enumerate(kinds) for _vial in range(kind.count)]
    room = [kinds[place].cells for place in vials]
    filled = [[0] * len(sizes) for _vial in vials]
    for place, size in enumerate(sizes):
        for _portion in range(demand[place]):
            vial = next((number for number, left in enumerate(room) if left >= size), None)
            if vial is None:
                return None
            room[vial] -= size
            filled[vial][place] += 1
    return tuple((kind, tuple(n)) for kind, n in zip(vials, filled, strict=True) if any(n))
