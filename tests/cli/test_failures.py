"""Paths, disks and streams that fail: one sentence, exit code 2, and everything as it was."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from spineplanner import cli
from tests.cli.conftest import Run
from tests.cli.plans import spoilt, written
from tests.cli.programs import PLAN, ROOT, shell, start

NOT_ALLOWED = "may not be opened. Ask for the right to it, or choose another."
posix = pytest.mark.skipif(os.name != "posix", reason="needs the devices and rights of POSIX")
people = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="nothing is refused to the superuser"
)


def test_a_folder_is_no_plan(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)

    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        f"{tmp_path} is a folder. Name a file in it.\n",
    )


@pytest.mark.parametrize(
    "name", ["none.json", "none/plan.json", "plan\0.json", "x" * 300, "", "-x"]
)
def test_a_path_that_leads_nowhere_is_said(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("check", f"{tmp_path}/sub/{name}")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(str(tmp_path))
    assert ran.err.count("\n") == 1


@people
def test_a_plan_that_may_not_be_read_is_said(run: Run, tmp_path: Path) -> None:
    plan = written(tmp_path, spoilt("plan.notes", "EXAMPLE"))
    plan.chmod(0)

    ran = run("check", plan)

    assert (ran.code, ran.out, ran.err) == (2, "", f"{plan} {NOT_ALLOWED}\n")


@people
def test_a_folder_that_may_not_be_written_to_is_said(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    output = tmp_path / "sheet.pdf"

    ran = run("worksheet", PLAN, "-o", output)

    assert (ran.code, ran.out, ran.err) == (2, "", f"{output} {NOT_ALLOWED}\n")
    assert not list(tmp_path.iterdir())


def test_what_the_system_does_not_let_us_read_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = written(tmp_path, spoilt("plan.notes", "EXAMPLE"))
    really_open = Path.open

    def refuse(path: Path, mode: str = "r", **given: str) -> object:
        if path == plan:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really_open(path, mode, encoding=given.get("encoding"))

    monkeypatch.setattr(Path, "open", refuse)
    ran = run("check", plan)

    assert (ran.code, ran.out, ran.err) == (2, "", f"{plan} {NOT_ALLOWED}\n")


def test_the_demo_needs_a_folder_that_may_be_written_to(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_given: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "mkdir", refuse)

    ran = run("demo")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"The folder {tmp_path}/worked-example can't be made: Permission denied.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("output", ["none/sheet.pdf", "", "folder"])
def test_a_sheet_needs_a_file_in_a_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    ran = run("worksheet", PLAN, "-o", output)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(("Check the path.\n", "is a folder. Name a file in it.\n"))
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.parametrize("link", ["itself", "symbolic", "hard"])
def test_a_sheet_never_replaces_the_plan_it_is_made_from(
    run: Run, tmp_path: Path, link: str
) -> None:
    plan = written(tmp_path, spoilt("plan.notes", "EXAMPLE"))
    before = plan.read_bytes()
    output = plan if link == "itself" else tmp_path / "sheet.pdf"
    if link == "symbolic":
        output.symlink_to(plan)
    elif link == "hard":
        output.hardlink_to(plan)

    ran = run("worksheet", plan, "-o", output)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{output} is the plan itself. Name another file with --output.\n"
    assert plan.read_bytes() == before


def test_where_one_picture_can_not_be_written_nothing_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet-2.png").mkdir()

    ran = run("worksheet", PLAN, "-o", tmp_path / "sheet.pdf", "--png")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{tmp_path}/sheet-2.png is a folder. Name a file in it.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["sheet-2.png"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "was not written: the disk is full. Make room and try again."),
        (errno.EDQUOT, "was not written: the disk is full. Make room and try again."),
        (errno.EROFS, "was not written: the disk is read-only. Choose another folder."),
        (errno.EACCES, NOT_ALLOWED),
        (errno.EIO, "can't be used: Input/output error. Choose another."),
    ],
)
def test_a_disk_that_fails_leaves_the_old_sheet_and_nothing_else(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    output = tmp_path / "sheet.pdf"
    output.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    ran = run("worksheet", PLAN, "-o", output, "--png")

    assert (ran.code, ran.out, ran.err) == (2, "", f"{output} {said}\n")
    assert list(tmp_path.iterdir()) == [output]
    assert output.read_bytes() == b"old"


@posix
def test_a_file_that_may_not_grow_is_said_and_not_left_in_part(tmp_path: Path) -> None:
    ran = shell(
        'ulimit -f 8; PYTHONDONTWRITEBYTECODE=1 $SP worksheet "$PLAN" -o sheet.pdf', cwd=tmp_path
    )

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "sheet.pdf can't be used: File too large. Choose another.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", ["calculate $PLAN", "check $PLAN", "example", "demo"])
def test_standard_output_on_a_full_disk_is_said(tmp_path: Path, command: str) -> None:
    ran = shell(f"$SP {command} > /dev/full", cwd=tmp_path)

    assert ran.returncode == 2
    assert ran.stderr == "<stdout> was not written: the disk is full. Make room and try again.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_device_is_written_into_and_never_replaced(run: Run) -> None:
    ran = run("worksheet", PLAN, "-o", "/dev/full")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("/dev/full was not written: the disk is full.")
    assert Path("/dev/full").is_char_device()


@posix
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check - <&-", "<stdin> can't be used: it is closed. Choose another.\n"),
        ("check - </dev/null", "The input is empty. Choose a plan file.\n"),
        ("check $PLAN >&-", "<stdout> can't be used: it is closed. Choose another.\n"),
        ("check none.json 2>&-", ""),
    ],
)
def test_a_stream_that_is_closed_is_said(tmp_path: Path, command: str, said: str) -> None:
    ran = shell(f"$SP {command}", cwd=tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", said)


@posix
@pytest.mark.parametrize("command", ["calculate", "check"])
def test_a_reader_that_leaves_ends_the_program_without_a_word(tmp_path: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with (
        os.fdopen(writing, "wb") as gone,
        start(command, PLAN, cwd=tmp_path, stdout=gone) as program,
    ):
        _out, said = program.communicate(timeout=60)

    assert (program.returncode, said) == (141, b"")


def test_output_is_utf_8_even_where_the_locale_is_not(tmp_path: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "spineplanner", "calculate", str(PLAN)],
        env={
            "PYTHONPATH": str(ROOT),
            "SPINEPLANNER_HOME": str(tmp_path),
            "PYTHONIOENCODING": "ascii",
        },
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0
    assert "L4–L5 facet LEFT" in run.stdout.decode()


@posix
def test_an_interrupt_ends_the_program_without_a_word(tmp_path: Path) -> None:
    with start(
        "check", "-", cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        # More than a pipe holds: once it is gone, the program is reading, past its start.
        program.stdin.write(b" " * 1_000_000)
        program.stdin.flush()
        program.send_signal(signal.SIGINT)
        _out, said = program.communicate(timeout=60)

    assert (program.returncode, said) == (130, b"")


def test_what_nobody_foresaw_is_said_and_logged_without_the_patient(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fail(*_given: object) -> None:
        raise LookupError("EXAMPLE, Patient")

    monkeypatch.setattr(cli, "prepare_as_recorded", fail)
    ran = run("worksheet", PLAN, "-o", tmp_path / "sheet.pdf")

    log = home / "logs" / "spineplanner.log"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"SpinePlanner failed (LookupError). Send {log} to its makers; it names no patient.\n"
    )
    logged = log.read_text("utf-8")
    assert "LookupError" in logged
    assert "in fail" in logged
    assert "EXAMPLE, Patient" not in logged
    assert not list(tmp_path.iterdir())


def test_the_log_turns_over_before_it_grows_large(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fail(*_given: object) -> None:
        raise LookupError

    log = home / "logs" / "spineplanner.log"
    log.parent.mkdir()
    log.write_text("old\n" * 200_000)
    monkeypatch.setattr(cli, "prepare_as_recorded", fail)

    run("check", PLAN)

    assert "LookupError" in log.read_text("utf-8")
    assert log.stat().st_size < 100_000
    assert [path.name for path in sorted(log.parent.iterdir())] == [
        "spineplanner.log",
        "spineplanner.log.1",
    ]


def test_where_the_log_can_not_be_written_the_failure_is_said_all_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def fail(*_given: object) -> None:
        raise LookupError

    (home / "logs").write_text("in the way")
    monkeypatch.setattr(cli, "prepare_as_recorded", fail)

    ran = run("check", PLAN)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "SpinePlanner failed (LookupError), and its log can't be written.\n"


def test_a_wrong_file_of_the_clinic_is_named_with_its_path(run: Run, home: Path) -> None:
    own = home / "data" / "formulary" / "products.json"
    own.parent.mkdir(parents=True)
    own.write_bytes(
        (ROOT / "assets/formulary/products.json")
        .read_bytes()
        .replace(b'"withdrawable_ul": 3600', b'"withdrawable_ul": 9900')
    )

    ran = run("check", PLAN)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{own}, product ")
    assert "must not have more withdrawable_ul than fill_ul" in ran.err
