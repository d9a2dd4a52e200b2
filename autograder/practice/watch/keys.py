"""Read keys without Enter from a terminal, and lines from anything else; give the terminal back as it was."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import sys
import threading
from collections.abc import Iterator
from typing import Any

from autograder.practice.watch.events import Ended, Key, Put

try:
    import termios
    import tty
except ImportError:  # Windows, where msvcrt reads keys
    termios = None  # type: ignore[assignment]  # then no terminal is taken over

SEQUENCE = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|.", re.DOTALL)
NAMES = {
    "\x1b[A": "up", "\x1bOA": "up", "\xe0H": "up", "\0H": "up", "k": "up",
    "\x1b[B": "down", "\x1bOB": "down", "\xe0P": "down", "\0P": "down", "j": "down",
    "\x1b[5~": "page up", "\xe0I": "page up", "\0I": "page up", "b": "page up",
    "\x1b[6~": "page down", "\xe0Q": "page down", "\0Q": "page down",
    " ": "page down", "\r": "enter", "\n": "enter", "\x1b": "escape",
}  # fmt: skip  # a key a line: as terminals, then as Windows write it
END, INTERRUPT = "\x04", "\x03"
# The same keys where the keyboard is set to Korean: nobody should have to switch it.
KOREAN = dict(zip("ㅜㅗㅣㄴㅁㅂㅓㅏㅠ", "nhlsaqjkb", strict=True))


def keys_in(text: str) -> Iterator[str]:
    """Yield the keys of what a terminal wrote: an arrow is one key, though it is three letters."""
    for sequence in SEQUENCE.findall(text):
        letter = KOREAN.get(sequence, sequence).lower()
        yield NAMES.get(sequence) or NAMES.get(letter) or letter


class Keyboard:
    """The keys that a person presses; within ``with``, a terminal gives each at once and echoes none."""

    def __init__(self, put: Put) -> None:
        self.put = put
        try:
            self.descriptor = sys.stdin.fileno()
        except (OSError, ValueError):  # a test's, or none at all
            self.descriptor = -1
        self.is_terminal = self.descriptor >= 0 and os.isatty(self.descriptor)
        self.before: Any | None = None

    def __enter__(self) -> Keyboard:
        self.take()
        read = self.read_console if sys.platform == "win32" and self.is_terminal else self.read
        threading.Thread(target=read, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.give_back()

    def take(self) -> None:
        """Let the terminal give each key at once; where it will not, lines with Enter do."""
        if termios and self.is_terminal:
            try:
                self.before = termios.tcgetattr(self.descriptor)
                tty.setcbreak(self.descriptor, termios.TCSANOW)
            except termios.error:
                self.is_terminal = False

    def give_back(self) -> None:
        if termios and self.before is not None:
            with contextlib.suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(self.descriptor, termios.TCSANOW, self.before)
            self.before = None

    def read(self) -> None:
        """Read until the input ends."""
        decode = codecs.getincrementaldecoder("utf-8")("ignore").decode
        line = ""
        # Not through sys.stdin: a thread that waits there cannot be left behind when the program ends.
        with contextlib.suppress(OSError):
            while self.descriptor >= 0 and (data := os.read(self.descriptor, 1 << 10)):
                text = decode(data)
                if self.is_terminal:
                    self.press(keys_in(text))
                else:
                    *lines, line = (line + text).split("\n")
                    self.press(next(keys_in(one.strip()), "enter") for one in lines)
        if not self.is_terminal and line.strip():
            self.press(keys_in(line.strip()[:1]))
        self.put(Ended())

    def read_console(self) -> None:
        if sys.platform == "win32":
            import msvcrt

            while True:
                key = msvcrt.getwch()
                self.press(keys_in(key) if key not in "\0\xe0" else [NAMES.get(key + msvcrt.getwch(), "")])

    def press(self, keys: Iterator[str] | list[str]) -> None:
        for key in keys:
            self.put(Ended() if key == END else Key(key))
