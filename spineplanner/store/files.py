"""Writes files so that each is there whole, old or new, whatever happens meanwhile."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from spineplanner.domain.problems import FileFault, FileProblem, WholeFile


class FileProblemError(Exception):
    """A file that can't be read or written; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        """Keep the problem as a value; words are made where it is shown."""
        super().__init__(type(problem).__name__)
        self.problem = problem


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Replace a file in one step: after a failure the old one is there, whole.

    A new file gets the rights that the person's umask leaves; one that is replaced keeps its
    own. A symbolic link is followed; a device or a pipe is written into.

    Raises:
        FileProblemError: the folder is missing, may not be written to, or the disk is full.
    """
    write_files_atomically({path: data})


def write_files_atomically(files: Mapping[Path, bytes]) -> None:
    """Write several files, touching none before all are on the disk under other names.

    Raises:
        FileProblemError: one can't be written; it is named.
    """
    parts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _problems_of(path):
                part = _part_of(path)
                if part is not None:
                    parts[path] = part
                    _write(part, data)
        for path, data in files.items():
            with _problems_of(path):
                if path in parts:
                    parts.pop(path).replace(_behind_links(path))
                else:
                    path.write_bytes(data)
        for folder in {_behind_links(path).parent for path in files}:
            _sync_folder(folder)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _problems_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise FileProblemError(os_problem(error, path)) from error


def _behind_links(path: Path) -> Path:
    """The file itself; a loop of links stays what it is."""
    return Path(os.path.realpath(path))


def _part_of(path: Path) -> Path | None:
    """Make an empty file beside a target, to become it; None where the target is no file.

    Raises:
        OSError: the target is a folder, or nothing can be made beside it.
    """
    target = _behind_links(path)
    rights = _rights_of(target)
    if rights is None:
        return None
    # Short, so that every name that the folder takes can be written.
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    # The umask takes from these what the person wants new files to lack.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    if rights:
        part.chmod(rights)
    return part


def _rights_of(target: Path) -> int | None:
    """The rights of a file; 0 where there is none yet, None of a device or a pipe."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return 0
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None


def _write(part: Path, data: bytes) -> None:
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets folders be opened and synced.

    Where it does not, the file is whole all the same: only a power cut could bring the old back.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_FAULTS = {
    errno.ENOENT: FileFault.MISSING,
    errno.ENOTDIR: FileFault.MISSING,
    errno.EISDIR: FileFault.IS_FOLDER,
    errno.EACCES: FileFault.NOT_ALLOWED,
    errno.EPERM: FileFault.NOT_ALLOWED,
    errno.ENOSPC: FileFault.DISK_FULL,
    errno.EDQUOT: FileFault.DISK_FULL,
    errno.EROFS: FileFault.READ_ONLY,
}


def os_problem(error: OSError | ValueError, path: Path | None) -> WholeFile:
    """Turn what the system says of a file or a stream into a problem."""
    number = error.errno if isinstance(error, OSError) else None
    said = error.strerror if isinstance(error, OSError) else None
    return WholeFile(_FAULTS.get(number or 0, FileFault.OTHER), path, said or str(error))
