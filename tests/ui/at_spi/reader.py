"""Reads the speaker's sites over AT-SPI and prints them as JSON; the system's Python runs it."""

import json
import sys
import time
from typing import Any

import pyatspi  # type: ignore[import-not-found]  # only the system's Python has it

WAIT_S = 25
HEARD: list[str] = []


def find(name: str) -> Any:  # noqa: ANN401 - pyatspi has no types
    """Wait until a program of this name is on the bus."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.name == name:
                return program
        time.sleep(0.2)
    raise SystemExit(f"{name} is not on the bus")


def check_boxes(node: Any) -> list[Any]:  # noqa: ANN401 - pyatspi has no types
    """Every check box below a node."""
    found: list[Any] = []
    for child in node:
        if child.getRole() == pyatspi.ROLE_CHECK_BOX:
            found.append(child)
        found += check_boxes(child)
    return found


def described(box: Any) -> dict[str, object]:  # noqa: ANN401 - pyatspi has no types
    """What a screen reader learns of a site."""
    states = box.getState().getStates()
    extents = box.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return {
        "name": box.name,
        "checked": pyatspi.STATE_CHECKED in states,
        "focusable": pyatspi.STATE_FOCUSABLE in states,
        "width": extents.width,
    }


def hear(event: Any) -> None:  # noqa: ANN401 - pyatspi has no types
    """Note what got the focus; after two, stop listening."""
    if event.detail1 and event.source.getRole() == pyatspi.ROLE_CHECK_BOX:
        HEARD.append(event.source.name)
    if len(HEARD) >= 2:
        pyatspi.Registry.stop()


boxes = check_boxes(find("spine-speaker"))
told = [described(box) for box in boxes]
pyatspi.Registry.registerEventListener(hear, "object:state-changed:focused")
pyatspi.Registry.start()
sys.stdout.write(json.dumps({"sites": told, "heard": HEARD}) + "\n")
