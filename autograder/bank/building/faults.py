"""What an author must mend: one line a fault, with exercise, case or item, file and line, and the way out."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.bank.exercises import Exercise, UnusableFile
from autograder.translation import PACKAGE, Text, Translate

# Where in an exercise's files: a text that stands in the spec, a function, an exception, a file and line.
Where = str | Callable[..., Any] | BaseException | tuple[Path, int] | None


LONGEST = 500  # letters of a line: an author's wrong value may be of any size


@dataclass(frozen=True)
class Fault:
    """One thing that an author must mend.

    Parameters
    ----------
    exercise : str
        Its id.
    text : Text
        What is wrong, and the way out.
    part : str
        The case, item or misconception.
    place : str
        The file and line.
    stops_key : bool
        Whether a key must not be made: marks would be wrong. False: an exercise of an unusual size.
    """

    exercise: str
    text: Text
    part: str = ""
    place: str = ""
    stops_key: bool = True

    def line(self, translate: Translate) -> str:
        where = " · ".join(filter(None, (self.exercise, self.part, self.place)))
        line = " ".join(f"{where}: {self.text.render(translate)}".split())  # an exception may be of several lines
        return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


@dataclass
class Faults:
    """The faults of one exercise, in the order in which they were found; each cause is reported once."""

    exercise: Exercise
    found: list[Fault] = field(default_factory=list)

    def add(self, template: str, *, part: str = "", at: Where = None, stops_key: bool = True, **values: Any) -> None:
        fault = Fault(
            self.exercise.id, Text(template, values), part, self.place(at or self.place_of_part(part)), stops_key
        )
        if fault not in self.found:
            self.found.append(fault)

    def add_broken(self, error: UnusableFile) -> None:
        """Say that a file cannot be run."""
        self.found.append(Fault(self.exercise.id, error.reason, "", self.path_text(error.path, error.line)))

    def place(self, at: Where) -> str:
        """Write a place as ``specs/unit/name.py:12``."""
        if isinstance(at, tuple):
            return self.path_text(*at)
        if isinstance(at, BaseException):
            return self.path_text(*self.raised_in(at.__traceback__))
        made = inspect.getattr_static(at, "__init__") if isinstance(at, type) else at
        code = getattr(inspect.unwrap(made), "__code__", None) if callable(made) else None
        if code is not None and Path(code.co_filename).is_file():
            return self.path_text(Path(code.co_filename), code.co_firstlineno)
        return self.path_text(self.exercise.spec, self.line_of(at) if isinstance(at, str) else 0)

    def raised_in(self, trace: TracebackType | None) -> tuple[Path, int]:
        """Return the innermost line of the author's files in an exception's traceback."""
        path, line = self.exercise.spec, 0
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file in (self.exercise.spec, self.exercise.solution):
                path, line = file, trace.tb_lineno
            trace = trace.tb_next
        return path, line

    def path_text(self, path: Path, line: int) -> str:
        for root in (self.exercise.root, PACKAGE.parent):
            if path.is_relative_to(root):
                path = path.relative_to(root)
        return f"{path.as_posix()}:{line}" if line else path.as_posix()

    def line_of(self, text: str) -> int:
        """Return where a text stands in the spec, as it is or as an f-string; if nowhere, where SPEC begins."""
        if text in self.lines:
            return self.lines[text]
        return next((line for form, line in self.forms if form.fullmatch(text)), self.lines["SPEC"])

    @cached_property
    def forms(self) -> list[tuple[re.Pattern[str], int]]:
        """What the f-strings of the spec can become, and where each stands."""
        strings = [node for node in ast.walk(self.exercise.spec_tree) if isinstance(node, ast.JoinedStr)]
        return [(re.compile("".join(map(form_of, string.values))), string.lineno) for string in strings]

    @cached_property
    def lines(self) -> dict[str, int]:
        """Where each text of the spec stands first, and ``SPEC``."""
        lines = {"SPEC": 0}
        nodes = ast.walk(self.exercise.spec_tree)
        for node in sorted((n for n in nodes if hasattr(n, "lineno")), key=lambda node: node.lineno, reverse=True):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                lines[node.value] = node.lineno
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                lines[node.id] = node.lineno
        return lines

    def place_of_part(self, part: str) -> Where:
        """Return where a case, an item or a misconception stands: a function of the spec's, else the text itself."""
        nodes = (node for node in self.exercise.spec_tree.body if isinstance(node, ast.FunctionDef))
        line = next((node.lineno for node in nodes if node.name == part and part not in self.lines), 0)
        return (self.exercise.spec, line) if line else part


def form_of(part: ast.expr) -> str:
    """Return what matches a part of an f-string: a text itself, and for a value anything."""
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
