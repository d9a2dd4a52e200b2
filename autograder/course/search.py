"""Which of a student's files is a notebook of the assignment: the one with the answers, wherever it lies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from autograder.course.choice import Found, answers, choose, traces
from autograder.course.pool import Candidate, Pool
from autograder.course.released import ReleasedNotebook
from autograder.course.remarks import Remark, remark, remarks_on
from autograder.judging.forms import form_by_suffix, source_name
from autograder.translation import N_, Text

MISSING = N_("{name}: not handed in (there is {others}); ask for it, and put it to {place}")
NOTHING = N_("nothing in the folder")
STRANGE = N_("{file}: not graded; it has none of the cells or functions that are asked for")
NO_ANSWERS = N_("{file}: has no answers; look whether they are in {others}")


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

    def folder(self, student: str, assignment: str = "") -> Path:
        """Return where nbgrader looks for what a student handed in, for this assignment or another one."""
        step = self.directory.submitted_directory
        return Path(self.directory.format_path(step, student, assignment or self.assignment))

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
        seen: list[Candidate] = []
        pools: list[Pool] = []
        for pool, more in self.places(student):
            if pool not in pools:
                pools.append(pool)
            seen += more
            candidates = [one for one in seen if self.is_a(one, notebook, place)]
            if any(answers(one, released) for one in candidates):
                break
        else:
            return self.without_answers(choose(candidates, released, place, self.shown(place)), place, pools, released)
        found = choose(candidates, released, place, self.shown(place))
        return self.with_remarks(found, released, self.strange(seen, student, notebook))

    def with_remarks(self, found: Found, released: ReleasedNotebook, strange: Iterable[Candidate] = ()) -> Found:
        """Add what is to be said of the chosen notebook's cells, and of those that are none of the assignment's."""
        chosen, remarks = found.candidate, list(found.remarks)
        if chosen and chosen.problem:
            remarks.append(Remark(chosen.problem))
        elif chosen:
            remarks += remarks_on(chosen.cells, released.cells, chosen.path)
        remarks += [remark(STRANGE, needs_person=False, file=one.path) for one in strange]
        return Found(chosen, remarks)

    def without_answers(self, found: Found, place: Path, pools: Sequence[Pool], released: ReleasedNotebook) -> Found:
        """Say what lies there where no notebook has answers: perhaps these are elsewhere."""
        if found.candidate is None and not found.remarks:
            return Found(None, [self.missing(place, pools)])
        found = self.with_remarks(found, released)
        problems = [Remark(problem) for pool in pools for problem in pool.problems]
        others = [name for pool in pools for name in pool.others if may_be_an_answer(name)]
        if others and found.candidate and not found.candidate.problem:
            problems.append(remark(NO_ANSWERS, file=found.candidate.path, others=", ".join(others[:3])))
        return Found(found.candidate, [*found.remarks, *problems])

    def strange(self, seen: Iterable[Candidate], student: str, notebook: str) -> list[Candidate]:
        """List the notebooks that are none of the assignment's: once, with its first notebook."""
        if notebook != next(iter(self.notebooks)):
            return []
        folder = self.folder(student)
        places = {name: folder / f"{name}.ipynb" for name in self.notebooks}
        here = [one for one in seen if folder in one.file.parents]
        return [one for one in here if not any(self.is_a(one, name, place) for name, place in places.items())]

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
        beside, others = Pool(home, self.root_of(home)), {*self.others, self.assignment}
        if home != folder and (home.is_symlink() or home.exists()):
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
        has_traces = bool(traces(candidate, self.notebooks[notebook]))
        if place.parent not in candidate.file.parents and not candidate.problem:
            return has_traces  # elsewhere a name says little: other assignments may have notebooks of this name
        return notebook in named if named else has_traces

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


def may_be_an_answer(name: str) -> bool:
    """Tell whether a file that is no notebook may hold answers: code, or a document."""
    form = form_by_suffix(name)
    return bool(source_name(name)) or bool(form and form.is_answer)


def same(name: str) -> str:
    """Return what two spellings of a name share."""
    return unicodedata.normalize("NFC", name).casefold()


def is_named(stem: str, notebook: str) -> bool:
    """Tell whether a file's name holds a notebook's name as a word: ``information (1)``, ``anna_information_final``."""
    return bool(re.search(rf"(?<![^\W_]){re.escape(notebook)}(?![^\W_])", stem))
