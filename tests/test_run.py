"""The launcher: what it decides, on a checkout of its own."""

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest

import run


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks and a `.venv` that has a Python, and nothing installed yet."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    for name, place in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": python,
        "LOCK": tmp_path / "requirements.lock",
        "TEST_LOCK": tmp_path / "requirements-dev.lock",
    }.items():
        monkeypatch.setattr(run, name, place)
    run.LOCK.write_text("one==1\n")
    run.TEST_LOCK.write_text("one==1\ntwo==2\n")
    return tmp_path


def install_all(lock: Path) -> None:
    run.stamp(lock).write_text(run.digest(lock))


def names_of(lock: str) -> set[str]:
    lines = Path(run.__file__).with_name(lock).read_text().splitlines()
    return {line.split(" ")[0] for line in lines if "==" in line}


@pytest.mark.usefixtures("checkout")
def test_a_venv_is_ready_only_when_its_stamp_is_that_of_the_lock() -> None:
    assert not run.is_ready(run.LOCK)
    install_all(run.LOCK)
    assert run.is_ready(run.LOCK)
    assert not run.is_ready(run.TEST_LOCK)


@pytest.mark.usefixtures("checkout")
def test_a_changed_lock_is_installed_into_a_new_venv() -> None:
    install_all(run.LOCK)
    run.LOCK.write_text("one==2\n")
    assert not run.is_ready(run.LOCK)
    assert not run.can_be_extended()


@pytest.mark.usefixtures("checkout")
def test_another_python_is_another_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    install_all(run.LOCK)
    monkeypatch.setattr(sys, "version", "3.14.0 (of another build)")
    assert not run.is_ready(run.LOCK)


@pytest.mark.usefixtures("checkout")
def test_the_tools_of_the_tests_are_added_to_a_sound_venv() -> None:
    install_all(run.LOCK)
    assert run.can_be_extended()


@pytest.mark.usefixtures("checkout")
def test_a_venv_whose_making_was_cut_short_is_made_again() -> None:
    assert not run.can_be_extended(), "nothing says that its pip is whole"
    install_all(run.LOCK)
    run.stamp(run.TEST_LOCK).touch()
    assert not run.can_be_extended(), "an empty stamp is an installation that never ended"


@pytest.mark.usefixtures("checkout")
def test_a_venv_whose_python_is_gone_is_made_again() -> None:
    install_all(run.LOCK)
    run.PYTHON.unlink()
    run.PYTHON.symlink_to("no-such-python")
    assert not run.is_ready(run.LOCK)
    assert not run.can_be_extended()


@pytest.mark.usefixtures("checkout")
def test_a_start_with_everything_installed_runs_no_other_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install_all(run.LOCK)
    monkeypatch.setattr(run, "quietly", lambda command: pytest.fail(f"ran {command}"))
    run.set_up(run.LOCK)


@pytest.mark.usefixtures("checkout")
def test_a_failed_installation_says_why_and_is_not_stamped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(command: list[str]) -> SimpleNamespace:
        failed = "pip" in command
        return SimpleNamespace(returncode=int(failed), stdout="WARNING: x\nERROR: no network\n\n")

    monkeypatch.setattr(run, "quietly", fail)
    assert run.main([]) == 1
    assert "online? The same command tries again. pip says: ERROR: no network" in (
        capsys.readouterr().err
    )
    assert not run.is_ready(run.LOCK)
    assert not run.can_be_extended()


def test_a_second_set_up_waits_for_the_first(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (checkout / "other").open("w") as first, (checkout / "other").open("w") as second:
        assert run.try_to_lock(first)
        assert not run.try_to_lock(second)
        first.close()
        assert run.try_to_lock(second)
    with run.alone():
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_window_needs_a_display(
    environment: dict[str, str], platform: str, *, shown: bool
) -> None:
    assert run.has_display(environment, platform) is shown


def test_without_a_window_the_start_makes_the_worked_example() -> None:
    assert run.program_arguments([], window=False) == ["demo"]
    assert run.program_arguments([], window=True) == []
    assert run.program_arguments(["check", "-"], window=False) == ["check", "-"]


def test_missing_libraries_are_named_with_the_one_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(run, "install_for_debian", lambda _packages: False)
    run.provide_qt_libraries()
    said = capsys.readouterr().err
    assert "libEGL.so.1" in said
    assert "sudo apt-get install -y --no-install-recommends libegl1 " in said
    assert "libgl1" not in said


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not run.loads("libspine.so.41")


def test_nobody_but_root_is_asked_to_install_system_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(run, "quietly", lambda command: pytest.fail(f"ran {command}"))
    assert not run.install_for_debian(["libgl1"])


class Processes:
    """Stands in for subprocess: notes what is run, and fails what it is told to."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.ran: list[str] = []

    def call(self, command: list[str], **_options: object) -> int:
        self.ran.append(" ".join(command[2:]))
        return int(any(word in self.ran[-1] for word in self.failing))

    def popen(
        self, command: list[str], *, stdout: IO[bytes], **_options: object
    ) -> SimpleNamespace:
        stdout.write(b"1803 passed\n")
        code = self.call(command)
        return SimpleNamespace(wait=lambda: code, kill=lambda: None)


def processes(monkeypatch: pytest.MonkeyPatch, *failing: str) -> Processes:
    made = Processes(*failing)
    monkeypatch.setattr(subprocess, "call", made.call)
    monkeypatch.setattr(subprocess, "Popen", made.popen)
    return made


def test_the_first_check_that_fails_is_named_and_the_last_one_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = processes(monkeypatch, "mypy")
    assert run.run_tests([]) == 1
    assert [command.split()[0] for command in made.ran] == ["ruff", "ruff", "mypy"]
    assert capsys.readouterr().err.endswith("Failed: types\n")


def test_a_whole_run_is_held_to_full_coverage_of_the_domain(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = processes(monkeypatch)
    assert run.run_tests([]) == 0
    assert made.ran[-1].startswith("coverage report --fail-under=100")
    folders = " ".join(run.DOMAIN_TESTS)
    assert f"coverage run -m pytest {folders}" in made.ran
    assert "1803 passed" in capsys.readouterr().out


def test_a_whole_run_leaves_no_test_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = processes(monkeypatch)
    run.run_tests([])
    [others] = [command for command in made.ran if command.startswith("pytest")]
    assert others.split()[1:] == [f"--ignore={folder}" for folder in run.DOMAIN_TESTS]
    for folder in run.DOMAIN_TESTS:
        assert (Path(run.__file__).parent / folder).is_dir()


@pytest.mark.parametrize("failing", ["coverage run", "--ignore"])
def test_either_half_of_the_tests_can_fail_the_run(
    failing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = processes(monkeypatch, failing)
    assert run.run_tests([]) == 1
    assert not any("coverage report" in command for command in made.ran)
    assert "Failed: tests of" in capsys.readouterr().err


def test_some_tests_are_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = processes(monkeypatch)
    assert run.run_tests(["tests/domain", "-x"]) == 0
    assert made.ran[-1] == "pytest tests/domain -x"


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_a_python_that_does_not_fit_gets_one_sentence(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(run.__file__)
    said = f"SpinePlanner runs on Python 3.11 to 3.14; this is {version[0]}.{version[1]}."
    assert ended.value.code == said


def test_an_old_python_can_read_the_launcher() -> None:
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_locks_agree_and_name_no_place() -> None:
    assert names_of("requirements.lock") < names_of("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = Path(run.__file__).with_name(lock).read_text()
        assert "/" not in text
        assert text.count("--hash=sha256:") >= text.count("==")
