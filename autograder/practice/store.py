"""The record of a student's practice: one file beside the exercises, ``.losslings.json``, with a section for each use.

Sections: ``hints`` (the texts that were given, by exercise), ``results`` (what was judged, and of what it is true),
``checks`` (what the last checks found), ``passed`` (by exercise, the days), ``predictions``, ``again``, ``notes``.

Only the student's own memory: no mark depends on it. Whoever reads a section expects anything in it, and makes every
text of it safe before it is printed (`autograder.judging.printable.clean`).
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.practice.home import find_home

RECORD = ".losslings.json"
SAVING = threading.Lock()  # two threads of one process would each write what they had read
MAX_RECORD = 8 << 20  # bytes: a practice of years has some hundred thousand


class Store:
    """What is remembered of the practice in one folder.

    Parameters
    ----------
    path : Path
        The file; it need not be there.
    is_kept : bool
        False: nothing is read and nothing is written; for what is judged by another key than the student's.
    """

    def __init__(self, path: Path, *, is_kept: bool = True) -> None:
        self.path = path
        self.is_kept = is_kept
        self.sections = read_record(path) if is_kept else {}
        self.saved = {name: json.dumps(part) for name, part in self.sections.items()}

    @classmethod
    def find(cls, here: Path) -> Store:
        """Read the record of the exercises that are worked on in a folder, see `find_home`."""
        return cls(find_home(here).root / RECORD)

    def section(self, name: str) -> dict[str, Any]:
        """Return a section to read from and to write to; `save` keeps it."""
        return self.sections.setdefault(name, {})

    def save(self) -> None:
        """Write what has changed, in one step; where the folder cannot be written to, nothing is remembered.

        Sections that were not changed here stay as they are in the file by now: `watch` may run beside `hint`.
        """
        texts = {name: json.dumps(part) for name, part in self.sections.items()}
        changed = [name for name, text in texts.items() if text != self.saved.get(name, "{}")]
        if changed and self.is_kept:
            with SAVING, suppress(OSError):
                write_record(self.path, {**read_record(self.path), **{name: self.sections[name] for name in changed}})
            self.saved = texts


def read_record(path: Path) -> dict[str, dict[str, Any]]:
    """Read the sections of a record; of one that is torn, or not ours, what can be used."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return {}
        with path.open("rb") as stream:
            record = json.loads(stream.read(MAX_RECORD).decode("utf-8"))
        json.dumps(record)
    except (OSError, ValueError, RecursionError):
        return {}
    entries = record.items() if isinstance(record, dict) else ()
    return {name: part for name, part in entries if isinstance(part, dict)}


def write_record(path: Path, record: dict[str, dict[str, Any]]) -> None:
    """Replace a record: whoever reads it finds the one before or this one, never half of it.

    Raises
    ------
    OSError
    """
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as stream:
            json.dump(record, stream, ensure_ascii=False)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
