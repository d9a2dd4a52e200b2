"""Make a unit's notebook of its lesson, its solutions and their points: with the answers (source) or to hand out.

What nbgrader does to a source, its own preprocessors do here. Pictures stay files beside the notebook, and nbgrader
copies them: JupyterLab shows no SVG that is attached to a cell, and VS Code none that is written into its text.
"""

from __future__ import annotations

import ast
import copy
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import (  # type: ignore[import-untyped]
    CheckCellMetadata,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from autograder.bank.exercises import Exercise, find_exercises
from autograder.bank.folder import BankError
from autograder.bank.statement import Statement, read_statement
from autograder.bank.stubs import SolutionParts, bring_up_to_date, cut
from autograder.isolation.inside.definitions import definitions
from autograder.judging.cells import UnreadableNotebook, code_cells
from autograder.translation import N_, Translate, translator

ENGLISH = "en"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
EXERCISES, EXERCISE, POINTS, WORTH = N_("Exercises"), N_("exercise"), N_("points"), N_("{points:g} points")
THIS_LANGUAGE = N_("In English")  # a translation names its own language: the link to this page in another one
HOW = N_(
    "Run the next cell first. Then write each function where it says YOUR CODE HERE, run its cell, and the one below"
    " it: that one checks the function and shows what was called, what was expected and what came."
)
HOW_IN_FILES = N_(
    "Write each function in its file, or all of them in the notebook [{notebook}]({notebook}), where a cell below each"
    " function checks it. In this folder, check as often as you like:"
)


@dataclass(frozen=True)
class UnitNotebook:
    """The notebook of a unit, in one language.

    Parameters
    ----------
    name : str
    exercises : list of Exercise
        In order.
    points : mapping of str to float
        What each exercise is worth.
    language : str
    locales : tuple of Path
        The ``locale/`` folder of the bank.
    """

    name: str
    exercises: list[Exercise]
    points: Mapping[str, float]
    language: str = ENGLISH
    locales: tuple[Path, ...] = ()

    @property
    def home(self) -> Path:
        return self.exercises[0].solution.parent

    @property
    def translate(self) -> Translate:
        return translator(self.language, *self.locales)

    def lesson(self, language: str) -> str:
        """Read the lesson in a language, in English if there is none, empty if there is none at all."""
        for path in (self.home / named("lesson", language, "md"), self.home / "lesson.md"):
            if path.exists():
                return path.read_text(encoding="utf-8")
        return ""

    def source(self) -> nbformat.NotebookNode:
        """Make the notebook with the answers, as nbgrader's source folder holds it."""
        parts = [cut(e.solution.read_text(encoding="utf-8"), e.name) for e in self.exercises]
        cells = [*self.lesson_cells(), *self.opening_cells(parts)]
        for exercise, part in zip(self.exercises, parts, strict=True):
            cells += self.exercise_cells(exercise, part)
        notebook: nbformat.NotebookNode = new_notebook(cells=cells, metadata=METADATA)
        return notebook

    def lesson_cells(self) -> list[nbformat.NotebookNode]:
        """Make a cell of each section; its id is that of the English heading.

        Raises
        ------
        BankError
        """
        sections, english = (sections_of(self.lesson(language)) for language in (self.language, ENGLISH))
        if len(sections) != len(english):
            raise BankError(f"{self.home}: the lesson in {self.language!r} has other sections than lesson.md")
        ids = [f"lesson-{slug(section.splitlines()[0])}" for section in english]
        return [new_markdown_cell(text, id=name) for text, name in zip(sections, ids, strict=True)]

    def opening_cells(self, parts: list[SolutionParts]) -> list[nbformat.NotebookNode]:
        imports = dict.fromkeys(line.strip() for part in parts for line in part.imports)
        blocks = ["\n".join(imports), "import autograder"]
        if self.language != ENGLISH:  # the cards speak the language of the notebook
            blocks = ["import os", *blocks, f'os.environ["LANGUAGE"] = "{self.language}"']
        setup = new_code_cell("\n\n".join(blocks), id="setup", metadata=nbgrader("setup", locked=True))
        how = f"## {self.translate(EXERCISES)}\n\n{self.translate(HOW)}"
        return [new_markdown_cell(how, id="exercises"), setup]

    def exercise_cells(self, exercise: Exercise, parts: SolutionParts) -> list[nbformat.NotebookNode]:
        name, points = exercise.name, self.points[exercise.name]
        worth = self.translate(WORTH).format(points=points)
        about = f"### `{name}` ({worth})\n\n{self.asked(statement_of(exercise))}"
        helpers = textwrap.indent(parts.helpers, "    ")
        answer = f"    ### BEGIN SOLUTION\n{helpers}{parts.answer}    ### END SOLUTION"
        check = nbgrader(f"check_{name}", grade=True, locked=True, points=points)
        return [
            new_markdown_cell(about, id=f"about_{name}"),
            new_code_cell(parts.statement + answer, id=name, metadata=nbgrader(name, solution=True)),
            new_code_cell(f"autograder.check({name})", id=f"check_{name}", metadata=check),
        ]

    def asked(self, statement: Statement) -> str:
        """Say what is asked: in English what the docstring in the next cell does not show, else all of it."""
        if self.language == ENGLISH:
            return "\n\n".join([statement.headline, *statement.formulas])
        return f"{self.translate(statement.headline)}\n\n{statement.markdown(self.translate)}"

    def readme(self, others: list[str]) -> str:
        """Write what somebody reads who browses the folder; `others` are the languages it is there in too."""
        notebook = named(self.name, self.language, "ipynb")
        rows = [f"| {self.translate(EXERCISE)} | {self.translate(POINTS)} | |", "|---|---|---|"]
        for exercise in self.exercises:
            name, headline = exercise.name, self.translate(statement_of(exercise).headline)
            rows.append(f"| [`{name}`]({name}.py) | {self.points[name]:g} | {headline} |")
        commands = f"losslings check {self.exercises[0].name}\nlosslings check {notebook}"
        links = [f"[{translator(other)(THIS_LANGUAGE)}]({named('README', other, 'md')})" for other in others]
        blocks = [
            self.lesson(self.language).strip() or f"# {self.name}",
            f"## {self.translate(EXERCISES)}",
            "\n".join(rows),
            self.translate(HOW_IN_FILES).format(notebook=notebook),
            f"```sh\n{commands}\n```",
            *links,
        ]
        return "\n\n".join(blocks) + "\n"


def find_units(bank: Path, language: str = ENGLISH) -> list[UnitNotebook]:
    """List the units of a bank, worth what their specs say.

    Raises
    ------
    BankError
    """
    exercises = find_exercises(bank)
    names, locales = dict.fromkeys(exercise.unit for exercise in exercises), (bank / "locale",)
    units = {name: [exercise for exercise in exercises if exercise.unit == name] for name in names}
    return [UnitNotebook(name, unit, points_of(unit), language, locales) for name, unit in units.items()]


def points_of(unit: list[Exercise]) -> dict[str, float]:
    return {exercise.name: sum(item.points for item in exercise.load_spec().items) for exercise in unit}


def languages_of(unit: UnitNotebook) -> list[str]:
    """List the languages that the unit's lesson is written in."""
    translated = (path.suffixes[0].removeprefix(".") for path in sorted(unit.home.glob("lesson.*.md")))
    return [ENGLISH, *translated]


def named(stem: str, language: str, suffix: str) -> str:
    """Name a file, and its language if it is not English."""
    return f"{stem}.{suffix}" if language == ENGLISH else f"{stem}.{language}.{suffix}"


def statement_of(exercise: Exercise) -> Statement:
    return read_statement(exercise.solution.read_text(encoding="utf-8"), exercise.name)


def sections_of(lesson: str) -> list[str]:
    return [section.strip() for section in re.split(r"^(?=## )", lesson, flags=re.MULTILINE) if section.strip()]


def slug(heading: str) -> str:
    return re.sub(r"\W+", "-", heading.lower(), flags=re.ASCII).strip("-")[:50]


def nbgrader(grade_id: str, *, points: float | None = None, **flags: bool) -> dict[str, dict[str, object]]:
    """Write the metadata by which nbgrader knows a cell."""
    known = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False, **flags}
    return {"nbgrader": {"grade_id": grade_id, **known, **({} if points is None else {"points": points})}}


def released(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Make of a source what ``nbgrader generate_assignment`` makes of it."""
    notebook = copy.deepcopy(source)
    for preprocessor in (LockCells, ClearSolutions, ComputeChecksums, CheckCellMetadata):
        notebook, _resources = preprocessor().preprocess(notebook, {})
    return notebook


def text_of(notebook: nbformat.NotebookNode) -> str:
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def write_notebooks(bank: Path, *, check: bool = False, force: bool = False) -> tuple[list[Path], list[Path]]:
    """Bring the notebooks, READMEs and pictures of ``exercises/`` up to date: see `bank.stubs.write_stubs`."""
    texts: dict[Path, str] = {}
    for unit in find_units(bank):
        folder, languages = bank / "exercises" / unit.name, languages_of(unit)
        for picture in sorted(unit.home.glob("*.svg")):
            texts[folder / picture.name] = picture.read_text(encoding="utf-8")
        for language in languages:
            here = replace(unit, language=language)
            others = [other for other in languages if other != language]
            texts[folder / named(unit.name, language, "ipynb")] = text_of(released(here.source()))
            texts[folder / named("README", language, "md")] = here.readme(others)
    return bring_up_to_date(texts, is_begun, check=check, force=force)


def is_begun(path: Path) -> bool:
    """Tell whether a file is a notebook with more than stubs; on doubt it is."""
    if path.suffix != ".ipynb" or not path.exists():
        return False
    try:
        trees = [ast.parse(source) for source in code_cells(path.read_bytes(), path.name).sources]
        return any(set(definitions(tree).values()) - {"imported", "stub"} for tree in trees)
    except (UnreadableNotebook, SyntaxError, ValueError, RecursionError):
        return True
