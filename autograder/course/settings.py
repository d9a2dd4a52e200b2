"""A course's settings: nbgrader's own, and what ``c.Judge`` in its configuration says of how it is judged."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.apps import AutogradeApp  # type: ignore[import-untyped]

from autograder.classroom.worker import Isolation
from autograder.course.preprocessor import Judge
from autograder.translation import N_, LosslingsError

CONFIG = "nbgrader_config.py"


class NotACourse(LosslingsError):
    """The folder, its configuration or its gradebook is not as nbgrader needs it; the message says what is missing."""


@dataclass(frozen=True)
class Course:
    """A course as its configuration describes it.

    Parameters
    ----------
    app : AutogradeApp
        With the settings of all of nbgrader.
    key : Path or None
        The answer key; None for the public ones.
    packs : tuple of Path
        Their folders.
    isolation : {"strict", "basic"}
    time_limit : float
        Seconds of processor time for one call.
    language : str
        Of the explanations.
    """

    app: Any
    key: Path | None
    packs: tuple[Path, ...]
    isolation: Isolation
    time_limit: float
    language: str


def read_course(folder: Path) -> Course:
    """Read a course's configuration as nbgrader does: it is the instructor's, and it is run.

    Raises
    ------
    NotACourse
        If there is none, it fails, or it sets something of the judge that does not exist.
    """
    path = folder / CONFIG
    if not path.is_file():
        raise NotACourse(N_("{path}: not there; name the folder of an nbgrader course"), path=path)
    app = AutogradeApp(log_level=logging.ERROR, raise_config_file_errors=True)
    try:
        with import_path_kept(), chdir(folder):
            app.initialize([], root=str(Path.cwd()))
            judge = Judge(parent=app)
    except (Exception, SystemExit) as error:  # whatever stands in it
        raise NotACourse(N_("{path}: {error}"), path=path, error=error) from error
    for name in sorted(set(app.config.get("Judge", ())) - set(judge.trait_names(config=True))):
        known = ", ".join(sorted(judge.class_own_traits(config=True)))
        message = N_("{path}: c.Judge.{name} is no setting; there are {known}")
        raise NotACourse(message, path=path, name=name, known=known)
    key, packs = Path(folder, judge.key) if judge.key else None, tuple(Path(folder, pack) for pack in judge.packs)
    isolation: Isolation = judge.isolation  # type: ignore[assignment]  # an Enum of the two
    return Course(app, key, packs, isolation, judge.time_limit, judge.language)


@contextmanager
def import_path_kept() -> Iterator[None]:
    """Undo what nbgrader does to `sys.path`: it puts the course's folder first, for good."""
    before = sys.path.copy()
    try:
        yield
    finally:
        sys.path[:] = before
