"""Make the terminal ready: letters where it has no signs, a reader that has gone, a working folder that has."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from pathlib import Path
from typing import Any

import click

from autograder.cli.language import language
from autograder.translation import N_, LosslingsError

# Passed and failed must differ wherever they are read.
LETTERS = {"✓": "P", "✗": "F", "·": "-", "…": "...", "→": "->", "≠": "!=", "█": "#", "░": ".", "▸": ">", "\xd7": "x"}
LETTERS |= {"\u2013": "-", "\u2014": "-", "\u2212": "-"}  # dashes, and a minus
NO_FOLDER = N_("the working folder is gone; change to a folder that is there")
NOT_WRITTEN = N_("what is shown here could not be written ({error}); the work itself is done: look into its files")


class Gone(LosslingsError):
    """What a command needs around it is not there."""


def write_letters(error: UnicodeError) -> tuple[str, int]:
    """Write what an encoding does not have in letters that it has (an error handler of codecs)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = "".join(
        LETTERS.get(letter) or f"\\u{ord(letter):04x}" for letter in error.object[error.start : error.end]
    )
    return letters, error.end


def make_ready() -> None:
    """Prepare standard output and error, and colours; what is closed is thrown away.

    Raises
    ------
    Gone
        If the working folder is gone.
    """
    codecs.register_error("letters", write_letters)
    codecs.register(plain_ascii)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    if sys.stdout is sys.__stdout__:
        sys.stdout = patient(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="letters")  # type: ignore[union-attr]  # a text stream on a file
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False
    try:
        Path.cwd()
    except FileNotFoundError as error:
        raise Gone(NO_FOLDER) from error


def plain_ascii(name: str) -> codecs.CodecInfo | None:
    """Find ASCII under a name by which click does not take it for a mistake, and write UTF-8 instead."""
    if name != "plain_ascii":
        return None
    known = codecs.lookup("ascii")
    return codecs.CodecInfo(
        known.encode,
        known.decode,
        known.streamreader,
        known.streamwriter,
        known.incrementalencoder,
        known.incrementaldecoder,
        name,
    )


class Patient(io.FileIO):
    """Standard output that a command outlives: what nobody reads, or has no room, is thrown away and remembered."""

    error: OSError | None = None

    def write(self, data: Any, /) -> int:
        if self.error is None:
            try:
                return super().write(data)
            except OSError as error:
                self.error = error
        return len(data)


def patient(stream: Any) -> Any:
    """Return a stream that writes to the same place and never fails."""
    if sys.platform == "win32" and stream.isatty():  # a console there takes letters, not bytes
        return stream
    try:
        raw = Patient(stream.fileno(), "w", closefd=False)
        stream.flush()
    except (OSError, ValueError):
        return stream
    encoding = (
        "plain_ascii" if codecs.lookup(stream.encoding).name == "ascii" and language() == "en" else stream.encoding
    )
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, "letters", line_buffering=raw.isatty())


def complain_of_lost_output() -> None:
    """Say so where standard output could not be written; that its reader has gone is none of our business.

    Raises
    ------
    Gone
    """
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, Patient):
        sys.stdout.flush()
        if raw.error and raw.error.errno not in (errno.EPIPE, errno.ESHUTDOWN, errno.EINVAL):  # the last on Windows
            raise Gone(NOT_WRITTEN, error=raw.error.strerror or raw.error)
