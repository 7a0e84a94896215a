#!/usr/bin/env python3
"""Starts SpinePlanner from its checkout or runs its tests, and sets up `.venv` where needed.

python3 run.py [ARGUMENT...]     start the program; without a window it makes the worked example
python3 run.py test [ARGUMENT...]    lint, types, then pytest with these arguments

It needs nothing but Python, and is written so that an old one (3.6) still reads it and says so.
"""

import sys

if not (3, 11) <= sys.version_info[:2] < (3, 15):
    sys.exit("SpinePlanner runs on Python 3.11 to 3.14; this is {}.{}.".format(*sys.version_info))

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
"""This one, with the checkout as the only place to import from besides `.venv`."""

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""The system libraries that Qt loads on Linux, with the Debian package of each."""


class SetUpError(Exception):
    """What stands in the way, in words for the person who started this."""


def main(arguments: Sequence[str]) -> int:
    """Set up what is needed, then start the program or run the tests."""
    try:
        if arguments[:1] == ["test"]:
            set_up(TEST_LOCK)
            return run_tests(arguments[1:])
        set_up(LOCK)
        window = has_display(os.environ, sys.platform)
        return start(program_arguments(arguments, window=window))
    except (SetUpError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. The same command goes on from here.", file=sys.stderr)
        return 130


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether a window can be shown."""
    if platform in {"win32", "darwin"}:
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def program_arguments(arguments: Sequence[str], *, window: bool) -> list[str]:
    """What the program is told: nothing where it shows its window, else at least `demo`."""
    return list(arguments) or ([] if window else ["demo"])


def start(arguments: Sequence[str]) -> int:
    """Become the program, in the folder where the person is; not a module of that folder's."""
    command = [str(PYTHON), "-P", "-m", "spineplanner", *arguments]
    if sys.platform != "win32":
        os.execve(command[0], command, ENVIRONMENT)
    # There, exec would give the prompt back before the program has ended.
    return subprocess.call(command, env=ENVIRONMENT)


CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
}
"""The modules that look at the code without running it, by what they check."""

DOMAIN_TESTS = ["tests/domain", "tests/wording", "tests/solve", "tests/scan"]
"""The tests without a window or a file, which alone cover the whole domain."""

DOMAIN_COVERAGE = [
    "coverage",
    "report",
    "--fail-under=100",
    "--include=spineplanner/domain/*",
    "--show-missing",
    "--skip-covered",
]


def run_tests(arguments: Sequence[str]) -> int:
    """Run the checks and the tests up to the first that fail, and name them."""
    for name, module in CHECKS.items():
        if run_module(name, module):
            return 1
    if arguments:
        return run_module("tests", ["pytest", *arguments])
    return run_all_tests()


def run_module(name: str, module: Sequence[str]) -> int:
    """Run a Python module of `.venv`; name it before, and again where it fails."""
    say(name)
    failed = subprocess.call([str(PYTHON), "-m", *module], cwd=ROOT, env=ENVIRONMENT) != 0
    if failed:
        print(f"Failed: {name}", file=sys.stderr)
    return int(failed)


def run_all_tests() -> int:
    """Run the domain's tests under coverage beside all others: one core for each."""
    command = [str(PYTHON), "-m", "coverage", "run", "-m", "pytest", *DOMAIN_TESTS]
    with tempfile.TemporaryFile() as printed:
        domain = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=printed, stderr=subprocess.STDOUT
        )
        others = [f"--ignore={folder}" for folder in DOMAIN_TESTS]
        try:
            failed = run_module("tests of everything but the domain", ["pytest", *others])
            say("tests of the domain")
            domain_failed = domain.wait()
        finally:
            domain.kill()
            domain.wait()
        printed.seek(0)
        sys.stdout.write(printed.read().decode("utf-8", "replace"))
        sys.stdout.flush()
    if domain_failed:
        print("Failed: tests of the domain", file=sys.stderr)
    if failed or domain_failed:
        return 1
    return run_module("coverage of the domain", DOMAIN_COVERAGE)


def set_up(lock: Path) -> None:
    """Make `.venv` hold what a lock lists, unless its stamp says that it does.

    Raises:
        SetUpError: something is missing that only a person can provide.
    """
    if is_ready(lock):
        return
    with alone():
        if is_ready(lock):  # made by another start while this one waited
            return
        if not can_be_extended():
            make_venv()
        install(lock)
        provide_qt_libraries()
        stamp(lock).write_text(digest(lock))


def stamp(lock: Path) -> Path:
    """The file that says which state of a lock is installed; empty while it is being installed."""
    return VENV / f"{lock.name}.stamp"


def digest(lock: Path) -> str:
    """What an installation depends on: the packages, and the Python they are installed for."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def is_ready(lock: Path) -> bool:
    """Tell whether all that a lock lists is installed."""
    marked = stamp(lock)
    return os.access(PYTHON, os.X_OK) and marked.exists() and marked.read_text() == digest(lock)


def can_be_extended() -> bool:
    """Tell whether a `.venv` is there with nothing in it that is out of date or half installed."""
    stamped = [lock for lock in (LOCK, TEST_LOCK) if stamp(lock).exists()]
    return bool(stamped) and all(map(is_ready, stamped))


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other start of this checkout waiting; the system frees them even if we die."""
    with (ROOT / ".venv.lock").open("w") as file:
        if not try_to_lock(file):
            say("Waiting for another start to finish its set-up")
            while not try_to_lock(file):
                time.sleep(0.2)
        os.set_inheritable(file.fileno(), True)  # a pip that outlives us still keeps others out
        yield


def try_to_lock(file: IO[str]) -> bool:
    """Lock a file until it is closed; False while somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # as POSIX and Windows say that it is taken
        return False
    return True


def make_venv() -> None:
    """Make an empty `.venv`, in the place of any that is there."""
    say("Making .venv")
    if not (find_spec("venv") and find_spec("ensurepip")):
        package = "python{}.{}-venv".format(*sys.version_info)
        if not install_for_debian([package]):
            raise SetUpError(advice("Python's venv module is missing", [package]))
    made = quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        raise SetUpError(f".venv could not be made: {last_line(made.stdout)}")


def install(lock: Path) -> None:
    """Install what a lock lists, every file checked against its hash."""
    say(f"Installing {lock.name}; the first time takes a minute or two")
    stamp(lock).write_text("")
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--quiet"]
    installed = quietly([str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)])
    if installed.returncode:
        raise SetUpError(
            "The packages could not be installed. Is this machine online? "
            f"The same command tries again. pip says: {last_line(installed.stdout)}"
        )


def provide_qt_libraries() -> None:
    """Install what Qt loads from the system, or say how; the command line does without it."""
    if sys.platform != "linux":
        return
    missing = [library for library in QT_LIBRARIES if not loads(library)]
    packages = [QT_LIBRARIES[library] for library in missing]
    if missing and not install_for_debian(packages):
        print(advice(f"The window needs {', '.join(missing)}", packages), file=sys.stderr)


def loads(library: str) -> bool:
    """Tell whether a shared library is here."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_for_debian(packages: Sequence[str]) -> bool:
    """Install packages where that is ours to do; tell whether it was done."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"Installing {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages])
    return all(quietly(["apt-get", *step]).returncode == 0 for step in steps)


def advice(problem: str, packages: Sequence[str]) -> str:
    """What a person can do about missing system packages, on Debian and elsewhere."""
    command = f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"{problem}. On Debian and Ubuntu: {command} (elsewhere, the packages of that kind)."


def quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command, which inherits our lock, and keep what it prints."""
    pipe, same = subprocess.PIPE, subprocess.STDOUT
    return subprocess.run(
        command, stdout=pipe, stderr=same, close_fds=False, text=True, check=False
    )


def last_line(text: str) -> str:
    """The last line that is not empty, where programs put their reason."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "nothing")


def say(stage: str) -> None:
    """Name the stage that begins, beside what the program itself prints."""
    print(f"{stage} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
