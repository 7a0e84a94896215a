"""Starts the program: the window where nothing else is asked for, else one command."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Start what is asked for, without loading what is not needed for it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        from spineplanner.app import main as open_planner

        return open_planner([])
    if given in (["demo"], ["--self-test"]):
        from spineplanner.app.demo import main as show_example

        return show_example(self_test=given == ["--self-test"])
    from spineplanner.cli import main as run_command

    return run_command(given)


if __name__ == "__main__":
    sys.exit(main())
