"""Where the files that come with the program are, in a checkout, a wheel and a frozen build."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """Find a file or folder below `assets`; without parts, find `assets` itself.

    An installed program, by wheel or frozen, has its assets inside the package; a checkout has
    them beside it.

    Raises:
        FileNotFoundError: this installation lacks it; the message says where it was looked for.
    """
    places = [home.joinpath("assets", *parts) for home in (_PACKAGE, _PACKAGE.parent)]
    for place in places:
        if place.exists():
            return place
    looked_for = " or ".join(map(str, places))
    raise FileNotFoundError(f"This installation of SpinePlanner is incomplete: no {looked_for}")
