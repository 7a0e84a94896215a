"""Files are read with suspicion, and are there whole, old or new, whatever happens."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.store.documents import MAX_BYTES, parse_json, read_bytes
from spineplanner.store.files import (
    FileProblemError,
    write_bytes_atomically,
    write_files_atomically,
)

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs the rights and devices of POSIX")


def parsed_or_refused(data: bytes) -> bool:
    """Whether parsing ends as it may: with the fields, or with a problem of the whole file."""
    try:
        return isinstance(parse_json(data), dict)
    except FileProblemError as error:
        return isinstance(error.problem, WholeFile)


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused_as_a_file_problem(data: bytes) -> None:
    assert parsed_or_refused(data)


@given(st.text(alphabet='{}[]",:\\\n 0aé\ud7ff', max_size=60))
def test_any_text_like_json_is_parsed_or_refused_as_a_file_problem(text: str) -> None:
    assert parsed_or_refused(text.encode())


def test_brackets_inside_text_do_not_nest() -> None:
    assert parse_json(b'{"a": "' + b'[{\\"' * 100 + b'"}') == {"a": '[{"' * 100}


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES

    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(FileProblemError) as refused:
        read_bytes(path)
    assert refused.value.problem == WholeFile(FileFault.TOO_LARGE, path)


def test_a_new_file_is_written_and_an_old_one_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"one", b"", b"two"):
        write_bytes_atomically(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@posix
@pytest.mark.parametrize(("mask", "rights"), [(0o077, 0o600), (0o022, 0o644), (0o007, 0o660)])
def test_a_new_file_has_the_rights_that_the_umask_leaves(
    tmp_path: Path, mask: int, rights: int
) -> None:
    before = os.umask(mask)
    try:
        write_bytes_atomically(tmp_path / "file", b"x")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == rights


@posix
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664])
def test_a_file_that_is_replaced_keeps_the_rights_it_was_given(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(rights)

    write_bytes_atomically(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == rights
    assert path.read_bytes() == b"new"


@posix
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)

    write_bytes_atomically(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)

    with pytest.raises(FileProblemError):
        write_bytes_atomically(loop, b"new")

    assert loop.is_symlink()


def test_a_name_as_long_as_the_folder_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)

    write_bytes_atomically(path, b"new")

    assert path.read_bytes() == b"new"


def test_of_several_files_none_is_touched_where_one_can_not_be_written(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "none" / "second"
    first.write_bytes(b"old")

    with pytest.raises(FileProblemError) as refused:
        write_files_atomically({first: b"new", second: b"new"})

    assert refused.value.problem == WholeFile(
        FileFault.MISSING, second, "No such file or directory"
    )
    assert first.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [first]


ENDLESS = """
import sys
from pathlib import Path
from spineplanner.store.files import write_bytes_atomically

path = Path(sys.argv[1])
number = 0
while True:
    write_bytes_atomically(path, bytes([number]) * 300_000)
    if number == 0:
        print("written", flush=True)
    number = (number + 1) % 256
"""


def kill_while_writing(path: Path) -> None:
    """Kill a process that does nothing but replace the file, once it has begun."""
    with subprocess.Popen(  # noqa: S603 - a program of ours
        [sys.executable, "-c", ENDLESS, str(path)],
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"written\n"
        program.send_signal(signal.SIGKILL)


def whole(path: Path) -> bool:
    data = path.read_bytes()
    return len(data) == 300_000 and len(set(data)) == 1


@posix
def test_a_write_that_is_killed_leaves_a_whole_file_that_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"

    for _kill in range(3):
        kill_while_writing(path)
        assert whole(path)
    (tmp_path / ".0123456789abcdef.part").write_bytes(b"torn")
    write_bytes_atomically(path, b"new")

    assert path.read_bytes() == b"new"


@posix
@pytest.mark.long
def test_hundreds_of_killed_writes_never_leave_a_torn_file(tmp_path: Path) -> None:
    path = tmp_path / "file"

    for _kill in range(200):
        kill_while_writing(path)
        assert whole(path)
