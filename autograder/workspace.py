"""A student's folder: where the exercises are, what a name on the command line means, how many hints were read."""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.bank.folder import shipped
from autograder.judging.key import ExerciseKey, Key, name_of
from autograder.judging.submission import Submission, read_submission
from autograder.translation import N_, Text, Told

HANDED_OUT = {".py", ".ipynb", ".md", ".svg"}
HINTS_READ = ".losslings.json"


class NotFound(Told):
    """What a name or path on the command line does not mean; the message says what could be meant."""


@dataclass(frozen=True)
class Target:
    """What is to be checked: a submission, and the exercises that it can define."""

    submission: Submission
    ids: tuple[str, ...]


def find_target(text: str, key: Key, here: Path) -> Target:
    """Read what ``check`` was given: an exercise's name, a file, a folder or a zip.

    Raises
    ------
    NotFound, UnreadableSubmission
        If it is none of these, or cannot be read.
    """
    path = here / text
    ids = key.ids(text)
    if ids and not path.exists():
        name = only(ids, text)
        return Target(Submission(name_of(name), read_submission(find_exercise(name, here)).files), (name,))
    if not path.exists():
        meant = did_you_mean(text, key)
        raise NotFound(N_("{text}: no such file, folder or exercise{meant}"), text=text, meant=meant)
    submission = read_submission(path)
    if not submission.files and submission.problem:
        raise NotFound("{problem}", problem=submission.problem)
    if not submission.files:
        raise NotFound(N_("{text}: no Python files or notebooks here"), text=text)
    texts = [data.replace(b"\0", b"") for data in submission.files.values()]  # UTF-16 puts zeros between the letters
    ids = [
        one for one in key.lines if name_of(one) == path.stem or any(name_of(one).encode() in data for data in texts)
    ]
    return Target(submission, tuple(ids))


def only(ids: Sequence[str], text: str) -> str:
    """Return the one exercise that a text names.

    Raises
    ------
    NotFound
        If it names several.
    """
    if len(ids) > 1:
        raise NotFound(N_("{text}: several exercises have this name; say which: {ids}"), text=text, ids=", ".join(ids))
    return ids[0]


def find_exercise(exercise: str, here: Path) -> Path:
    """Find the file of an exercise below `here`."""
    name = name_of(exercise)
    for pattern in (
        f"exercises/{exercise}.py",
        f"{exercise}.py",
        f"exercises/*/{name}.py",
        f"*/{name}.py",
        f"{name}.py",
    ):
        for path in sorted(here.glob(pattern)):
            return path
    told = N_("{name}.py is not in {folder} or its exercises/; `losslings init` copies the exercises here")
    raise NotFound(told, name=name, folder=here)


def default_target(here: Path) -> Path:
    """Find the folder of exercises a student works in."""
    folder = here / "exercises"
    return folder if folder.is_dir() else here


def did_you_mean(text: str, key: Key) -> Text | str:
    """Suggest exercises whose names are spelled like `text`."""
    names = [key.label(exercise) for exercise in key.lines]
    close = difflib.get_close_matches(Path(text).stem, names, n=3, cutoff=0.5)
    return Text(N_(" (did you mean {names}?)"), {"names": ", ".join(close)}) if close else ""


def copy_exercises(folder: Path) -> tuple[list[Path], list[Path]]:
    """Copy the exercises, and what stands beside them, to `folder`; every file that is already there is left alone.

    Returns
    -------
    copied, kept : list of Path
        Of the exercises.
    """
    source = shipped().exercises
    copied: list[Path] = []
    kept: list[Path] = []
    for path in sorted(path for path in source.glob("*/*") if path.suffix in HANDED_OUT):
        target = folder / path.relative_to(source)
        is_there = target.exists()
        if not is_there:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        if path.suffix == ".py":
            (kept if is_there else copied).append(target)
    return copied, kept


def next_hint_number(name: str, count: int, here: Path) -> int:
    """Count how many hints on an exercise were read here, and return the number of the next one, from 0."""
    path = here / HINTS_READ
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        number = int(read.get(name, 0))
    except (OSError, ValueError, AttributeError, TypeError):
        read, number = {}, 0
    read[name] = (number + 1) % count
    path.write_text(json.dumps(read), encoding="utf-8")
    return min(number, count - 1)


def general_hints(exercise: ExerciseKey) -> list[str]:
    """List the hints of the exercise's misconceptions: questions worth asking before writing a line."""
    return list(dict.fromkeys(mistake.hint for mistake in exercise.misconceptions))
