"""Which files are watched: the exercises' own, and what lies beside them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from autograder.judging.key import Key
from autograder.practice.home import ANSWERS, Home
from autograder.practice.targets import NotFound, find_exercise


class Files:
    """The places of all exercises in a student's folder, found once.

    Parameters
    ----------
    key : Key
    home : Home

    Attributes
    ----------
    places : dict of str to Path
        By exercise, its own file, which need not be there.
    """

    def __init__(self, key: Key, home: Home) -> None:
        self.home = home
        self.places = {exercise: place_of(exercise, key, home) for exercise in key.lines}

    @property
    def folders(self) -> list[Path]:
        """The folders to watch."""
        folders = dict.fromkeys([self.home.exercises, *(path.parent for path in self.places.values())])
        return [folder for folder in folders if folder.is_dir()]

    def about(self, paths: Collection[Path]) -> list[str]:
        """List the exercises that files may answer.

        An exercise's own file answers it alone. A notebook, and a file that others import, may be about each exercise
        of the folder.
        """
        own = set(self.places.values())
        folders = {path.parent for path in paths if path not in own}
        if self.home.exercises in folders:
            return list(self.places)
        first = [exercise for exercise, place in self.places.items() if place in paths]
        return first + [one for one, place in self.places.items() if place.parent in folders and one not in first]

    def may_answer(self, exercise: str) -> bool:
        """Tell whether there is a file that may answer an exercise."""
        own = self.places[exercise]
        return own.is_file() or any(own.parent.glob("*.ipynb"))

    def is_empty(self) -> bool:
        """Tell whether there is nothing that could answer an exercise."""
        return not any(path.suffix in ANSWERS for folder in self.folders for path in folder.iterdir())


def place_of(exercise: str, key: Key, home: Home) -> Path:
    """Return where an exercise's file lies, or would lie."""
    try:
        return find_exercise(exercise, key, home.root)
    except NotFound:
        return home.exercises / f"{exercise}.py"
