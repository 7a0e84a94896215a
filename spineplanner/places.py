"""Where this program keeps what belongs to a clinic, on every system."""

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "SPINEPLANNER_HOME"
"""The environment variable that puts everything into one folder of the user's choice."""


def data_folder() -> Path:
    """The folder of plans and of the clinic's own formulary; it need not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "data"
    return platformdirs.user_data_path("spineplanner", appauthor=False)


def log_folder() -> Path:
    """The folder of the program's log; it need not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "logs"
    return platformdirs.user_log_path("spineplanner", appauthor=False)
