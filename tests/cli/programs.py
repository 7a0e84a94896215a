"""Starts the program in a process of its own, as a person's shell does."""

import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "assets/examples/worked-example.json"


def start(
    *argv: str | Path,
    cwd: Path = ROOT,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> "subprocess.Popen[bytes]":
    """Start `python -m spineplanner`."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "spineplanner", *map(str, argv)],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "SPINEPLANNER_HOME": str(cwd / "home"), "LC_ALL": "C"},
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def shell(command: str, *, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run a line of shell in which $SP is the program and $PLAN the worked example."""
    return subprocess.run(  # noqa: S603 - a line of ours
        ["/bin/sh", "-c", command],
        cwd=cwd,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "SPINEPLANNER_HOME": str(cwd / "home"),
            "SP": f"{sys.executable} -m spineplanner",
            "PLAN": str(PLAN),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
