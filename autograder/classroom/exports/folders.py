"""Write a file a student into a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from autograder.classroom.arrivals.names import same
from autograder.classroom.policy.feedback import safe
from autograder.classroom.writing import private, replacing, written


def write_folder(folder: Path, name: str, files: Iterable[tuple[str, str]]) -> int:
    """Write ``<student>/<name>`` below a folder; those of an export before are replaced, or go.

    Parameters
    ----------
    folder : Path
    name : str
    files : iterable of (str, str)
        For each student the submission's id and the file's text.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    NotWritten
    """
    taken: set[str] = set()
    with written(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for student, text in files:
            place = folder / free_name(safe(student), taken)
            place.mkdir(mode=0o700, exist_ok=True)
            with replacing(place / name) as draft, private(draft, "w") as stream:
                stream.write(f"{text}\n")
        for old in folder.glob(f"*/{name}"):
            if same(old.parent.name) not in taken:
                old.unlink()
                with suppress(OSError):  # something else lies there too
                    old.parent.rmdir()
    return len(taken)


def free_name(wanted: str, taken: set[str]) -> str:
    """Return a name that no other student has, on a file system that knows no letter case either."""
    name, number = wanted, 2
    while same(name) in taken:
        name, number = f"{wanted}~{number}", number + 1
    taken.add(same(name))
    return name
