"""Make a unit's notebook of its lesson, its solutions and their points: with the answers (source) or to hand out.

What nbgrader does to a source, its own preprocessors do here. Pictures stay files beside the notebook, and nbgrader
copies them: JupyterLab shows no SVG that is attached to a cell, and VS Code none that is written into its text.
"""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
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
from autograder.bank.stubs import SolutionParts, cut, indent_of
from autograder.course.lesson import OWN, RUN, LessonPart, exercise_mark, for_github, parts_of
from autograder.translation import N_, Translate, translator

ENGLISH = "en"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
EXERCISES, EXERCISE, POINTS, WORTH = N_("Exercises"), N_("exercise"), N_("points"), N_("{points:g} points")
NOW_YOU = N_("Exercise")
THIS_LANGUAGE = N_("In English")  # a translation names its own language: the link to this page in another one
HOW = N_(
    "Run the next cell first, then go from the top, cell by cell; guess what a cell will show before you run it. Where"
    " it says YOUR CODE HERE, write the function, run its cell, and the one below it: that one checks the function and"
    " shows what was called, what was expected and what came."
)
HOW_IN_FILES = N_(
    "Write each function in its file, or all of them in the notebook [{notebook}]({notebook}), where a cell below each"
    " function checks it. In this folder, check as often as you like:"
)
IN_A_TERMINAL = N_("In a terminal, in this folder:")
COMMANDS = {  # in the order in which one exercise needs them
    "losslings watch": N_("checks an exercise whenever you save its file, and goes on to the next one"),
    "losslings predict {name}": N_("asks for three small numbers before you write"),
    "losslings hint {name}": N_("gives one hint, and a plainer one each time"),
    "losslings break {name}": N_("lets you find the input that exposes a known mistake"),
    "losslings solution {name}": N_("after passing, puts the reference solution beside yours"),
    "losslings again": N_("brings back what you passed some days ago, with other numbers"),
}


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

    @cached_property
    def translate(self) -> Translate:
        return translator(self.language, *self.locales)

    def lesson(self, language: str) -> str:
        """Read the lesson in a language, in English if there is none, empty if there is none at all."""
        for path in (self.home / named("lesson", language, "md"), self.home / "lesson.md"):
            if path.exists():  # it links to what lies beside the exercises, where it will be read
                return path.read_text(encoding="utf-8").replace(f"](../../exercises/{self.name}/", "](")
        return ""

    def source(self) -> nbformat.NotebookNode:
        """Make the notebook with the answers, as nbgrader's source folder holds it."""
        lesson, solutions = self.lesson_parts(), self.solutions
        unplaced = [name for name in solutions if name not in {part.text for part in lesson if part.kind == "exercise"}]
        cells = [*self.cells(lesson[:1]), *self.opening_cells(), *self.cells(lesson[1:])]
        if unplaced:
            cells.append(new_markdown_cell(f"## {self.translate(EXERCISES)}", id="exercises"))
            cells += self.cells([LessonPart("exercise", name, "") for name in unplaced])
        notebook: nbformat.NotebookNode = new_notebook(cells=cells, metadata=METADATA)
        return notebook

    @cached_property
    def solutions(self) -> dict[str, SolutionParts]:
        return {e.name: cut(e.solution.read_text(encoding="utf-8"), e.name) for e in self.exercises}

    def lesson_parts(self) -> list[LessonPart]:
        """Read the lesson; the ids are those of the English one.

        Raises
        ------
        BankError
            If the lesson is put together in another way than the English one, or names an exercise that is not in this
            unit, or one twice.
        """
        parts, english = (list(parts_of(self.lesson(language))) for language in (self.language, ENGLISH))
        if [part.kind for part in parts] != [part.kind for part in english]:
            raise BankError(f"{self.home}: the lesson in {self.language!r} has other parts than lesson.md")
        placed = [part.text for part in parts if part.kind == "exercise"]
        for name in placed:
            if placed.count(name) > 1 or not (self.home / f"{name}.py").is_file():
                raise BankError(f"{self.home}: the lesson names {name}, an exercise that is there twice or not at all")
        chosen = [part.kind != "exercise" or part.text in self.points for part in parts]  # a course may leave some out
        numbered = zip(parts, english, chosen, strict=True)
        return [part._replace(id=one.id) for part, one, is_chosen in numbered if is_chosen]

    def cells(self, lesson: list[LessonPart]) -> Iterator[nbformat.NotebookNode]:
        exercises, solutions = {exercise.name: exercise for exercise in self.exercises}, self.solutions
        for part in lesson:
            match part.kind:
                case "exercise":
                    yield from self.exercise_cells(exercises[part.text], solutions[part.text])
                case "code":  # the first cell has imported what the exercises need
                    lines = (line for line in part.text.splitlines() if line not in self.imports)
                    yield new_code_cell("\n".join(lines).strip(), id=part.id)
                case _:
                    yield new_markdown_cell(for_github(part.text), id=part.id)

    @cached_property
    def imports(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for part in self.solutions.values() for line in part.imports))

    def opening_cells(self) -> list[nbformat.NotebookNode]:
        blocks = ["\n".join(self.imports), "import autograder"]
        if self.language != ENGLISH:  # the cards speak the language of the notebook
            blocks = ["import os", *blocks, f'os.environ["LANGUAGE"] = "{self.language}"']
        setup = new_code_cell("\n\n".join(blocks), id="setup", metadata=nbgrader("setup", locked=True))
        how = "\n\n".join([self.translate(HOW), self.commands()])
        return [new_markdown_cell(how, id="how"), setup]

    def commands(self) -> str:
        """Write what there is beside checking."""
        name = self.exercises[0].name
        lines = [f"- `{line.format(name=name)}`: {self.translate(use)}" for line, use in COMMANDS.items()]
        return "\n".join([self.translate(IN_A_TERMINAL), "", *lines])

    def exercise_cells(self, exercise: Exercise, parts: SolutionParts) -> list[nbformat.NotebookNode]:
        name, points = exercise.name, self.points[exercise.name]
        worth = self.translate(WORTH).format(points=points)
        about = f"### `{name}` ({worth})\n\n{self.asked(statement_of(exercise))}"
        helpers = textwrap.indent(parts.helpers, "    ")
        functions = [function.written(with_marks) for function in parts.functions]
        asked = parts.asked._replace(answer=helpers + parts.answer).written(with_marks)
        source = "\n\n".join([*filter(None, [parts.given]), *functions, asked])
        check = nbgrader(f"check_{name}", grade=True, locked=True, points=points)
        return [
            new_markdown_cell(about, id=f"about_{name}"),
            new_code_cell(source.rstrip("\n"), id=name, metadata=nbgrader(name, solution=True)),
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
            name = exercise.name
            rows.append(f"| [`{name}`]({name}.py) | {self.points[name]:g} | {self.headline(exercise)} |")
        checks = f"losslings check {self.exercises[0].name}\nlosslings check {notebook}"
        links = [f"[{translator(other)(THIS_LANGUAGE)}]({named('README', other, 'md')})" for other in others]
        blocks = [
            self.lesson_to_read() or f"# {self.name}",
            f"## {self.translate(EXERCISES)}",
            "\n".join(rows),
            self.translate(HOW_IN_FILES).format(notebook=notebook),
            f"```sh\n{checks}\n```",
            self.commands(),
            *links,
        ]
        return "\n\n".join(blocks) + "\n"

    def lesson_to_read(self) -> str:
        """Write the lesson, with the name of each exercise where it stands."""
        text = for_github(self.lesson(self.language).strip()).replace(RUN, "```pycon\n").replace(OWN, "```python\n")
        for exercise in self.exercises:
            name, worth = exercise.name, self.translate(WORTH).format(points=self.points[exercise.name])
            link = f"**{self.translate(NOW_YOU)}: [`{name}`]({name}.py)** ({worth}). {self.headline(exercise)}"
            text = text.replace(exercise_mark(name), link)
        return text

    def headline(self, exercise: Exercise) -> str:
        return self.translate(statement_of(exercise).headline)


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


def with_marks(statement: str, answer: str) -> str:
    """Mark the answer, which nbgrader takes out."""
    indent = indent_of(statement) + "    "
    return f"{statement}{indent}### BEGIN SOLUTION\n{answer}{indent}### END SOLUTION\n"


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
