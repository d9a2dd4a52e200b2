"""Put an exercise's stub back: what the student had written is moved aside, never lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autograder.bank.folder import Bank, bank_of
from autograder.judging.key import name_of
from autograder.practice.copies import handed_text
from autograder.practice.judging import Desk
from autograder.translation import N_, LosslingsError

KEPT = ".losslings-kept"  # hidden, so that nothing in it is read as an answer


class NoStub(LosslingsError):
    """A bank hands out no file for an exercise."""


class Reset(NamedTuple):
    """What was put back, where the student's version is now, and the notebooks that have an answer too."""

    stub: Path
    kept: Path | None
    notebooks: tuple[Path, ...]


def reset(exercise: str, desk: Desk, banks: Iterable[Bank], language: str) -> Reset:
    """Put an exercise's stub back, and forget what was remembered of it but the days on which it was passed.

    Raises
    ------
    NoStub
    """
    unit, name, bank = exercise.partition("/")[0], name_of(exercise), bank_of(exercise, banks)
    source = bank.exercises / f"{exercise}.py"
    if not source.is_file():
        raise NoStub(N_("{path}: not there, so there is nothing to put back"), path=source)
    places = [place.path for place in desk.files.of(exercise)]
    files = [path for path in places if Path(path).name == f"{name}.py"]
    target = desk.home.exercises / (files[0] if files else f"{exercise}.py")
    stub = handed_text(source, bank, language)
    kept = keep(target, desk.home.root / KEPT / unit) if target.exists() and target.read_bytes() != stub else None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(stub)
    for section, entry in (("hints", desk.key.label(exercise)), ("results", exercise), ("checks", exercise)):
        desk.store.section(section).pop(entry, None)
    written = [place.path for place in desk.files.of(exercise) if place.kind == "written"]
    notebooks = tuple(desk.home.exercises / path for path in written if path.lower().endswith(".ipynb"))
    return Reset(target, kept, notebooks)


def keep(path: Path, folder: Path) -> Path:
    """Move a file into a folder, under a name that nothing there has."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    names = [f"{path.stem}-{moment}{suffix}{path.suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 100)))]
    kept = next(folder / name for name in names if not (folder / name).exists())
    path.rename(kept)
    return kept
