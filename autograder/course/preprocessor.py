"""Judge a notebook within ``nbgrader autograde``, in place of its ``Execute``: no student code runs in a kernel.

In ``nbgrader_config.py``::

    from autograder.course.preprocessor import in_place_of_execute, with_plain_copies

    c.Autograde.autograde_preprocessors = in_place_of_execute()
    c.Autograde.sanitize_preprocessors = with_plain_copies()
    c.Judge.key = "hidden.jsonl"  # the public keys if left out; paths are relative to the course
    c.Judge.packs = ["../my-pack"]

All else stays nbgrader's own. A grade cell named ``check_<exercise>`` gets the marks of that exercise, scaled to its
points. Another autograded cell, with an author's own ``assert``, is not run: it gets no points and says so.
"""

from __future__ import annotations

import atexit
from functools import cache
from logging import Logger
from pathlib import Path
from typing import Any, Literal

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook  # type: ignore[import-untyped]
from nbgrader.converters import Autograde  # type: ignore[import-untyped]
from nbgrader.coursedir import CourseDirectory  # type: ignore[import-untyped]
from nbgrader.preprocessors import (  # type: ignore[import-untyped]
    DeduplicateIds,
    Execute,
    NbGraderPreprocessor,
    OverwriteCells,
)
from traitlets import Enum, Float, List, Unicode, default

from autograder.bank.folder import Bank
from autograder.bank.packs import find_banks
from autograder.bank.union import union_key, union_translator
from autograder.course.cells import restore_cells
from autograder.course.flags import flag
from autograder.course.grading import exercises_in, ids_of, submission_of, write_marks
from autograder.course.remarks import Remark
from autograder.course.roster import roster_of
from autograder.course.search import NotebookSearch
from autograder.course.table import names_in, table_of, table_rows, write_marks_table
from autograder.isolation.import_path import working_folder_left_out
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.key import Key
from autograder.judging.opening import NOT_FOLLOWED, entries_below, others_can_read
from autograder.judging.submission import clean_name
from autograder.report.data import ExerciseReport, judge_to_report
from autograder.translation import N_, LosslingsError, Text, Translate, languages, wanted_language


class Judge(NbGraderPreprocessor):  # type: ignore[misc]  # untyped
    """Writes into each grade cell the mark that nbgrader reads, and the explanation that its feedback shows."""

    key = Unicode(help="Answer key to judge by; the public one if empty.").tag(config=True)
    packs = List(Unicode(), help="Folders of packs; installed packs are found.").tag(config=True)
    isolation = Enum(["strict", "basic"], "strict", help="How student code is confined.").tag(config=True)
    time_limit = Float(
        10.0, min=0.1, max=3600.0, help="Seconds of processor time for one call; for all of them 20 times as long."
    ).tag(config=True)
    language = Enum(languages(), help="Of the explanations.").tag(config=True)

    @default("language")
    def reader_s_language(self) -> str:
        return wanted_language()

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Judge the solution cells of a notebook, all in one run.

        Raises
        ------
        LosslingsError
            If that cannot be done: nbgrader then says so, and gives this student no marks.
        """
        with working_folder_left_out():  # nbgrader puts it first
            return self.judge(nb, resources)

    def judge(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about, packs = resources["nbgrader"], tuple(self.packs)
        key, translate = key_at(self.key, packs), union_translator(self.language, banks_of(packs))
        if key.hidden:
            warn_of_readers(Path(self.key), self.log)
        ids = ids_of(exercises_in(nb.cells), about["notebook"], key)
        reports: list[ExerciseReport] = []
        if ids:
            submission = submission_of(about["student"], about["notebook"], nb.cells, translate)
            if submission.problem:
                self.log.warning(submission.problem)
            limits = limits_of(self.time_limit)
            reports = judge_to_report(submission, key, warm_runner(self.isolation), translate, limits, ids)["exercises"]
        write_marks(nb.cells, reports, translate)
        nb.cells = [from_dict(cell) for cell in nb.cells]
        return nb, resources


@cache
def banks_of(packs: tuple[str, ...]) -> tuple[Bank, ...]:
    return find_banks(packs=map(Path, packs))


@cache
def key_at(path: str, packs: tuple[str, ...]) -> Key:
    return Key.load(Path(path)) if path else union_key(banks_of(packs))


@cache
def warn_of_readers(path: Path, log: Logger) -> None:
    """Say once that others can read a hidden key."""
    if others_can_read(path):
        log.warning("%s: others on this machine can read it; chmod 600 %s", path, path)


@cache
def warm_runner(isolation: Literal["strict", "basic"]) -> Runner:
    """Start a runner that serves the whole command: nbgrader makes a preprocessor for every notebook."""
    runner = Runner(isolation)
    atexit.register(runner.__exit__, None, None, None)
    return runner


class PlainCopies(DeduplicateIds):  # type: ignore[misc]  # untyped
    """Makes plain cells of copies: nbgrader leaves their metadata empty, and then stops grading everybody."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader") == {}:
            del cell.metadata["nbgrader"]
        return cell, resources


class NoLinks(NbGraderPreprocessor):  # type: ignore[misc]  # untyped
    """Refuses a submission that holds a link: nbgrader has copied what it leads to, perhaps a key, for the student."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Look for links.

        Raises
        ------
        LinkHandedIn
            If there is one: nbgrader then says so, removes its copy and gives this student no marks.
        NotRead
            If there is too much to look through.
        """
        directory = CourseDirectory(parent=self)
        folder, submitted = Path(resources["metadata"]["path"]), Path(directory.root, directory.submitted_directory)
        root = submitted if folder.is_relative_to(submitted) else folder
        for entry in entries_below(root, folder, lambda _: True):
            if entry.kind == "link" or entry.error:
                shown = clean_name(str(entry.path))
                raise LinkHandedIn(N_("{path}: {error}"), path=shown, error=Text(entry.error or NOT_FOLLOWED))
        return nb, resources


class TakeAnswers(NbGraderPreprocessor):  # type: ignore[misc]  # untyped
    """Takes the notebook that has the answers, as `losslings grade` does, and puts back what was changed in it."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            search = NotebookSearch.of(CourseDirectory(parent=self), gradebook, about["assignment"])
        found = search.find(about["student"], about["notebook"]).candidate
        cells = found.cells if found and not found.problem else nb.cells
        add_missing = OverwriteCells(parent=self).add_missing_cells
        restored = restore_cells(cells, search.notebooks[about["notebook"]].cells, add_missing=add_missing)
        nb.cells, nb.nbformat_minor = [from_dict(cell) for cell in restored], 5
        return nb, resources


class KeepOneTruth(NbGraderPreprocessor):  # type: ignore[misc]  # untyped
    """Writes what an instructor should know into the gradebook, and the marks from there into ``grades.csv``."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about, judge = resources["nbgrader"], Judge(parent=self)
        translate = union_translator(judge.language, banks_of(tuple(judge.packs)))
        with Gradebook(about["db_url"]) as gradebook:
            search = NotebookSearch.of(CourseDirectory(parent=self), gradebook, about["assignment"])
            remarks = self.remarks(search, gradebook, about["student"], about["notebook"])
            row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            flag(row, search.notebooks[about["notebook"]], remarks, translate)
            gradebook.db.commit()
            self.write_table(search, gradebook, translate)
        for one in remarks:
            self.log.warning("%s: %s", about["student"], clean_name(one.text.render(translate)))
        return nb, resources

    def remarks(self, search: NotebookSearch, gradebook: Any, student: str, notebook: str) -> list[Remark]:
        remarks = search.find(student, notebook).remarks
        if notebook == next(iter(search.notebooks)):
            stranger = roster_of(gradebook, Path(search.directory.root)).remark_on(student)
            remarks = [*remarks, *([stranger] if stranger else [])]
        return remarks

    def write_table(self, search: NotebookSearch, gradebook: Any, translate: Translate) -> None:
        """Bring the table up to date that `losslings grade` wrote, if it did."""
        path = table_of(Path(search.directory.root), search.assignment)
        if not path.exists():
            return
        rows = list(table_rows(gradebook.db, gradebook.find_assignment(search.assignment).id, names_in(path)))
        try:
            write_marks_table(path, rows, search.notebooks, translate)
        except OSError as error:  # the gradebook has the marks
            self.log.warning("%s: %s", path, error.strerror)


class LinkHandedIn(LosslingsError):
    """A submission holds a link."""


def with_plain_copies() -> list[type[Preprocessor]]:
    """List nbgrader's own preprocessors that run before grading, and ours: links are refused, copies of cells plain."""
    steps = [PlainCopies if step is DeduplicateIds else step for step in Autograde().sanitize_preprocessors]
    return [NoLinks, TakeAnswers, *steps]


def in_place_of_execute() -> list[type[Preprocessor]]:
    """List nbgrader's own preprocessors of ``autograde``, with the judge where a kernel was and one step more."""
    return [*(Judge if step is Execute else step for step in Autograde().autograde_preprocessors), KeepOneTruth]
