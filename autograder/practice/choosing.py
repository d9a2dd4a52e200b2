"""What a student asked to have checked: exercises of the folder, one file of it, or files from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.judging.key import name_of
from autograder.judging.submission import Submission
from autograder.practice.judging import Desk
from autograder.practice.targets import NotFound, did_you_mean, exercise_of_file, find_target, single_exercise
from autograder.translation import N_

NONE_OF_UNIT = N_("{unit}: none of its exercises is in {folder}; `losslings init` copies the exercises here")


@dataclass(frozen=True)
class Choice:
    """What is to be checked.

    Parameters
    ----------
    name : str
        What the report calls it.
    ids : tuple of str
        The exercises.
    path : str
        The file within the folder of exercises that was named; empty where the exercise was.
    elsewhere : Submission, optional
        What lies outside that folder.
    """

    name: str
    ids: tuple[str, ...]
    path: str = ""
    elsewhere: Submission | None = None


def choose(text: str, desk: Desk, here: Path) -> Choice:
    """Find out what a text names: a file, a folder, a unit or an exercise; if it is empty, all that is there.

    Raises
    ------
    NotFound, UnreadableSubmission
    """
    path = here / text
    if not text:
        return choose_all(desk, here)
    if path.exists():
        return choose_file(text, desk, here)
    ids = [one for one in desk.key.lines if one.partition("/")[0] == text.rstrip("/")]
    if ids:
        there = tuple(one for one in ids if desk.places(one))
        if not there:
            raise NotFound(NONE_OF_UNIT, unit=text, folder=desk.home.exercises)
        return Choice(text, there)
    exercise = single_exercise(text, desk.key, here)
    if exercise and desk.places(exercise):
        return Choice(name_of(exercise), (exercise,))
    return from_elsewhere(text, desk, here)  # or an error that says what could be meant


def choose_all(desk: Desk, here: Path) -> Choice:
    """Choose what is there of all exercises.

    Raises
    ------
    NotFound, UnreadableSubmission
    """
    folder = desk.home.exercises
    there = tuple(one for one in desk.key.lines if desk.places(one))
    return Choice(folder.resolve().name, there) if there else from_elsewhere(str(folder), desk, here)


def choose_file(text: str, desk: Desk, here: Path) -> Choice:
    """Choose the exercises that a file or folder has; those in the folder of exercises are remembered.

    Raises
    ------
    NotFound, UnreadableSubmission
    """
    path = (here / text).resolve()
    if not path.is_relative_to(desk.home.exercises.resolve()):
        return from_elsewhere(text, desk, here)
    inside = path.relative_to(desk.home.exercises.resolve()).as_posix()
    if path.is_dir():
        below = "" if inside == "." else f"{inside}/"
        ids = [one for one in desk.key.lines if any(place.path.startswith(below) for place in desk.places(one))]
        return Choice(path.name, tuple(ids)) if ids else from_elsewhere(text, desk, here)
    ids = [one for one in desk.key.lines if inside in desk.files.files.contents and desk.files.kind(inside, one)]
    single = exercise_of_file(path, desk.key)
    ids = [one for one in ids if name_of(one) != path.stem or one == single]
    return Choice(path.stem, tuple(ids), inside) if ids else from_elsewhere(text, desk, here)


def from_elsewhere(text: str, desk: Desk, here: Path) -> Choice:
    """Choose what lies outside the folder of exercises, or cannot be read as a part of it.

    Raises
    ------
    NotFound, UnreadableSubmission
    """
    target = find_target(text, desk.key, here)
    if not target.ids:
        message = N_("{text}: defines none of the exercises{meant}")
        raise NotFound(message, text=text, meant=did_you_mean(text, desk.key))
    return Choice(target.submission.id, target.ids, elsewhere=target.submission)
