"""JSON beside a class: lines, one a submission, in a file that a killed run may leave torn; and whole objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.report.data import SCHEMA


def places(path: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the submission, beginning and end of every line that is whole: a killed run leaves half a line."""
    start = 0
    if path.exists():
        with path.open("rb") as stream:
            for line in stream:
                name = name_in(line)
                if name is not None:
                    yield name, start, start + len(line)
                start += len(line)


class Lines:
    """The lines of a file, each read when it is needed."""

    def __init__(self, path: Path) -> None:
        self.path, self.places = path, {name: (start, stop) for name, start, stop in places(path)}

    def of(self, submission: str) -> dict[str, Any] | None:
        """Read the line of a submission; None if there is none."""
        if submission not in self.places:
            return None
        start, stop = self.places[submission]
        with self.path.open("rb") as stream:
            stream.seek(start)
            content: dict[str, Any] = json.loads(stream.read(stop - start))
        return content


def name_in(line: bytes) -> str | None:
    """Read the submission's name off the beginning of a line; None where the line is not a whole one of ours."""
    match = LINE.match(line)
    if match is None or not line.endswith(b"}\n"):
        return None
    try:
        name: str = json.loads(match[1])
    except ValueError:
        return None
    return name


def read_object(path: Path) -> dict[str, Any]:
    """Read an object; an empty one where the file is not there, or holds none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


# As json writes them: a quotation mark within the name is escaped.
LINE = re.compile(rb'\{(?:"schema": "%b", )?"submission": ("(?:[^"\\]|\\.)*")' % SCHEMA.encode())
