"""Starts the program: `python -m spineplanner`."""

import sys

from spineplanner.cli import main

if __name__ == "__main__":
    sys.exit(main())
