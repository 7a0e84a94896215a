"""Standard input and output, used so that nothing is lost there without a word."""

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import IO, TextIO

from spineplanner.domain.problems import FileFault, WholeFile
from spineplanner.store.files import FileProblemError, os_problem
from spineplanner.wording.translate import _


def standard_input() -> IO[bytes]:
    """The bytes that are piped in.

    Raises:
        FileProblemError: the program was started with it closed.
    """
    if sys.stdin is None:
        raise FileProblemError(_closed("<stdin>"))
    return sys.stdin.buffer


def write_text(text: str) -> None:
    """Print lines for people; what the terminal's encoding lacks shows as its code.

    Raises:
        BrokenPipeError: the reader has gone.
        FileProblemError: it can't be written.
    """
    stream = _standard_output()
    write_bytes(text.encode(stream.encoding, "backslashreplace"))


def write_bytes(data: bytes) -> None:
    """Print a document, which is UTF-8 wherever it goes.

    Raises:
        BrokenPipeError: the reader has gone.
        FileProblemError: it can't be written.
    """
    stream = _standard_output()
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        _drop_rest(stream)
        raise
    except OSError as error:
        _drop_rest(stream)
        raise FileProblemError(os_problem(error, Path("<stdout>"))) from error


def write_problem(sentence: str) -> None:
    """Say on standard error, in one line, what can't be done; nothing in it steers a terminal."""
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in sentence)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody listens, and the exit code still tells
            sys.stderr.write("".join(shown) + "\n")
            sys.stderr.flush()


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise FileProblemError(_closed("<stdout>"))
    return sys.stdout


def _closed(name: str) -> WholeFile:
    return WholeFile(FileFault.OTHER, Path(name), _("it is closed"))


def _drop_rest(stream: TextIO) -> None:
    """Point a stream that can't be written elsewhere, or Python fails on it again at its end."""
    with contextlib.suppress(io.UnsupportedOperation):  # one that is no file has nothing left
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
