"""Starts the program: the window where nothing else is asked for, else one command."""

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Start what is asked for, without loading what is not needed for it."""
    # Pydantic would look for plug-ins among all installed packages; none is ours.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        from spineplanner.app import main as open_planner

        return open_planner([])
    if given in (["demo"], ["--self-test"]):
        from spineplanner.app.demo import main as show_example

        return show_example(self_test=given == ["--self-test"])
    return _command(given)


def _command(given: Sequence[str]) -> int:
    """Run one command, which ends before it pays to look for memory that is no longer used."""
    gc.disable()
    from spineplanner.cli import main as run_command

    try:
        return run_command(given)
    finally:
        gc.freeze()  # Python would look through all there is once more as it ends.


if __name__ == "__main__":
    sys.exit(main())
