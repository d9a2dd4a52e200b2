"""Where the answers to an exercise stand among a student's files, and which other files each of them needs.

The files are parsed as the child parses them; nothing is run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from autograder.isolation.inside.cells import UNPARSABLE
from autograder.isolation.inside.definitions import definitions
from autograder.isolation.inside.files import Files, function_of, stem_of
from autograder.isolation.inside.progress import Progress

# A file with the exercise's name that does not define it is "broken": its author should hear why.
Kind = Literal["written", "broken", "imported", "stub"]
WORTH: dict[Kind, int] = {"written": 2, "broken": 2, "imported": 1, "stub": 0}
IMPORTS_UNSEEN = re.compile(rb"import_module|__import__|%run|%load|\bopen\(")  # what no import statement says


class Place(NamedTuple):
    """A file that answers an exercise, or could."""

    path: str
    kind: Kind


class Places:
    """The files of one student.

    Parameters
    ----------
    files : mapping of str to bytes
        By path, as in a submission.
    rivals : mapping of str to sequence of str
    twins : sequence of str
        See `autograder.isolation.job.Job`.
    """

    def __init__(
        self, files: Mapping[str, bytes], rivals: Mapping[str, Sequence[str]], twins: Sequence[str] = ()
    ) -> None:
        self.files = Files(Progress(lambda _: None))
        self.files.twins = twins
        self.files.contents = dict(files)
        self.files.rivals = dict(rivals)
        self.files.write_files()
        self.found: dict[str, list[Place]] = {}  # by exercise; one verdict asks several times

    def of(self, exercise: str) -> list[Place]:
        """List the places of an exercise that are of the best kind there is, in the order of their paths."""
        if exercise not in self.found:
            self.found[exercise] = self.find(exercise)
        return self.found[exercise]

    def find(self, exercise: str) -> list[Place]:
        found = [Place(path, kind) for path in sorted(self.files.contents) if (kind := self.kind(path, exercise))]
        best = max((WORTH[place.kind] for place in found), default=0)
        return [place for place in found if WORTH[place.kind] == best]

    def kind(self, path: str, exercise: str) -> Kind | None:
        """Say how a file answers an exercise; None where it does not."""
        name = function_of(exercise)
        has_its_name = stem_of(path) == name
        if not (has_its_name or self.files.mentions(path, name)) or not self.files.may_hold(path, exercise):
            return None
        kind = self.files.definitions(path).get(name)
        return next((one for one in WORTH if one == kind), "broken" if has_its_name else None)

    def needed(self, path: str) -> dict[str, bytes]:
        """Return a file and those that it imports, they too: what its answer depends on."""
        needed, waiting = {path}, [path]
        while waiting:
            for other in self.imported(waiting.pop()) - needed:
                needed.add(other)
                waiting.append(other)
        return {one: data for one, data in self.files.contents.items() if one in needed}

    def imported(self, path: str) -> set[str]:
        """List the files that a file may import: those whose names, or whose folders' names, its imports mention."""
        if IMPORTS_UNSEEN.search(self.files.contents[path]):
            return set(self.files.contents)
        names = set(self.names_imported(path))
        package = "/".join([*path.split("/")[:-1], "__init__.py"])
        return {
            other
            for other in self.files.contents
            if stem_of(other) in names or not names.isdisjoint(other.split("/")[:-1]) or other == package
        }

    def names_imported(self, path: str) -> Iterator[str]:
        for cell in self.files.cells(path):
            for node in ast.walk(cell.tree) if isinstance(cell.tree, ast.AST) else ():
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield from (part for alias in node.names for part in alias.name.split("."))
                    yield from (getattr(node, "module", None) or "").split(".")


def is_unwritten(source: bytes, name: str) -> bool:
    """Tell whether a file's function is still a stub."""
    try:
        return definitions(ast.parse(source)).get(name) == "stub"
    except UNPARSABLE:
        return False
