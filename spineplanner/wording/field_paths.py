"""Where in a document a field is, as people say it, with the key by which the file spells it."""

from spineplanner.wording.fields import field_name, is_field
from spineplanner.wording.translate import _

_SHOWN = 80
"""As much of a file's own key as a message repeats."""


def place_words(place: tuple[str | int, ...]) -> str:
    """Name a field: "aliquot 3, volume (volume_ul, in whole microlitres)".

    Entries of a list are counted from 1.
    """
    words: list[str] = []
    for index, part in enumerate(place):
        if place[:1] == ("number",):
            words.append(_("plan number"))  # elsewhere a number is a lot's
        elif isinstance(part, int):
            words[-1] = _entry(str(place[index - 1]), part + 1)
        elif part != "plan" or len(place) == 1:
            words.append(_key_words(part, last=index == len(place) - 1))
    return ", ".join(words) or _("the document")


def _entry(listed: str, number: int) -> str:
    single = _SINGLE.get(listed)
    if single is not None:
        return _(single).format(number=number)
    return _("{field}, entry {number}").format(field=_bare(listed), number=number)


def _key_words(key: str, *, last: bool) -> str:
    """Name a field; the one that is wrong also by its key and unit."""
    words = _bare(key)
    if not last or words == key:
        return words
    units = [_(unit) for suffix, unit in _UNITS.items() if key.endswith(suffix)]
    return f"{words} ({', '.join([key[:_SHOWN], *units])})"


def _bare(key: str) -> str:
    """What people call a field: the listed words, or its key without unit and underscores."""
    if is_field(key):
        return field_name(key)
    words = key
    for suffix in _UNITS:
        words = words.removesuffix(suffix)
    return words.replace("_", " ")[:_SHOWN]


_UNITS = {
    "_ul": "in whole microlitres",
    "_bp": "in hundredths of a per cent",
    "_g": "in whole grams",
    "_mm": "in whole millimetres",
    "_um": "in whole micrometres",
}

_SINGLE = {
    "aliquots": "aliquot {number}",
    "studies": "images {number}",
    "lots": "lot {number}",
    "reasons": "reason {number}",
    "counts": "count {number}",
    "products": "product {number}",
    "protocols": "protocol {number}",
    "doses": "dose {number}",
    "syringes": "syringe {number}",
    "needles": "needle {number}",
    "diluents": "diluent {number}",
    "allergens": "allergen {number}",
    "limits": "limit {number}",
}
