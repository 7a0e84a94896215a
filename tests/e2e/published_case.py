"""The case that the program comes from, as somebody would state it, and what must come of it."""

from spineplanner.domain.anatomy import Site, sites
from spineplanner.wording.sites import site_name

TYPED = {
    "Name": "EXAMPLE, Published",
    "Record number": "EX-2023",
    "Birth date": "14 Mar 1979",
    "Weight": "82",
    "Date and time: date": "24 Nov 2026",
    "Date and time: time on the 24-hour clock": "09:30",
    "Physician": "Dr A. Example",
    "Room": "room 2",
    "Images 1: images, such as MRI": "MRI",
    "Images 1: taken on": "3 Oct 2026",
    "Recovery": "90",
    "Viability": "85",
    "Lot 1: number": "2291-04",
    "Lot 1: expires": "30 Jun 2027",
    "Lot 1: on hand": "8",
    "Infusion time": "30",
}
ASKED = "Allergies: none known"
COMPARED = "Levels confirmed against the images"
"""Every site that is added asks for it anew."""
PICKED = {
    "Counted from": "up from the sacrum",
    "Lumbar vertebrae": "5",
    "Protocol": "Sharan 2023, one patient",
    "Product": "Cells, 25 million vial",
    "The label counts": "total cells",
    "An ordered cell is": "viable cells",
    "For facet joints": "Plasma-Lyte A",
    "For the epidural space": "Plasma-Lyte A",
    "For the vein": "Plasma-Lyte A",
    "The bag comes": "prefilled",
    "The line is": "flushed afterwards",
    "Anticoagulant": "none",
}
BRUSH = {"Facet: volume": "0.5", "Epidural: volume": "3"}
FACET_NEEDLE = "22 G 90 mm spinal needle"
EPIDURAL_NEEDLE = "18 G 90 mm Tuohy needle"
VEIN_MILLION, BAG_ML = "87", "100"

_LEVELS = ("L2–L3", "L3–L4", "L4–L5", "L5–S1")
FACET_NAMES = tuple(f"{level} facet {side}" for level in _LEVELS for side in ("LEFT", "RIGHT"))
EPIDURAL_NAME = "L4–L5 epidural, interlaminar"

TOTALS = (
    "100 of 100 million assigned",
    "8 million, 8 facets",
    "5 million, epidural",
    "87 million, intravenous",
    "7 mL into the spine",
    "9 + 1 syringes + bag",
    "6 vials to thaw",
)


def place(name: str) -> Site:
    """The site of a name, in a patient with five lumbar vertebrae."""
    return next(site for site in sites(5) if site_name(site) == name)
