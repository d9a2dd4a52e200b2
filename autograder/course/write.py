"""Write an nbgrader course: configuration, a source folder for each unit, a roster to fill in, and what to do next."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.bank.exercises import Exercise
from autograder.bank.folder import Bank, BankError
from autograder.course.unit import UnitNotebook, text_of
from autograder.judging.key import Key, name_of
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
{packs_line}c.Judge.isolation = "strict"  # "basic" where `losslings doctor` says that this machine has no "strict"
c.Judge.time_limit = 10.0  # seconds of processor time for one call
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
PACKS = "c.Judge.packs = [{paths}]\n"
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
AT_ONCE = N_(
    "Instead of `autograde` and `generate_feedback`, one command does both, sooner, and also reads notebooks that were"
    " renamed, lie in a folder too deep, or in a zip:"
)
NEEDS_PERSON = N_(
    "It ends with a line, `Needs a person`, for everything that somebody has to look at: student, file, what was found,"
    " the way out. The gradebook has the same as comments, and lists it under Manual Grading in Formgrader."
    " `losslings/{unit}/grades.csv` says what the gradebook says; after changes by hand, call the command again with"
    " `--resume`."
)
LOOKED_AT = N_(
    "Marks can be looked at, and changed by hand, in JupyterLab: start `jupyter lab` in this folder, then Nbgrader >"
    " Formgrader."
)


class CourseFiles(NamedTuple):
    """What was written, what was there already, and the names of the units."""

    written: list[Path]
    left_alone: list[Path]
    units: list[str]


def write_course(
    folder: Path,
    *,
    banks: Sequence[Bank],
    key_path: Path | None = None,
    packs: Sequence[Path] = (),
    language: str = "en",
) -> CourseFiles:
    """Write a course, leaving alone every file that is already there.

    Parameters
    ----------
    folder : Path
        Made if it is missing.
    banks : sequence of Bank
        Their units become assignments. Their solutions are read, and neither they nor the specs are run.
    key_path : Path, optional
        The key that the course is to be judged by; the banks' public ones if left out.
    packs : sequence of Path
        The folders of packs that the course has to name to be judged.
    language : str
        Of the notebooks and of what students read.

    Raises
    ------
    BankError
        If a bank has no solutions, or the key lacks one of its exercises.
    DamagedKey
    """
    units = [unit for bank in banks for unit in units_of(bank, key_path or bank.key, language)]
    files = CourseFiles([], [], [unit.name for unit in units])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers, and later marks, lie in it
    for path, content in files_of(folder, units, key_path, packs):
        if path.exists():
            files.left_alone.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_text(content, encoding="utf-8", newline="\n")
        files.written.append(path)
    return files


def units_of(bank: Bank, key_path: Path, language: str) -> list[UnitNotebook]:
    """List the units of a bank in its order, each exercise in the key's order and worth what the key says.

    Raises
    ------
    BankError, DamagedKey
    """
    solutions = {f"{path.parent.name}/{path.stem}": path for path in sorted(bank.solutions.glob("*/*.py"))}
    if not solutions:
        raise BankError(
            N_("{path}: no solutions here, which a course needs; `--bank DIR` writes the units of one bank alone"),
            path=bank.solutions,
        )
    key = Key.load(key_path)
    missing = [name_of(one) for one in solutions if one not in key.lines]
    if missing:
        message = N_("{path}: lacks {names}; build it again with `losslings key`")
        raise BankError(message, path=key_path, names=", ".join(missing))
    found = []
    for unit in bank.units:
        known = [key.exercise(one) for one in key.lines if one in solutions and one.startswith(f"{unit.name}/")]
        exercises = [Exercise(e.name, e.unit, solutions[e.id], bank.specs / f"{e.id}.py") for e in known]
        points = {exercise.name: exercise.max_score for exercise in known}
        found += [UnitNotebook(unit.name, exercises, points, language, (bank.locale,))] if exercises else []
    return found


def files_of(
    folder: Path, units: Sequence[UnitNotebook], key_path: Path | None, packs: Sequence[Path]
) -> Iterator[tuple[Path, str | Path]]:
    """Yield each file of a course: its text, or the file that it is a copy of."""
    language = units[0].language
    paths = [f"str(HERE / {from_course(pack, folder)!r})" for pack in packs]
    yield (
        folder / "nbgrader_config.py",
        CONFIG.format(
            course_id=folder.resolve().name,
            key_line=KEY.format(path=from_course(key_path, folder)) if key_path else NO_KEY,
            packs_line=PACKS.format(paths=", ".join(paths)) if paths else "",
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
        yield from pages_to_play_with(unit, source)


def pages_to_play_with(unit: UnitNotebook, source: Path) -> Iterator[tuple[Path, str | Path]]:
    """Yield a unit's pages and what draws them; nbgrader gives students each unit's folder by itself."""
    exercises = unit.home.parent.parent / "exercises"
    pages = sorted((exercises / unit.name).glob("explore*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8").replace('"../vega', '"vega')
        yield source / page.name, re.sub(r'href="README[.a-z]*"', f'href="{unit.name}.ipynb"', text)
    for path in sorted(exercises.glob("vega*")) if pages else []:
        yield source / path.name, path


def from_course(path: Path, folder: Path) -> str:
    """Write a path as seen from the course: the course may move together with what it names."""
    return Path(os.path.relpath(path, folder)).as_posix()


def readme(folder: Path, units: list[str], translate: Translate) -> str:
    """Write the steps of a course, in order, with the command of each."""
    first = units[0]
    blocks = [f"# {folder.resolve().name}", translate(INTRODUCTION).format(unit=first, units=", ".join(units))]
    for step, command in STEPS:
        blocks += [translate(step).format(unit=first), f"```sh\nnbgrader {command.format(unit=first)}\n```"]
    command = f"```sh\nlosslings grade . --assignment {first}\n```"
    blocks += [translate(AT_ONCE), command, translate(NEEDS_PERSON).format(unit=first), translate(LOOKED_AT)]
    return "\n\n".join(blocks) + "\n"
