"""Write an nbgrader course: configuration, a source folder for each unit, a roster to fill in, and what to do next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.bank.catalog import HOME, find_exercises
from autograder.bank.folder import BankError
from autograder.course.unit import Unit, find_units, text_of
from autograder.judging.key import Key
from autograder.translation import N_, Translate, translator

CONFIG = '''\
"""nbgrader's configuration of this course."""

from pathlib import Path

from autograder.course.preprocessor import in_place_of_execute, with_plain_copies

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = str(HERE)

# Where released assignments and submissions change hands: a folder that you and all students can reach.
# c.Exchange.root = "/srv/nbgrader/exchange"

# Losslings judges in place of nbgrader's Execute; all else of `nbgrader autograde` stays as it is.
c.Autograde.autograde_preprocessors = in_place_of_execute()
# nbgrader itself would stop grading everybody at the first student who copied a graded cell.
c.Autograde.sanitize_preprocessors = with_plain_copies()
{key_line}
c.Judge.isolation = "strict"  # "basic" where `losslings doctor` says that this machine has no "strict"
c.Judge.time_limit = 10.0  # seconds for one exercise
c.Judge.language = {language!r}

# `nbgrader validate` runs notebooks in a kernel: seconds for one cell, in which one exercise is checked.
c.Execute.timeout = 120

# What a student finds in place of an answer, as nbgrader has it.
c.ClearSolutions.code_stub = {{"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}}
'''
NO_KEY = """\
# The public key judges, which students have too. One of your own: losslings key --seed-file seed.txt -o hidden.jsonl
# c.Judge.key = str(HERE / "hidden.jsonl")"""
KEY = "c.Judge.key = str(HERE / {path!r})"
ROSTER = "id,last_name,first_name,email,lms_user_id\n"

INTRODUCTION = N_(
    "A course for nbgrader, written by `losslings course`. Each unit is an assignment; `source/` holds it with the"
    " answers, so keep this folder from students. Run the commands in this folder, in an activated environment, with"
    " the name of a unit ({units}) in place of `{unit}`."
)
STEPS = (
    (N_("Who takes part: a line for each student in `students.csv`, then"), "db student import students.csv"),
    (N_("Make what students get, `release/{unit}`: the same without the answers."), "generate_assignment {unit}"),
    (
        N_("Hand it out through nbgrader's exchange (`c.Exchange.root` in `nbgrader_config.py`), or by any other way."),
        "release_assignment {unit}",
    ),
    (
        N_(
            "Collect what students submitted there. What came by another way goes to"
            " `submitted/<student>/{unit}/{unit}.ipynb`."
        ),
        "collect {unit}",
    ),
    (N_("Grade. Losslings judges in processes of its own, and no kernel runs."), "autograde {unit}"),
    (N_("Write a page for each student."), "generate_feedback {unit}"),
    (N_("Hand the pages back through the exchange."), "release_feedback {unit}"),
    (N_("Write all marks to a table."), "export"),
)
LOOKED_AT = N_(
    "Marks can be looked at, and changed by hand, in JupyterLab: start `jupyter lab` in this folder, then Nbgrader >"
    " Formgrader."
)


class Course(NamedTuple):
    """What was written, what was there already, and the names of the units."""

    written: list[Path]
    kept: list[Path]
    units: list[str]


def write_course(folder: Path, *, bank: Path = HOME, key_path: Path | None = None, language: str = "en") -> Course:
    """Write a course, leaving alone every file that is already there.

    Parameters
    ----------
    folder : Path
        Made if it is missing.
    bank : Path
        Where the solutions are.
    key_path : Path, optional
        The key that the course is to be judged by; the public one if left out.
    language : str
        Of the notebooks and of what students are told.

    Raises
    ------
    BankError
        If there is no bank, or the key lacks one of its exercises.
    DamagedKey
    """
    units = units_of(bank, key_path, language)
    course = Course([], [], [unit.name for unit in units])
    for path, content in files_of(folder, units, key_path):
        if path.exists():
            course.kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_text(content, encoding="utf-8", newline="\n")
        course.written.append(path)
    return course


def units_of(bank: Path, key_path: Path | None, language: str) -> list[Unit]:
    """List the units, worth what the key says.

    Raises
    ------
    BankError, DamagedKey
    """
    if key_path is None:
        return find_units(bank, language)
    points = {exercise.name: exercise.max_score for exercise in Key.load(key_path)}
    missing = [exercise.name for exercise in find_exercises(bank) if exercise.name not in points]
    if missing:
        told = N_("{path}: lacks {names}; build it again with `losslings key`")
        raise BankError(told, path=key_path, names=", ".join(missing))
    return find_units(bank, language, points)


def files_of(folder: Path, units: list[Unit], key_path: Path | None) -> Iterator[tuple[Path, str | Path]]:
    """Yield each file of a course: its text, or the file that it is a copy of."""
    language = units[0].language
    relative = Path(os.path.relpath(key_path, folder)).as_posix() if key_path else ""
    yield (
        folder / "nbgrader_config.py",
        CONFIG.format(
            course_id=folder.resolve().name,
            key_line=KEY.format(path=relative) if relative else NO_KEY,
            language=language,
        ),
    )
    yield folder / "README.md", readme(folder, [unit.name for unit in units], translator(language))
    yield folder / "students.csv", ROSTER
    for unit in units:
        source = folder / "source" / unit.name
        yield source / f"{unit.name}.ipynb", text_of(unit.source())
        for picture in sorted(unit.home.glob("*.svg")):
            yield source / picture.name, picture


def readme(folder: Path, units: list[str], translate: Translate) -> str:
    """Write the steps of a course, in order, with the command of each."""
    first = units[0]
    blocks = [f"# {folder.resolve().name}", translate(INTRODUCTION).format(unit=first, units=", ".join(units))]
    for step, command in STEPS:
        blocks += [translate(step).format(unit=first), f"```sh\nnbgrader {command.format(unit=first)}\n```"]
    return "\n\n".join([*blocks, translate(LOOKED_AT)]) + "\n"
