"""A screen reader's own bus brings the sites: read back over AT-SPI on a virtual display."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SESSION = Path(__file__).parent / "at_spi" / "session.sh"
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")

pytestmark = pytest.mark.long


def _has_pyatspi() -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    asked = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    ran = subprocess.run(asked, capture_output=True, check=False)  # noqa: S603 - our own command
    return ran.returncode == 0


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual display of its own; where there is none, or no bus, the test is skipped."""
    xvfb, session = shutil.which("Xvfb"), shutil.which("dbus-run-session")
    if xvfb is None or session is None or not LAUNCHER.exists() or not _has_pyatspi():
        pytest.skip("no Xvfb, session bus, AT-SPI or pyatspi here")
    reading, writing = os.pipe()
    server = subprocess.Popen(  # noqa: S603 - a command of our own
        [xvfb, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def test_sites_and_the_moving_focus_reach_the_bus(display: str) -> None:
    ran = subprocess.run(  # noqa: S603 - a command of our own
        [
            shutil.which("dbus-run-session") or "",
            "--",
            "sh",
            str(SESSION),
            sys.executable,
            SYSTEM_PYTHON,
        ],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    sites = {site["name"]: site for site in told["sites"]}
    assert len(sites) == 37
    filled = sites["L4–L5 facet LEFT, 1 million cells, syringe 5"]
    assert filled["checked"]
    assert filled["focusable"]
    assert filled["width"] > 8
    assert not sites["caudal epidural, empty"]["checked"]
    assert set(told["heard"]) == {
        "L4–L5 facet LEFT, 1 million cells, syringe 5",
        "L5–S1 facet LEFT, 1 million cells, syringe 7",
    }
