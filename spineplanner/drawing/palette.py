"""How each role looks, in colour and in grey: plain data for screen and paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spineplanner.drawing.shapes import Role

Palette = Mapping[Role, "Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as #rrggbb, opacity from 0 to 1, widths and dashes in pens of the drawing.

    With `fill_below` the fill runs from `fill` at the top of the shape to it at the bottom.
    """

    fill: str | None = None
    fill_below: str | None = None
    opacity: float = 1.0
    line: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


COLOUR: Palette = MappingProxyType(
    {
        Role.BODY: Look("#efe4cc", "#dccdae", line="#b09a6c", width=0.8),
        Role.DISC: Look("#d3e1e8", "#b3c9d4", line="#8fa9b7", width=0.8),
        Role.RIB: Look("#f4ead3", "#e0d0ab", line="#9c8452", width=0.9),
        Role.RIB_END: Look("#cfb487", line="#9c8452", width=0.8),
        Role.LIGAMENT: Look("#f0dda9", "#e6cd8e", line="#b3914e", width=0.7),
        Role.CANAL: Look("#b9a277", line="#8f784a", width=0.7),
        Role.SACRUM: Look("#faf3e2", "#e6d7b5", line="#8f784a", width=1.0),
        Role.FORAMEN: Look("#a99166", "#c2ab7d", line="#8f784a", width=0.7),
        Role.ARCH: Look("#fbf5e6", "#ecdfc1", line="#8f784a", width=1.0),
        Role.SPINOUS: Look("#fffaf0", "#e9d9b4"),
        Role.CAST: Look("#5d4a22", opacity=0.2),
        Role.SHADE: Look("#8a6f37", opacity=0.15),
        Role.LIGHT: Look("#ffffff", opacity=0.5),
        Role.CONTOUR: Look(line="#8f784a", width=0.7),
        Role.JOINT: Look(line="#8fb0c2", width=2.4),
        Role.EDGE: Look(line="#8f784a", width=0.9),
        Role.GRAIN: Look(line="#cba865", width=0.7),
        Role.KEYLINE: Look(line="#ffffff", width=4.0),
        Role.FACET_EMPTY: Look("#ffffff", opacity=0.5, line="#2f78a8", width=1.3),
        Role.FACET_FILLED: Look("#0b68a6", line="#053a5e", width=1.6),
        Role.EPIDURAL_EMPTY: Look("#ffffff", opacity=0.55, line="#97467b", width=1.3, dash=(3, 2)),
        Role.EPIDURAL_FILLED: Look("#943472", line="#571b42", width=1.6),
        Role.EPIDURAL_RING: Look(line="#ffffff", width=0.9, dash=(3, 2)),
        Role.LEADER_CASING: Look(line="#ffffff", width=2.2),
        Role.LEADER: Look(line="#5f6f7e", width=0.8),
        Role.LEADER_END: Look("#5f6f7e"),
        Role.VERTEBRA: Look("#6b5a33"),
        Role.NUMBER: Look("#ffffff"),
        Role.FACET_NUMBER: Look("#0b5c94"),
        Role.EPIDURAL_NUMBER: Look("#862c66"),
        Role.TAG_NAME: Look("#1c2733"),
        Role.TAG_DOSE: Look("#46525f"),
        Role.SIDE_WORD: Look("#1c2733"),
        Role.CAPTION: Look("#46525f"),
    }
)
"""For the screen and for a colour printer, on white."""

GREY: Palette = MappingProxyType(
    {
        Role.BODY: Look("#dcdcdc", "#c8c8c8", line="#8e8e8e", width=0.8),
        Role.DISC: Look("#c4c4c4", "#b0b0b0", line="#858585", width=0.8),
        Role.RIB: Look("#ececec", "#d2d2d2", line="#7a7a7a", width=0.9),
        Role.RIB_END: Look("#a8a8a8", line="#7a7a7a", width=0.8),
        Role.LIGAMENT: Look("#d2d2d2", "#c4c4c4", line="#828282", width=0.7),
        Role.CANAL: Look("#9a9a9a", line="#6c6c6c", width=0.7),
        Role.SACRUM: Look("#f8f8f8", "#e0e0e0", line="#6c6c6c", width=1.0),
        Role.FORAMEN: Look("#8a8a8a", "#a6a6a6", line="#6c6c6c", width=0.7),
        Role.ARCH: Look("#fafafa", "#e6e6e6", line="#6c6c6c", width=1.0),
        Role.SPINOUS: Look("#ffffff", "#e2e2e2"),
        Role.CAST: Look("#000000", opacity=0.2),
        Role.SHADE: Look("#000000", opacity=0.1),
        Role.LIGHT: Look("#ffffff", opacity=0.5),
        Role.CONTOUR: Look(line="#6c6c6c", width=0.7),
        Role.JOINT: Look(line="#9a9a9a", width=2.4),
        Role.EDGE: Look(line="#6c6c6c", width=0.9),
        Role.GRAIN: Look(line="#a2a2a2", width=0.7),
        Role.KEYLINE: Look(line="#ffffff", width=4.0),
        Role.FACET_EMPTY: Look("#ffffff", opacity=0.5, line="#4a4a4a", width=1.3),
        Role.FACET_FILLED: Look("#2b2b2b", line="#000000", width=1.6),
        Role.EPIDURAL_EMPTY: Look("#ffffff", opacity=0.55, line="#4a4a4a", width=1.3, dash=(3, 2)),
        Role.EPIDURAL_FILLED: Look("#646464", line="#000000", width=1.6),
        Role.EPIDURAL_RING: Look(line="#ffffff", width=0.9, dash=(3, 2)),
        Role.LEADER_CASING: Look(line="#ffffff", width=2.2),
        Role.LEADER: Look(line="#4a4a4a", width=0.8),
        Role.LEADER_END: Look("#4a4a4a"),
        Role.VERTEBRA: Look("#4a4a4a"),
        Role.NUMBER: Look("#ffffff"),
        Role.FACET_NUMBER: Look("#111111"),
        Role.EPIDURAL_NUMBER: Look("#111111"),
        Role.TAG_NAME: Look("#111111"),
        Role.TAG_DOSE: Look("#3a3a3a"),
        Role.SIDE_WORD: Look("#111111"),
        Role.CAPTION: Look("#3a3a3a"),
    }
)
"""For a printer without colour."""

DARK: Palette = MappingProxyType(
    {
        **COLOUR,
        Role.FACET_EMPTY: Look("#ffffff", opacity=0.6, line="#1f6797", width=1.3),
        Role.EPIDURAL_EMPTY: Look("#ffffff", opacity=0.65, line="#8a3a6e", width=1.3, dash=(3, 2)),
        Role.LEADER_CASING: Look(line="#18232c", width=3.4),
        Role.LEADER: Look(line="#a7b7c3", width=1.0),
        Role.LEADER_END: Look("#a7b7c3"),
        Role.VERTEBRA: Look("#d9c9a0"),
        Role.FACET_NUMBER: Look("#7cc0f2"),
        Role.EPIDURAL_NUMBER: Look("#eba3ce"),
        Role.TAG_NAME: Look("#e8eff4"),
        Role.TAG_DOSE: Look("#b4c2cd"),
        Role.SIDE_WORD: Look("#e8eff4"),
        Role.CAPTION: Look("#b4c2cd"),
    }
)
"""For a dark window: the same bones and signs, and words and leaders that stand out from it.

A leader is light with a dark casing, so that it shows on bone as well as beside it.
"""
