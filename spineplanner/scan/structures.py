"""Cuts an ISBT 128 string into its data structures by their identifiers and lengths."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spineplanner.domain.scanning import ScanFault, ScanRefused

DONATION = "="
"""The identifier of a donation number, whose second sign belongs to its content."""

COMPOUND = "=+"
"""The identifier of a compound message: how many structures follow, and in which order."""

_FACILITY = r"[A-NP-Z1-9][A-NP-Z0-9]{4}"
_DAY, _MOMENT = r"\d{6}", r"\d{10}"

_FORMS: dict[str, tuple[int, str]] = {
    DONATION: (15, _FACILITY + r"\d{8}[0-9A-HJ-NPR-Y]{2}"),
    "=%": (4, r"[A-Za-z0-9]{2}[A-Z0-9]{2}"),
    "=<": (8, r"[A-Z][A-Z0-9]{4}[A-Za-z0-9][A-Z0-9][A-Za-z0-9]"),
    "=>": (6, _DAY),
    "&>": (10, _MOMENT),
    "=*": (6, _DAY),
    "&*": (10, _MOMENT),
    "=}": (6, _DAY),
    "&}": (10, _MOMENT),
    "&(": (5, r"[A-Z0-9]{5}"),
    "=\\": (18, r"[0-9A-Za-z]{18}"),
    "&\\": (18, r"[0-9A-Za-z]{18}"),
    "&{": (18, r"[0-9A-Za-z]{18}"),
    "=)": (10, r"[0-9A-Za-z]{10}"),
    "&)": (10, r"[0-9A-Za-z]{10}"),
    "=;": (21, r"[0-9A-Za-z]{21}"),
    "='": (11, r"[0-9A-Za-z]{11}"),
    "=-": (10, r"[0-9A-Za-z]{10}"),
    "&-": (10, r"[0-9A-Za-z]{10}"),
    COMPOUND: (5, r"\d{5}"),
    "=#": (10, r"[0-9A-Za-z]{2}\d{8}"),
    "&#": (4, r"[0-9A-Za-z]{2}\d{2}[^=&]*"),
    "=]": (6, _DAY),
    '&"': (18, r"[0-9A-Za-z]{18}"),
    "=$": (16, r"[0-9A-Za-z]{16}"),
    "&$": (2, r"\d{2}[0-9A-Za-z]*"),
    "&%": (3, r"\d{3}[0-9A-Za-z]*"),
    "=(": (16, r"[0-9A-Za-z]{16}"),
    "=,": (6, r"[A-Z0-9]{6}"),
    "&+": (11, r"[0-9A-Za-z]{11}"),
    "=/": (16, r"[A-NP-Z0-9]{5}[A-Z0-9]{11}"),
    "&,1": (18, r"[A-Z0-9]{18}"),
    "&,2": (18, r"[A-Z0-9]{18}"),
    "&,4": (40, r"[^=&]{40}"),
    "&:": (19, r"[0-9A-Za-z]{19}"),
    "&/": (15, r"CH" + _FACILITY + r"\d{8}"),
}
"""By identifier: the length of the content, and its form. Retired structures are not listed."""

_MORE = {"&#": (2, 1), "&$": (0, 14), "&%": (0, 10)}
"""Where the content goes on: from which sign its count is read, and the length of each item."""

_OF_A_PATIENT = frozenset(["=#", "&#"])
"""What these hold is not repeated in a refusal."""


@dataclass(frozen=True, slots=True)
class Structure:
    """One data structure, its content without the identifier."""

    identifier: str
    content: str


def structures(text: str) -> Iterator[Structure | ScanRefused]:
    """Yield the structures in order; the first that can't be read is refused and ends them."""
    at = 0
    while at < len(text):
        identifier = _identifier(text[at : at + 3])
        if isinstance(identifier, ScanRefused):
            yield identifier
            return
        start = at + len(identifier)
        content = _content(identifier, text[start:])
        yield content if isinstance(content, ScanRefused) else Structure(identifier, content)
        if isinstance(content, ScanRefused):
            return
        at = start + len(content)
        if at < len(text) and text[at] not in "=&":
            yield ScanRefused(ScanFault.GOES_ON, identifier)
            return


def _identifier(signs: str) -> str | ScanRefused:
    if re.match("=[A-NP-Z1-9]", signs):
        return DONATION
    for length in (2, 3):
        if len(signs) >= length and signs[:length] in _FORMS:
            return signs[:length]
    if len(signs) < 2 or signs == "&,":
        return ScanRefused(ScanFault.ENDS_EARLY, signs)
    found = signs if signs.startswith("&,") else signs[:2]
    return ScanRefused(ScanFault.UNKNOWN_IDENTIFIER, found)


def _content(identifier: str, rest: str) -> str | ScanRefused:
    """Cut the content off; what is cut short by the next identifier has ended early."""
    length, form = _FORMS[identifier]
    head = rest[:length]
    if identifier in _MORE and head[_MORE[identifier][0] :].isdigit() and len(head) == length:
        first, each = _MORE[identifier]
        length += int(head[first:]) * each
    content = rest[:length]
    told = "" if identifier in _OF_A_PATIENT else re.split("[=&]", content, maxsplit=1)[0]
    if len(content) < length or re.search("[=&]", content):
        return ScanRefused(ScanFault.ENDS_EARLY, identifier, told)
    if not re.fullmatch(form, content):
        return ScanRefused(ScanFault.NOT_ALLOWED, identifier, told)
    return content
