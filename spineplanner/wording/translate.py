"""All words for people go through gettext; English is the source."""

import gettext

DOMAIN = "spineplanner"
"""What catalogues are called: assets/locale/<language>/LC_MESSAGES/spineplanner.mo."""

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(catalogue: gettext.NullTranslations) -> None:
    """Speak from another catalogue from now on."""
    global _catalogue  # noqa: PLW0603 - one language for the whole program, chosen at its start
    _catalogue = catalogue


def _(message: str) -> str:
    """Translate a whole message."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate a whole message that depends on a number."""
    return _catalogue.ngettext(one, many, number)
