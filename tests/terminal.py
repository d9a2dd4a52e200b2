"""A program in a terminal of its own: keys go in, and what a person would see on the screen comes out."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 300.0  # seconds: on a busy machine everything comes in the end
PIECE = re.compile(r"\x1b\[(\?)?([0-9;]*)([A-Za-z])|([^\x1b]+)")


def begin_at_terminal() -> None:
    """Make standard input this process's terminal; whoever runs the tests in the background has Ctrl-C ignored."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A pseudo-terminal with a program in it.

    It knows the few sequences that the program writes, and fails on any other: positions, colours, the alternate
    screen and the cursor.
    """

    def __init__(
        self, command: list[object], cwd: Path, rows: int = 40, columns: int = 100, **environment: str
    ) -> None:
        self.parent, theirs = pty.openpty()
        self.resize(rows, columns)
        everything = {**os.environ, "TERM": "xterm-256color", "LANGUAGE": "en", "PYTHONUTF8": "1", **environment}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            if name not in environment:
                everything.pop(name, None)
        self.process = subprocess.Popen(
            [*map(str, command)], cwd=cwd, env=everything, stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True, preexec_fn=begin_at_terminal,
        )  # fmt: skip
        self.modes = termios.tcgetattr(theirs)
        self.theirs = theirs  # kept open: what a terminal was set to can be asked when the program has ended
        self.raw = ""
        self.begun = ""  # a sequence of which the rest has not come yet
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.rows: dict[int, str] = {}
        self.row = 1
        self.is_alternate = False
        self.is_cursor_shown = True
        self.below: list[str] = []  # what was written outside of the alternate screen

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.parent)
        os.close(self.theirs)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.parent, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.height = rows

    def press(self, keys: str) -> None:
        os.write(self.parent, keys.encode())

    def take(self, seconds: float) -> bool:
        """Take what the program writes within some seconds; return whether there was something."""
        if not select.select([self.parent], [], [], seconds)[0]:
            return False
        try:
            text = self.decode(os.read(self.parent, 1 << 16))
        except OSError:
            return False
        self.raw += text
        text = self.begun + text
        end = text.rfind("\x1b")
        if end >= 0 and not PIECE.match(text, end):
            text, self.begun = text[:end], text[end:]
        else:
            self.begun = ""
        for sign, numbers, letter, plain in PIECE.findall(text):
            if plain:
                self.write(plain)
            else:
                self.obey(sign, numbers, letter)
        return True

    def write(self, text: str) -> None:
        if self.is_alternate:
            self.rows[self.row] = self.rows.get(self.row, "") + text
        else:
            self.below.append(text)

    def obey(self, sign: str, numbers: str, letter: str) -> None:
        if letter == "H":
            self.row = int(numbers.split(";")[0] or 1)
            self.rows[self.row] = ""
        elif sign and numbers == "1049":
            self.is_alternate, self.rows = letter == "h", {}
        elif sign and numbers == "25":
            self.is_cursor_shown = letter == "h"
        else:
            assert letter == "m", f"a sequence that is not known here: {sign}{numbers}{letter}"

    @property
    def screen(self) -> str:
        """What a person sees."""
        if not self.is_alternate:
            return "".join(self.below)
        return "\n".join(self.rows[row].rstrip() for row in sorted(self.rows) if row <= self.height)

    def until(self, text: str | Callable[[str], object], patience: float = PATIENCE) -> str:
        """Wait until a text is on the screen; return the screen."""
        is_so = text if callable(text) else lambda screen: text in screen
        deadline = time.monotonic() + patience
        while not is_so(self.screen):
            assert time.monotonic() < deadline, f"waited in vain for {text!r}:\n{self.screen}\n{self.raw[-300:]!r}"
            assert self.process.poll() is None or self.take(0), f"it ended without {text!r}:\n{self.screen}"
            self.take(0.05)
        while self.take(0.1):  # the rest of what is being drawn
            pass
        return self.screen

    def end(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended; return its exit status."""
        deadline = time.monotonic() + patience
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end:\n{self.screen}"
            self.take(0.05)
        while self.take(0):
            pass
        return self.process.returncode

    def is_restored(self) -> bool:
        """Tell whether the terminal is as it was: echo, lines, the cursor, the screen that was there before."""
        return termios.tcgetattr(self.theirs) == self.modes and self.is_cursor_shown and not self.is_alternate

    def interrupt(self, number: int = signal.SIGINT) -> None:
        os.kill(self.process.pid, number)


def watched(folder: Path, *arguments: object, **options: object) -> Terminal:
    """Start ``losslings watch`` in a terminal."""
    return Terminal([sys.executable, "-m", "autograder", "watch", *arguments], folder, **options)  # type: ignore[arg-type]  # a test's own
