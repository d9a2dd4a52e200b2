"""Which of a student's files is a notebook of the assignment: the one with the answers, wherever it lies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

from autograder.course.cells import id_in, text_of
from autograder.course.pool import Candidate, Pool
from autograder.course.released import ReleasedNotebook
from autograder.course.remarks import Remark, remark, remarks_on
from autograder.translation import N_, Text

INSTEAD = N_(
    "{file}: graded, because {name} is not in its place; look whether it is the right one, and put it to {place}"
)
BESIDE_A_STUB = N_(
    "{file}: graded, because it has answers, and {other} has none; look whether it is the right one, and put it to"
    " {place}"
)
RIVAL = N_("{file}: not graded; {other} was, and the two have different answers; look which one counts")
COPY = N_("{file}: not graded; {other} was, and has the same answers")
EMPTY_COPY = N_("{file}: not graded; it has no answers")
AMBIGUOUS = N_(
    "{file}: none of these was graded, because they have different answers; keep one of them as {place}, and grade"
    " again"
)
MISSING = N_("{name}: not handed in (there is {others}); ask for it, and put it to {place}")
NOTHING = N_("nothing else")


class Found(NamedTuple):
    """A student's notebook, None if there is none that can be graded; and what an instructor should know of it."""

    candidate: Candidate | None
    remarks: list[Remark]


@dataclass(frozen=True)
class NotebookSearch:
    """Finds the notebooks of an assignment among what students handed in.

    Parameters
    ----------
    directory : CourseDirectory
        nbgrader's.
    assignment : str
    others : frozenset of str
        The course's other assignments: what lies in their folders is theirs.
    notebooks : mapping of str to ReleasedNotebook
    """

    directory: Any
    assignment: str
    others: frozenset[str]
    notebooks: Mapping[str, ReleasedNotebook]

    @classmethod
    def of(cls, directory: Any, gradebook: Any, assignment: str) -> NotebookSearch:
        """Ask the gradebook what was released."""
        rows = gradebook.find_assignment(assignment).notebooks
        others = frozenset(row.name for row in gradebook.assignments) - {assignment}
        return cls(directory, assignment, others, {row.name: ReleasedNotebook.of(row) for row in rows})

    def folder(self, student: str) -> Path:
        """Return where nbgrader looks for what a student handed in."""
        path = self.directory.format_path(self.directory.submitted_directory, student, self.assignment)
        return Path(path)

    def home(self, student: str) -> Path:
        """Return the folder of all that a student handed in; that of the assignment where there is no such folder."""
        parts = Path(self.directory.directory_structure).parts
        folder = self.folder(student)
        above = len(parts) - 1 - parts.index("{student_id}") if "{student_id}" in parts else 0
        return folder.parents[above - 1] if above else folder

    @property
    def below_home(self) -> Path:
        return self.folder("*").relative_to(self.home("*"))

    def root_of(self, path: Path) -> Path:
        """Return the folder below which no link to `path` is followed: the one of all that was handed in."""
        root = Path(self.directory.root)
        submitted = root / self.directory.submitted_directory
        return next((folder for folder in (submitted, root) if path.is_relative_to(folder)), path.parent)

    def find(self, student: str, notebook: str) -> Found:
        """Choose a student's notebook: first among the files in its folder, then in archives there, then elsewhere."""
        released, place = self.notebooks[notebook], self.folder(student) / f"{notebook}.ipynb"
        candidates: list[Candidate] = []
        pools: list[Pool] = []
        for pool, more in self.places(student):
            if pool not in pools:
                pools.append(pool)
            candidates += [one for one in more if self.is_a(one, notebook, place)]
            if any(answers(one, released) for one in candidates):
                break
        found = choose(candidates, released, place, self.shown(place))
        if found.candidate is None and not found.remarks:
            return Found(None, [self.missing(place, pools)])
        if found.candidate and found.candidate.problem:
            found.remarks.append(Remark(found.candidate.problem))
        elif found.candidate:
            found.remarks.extend(remarks_on(found.candidate.cells, released.cells, found.candidate.path))
        return found

    def is_there(self, student: str) -> bool:
        """Tell whether a student handed anything in for the assignment, in its folder or elsewhere."""
        folder = self.folder(student)
        if folder.is_symlink() or folder.exists() or self.home(student).is_symlink():
            return True
        found = [one for _, more in self.places(student) for one in more]
        return any(self.is_a(one, name, folder / f"{name}.ipynb") for one in found for name in self.notebooks)

    def places(self, student: str) -> Iterator[tuple[Pool, Iterable[Candidate]]]:
        """Yield where a student's notebooks may be, each place with the notebooks that are there."""
        folder, home = self.folder(student), self.home(student)
        within = Pool(home, self.root_of(folder))
        if folder.is_symlink() or folder.exists():
            within.look(folder, self.is_kept)
        yield within, within.candidates()
        yield within, within.packed()
        if home != folder:
            beside = Pool(home, self.root_of(home))
            if home.is_symlink() or home.exists():
                others = {*self.others, self.assignment}
                beside.look(home, lambda path: self.is_kept(path) and path.partition("/")[0] not in others)
            beside.add_files(home)
            yield beside, beside.candidates()
            yield beside, beside.packed()

    def is_kept(self, path: str) -> bool:
        """Tell whether nbgrader would look at a file."""
        return not any(fnmatch(part, glob) for part in path.split("/") for glob in self.directory.ignore)

    def is_a(self, candidate: Candidate, notebook: str, place: Path) -> bool:
        """Tell whether a file may be a student's version of a notebook, by its name or by what stands in it."""
        if candidate.file == place:
            return True
        stem = same(candidate.name).partition(".ipynb")[0]
        if stem in {same(other) for other in self.notebooks} - {same(notebook)}:
            return False
        named = [other for other in (*self.notebooks, *self.others) if is_named(stem, same(other))]
        if named:
            return notebook in named
        return bool(traces(candidate, self.notebooks[notebook]))

    def missing(self, place: Path, pools: Iterable[Pool]) -> Remark:
        """Say that there is no such notebook, and what there is instead."""
        there = [name for pool in pools for name in pool.names]
        problems = [problem for pool in pools for problem in pool.problems]
        if problems:
            return Remark(problems[0])
        listed = ", ".join(there[:3]) + (" …" if len(there) > 3 else "")
        others = listed or Text(NOTHING)
        return remark(MISSING, name=place.name, others=others, place=self.shown(place))

    def shown(self, path: Path) -> str:
        root = Path(self.directory.root)
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def same(name: str) -> str:
    """Return what two spellings of a name share."""
    return unicodedata.normalize("NFC", name).casefold()


def is_named(stem: str, notebook: str) -> bool:
    """Tell whether a file's name holds a notebook's name as a word: ``information (1)``, ``anna_information_final``."""
    return bool(re.search(rf"(?<![^\W_]){re.escape(notebook)}(?![^\W_])", stem))


def traces(candidate: Candidate, released: ReleasedNotebook) -> set[str]:
    """Return what a notebook has of the cells with points or answers, and of the functions that are asked for."""
    asked = {name for name, cell in released.cells.items() if cell.has_points or cell.is_solution}
    return {id_in(cell) for cell in candidate.cells} & asked or set(answers(candidate, released))


def answers(candidate: Candidate, released: ReleasedNotebook) -> dict[str, str]:
    """Return the texts of a notebook that answer something: those of cells that are not as they were handed out."""
    handed_out = {cell.source.strip() for cell in released.cells.values()}
    binds = r"^(?:(?:async )?def|class) {0}\b|^{0} *="
    functions = [(name, re.compile(binds.format(name), re.MULTILINE)) for name in released.exercises]
    found: dict[str, str] = {}
    for cell in candidate.cells:
        text, known = text_of(cell).strip(), released.cells.get(id_in(cell))
        if not text or text in handed_out:
            continue
        if known and known.is_solution:
            found[id_in(cell)] = text
        elif cell["cell_type"] == "code":
            found.update({name: text for name, written in functions if written.search(text)})
    return found


def choose(candidates: Sequence[Candidate], released: ReleasedNotebook, place: Path, shown: str) -> Found:
    """Choose the notebook with the answers; where several have different ones, the one in its place, or none.

    Parameters
    ----------
    candidates : sequence of Candidate
    released : ReleasedNotebook
    place : Path
        Where nbgrader looks for it.
    shown : str
        What messages call that place.
    """
    in_place = next((one for one in candidates if one.file == place), None)
    written = {one.path: answers(one, released) for one in candidates}
    rivals = [one for one in candidates if written[one.path]]
    if in_place and (in_place in rivals or not rivals):
        return Found(in_place, [*on_others(in_place, candidates, written)])
    several = rivals or candidates
    if len({tuple(sorted(written[one.path].items())) for one in several}) > 1:
        files = ", ".join(one.path for one in several)
        return Found(None, [remark(AMBIGUOUS, file=files, place=shown)])
    if not several:
        return Found(None, [])
    chosen = next((one for one in several if not one.problem), several[0])
    values: dict[str, Any] = {"file": chosen.path, "name": place.name, "place": shown}
    if chosen.problem:
        return Found(chosen, [])
    why = remark(BESIDE_A_STUB, other=in_place.path, **values) if in_place else remark(INSTEAD, **values)
    left = [one for one in candidates if one is not in_place]
    return Found(chosen, [why, *on_others(chosen, left, written)])


def on_others(
    chosen: Candidate, candidates: Iterable[Candidate], written: Mapping[str, Mapping[str, str]]
) -> Iterator[Remark]:
    """Say of each notebook that was not graded why it was not."""
    for one in candidates:
        if one is chosen:
            continue
        if not written[one.path]:
            yield remark(EMPTY_COPY, needs_person=False, file=one.path)
        elif written[one.path] == written[chosen.path]:
            yield remark(COPY, needs_person=False, file=one.path, other=chosen.path)
        else:
            yield remark(RIVAL, file=one.path, other=chosen.path)
