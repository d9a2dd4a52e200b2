"""What a name on a student's command line means: an exercise, a file, a folder."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from autograder.isolation.inside.clues import is_near
from autograder.isolation.inside.files import imports_torch, mentions
from autograder.judging.key import Key, name_of
from autograder.judging.places import Places
from autograder.judging.reading import NOTHING, TOOLS_ONLY
from autograder.judging.submission import Submission, read_submission
from autograder.translation import N_, LosslingsError, Text

__all__ = ["imports_torch"]  # for those who read a source, too


class NotFound(LosslingsError):
    """A name or path on the command line means nothing, or several things; the message says what could be meant."""


@dataclass(frozen=True)
class Target:
    """What is to be checked: a submission, and the exercises that it can define."""

    submission: Submission
    ids: tuple[str, ...]


def find_target(text: str, key: Key, here: Path) -> Target:
    """Read what ``check`` was given: an exercise's name or id, a file, a folder or a zip.

    Raises
    ------
    NotFound, UnreadableSubmission
        If it is none of these, or cannot be read.
    """
    path = here / text
    ids = key.ids(text)
    if ids and not path.exists():
        exercise = single_exercise(text, key, here)
        files = read_submission(find_exercise(exercise, key, here)).files
        return Target(Submission(name_of(exercise), files), (exercise,))
    if not path.exists():
        meant = did_you_mean(text, key, units=True)
        raise NotFound(N_("{text}: no such file, folder or exercise{meant}"), text=text, meant=meant)
    submission = read_submission(path)
    if not submission.files:
        problem = submission.problems[0]
        if problem.template in (NOTHING, TOOLS_ONLY):
            raise NotFound(N_("{text}: no Python files or notebooks here"), text=text)
        raise NotFound(problem.template, **problem.values)
    places = Places(submission.files, key.rivals, key.twins)
    ids = [one for one in key.lines if name_of(one) == path.stem or is_mentioned(name_of(one), submission)]
    ids = [one for one in ids if may_be_at(one, path, key) and (one not in key.twins or places.of(one))]
    if path.is_file():  # a single file does not tell its unit
        single = exercise_of_file(path, key)
        ids = [one for one in ids if name_of(one) != path.stem or one == single]
    return Target(submission, tuple(ids))


def is_mentioned(name: str, submission: Submission) -> bool:
    """Tell whether a name stands in a submission."""
    return any(mentions(data, name) for data in submission.files.values())


def may_be_at(exercise: str, path: Path, key: Key) -> bool:
    """Tell whether an exercise may be at a path: no folder of it is a unit with another exercise of that name."""
    places = set(path.resolve().parts)
    return exercise.partition("/")[0] in places or places.isdisjoint(key.rivals.get(exercise, ()))


def single_exercise(text: str, key: Key, here: Path, uses_torch: bool = False) -> str:
    """Return the one exercise that a text names; empty where it names none.

    Where it names several, the one is meant whose unit the working folder is called like: a unit's notebook and lesson
    lie in its folder, and call their exercises by name. Of one in NumPy and one in torch it is the first, but for a
    file that imports torch.

    Raises
    ------
    NotFound
        If it still names several.
    """
    at_home = [one for one in key.ids(text) if one.partition("/")[0] == here.name]
    ids = at_home or key.meant(text, uses_torch)
    if len(ids) > 1:
        raise NotFound(N_("{text}: several exercises have this name; say which: {ids}"), text=text, ids=", ".join(ids))
    return ids[0] if ids else ""


def exercise_of_file(path: Path, key: Key) -> str:
    """Return the exercise that a file is named like; empty where it is named like none.

    Raises
    ------
    NotFound, UnreadableSubmission
        If it may be several, or cannot be read.
    """
    ids = [one for one in key.ids(path.stem) if may_be_at(one, path, key)]
    if len(ids) == 1:
        return ids[0]
    files = Places(read_submission(path).files, key.rivals, key.twins).files
    return single_exercise(path.stem, key, path.parent, any(files.uses_torch(one, path.stem) for one in files.contents))


def find_exercise(exercise: str, key: Key, here: Path) -> Path:
    """Find the file of an exercise in a folder, or in its exercises/.

    Raises
    ------
    NotFound
        If it is not there.
    """
    name = name_of(exercise)
    for pattern in (
        f"exercises/{exercise}.py",
        f"{exercise}.py",
        f"exercises/*/{name}.py",
        f"*/{name}.py",
        f"{name}.py",
    ):
        for path in sorted(here.glob(pattern)):
            if may_be_at(exercise, path, key):
                return path
    message = N_("{name}.py is not in {folder} or its exercises/; `losslings init` copies the exercises here")
    raise NotFound(message, name=key.label(exercise), folder=here)


def did_you_mean(text: str, key: Key, *, units: bool = False) -> Text | str:
    """Suggest exercises whose names are spelled like `text`; a unit, where one may be named and is much like it."""
    names = list(dict.fromkeys(map(name_of, key.lines)))
    stem = Path(text).stem
    close = [name for name in names if is_near(stem.replace("-", "_").replace(" ", "_"), name)]
    close = close or difflib.get_close_matches(stem, names, n=3, cutoff=0.5)
    labels = [key.label(exercise) for name in close for exercise in key.ids(name)]
    if units:
        known = {one.partition("/")[0] for one in key.lines}
        labels = difflib.get_close_matches(text.rstrip("/"), known, n=1, cutoff=0.8) or labels
    return Text(N_(" (did you mean {names}?)"), {"names": ", ".join(labels)}) if labels else ""
